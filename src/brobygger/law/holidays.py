"""Danish public holidays by date: what moves a takeover, a citizen's deadline and the last working day before a limit.

Source: bekendtgørelse 270/2023 § 1 (the great prayer day abolished with effect from 1 January 2024); the list as in
detailsalgsloven § 2 a. Constitution Day (5 June), 24 and 31 December are not public holidays and move nothing but a
citizen's own deadline (vejledning 9533/2018; forældelsesloven § 27, stk. 2, by analogy).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

LAST_YEAR_OF_GREAT_PRAYER_DAY = 2023
SATURDAY = 5
CLOSED_TO_CITIZENS = ((6, 5), (12, 24), (12, 31))


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus).

    >>> easter_sunday(2015), easter_sunday(2026)
    (datetime.date(2015, 4, 5), datetime.date(2026, 4, 5))
    """
    golden, century, rest = year % 19, year // 100, year % 100
    leap, extra = divmod(century, 4)
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * extra + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int) -> frozenset[date]:
    """Every public holiday of the year, Sundays aside."""
    easter = easter_sunday(year)
    from_easter = [-3, -2, 0, 1, 39, 49, 50]
    if year <= LAST_YEAR_OF_GREAT_PRAYER_DAY:
        from_easter.append(26)
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    return frozenset(fixed + [easter + timedelta(days=days) for days in from_easter])


def is_working_day(day: date) -> bool:
    """True on Monday to Friday when the day is not a public holiday."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the first working day after it.

    >>> next_working_day(date(2027, 1, 1))
    datetime.date(2027, 1, 4)
    """
    while not is_working_day(day) and day < date.max:
        day += timedelta(days=1)
    return day


def next_day_for_citizens(day: date) -> date:
    """The first day from *day* on which a citizen's deadline may end: no day off, nor 5 June, 24 or 31 December.

    >>> next_day_for_citizens(date(2018, 6, 5)), next_day_for_citizens(date(2018, 12, 31))
    (datetime.date(2018, 6, 6), datetime.date(2019, 1, 2))
    """
    while not is_working_day(day) or (day.month, day.day) in CLOSED_TO_CITIZENS:
        day += timedelta(days=1)
    return day


def last_working_day(day: date) -> date:
    """The day itself when it is a working day, else the last working day before it.

    >>> last_working_day(date(2018, 7, 1))
    datetime.date(2018, 6, 29)
    """
    while not is_working_day(day) and day > date.min:
        day -= timedelta(days=1)
    return day
