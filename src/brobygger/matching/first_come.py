"""Where the search begins, and what is left when time runs out: in order, each the best of what nobody holds."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.market import NONE
from brobygger.matching.shared_homes import Found, SharedHomes

Ints = NDArray[np.int64]


def first_come(model: SharedHomes) -> Found:
    """By class, then the longest wait: who moves at once leaves a home let whole to the next; no chain can be late."""
    market, edges = model.market, np.zeros(len(model.row), dtype=bool)
    rest = np.zeros(len(model.program.limits), dtype=np.int64)
    for column in model.stay.values():
        rest[column] = 1
    held = Counter(market.own[market.own != NONE].tolist())
    left = {col: [0 if kind.residents else len(kind.rooms) for kind in of] for col, of in model.kinds.items()}
    waiting = [row for row in np.flatnonzero(model.rows).tolist() if len(model.of_row(row))]
    for row in sorted(waiting, key=lambda row: (market.priority[row], -market.waited[row], row)):
        for edge in sorted(model.of_row(row), key=lambda edge: (-model.quality[edge], edge)):
            col = int(model.col[edge])
            if room_found(model, row, col, left[col], rest) if col in left else not held[col]:
                held[col] += 1
                edges[edge] = True
                if row in model.stay:
                    rest[model.stay[row]] = 0
                    held[int(market.own[row])] -= model.first[edge] == 0
                break
    for col, column in model.empty.items():
        rest[column] = edges[model.col == col].any()
    for (col, number, sex), beds in model.beds_for.items():
        kind = model.kinds[col][number]
        if kind.residents and set(kind.residents) == set(kind.company.get(sex, ())):
            rest[model.rooms_for[beds]] = any(rest[model.stay[row]] for row in kind.residents)
    return Found(edges=edges, rest=rest)


def room_found(model: SharedHomes, row: int, col: int, left: list[int], rest: Ints) -> bool:
    """Whether a shared home has room for one more household; it is taken then."""
    sex, size = model.market.sharer(row), model.market.households[row].size
    if sex is None:
        for way in model.ways[col]:
            if way.size == size and all(count <= has for count, has in zip(way.rooms, left, strict=True)):
                left[:] = [has - count for count, has in zip(way.rooms, left, strict=True)]
                rest[way.column] += 1
                return True
        return False
    for number, kind in enumerate(model.kinds[col]):
        if kind.residents:
            continue
        beds = model.beds_for[col, number, sex]
        full = rest[beds] == kind.singles * rest[model.rooms_for[beds]]
        if full and not left[number]:
            continue
        if full:
            left[number] -= 1
            rest[model.rooms_for[beds]] += 1
        rest[beds] += 1
        return True
    return False
