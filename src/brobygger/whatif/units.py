"""The households of many families: a couple, a single, a grown child, each put beside those who live alike.

Who lives together is told by the law's own reading of one family of each structure. A household's amount hangs on its
own adults, and on the children it supports by their number alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import last_day
from brobygger.law.amounts.people import Household, People
from brobygger.whatif.keys import Rows
from brobygger.whatif.population import Whole
from brobygger.whatif.questions import Feature

Shape = tuple[object, ...]
"""Who lives in a household on the month's first and last day, and what its adults are told to be."""


@dataclass(kw_only=True)
class Unit:
    """Households that live alike: each one's row, its number in the family, and the places of its adults."""

    of: Rows
    rows: Whole
    number: Whole
    heads: Whole
    _answers: dict[tuple[int, Feature], Whole] = field(default_factory=dict)

    def answers(self, order: int, feature: Feature) -> Whole:
        """For each household a number for what one of its adults answers."""
        if (order, feature) not in self._answers:
            places = self.heads[:, order]
            found = np.empty(len(self.rows), dtype=np.int64)
            for place in np.unique(places).tolist():
                there = np.flatnonzero(places == place)
                found[there] = self.of.answers(place, feature)[self.rows[there]]
            self._answers[order, feature] = found
        return self._answers[order, feature]

    def like(self, one: int, others: Whole, asked: Iterable[tuple[int, Feature]]) -> NDArray[np.bool_]:
        """Which of some households give the same answers as one to everything that was asked."""
        same = np.ones(len(others), dtype=bool)
        for order, feature in asked:
            answers = self.answers(order, feature)
            same &= answers[others] == answers[one]
        return same


def units(rows: Rows, books: Books) -> list[Unit]:
    """Every household of every row, those who live alike together, the smallest families first."""
    gathered: dict[Shape, list[tuple[Whole, int, tuple[int, ...]]]] = defaultdict(list)
    sizes = rows.population.sizes[rows.home]
    keys = rows.structures()
    order = np.lexsort((sizes, keys))
    for group in np.split(order, np.flatnonzero(np.diff(keys[order])) + 1):
        row = int(group[0])
        for number, (shape, heads) in enumerate(households_of(rows, row, books)):
            gathered[(*shape, row) if rows.alone[row] else shape].append((group, number, heads))
    found = []
    for parts in gathered.values():
        together = np.concatenate([group for group, _, _ in parts])
        lengths = [len(group) for group, _, _ in parts]
        small = np.argsort(sizes[together], kind="stable")
        numbers = np.repeat([number for _, number, _ in parts], lengths)
        places = np.repeat(np.array([heads for _, _, heads in parts]), lengths, axis=0)
        found.append(Unit(of=rows, rows=together[small], number=numbers[small], heads=places[small]))
    return found


def households_of(rows: Rows, row: int, books: Books) -> list[tuple[Shape, tuple[int, ...]]]:
    """Each household of one row's family, as the law sees it: its shape and the places of its adults."""
    people = People(rows.population.case(int(rows.home[row])), books.rulebook, came_by=books.law.came_by)
    month = rows.months[int(rows.step[row])]
    place = rows.places(row)
    days = [people.households(day) for day in (month.replace(day=1), last_day(month))]
    found: list[tuple[Shape, tuple[int, ...]]] = []
    for heads in living_together(days):
        order = sorted(heads)
        own = tuple(tuple(int(rows.answers(place[who], feature)[row]) for feature in rows.structure) for who in order)
        shape = (own, *(shapes(some, order, rows.most) for some in days))
        found.append((shape, tuple(place[who] for who in order)))
    return found


def shapes(households: list[Household], heads: list[str], most: int) -> Shape:
    """One day's households of some adults: which of them, in what union, with how many children that count."""
    return tuple(
        (tuple(heads.index(who) for who in one.heads), one.union, min(len(one.children), most), one.unsure)
        for one in households
        if not set(heads).isdisjoint(one.heads)
    )


def living_together(days: list[list[Household]]) -> list[set[str]]:
    """The adults, those together who are of one household on any of the days: also a child who comes of age."""
    households = [one for day in days for one in day]
    heads = {who for one in households for who in one.heads}
    found: list[set[str]] = []
    for household in households:
        joined = set(household.members).union(*(one for one in found if not one.isdisjoint(household.members)))
        found = [*(one for one in found if one.isdisjoint(joined)), joined]
    return [one & heads for one in found]
