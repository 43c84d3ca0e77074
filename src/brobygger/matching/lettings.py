"""Ways of letting a whole shared home in which nobody lives: how many places of each kind it then has.

A family takes rooms for itself; every other room is let to singles of one sex. At given prices of the places the best
way is found exactly, home by home; so a bound by prices knows that no room is parted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.market import NONE
from brobygger.matching.model import Sex
from brobygger.matching.rooms import SEXES
from brobygger.matching.shared_homes import Like, SharedHomes, Way

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Columns = Mapping[int, int]
"""A letting as the model's own columns say it."""

TINY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Letting:
    """What a way of letting the home brings at the prices it was asked for, and its places."""

    brings: float
    places: Mapping[Like, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What each count of rooms brings at some prices: all let to singles, and let in the best way."""

    to_singles: Floats
    best: Floats
    ways: Floats
    """What a family pays, by its way of taking rooms."""

    chosen: Ints
    """The way that comes first in the best letting, NONE for singles only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyHome:
    """A shared home in which nobody lives: `places` are the model's rows, the columns its own for the rooms.

    Rooms still to be let are counted by kind; every such count has a number, the fewest rooms first. `after` tells for
    each count and each way of a family the count when it has its rooms, NONE where there are too few.
    """

    places: dict[Like, int]
    ways: tuple[Way, ...]
    beds: dict[tuple[int, Sex], int]
    """The column of the beds for a sex in rooms of a kind."""

    rooms: dict[tuple[int, Sex], int]
    singles: Ints
    counts: Ints
    after: Ints

    @property
    def columns(self) -> list[int]:
        """The model's columns that say how the rooms are let."""
        return [*(way.column for way in self.ways), *self.beds.values(), *self.rooms.values()]

    @property
    def sexes(self) -> list[Sex]:
        """The sexes of the singles who could live here."""
        return [sex for sex in SEXES if sex in self.places]

    def values(self, prices: Mapping[Like, float]) -> Values:
        """What each count of rooms brings."""
        singles = max((prices[sex] for sex in self.sexes), default=0.0)
        to_singles = (self.counts @ self.singles).astype(np.float64) * singles
        ways = np.array([prices[way.size] for way in self.ways])
        best, chosen = to_singles.copy(), np.full(len(to_singles), NONE, dtype=np.int64)
        for number in range(len(best)) if len(ways) else ():
            after = self.after[number]
            let = np.where(after == NONE, -np.inf, ways + best[after])
            way = int(let.argmax())
            if let[way] > best[number]:
                best[number], chosen[number] = let[way], way
        return Values(to_singles=to_singles, best=best, ways=ways, chosen=chosen)

    def best(self, prices: Mapping[Like, float]) -> Letting:
        """The letting that brings most."""
        values = self.values(prices)
        number, places = len(values.best) - 1, Counter[Like]()
        while values.chosen[number] != NONE:
            way = values.chosen[number]
            places[self.ways[way].size] += 1
            number = int(self.after[number, way])
        sex = max(self.sexes, key=lambda sex: prices[sex], default=None)
        if sex and prices[sex] > 0:
            places[sex] = int(self.counts[number] @ self.singles)
        return Letting(brings=float(values.best[-1]), places=places)

    def near(self, prices: Mapping[Like, float], slack: float, limit: int) -> list[Columns] | None:
        """Every letting that brings at most *slack* less than the best; None when there are more than *limit*."""
        values, found = self.values(prices), list[Columns]()
        least = values.best[-1] - slack - TINY
        asked = [(len(values.best) - 1, 0, 0.0, Counter[int]())]
        while asked:
            number, first, paid, columns = asked.pop()
            if paid + values.to_singles[number] >= least:
                found += self.parted(prices, number, least - paid, columns)
            if len(found) + len(asked) > limit:
                return None
            for way in range(first, len(self.ways)):
                after = int(self.after[number, way])
                if after != NONE and paid + values.ways[way] + values.best[after] >= least:
                    asked.append((after, way, paid + values.ways[way], columns + Counter([self.ways[way].column])))
        return found

    def parted(self, prices: Mapping[Like, float], number: int, least: float, columns: Counter[int]) -> list[Columns]:
        """The rooms left over for singles, parted between the sexes in every way that brings enough."""
        sexes = self.sexes
        if not sexes:
            return [columns]
        found: list[Columns] = []
        for first in product(*(range(int(count) + 1) for count in self.counts[number])):
            parts = (np.array(first), self.counts[number] - first)
            if len(sexes) == 1 and parts[1].any():
                continue
            shares = list(zip(sexes, parts, strict=False))
            if sum(prices[sex] * float(part @ self.singles) for sex, part in shares) < least:
                continue
            rooms = {
                column: int(part[kind]) * times
                for sex, part in shares
                for kind in range(len(part))
                for column, times in (
                    (self.rooms[kind, sex], 1),
                    (self.beds[kind, sex], int(self.singles[kind])),
                )
            }
            found.append({**columns, **rooms})
        return found


def empty_homes(model: SharedHomes) -> dict[int, EmptyHome]:
    """Every shared home in which nobody lives."""
    return {
        col: empty_home(model, col)
        for col, kinds in model.kinds.items()
        if kinds and not any(kind.residents for kind in kinds)
    }


def empty_home(model: SharedHomes, col: int) -> EmptyHome:
    """One of them."""
    kinds, ways = model.kinds[col], model.ways[col]
    states = list(product(*(range(len(kind.rooms) + 1) for kind in kinds)))
    number = {state: index for index, state in enumerate(states)}
    after = [
        [number.get(tuple(has - takes for has, takes in zip(state, way.rooms, strict=True)), NONE) for way in ways]
        for state in states
    ]
    beds = {
        (kind, sex): model.beds_for[col, kind, sex]
        for kind in range(len(kinds))
        for sex in SEXES
        if (col, kind, sex) in model.beds_for
    }
    return EmptyHome(
        places=model.places[col],
        ways=tuple(ways),
        beds=beds,
        rooms={key: model.rooms_for[column] for key, column in beds.items()},
        singles=np.array([kind.singles for kind in kinds], dtype=np.int64),
        counts=np.array(states, dtype=np.int64),
        after=np.array(after, dtype=np.int64).reshape(len(states), len(ways)),
    )
