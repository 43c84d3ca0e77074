"""Why each household that waits was left out, in the strongest words that hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from brobygger.matching import whole_homes
from brobygger.matching.market import NONE, Market
from brobygger.matching.model import Certificate
from brobygger.matching.moving import capacities, rooms_of
from brobygger.matching.reach import Reach, nodes_of, sets_of

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]


def certificates(
    market: Market, taken: Ints, at_most: Ints, *, whole: Marks, parts: list[Marks]
) -> tuple[Certificate, ...]:
    """One for each that waits and is not served; `at_most` bounds each class of each part."""
    trees = whole_homes.Trees(market, whole_homes.holders(market, taken))
    beds = Beds(market, taken)
    known: dict[tuple[int, int], Certificate] = {}
    found = []
    for row in np.flatnonzero(taken[: market.waiting] == NONE).tolist():
        if whole[row] or not len(market.options(row)):
            found.append(trees.certificate(row))
        else:
            number = next(number for number, part in enumerate(parts) if part[row])
            told = beds.certificate(row)
            if told is None:
                level = number, int(market.priority[row])
                if level not in known:
                    known[level] = bounded(market, parts[number], at_most[number], row, taken)
                told = replace(known[level], household=market.households[row].id)
            found.append(told)
    return tuple(found)


class Beds:
    """The trees of who has a bed where one could have one, and where those could: they may need more than there are."""

    def __init__(self, market: Market, taken: Ints) -> None:
        """Who has a bed in each home after all moves."""
        self.market = market
        self.options = sets_of(market.pairs.row, market.pairs.col, len(market.households), len(market.homes))
        self.occupants: list[list[int]] = [[] for _ in market.homes]
        for row, col in enumerate(np.where(taken == NONE, market.own, taken).tolist()):
            if col != NONE:
                self.occupants[col].append(row)
        self.reach: dict[int, Reach] = {}
        self.holds = cache(lambda col: sum(capacities(market, col)))
        self.is_crowded = cache(lambda col: crowded(market, col))

    def steps(self, rank: int, home: int) -> int:
        """What those who have a bed in a home could use: for those below the rank also the bed that they had before."""
        found = 0
        for row in self.occupants[home]:
            found |= self.options[row]
            if self.market.priority[row] > rank and self.market.own[row] != NONE:
                found |= 1 << int(self.market.own[row])
        return found

    def certificate(self, row: int) -> Certificate | None:
        """A certificate if those in the tree need more beds than there are."""
        market, rank = self.market, int(self.market.priority[row])
        if rank not in self.reach:
            self.reach[rank] = Reach(partial(self.steps, rank))
        homes = nodes_of(self.reach[rank].of(self.options[row]))
        households = {row, *(each for home in homes for each in self.occupants[home])}
        if any(market.priority[each] > rank and market.own[each] not in homes for each in households):
            return None
        shared = any(market.homes[home].shared for home in homes)
        if any(self.is_crowded(home) for home in homes):
            return None
        needed = sum(market.households[each].size for each in households) if shared else len(households)
        has = sum(map(self.holds, homes)) if shared else len(homes)
        if needed <= has:
            return None
        return Certificate(
            household=market.households[row].id,
            households=tuple(sorted(market.households[each].id for each in households)),
            homes=tuple(market.homes[home].id for home in homes),
            argument="beds" if shared else "hall",
            needed=needed,
            has=has,
        )


def crowded(market: Market, home: int) -> bool:
    """Whether more live in a room than it holds: then beds are no measure of who can stay."""
    living: dict[str, int] = {}
    for row in np.flatnonzero(market.own == home).tolist():
        for room in rooms_of(market, row):
            living[room] = living.get(room, 0) + market.households[row].size
    rooms = zip(market.homes[home].rooms, capacities(market, home), strict=True)
    return market.homes[home].shared and any(living.get(room.id, 0) > holds for room, holds in rooms)


def bounded(market: Market, part: Marks, at_most: Ints, row: int, taken: Ints) -> Certificate:
    """The bound of the class in its part: proven where no more than the served can be."""
    rank = market.priority[row]
    waiting = np.arange(len(part)) < market.waiting
    level = part & waiting & (market.priority == rank)
    above = np.flatnonzero(part & waiting & (market.priority <= rank))
    homes = np.unique(market.pairs.col[np.isin(market.pairs.row, above)])
    proven = at_most[rank] == (level & (taken != NONE)).sum()
    return Certificate(
        household=market.households[row].id,
        households=tuple(sorted(market.households[each].id for each in above)),
        homes=tuple(market.homes[home].id for home in homes),
        argument="bound" if proven else "open",
        needed=int(level.sum()),
        has=int(at_most[rank]),
    )
