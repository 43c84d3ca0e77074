"""What a household may be asked to pay a month for a temporary home, and when it must be paid.

Integrationsloven § 12, stk. 8, and the yearly regulation: a maximum for rent and consumption together, by household.
The household as it stands on the 1st of the month decides that month; the regulation does not speak of a change within
a month, so this is our reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.law.amounts.arithmetic import at_most, of_rate, share, undetermined
from brobygger.law.amounts.model import RateBook, Undetermined
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import months_after
from brobygger.law.facts import LONG_AGO
from brobygger.law.holidays import SATURDAY, next_working_day, public_holidays
from brobygger.law.rulebook import Text

RULE = "temporary_rent"
FIRST_MONTH = "first-month-rent-paid-{}"
MANY_CHILDREN = 4
SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Who lives in the temporary home from a day: a couple or a single, and how many children under 18."""

    couple: bool | None = None
    children: int | None = None
    since: date = LONG_AGO


def temporary_rent(
    book: RateBook, household: Household, *, month: date, agreed: Outcome | None = None, known_on: date | None = None
) -> Outcome:
    """The highest payment of the month, or the *agreed* rent and consumption where that is less.

    A single pays the same with and without children. Undetermined when it is not known whether they are a couple, or
    how many children a couple has.
    """
    if household.couple is None:
        return undetermined("partner", text=NO_PARTNER, rule=RULE)
    if household.couple and household.children is None:
        return undetermined("children", text=NO_CHILDREN, rule=RULE)
    highest = of_rate(book, rate_of(household), month.replace(day=1), rule=RULE, known_on=known_on)
    return highest if agreed is None else at_most((agreed, highest), text=AT_MOST, rule=RULE)


def rate_of(household: Household) -> str:
    """The rate for the household."""
    children = household.children or 0
    if not household.couple:
        return "rent-max-single"
    if children < 1:
        return "rent-max-couple"
    return "rent-max-couple-4plus" if children >= MANY_CHILDREN else "rent-max-couple-1-3"


def household_of_month(households: Iterable[Household], month: date) -> Household:
    """The household on the 1st of the month; nothing is known of it before the first one began."""
    first = month.replace(day=1)
    begun = [household for household in households if household.since <= first]
    return max(begun, key=lambda household: household.since, default=Household())


def rents(
    book: RateBook, households: Iterable[Household], *, first: date, last: date, known_on: date | None = None
) -> list[tuple[date, Outcome]]:
    """The payment of each month from *first* to *last*: a changed household pays anew from the next 1st."""
    told, month, found = tuple(households), first.replace(day=1), []
    while month <= last:
        household = household_of_month(told, month)
        found.append((month, temporary_rent(book, household, month=month, known_on=known_on)))
        month = months_after(month, 1)
    return found


def first_month_paid(book: RateBook, rent: Outcome, *, moved_in: date) -> Outcome:
    """What the municipality itself pays of the first month's rent; undetermined where no practice of its is known."""
    name = FIRST_MONTH.format(book.municipality)
    return share(rent, book.on(name, moved_in), text=FIRST_MONTH_PAID, rounding="whole_ore", rule="first_month_rent")


def falls_due(month: date) -> date:
    """The 1st of the month; when that is a Saturday or a public holiday, the next working day.

    >>> falls_due(date(2026, 8, 14))
    datetime.date(2026, 8, 3)
    """
    return next_working_day(month.replace(day=1))


def paid_in_time_by(book: RateBook, month: date) -> date | None:
    """The last day of payment in time: so many weekdays after it fell due; a Saturday counts but does not end it."""
    left = book.on("rent-due-date", month)
    if isinstance(left, Undetermined):
        return None
    day, days = falls_due(month), int(left.number)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() != SUNDAY and day not in public_holidays(day.year)
    return next_working_day(day) if day.weekday() == SATURDAY else day


NO_PARTNER: Text = {
    "da": "Det er ikke oplyst, om borgeren er enlig eller bor sammen med en ægtefælle eller samlever.",
    "en": "It is not known whether the citizen is single or lives with a spouse or partner.",
}
NO_CHILDREN: Text = {
    "da": "Det er ikke oplyst, hvor mange børn parret har boende.",
    "en": "It is not known how many children live with the couple.",
}
AT_MOST: Text = {
    "da": "Aftalt husleje og forbrug, dog højst betalingen for en midlertidig bolig",
    "en": "The agreed rent and consumption, yet no more than the payment for a temporary home",
}
FIRST_MONTH_PAID: Text = {
    "da": "Første måneds husleje, som kommunen betaler",
    "en": "First month's rent, paid by the municipality",
}
