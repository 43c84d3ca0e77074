"""Why each household that waits was left out, in the strongest words that hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from brobygger.matching import whole_homes
from brobygger.matching.market import NONE, Market
from brobygger.matching.model import Certificate
from brobygger.matching.moving import capacities, rooms_of

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]


def certificates(
    market: Market, taken: Ints, at_most: Ints, *, whole: Marks, parts: list[Marks]
) -> tuple[Certificate, ...]:
    """One for each that waits and is not served; `at_most` bounds each class of each part."""
    trees = whole_homes.Trees(market, whole_homes.holders(market, taken))
    everybody = occupants(market, taken)
    known: dict[tuple[int, int], Certificate] = {}
    found = []
    for row in np.flatnonzero(taken[: market.waiting] == NONE).tolist():
        if whole[row] or not len(market.options(row)):
            found.append(trees.certificate(row))
        else:
            number = next(number for number, part in enumerate(parts) if part[row])
            told = counted(market, everybody, row)
            if told is None:
                level = number, int(market.priority[row])
                if level not in known:
                    known[level] = bounded(market, parts[number], at_most[number], row, taken)
                told = replace(known[level], household=market.households[row].id)
            found.append(told)
    return tuple(found)


def occupants(market: Market, taken: Ints) -> dict[int, list[int]]:
    """Who has a bed in each home after all moves."""
    found: dict[int, list[int]] = {}
    for row, col in enumerate(np.where(taken == NONE, market.own, taken).tolist()):
        if col != NONE:
            found.setdefault(col, []).append(row)
    return found


def counted(market: Market, occupied: dict[int, list[int]], row: int) -> Certificate | None:
    """The tree of who has a bed where they could have one: a certificate if they need more beds than there are."""
    rank = market.priority[row]
    households, homes, front = {row}, set[int](), [row]
    while front:
        each = front.pop()
        below = market.priority[each] > rank
        reached = set(market.options(each).tolist()) | ({int(market.own[each])} - {NONE} if below else set())
        for home in sorted(reached - homes):
            homes.add(home)
            new = [one for one in occupied.get(home, []) if one not in households]
            households.update(new)
            front += new
    if any(market.priority[each] > rank and market.own[each] not in homes for each in households):
        return None
    shared = any(market.homes[home].shared for home in homes)
    if any(crowded(market, home) for home in homes):
        return None
    needed = sum(market.households[each].size for each in households) if shared else len(households)
    has = sum(sum(capacities(market, home)) for home in homes) if shared else len(homes)
    if needed <= has:
        return None
    return Certificate(
        household=market.households[row].id,
        households=tuple(sorted(market.households[each].id for each in households)),
        homes=tuple(sorted(market.homes[home].id for home in homes)),
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
