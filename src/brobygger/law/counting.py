"""The closed vocabulary of counting: how a date follows from the day a clock starts.

Sources: Justitsministeriets vejledning 9533/2018 (the day of the event is not counted; weeks keep the weekday, months
the date) and, by analogy, forældelsesloven § 27 (where the date does not exist: the last day of the month).
What would fall outside the calendar falls on its last, or first, day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

SHORTEST_MONTH = 28  # days


def same_day(day: date, _number: int = 0) -> date:
    """The day itself.

    >>> same_day(date(2018, 6, 1))
    datetime.date(2018, 6, 1)
    """
    return day


def days_after(day: date, number: int) -> date:
    """The date *number* days after; the day itself is not counted.

    >>> days_after(date(2019, 5, 1), 14)
    datetime.date(2019, 5, 15)
    """
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min


def weeks_after(day: date, number: int) -> date:
    """The same weekday *number* weeks after.

    >>> weeks_after(date(2015, 7, 1), 4)
    datetime.date(2015, 7, 29)
    """
    return days_after(day, 7 * number)


def months_after(day: date, number: int) -> date:
    """The same date *number* months after, else the last day of that month. Negative numbers count back.

    >>> months_after(date(2018, 6, 1), 1)
    datetime.date(2018, 7, 1)
    >>> months_after(date(2016, 1, 31), 1)
    datetime.date(2016, 2, 29)
    """
    years, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    month += 1
    if not MINYEAR <= years <= MAXYEAR:
        return date.max if number > 0 else date.min
    if day.day <= SHORTEST_MONTH:  # every month has the date: the calendar need not be asked
        return date(years, month, day.day)
    return date(years, month, min(day.day, monthrange(years, month)[1]))


def years_after(day: date, number: int) -> date:
    """The same date *number* years after; 29 February falls on the 28th in a common year.

    >>> years_after(date(2016, 2, 29), 1)
    datetime.date(2017, 2, 28)
    """
    return months_after(day, 12 * number)


def first_after_whole_months(day: date, number: int) -> date:
    """The 1st that follows *number* whole calendar months after *day*.

    The month that *day* itself falls in is never whole, also not when *day* is the 1st: the later reading.

    >>> first_after_whole_months(date(2026, 5, 15), 1)
    datetime.date(2026, 7, 1)
    >>> first_after_whole_months(date(2026, 5, 1), 1)
    datetime.date(2026, 7, 1)
    """
    return months_after(day.replace(day=1), number + 1)


COUNTS: dict[str, Callable[[date, int], date]] = {
    function.__name__: function
    for function in (same_day, days_after, weeks_after, months_after, years_after, first_after_whole_months)
}


def age_on(born: date, day: date) -> int:
    """Whole years of age; one born on 29 February turns a year older on 1 March in a common year.

    >>> age_on(date(2000, 2, 29), date(2018, 2, 28)), age_on(date(2000, 2, 29), date(2018, 3, 1))
    (17, 18)
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
