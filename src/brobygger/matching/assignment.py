"""One household to a home, exactly: the best by a list of aims, each as important as nothing after it can outweigh.

Every row (household) takes one of its edges (homes) or falls back: on the home that it holds, or on nothing. The aims
are whole numbers. As many as a float holds exactly are solved at once; the prices of the homes then tell which edges
any equally good assignment can use and which homes it must use, and the next aims are solved within those. The prices
prove each step for all edges, also where only some were given to the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Marks = NDArray[np.bool_]

EXACT = 1 << 48
"""Whole numbers up to here, and the sums of up to thirty-two of them, are exact as floats."""

ALL_AT_ONCE = 400_000
"""Up to so many edges the solver gets all; beyond, those that the prices ask for."""

FIRST, THIN, MORE = 48, 61, 24
"""Of each row so many of its best edges to begin with, and every so many-th of all; then so many for who asks."""

PIECE = 256
"""Rows whose edges are looked at together: few enough to stay in the processor's own memory."""

NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Edges row by row, those of a row from its `begins` to the next one's.

    `own` is the column that a row falls back on, NONE where it falls back on nothing. Who may not fall has to take an
    edge; a column of which there `must` be use is somebody's.
    """

    rows: int
    cols: int
    begins: Ints
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What the solver is given: of each row some edges and, last, what it falls back on, with the gain of each.

    Columns beyond the graph's are nowhere, one for each row that falls back on nothing.
    """

    begins: Ints
    row: Ints
    col: Ints
    gain: Ints


def graph_of(rows: int, cols: int, row: Small, col: Small, quality: Small, own: Ints) -> Graph:
    """All edges allowed, everybody may fall back, no home has to be used."""
    begins = begins_of(row, rows)
    return Graph(
        rows=rows,
        cols=cols,
        begins=begins,
        col=col,
        quality=quality,
        own=own,
        may_fall=np.ones(rows, dtype=bool),
        must=np.zeros(cols, dtype=bool),
        active=np.ones(len(row), dtype=bool) if len(row) <= ALL_AT_ONCE else first_edges(cols, begins, col, quality),
    )


def begins_of(row: NDArray[np.integer], rows: int) -> Ints:
    """Where each row's edges begin, and where the last one's end."""
    return np.searchsorted(row, np.arange(rows + 1, dtype=row.dtype))


def assign(graph: Graph, aims: Sequence[Aim]) -> Ints:
    """The column that each row takes, NONE where it falls back: best by the first aim, then the second and so on."""
    taken = np.full(graph.rows, NONE, dtype=np.int64)
    if len(graph.col):
        for aim, bonus in packed(aims, graph):
            taken, graph = solve(graph, aim, bonus)
    return taken


def packed(aims: Sequence[Aim], graph: Graph) -> Iterable[tuple[Aim, int]]:
    """As many aims in one as stay exact, the first outweighing all after it; and more than any assignments differ."""
    filled = graph.begins[:-1][np.diff(graph.begins) > 0]
    quality = int(np.maximum.reduceat(graph.quality, filled).sum(dtype=np.int64))
    batch: list[tuple[Aim, int]] = []
    size = 1
    for aim in aims:
        more = int(np.abs(aim.by_row).sum()) + aim.of_quality * quality + 1
        if batch and size * more > EXACT:
            yield joined(batch), size
            batch, size = [], 1
        batch.append((aim, more))
        size *= more
    if batch:
        yield joined(batch), size


def joined(batch: list[tuple[Aim, int]]) -> Aim:
    """One aim of several: each counts more than all after it together."""
    by_row, of_quality = np.zeros_like(batch[0][0].by_row), 0
    for aim, more in batch:
        by_row = by_row * more + aim.by_row
        of_quality = of_quality * more + aim.of_quality
    return Aim(by_row=by_row, of_quality=of_quality)


