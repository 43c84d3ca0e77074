"""The counts that a municipality's own frame needs: working days, days before an event, ages, and all of several."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from brobygger.law.asking import Applies
from brobygger.law.errors import RulebookFaultsError
from brobygger.law.examples import problems
from brobygger.law.facts import CaseFile, Person
from brobygger.law.library import SHIPPED
from brobygger.law.loading import load
from brobygger.law.rulebook import Rule, Rulebook
from law.building import book, case, day, decision, event, found, only, person, rule, state, version

GIVEN = Path(__file__).parent / "given"
NO_MEETING = """
[[example]]
tells = { da = "en", en = "one" }
given = { arrived = 2018-06-01 }
applies = false
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The shipped rulebooks with the words that the given rules add."""
    shutil.copytree(SHIPPED, tmp_path / "books")
    with (tmp_path / "books" / "facts.toml").open("a", encoding="utf-8") as words:
        words.write((GIVEN / "g26_words_to_add_to_facts.toml").read_text(encoding="utf-8"))
    return tmp_path / "books"


def with_given(books: Path, name: str, rule_id: str) -> Rulebook:
    """Randers' rulebook with a given rule in its folder."""
    shutil.copy(GIVEN / f"{name}.toml", books / "randers" / "duties" / f"{rule_id}.toml")
    return load("randers", books)


def failing(rulebook: Rulebook, rule_id: str) -> list[list[str]]:
    given: Rule = rulebook.rules[rule_id]
    own = [example for example in given.examples if example.origin.startswith("randers/")]
    return [problems(given, example, rulebook) for example in own]


def test_the_given_meeting_two_weeks_before_the_arrival(books: Path) -> None:
    assert failing(with_given(books, "g26_before_the_arrival", "welcome_meeting"), "welcome_meeting") == [[], []]


def test_the_given_eighteenth_birthday(books: Path) -> None:
    assert failing(with_given(books, "g27_counted_from_born", "minor_offer"), "minor_offer") == [[], []]


def test_the_given_seven_working_days(books: Path) -> None:
    """The second example of the given file was written for seven calendar days: on 9 June six working days are left."""
    first, second = failing(with_given(books, "g26_working_days", "danish_start"), "danish_start")

    assert first == []
    assert second == [
        "standing: expected 'fulfilled_late', got 'fulfilled'", "breach: expected 'frame', got 'none'"
    ]  # fmt: skip


def test_the_given_state_is_refused_with_the_words_that_have_a_day(books: Path) -> None:
    with pytest.raises(RulebookFaultsError) as refused:
        with_given(books, "g27_counted_from_partner", "minor_offer")

    [fault] = refused.value.faults
    assert fault.where == "randers/duties/minor_offer.toml"
    assert fault.problem == "'partner' has no day to count from."
    for name in ("arrived", "born", "responsibility_taken"):
        assert f" {name}" in fault.remedy
    assert "partner" not in fault.remedy


BEFORE = rule("meeting", version(counted_from="arrival_expected", count="weeks_after", number=-2, basis="practice"))
EXPECTED = event("arrival_expected", "2018-06-01", recorded="2018-04-20")


@pytest.mark.parametrize(
    ("asked", "standing"), [("2018-05-17", "open"), ("2018-05-18", "open"), ("2018-05-19", "overdue")]
)
def test_what_is_owed_before_an_event_is_late_before_it_comes(asked: str, standing: str) -> None:
    meeting = only(BEFORE, case(EXPECTED), asked)

    assert (meeting.due_on, meeting.standing) == (day("2018-05-18"), standing)
    assert "2 uger før" in meeting.in_short["da"]
    assert "2 weeks before: 18 May 2018" in meeting.reckoning[0].text["en"]


def test_it_is_met_long_before_the_event_and_late_after_its_day() -> None:
    early = only(BEFORE, case(EXPECTED, event("contract_signed", "2018-05-02")), "2018-05-20")
    late = only(BEFORE, case(EXPECTED, event("contract_signed", "2018-05-19")), "2018-05-20")

    assert (early.standing, late.standing) == ("fulfilled", "fulfilled_late")


