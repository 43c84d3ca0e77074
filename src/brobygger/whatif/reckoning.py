"""Every household's benefits in every month, under the law as it is and as it would be, in one run.

The one-citizen path reckons one of those who look the same to the law; the law is not written a second time here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import PAID, Line, last_day
from brobygger.law.amounts.month import Reckoning
from brobygger.law.amounts.people import People
from brobygger.law.amounts.traits import Heard
from brobygger.whatif.keys import Rows
from brobygger.whatif.looked_at import stretches
from brobygger.whatif.population import Population, Whole
from brobygger.whatif.questions import Feature, behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a household is paid in a month: øre, or what is missing to tell it. It is never 0 for want of a fact."""

    ore: int = 0
    missing: tuple[str, ...] = ()
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """One law's answer for all: a row a month, a column a household, each a place among `worths`."""

    places: Whole
    worths: tuple[Worth, ...]

    @property
    def ore(self) -> Whole:
        """Øre; 0 stands where `known` is False, and is then no amount."""
        return np.array([worth.ore for worth in self.worths], dtype=np.int64)[self.places]

    @property
    def known(self) -> Whole:
        """1 where there is an amount, 0 where it is undetermined."""
        return np.array([not worth.missing for worth in self.worths], dtype=np.int64)[self.places]

    @property
    def confirmed(self) -> Whole:
        """1 where every rate was read at the source and nothing was taken for granted."""
        return np.array([worth.confirmed for worth in self.worths], dtype=np.int64)[self.places]


Heads = tuple[int, ...]
"""The adults of one household, by their places among those of the family who do more than count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One household reckoned: what it is worth under each law, and what it was asked."""

    worths: list[Worth]
    asked: set[tuple[int, Feature]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One household of many families under one law: for each family a place among the worths."""

    places: Whole
    worths: list[Worth] = field(default_factory=list)


def worth_of(lines: Iterable[Line]) -> Worth:
    """A household's lines in one sum: benefits and supplements, less what the ceiling takes."""
    paid = [line for line in lines if line.kind in PAID]
    missing = tuple(sorted({name for line in paid for name in line.missing}))
    if missing:
        return Worth(missing=missing, confirmed=False)
    return Worth(
        ore=sum(PAID[line.kind] * (line.ore or 0) for line in paid), confirmed=all(line.confirmed for line in paid)
    )


def reckoned(population: Population, books: tuple[Books, ...], months: list[date]) -> tuple[Reckoned, ...]:
    """What each of the books gives every household in every month; the months stand in their order."""
    worths: list[dict[Worth, int]] = [{} for _ in books]
    places: list[list[Whole]] = [[] for _ in books]
    for run in stretches(books, months):
        rows = Rows(population, books, run)
        for found, some in zip(places, answered(rows, books, worths), strict=True):
            found += rows.by_month(some)
    return tuple(Reckoned(places=np.stack(some), worths=tuple(told)) for some, told in zip(places, worths, strict=True))


def answered(rows: Rows, books: tuple[Books, ...], worths: list[dict[Worth, int]]) -> list[Whole]:
    """For each of the books every row's place among the worths: one row reckoned, then all that are like it."""
    found = [np.empty(len(rows.home), dtype=np.int64) for _ in books]
    keys = rows.structures()
    order = np.lexsort((rows.population.sizes[rows.home], keys))
    for group in np.split(order, np.flatnonzero(np.diff(keys[order])) + 1):
        parts = parts_of(rows, group, books)
        for number, (some, told) in enumerate(zip(found, worths, strict=True)):
            some[group] = together([part[number] for part in parts.values()], told, len(group))
    return found


def parts_of(rows: Rows, group: Whole, books: tuple[Books, ...]) -> dict[Heads, list[Answers]]:
    """For rows of one structure, and each law: what every household of the family is worth, row by row.

    A family may be several households, a couple and their grown child; what the law asked of the one tells nothing of
    the other, so that each is answered for itself. The smallest family is reckoned for those who are like it.
    """
    found: dict[Heads, list[Answers]] = {}
    left: dict[Heads, Whole] = {}
    row: int | None = 0
    while row is not None:
        for heads, part in one_reckoned(rows, int(group[row]), books).items():
            open_ = left.setdefault(heads, np.arange(len(group)))
            answers = found.setdefault(heads, [Answers(places=np.empty(len(group), dtype=np.int64)) for _ in books])
            like = rows.like(int(group[row]), group[open_], part.asked)
            for some, worth in zip(answers, part.worths, strict=True):
                some.places[open_[like]] = len(some.worths)
                some.worths.append(worth)
            left[heads] = open_[~like]
        row = next((int(open_[0]) for open_ in left.values() if len(open_)), None)
    return found


def together(parts: list[Answers], told: dict[Worth, int], number: int) -> Whole:
    """The households of each family in one: its place among the worths told so far."""
    if not parts:
        return np.full(number, told.setdefault(Worth(), len(told)))
    pairs, found = np.unique(np.stack([part.places for part in parts]), axis=1, return_inverse=True)
    sums = [added(part.worths[place] for part, place in zip(parts, pair, strict=True)) for pair in pairs.T.tolist()]
    return np.array([told.setdefault(worth, len(told)) for worth in sums], dtype=np.int64)[found.reshape(-1)]


def added(worths: Iterable[Worth]) -> Worth:
    """Several households' worth in one: undetermined when any of them is."""
    every = list(worths)
    missing = tuple(sorted({name for one in every for name in one.missing}))
    ore = 0 if missing else sum(one.ore for one in every)
    return Worth(ore=ore, missing=missing, confirmed=all(one.confirmed for one in every))


def one_reckoned(rows: Rows, row: int, books: tuple[Books, ...]) -> dict[Heads, Part]:
    """One family in one month by the path that reckons one citizen: each household, and what the law asked on the way."""
    case, month = rows.population.case(int(rows.home[row])), rows.months[int(rows.step[row])]
    heard: Heard = set()
    first = Reckoning(case, books[0], heard=heard)
    lines = [first.under(one).month(month) for one in books]
    place = rows.places(row)
    found = {}
    for heads in living_together(first.people, month):
        worths = [worth_of(line for line in told if line.household[0] in heads) for told in lines]
        asked = {(place[who], one) for who, name, wanted in heard if who in heads for one in behind(name, wanted)}
        found[tuple(sorted(place[who] for who in heads))] = Part(worths=worths, asked=asked)
    return found


def living_together(people: People, month: date) -> list[set[str]]:
    """The adults of the month, those together who are of one household on its first or its last day."""
    found: list[set[str]] = []
    for day in (month.replace(day=1), last_day(month)):
        for household in people.households(day):
            joined = set(household.heads).union(*(one for one in found if one & set(household.heads)))
            found = [*(one for one in found if not one & joined), joined]
    return found