def solve(graph: Graph, aim: Aim, bonus: int) -> tuple[Ints, Graph]:
    """The best by one aim, and the graph of all that are as good.

    The bonus outweighs the aim: it is what a home is worth of which there must be use.
    """
    active = graph.active
    while True:
        offers = offered(graph, aim, bonus, active)
        at = matched(graph, offers, bonus)
        price, left = prices(graph, offers, at)
        asked, tight = judged(graph, aim, bonus * graph.must - price, left)
        if not asked.any():
            break
        active = active | asked
    falls = np.where(graph.own == NONE, 0, bonus * graph.must[graph.own] - price[graph.own])
    return np.where((at >= graph.cols) | (at == graph.own), NONE, at), replace(
        graph,
        begins=np.searchsorted(tight, graph.begins),
        col=graph.col[tight],
        quality=graph.quality[tight],
        may_fall=graph.may_fall & (falls == left),
        must=price > 0,
        active=active[tight],
    )


def first_edges(cols: int, begins: Ints, col: Small, quality: Small) -> Marks:
    """Edges to begin with: of each row the best by what sets its quality apart from others' there, and some spread.

    Everybody likes the same homes; what a home is to everybody goes into its price.
    """
    mean = np.bincount(col, weights=quality, minlength=cols) / np.maximum(np.bincount(col, minlength=cols), 1)
    marks = np.zeros(len(col), dtype=bool)
    for rows, edges in pieces(begins):
        spans = pairwise((begins[rows.start : rows.stop + 1] - edges.start).tolist())
        marks[edges] = best_edges(spans, quality[edges] - mean[col[edges]], FIRST)
    marks[::THIN] = True
    return marks


def judged(graph: Graph, aim: Aim, extra: Ints, left: Ints) -> tuple[Marks, Ints]:
    """At these prices: the best edges of each row that would rather have another, and all as good as what they have.

    `extra` is what a home is worth to anybody beyond the aim, less its price.
    """
    asked, tight = np.zeros(len(graph.col), dtype=bool), [np.zeros(0, dtype=np.int64)]
    for rows, edges in pieces(graph.begins):
        begins = graph.begins[rows.start : rows.stop + 1] - edges.start
        over = extra[graph.col[edges]] + np.repeat((aim.by_row - left)[rows], np.diff(begins))
        if aim.of_quality:
            over += aim.of_quality * graph.quality[edges].astype(np.int64)
        tight.append(np.flatnonzero(over == 0) + edges.start)
        asking = np.unique(np.searchsorted(begins, np.flatnonzero(over > 0), side="right"))
        if len(asking):
            spans = zip(begins[asking - 1].tolist(), begins[asking].tolist(), strict=True)
            asked[edges] = best_edges(spans, over, MORE)
    return asked, np.concatenate(tight)


def pieces(begins: Ints) -> Iterator[tuple[slice, slice]]:
    """Some rows at a time, and their edges."""
    rows = len(begins) - 1
    for first in range(0, rows, PIECE):
        last = min(first + PIECE, rows)
        yield slice(first, last), slice(int(begins[first]), int(begins[last]))


def best_edges(spans: Iterable[tuple[int, int]], worth: NDArray[np.number], most: int) -> Marks:
    """The best edges of each row, told by where its edges begin and end; of level ones not the same for every row."""
    marks = np.zeros(len(worth), dtype=bool)
    for begin, end in spans:
        if end - begin <= most:
            marks[begin:end] = True
            continue
        of_row = worth[begin:end]
        least = np.partition(of_row, -most)[-most]
        marks[begin:end] = better = of_row > least
        level = np.roll(np.flatnonzero(of_row == least), begin)
        marks[begin + level[: most - np.count_nonzero(better)]] = True
    return marks