def test_a_waiver_before_the_event_is_of_what_fell_due_while_it_held() -> None:
    waived = decision("waived", "2018-05-10", "2018-05-25", rule="meeting")

    assert only(BEFORE, case(EXPECTED, decisions=[waived]), "2018-05-30").standing == "waived"


def test_a_pause_before_the_event_moves_what_is_counted_back() -> None:
    paused = decision("paused", "2018-05-10", "2018-05-12", rule="meeting")
    pausable = rule(
        "meeting",
        version(
            counted_from="arrival_expected",
            count="weeks_after",
            number=-2,
            basis="practice",
            pause_ceiling_months=1,
        ),
    )

    assert only(pausable, case(EXPECTED, decisions=[paused]), "2018-05-15").due_on == day("2018-05-20")


def test_a_frame_that_counts_back_asks_nothing_of_the_days_before_it_began() -> None:
    new = rule(
        "meeting",
        version("2018-05-18", counted_from="arrival_expected", count="days_after", number=-14, basis="practice"),
    )
    a_day_too_soon = event("arrival_expected", "2018-05-31", recorded="2018-04-20")

    assert found(new, case(a_day_too_soon), "2018-05-20") == []
    assert only(new, case(EXPECTED), "2018-05-20").due_on == day("2018-05-18")


def test_each_event_counted_back_is_met_by_what_came_since_the_event_before() -> None:
    talk = rule(
        "talk",
        version(counted_from="decision_notified", count="days_after", number=-7, repeats="each", basis="practice"),
    )
    told = (
        event("decision_notified", "2018-05-10"),
        event("decision_notified", "2018-07-10"),
        event("contract_signed", "2018-05-01"),
    )
    first, second = found(talk, case(*told), "2018-08-01")

    assert (first.due_on, first.standing) == (day("2018-05-03"), "fulfilled")
    assert (second.due_on, second.standing) == (day("2018-07-03"), "overdue")


ARRIVED_AND_HOUSED = rule(
    "duty", version(counted_from=("arrived", "bed_assigned"), counted_from_all=True, count="days_after", number=3)
)


@pytest.mark.parametrize(
    ("arrived", "bed", "due"),
    [
        ("2018-06-01", "2018-06-10", "2018-06-13"),
        ("2018-06-10", "2018-06-01", "2018-06-13"),
        ("2018-06-10", "2018-06-10", "2018-06-13"),
    ],
)
def test_when_all_are_there_the_last_one_counts(arrived: str, bed: str, due: str) -> None:
    facts = (event("arrived", arrived), event("bed_assigned", bed, None))

    duty = only(ARRIVED_AND_HOUSED, case(*facts), "2018-06-12")

    assert duty.due_on == day(due)
    assert set(duty.evidence) == {fact.key for fact in facts}
    assert "den sidste af: ankommet til kommunen og seng anvist" in duty.reckoning[-1].text["da"]


def test_while_one_of_all_has_not_come_nothing_is_owed_yet() -> None:
    assert found(ARRIVED_AND_HOUSED, case(event("arrived", "2018-06-01")), "2018-06-30") == []


def test_all_of_several_with_a_milestone_that_lacks_a_fact_is_undetermined() -> None:
    taken = rule(
        "taken", version(counted_from="cpr_registered", asks={"legal_basis": ["quota_refugee"]}), kind="milestone"
    )
    both = rule("duty", version(counted_from=("taken", "arrived"), counted_from_all=True))

    lacking = only(
        book(taken, both), case(event("cpr_registered", "2018-06-01"), event("arrived", "2018-06-02")), "2018-06-10"
    )

    assert (lacking.standing, lacking.missing) == ("undetermined", ("legal_basis",))


