"""What was known on a day: corrections, chains of them, a person's own facts and the family's."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.law.facts import CaseFile
from brobygger.law.known import Known
from law.building import book, case, day, event, person, rule, state, version

DUTY = book(rule("duty", version()))
FAMILY = None


def first_day(file: CaseFile, name: str, who: str | None, on: str, known_on: str | None = None) -> date | None:
    known = Known(file, DUTY, on=day(on), known_on=day(known_on or on))
    fact = known.event(name, who)
    return fact.day if fact else None


def test_a_correction_counts_from_the_day_it_was_recorded() -> None:
    file = case(
        event("arrived", "2018-06-01", key="a"),
        event("arrived", "2018-06-05", recorded="2018-07-01", key="b", replaces="a"),
    )

    assert first_day(file, "arrived", "p", "2018-06-30") == day("2018-06-01")
    assert first_day(file, "arrived", "p", "2018-07-01") == day("2018-06-05")
    assert first_day(file, "arrived", "p", "2018-07-01", known_on="2018-06-30") == day("2018-06-01")


def test_corrected_and_corrected_back_is_as_it_was() -> None:
    file = case(
        event("arrived", "2018-06-01", key="a"),
        event("arrived", "2018-06-05", recorded="2018-07-01", key="b", replaces="a"),
        event("arrived", "2018-06-01", recorded="2018-07-09", key="c", replaces="b"),
    )

    assert first_day(file, "arrived", "p", "2018-07-08") == day("2018-06-05")
    assert first_day(file, "arrived", "p", "2018-07-09") == day("2018-06-01")


def test_a_withdrawn_entry_is_gone_and_does_not_bring_back_what_it_corrected() -> None:
    file = case(
        event("arrived", "2018-06-01", key="a"),
        event("arrived", "2018-06-05", recorded="2018-07-01", key="b", replaces="a"),
        event("arrived", "2018-06-05", recorded="2018-08-01", key="c", replaces="b", withdrawn=True),
    )

    assert first_day(file, "arrived", "p", "2018-08-01") is None


def test_what_is_said_anew_to_lie_ahead_has_not_happened() -> None:
    file = case(event("arrived", "2018-06-01"), event("arrived", "2018-06-20", recorded="2018-06-10"))

    assert first_day(file, "arrived", "p", "2018-06-15") is None


def test_the_familys_day_is_its_first_members_even_when_another_once_had_that_day() -> None:
    file = case(
        event("arrived", "2018-07-01", "a", recorded="2018-07-03"),
        event("arrived", "2018-07-05", "a", recorded="2018-07-06"),
        event("arrived", "2018-07-01", "b", recorded="2018-07-01"),
        persons=[person("a"), person("b")],
    )

    assert first_day(file, "arrived", FAMILY, "2018-08-01") == day("2018-07-01")


def test_a_persons_own_event_goes_before_the_familys_also_when_both_name_one_day() -> None:
    file = case(
        event("arrived", "2018-07-01", "p", recorded="2018-07-01"),
        event("arrived", "2018-07-01", FAMILY, recorded="2018-07-02"),
        event("arrived", "2018-07-05", FAMILY, recorded="2018-07-03"),
    )

    assert first_day(file, "arrived", "p", "2018-08-01") == day("2018-07-01")


def test_a_persons_own_state_goes_before_the_familys() -> None:
    file = case(
        state("legal_basis", "family_reunified_to_refugee", who="p"),
        state("legal_basis", "convention_refugee", "2018-04-17", who=FAMILY),
    )
    known = Known(file, DUTY, on=day("2018-08-01"), known_on=day("2018-08-01"))

    fact = known.holding("legal_basis", "p", day("2018-06-01"))

    assert fact is not None
    assert fact.value == "family_reunified_to_refugee"


@pytest.mark.parametrize(
    ("value", "spans"),
    [
        ("on_benefit", [("2018-01-01", "2018-06-30"), ("2018-10-01", "9999-12-31")]),
        ("work_or_education", [("2018-07-01", "2018-09-30")]),
        (None, [("2018-01-01", "9999-12-31")]),
    ],
)
def test_a_state_ends_when_another_takes_its_place(value: str | None, spans: list[tuple[str, str]]) -> None:
    file = case(
        state("income", "on_benefit", "2018-01-01"),
        state("income", "work_or_education", "2018-07-01", "2018-09-30"),
    )
    known = Known(file, DUTY, on=day("2019-01-01"), known_on=day("2019-01-01"))

    assert known.spans("income", "p", value) == [(day(start), day(end)) for start, end in spans]


def test_a_no_is_no_period() -> None:
    file = case(state("illness", True, "2018-01-01"), state("illness", False, "2018-02-01"))
    known = Known(file, DUTY, on=day("2019-01-01"), known_on=day("2019-01-01"))

    assert known.spans("illness", "p") == [(day("2018-01-01"), day("2018-01-31"))]
