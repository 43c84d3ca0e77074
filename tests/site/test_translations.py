"""Every Danish word that code and templates show has its English."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from brobygger.site import catalogues, translations
from brobygger.site.catalogues import Message
from brobygger.site.translations import CATALOGUE, PACKAGE

TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
NAMES = re.compile("Brobygger")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "data-title", "value"}


class Spoken(HTMLParser):
    """The words a template says by itself, outside what is translated."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # A name, a language's own name or a key is the same in every language.
        self.open.append((tag, "lang" in given or given.get("translate") == "no" or tag in {"kbd", "code"}))
        hidden = given.get("type") == "hidden" or tag in {"option", "button"}
        self.words += [given[name] or "" for name in sorted(SPOKEN & set(given)) if not (name == "value" and hidden)]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(exempt for _, exempt in self.open):
            self.words.append(data)


def said(source: str) -> list[str]:
    """Words with letters that stand bare in a template."""
    spoken = Spoken()
    spoken.feed(TAG.sub("", TRANSLATED.sub("", source)))
    words = [" ".join(NAMES.sub("", text).split()) for text in spoken.words]
    return [text for text in words if re.search(r"[A-Za-zÆØÅæøå]{2}", text)]


def test_everything_said_has_its_english_and_nothing_else_stands_in_the_catalogue() -> None:
    found = translations.faults(translations.in_use(), catalogues.read(CATALOGUE))
    assert not found, "\n".join(["", *map(str, found), "`brobygger translations tidy` writes the empty lines."])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_says_words_of_its_own(template: Path) -> None:
    assert said(template.read_text()) == []


def test_bare_words_are_found_wherever_they_stand() -> None:
    assert said('<p title="Luk">Frist {{ day }}</p>{% translate "Pligt" %}<button lang="en">English</button>') == [
        "Luk",
        "Frist",
    ]


def test_words_are_found_in_code_and_templates(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "code.py").write_text('ngettext("en dag", "%(n)s dage", n); pgettext("verb", "luk"); gettext(name)')
    (tmp_path / "templates" / "a.html").write_text(
        "{% load i18n %}{% translate 'Frist' %}{% blocktranslate count n=n %}en{% plural %}{{ n }} flere"
        '{% endblocktranslate %}{{ _("Pligt")|lower }}'
    )
    assert translations.in_use(tmp_path) == [
        Message(one="Frist"),
        Message(one="Pligt"),
        Message(one="en", many="%(n)s flere"),
        Message(one="en dag", many="%(n)s dage"),
        Message(one="luk", context="verb"),
    ]


def test_a_catalogue_with_faults_tells_each() -> None:
    catalogue = [
        Message(one="uden", wordings=[""]),
        Message(one="gammel", wordings=["old"]),
        Message(one="om %(n)s dage", wordings=["in %(days)s days"]),
        Message(one="en", many="%(n)s", wordings=["one"]),
        Message(one="to", wordings=["two"]),
        Message(one="to", wordings=["both"]),
    ]
    used = [Message(one=one) for one in ("ny", "uden", "om %(n)s dage", "to")] + [Message(one="en", many="%(n)s")]
    assert {(wrong.words, wrong.problem) for wrong in translations.faults(used, catalogue)} == {
        ("ny", "has no English"),
        ("uden", "has no English"),
        ("gammel", "is no longer used"),
        ("om %(n)s dage", "has a placeholder that the Danish lacks"),
        ("en", "has no English"),
        ("to", "stands twice"),
    }


def test_a_tidied_catalogue_keeps_what_is_worded_and_reads_back(tmp_path: Path) -> None:
    catalogue = [
        Message(wordings=["Language: en\nPlural-Forms: nplurals=2; plural=(n != 1);\n"]),
        Message(one='to "linjer"\nher', wordings=["two\nlines"]),
        Message(one="luk", context="verb", wordings=["close"]),
        Message(one="gammel", wordings=["old"]),
    ]
    used = [Message(one='to "linjer"\nher'), Message(one="luk", context="verb"), Message(one="ny", many="nye")]
    path = tmp_path / "django.po"
    path.write_text(translations.tidied(used, catalogue))
    assert catalogues.read(path) == [*catalogue[:3], Message(one="ny", many="nye", wordings=["", ""])]
