"""One household to a home, exactly: the best by a list of aims, each as important as nothing after it can outweigh.

Every row (household) takes one of its edges (homes) or falls back: on the home that it holds, or on nothing. The aims
are whole numbers. As many as a float holds exactly are solved at once; the prices of the homes then tell which edges
any equally good assignment can use and which homes it must use, and the next aims are solved within those. The prices
prove each step for all edges, also where only some were given to the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Marks = NDArray[np.bool_]

EXACT = 1 << 50
"""Whole numbers up to here, and the sums of a few of them, are exact as floats."""

ALL_AT_ONCE = 400_000
"""Up to so many edges the solver gets all; beyond, those that the prices ask for."""

BEST, THIN = 24, 61
NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Edges sorted by row; `own` is the column that a row falls back on, NONE where it falls back on nothing."""

    rows: int
    cols: int
    row: Small
    col: Small
    quality: Small
    own: Ints
    may_fall: Marks
    must: Marks
    active: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is to be as large as can be: a number for each row that takes an edge, and its quality so often."""

    by_row: Ints
    of_quality: int = 0

    def most(self, graph: Graph) -> int:
        """No assignment differs from another by more."""
        best = np.zeros(graph.rows, dtype=np.int64)
        if self.of_quality:
            np.maximum.at(best, graph.row, graph.quality)
        return int(np.abs(self.by_row).sum()) + self.of_quality * int(best.sum())


def graph_of(rows: int, cols: int, row: Small, col: Small, quality: Small, own: Ints) -> Graph:
    """All edges allowed, everybody may fall back, no home has to be used."""
    return Graph(
        rows=rows,
        cols=cols,
        row=row,
        col=col,
        quality=quality,
        own=own,
        may_fall=np.ones(rows, dtype=bool),
        must=np.zeros(cols, dtype=bool),
        active=np.ones(len(row), dtype=bool) if len(row) <= ALL_AT_ONCE else first_edges(rows, cols, row, col, quality),
    )


def assign(graph: Graph, aims: Sequence[Aim]) -> Ints:
    """The column that each row takes, NONE where it falls back: best by the first aim, then the second and so on."""
    taken = np.full(graph.rows, NONE, dtype=np.int64)
    if not len(graph.row):
        return taken
    for aim in packed(aims, graph):
        taken, graph = solve(graph, aim)
    return taken


def packed(aims: Sequence[Aim], graph: Graph) -> Iterable[Aim]:
    """As many aims in one as stay exact, the first outweighing all after it."""
    batch: list[tuple[Aim, int]] = []
    size = 1
    for aim in aims:
        most = aim.most(graph) + 1
        if batch and size * most > EXACT:
            yield joined(batch)
            batch, size = [], 1
        batch.append((aim, most))
        size *= most
    if batch:
        yield joined(batch)


def joined(batch: list[tuple[Aim, int]]) -> Aim:
    """One aim of several: each counts more than all after it together."""
    by_row, of_quality = np.zeros_like(batch[0][0].by_row), 0
    for aim, most in batch:
        by_row = by_row * most + aim.by_row
        of_quality = of_quality * most + aim.of_quality
    return Aim(by_row=by_row, of_quality=of_quality)


def solve(graph: Graph, aim: Aim) -> tuple[Ints, Graph]:
    """The best by one aim, and the graph of all that are as good."""
    bonus = aim.most(graph) + 1
    worth = aim.by_row[graph.row] + aim.of_quality * graph.quality.astype(np.int64) + bonus * graph.must[graph.col]
    fall = np.where(graph.own >= 0, bonus * graph.must[graph.own], 0)
    active = graph.active
    while True:
        taken = matched(graph, worth, fall, active)
        price, left = prices(graph, worth, fall, active, taken)
        over = worth - price[graph.col] - left[graph.row]
        if over.max(initial=0) <= 0:
            break
        active = active | best_edges(graph.rows, graph.row, over)
    tight = over == 0
    own_price = np.where(graph.own >= 0, price[graph.own], 0)
    return taken, replace(
        graph,
        row=graph.row[tight],
        col=graph.col[tight],
        quality=graph.quality[tight],
        may_fall=graph.may_fall & (fall - own_price == left),
        must=price > 0,
        active=active[tight],
    )


def first_edges(rows: int, cols: int, row: Small, col: Small, quality: Small) -> Marks:
    """Edges to begin with: of each row the best by what sets its quality apart from others' there, and some spread.

    Everybody likes the same homes; what a home is to everybody goes into its price.
    """
    mean = np.bincount(col, weights=quality, minlength=cols) / np.maximum(np.bincount(col, minlength=cols), 1)
    spread: Marks = (col.astype(np.int64) * 7919 + row.astype(np.int64) * 104729) % THIN == 0
    return spread | best_edges(rows, row, quality - mean[col])


def best_edges(rows: int, row: Small, worth: NDArray[np.generic]) -> Marks:
    """The best edges of each row."""
    begins = np.searchsorted(row, np.arange(rows + 1))
    marks = np.ones(len(row), dtype=bool)
    for begin, end in pairwise(begins):
        if end - begin > BEST:
            marks[begin + np.argpartition(worth[begin:end], end - begin - BEST)[:-BEST]] = False
    return marks


def matched(graph: Graph, worth: Ints, fall: Ints, active: Marks) -> Ints:
    """The solver's assignment over the active edges: the column of each row, NONE where it falls back."""
    row, falling = graph.row[active], np.flatnonzero(graph.may_fall)
    back = np.where(graph.own >= 0, graph.own, graph.cols + np.arange(graph.rows))[falling]
    rows, cols = np.concatenate([row, falling]), np.concatenate([graph.col[active], back])
    gains = np.concatenate([worth[active], fall[falling]])
    best = np.full(graph.rows, np.iinfo(np.int64).min)
    np.maximum.at(best, rows, gains)
    costs = (best[rows] - gains + 1).astype(np.float64)
    shape = (graph.rows, graph.cols + graph.rows)
    found_row, found_col = min_weight_full_bipartite_matching(csr_array((costs, (rows, cols)), shape=shape))
    taken = np.full(graph.rows, NONE, dtype=np.int64)
    taken[found_row] = found_col
    taken[(taken >= graph.cols) | (taken == graph.own)] = NONE
    return taken


