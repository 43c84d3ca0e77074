"""F1: rules of benefits that cannot be trusted are refused: every fault at once, with file, problem and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from brobygger.__main__ import main
from brobygger.law.amounts.benefit_loading import load_books, read_law
from brobygger.law.amounts.benefit_shelf import Shelf
from brobygger.law.amounts.typical import typical
from brobygger.law.errors import RulebookFaultsError
from brobygger.law.library import SHIPPED
from law.amounts.people_of import books

REGIMES, CASH = "regimes.toml", "schemes/cash_benefit.toml"
BROKEN = {
    "no such trait or fact": (CASH, "{ age_from = 30, parent = true }", "{ tall = [true] }", "'tall' is not in"),
    "a trait of the wrong kind": (CASH, "age_from = 30, parent = true", 'age_from = "30"', "'age_from' is '30'."),
    "a value nobody can have": (REGIMES, '["eu_eea"]', '["martian"]', "'legal_basis' cannot be 'martian'."),
    "no such rate": (CASH, '"kh-30plus-parent"', '"kh-40plus"', "'kh-40plus' is no rate."),
    "a row of nothing": (CASH, 'rate = "kh-30plus-parent"', "", "does not say what is paid"),
    "a row of two things": (CASH, 'rate = "kh-30plus-parent"', 'rate = "kh-u25-away"\nnothing = { da = "x", en = "y" }',
                            "does not say what is paid"),
    "no such scheme": (REGIMES, 'scheme     = "cash_benefit_2025"', 'scheme     = "wages"', "'scheme' is 'wages'."),
    "no title": (REGIMES, 'title      = { da = "Overgangsydelse", en = "Transitional benefit" }', "", "'title' is mis"),
    "ends before it begins": (REGIMES, "until      = 2015-08-31", "until      = 2013-08-31", "is before 'in_force'"),
    "counted by nothing": (REGIMES, '"arrived", ', '"dreamt", ', "'dreamt' is neither fact nor milestone."),
    "a key nobody knows": (REGIMES, "checked_on = 2026-03-31", "checked_on = 2026-03-31\nmoon = 1", "'moon' is not"),
    "no such supplement": (CASH, '"activity_supplement"', '"pocket_money"', "'kind' is 'pocket_money'."),
    "no such union": ("couples.toml", '["married", "cohabiting"]', '["friends"]', "'unions' names 'friends'."),
    "no such way": ("couples.toml", '"as_the_partner"', '"by_lot"', "'how' is 'by_lot'."),
    "reduces no scheme": ("couples.toml", '["cash_benefit", "education_help"]', '["wages"]', "'reduced' names"),
    "months from nowhere": ("danish.toml", 'counted_from = "danish_bonus_applied"', "", "'counted_from' is missing."),
    "months from no date": ("danish.toml", '"danish_bonus_applied"', '"wish"', "'counted_from' names 'wish'."),
    "a reduction without a reason": ("reductions.toml", "documented = { earns = true }", "", "does not say when"),
    "no row": ("schemes/minimum_rate_2025.toml", '[[version.supplement.row]]\nrate = "kh25-child-supplement"', "",
               "There is no row."),
    "a doubt without its years": ("reductions.toml", "open_after_years = 1", "", "belong together"),
    "not TOML": (REGIMES, "[[version]]", "[[version", "Not valid TOML"),
}  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rulebooks"))


def damage(shelf: Path, name: str, old: str, new: str) -> Path:
    """Put something wrong into a file; gives back its folder."""
    path = shelf / "denmark" / "benefits" / name
    told = path.read_text(encoding="utf-8")
    assert old in told
    path.write_text(told.replace(old, new, 1), encoding="utf-8")
    return shelf / "denmark" / "benefits"


@pytest.mark.parametrize(("name", "old", "new", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_refused(shelf: Path, name: str, old: str, new: str, problem: str) -> None:
    path = damage(shelf, name, old, new)
    read = Shelf(
        folder=path, words=books().rulebook.facts, rates=books().rates, events=frozenset(books().rulebook.facts)
    )

    read_law(read)
    assert any(problem in fault.problem and f"denmark/benefits/{name}" in fault.where for fault in read.faults)


def test_all_faults_are_told_at_once(shelf: Path) -> None:
    for name, old, new, _ in (BROKEN["no such rate"], BROKEN["no such way"], BROKEN["no such union"]):
        damage(shelf, name, old, new)
    (shelf / "denmark" / "benefits" / "ceilings.toml").write_text('title = { da = "x", en = "y" }\n', encoding="utf-8")
    damage(shelf, "schemes/education_help.toml", "[[version.row]]", "[[version.line]]")

    with pytest.raises(RulebookFaultsError) as refused:
        load_books("denmark", shelf)
    told = [fault.problem for fault in refused.value.faults]
    assert {"'kh-40plus' is no rate.", "'how' is 'by_lot'.", "'unions' names 'friends'.",
            "The file has no version.", "'explanation' is missing."} <= set(told)  # fmt: skip
    assert any("line" in problem for problem in told)


WORKED = {
    "no such column": ("households/04_single_35.toml", '"2013-11"', '"1913-11"', "'column' is '1913-11'."),
    "no such fact": ("households/02_single_24.toml", '"living_at_home"', '"asleep"', "The fact 'asleep' is not in"),
    "neither amount nor missing": ("households/04_single_35.toml", ", amount = 10689", "", "Neither an amount nor"),
    "a column without a day": ("columns.toml", "came  = 2013-05-01", "", "'came' is missing."),
    "a household not TOML": ("households/04_single_35.toml", "[[month]]", "[[month", "Not valid TOML"),
}


@pytest.mark.parametrize(("name", "old", "new", "problem"), WORKED.values(), ids=WORKED)
def test_a_broken_household_is_refused(
    shelf: Path, name: str, old: str, new: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(shelf, name, old, new)

    with pytest.raises(RulebookFaultsError) as refused:
        typical(books(), shelf)
    assert problem in str(refused.value)
    assert main(["typical", "--rules", str(shelf)]) == 2
    assert problem in capsys.readouterr().err


def test_a_household_that_comes_out_otherwise_is_told(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(shelf, "households/04_single_35.toml", "amount = 10689", "amount = 10690")
    damage(
        shelf,
        "households/04_single_35.toml",
        'kind = "temporary_rent", amount = 2091',
        'kind = "affordable_rent", amount = 2091',
    )

    assert main(["typical", "--rules", str(shelf)]) == 1
    told = capsys.readouterr().err
    assert "04_single_35, 2014-11: benefit p: expected" in told
    assert "04_single_35, 2014-11: temporary_rent : not expected" in told
    assert main(["rules", "check", "--rules", str(shelf)]) == 1
    assert "04_single_35, 2014-11: benefit p: expected" in capsys.readouterr().out


def test_rulebooks_without_benefits_have_no_households_to_check(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(shelf / "denmark" / "benefits")

    assert main(["rules", "check", "--rules", str(shelf)]) == 0
    assert main(["amount", str(shelf / "none.toml"), "--month", "2015-11"]) == 2
    assert "cannot be read" in capsys.readouterr().err
