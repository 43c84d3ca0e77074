"""On which day each moves: not before the home is free and those who live there have moved out themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from brobygger.matching.hard_rules import places
from brobygger.matching.market import NONE, Market


@dataclass(slots=True, kw_only=True)
class Move:
    """A row that takes a column, with the rooms it gets there; `after` are the rows that move out first."""

    row: int
    col: int
    rooms: tuple[str, ...] = ()
    after: list[int] = field(default_factory=list)
    day: int = 0
    last: int = 0


def dated(moves: Sequence[Move], market: Market) -> list[list[Move]]:
    """Sets the day of every move; gives the chains whose last move would come too late, each from its cause to it.

    A bed is one household's until the night before its day and the next one's from that night on, so a ring of moves
    goes on one day, the latest that any of them needs.
    """
    by_row = {move.row: move for move in moves}
    for move in moves:
        household, col = market.households[move.row], np.array([move.col])
        free = int(market.stock.free[move.col])
        arrives = household.arrives.toordinal() if household.arrives else 0
        move.day = max(market.as_of.toordinal(), arrives, free)
        move.last = int(market.stock.last_day(household, int(market.priority[move.row]), col)[0])
    late_by: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for move in moves:
            for row in move.after:
                if by_row[row].day > move.day:
                    move.day, late_by[move.row], changed = by_row[row].day, row, True
    return [chain(move, by_row, late_by) for move in moves if move.day > move.last]


def chain(move: Move, by_row: dict[int, Move], late_by: dict[int, int]) -> list[Move]:
    """The moves that made this one late, itself last."""
    found = [move]
    while found[-1].row in late_by and by_row[late_by[found[-1].row]] not in found:
        found.append(by_row[late_by[found[-1].row]])
    return found[::-1]


def as_date(day: int) -> date:
    """A day as a date."""
    return date.fromordinal(day)


def capacities(market: Market, col: int) -> list[int]:
    """How many each room of a home holds by beds and area; where the area counts and is not known, none."""
    home = market.homes[col]
    limits = market.stock.limits_of(home)
    return [places(room, home, limits) or 0 for room in home.rooms]


def sitting(market: Market, staying: set[int], col: int) -> dict[str, list[int]]:
    """The rows that live in each room of a shared home and do not move; in all rooms where theirs was not told."""
    rooms: dict[str, list[int]] = {room.id: [] for room in market.homes[col].rooms}
    for row in np.flatnonzero(market.own == col).tolist():
        if row in staying:
            for room in market.households[row].current_rooms or tuple(rooms):
                rooms[room].append(row)
    return rooms


def give_rooms(market: Market, moves: Sequence[Move], picked: dict[int, tuple[str, ...]]) -> None:
    """Who waits for whom: in a home let whole for all who live there, in a shared one for those in the same rooms.

    `picked` are the rooms of each row in shared homes.
    """
    leaving = {move.row for move in moves}
    for move in moves:
        home = market.homes[move.col]
        holders = [row for row in np.flatnonzero(market.own == move.col).tolist() if row in leaving]
        move.rooms = picked.get(move.row, tuple(room.id for room in home.rooms))
        move.after = [
            row for row in holders if row != move.row and (not home.shared or rooms_of(market, row) & set(move.rooms))
        ]


def rooms_of(market: Market, row: int) -> set[str]:
    """The rooms that a row lives in now; all of the home where nobody told."""
    household = market.households[row]
    own = int(market.own[row])
    if household.current_rooms or own == NONE:
        return set(household.current_rooms)
    return {room.id for room in market.homes[own].rooms}
