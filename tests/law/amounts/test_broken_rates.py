"""A file of rates that cannot be trusted is refused: every fault at once, with file, problem and remedy."""

from __future__ import annotations

import argparse
import shutil
from datetime import date
from pathlib import Path

import pytest

from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import RatePeriod
from brobygger.law.errors import FaultsError, RulebookFaultsError
from brobygger.law.library import SHIPPED
from brobygger.site.commands import rules as command

RENT = "denmark/rates/temporary_housing.toml"
RANDERS = "randers/rates/reception.toml"
FIRST = "{ from = 2012-01-01, until = 2012-12-31, value = 2022,"
BROKEN = {
    "a value in words": (FIRST, FIRST.replace("2022", '"2022"'), "'value' is '2022'."),
    "a value that is yes": (FIRST, FIRST.replace("2022", "true"), "'value' is True."),
    "three decimals": (FIRST, FIRST.replace("2022", "20.225"), "'value' is 20.225."),
    "below nothing": (FIRST, FIRST.replace("2022", "-1"), "'value' is -1."),
    "no number at all": (FIRST, FIRST.replace("2022", "nan"), "'value' is nan."),
    "no value": (FIRST, FIRST.replace(" value = 2022,", ""), "'value' is missing."),
    "no first day": (FIRST, FIRST.replace("from = 2012-01-01, ", ""), "'from' is missing."),
    "ends before it begins": (FIRST, FIRST.replace("until = 2012", "until = 2011"), "A period ends 2011-12-31"),
    "regulated but open": (FIRST, FIRST.replace("until = 2012-12-31, ", ""), "does not end in its own year"),
    "an overlap": (FIRST, FIRST.replace("until = 2012", "until = 2013"), "overlap"),
    "no such unit": ('"kr_month"', '"beans"', "'unit' is 'beans'."),
    "no such regulation": ('"satsregulering"', '"guesswork"', "'regulated_by' is 'guesswork'."),
    "no title in English": ('da = "Højeste betaling for midlertidig bolig: enlig med eller uden børn", en = ', "da = ",
                            "'title' is not told in both languages."),
    "a key nobody knows": (FIRST, f"{FIRST} moon = 1,", "'moon' is not known here."),
    "no address": ("https://www.retsinformation.dk/eli/lta/2011/1295", "www.retsinformation.dk", "'url' is"),
    "no law": ('law          = "integrationsloven"\n', "", "'law' is missing."),
    "no such confidence": (FIRST, f'{FIRST} confidence = "sure",', "'confidence' is 'sure'."),
    "a period that is no table": ("periods = [", "periods = [ 1,", "'periods' 1 is not a table."),
    "no periods": ("[rent-due-date]", "[empty-rate]\n[rent-due-date]", "The rate has no periods."),
    "an example of nothing": ('reckon = "temporary_rent"', 'reckon = "tea_leaves"', "'reckon' is 'tea_leaves'."),
    "an example that expects nothing": ("gives = 2122\nconfirmed = true", "confirmed = true", "either 'gives'"),
    "no TOML at all": ("[rent-max-single]", "[rent-max-single", "Not valid TOML"),
    "a gap": ("[rent-due-date]", """[gappy]
title = { da = "hul", en = "gap" }
unit = "kr"
law = "lov"
section = "§ 1"
source = "kilde"
url = "https://example.dk"
checked_on = 2026-03-31
periods = [ { from = 2015-01-01, until = 2015-12-31, value = 1 }, { from = 2017-01-01, value = 2 } ]

[rent-due-date]""", "No period covers 2016-01-01 to 2016-12-31."),
    "a level that nothing regulates": ("value = 3, source", "value = 3, level = 2012, source", "nothing regulates it"),
    "begins after its end": ('= "satsregulering"\n', '= "satsregulering"\nends = 2025-06-30\n',
                             "after the rate ended 2025-06-30"),
    "not read but read": ("checked_on   = 2026-03-31\n",
                          "checked_on   = 2026-03-31\nnot_read = [{ from = 2013-01-01, until = 2013-01-31 }]\n",
                          "is covered by a period"),
}  # fmt: skip


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The shipped rates without the duties, which other tests break."""
    ignored = shutil.ignore_patterns("duties", "milestones", "suspensions", "benefits")
    shutil.copytree(SHIPPED, tmp_path / "books", ignore=ignored)
    return tmp_path / "books"


def broken(books: Path, before: str, after: str, file: str = RENT) -> None:
    path = books / file
    told = path.read_text(encoding="utf-8")
    assert before in told
    path.write_text(told.replace(before, after, 1), encoding="utf-8")


def check(books: Path) -> int:
    return command.run(argparse.Namespace(action="check", rules=books, unconfirmed=False))


@pytest.mark.parametrize(("before", "after", "said"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_told_with_its_file_and_its_remedy(books: Path, before: str, after: str, said: str) -> None:
    for path in (books / "denmark/rates").glob("*.toml"):
        if path.name not in {"indexation.toml", Path(RENT).name}:
            path.unlink()
    broken(books, before, after)

    with pytest.raises(FaultsError) as refused:
        command.examples_of_amounts("denmark", books)

    [fault, *_] = [fault for fault in refused.value.faults if said in fault.problem]
    assert fault.where.startswith(RENT)
    assert fault.remedy


def test_all_faults_are_told_at_once(books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken(books, FIRST, FIRST.replace("2022", '"2022"'))
    broken(books, "value = 3000", "value = -5", RANDERS)

    assert check(books) == 2
    told = capsys.readouterr().err
    assert RENT in told
    assert RANDERS in told


def test_an_id_is_used_once_and_a_frame_never_changes_the_law(books: Path) -> None:
    (books / "denmark/rates/again.toml").write_text(
        (books / RENT).read_text(encoding="utf-8").split("[[example]]")[0], encoding="utf-8"
    )
    broken(books, "[reception-help-randers]", "[rent-max-single]", RANDERS)

    with pytest.raises(RulebookFaultsError) as refused:
        load_rates("randers", books)
    said = "\n".join(fault.problem for fault in refused.value.faults)
    assert "has the same rate." in said
    assert "'rent-max-single' is a rate of the law." in said


def test_a_regulation_needs_its_per_cents(books: Path) -> None:
    broken(books, "[satsreguleringsprocent]", "[another-name]", "denmark/rates/indexation.toml")

    with pytest.raises(RulebookFaultsError, match="there is no rate 'satsreguleringsprocent'"):
        load_rates("denmark", books)


def test_a_municipality_that_nobody_knows_is_refused() -> None:
    with pytest.raises(RulebookFaultsError, match="No rulebook of that name"):
        load_rates("atlantis")


def test_an_example_that_does_not_hold_is_told(books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken(books, "gives = 2122", "gives = 2123")

    assert check(books) == 1
    assert "expected 2123, got 2122" in capsys.readouterr().out


def test_a_published_amount_takes_the_place_of_a_derived_one_when_it_is_entered(books: Path) -> None:
    printed = 'source = "x", url = "https://example.dk" },\n  { from = 2022-01-01, until = 2022-12-31, value = 12457, '
    broken(books, "12437, ", f"12437, {printed}", "denmark/rates/integration_benefit.toml")

    before, after = (load_rates("denmark", one).on("iy-single-parent", date(2022, 5, 1)) for one in (None, books))
    assert isinstance(before, RatePeriod)
    assert isinstance(after, RatePeriod)
    assert (before.value, before.derived) == (1_245_600, True)
    assert (after.value, after.derived, after.reckoned) == (1_245_700, False, 1_245_600)
