"""The rooms of a shared home as the solver sees them: alike ones together, each that is lived in by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from brobygger.matching.market import Market
from brobygger.matching.model import Sex
from brobygger.matching.moving import capacities, company, rooms_of

SEXES: tuple[Sex, Sex] = ("female", "male")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Rooms alike: how many a family may be in one, how many singles, and who lives there now.

    Residents keep everybody out, but for singles of a sex for whom they are company.
    """

    holds: int
    singles: int
    rooms: tuple[str, ...]
    residents: tuple[int, ...] = ()
    company: Mapping[Sex, tuple[int, ...]] = field(default_factory=dict)


def kinds(market: Market, col: int) -> list[Kind]:
    """The rooms of a shared home, alike ones together; those where nobody can be put are left out."""
    home = market.homes[col]
    most = market.stock.most_in_room
    residents: dict[str, list[int]] = {room.id: [] for room in home.rooms}
    for row in np.flatnonzero(market.own == col).tolist():
        for name in rooms_of(market, row) & set(residents):
            residents[name].append(row)
    alike: dict[int, list[str]] = {}
    found = []
    for room, holds in zip(home.rooms, capacities(market, col), strict=True):
        there = residents[room.id]
        if holds and not there:
            alike.setdefault(holds, []).append(room.id)
        elif holds:
            beside = {sex: tuple(company(market, col, room.id, sex)) for sex in SEXES}
            kind = Kind(holds=holds, singles=min(holds, most), rooms=(room.id,), residents=tuple(there), company=beside)
            found.append(kind)
    free = [Kind(holds=holds, singles=min(holds, most), rooms=tuple(ids)) for holds, ids in sorted(alike.items())]
    return free + found


def patterns(kinds_: list[Kind], size: int) -> Iterator[tuple[int, ...]]:
    """Every way to sleep so many in rooms of these kinds without a room too many: how many of each kind.

    >>> two, three = Kind(holds=2, singles=2, rooms=("a", "b")), Kind(holds=3, singles=3, rooms=("c",))
    >>> list(patterns([two, three], 4))
    [(1, 1), (2, 0)]
    """
    for counts in covers(kinds_, size, 0):
        slack = sum(count * kind.holds for count, kind in zip(counts, kinds_, strict=True)) - size
        if all(kind.holds > slack for count, kind in zip(counts, kinds_, strict=True) if count):
            yield counts


def covers(kinds_: list[Kind], size: int, begin: int) -> Iterator[tuple[int, ...]]:
    """Every way to have room for so many, from a kind on, that stops when there is enough."""
    if begin == len(kinds_):
        if size <= 0:
            yield ()
        return
    kind = kinds_[begin]
    enough = -(-max(size, 0) // kind.holds)
    for count in range(min(enough, len(kind.rooms)) + 1):
        for rest in covers(kinds_, size - count * kind.holds, begin + 1):
            yield (count, *rest)
