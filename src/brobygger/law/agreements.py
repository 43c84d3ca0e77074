"""Which agreed date is of which meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from brobygger.law.facts import LONG_AGO, Fact
from brobygger.law.starts import Start


class Agreements:
    """The agreements not yet spent on a meeting, spent clock by clock."""

    def __init__(self, made: Iterable[Fact]) -> None:
        self.left = [fact for fact in made if fact.day]

    def spend(self, start: Start, held: date | None) -> Fact | None:
        """The date agreed for the clock that starts there and was met on *held*; of several the one made last.

        What it took the place of is spent with it. Two made on one day are for one meeting and the next.
        """
        made = [fact for fact in self.left if after(start, fact) and (held is None or was_for(fact, held))]
        if not made:
            return None
        last = max(fact.known_from for fact in made)
        chosen = min((fact for fact in made if fact.known_from == last), key=lambda fact: (fact.day, fact.key))
        gone = max(day for day in (chosen.day, held) if day)
        self.left = [
            fact
            for fact in self.left
            if fact not in made or (fact.known_from == last and (fact.day or LONG_AGO) > gone)
        ]
        return chosen


def after(start: Start, fact: Fact) -> bool:
    """The day agreed lies after the clock's start, or on it when nothing was held to start it."""
    since, day = start.day or LONG_AGO, fact.day or LONG_AGO
    return day > since or (start.own_day and day == since)


def was_for(fact: Fact, held: date) -> bool:
    """Of the meeting held when it named a day up to then, or was made before it for a later day.

    What was agreed at the meeting itself for a later day is for the next one.
    """
    return (fact.day or LONG_AGO) <= held or LONG_AGO < fact.known_from < held
