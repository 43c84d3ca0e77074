"""F4: what the state pays the municipality: basic grant, result grants, refunds, each with its source."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.law.amounts.arithmetic import given, undetermined
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.state_grants import (
    InProgramme,
    basic_grant,
    benefit_refund,
    programme_refund,
    result_grant,
    temporary_housing_refund,
)
from brobygger.law.amounts.tree import Amount, Outcome
from brobygger.law.rulebook import Text

LAW = load_rates()
SAID: Text = {"da": "udgift", "en": "cost"}
SINCE = date(2016, 2, 15)


def told(found: Outcome) -> int | float | tuple[str, ...]:
    return found.checked().ore / 100 if isinstance(found, Amount) else found.missing


@pytest.mark.parametrize(
    ("person", "month", "expected"),
    [
        (InProgramme(), date(2020, 1, 1), ("responsibility_taken",)),
        (InProgramme(responsibility_taken=SINCE, refugee_or_family=True), date(2017, 3, 20), 3960),
        (InProgramme(responsibility_taken=SINCE, refugee_or_family=False), date(2017, 3, 20), 2693),
        (InProgramme(responsibility_taken=SINCE), date(2017, 3, 20), ("legal_basis",)),
        (InProgramme(responsibility_taken=SINCE), date(2019, 2, 1), 2802),
        (InProgramme(responsibility_taken=SINCE), date(2019, 3, 1), 0),
        (InProgramme(responsibility_taken=date(2024, 6, 30)), date(2024, 6, 1), 3127),
        (InProgramme(responsibility_taken=date(2024, 7, 1)), date(2024, 6, 1), 0),
        (InProgramme(responsibility_taken=date(2023, 7, 1), unaccompanied_minor=True), date(2024, 6, 1), 10397),
        (InProgramme(responsibility_taken=SINCE), date(2016, 6, 1), ("basic-grant-years",)),
        (InProgramme(responsibility_taken=date(2025, 7, 1)), date(2027, 6, 1), ("basic-grant",)),
    ],
)
def test_the_basic_grant_of_a_month(person: InProgramme, month: date, expected: object) -> None:
    assert told(basic_grant(LAW, person, month=month)) == expected


@pytest.mark.parametrize(
    ("since", "result", "achieved_on", "held", "expected"),
    [
        (date(2022, 6, 1), "job", date(2024, 5, 1), 6, 88817),
        (date(2022, 6, 1), "education", date(2024, 5, 1), 7, 88817),
        (date(2021, 5, 1), "job", date(2024, 5, 1), 6, 59210),
        (date(2019, 5, 1), "job", date(2024, 5, 1), 6, 0),
        (date(2024, 6, 1), "job", date(2024, 5, 1), 6, 0),
        (date(2022, 6, 1), "job", date(2024, 5, 1), 5, 0),
        (date(2022, 6, 1), "danish", date(2024, 5, 1), None, 37895),
        (date(2022, 6, 1), "job", date(2024, 5, 1), None, ("held_months",)),
        (None, "job", None, 6, ("responsibility_taken", "achieved_on")),
        (date(2013, 6, 1), "job", date(2014, 5, 1), 6,
         ("result-grant-years", "result-grant-early-years", "result-grant-months")),
        (date(2015, 6, 1), "job", date(2016, 5, 1), 6, ("result-job",)),
    ],
)  # fmt: skip
def test_the_result_grant(
    since: date | None, result: str, achieved_on: date | None, held: int | None, expected: object
) -> None:
    person = InProgramme(responsibility_taken=since)
    assert told(result_grant(LAW, person, result=result, achieved_on=achieved_on, held_months=held)) == expected


def test_in_2015_the_conditions_were_not_read_so_the_grant_is_unconfirmed() -> None:
    person = InProgramme(responsibility_taken=date(2014, 6, 1))
    for held in (6, 5):
        found = result_grant(LAW, person, result="job", achieved_on=date(2015, 5, 1), held_months=held)
        assert isinstance(found, Amount)
        assert not found.confirmed


@pytest.mark.parametrize(
    ("cost", "used", "expected"), [(30000, 20000, 10928), (10000, 0, 5000), (10000, 41856, 0), (10000, 50000, 0)]
)
def test_half_of_the_programme_is_refunded_within_the_years_ceiling(cost: int, used: int, expected: int) -> None:
    found = programme_refund(LAW, given(cost * 100, text=SAID), given(used * 100, text=SAID), on=date(2024, 6, 1))
    assert told(found) == expected


def test_half_of_temporary_housing_was_refunded_for_two_years() -> None:
    cost = given(3_000_000, text=SAID)
    assert told(temporary_housing_refund(LAW, cost, on=date(2017, 12, 31))) == 12000
    assert told(temporary_housing_refund(LAW, cost, on=date(2018, 1, 1))) == (
        "refund-temp-housing-cap", "refund-temp-housing",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("week", "expected"), [(1, 8000), (4, 8000), (5, 4000), (26, 4000), (27, 3000), (52, 3000), (53, 2000), (500, 2000)]
)
def test_the_ladder_falls_with_the_weeks(week: int, expected: int) -> None:
    assert told(benefit_refund(LAW, given(1_000_000, text=SAID), week=week, on=date(2019, 6, 1))) == expected


def test_the_ladder_needs_the_weeks_and_the_benefit() -> None:
    unknown = undetermined("partner", text=SAID)
    assert told(benefit_refund(LAW, unknown, week=None, on=date(2019, 6, 1))) == ("partner", "weeks_on_benefit")
    assert told(benefit_refund(LAW, unknown, week=3, on=date(2019, 6, 1))) == ("partner",)
    assert told(benefit_refund(LAW, given(1, text=SAID), week=0, on=date(2019, 6, 1))) == ("weeks_on_benefit",)
