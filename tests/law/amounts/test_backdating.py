"""F6: what was known late is settled month by month, paid months with it; what cannot be told is never 0 kr."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.__main__ import main
from brobygger.law.amounts.backdating import Owed, Side, months_between, owed, summed
from brobygger.law.amounts.backdating_words import told
from brobygger.law.amounts.lines import BENEFIT, PAID
from brobygger.law.amounts.month import amounts_of
from brobygger.law.facts import CaseFile
from brobygger.law.library import SHIPPED
from law.amounts.people_of import books, case, day, fact, person
from law.amounts.test_amount_properties import a_household

ARRIVED = fact("arrived", "2014-03-01")
AT_HOME = fact("living_at_home", value=True, since="2014-03-01")
MOVED_OUT = fact("living_at_home", value=False, since="2015-02-01", recorded="2015-06-15")
YOUNG = person(born="1990-01-15")


def settled(file: CaseFile, then: str, now: str | None, first: str, last: str) -> Owed:
    return owed(
        Side(case=file, books=books(), known_on=day(then)),
        Side(case=file, books=books(), known_on=day(now) if now else None),
        months_between(day(f"{first}-01"), day(f"{last}-01")),
    )


def test_a_move_told_late_is_owed_from_the_month_it_happened() -> None:
    found = settled(case(YOUNG, facts=[ARRIVED, AT_HOME, MOVED_OUT]), "2015-06-01", "2015-07-01", "2015-01", "2015-06")

    # Cash benefit under 30 in 2015: 3,374 kr. at home and 6,992 kr. away.
    assert [(one.month.month, one.difference) for one in found.benefits] == [
        (month, (6992 - 3374) * 100) for month in (2, 3, 4, 5, 6)
    ]
    assert summed(found.benefits) == 5 * 361_800
    assert found.months == 6
    assert {one.month.month for one in found.rents} == {2, 3, 4, 5, 6}
    assert all((one.difference or 0) < 0 for one in found.rents)


def test_nothing_is_owed_while_nothing_more_is_known() -> None:
    found = settled(case(YOUNG, facts=[ARRIVED, AT_HOME, MOVED_OUT]), "2015-02-01", "2015-06-14", "2015-01", "2015-06")

    assert found == Owed(months=6)
    assert list(told(found, "da"))[1] == "Intet er ændret."


def test_what_could_not_be_told_has_no_difference_and_is_not_nothing() -> None:
    late = fact("living_at_home", value=False, since="2014-03-01", recorded="2015-06-15")
    ready = fact("activity_ready", value=True, since="2014-03-01")
    found = settled(case(YOUNG, facts=[ARRIVED, late, ready]), "2015-06-01", None, "2015-02", "2015-02")

    assert {one.kind: (one.difference, one.missing) for one in found.benefits} == {
        "benefit": (None, ("living_at_home",)), "activity_supplement": (None, ("living_at_home",)),
    }  # fmt: skip
    assert summed(found.benefits) == 0
    assert len(found.undetermined) == 2
    lines = list(told(found, "da"))
    assert not any("Til efterbetaling" in line for line in lines)
    assert lines[-1] == "2 ændringer kan ikke afgøres og er ikke talt med. Det er ikke 0 kr."


def test_a_reduction_by_the_ceiling_is_open_while_a_benefit_is() -> None:
    facts = [fact("arrived", "2016-03-01"), fact("housing_benefit", 9000), fact("special_support", 9000)]
    late = fact("living_at_home", value=False, since="2016-03-01", recorded="2018-01-01")
    found = settled(case(person(born="1995-01-15"), facts=[*facts, late]), "2017-06-01", None, "2017-05", "2017-05")

    kinds = {one.kind: one for one in found.benefits}
    assert kinds["benefit"].difference is None
    assert kinds["ceiling_reduction"].difference is None


def test_a_rate_published_later_is_settled_like_a_fact() -> None:
    file = case(person(born="1960-01-15"), facts=[ARRIVED])
    now = books()
    name = "kh-30plus-other"
    rate = now.rates.rates[name]
    lower = replace(rate, periods=tuple(replace(one, value=one.value - 10_000) for one in rate.periods))
    then = replace(now, rates=replace(now.rates, rates={**now.rates.rates, name: lower}))
    found = owed(
        Side(case=file, books=then), Side(case=file, books=now), months_between(day("2014-11-01"), day("2015-02-01"))
    )

    assert [one.difference for one in found.benefits] == [10_000] * 4
    assert summed(found.benefits) == 40_000


def test_somebody_who_should_not_have_been_paid_owes_it() -> None:
    left = fact("left_municipality", "2015-02-01")
    file = case(person(born="1960-01-15"), facts=[ARRIVED, replace(left, recorded_on=day("2015-04-01"))])
    found = settled(file, "2015-03-31", "2015-04-01", "2015-01", "2015-03")

    assert [one.difference for one in found.benefits] == [-1_084_900] * 2
    assert "For meget udbetalt i alt" in "\n".join(told(found, "da"))


@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=False), known=st.dates(date(2014, 1, 1), date(2026, 1, 1)))
def test_a_settlement_is_the_difference_of_two_plain_reckonings(chance: random.Random, known: date) -> None:
    file = a_household(chance)
    facts = [replace(one, recorded_on=date(2014 + chance.randrange(12), 1, 1)) for one in file.facts]
    file = replace(file, facts=tuple(facts))
    month = date(2014 + chance.randrange(12), 1 + chance.randrange(12), 1)
    found = owed(Side(case=file, books=books(), known_on=known), Side(case=file, books=books()), [month])

    sums = []
    for lines in (amounts_of(file, books(), month=month, known_on=known), amounts_of(file, books(), month=month)):
        paid = [line for line in lines if line.kind in PAID]
        sums.append((sum(PAID[line.kind] * (line.ore or 0) for line in paid), any(line.missing for line in paid)))
    (then, open_then), (now, open_now) = sums
    if not open_then and not open_now:
        assert summed(found.benefits) == now - then
        assert not found.undetermined or all(one.kind not in PAID for one in found.undetermined)
    for one in found.benefits:
        assert (one.difference is None) == bool(one.missing)
        assert one.kind != BENEFIT or one.difference != 0


FILE = """
municipality = "denmark"
[[person]]
id = "p"
born = 1990-01-15
[[fact]]
fact = "arrived"
value = 2014-03-01
[[fact]]
fact = "living_at_home"
value = true
from = 2014-03-01
[[fact]]
fact = "living_at_home"
value = false
from = 2015-02-01
recorded = 2015-06-15
"""
TABLE = """\
case.toml
2 måneder er set efter; 1 er berørt. Alle beløb er før skat.

