"""The effect of a change: the total, who wins, who loses, group by group, and of whom it cannot be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.tree import kroner
from brobygger.law.rulebook import Language
from brobygger.whatif.population import ROLE, UNKNOWN, Population, Whole
from brobygger.whatif.reckoning import Reckoned, reckoned

CHILDREN, SIZE = "children", "size"
WORDS = {True: "yes", False: "no"}
BUILT_IN = (CHILDREN, SIZE)
"""Groups that every population has: the number of children, and of persons, that the list gives the household."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some households together. Øre are of the months that are known under both laws, so that they can be compared.

    `undetermined` households cannot be told in any month; `partly` of the others lack some months.
    """

    name: str
    households: int
    base: int
    changed: int
    winners: int
    losers: int
    same: int
    undetermined: int
    partly: int
    months_left_out: int

    @property
    def difference(self) -> int:
        """What the change costs, in øre; below 0 where it saves."""
        return self.changed - self.base

    def as_json(self) -> dict[str, Any]:
        """The part as plain data, in kroner."""
        return {
            "group": self.name,
            "households": self.households,
            "base": kroner(self.base),
            "changed": kroner(self.changed),
            "difference": kroner(self.difference),
            "winners": self.winners,
            "losers": self.losers,
            "unchanged": self.same,
            "undetermined": self.undetermined,
            "partly_undetermined": self.partly,
            "household_months_left_out": self.months_left_out,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Everything reckoned: a row a month and a column a household, under the law as it is and as it would be."""

    population: Population
    months: list[date]
    base: Reckoned
    changed: Reckoned

    @property
    def known(self) -> Whole:
        """1 for a household's month that is known under both laws."""
        return self.base.known * self.changed.known

    def sums(self) -> tuple[Whole, Whole]:
        """Each household's øre over the months known under both laws: as it is, and as it would be."""
        known = self.known
        return (self.base.ore * known).sum(axis=0), (self.changed.ore * known).sum(axis=0)

    def parts(self, group: str | None = None) -> list[Part]:
        """All households as one part, or a part for each value of a group."""
        names, places = grouped(self.population, group)
        base, changed = self.sums()
        months = self.known.sum(axis=0)
        moved = np.sign(changed - base)
        all_of = len(self.months)

        def count(which: Whole) -> list[int]:
            return [int(number) for number in np.bincount(places[which.astype(bool)], minlength=len(names))]

        def total(ore: Whole) -> list[int]:
            found = np.zeros(len(names), dtype=np.int64)
            np.add.at(found, places, ore)
            return [int(number) for number in found]

        columns = zip(
            names, count(np.ones_like(months)), total(base), total(changed), count(moved > 0), count(moved < 0),
            count((moved == 0) & (months > 0)), count(months == 0), count((months > 0) & (months < all_of)),
            total(all_of - months), strict=True,
        )  # fmt: skip
        return [
            Part(
                name=name, households=households, base=was, changed=would_be, winners=up, losers=down, same=same,
                undetermined=open_, partly=partly, months_left_out=left_out,
            )
            for name, households, was, would_be, up, down, same, open_, partly, left_out in columns
        ]  # fmt: skip

    def unconfirmed(self) -> int:
        """Household-months whose amount today rests on something that was not read at the source."""
        return int((self.base.known * (1 - self.base.confirmed)).sum())

    def missing(self) -> dict[str, int]:
        """For each thing that is missing, in how many household-months it is, under either law."""
        found: Counter[str] = Counter()
        for side in (self.base, self.changed):
            times = np.bincount(side.places.ravel(), minlength=len(side.worths))
            for worth, number in zip(side.worths, times.tolist(), strict=True):
                found.update(dict.fromkeys(worth.missing, number))
        return {name: number for name, number in found.most_common() if number}

    def each(self) -> Iterator[tuple[str, int | None, int | None, int]]:
        """Each household: its name, øre as it is and as it would be, and the months left out.

        Both are None where no month can be told.
        """
        base, changed = self.sums()
        months = self.known.sum(axis=0)
        for name, was, would_be, known in zip(
            self.population.households, base.tolist(), changed.tolist(), months.tolist(), strict=True
        ):
            yield name, was if known else None, would_be if known else None, len(self.months) - known

    def as_json(self, language: Language, title: str, group: str | None) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "change": title,
            "language": language,
            "months": [month.isoformat()[:7] for month in self.months],
            "persons": self.population.people,
            "currency": "DKK",
            "total": self.parts()[0].as_json(),
            "unconfirmed_household_months": self.unconfirmed(),
            "missing": self.missing(),
            "group_by": group,
            "groups": [part.as_json() for part in self.parts(group)] if group else [],
            "households": [
                {
                    "household": name,
                    "base": None if was is None else kroner(was),
                    "changed": None if would_be is None else kroner(would_be),
                    "difference": None if was is None or would_be is None else kroner(would_be - was),
                    "months_left_out": left_out,
                }
                for name, was, would_be, left_out in self.each()
                if was != would_be or left_out
            ],
        }


def effect_of(population: Population, base: Books, changed: Books, months: list[date]) -> Effect:
    """Every household under both laws in one run."""
    before, after = reckoned(population, (base, changed), months)
    return Effect(population=population, months=months, base=before, changed=after)


def groups_of(population: Population) -> list[str]:
    """What households can be grouped by: each word or yes that the list tells, its own groups, what is built in."""
    told = [name for name, column in population.columns.items() if column.words and name != ROLE]
    return [*sorted({*told, *population.groups}), *BUILT_IN]


def grouped(population: Population, group: str | None) -> tuple[list[str], Whole]:
    """The names of the groups, and each household's: what is told of its first person."""
    if group is None:
        return ["all"], np.zeros(len(population.households), dtype=np.int64)
    if group in BUILT_IN:
        role = population.columns[ROLE]
        children = (role.values == role.words.index("child")).astype(np.int64)
        numbers = np.add.reduceat(children, population.first[:-1]) if group == CHILDREN else population.sizes
        kinds, places = np.unique(numbers, return_inverse=True)
        return [str(kind) for kind in kinds.tolist()], np.asarray(places)
    column = population.groups.get(group) or population.columns[group]
    kinds, places = np.unique(column.values[population.first[:-1]], return_inverse=True)
    return [
        "?" if kind == UNKNOWN else WORDS.get(column.words[kind], str(column.words[kind])) for kind in kinds.tolist()
    ], np.asarray(places)
