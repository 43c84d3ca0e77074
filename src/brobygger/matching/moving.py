"""On which day each moves: not before the home is free and those who live there have moved out themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from brobygger.matching.hard_rules import places
from brobygger.matching.market import NONE, Market
from brobygger.matching.model import Sex


@dataclass(slots=True, kw_only=True)
class Move:
    """A row that takes a column, with the rooms it gets there, all if none are named; `after` move out first."""

    row: int
    col: int
    rooms: tuple[str, ...] = ()
    after: list[int] = field(default_factory=list)
    day: int = 0
    last: int = 0


def dated(moves: Sequence[Move], market: Market) -> list[list[Move]]:
    """Sets who waits for whom and the day of every move; gives the chains whose last would come too late.

    A bed is one household's until the night before its day and the next one's from that night on, so a ring of moves
    goes on one day, the latest that any of them needs. A chain goes from its cause to the move that is late.
    """
    by_row = {move.row: move for move in moves}
    for move in moves:
        household, col = market.households[move.row], np.array([move.col])
        free = int(market.stock.free[move.col])
        arrives = household.arrives.toordinal() if household.arrives else 0
        move.day = max(market.as_of.toordinal(), arrives, free)
        move.last = int(market.stock.last_day(household, int(market.priority[move.row]), col)[0])
        move.rooms = move.rooms or tuple(room.id for room in market.homes[move.col].rooms)
    who_waits(moves, market)
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


def who_waits(moves: Sequence[Move], market: Market) -> None:
    """For whom each waits: in a home let whole for all who live there, in a shared one for those in the same rooms."""
    leaving: dict[int, list[Move]] = {}
    for move in moves:
        leaving.setdefault(int(market.own[move.row]), []).append(move)
    into_room: dict[tuple[int, str], list[Move]] = {}
    for move in moves:
        leavers = [each for each in leaving.get(move.col, ()) if each is not move]
        move.after = []
        if not market.homes[move.col].shared:
            move.after = [each.row for each in leavers]
        elif leavers:
            for room in move.rooms:
                into_room.setdefault((move.col, room), []).append(move)
    for (col, room), newcomers in into_room.items():
        leavers = [each for each in leaving[col] if room in rooms_of(market, each.row)]
        beside = company(market, col, room, market.sharer(newcomers[0].row))
        spare = beds(market, col, room) - len(beside)
        alike = sorted((each for each in leavers if each.row in beside), key=lambda each: (each.day, each.row))
        others = [each for each in leavers if each.row not in beside]
        for number, move in enumerate(sorted(newcomers, key=lambda move: (move.last, move.row))):
            first = [*others, *alike[: max(number + 1 - spare, 0)]]
            move.after += [each.row for each in first if each.row not in move.after and each is not move]


def company(market: Market, col: int, room: str, sex: Sex | None) -> list[int]:
    """Those who live in a room and may have singles of a sex for company: no other room is theirs."""
    if sex is None:
        return []
    rows = np.flatnonzero(market.own == col).tolist()
    return [row for row in rows if market.lives_as(row) == sex and rooms_of(market, row) == {room}]


def beds(market: Market, col: int, room: str) -> int:
    """How many singles a room holds."""
    holds = capacities(market, col)[[each.id for each in market.homes[col].rooms].index(room)]
    return min(holds, market.stock.most_in_room)


def in_time(moves: Sequence[Move], market: Market) -> list[Move]:
    """The moves without those that would end too late, and without those who were to have what stays taken then."""
    left = list(moves)
    while late := {chain[-1].row for chain in dated(left, market)}:
        gone = [move for move in left if move.row in late]
        left = [
            move for move in left if move.row not in late and not any(in_the_way(market, move, one) for one in gone)
        ]
    return left


def in_the_way(market: Market, move: Move, stays: Move) -> bool:
    """Whether somebody who stays after all lives where another was to move in."""
    if market.own[stays.row] != move.col:
        return False
    return not market.homes[move.col].shared or bool(rooms_of(market, stays.row) & set(move.rooms))


def rooms_of(market: Market, row: int) -> set[str]:
    """The rooms that a row lives in now; all of the home where nobody told."""
    household = market.households[row]
    own = int(market.own[row])
    if household.current_rooms or own == NONE:
        return set(household.current_rooms)
    return {room.id for room in market.homes[own].rooms}
