"""Every household's benefits in every month, under the law as it is and as it would be, in one run.

The one-citizen path reckons one of those who look the same to the law; the law is not written a second time here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import PAID, Line
from brobygger.law.amounts.month import Reckoning
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
    order = np.argsort(keys, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(keys[order])) + 1):
        left = group
        while len(left):
            row = int(left[0])
            answers, asked = one_reckoned(rows, row, books)
            like = rows.like(row, left, asked)
            for some, told, worth in zip(found, worths, answers, strict=True):
                some[left[like]] = told.setdefault(worth, len(told))
            left = left[~like]
    return found


def one_reckoned(rows: Rows, row: int, books: tuple[Books, ...]) -> tuple[list[Worth], Iterable[tuple[int, Feature]]]:
    """One household in one month by the path that reckons one citizen, and what the law asked of whom on the way."""
    case, month = rows.population.case(int(rows.home[row])), rows.months[int(rows.step[row])]
    heard: Heard = set()
    answers = [worth_of(Reckoning(case, one, heard=heard).month(month)) for one in books]
    place = {person.id: number for number, person in enumerate(case.persons)}
    return answers, {(place[who], feature) for who, name, wanted in heard for feature in behind(name, wanted)}
