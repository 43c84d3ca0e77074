"""Dates are read in every style that Danish offices write."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.exchange.dates import NoDateError, read_date

STYLES = [
    "01-06-2018",
    "1-6-2018",
    "01.06.2018",
    "1.6.18",
    "1/6/18",
    "1/6 2018",
    "1/6-18",
    "d. 1/6-2018",
    "01 06 2018".replace(" ", "."),
    "2018-06-01",
    "2018.06.01",
    "20180601",
    "01062018",
    "1. juni 2018",
    "1 juni 2018",
    "1.juni 2018",
    "01-jun-2018",
    "den 1. juni 2018",
    "Fredag den 1. juni 2018",
    "1 June 2018",
    "1. juni 18",
    "2018-06-01 00:00:00",
    "2018-06-01T00:00:00",
    "01-06-2018 12:30",
    " 01-06-2018 ",
    "43252",
    43252.0,
    date(2018, 6, 1),
    datetime(2018, 6, 1, 10, 0),  # noqa: DTZ001 - Excel knows no time zones
]


@pytest.mark.parametrize("written", STYLES)
def test_every_style_tells_the_same_day(written: str) -> None:
    assert read_date(written, newest=2030) == date(2018, 6, 1)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("31.02.2019", "no_such_day"),
        ("05/25/2018", "no_such_day"),
        ("29-02-2018", "no_such_day"),
        ("snarest", "not_a_date"),
        ("1. snarest 2018", "not_a_date"),
        ("1985", "year_only"),
        ("99999", "not_a_date"),
        (float("nan"), "not_a_date"),
        (float("inf"), "not_a_date"),
        (12.0, "not_a_date"),
        ("", "not_a_date"),
        (None, "not_a_date"),
        (True, "not_a_date"),
    ],
)
def test_what_is_no_day_says_why(written: str, why: str) -> None:
    with pytest.raises(NoDateError) as fault:
        read_date(written, newest=2030)
    assert fault.value.why == why


@pytest.mark.parametrize(("newest", "year"), [(2018, 1919), (2019, 2019), (2030, 2019)])
def test_a_year_of_two_digits_is_the_last_one_that_can_be_meant(newest: int, year: int) -> None:
    assert read_date("1/1/19", newest=newest).year == year


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d"]),
)
def test_a_day_written_is_the_day_read(day: date, style: str) -> None:
    assert read_date(day.strftime(style), newest=2099) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_says_why_not(text: str) -> None:
    with suppress(NoDateError):
        assert read_date(text, newest=2030).year
