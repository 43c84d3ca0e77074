"""Deadlines that the law suspends are counted from the suspension's end; a council may end it sooner."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from brobygger.law.assessment import assess
from brobygger.law.errors import RulebookFaultsError
from brobygger.law.examples import problems, worked
from brobygger.law.facts import CaseFile, Fact
from brobygger.law.findings import Finding
from brobygger.law.library import SHIPPED
from brobygger.law.loading import load
from brobygger.law.rulebook import Rulebook
from law.building import case, day, event, state

BOOK = load("denmark")
COUNCIL = """
[[version]]
in_force     = 2022-05-01
until        = 2022-12-31
checked_on   = 2026-11-30
basis        = "service_frame"
applies_when = {{ legal_basis = ["allocated", "displaced_ukraine"] }}
counted_from = "responsibility_taken"
{count}
[version.citation]
law     = "Kommunalbestyrelsens beslutning"
section = "dagsordenens punkt 7"
source  = "28. april 2022"
url     = "https://example.org"

[[example]]
tells = {{ da = "overtaget i august 2022", en = "taken over in August 2022" }}
given = {{ legal_basis = "displaced_ukraine", responsibility_stated = 2022-08-15 }}
{expected}

[[example]]
tells = {{ da = "overtaget efter beslutningen: loven", en = "taken over after the decision: the law" }}
given = {{ legal_basis = "displaced_ukraine", responsibility_stated = 2023-01-01 }}
gives = 2023-07-01
"""


def refugee(taken: str, *facts: Fact, basis: str = "convention_refugee") -> CaseFile:
    return case(state("legal_basis", basis), event("responsibility_stated", taken), *facts)


def start_of(book: Rulebook, file: CaseFile, on: str, rule: str = "programme_start") -> Finding:
    [found] = [one for one in assess(file, book, on=day(on)) if one.rule == rule]
    return found


def decided(tmp_path: Path, count: str, expected: str) -> Rulebook:
    """Randers' rulebook with a decision of its council."""
    books = tmp_path / "books"
    shutil.copytree(SHIPPED, books)
    folder = books / "randers" / "suspensions"
    folder.mkdir()
    (folder / "integration_offers.toml").write_text(COUNCIL.format(count=count, expected=expected), encoding="utf-8")
    return load("randers", books)


@pytest.mark.parametrize(
    ("taken", "due"),
    [
        ("2022-03-16", "2022-04-16"),
        ("2022-03-17", "2022-07-17"),
        ("2022-06-17", "2022-10-17"),
        ("2022-06-18", "2023-01-18"),
        ("2022-06-19", "2023-01-19"),
        ("2022-12-09", "2023-07-09"),
        ("2022-12-10", "2023-07-10"),
        ("2023-05-30", "2023-12-30"),
        ("2023-05-31", "2023-12-30"),
        ("2023-06-01", "2023-10-01"),
        ("2024-12-30", "2025-04-30"),
        ("2024-12-31", "2025-04-30"),
        ("2025-01-01", "2025-02-01"),
    ],
)
def test_the_start_of_the_programme_waits_as_long_as_the_law_says(taken: str, due: str) -> None:
    found = start_of(BOOK, refugee(taken), "2025-06-01")

    assert (found.due_on, found.legal_due_on) == (day(due), day(due))


def test_the_reckoning_says_why_the_date_moved_and_cites_it() -> None:
    found = start_of(BOOK, refugee("2022-08-15"), "2022-10-20")

    held, counted = found.reckoning[-2:]
    assert "6 måneder efter: 15. februar 2023" in held.text["da"]
    assert held.citation is not None
    assert held.citation.url == "https://www.retsinformation.dk/eli/lta/2022/860"
    assert "Suspensionen slutter 15. februar 2023. 1 måned efter: 15. marts 2023." in counted.text["da"]
    assert found.in_short == {
        "da": "1 måned efter suspensionens ophør", "en": "1 month after the end of the suspension"
    }  # fmt: skip
    assert (found.counted_from, found.standing, found.confirmed) == (day("2022-08-15"), "open", False)


@pytest.mark.parametrize(("asked", "due"), [("2022-06-17", "2022-10-20"), ("2022-06-18", "2023-01-20")])
def test_before_the_regulation_nobody_could_know_of_six_months(asked: str, due: str) -> None:
    ahead = case(
        state("legal_basis", "convention_refugee"), event("responsibility_stated", "2022-06-20", recorded="2022-06-01")
    )

    assert start_of(BOOK, ahead, asked).due_on == day(due)


@pytest.mark.parametrize(
    ("count", "expected", "due"),
    [
        ('count = "same_day"', "applies = false", "2022-09-15"),
        ('count = "months_after"\nnumber = 1', "gives = 2022-09-15", "2022-10-15"),
        ('count = "months_after"\nnumber = 9', "gives = 2023-02-15", "2023-03-15"),
    ],
)
def test_a_council_may_end_the_suspension_and_not_prolong_it(
    tmp_path: Path, count: str, expected: str, due: str
) -> None:
    book = decided(tmp_path, count, expected)

    assert start_of(book, refugee("2022-08-15"), "2022-08-20").due_on == day(due)
    assert start_of(book, refugee("2023-01-01"), "2023-01-02").due_on == day("2023-08-01")
    assert [problem for rule, example in worked(book) for problem in problems(rule, example, book)] == []


def test_a_municipality_suspends_nothing_of_its_own_accord(tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(SHIPPED, books)
    folder = books / "randers" / "suspensions"
    folder.mkdir()
    own = COUNCIL.format(count='count = "same_day"', expected="applies = false")
    (folder / "own.toml").write_text('suspends = ["integration_contract"]\n' + own, encoding="utf-8")

    with pytest.raises(RulebookFaultsError, match="cannot suspend the law's deadlines of its own accord"):
        load("randers", books)


def test_only_duties_can_be_suspended(tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(SHIPPED, books)
    path = books / "denmark" / "suspensions" / "integration_offers.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"danish_start"]', '"danish"]'), encoding="utf-8")

    with pytest.raises(RulebookFaultsError, match="Suspends 'danish', which is no duty"):
        load("denmark", books)


def test_the_offices_own_promise_is_not_suspended_and_what_repeats_the_law_is() -> None:
    arrived = refugee("2022-08-15", event("arrived", "2022-08-15"))
    needed = refugee("2022-08-15", state("health_assessment_needed", True, "2022-08-20"))

    promised = start_of(load("lejre"), arrived, "2022-08-20")
    repeated = start_of(load("vesthimmerland"), needed, "2022-08-20", "health_assessment")

    assert (promised.due_on, promised.legal_due_on) == (date(2022, 9, 12), date(2023, 3, 15))
    assert (repeated.due_on, repeated.legal_due_on) == (date(2023, 8, 15), date(2023, 8, 15))


def test_what_was_met_during_the_suspension_is_met() -> None:
    file = refugee("2022-08-15", event("programme_started", "2022-12-01"))

    found = start_of(BOOK, file, "2023-01-01")

    assert (found.standing, found.fulfilled_on, found.breach) == ("fulfilled", day("2022-12-01"), "none")
