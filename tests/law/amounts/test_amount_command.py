"""F4: the command as it is typed: its table for a citizen, its JSON for a machine, and its refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from brobygger.__main__ import main
from brobygger.law.amounts.arithmetic import given, share
from brobygger.law.amounts.telling import period_said, told, tree_told
from brobygger.law.amounts.tree import Amount
from brobygger.law.rulebook import Language
from law.amounts.people_of import day

CASE = """
municipality = "vesthimmerland"
[[person]]
id = "a"
born = 1980-05-01
role = "adult"
[[person]]
id = "b"
born = 1984-05-01
role = "spouse"
[[fact]]
person = "a"
fact = "arrived"
value = 2015-03-01
[[fact]]
person = "b"
fact = "arrived"
value = 2015-10-01
[[fact]]
fact = "income"
value = "on_benefit"
"""
TABLE = """\
Beløb for november 2015
Alle beløb er før skat.

Husstand: a, b

a: Kontanthjælp (ubekræftet)                                                               5.945 kr.
    = 5.945 kr. Nedsat, så begges ydelser tilsammen svarer til den ene kontant- eller
      uddannelseshjælp, dog mindst til to gange integrationsydelse, det største af [lov om aktiv
      socialpolitik § 26, stk. 2]
"""
LAST = """\
Til at leve for efter husleje, før skat (ubekræftet)                                       8.005 kr.
    = 8.005 kr. Til at leve for, når huslejen er betalt
        = 11.890 kr. Husstandens midler i måneden, før skat
            = 5.945 kr. Nedsat, så begges ydelser tilsammen svarer til den ene kontant- eller
              uddannelseshjælp, dog mindst til to gange integrationsydelse, det største af [lov om
              aktiv socialpolitik § 26, stk. 2]
            = + 5.945 kr. Integrationsydelse"""
KEYS = {
    "kind", "title", "person", "household", "amount", "currency", "rule", "law", "period", "confirmed", "derived",
    "missing", "because", "text", "remarks", "arithmetic", "citation",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_the_table_can_be_laid_before_the_citizen(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amount", str(file), "--month", "2015-11"]) == 0

    printed = capsys.readouterr().out
    assert printed.startswith(TABLE)
    assert LAST in printed
    assert "    · Grundlag: 35 år; ingen børn\n    · Borgeren kom før 1. september 2015" in printed
    assert max(len(line) for line in printed.splitlines()) <= 100


def test_it_speaks_english_and_says_what_cannot_be_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amount", str(file), "--month", "2013-11", "--lang", "en"]) == 0
    assert "There are no amounts for the month." in capsys.readouterr().out

    file.write_text(CASE.replace("1980-05-01", "1990-05-01").replace("2015-03-01", "2013-03-01"), encoding="utf-8")
    assert main(["amount", str(file), "--month", "2014-11", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "a: Cash benefit" in printed
    assert "undetermined\n    ! Undetermined. Missing: Living with parents." in printed


def test_a_derived_amount_and_a_change_within_the_month_are_told(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["amount", str(file), "--month", "2022-05"]) == 0
    assert "overgangsydelse (beregnet, ikke offentliggjort)" in capsys.readouterr().out

    file.write_text(CASE.replace("2015-10-01", "2015-10-10"), encoding="utf-8")
    assert main(["amount", str(file), "--month", "2015-10"]) == 0
    assert "    ! Noget ændrer sig i løbet af måneden." in capsys.readouterr().out


def test_the_json_has_what_a_machine_needs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amount", str(file), "--month", "2015-11-15", "--format", "json"]) == 0

    lines = json.loads(capsys.readouterr().out)
    assert [(line["kind"], line["person"], line["amount"]) for line in lines] == [
        ("benefit", "a", 5945), ("benefit", "b", 5945), ("temporary_rent", None, 3885), ("left_to_live_on", None, 8005),
    ]  # fmt: skip
    assert all(set(line) == KEYS and line["currency"] == "DKK" for line in lines)
    first, last = lines[0], lines[-1]
    assert (first["rule"], first["law"], first["confirmed"]) == ("mixed_couples", "Kontanthjælp", False)
    assert first["citation"]["section"] == "§ 26, stk. 2"
    assert first["period"] == {"from": "2015-11-01", "until": "2015-11-30"}
    assert last["household"] == ["a", "b"]
    assert [operand["amount"] for operand in last["arithmetic"]["operands"]] == [11890, 3885]


def test_what_is_missing_is_named_and_no_number_stands_in_its_place(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(CASE.replace("born = 1984-05-01\n", ""), encoding="utf-8")
    assert main(["amount", str(file), "--month", "2015-11", "--format", "json", "--known-on", "2026-01-01"]) == 0

    spouse = json.loads(capsys.readouterr().out)[1]
    assert (spouse["amount"], spouse["missing"], spouse["arithmetic"]) == (None, ["born"], None)
    assert (spouse["confirmed"], spouse["derived"]) == (False, False)
    assert spouse["text"] == "Kan ikke afgøres. Mangler: Fødselsdato."


@pytest.mark.parametrize("month", ["2015", "november", "2015-13", "2015-11-31"])
def test_a_month_that_is_none_is_refused(file: Path, month: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["amount", str(file), "--month", month])

    assert "is no month. Write 2015-11." in capsys.readouterr().err


def test_a_case_with_faults_is_refused_with_all_of_them(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [("rent", '"3000"'), ("earnings", "-1"), ("housing_benefit", "true"), ("special_support", "12.5")]
    facts = "".join(f'[[fact]]\nfact = "{name}"\nvalue = {value}\n' for name, value in wrong)
    file.write_text(CASE + facts, encoding="utf-8")

    assert main(["amount", str(file), "--month", "2015-11"]) == 2
    assert capsys.readouterr().err.count("Write a whole number from 0, without quotation marks.") == 4


def test_the_command_as_it_is_typed(file: Path) -> None:
    typed = [sys.executable, "-m", "brobygger", "amount", str(file), "--month", "2016-09", "--format", "json"]
    answer = subprocess.run(typed, capture_output=True, text=True, check=True)

    assert [line["amount"] for line in json.loads(answer.stdout)] == [6010, 6010, 3939, 8081]


@pytest.mark.parametrize(("language", "half"), [("da", "halvdelen"), ("en", "half")])
def test_a_share_is_told_before_it_is_rounded(language: Language, half: str) -> None:
    whole = given(2001, text={"da": "huslejen", "en": "the rent"})
    node = share(whole, Fraction(1, 2), text={"da": "halvdelen", "en": "half"})
    assert isinstance(node, Amount)

    lines = list(tree_told(node, language, sign="", depth=1, deepest=9))
    assert half in lines[0]
    assert lines[1] == f"        = 1/2 × {half}"
    assert "20" in lines[2]


def test_a_period_with_no_end_is_told() -> None:
    assert period_said((day("2025-07-01"), None), "da") == "fra 1. juli 2025"
    assert told([], day("2015-11-01"), "da")[-1] == "Der er ingen beløb for måneden."
