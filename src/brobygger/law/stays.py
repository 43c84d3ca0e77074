"""A stay, not a life: who has left and is allocated again has two stays, each with clocks of its own.

A stay ends with the departure and the next begins with the first fact after it that brings the person here again. An
allocation of someone who is here already begins one too: the departure between was never recorded. A corrected or
withdrawn entry makes no stay, and neither does one more entry of the same event, of which the one known last counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from brobygger.law.rulebook import Word

Span = tuple[date, date]
"""A period; from and to both counted in."""
OCCURRENCES = 1000
"""The duties of each further stay are numbered from the next thousand: no number shifts when a stay is added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One stay of a person, or of a family, which is here while one of its members is.

    `since` and `until` bound the days whose events belong to it: the first stay has those before it too, the last all
    that follow. `began` is the day of the fact that brought the person here, `left` that of the departure; None when it
    is not recorded. `number` counts from the earliest, `known_as` from the one the office knew of first, both from 1.
    """

    number: int = 1
    known_as: int = 1
    since: date = date.min
    until: date = date.max
    began: date | None = None
    left: date | None = None

    @property
    def first_day(self) -> date:
        """The day it began, or the first of the days that belong to it."""
        return self.began or self.since

    @property
    def ended(self) -> date | None:
        """The day of the departure, or the last day before the next stay; None while it lasts."""
        return self.left or (self.until if self.until < date.max else None)

    def holds(self, day: date) -> bool:
        """True when what happened on the day belongs to this stay."""
        return self.since <= day <= self.until

    def occurrence(self, number: int) -> int:
        """The number of the stay's n-th duty among all duties of the rule.

        >>> Stay().occurrence(2), Stay(number=2, known_as=2).occurrence(1)
        (2, 1001)
        """
        return (self.known_as - 1) * OCCURRENCES + number


def within_stay(occurrence: int) -> int:
    """The number of a duty within its own stay.

    >>> within_stay(2), within_stay(1001)
    (2, 1)
    """
    return (occurrence - 1) % OCCURRENCES + 1


WHOLE = Stay()
"""The stay of someone of whom nothing tells that they ever left."""


def stays_between(starts: Sequence[date]) -> list[Stay]:
    """The stays that begin on those days after the first, in their order.

    >>> [stay.until for stay in stays_between([date(2016, 9, 12)])]
    [datetime.date(2016, 9, 11), datetime.date(9999, 12, 31)]
    """
    since = [date.min, *starts]
    until = [*(day - timedelta(days=1) for day in starts), date.max]
    return [
        Stay(number=number, known_as=number, since=begins, until=ends)
        for number, (begins, ends) in enumerate(zip(since, until, strict=True), start=1)
    ]


def stay_on(stays: Sequence[Stay], day: date) -> Stay:
    """The stay to which the day belongs."""
    return stays[bisect_right([stay.since for stay in stays[1:]], day)]


BY_ITSELF, AFTER_DEPARTURE = OPENINGS = ("by_itself", "after_departure")


def starts_again(happened: Iterable[tuple[date, Word]]) -> list[date]:
    """The days on which a further stay begins, from the events of one person."""
    events = list(happened)
    departures = sorted({day for day, word in events if word.ends_stay})
    opened = sorted({day for day, word in events if word.opens_stay})
    allocated = sorted({day for day, word in events if word.opens_stay == BY_ITSELF})
    lived = {day for day, word in events if shows_presence(word) and not (word.ahead or word.announced)}
    begun = {left if left in allocated and opened[0] < left else following(opened, left) for left in departures}
    starts = {day for day in begun if day is not None}
    for earlier, later in pairwise(allocated):
        parted = any(earlier < day <= later for day in starts)
        if not parted and any(earlier <= day < later for day in lived):
            starts.add(later)
    return sorted(starts)


def following(days: Sequence[date], day: date) -> date | None:
    """The first of the sorted days after that day."""
    place = bisect_right(days, day)
    return days[place] if place < len(days) else None


def day_in_stay(day: date, word: Word) -> date:
    """The day by which an event is told to be of one stay or another: a departure is of the stay before that day."""
    return day - timedelta(days=1) if word.ends_stay and day > date.min else day


def of_a_stay(word: Word) -> bool:
    """True of what belongs to the stay in which it happens: every event but those of the person's whole life.

    A decision on a duty itself (`whenever`) is of the stay too: the next one is decided anew.
    """
    return not word.whole_life and (word.shape in ("event", "events") or word.whenever)


def shows_presence(word: Word) -> bool:
    """True of an event that nobody has who is not here, nor about to be: not of the departure, nor of mere tidings."""
    return bool(word.opens_stay) or not (word.ends_stay or word.ahead or word.announced)


def numbered_by_knowledge(stays: Sequence[Stay], known_from: Sequence[date]) -> tuple[Stay, ...]:
    """The stays with the order in which the office came to know of them; the earlier first where it is the same."""
    order = sorted(range(len(stays)), key=lambda place: (known_from[place], place))
    places = {place: number for number, place in enumerate(order, start=1)}
    return tuple(replace(stay, known_as=places[place]) for place, stay in enumerate(stays))


def together(presences: Iterable[Span]) -> list[date]:
    """The days on which a family comes again: after a time in which none of its members was here.

    >>> together([(date(2013, 6, 3), date(2014, 3, 31)), (date(2016, 9, 12), date.max)])
    [datetime.date(2016, 9, 12)]
    """
    starts: list[date] = []
    here_until: date | None = None
    for begins, ends in sorted(presences):
        if here_until is not None and begins > here_until:
            starts.append(begins)
        here_until = ends if here_until is None else max(here_until, ends)
    return starts
