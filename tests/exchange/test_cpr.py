"""A CPR number's form is checked; its digits never judge a person."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as register

from brobygger.exchange.cpr import SYNTHETIC, BadCprError, fits, made_up, read_cpr, written

births = st.dates(date(1920, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("text", ["610182-0317", "6101820317", "610182 0317", " 610182-0317 "])
def test_a_number_is_read_however_it_is_spaced(text: str) -> None:
    assert read_cpr(text) == "6101820317"
    assert written(read_cpr(text)) == "610182-0317"


def test_a_number_without_modulus_11_is_as_good_as_any() -> None:
    """Given to people registered as born on 1 January, common among refugees."""
    assert register.checksum("0101820318") != 0
    assert read_cpr("010182-0318") == "0101820318"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("61018203", "length"),
        ("61018203177", "length"),
        ("61018A-0317", "letters"),
        ("321385-0317", "day"),
        ("920185-0317", "day"),
        ("000185-0317", "day"),
    ],
)
def test_what_cannot_be_a_number_says_why_without_repeating_it(text: str, why: str) -> None:
    with pytest.raises(BadCprError) as fault:
        read_cpr(text)
    assert (fault.value.why, str(fault.value)) == (why, why)


@given(births, st.booleans(), st.integers())
def test_made_up_numbers_read_back_and_belong_to_nobody(born: date, male: bool, seed: int) -> None:  # noqa: FBT001 - hypothesis gives it by place
    number = made_up(born, male=male, rng=random.Random(seed))

    assert read_cpr(number) == number
    assert int(number[:2]) == born.day + SYNTHETIC
    assert fits(number, born)
    assert int(number[-1]) % 2 == male
    assert register.get_birth_date(f"{born.day:02}{number[2:]}") == born


def test_the_century_digit_has_no_say() -> None:
    assert fits("6101829317", date(1982, 1, 1))
    assert not fits("6101820317", date(1982, 1, 2))
    assert not fits("2902000000", date(1900, 3, 1))


def test_a_leap_day_is_a_day_in_some_century() -> None:
    assert read_cpr("290200-4317") == "2902004317"
