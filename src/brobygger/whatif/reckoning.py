"""Every household's benefits in every month, under the law as it is and as it would be, in one run.

The one-citizen path reckons one of those who look the same to the law; the law is not written a second time here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import PAID, Line
from brobygger.law.amounts.month import Reckoning
from brobygger.law.amounts.traits import Heard
from brobygger.whatif.keys import Rows, folded
from brobygger.whatif.looked_at import stretches
from brobygger.whatif.population import UNKNOWN, Population, Whole
from brobygger.whatif.questions import Feature, behind
from brobygger.whatif.units import Unit, units


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
        for found, told, some in zip(places, worths, answered(rows, books), strict=True):
            found.extend(rows.by_month(together(some, told)))
    return tuple(Reckoned(places=np.stack(some), worths=tuple(told)) for some, told in zip(places, worths, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One law's answer for every row: of each household of the family a place among the worths, or none."""

    places: Whole
    worths: list[Worth] = field(default_factory=list)


def answered(rows: Rows, books: tuple[Books, ...]) -> list[Answers]:
    """One household reckoned, then the answer given to all that are like it, until none is left."""
    every = units(rows, books[0])
    most = max((unit.number.max(initial=0) for unit in every), default=0) + 1
    found = [Answers(places=np.full((len(rows.home), most), UNKNOWN)) for _ in books]
    for unit in every:
        left = np.arange(len(unit.rows))
        while len(left):
            one = int(left[0])
            worths, asked = one_reckoned(rows, unit, one, books)
            like = unit.like(one, left, asked)
            for answers, worth in zip(found, worths, strict=True):
                answers.places[unit.rows[left[like]], unit.number[left[like]]] = len(answers.worths)
                answers.worths.append(worth)
            left = left[~like]
    return found


def one_reckoned(
    rows: Rows, unit: Unit, one: int, books: tuple[Books, ...]
) -> tuple[list[Worth], set[tuple[int, Feature]]]:
    """One household in one month by the path that reckons one citizen, and what the law asked of whom on the way."""
    row = int(unit.rows[one])
    heads = {who: order for order, who in enumerate(rows.names(row, unit.heads[one]))}
    heard: Heard = set()
    first = Reckoning(rows.population.case(int(rows.home[row])), books[0], heard=heard)
    month = rows.months[int(rows.step[row])]
    worths = [worth_of(first.under(law).month(month, heads=heads.keys())) for law in books]
    return worths, {(heads[who], feature) for who, name, wanted in heard for feature in behind(name, wanted)}


def together(answers: Answers, told: dict[Worth, int]) -> Whole:
    """The households of each family in one: for each row its place among the worths told so far."""
    key = folded(np.zeros(len(answers.places), dtype=np.int64), list(answers.places.T))
    _, example, found = np.unique(key, return_index=True, return_inverse=True)
    sums = [
        added(answers.worths[place] for place in answers.places[row].tolist() if place != UNKNOWN) for row in example
    ]
    return np.array([told.setdefault(worth, len(told)) for worth in sums], dtype=np.int64)[found]


def added(worths: Iterable[Worth]) -> Worth:
    """Several households' worth in one: undetermined when any of them is."""
    every = list(worths)
    missing = tuple(sorted({name for one in every for name in one.missing}))
    ore = 0 if missing else sum(one.ore for one in every)
    return Worth(ore=ore, missing=missing, confirmed=all(one.confirmed for one in every))
