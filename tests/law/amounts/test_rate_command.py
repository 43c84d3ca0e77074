"""F4: `brobygger rate` tells a rate with its period and source, what it was derived from, or that it is not known."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from brobygger.__main__ import main
from brobygger.law.library import SHIPPED


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["rate", *words]) == 0
    return capsys.readouterr().out


def test_a_rate_is_told_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(capsys, "kh-30plus-parent", "--on", "2016-05-01", "--format", "json"))
    assert (told["value"], told["currency"], told["unit"]) == (14575, "DKK", "kr_month")
    assert told["period"] == {"from": "2016-01-01", "until": "2016-12-31"}
    assert (told["confirmed"], told["derived"], told["missing"]) == (True, False, [])
    assert told["reckoned"] == 14575
    assert told["citation"]["law"] == "lov om aktiv socialpolitik"


def test_a_derived_rate_says_from_what_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    danish = said(capsys, "iy-non-parent", "--on", "2023-03-01")
    english = said(capsys, "iy-non-parent", "--on", "2023-03-01", "--lang", "en")
    assert "6.349 kr. pr. måned, 1. januar 2023 til 31. december 2023 (beregnet, ikke offentliggjort)" in danish
    assert "Beregnet fra 6.219 kr. pr. måned i 2021" in danish
    assert "6,349 kr. per month, 1 January 2023 to 31 December 2023 (derived, not published)" in english


def test_a_conflict_between_the_published_and_the_derived_shows_both(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "rent-max-single", "--on", "2017-03-01")
    assert "2.192 kr. pr. måned" in told
    assert "Beregnet beløb: 2.195 kr. pr. måned. Det offentliggjorte går forud." in told


def test_a_rate_that_is_not_known_is_undetermined_never_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Kan ikke afgøres. Mangler: kh-30plus-parent" in said(capsys, "kh-30plus-parent", "--on", "2012-11-01")
    told = json.loads(said(capsys, "kh-30plus-parent", "--on", "2012-11-01", "--format", "json"))
    assert (told["value"], told["missing"]) == (None, ["kh-30plus-parent"])


def test_a_row_of_several_numbers_gives_each_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(capsys, "du-modules-2018", "--on", "2019-05-01", "--format", "json"))
    assert [(one["id"], one["value"], one["currency"]) for one in told] == [
        ("du-modules-1", 6, None), ("du-modules-2", 6, None), ("du-modules-3", 5, None),
    ]  # fmt: skip


def test_a_municipalitys_own_rate_stands_beside_the_laws(capsys: pytest.CaptureFixture[str]) -> None:
    """A12: what Randers gives on the day of reception."""
    words = ("reception-help-randers", "--on", "2015-11-22")
    assert main(["rate", *words]) == 2
    capsys.readouterr()
    assert "3.000 kr." in said(capsys, *words, "--municipality", "randers")


def test_what_was_not_known_yet_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "rent-max-single", "--on", "2016-02-01", "--known-on", "2015-06-01")
    assert "Kan ikke afgøres" in told


def test_a_rate_without_an_end_says_from_when(capsys: pytest.CaptureFixture[str]) -> None:
    assert "2.000 kr. pr. modul, fra 2. juli 2020 (bekræftet)" in said(capsys, "du-deposit-2000", "--on", "2021-01-01")


@pytest.mark.parametrize(
    ("name", "remedy"), [("kh-30plus-paren", "Did you mean: kh-30plus-parent"), ("zzzzzzzz", "denmark/rates/")]
)
def test_an_id_that_nothing_has_is_refused_with_a_remedy(
    capsys: pytest.CaptureFixture[str], name: str, remedy: str
) -> None:
    assert main(["rate", name, "--on", "2015-01-01"]) == 2
    assert remedy in capsys.readouterr().err


def test_files_with_faults_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SHIPPED, tmp_path / "books")
    (tmp_path / "books/denmark/rates/extra.toml").write_text("[x]\nperiods = []\n", encoding="utf-8")
    assert main(["rate", "x", "--on", "2015-01-01", "--rules", str(tmp_path / "books")]) == 2
    assert "denmark/rates/extra.toml, x: 'title' is missing." in capsys.readouterr().err
