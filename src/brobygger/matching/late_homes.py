"""Homes let whole where days bind: an assignment in which no chain of moves ends too late, and what bounds it.

Where a chain would, whoever stands lower in the order gives way: the one who would leave too late takes no home that is
free so late, or the one who would come too late takes another. So it ends, good but not proven, and never below
whoever comes first in turn: the bounds are those of the same homes with no days.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.assignment import Aim, Ints, assign
from brobygger.matching.market import NONE, Market
from brobygger.matching.moving import Move, dated, in_time
from brobygger.matching.whole_homes import aims, graph

Marks = NDArray[np.bool_]


def placed(market: Market, rows: Marks, wanted: Sequence[Aim], *, until: float) -> Ints:
    """The column that each of the rows is given in time, NONE where it stays or is left out."""
    gone = np.zeros(len(market.pairs.row), dtype=bool)
    while True:
        taken = assign(graph(market, rows, gone), wanted)
        moves = [Move(row=row, col=int(taken[row])) for row in np.flatnonzero(taken != NONE).tolist()]
        late = dated(moves, market)
        if not late or time.perf_counter() > until:
            break
        for chain in late:
            gives_way(market, chain, gone)
    kept = np.full(len(taken), NONE, dtype=np.int64)
    for move in in_time(moves, market):
        kept[move.row] = move.col
    return kept


def in_turn(market: Market, rows: Marks) -> Ints:
    """By class, then the longest wait, each the best home that is empty: who moves on the day asked leaves theirs."""
    taken = np.full(len(market.households), NONE, dtype=np.int64)
    empty = np.ones(len(market.homes), dtype=bool)
    empty[market.own[market.own != NONE]] = False
    begins = np.searchsorted(market.pairs.row, np.arange(len(market.households) + 1))
    for row in np.lexsort((-market.waited, market.priority)).tolist():
        mine = slice(begins[row], begins[row + 1])
        cols = market.pairs.col[mine]
        open_ = np.flatnonzero(empty[cols])
        if not rows[row] or not len(open_):
            continue
        taken[row] = col = int(cols[open_[np.argmax(market.pairs.quality[mine][open_])]])
        empty[col] = False
        if market.own[row] != NONE and market.stock.free[col] <= market.as_of.toordinal():
            empty[market.own[row]] = True
    return taken


def gives_way(market: Market, chain: list[Move], gone: Marks) -> None:
    """Marks the pairs that are given up for a chain that ends too late."""
    cause, end = chain[0], chain[-1]
    lower = cause if market.priority[cause.row] >= market.priority[end.row] else end
    begin, finish = np.searchsorted(market.pairs.row, np.array((lower.row, lower.row + 1), market.pairs.row.dtype))
    cols = market.pairs.col[begin:finish]
    gone[begin:finish] |= cols == lower.col
    if lower is cause:
        gone[begin:finish] |= market.stock.free[cols] > end.last


def most_served(market: Market, rows: Marks, taken: Ints) -> Ints:
    """The most of each class when none above loses, days aside.

    As in the best order with no days, down to the first class that falls short of it; then each class for itself.
    """
    edges = graph(market, rows)
    best = tally(market, assign(edges, aims(market)))
    short = np.flatnonzero(best > tally(market, taken))
    for rank in range(int(short[0]) + 1 if len(short) else market.classes, market.classes):
        alone = Aim(by_row=(market.priority == rank).astype(np.int64))
        best[rank] = tally(market, assign(edges, [alone]))[rank]
    return best


def tally(market: Market, taken: Ints) -> Ints:
    """How many of each class have a new home."""
    return np.bincount(market.priority[taken != NONE], minlength=market.classes + 1)[: market.classes]