februar 2015
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_the_command_tells_what_is_owed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["backdate", str(file), "--month", "2015-01", "--until", "2015-02", "--known-on", "2015-06-01"]
    assert main(typed) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(TABLE)
    assert "    · Regnet dengang: 3.374 kr.; regnet nu: 6.992 kr.\n" in printed
    assert "    · Regnet dengang: intet; regnet nu: 2.122 kr.\n" in printed
    assert "Til efterbetaling i alt" in printed
    assert max(len(line) for line in printed.splitlines()) <= 100

    assert main(["backdate", str(file), *typed[1:], "--format", "json", "--lang", "en"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first == second
    assert (first["owed"], first["if_temporary_home"], first["months_affected"]) == (3618, -2122, ["2015-02"])
    assert first["amounts"][0]["now"]["arithmetic"]["amount"] == 6992
    assert first["amounts"][1]["then"] is None


def test_the_rulebooks_of_then_may_be_others(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shelf = Path(shutil.copytree(SHIPPED, tmp_path / "then"))
    rates = shelf / "denmark" / "rates" / "cash_benefit.toml"
    text = rates.read_text(encoding="utf-8")
    assert "value = 6992" in text
    rates.write_text(text.replace("value = 6992", "value = 6892"), encoding="utf-8")
    typed = ["backdate", str(file), "--month", "2015-02", "--until", "2015-03", "--known-on", "2026-01-01"]

    assert main([*typed, "--rules-then", str(shelf), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["owed"] == 200


def test_months_and_days_that_run_backwards_are_refused_together(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["backdate", str(file), "--month", "2015-02", "--until", "2015-01", "--known-on", "2015-06-01"]

    assert main([*typed, "--compared-to", "2015-05-01"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "--compared-to: 2015-05-01 is before --known-on. Swap the two days.",
        "--until: 2015-01 is before the first month. Mend one of them.",
    ]