BIRTHDAY = rule("birthday", version(counted_from="born", count="years_after", number=18))


@pytest.mark.parametrize(
    ("born", "due"), [("2008-12-15", "2026-12-15"), ("2008-02-29", "2026-03-01"), ("2008-02-28", "2026-02-28")]
)
def test_an_age_falls_on_its_birthday(born: str, due: str) -> None:
    file = case(event("arrived", "2026-01-02"), persons=[person(born=born)])

    assert only(BIRTHDAY, file, "2026-01-10").due_on == day(due)


def test_an_age_with_no_birth_known_is_undetermined() -> None:
    unknown = only(BIRTHDAY, CaseFile(municipality="test", persons=(Person(id="p"),)), "2026-01-10")

    assert (unknown.standing, unknown.missing) == ("undetermined", ("born",))


@pytest.mark.parametrize(("born", "owed"), [("2007-12-31", False), ("2008-01-01", True)])
def test_the_law_of_the_birthday_governs_an_age(born: str, *, owed: bool) -> None:
    since_2026 = rule("birthday", version("2026-01-01", counted_from="born", count="years_after", number=18))

    assert bool(found(since_2026, case(persons=[person(born=born)]), "2026-06-01")) is owed


SCHOOL = rule(
    "school",
    version(counted_from="arrived", count="weeks_after", number=2, applies=Applies(age_from=6, age_under=17)),
)


@pytest.mark.parametrize(
    ("born", "owed"),
    [("2012-06-02", False), ("2012-06-01", True), ("2001-06-02", True), ("2001-06-01", False)],
)
def test_school_ages_are_six_to_sixteen_on_the_day_the_clock_starts(born: str, *, owed: bool) -> None:
    file = case(event("arrived", "2018-06-01"), persons=[person(born=born, role="child")])

    assert bool(found(SCHOOL, file, "2018-06-10")) is owed


GROWN_AT_TAKEOVER = rule(
    "talk",
    version(
        counted_from="interview_held",
        repeats="each",
        applies=Applies(adult=True, age_at="cpr_registered", or_since="contract_signed"),
    ),
)
MINOR = [person(born="2000-07-01")]
REGISTERED, TALKED = event("cpr_registered", "2018-06-01"), event("interview_held", "2018-09-01")


def test_an_age_can_be_asked_on_another_day_than_the_clock_starts() -> None:
    assert found(GROWN_AT_TAKEOVER, case(REGISTERED, TALKED, persons=MINOR), "2018-09-10") == []
    assert len(found(GROWN_AT_TAKEOVER, case(REGISTERED, TALKED), "2018-09-10")) == 1


@pytest.mark.parametrize(("signed", "owed"), [("2018-09-01", True), ("2018-09-02", False)])
def test_who_has_not_the_age_is_asked_about_once_something_has_happened(signed: str, *, owed: bool) -> None:
    file = case(REGISTERED, TALKED, event("contract_signed", signed), persons=MINOR)

    assert bool(found(GROWN_AT_TAKEOVER, file, "2018-09-10")) is owed


ALONE = rule("alone", version(counted_from="arrived", applies=Applies(unaccompanied=True)))


@pytest.mark.parametrize(
    ("other", "standing"),
    [(person("q", "2000-06-01"), None), (person("q", "2000-06-02"), "open"), (person("q", None), "undetermined")],
)
def test_a_child_is_unaccompanied_while_no_adult_is_in_the_case(other: Person, standing: str | None) -> None:
    file = case(event("arrived", "2018-06-01"), persons=[person(born="2004-01-01", role="child"), other])
    own = [one.standing for one in found(ALONE, file, "2018-06-05") if one.person == "p"]

    assert own == ([standing] if standing else [])


def test_working_days_end_with_the_calendar() -> None:
    far = rule("far", version(counted_from="arrived", count="working_days_after", number=5))

    assert only(far, case(state("arrived", True, "9999-12-30")), "9999-12-31").due_on == date.max