def prices(graph: Graph, worth: Ints, fall: Ints, active: Marks, taken: Ints) -> tuple[Ints, Ints]:
    """The least prices of homes at which every row is best off with what it took, and what is left for each row then.

    A home that nobody uses costs nothing. Raises ArithmeticError when the assignment is not the best after all.
    """
    chosen = np.flatnonzero(active)
    row, col, gain = graph.row[chosen], graph.col[chosen], worth[chosen]
    mine = col == taken[row]
    got = np.where(taken == NONE, fall, 0)
    got[row[mine]] = gain[mine]
    at = np.where(taken == NONE, graph.own, taken)
    begins = np.searchsorted(row, np.arange(graph.rows + 1))
    can_fall = graph.may_fall & (graph.own >= 0)
    holder = np.full(graph.cols, NONE, dtype=np.int64)
    holder[at[at >= 0]] = np.flatnonzero(at >= 0)
    price = np.zeros(graph.cols, dtype=np.int64)
    front = np.arange(graph.rows)
    for _ in range(graph.rows + graph.cols + 2):
        if not len(front):
            break
        paid = np.where(at[front] >= 0, price[at[front]], 0) - got[front]
        spans = begins[front + 1] - begins[front]
        edges = np.repeat(begins[front] - np.concatenate([[0], np.cumsum(spans)[:-1]]), spans) + np.arange(spans.sum())
        asked = np.repeat(paid, spans) + gain[edges]
        new = price.copy()
        np.maximum.at(new, col[edges], asked)
        falls = can_fall[front]
        np.maximum.at(new, graph.own[front[falls]], paid[falls] + fall[front[falls]])
        dearer = np.flatnonzero(new > price)
        if (holder[dearer] == NONE).any():
            break
        price, front = new, holder[dearer]
    else:
        raise ArithmeticError("The prices do not settle: the assignment is not the best.")
    if len(front):
        raise ArithmeticError("A home that nobody uses would be paid for: the assignment is not the best.")
    return price, got - np.where(at >= 0, price[at], 0)