def offered(graph: Graph, aim: Aim, bonus: int, active: Marks) -> Offers:
    """The active edges of each row and what it falls back on."""
    chosen = np.flatnonzero(active)
    row = np.repeat(np.arange(graph.rows), np.diff(np.searchsorted(chosen, graph.begins)))
    col = graph.col[chosen].astype(np.int64)
    gain = aim.by_row[row] + aim.of_quality * graph.quality[chosen].astype(np.int64) + bonus * graph.must[col]
    falling = np.flatnonzero(graph.may_fall)
    own = graph.own[falling]
    nowhere = own == NONE
    ends = np.searchsorted(row, falling, side="right")
    row = np.insert(row, ends, falling)
    return Offers(
        begins=begins_of(row, graph.rows),
        row=row,
        col=np.insert(col, ends, np.where(nowhere, graph.cols - 1 + np.cumsum(nowhere), own)),
        gain=np.insert(gain, ends, np.where(nowhere, 0, bonus * graph.must[own])),
    )


def matched(graph: Graph, offers: Offers, bonus: int) -> Ints:
    """The solver's assignment over what is offered: the column of each row.

    The lesser side chooses. Where homes are fewer, each takes a household or, if it may, none: so no path is sought
    for those who are left out. Who may not be, or would lose their own home, is then worth the bonus.
    """
    if graph.cols > graph.rows:
        return chosen_by_each(offers.row, offers.col, offers.gain)
    homes = offers.col < graph.cols
    row, col, bound = offers.row[homes], offers.col[homes], ~graph.may_fall | (graph.own != NONE)
    idle = np.flatnonzero(~graph.must)
    to = chosen_by_each(
        np.concatenate([col, idle]),
        np.concatenate([row, graph.rows + np.arange(len(idle))]),
        np.concatenate([offers.gain[homes] + bonus * bound[row], np.zeros(len(idle), dtype=np.int64)]),
    )
    at = offers.col[offers.begins[1:] - 1]
    used = np.flatnonzero(to < graph.rows)
    at[to[used]] = used
    return at


def chosen_by_each(chooser: Ints, choice: Ints, gain: Ints) -> Ints:
    """What each chooser gets where everyone gets something and the sum of gains is the largest.

    Those with little to choose from come first, as paths are shorter so. One choice is nobody's: on a square table the
    solver first lets choosers bid, by steps of one, which may take as long as the numbers are large.
    """
    shape = int(chooser.max()) + 1, max(int(chooser.max()), int(choice.max())) + 2
    table = coo_array((gain, (chooser, choice)), shape=shape).tocsr()
    spans = np.diff(table.indptr)
    table.data = (np.repeat(np.maximum.reduceat(table.data, table.indptr[:-1]), spans) - table.data + 1).astype(float)
    order = np.argsort(spans, kind="stable")
    got = np.zeros(len(order), dtype=np.int64)
    got[order] = min_weight_full_bipartite_matching(table[order])[1]
    return got


def prices(graph: Graph, offers: Offers, at: Ints) -> tuple[Ints, Ints]:
    """The least prices of homes at which every row is best off where it is, and what is left for each row then.

    A home that nobody uses costs nothing. Raises ArithmeticError when the assignment is not the best after all.
    """
    spans = np.diff(offers.begins)
    got = offers.gain[offers.col == np.repeat(at, spans)]
    price = np.zeros(max(graph.cols, int(offers.col.max()) + 1), dtype=np.int64)
    holder = np.full(len(price), NONE, dtype=np.int64)
    front = holder[at] = np.arange(graph.rows)
    for _ in range(graph.rows + len(price) + 2):
        if not len(front):
            return price[: graph.cols], got - price[at]
        many = spans[front]
        edges = np.repeat(offers.begins[front] - np.cumsum(many) + many, many) + np.arange(many.sum())
        new = price.copy()
        np.maximum.at(new, offers.col[edges], np.repeat(price[at[front]] - got[front], many) + offers.gain[edges])
        dearer = np.flatnonzero(new > price)
        if (holder[dearer] == NONE).any():
            raise ArithmeticError("A home that nobody uses would be paid for: the assignment is not the best.")
        price, front = new, holder[dearer]
    raise ArithmeticError("The prices do not settle: the assignment is not the best.")
