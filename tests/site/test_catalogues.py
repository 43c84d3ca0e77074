"""The English is compiled as gettext's own programs would do it."""

from __future__ import annotations

import gettext
import io
import os
from typing import TYPE_CHECKING

import pytest

from brobygger.site import catalogues
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from pathlib import Path

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

# Øverst på siden
#: base.html
msgid "Sager"
msgstr "Cases"

msgctxt "måned"
msgid "maj"
msgstr "May"

msgid "%(count)s forpligtelse"
msgid_plural "%(count)s forpligtelser"
msgstr[0] "%(count)s duty"
msgstr[1] "%(count)s duties"
msgid ""
"Linje et\n"
"siger \"ja\""
msgstr ""
"Line one\n"
"says \"yes\""

#, fuzzy
msgid "Gættet"
msgstr "Guessed"

msgid "Uoversat"
msgstr ""

#~ msgid "Gammel"
#~ msgstr "Old"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    return folder / "django.po"


@pytest.fixture
def english(source: Path) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(catalogues.compiled(catalogues.read(source))))


def test_words_contexts_plurals_and_several_lines_come_through(english: gettext.GNUTranslations) -> None:
    assert english.gettext("Sager") == "Cases"
    assert english.pgettext("måned", "maj") == "May"
    one, many = "%(count)s forpligtelse", "%(count)s forpligtelser"
    assert [english.ngettext(one, many, number) for number in (0, 1, 2)] == [
        "%(count)s duties",
        "%(count)s duty",
        "%(count)s duties",
    ]
    assert english.gettext('Linje et\nsiger "ja"') == 'Line one\nsays "yes"'


@pytest.mark.parametrize("words", ["Gættet", "Uoversat", "Gammel"])
def test_what_is_guessed_unworded_or_obsolete_stays_danish(english: gettext.GNUTranslations, words: str) -> None:
    assert english.gettext(words) == words


def test_only_a_catalogue_that_changed_is_compiled(source: Path, tmp_path: Path) -> None:
    assert catalogues.compile_all(tmp_path) == [source.with_suffix(".mo")]
    assert catalogues.compile_all(tmp_path) == []
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert catalogues.compile_all(tmp_path) == [source.with_suffix(".mo")]


def test_a_line_that_cannot_be_read_is_told_with_its_file(source: Path) -> None:
    source.write_text('msgid "Sager\nmsgstr "Cases"\n')
    with pytest.raises(Fault, match=r"django\.po: cannot read the line 'msgid \"Sager'"):
        catalogues.read(source)
