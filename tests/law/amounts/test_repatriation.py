"""J2, J3, J4: the parts of the support, when they are paid, what is reclaimed, what the state pays the municipality."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.repatriation import (
    Comeback,
    Returning,
    bonus,
    paid_from,
    parts,
    reclaimed,
    state_refund,
    whole_grant,
)
from brobygger.law.amounts.tree import Amount, Outcome

LAW = load_rates()
OLD = Returning(
    adults=2, children=3, granted_on=date(2022, 3, 1), departed_on=date(2022, 4, 30), regret="refugee"
)  # fmt: skip
NEW = replace(OLD, granted_on=date(2025, 3, 3), departed_on=date(2025, 4, 1), reintegration=True)


def told(found: Outcome) -> int | float | tuple[str, ...]:
    return found.checked().ore / 100 if isinstance(found, Amount) else found.missing


def test_two_instalments_of_a_family_in_2022_are_the_published_ones() -> None:
    found = parts(LAW, OLD)
    assert not isinstance(found, Undetermined)
    assert [told(part.amount) for part in found] == [2 * 58655 + 3 * 17889, 2 * 87984 + 3 * 26834]
    assert told(whole_grant(LAW, OLD)) == 2 * 146639 + 3 * 44723


@pytest.mark.parametrize("year", range(2015, 2025))
@pytest.mark.parametrize("who", ["adults", "children"])
def test_the_two_instalments_are_the_grant_in_every_year(year: int, who: str) -> None:
    one = replace(OLD, adults=0, children=0, granted_on=date(year, 6, 1))
    one = replace(one, adults=1) if who == "adults" else replace(one, children=1)
    grant = LAW.on("rep-grant-adult" if who == "adults" else "rep-grant-child", date(year, 6, 1))
    assert not isinstance(grant, Undetermined)
    assert told(whole_grant(LAW, one)) == grant.ore / 100


def test_three_parts_from_2025_and_the_advance_moves_between_the_first_two() -> None:
    found = parts(LAW, replace(NEW, adults=1, children=0))
    assert not isinstance(found, Undetermined)
    assert [part.name for part in found] == ["before_departure", "after_arrival", "lasting_return"]
    assert [told(part.amount) for part in found] == [27779.88, 77783.68, 88895.63]
    moved = parts(LAW, replace(NEW, adults=1, children=0, advance_ore=99_999_900))
    assert not isinstance(moved, Undetermined)
    assert [told(part.amount) for part in moved] == [38891.83, 66671.73, 88895.63]  # 11,111.95 kr. moved, the most
    assert told(whole_grant(LAW, replace(NEW, advance_ore=500_000))) == told(whole_grant(LAW, NEW))


def test_the_tree_of_2025_says_that_its_first_day_was_not_read() -> None:
    found = whole_grant(LAW, NEW)
    assert isinstance(found, Amount)
    [first, *_] = found.leaves()
    assert first.remark is not None
    assert first.remark["da"].startswith("Beregnet fra 26.814,56 kr. i 2024")
    assert first.remark["da"].endswith("den regnes som 1. januar 2025.")


@pytest.mark.parametrize(
    ("returning", "part", "expected"),
    [
        (OLD, "first", date(2022, 4, 30)),
        (OLD, "second", date(2023, 4, 30)),
        (replace(OLD, regret_extended_months=12), "second", date(2024, 4, 30)),
        (replace(OLD, regret_extended_months=40), "second", date(2024, 4, 30)),
        (replace(OLD, regret="other", regret_extended_months=12), "second", date(2022, 7, 30)),
        (replace(OLD, regret="none"), "second", date(2023, 4, 30)),
        (replace(OLD, regret="flexible"), "second", ("law_not_read",)),
        (replace(OLD, regret=None), "second", ("regret",)),
        (replace(OLD, departed_on=None), "first", ("departed_on",)),
        (replace(OLD, regret="other", departed_on=date(2013, 1, 1)), "second", ("regret-short",)),
        (NEW, "lasting_return", date(2026, 4, 1)),
    ],
)
def test_the_last_part_waits_for_the_right_to_regret_or_for_twelve_months_not_both(
    returning: Returning, part: str, expected: object
) -> None:
    found = paid_from(LAW, returning, part)
    assert (found.missing if isinstance(found, Undetermined) else found) == expected


@pytest.mark.parametrize(
    ("comeback", "on", "expected"),
    [
        (Comeback(), date(2024, 1, 1), 0),
        (Comeback(regret_used_on=date(2022, 12, 1)), date(2022, 12, 1), 2 * 58655 + 3 * 17889),
        (Comeback(regret_used_on=date(2022, 12, 1)), date(2022, 11, 30), 0),
        (Comeback(permit_applied_on=date(2024, 4, 30)), date(2024, 9, 1), ("permit_granted",)),
        (Comeback(permit_applied_on=date(2024, 4, 30), permit_granted=False), date(2024, 9, 1), 0),
        (
            Comeback(permit_applied_on=date(2024, 4, 30), permit_granted=True), date(2024, 9, 1),
            2 * 146639 + 3 * 44723,
        ),
        (Comeback(permit_applied_on=date(2022, 4, 29), permit_granted=True), date(2024, 9, 1), 0),
        (Comeback(regret_used_on=date(2022, 4, 29)), date(2024, 9, 1), 0),
        (Comeback(permit_applied_on=date(2024, 5, 1), permit_granted=True), date(2024, 9, 1), 0),
    ],
)  # fmt: skip
def test_what_was_paid_is_reclaimed_on_return_and_on_a_new_permit_within_two_years(
    comeback: Comeback, on: date, expected: object
) -> None:
    assert told(reclaimed(LAW, OLD, comeback, on=on)) == expected


def test_a_reclaim_needs_the_departure_the_household_and_the_right_to_regret() -> None:
    back = Comeback(regret_used_on=date(2022, 12, 1))
    on = date(2023, 1, 1)
    assert told(reclaimed(LAW, replace(OLD, departed_on=None), back, on=on)) == ("departed_on",)
    assert told(reclaimed(LAW, replace(OLD, children=None), back, on=on)) == ("children",)
    assert told(reclaimed(LAW, replace(OLD, regret=None), back, on=on)) == ("regret",)
    early = replace(OLD, departed_on=date(2017, 6, 30))
    assert told(reclaimed(LAW, early, back, on=on)) == ("decision_to_reclaim",)


@pytest.mark.parametrize(
    ("departed", "expected", "derived"),
    [
        (date(2015, 6, 1), 0, False),
        (date(2017, 7, 1), 125000, False),
        (date(2018, 12, 18), 127500, True),
        (date(2012, 1, 1), ("rep-municipal-bonus",), None),
    ],
)
def test_the_state_pays_the_municipality_for_each_who_departed(
    departed: date, expected: object, *, derived: bool | None
) -> None:
    found = bonus(LAW, replace(OLD, departed_on=departed))
    assert told(found) == expected
    assert derived is None or (isinstance(found, Amount) and found.derived is derived)


def test_the_bonus_needs_to_know_who_departed_and_when() -> None:
    assert told(bonus(LAW, Returning())) == ("adults", "children", "departed_on")


def test_the_state_refunds_the_whole_support_and_nobody_gets_nothing() -> None:
    assert told(state_refund(LAW, whole_grant(LAW, OLD), on=date(2022, 5, 1))) == told(whole_grant(LAW, OLD))
    assert told(whole_grant(LAW, replace(OLD, adults=0, children=0))) == 0
    assert told(whole_grant(LAW, Returning())) == ("adults", "children", "granted_on")
