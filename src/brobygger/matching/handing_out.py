"""From a placement in numbers to rooms by name: who gets which room of a shared home."""

from __future__ import annotations

import numpy as np

from brobygger.matching.moving import Move
from brobygger.matching.rooms import SEXES, Kind
from brobygger.matching.shared_homes import Found, SharedHomes


def handed_out(model: SharedHomes, found: Found) -> list[Move]:
    """Everybody who moves, by row; the rooms are named where the home is shared.

    Who has to be in first chooses first, and the rooms that nobody lives in are given first.
    """
    chosen = np.flatnonzero(found.edges).tolist()
    moves = {int(model.row[edge]): Move(row=int(model.row[edge]), col=int(model.col[edge])) for edge in chosen}
    last = {int(model.row[edge]): int(model.last[edge]) for edge in chosen}
    for col in sorted(model.kinds):
        mine = sorted((move for move in moves.values() if move.col == col), key=lambda move: (last[move.row], move.row))
        hand_out(model, found, col, mine, leaving=set(moves))
    return list(moves.values())


def hand_out(model: SharedHomes, found: Found, col: int, moves: list[Move], *, leaving: set[int]) -> None:
    """The rooms of one shared home."""
    households, kinds = model.market.households, model.kinds[col]
    left = [list(kind.rooms) for kind in kinds]
    families = [move for move in moves if not model.market.sharer(move.row)]
    for way in model.ways[col]:
        alike = [move for move in families if households[move.row].size == way.size and not move.rooms]
        for move in alike[: found.rest[way.column]]:
            move.rooms = tuple(left[number].pop(0) for number, count in enumerate(way.rooms) for _ in range(count))
    for sex in SEXES:
        singles = [move for move in moves if model.market.sharer(move.row) == sex]
        for number, kind in enumerate(kinds):
            beds = int(found.rest[model.beds_for[col, number, sex]]) if (col, number, sex) in model.beds_for else 0
            here, singles = singles[:beds], singles[beds:]
            fill(kind, left[number], here, sum(1 for row in kind.residents if row not in leaving))


def fill(kind: Kind, left: list[str], singles: list[Move], there: int) -> None:
    """Singles of a sex fill rooms of a kind one after another, beside those who live *there*."""
    room, space = "", 0
    for move in singles:
        if not space:
            room, space = left.pop(0), kind.singles - there
        move.rooms, space = (room,), space - 1
