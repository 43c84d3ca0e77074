"""Which households look the same to the law, so that one of them is reckoned and the answer holds for all of them.

What tells who lives together is looked at in every household. Beyond that only what the law has asked counts: when one
household is reckoned, every question is noted, and whoever gives the same answers has the same amount.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import last_day
from brobygger.law.amounts.people import GROWN_FROM
from brobygger.law.rulebook import BORN
from brobygger.whatif.looked_at import asks
from brobygger.whatif.population import ROLE, UNKNOWN, Population, Whole, name_of
from brobygger.whatif.questions import (
    AGE,
    APPLIED,
    ARRIVED,
    EARNINGS,
    LEFT,
    PREGNANT,
    Feature,
    Side,
    last_yes,
    sides_of,
    structure,
)

BIRTH, CHILD = "birth", "child"
NOBODY = -2
"""Stands where a household has no such person."""
NEVER = np.iinfo(np.int64).max
LARGE = NEVER >> 24
GROWN: Feature = (BORN, (AGE, GROWN_FROM))


class Rows:
    """One stretch of months: every household in the first, and in each later month those to whom something happens.

    `home` and `step` tell which household and which month a row is of. A household without a row in a month has the
    row of the month before.
    """

    def __init__(self, population: Population, books: tuple[Books, ...], months: list[date]) -> None:
        self.population, self.months = population, months
        self.structure = structure(books, months[0])
        own = [on_their_own(population, month) for month in months]
        self.homes = [np.arange(len(population.households))]
        for step in range(1, len(months)):
            moved = moved_between(population, books, months[step - 1], months[step])
            self.homes.append(np.flatnonzero(moved | own[step] | own[step - 1]))
        self.home = np.concatenate(self.homes)
        self.step = np.repeat(np.arange(len(months)), [len(some) for some in self.homes])
        self.alone = np.concatenate([own[step][some] for step, some in enumerate(self.homes)])
        self.most = most_children(books, months)
        self.person, self.row = everybody(population, self.home)
        self.young = self.is_young()
        self.kept = self.person[~self.young]
        self.sizes = np.bincount(self.row[~self.young], minlength=len(self.home))
        self.first = np.concatenate([[0], np.cumsum(self.sizes)])[:-1]
        self._answers: dict[tuple[int, Feature], Whole] = {}

    def is_young(self) -> NDArray[np.bool_]:
        """Children of the family who are under 18 all month: they only count."""
        role = self.population.columns[ROLE]
        child = role.values[self.person] == role.words.index(CHILD)
        return np.asarray(child & (self.told(GROWN, self.person, self.step[self.row]) == 0), dtype=np.bool_)

    def names(self, row: int, places: Iterable[int]) -> list[str]:
        """Persons of a row by their places, as the case file names them."""
        begins = int(self.population.first[self.home[row]])
        return [name_of(int(self.kept[self.first[row] + place]) - begins) for place in places]

    def places(self, row: int) -> dict[str, int]:
        """The place of each person of a row who does more than count, by their name in the case file."""
        return {name: place for place, name in enumerate(self.names(row, range(int(self.sizes[row]))))}

    def answers(self, place: int, feature: Feature) -> Whole:
        """For each row a number for what one person of the household, by their place in it, answers."""
        if (place, feature) not in self._answers:
            found = np.full(len(self.home), NOBODY, dtype=np.int64)
            there = np.flatnonzero(self.sizes > place)
            found[there] = self.told(feature, self.kept[self.first[there] + place], self.step[there])
            self._answers[place, feature] = found
        return self._answers[place, feature]

    def told(self, feature: Feature, person: Whole, step: Whole) -> Whole:
        """What some persons answer, each in a month: nothing known, what is told, or the side that their date is on."""
        name, side = feature
        if name not in self.population.columns:
            return np.full(len(person), UNKNOWN, dtype=np.int64)
        values = self.population.columns[name].values[person]
        if side is None:
            return np.minimum(values, 1) if name == EARNINGS else values
        first, last = (np.array([last_yes(side, day).toordinal() for day in days]) for days in ends(self.months))
        found = (values <= first[step]).astype(np.int64) + 2 * (values <= last[step])
        found[values == UNKNOWN] = UNKNOWN
        return found

    def structures(self) -> Whole:
        """One number a row for what is looked at in every household: equal numbers, equal structure.

        A household that must be reckoned on its own has a number nobody shares.
        """
        key = self.children()
        for place in range(int(self.sizes.max(initial=0))):
            there = np.flatnonzero(self.sizes > place)
            part = folded(key[there], [self.answers(place, feature)[there] for feature in self.structure])
            key[there] = int(key.max(initial=0)) + 1 + part
            key = compact(key)
        key[self.alone] = int(key.max(initial=0)) + 1 + np.arange(int(self.alone.sum()))
        return key

    def children(self) -> Whole:
        """One number a row for the children who only count: how many there are of each kind, as far as rules ask.

        Two of a kind are here on the same days. More than the largest number that a rule names makes no difference.
        """
        young, row = self.person[self.young], self.row[self.young]
        told = [self.told(feature, young, self.step[row]) for feature in self.structure if feature[1] is not None]
        kind = folded(np.zeros(len(young), dtype=np.int64), told)
        kinds = int(kind.max(initial=0)) + 1
        counts = np.bincount(row * kinds + kind, minlength=len(self.home) * kinds).reshape(-1, kinds)
        return folded(np.zeros(len(self.home), dtype=np.int64), list(np.minimum(counts, self.most).T))

    def by_month(self, found: Whole) -> list[Whole]:
        """For each month what was found for every household."""
        months, begun = [], 0
        now = np.empty(len(self.homes[0]), dtype=np.int64)
        for some in self.homes:
            now = now.copy()
            now[some] = found[begun : begun + len(some)]
            begun += len(some)
            months.append(now)
        return months


def ends(months: list[date]) -> tuple[list[date], list[date]]:
    """The first days and the last days."""
    return [month.replace(day=1) for month in months], [last_day(month) for month in months]


def folded(key: Whole, columns: list[Whole]) -> Whole:
    """Some columns taken together, exactly, as numbers from 0 without gaps."""
    for column in columns:
        key = key * (int(column.max(initial=0)) + 2) + column + 1
        if key.max(initial=0) > LARGE:
            key = compact(key)
    return compact(key)


def everybody(population: Population, home: Whole) -> tuple[Whole, Whole]:
    """Every person of every row, and the row."""
    sizes = population.sizes[home]
    row = np.repeat(np.arange(len(home)), sizes)
    before = np.cumsum(sizes) - sizes
    return np.arange(len(row)) - before[row] + population.first[home][row], row


def most_children(books: tuple[Books, ...], months: list[date]) -> int:
    """The largest number of children that a rule of the months names; at least one, for a parent has any."""
    asked = asks(books, (*ends(months)[0], *ends(months)[1]))
    named = (int(str(wanted)) for name, wanted in asked if name in ("children_from", "children_under"))
    return max([1, *named, *(rule.most_children for one in books for rule in one.law.leisure)])


def compact(codes: Whole) -> Whole:
    """The same numbers from 0 without gaps: equal stay equal, unlike stay unlike."""
    return np.asarray(np.unique(codes, return_inverse=True)[1], dtype=np.int64)


def home_of_each(population: Population) -> Whole:
    """The household of each person."""
    return np.repeat(np.arange(len(population.households)), population.sizes)


def moved_between(population: Population, books: tuple[Books, ...], before: date, month: date) -> NDArray[np.bool_]:
    """Households with a date that some question of the law has passed from one month to the next."""
    days = (before.replace(day=1), last_day(month))
    sides = sides_of(books, asks(books, days), before)
    moved = np.zeros(len(population.households), dtype=bool)
    of = home_of_each(population)
    for name, asked in sides.items():
        if name in population.columns:
            values = population.columns[name].values
            moved[of[passed(values, asked, before, month)]] = True
    return moved


def passed(values: Whole, asked: set[Side], before: date, month: date) -> NDArray[np.bool_]:
    """True of the dates whose answer to any of the questions is not the same in both months."""
    known = values[values != UNKNOWN]
    low, high = int(known.min(initial=NEVER)), int(known.max(initial=0))
    if low > high:
        return np.zeros(len(values), dtype=bool)
    turned = np.zeros(high - low + 2, dtype=bool)  # the first place is for what is not known
    for side in asked:
        for then, now in zip((before, last_day(before)), (month, last_day(month)), strict=True):
            begins, stops = (last_yes(side, day).toordinal() - low + 2 for day in (then, now))
            turned[max(begins, 1) : max(stops, 1)] = True
    places = values - low + 1
    places[values == UNKNOWN] = 0
    return turned[places]


def on_their_own(population: Population, month: date) -> NDArray[np.bool_]:
    """Households in which the law holds dates up against one another, so that no side of a date tells enough.

    A pregnancy beside a birth or a child born since, the month in which the Danish bonus is applied for, and whoever
    came after having left: they are here again.
    """
    people = np.zeros(population.people, dtype=bool)
    columns, of = population.columns, home_of_each(population)
    if PREGNANT in columns:
        since = columns[PREGNANT].values
        earliest = np.full(len(population.households), NEVER)
        np.minimum.at(earliest, of[since != UNKNOWN], since[since != UNKNOWN])
        child = columns[ROLE].values == columns[ROLE].words.index(CHILD)
        people |= child & (columns[BORN].values > earliest[of])
        if BIRTH in columns:
            people |= (columns[BIRTH].values != UNKNOWN) & (earliest[of] < NEVER)
    if APPLIED in columns:
        applied = columns[APPLIED].values
        people |= (applied >= month.replace(day=1).toordinal()) & (applied <= last_day(month).toordinal())
    if LEFT in columns and ARRIVED in columns:
        left = columns[LEFT].values
        people |= (left != UNKNOWN) & (columns[ARRIVED].values > left)
    alone = np.zeros(len(population.households), dtype=bool)
    alone[of[people]] = True
    return alone
