"""The core's own dated list of public holidays against an independent one."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from brobygger.law.holidays import public_holidays

CONSTITUTION_DAY = (6, 5)  # closed to citizens' deadlines, but no public holiday; Whit Monday may fall on it


@pytest.mark.parametrize("year", range(2012, 2031))
def test_the_public_holidays_are_those_of_an_independent_list(year: int) -> None:
    theirs = set(holidays.country_holidays("DK", years=year))

    assert public_holidays(year) <= theirs
    assert theirs - public_holidays(year) <= {date(year, *CONSTITUTION_DAY)}


def test_the_great_prayer_day_was_a_holiday_to_2023() -> None:
    assert date(2023, 5, 5) in public_holidays(2023)
    assert date(2024, 4, 26) not in public_holidays(2024)
