"""Every household's benefits in every month, under the law as it is and as it would be, in one run.

The one-citizen path reckons each key once; nothing of the law is written a second time here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import PAID, Line
from brobygger.law.amounts.month import Reckoning
from brobygger.whatif.keys import keyed
from brobygger.whatif.looked_at import looked_at, stretches
from brobygger.whatif.population import Population, Whole


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
    found: list[dict[Worth, int]] = [{} for _ in books]
    rows: list[list[Whole]] = [[] for _ in books]
    for run in stretches(books, months):
        keys = keyed(population, [looked_at(books, month) for month in run], run)
        for one, places, worths in zip(books, rows, found, strict=True):
            answers = np.array([
                worths.setdefault(answer(population, one, int(home), run[step]), len(worths))
                for home, step in zip(keys.example, keys.month, strict=True)
            ])  # fmt: skip
            places += [answers[row] for row in keys.keys]
    return tuple(
        Reckoned(places=np.stack(places), worths=tuple(worths)) for places, worths in zip(rows, found, strict=True)
    )


def answer(population: Population, books: Books, home: int, month: date) -> Worth:
    """One household in one month, by the path that reckons one citizen."""
    return worth_of(Reckoning(population.case(home), books).month(month))
