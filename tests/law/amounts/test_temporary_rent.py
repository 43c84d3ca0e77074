"""C11: rent in temporary housing by date and household, from the right month; A12: the first month in Randers."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.law.amounts.arithmetic import given, undetermined
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.temporary_rent import (
    Household,
    falls_due,
    first_month_paid,
    household_of_month,
    paid_in_time_by,
    rents,
    temporary_rent,
)
from brobygger.law.amounts.tree import Amount, Outcome
from brobygger.law.rulebook import Text

LAW, RANDERS, LEJRE = load_rates(), load_rates("randers"), load_rates("lejre")
SAID: Text = {"da": "aftalt", "en": "agreed"}
NOVEMBER = date(2015, 11, 1)


def ore(found: Outcome) -> int:
    assert isinstance(found, Amount)
    return found.checked().ore


def test_a_household_that_changes_within_a_month_pays_anew_from_the_next_1st() -> None:
    households = [
        Household(couple=False, since=date(2015, 6, 1)),
        Household(couple=True, children=0, since=date(2015, 8, 15)),
        Household(couple=True, children=1, since=date(2015, 10, 1)),
    ]
    told = rents(LAW, households, first=date(2015, 6, 1), last=date(2015, 10, 31))
    assert [(month.month, ore(found)) for month, found in told] == [
        (6, 212_200), (7, 212_200), (8, 212_200), (9, 388_500), (10, 423_900),
    ]  # fmt: skip


def test_the_new_years_amount_holds_from_january() -> None:
    told = rents(LAW, [Household(couple=True, children=4)], first=date(2015, 12, 10), last=date(2016, 1, 10))
    assert [ore(found) for _, found in told] == [459_200, 465_600]


def test_before_anything_is_known_of_the_household_nothing_can_be_told() -> None:
    household = household_of_month([Household(couple=False, since=date(2015, 6, 2))], date(2015, 6, 30))
    found = temporary_rent(LAW, household, month=date(2015, 6, 30))
    assert not isinstance(found, Amount)
    assert found.missing == ("partner",)


def test_an_agreed_rent_below_the_maximum_is_what_is_paid_and_one_above_it_is_not() -> None:
    single = Household(couple=False)
    low = temporary_rent(LAW, single, month=NOVEMBER, agreed=given(180_000, text=SAID))
    high = temporary_rent(LAW, single, month=NOVEMBER, agreed=given(300_000, text=SAID))
    assert (ore(low), ore(high)) == (180_000, 212_200)
    unknown = temporary_rent(LAW, single, month=NOVEMBER, agreed=undetermined("rent", text=SAID))
    assert not isinstance(unknown, Amount)


def test_the_first_month_is_paid_where_the_municipality_has_said_so() -> None:
    rent = temporary_rent(RANDERS, Household(couple=True, children=2), month=NOVEMBER)
    paid = first_month_paid(RANDERS, rent, moved_in=NOVEMBER)
    assert isinstance(paid, Amount)
    assert (paid.checked().ore, paid.confirmed) == (423_900, False)
    elsewhere = first_month_paid(LEJRE, rent, moved_in=NOVEMBER)
    assert not isinstance(elsewhere, Amount)
    assert elsewhere.missing == ("first-month-rent-paid-lejre",)


@pytest.mark.parametrize(
    ("month", "due", "in_time"),
    [
        (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 6)),
        (date(2015, 8, 1), date(2015, 8, 3), date(2015, 8, 6)),
        (date(2015, 7, 1), date(2015, 7, 1), date(2015, 7, 6)),
        (date(2015, 4, 1), date(2015, 4, 1), date(2015, 4, 8)),
    ],
    ids=["new year's day", "a saturday", "ends on a saturday", "easter"],
)
def test_rent_falls_due_on_the_1st_or_the_next_working_day(month: date, due: date, in_time: date) -> None:
    """1 July 2015: the third weekday after is Saturday 4 July, so Monday. Easter 2015: 2 to 6 April are no weekdays but
    Saturday the 4th, then the 7th and the 8th."""
    assert falls_due(month) == due
    assert paid_in_time_by(LAW, month) == in_time


def test_before_the_rule_was_read_no_day_of_payment_is_told() -> None:
    assert paid_in_time_by(LAW, date(2011, 5, 1)) is None
