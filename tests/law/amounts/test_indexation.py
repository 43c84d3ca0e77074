"""F4: a published amount goes before a derived one, and the derived is the published to the krone where both exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.law.amounts import indexation
from brobygger.law.amounts.indexation import section_109, with_derived
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import Rate, RatePeriod, Undetermined
from brobygger.law.rulebook import Citation

LAW = load_rates()
CITED = Citation(law="law", section="§ 1", source="source", url="https://example.dk", checked_on=date(2026, 1, 1))
TITLE = {"da": "sats", "en": "rate"}
CONFLICTS = {
    ("loft-iy-couple-1child", 2018): (11948, 11949),
    ("loft-iy-single-none", 2018): (9848, 9849),
    ("rent-max-couple-1-3", 2014): (4176, 4177),
    ("rent-max-single", 2017): (2192, 2195),
    ("rent-max-couple-1-3", 2024): (5089, 5090),
    ("rep-insurance-yearly", 2022): (8215, 8216),
    ("rep-grant-adult", 2019): (139274, 139275),
    ("rep-first-instalment-adult", 2019): (55709, 55710),
    ("rep-second-instalment-adult", 2021): (86940, 86941),
    ("rep-second-instalment-adult", 2022): (87984, 87983),
}


def period(value: int, starts: date, until: date | None = None, level: int | None = None) -> RatePeriod:
    return RatePeriod(
        rate="r", title=TITLE, unit="kr_month", starts=starts, until=until, value=value, citation=CITED, level=level
    )


def percents(*told: str) -> dict[int, RatePeriod]:
    return {
        2016 + number: RatePeriod(
            rate="p", title=TITLE, unit="percent", starts=date(2016 + number, 1, 1), value=round(float(one) * 100),
            citation=CITED,
        )
        for number, one in enumerate(told)
    }  # fmt: skip


def rate(*periods: RatePeriod, regulated_by: str = "section_109", ends: date | None = None) -> Rate:
    return Rate(
        id="r", title=TITLE, unit="kr_month", periods=tuple(one for one in periods if one.level is None),
        bases=tuple(one for one in periods if one.level), regulated_by=regulated_by, ends=ends,
    )  # fmt: skip


def test_the_functions_do_what_their_examples_say(run_doctests: Callable[[str], int]) -> None:
    assert run_doctests(indexation.__name__) == 0
    assert run_doctests("brobygger.law.amounts.tree") == 0
    assert run_doctests("brobygger.law.amounts.model") == 0
    assert run_doctests("brobygger.law.amounts.temporary_rent") == 0
    assert run_doctests("brobygger.law.amounts.repatriation_words") == 0


def test_wherever_both_exist_derived_is_published_to_the_krone_but_for_the_known_conflicts() -> None:
    both = {
        (one.id, held.starts.year): (held.value // 100, held.reckoned // 100)
        for one in LAW.rates.values()
        for held in one.periods
        if held.reckoned is not None
    }
    assert len(both) > 100
    assert {key: pair for key, pair in both.items() if pair[0] != pair[1]} == CONFLICTS


def test_a_derived_amount_says_from_what() -> None:
    found = LAW.on("iy-non-parent", date(2023, 6, 1))
    assert isinstance(found, RatePeriod)
    assert found.derived
    assert not found.confirmed
    assert found.derived_from is not None
    assert "6.219 kr. pr. måned i 2021" in found.derived_from["da"]
    assert "section 109" in found.derived_from["en"]


def test_the_chain_is_rounded_each_year_by_section_109_and_at_its_end_by_satsregulering() -> None:
    start = period(100_000, date(2015, 1, 1), date(2015, 12, 31))
    years = percents("0.04", "0.04", "0.04")
    by_109 = with_derived(rate(start), years).on(date(2018, 5, 1))
    by_rate = with_derived(rate(start, regulated_by="satsregulering"), years).on(date(2018, 5, 1))
    assert isinstance(by_109, RatePeriod)
    assert isinstance(by_rate, RatePeriod)
    assert (by_109.value, by_rate.value) == (100_000, 100_100)


def test_a_base_amount_is_regulated_from_its_level_year_and_in_force_only_from_its_first_day() -> None:
    held = with_derived(rate(period(100_000, date(2017, 7, 1), None, level=2016)), percents("1", "2", "3"))
    assert isinstance(held.on(date(2017, 6, 30)), Undetermined)
    found = held.on(date(2017, 7, 1))
    assert isinstance(found, RatePeriod)
    assert (found.value, found.derived, found.until) == (102_000, True, date(2017, 12, 31))


def test_no_derived_amount_lies_past_the_rates_end_nor_past_the_last_known_per_cent() -> None:
    start = period(100_000, date(2015, 1, 1), date(2015, 12, 31))
    ending = with_derived(rate(start, ends=date(2016, 6, 30)), percents("1", "1"))
    assert isinstance(ending.on(date(2016, 6, 30)), RatePeriod)
    assert isinstance(ending.on(date(2016, 7, 1)), Undetermined)
    assert isinstance(with_derived(rate(start), percents("1", "1")).on(date(2018, 1, 1)), Undetermined)


def test_until_a_late_amount_is_announced_the_derived_one_is_what_is_known() -> None:
    start = period(100_000, date(2015, 1, 1), date(2015, 12, 31))
    late = replace(period(105_000, date(2016, 1, 1), date(2016, 12, 31)), announced=date(2016, 3, 1))
    held = with_derived(rate(start, late), percents("1"))
    told = [held.on(date(2016, 2, 1), known_on) for known_on in (date(2016, 2, 28), date(2016, 3, 1), None)]
    assert [found.value for found in told if isinstance(found, RatePeriod)] == [101_000, 105_000, 105_000]


def test_a_year_without_a_per_cent_breaks_the_chain() -> None:
    start = period(100_000, date(2015, 1, 1), date(2015, 12, 31))
    years = percents("1", "1", "1")
    del years[2017]
    held = with_derived(rate(start), years)
    assert isinstance(held.on(date(2016, 5, 1)), RatePeriod)
    assert isinstance(held.on(date(2018, 5, 1)), Undetermined)


def test_until_a_mid_year_change_the_old_amount_is_carried() -> None:
    start = period(100_000, date(2015, 1, 1), date(2015, 12, 31))
    cut = period(90_000, date(2016, 7, 1), date(2016, 12, 31))
    held = with_derived(rate(start, cut), percents("10", "0"))
    values = [held.on(day) for day in (date(2016, 6, 30), date(2016, 7, 1), date(2017, 1, 1))]
    assert [found.value for found in values if isinstance(found, RatePeriod)] == [110_000, 90_000, 90_000]


@settings(max_examples=150, deadline=None)
@given(
    published=st.dictionaries(st.integers(2015, 2024), st.integers(100, 2_000_000), min_size=1),
    told=st.lists(st.integers(0, 500), min_size=9, max_size=9),
    regulated_by=st.sampled_from(["section_109", "satsregulering"]),
    day=st.dates(date(2015, 1, 1), date(2024, 12, 31)),
)
def test_a_published_amount_always_wins(
    published: dict[int, int], told: list[int], regulated_by: str, day: date
) -> None:
    years = percents(*(f"{one / 100:.2f}" for one in told))
    periods = [period(value, date(year, 1, 1), date(year, 12, 31)) for year, value in published.items()]
    found = with_derived(rate(*periods, regulated_by=regulated_by), years).on(day)
    if day.year in published:
        assert isinstance(found, RatePeriod)
        assert (found.value, found.derived) == (published[day.year], False)
    elif day.year < min(published):
        assert isinstance(found, Undetermined)
    else:
        assert isinstance(found, RatePeriod)
        assert found.derived
        assert found.value >= published[max(year for year in published if year < day.year)] - 100


@settings(max_examples=100, deadline=None)
@given(value=st.integers(0, 10_000_000), told=st.lists(st.integers(0, 1000), max_size=6))
def test_by_section_109_each_year_is_whole_kroner(value: int, told: list[int]) -> None:
    found = section_109(value, [Fraction(one, 100) for one in told])
    assert not told or found % 100 == 0


@pytest.mark.parametrize("name", ["satsregulering", "section_109"])
def test_each_function_is_cited(name: str) -> None:
    assert "§" in (getattr(indexation, name).__doc__ or "")
