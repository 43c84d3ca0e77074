"""I4: the guarantee by the day of application, reduced by tests, for five or ten years, drawn on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from brobygger.law.amounts.guarantee import Draw, Guarantee, deadline_of_test, draws, lasts, left, required, standing
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.tree import Amount, Outcome

LAW = load_rates()
NEW = Guarantee(applied_on=date(2018, 8, 1), posted_on=date(2018, 9, 1), cpr_registered=date(2018, 10, 31))
OLD = Guarantee(applied_on=date(2013, 1, 10), posted_on=date(2013, 2, 1), cpr_registered=date(2013, 3, 1))


def told(found: Outcome) -> int | tuple[str, ...]:
    return found.checked().ore // 100 if isinstance(found, Amount) else found.missing


def test_without_the_application_nothing_is_told() -> None:
    assert told(required(LAW, Guarantee())) == ("guarantee_applied",)
    assert told(standing(LAW, Guarantee(), on=date(2019, 1, 1))) == ("guarantee_applied",)
    assert set(told(left(LAW, Guarantee(), on=date(2019, 1, 1)))) == {  # type: ignore[arg-type]  # it is undetermined
        "guarantee_applied", "guarantee_applied_on", "guarantee_posted_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("guarantee", "on", "years", "ends", "confirmed"),
    [
        (NEW, date(2019, 1, 1), 10, date(2028, 9, 1), True),
        (OLD, date(2015, 12, 1), 5, date(2018, 2, 1), True),
        (OLD, date(2018, 5, 1), 10, date(2023, 2, 1), False),
        (OLD, date(2019, 1, 1), 10, date(2023, 2, 1), True),
    ],
)
def test_it_lasts_five_years_before_mid_november_2017_and_ten_after_also_where_it_was_extended(
    guarantee: Guarantee, on: date, years: int, ends: date, *, confirmed: bool
) -> None:
    found = lasts(LAW, guarantee, on=on)
    assert not isinstance(found, Undetermined)
    assert (found.years, found.ends_on, found.confirmed) == (years, ends, confirmed)


def test_five_years_run_on_while_the_permit_is_not_permanent() -> None:
    posted_early = replace(OLD, applied_on=date(2012, 8, 1), posted_on=date(2010, 12, 1))
    on = date(2017, 1, 1)
    assert told(left(LAW, posted_early, on=on)) == ("still_temporary",)
    assert told(left(LAW, replace(posted_early, still_temporary=True), on=on)) == 50000
    assert told(left(LAW, replace(posted_early, still_temporary=False), on=on)) == 0
    assert told(left(LAW, replace(posted_early, permanent_on=date(2016, 5, 1)), on=on)) == 0


def test_an_application_before_the_rules_that_were_read_is_undetermined() -> None:
    between = replace(OLD, applied_on=date(2012, 6, 1))
    found = lasts(LAW, between, on=date(2019, 1, 1))
    assert isinstance(found, Undetermined)
    assert found.missing == ("guarantee-period",)


def test_a_test_counts_from_the_day_it_is_passed_and_never_below_the_floor() -> None:
    guarantee = replace(NEW, tests=(("a1", date(2019, 1, 15)), ("a2", date(2019, 5, 15)), ("final", date(2020, 5, 15))))
    values = [
        told(standing(LAW, guarantee, on=on))
        for on in (date(2019, 1, 14), date(2019, 1, 15), date(2019, 5, 15), date(2020, 5, 15))
    ]
    assert values == [100000, 80000, 70000, 60000]
    twice = replace(guarantee, tests=(*guarantee.tests, ("a1", date(2019, 6, 1)), ("nonsense", date(2019, 6, 1))))
    assert told(standing(LAW, twice, on=date(2020, 6, 1))) == 60000


def test_draws_are_taken_in_order_and_never_more_than_is_left() -> None:
    guarantee = replace(
        NEW,
        draws=(
            Draw(on=date(2019, 6, 3), ore=9_000_000, act="integration_act"),
            Draw(on=date(2019, 2, 1), ore=3_000_000, act="active_social_policy"),
            Draw(on=date(2019, 3, 1), ore=1_000_000, act="social_service_act"),
            Draw(on=date(2019, 8, 1), ore=100, act="integration_act"),
            Draw(on=date(2030, 1, 1), ore=100, act="integration_act"),
        ),
    )
    taken = [told(found) for found in draws(LAW, guarantee, on=date(2019, 12, 31))]
    assert taken == [30000, 0, 70000, 0]
    assert told(left(LAW, guarantee, on=date(2019, 2, 28))) == 70000
    assert told(left(LAW, guarantee, on=date(2019, 12, 31))) == 0


def test_nothing_is_left_nor_drawn_once_it_is_released() -> None:
    draw = Draw(on=date(2020, 6, 1), ore=100_000, act="integration_act")
    guarantee = replace(NEW, released_on=date(2020, 5, 1), draws=(draw,))
    assert told(left(LAW, guarantee, on=date(2020, 4, 30))) == 100000
    assert told(left(LAW, guarantee, on=date(2020, 5, 1))) == 0
    assert [told(found) for found in draws(LAW, guarantee, on=date(2020, 12, 31))] == [0]


def test_a_draw_is_undetermined_while_the_guarantee_is() -> None:
    unknown = Guarantee(draws=(Draw(on=date(2020, 6, 1), ore=1, act="integration_act"),))
    [found] = draws(LAW, unknown, on=date(2020, 12, 31))
    assert not isinstance(found, Amount)


@pytest.mark.parametrize(
    ("guarantee", "test", "again", "day"),
    [
        (NEW, "a1", False, date(2019, 4, 30)),
        (NEW, "a1", True, date(2019, 7, 31)),
        (NEW, "a2", False, date(2019, 7, 31)),
        (OLD, "a2", False, date(2014, 6, 1)),
        (OLD, "a2", True, date(2014, 9, 1)),
        (Guarantee(), "a1", False, None),
        (replace(OLD, applied_on=date(2012, 1, 1)), "a1", False, None),
    ],
)
def test_the_tests_have_their_days(guarantee: Guarantee, test: str, day: date | None, *, again: bool) -> None:
    assert deadline_of_test(LAW, guarantee, test, again=again) == day
