"""The closed vocabulary of counting: how a date follows from the day a clock starts.

Sources: Justitsministeriets vejledning 9533/2018 (the day of the event is not counted; weeks keep the weekday, months
the date) and, by analogy, forældelsesloven § 27 (where the date does not exist: the last day of the month).
What would fall outside the calendar falls on its last, or first, day. A number below nothing counts back: -2 weeks
after an arrival are two weeks before it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from brobygger.law.holidays import is_working_day

SHORTEST_MONTH = 28  # days


def same_day(day: date, _number: int = 0) -> date:
    """The day itself.

    >>> same_day(date(2018, 6, 1))
    datetime.date(2018, 6, 1)
    """
    return day


def days_after(day: date, number: int) -> date:
    """The date *number* days after; the day itself is not counted.

    >>> days_after(date(2019, 5, 1), 14), days_after(date(2019, 5, 1), -1)
    (datetime.date(2019, 5, 15), datetime.date(2019, 4, 30))
    """
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min


def weeks_after(day: date, number: int) -> date:
    """The same weekday *number* weeks after.

    >>> weeks_after(date(2015, 7, 1), 4), weeks_after(date(2018, 6, 1), -2)
    (datetime.date(2015, 7, 29), datetime.date(2018, 5, 18))
    """
    return days_after(day, 7 * number)


def working_days_after(day: date, number: int) -> date:
    """The date *number* working days after; the day itself is not counted, nor Saturdays, Sundays and public holidays.

    Sources: særloven § 30, stk. 2, and SIRI's own examples: a Tuesday and four are the Monday after, a Monday and
    fifteen the Monday three weeks later.

    >>> working_days_after(date(2022, 9, 6), 4), working_days_after(date(2024, 4, 15), 15)
    (datetime.date(2022, 9, 12), datetime.date(2024, 5, 6))
    >>> working_days_after(date(2022, 5, 9), 4), working_days_after(date(2018, 6, 1), -4)
    (datetime.date(2022, 5, 16), datetime.date(2018, 5, 28))
    """
    step, edge = (timedelta(days=1), date.max) if number > 0 else (timedelta(days=-1), date.min)
    left = abs(number)
    while left and day != edge:
        day += step
        left -= is_working_day(day)
    return day


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
    for function in (
        same_day, days_after, working_days_after, weeks_after, months_after, years_after, first_after_whole_months,
    )
}  # fmt: skip


def age_on(born: date, day: date) -> int:
    """Whole years of age; one born on 29 February turns a year older on 1 March in a common year.

    >>> age_on(date(2000, 2, 29), date(2018, 2, 28)), age_on(date(2000, 2, 29), date(2018, 3, 1))
    (17, 18)
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """The day the age is reached, as `age_on` counts it.

    >>> birthday(date(2008, 12, 15), 18), birthday(date(2008, 2, 29), 18)
    (datetime.date(2026, 12, 15), datetime.date(2026, 3, 1))
    """
    day = years_after(born, age)
    return day if day == date.max or (day.month, day.day) == (born.month, born.day) else days_after(day, 1)
