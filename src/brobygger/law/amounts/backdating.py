"""What is owed back when a fact or a rate is known late: each month as it was reckoned then, and as it is now.

Months that have been paid are reckoned like any other. A month that cannot be told on one of the two days is listed
with what is missing; it has no difference, and is never counted as 0 kr.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import BENEFIT, OF_ALL, PAID, RENT, TITLES, Line
from brobygger.law.amounts.month import Reckoning
from brobygger.law.amounts.tree import kroner
from brobygger.law.counting import months_after
from brobygger.law.facts import CaseFile
from brobygger.law.rulebook import Language

Identity = tuple[str, str]
"""What makes a line of then the same as one of now: its kind, and whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is known on a day: the facts, and the law with its rates."""

    case: CaseFile
    books: Books
    known_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One amount of one month that is not what it was. A line of None: that day told of no such amount."""

    month: date
    kind: str
    whose: str
    then: Line | None
    now: Line | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing on either day."""
        lines = [line for line in (self.then, self.now) if line]
        return tuple(dict.fromkeys(name for line in lines for name in line.missing))

    @property
    def difference(self) -> int | None:
        """Øre: owed to the citizen when above 0, by the citizen when below; None where it cannot be told.

        A rent is paid by the citizen and a reduction is taken, so more of them is owed by the citizen.
        """
        then, now = ore_of(self.then), ore_of(self.now)
        return None if then is None or now is None else PAID.get(self.kind, -1) * (now - then)

    def as_json(self, language: Language) -> dict[str, Any]:
        """The amount as plain data, with the arithmetic of both days."""
        return {
            "month": self.month.isoformat()[:7],
            "kind": self.kind,
            "title": TITLES[self.kind][language],
            "whose": self.whose,
            "then": side_as_json(self.then, language),
            "now": side_as_json(self.now, language),
            "difference": None if self.difference is None else kroner(self.difference),
            "currency": "DKK",
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Everything that moved, month by month, and how many months were looked at."""

    moved: tuple[Moved, ...] = field(default=())
    months: int = 0

    @property
    def benefits(self) -> list[Moved]:
        """What the municipality pays, or takes off what it pays."""
        return [one for one in self.moved if one.kind in PAID]

    @property
    def rents(self) -> list[Moved]:
        """The highest payment for a temporary home, for a household that lives in one: never set off in silence."""
        return [one for one in self.moved if one.kind == RENT]

    @property
    def undetermined(self) -> list[Moved]:
        """What moved, with a difference that cannot be told."""
        return [one for one in self.moved if one.difference is None]

    def as_json(self, language: Language) -> dict[str, Any]:
        """The whole answer as plain data."""
        return {
            "months_looked_at": self.months,
            "months_affected": sorted({one.month.isoformat()[:7] for one in self.moved}),
            "owed": kroner(summed(self.benefits)),
            "if_temporary_home": kroner(summed(self.rents)),
            "currency": "DKK",
            "undetermined": len(self.undetermined),
            "amounts": [one.as_json(language) for one in self.moved],
        }


def owed(then: Side, now: Side, months: Iterable[date]) -> Owed:
    """What moved between two days of knowing, in each of the months."""
    before, after = (Reckoning(side.case, side.books, known_on=side.known_on) for side in (then, now))
    asked = [month.replace(day=1) for month in months]
    found = [one for month in asked for one in moved_in(month, before.month(month), after.month(month))]
    return Owed(moved=tuple(found), months=len(asked))


def moved_in(month: date, then: list[Line], now: list[Line]) -> list[Moved]:
    """The amounts of one month that differ, in the order of now, then what has gone."""
    found = []
    for identity in dict.fromkeys(identity_of(line) for line in (*now, *then) if line.kind in (*PAID, RENT)):
        before, after = line_of(then, identity), line_of(now, identity)
        if told(before) != told(after):
            found.append(Moved(month=month, kind=identity[0], whose=identity[1], then=before, now=after))
    return found


def identity_of(line: Line) -> Identity:
    """The line's kind, and the person or else the first of the household."""
    return line.kind, line.person or line.household[0]


def line_of(lines: list[Line], identity: Identity) -> Line | None:
    """The line of that identity; where there is none because a benefit cannot be told, that benefit's line.

    Whether there is a supplement, or a ceiling that takes, is not known either until the benefit is.
    """
    kind, whose = identity
    if found := next((line for line in lines if identity_of(line) == identity), None):
        return found
    if kind == RENT:
        return None
    return next((line for line in lines if line.kind == BENEFIT and line.missing and concerns(line, kind, whose)), None)


def concerns(benefit: Line, kind: str, whose: str) -> bool:
    """True of the person's own benefit; what is the household's hangs on every benefit of it."""
    return whose in benefit.household if kind in OF_ALL else benefit.person == whose


def told(line: Line | None) -> tuple[int | None, tuple[str, ...]]:
    """The amount, and what is missing to tell it. No line is nothing paid."""
    return ore_of(line), line.missing if line else ()


def ore_of(line: Line | None) -> int | None:
    """Øre; 0 where there is no line, for then nothing is paid, and None where it cannot be told."""
    return 0 if line is None else line.ore


def summed(moved: Iterable[Moved]) -> int:
    """The differences that can be told, in øre."""
    return sum(one.difference or 0 for one in moved)


def months_between(first: date, last: date) -> list[date]:
    """The 1st of every month from one to another, both counted in.

    >>> [month.isoformat() for month in months_between(date(2015, 11, 20), date(2016, 1, 1))]
    ['2015-11-01', '2015-12-01', '2016-01-01']
    """
    number = (last.year - first.year) * 12 + last.month - first.month
    return [months_after(first.replace(day=1), step) for step in range(number + 1)]


def side_as_json(line: Line | None, language: Language) -> dict[str, Any] | None:
    """One day's line as plain data."""
    return None if line is None else line.as_json(language)
