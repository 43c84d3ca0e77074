"""The assignment is the best by every aim in turn, whichever side is the lesser and whatever edges come first (C6)."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from brobygger.matching import assignment
from brobygger.matching.assignment import (
    NONE,
    Aim,
    Graph,
    Ints,
    assign,
    best_edges,
    chosen_by_each,
    graph_of,
    matched,
    offered,
    packed,
    prices,
)

Size = tuple[int, int]
FEWER_HOMES, MORE_HOMES = (30, 18), (18, 30)


def town(seed: int, size: Size, *, dense: float = 0.4, points: int = 50) -> Graph:
    """Some rows hold a column each, and can have others; few points make many assignments level."""
    chance, (rows, cols) = random.Random(seed), size
    held = chance.sample(range(cols), min(rows, cols) // 3)
    own = np.array([held[row] if row < len(held) else NONE for row in range(rows)], dtype=np.int64)
    chance.shuffle(own)  # type: ignore[arg-type]  # an array can be shuffled as a list can
    edges = [(r, c) for r in range(rows) for c in range(cols) if c != own[r] and chance.random() < dense]
    row, col = np.array(edges, dtype=np.int32).reshape(-1, 2).T
    quality = np.array([chance.randrange(points) for _ in edges], dtype=np.int32)
    return graph_of(rows, cols, row, col, quality, own)


def aims_of(graph: Graph) -> list[Aim]:
    """Most of the first ten, then most of the next, then quality, then a number of each row's own."""
    number = np.arange(graph.rows)
    first, second = (number < 10).astype(np.int64), ((number >= 10) & (number < 16)).astype(np.int64)
    nothing = np.zeros(graph.rows, dtype=np.int64)
    return [Aim(by_row=first), Aim(by_row=second), Aim(by_row=nothing, of_quality=1), Aim(by_row=number % 4)]


def reached(graph: Graph, aims: list[Aim], taken: Ints) -> list[int]:
    row = np.repeat(np.arange(graph.rows), np.diff(graph.begins))
    got = np.flatnonzero(taken[row] == graph.col)
    assert len(got) == (taken != NONE).sum()
    return [int(aim.by_row[row[got]].sum()) + aim.of_quality * int(graph.quality[got].sum()) for aim in aims]


def best_on_a_full_table(graph: Graph, aims: list[Aim]) -> list[int]:
    """Every aim at once on a table of all rows by all columns and a place that is nowhere for each row."""
    row = np.repeat(np.arange(graph.rows), np.diff(graph.begins))
    worth = np.zeros(len(row), dtype=np.int64)
    for aim in aims:
        worth = worth * 2000 + aim.by_row[row] + aim.of_quality * graph.quality
    table = np.full((graph.rows, graph.cols + graph.rows), -np.inf)
    table[row, graph.col] = worth
    for each in range(graph.rows):
        table[each, graph.own[each] if graph.own[each] != NONE else graph.cols + each] = 0
    at = linear_sum_assignment(table, maximize=True)[1]
    return reached(graph, aims, np.where((at >= graph.cols) | (at == graph.own), NONE, at))


def test_of_edges_that_are_level_each_row_begins_with_so_many_and_not_all_with_the_same() -> None:
    spans = [(begin, begin + 9) for begin in range(0, 90, 9)]
    marks = best_edges(spans, np.tile([5, 5, 5, 7, 1, 5, 9, 1, 5], 10), 4).reshape(10, 9)
    assert (marks.sum(axis=1) == 4).all()
    assert marks[:, [3, 6]].all()
    assert not marks[:, [4, 7]].any()
    assert len({tuple(each) for each in marks.tolist()}) > 1


def nobody_shares(graph: Graph, taken: Ints) -> bool:
    at = np.where(taken == NONE, graph.own, taken)
    return len(set(at[at != NONE].tolist())) == np.count_nonzero(at != NONE)


@pytest.mark.parametrize("size", [FEWER_HOMES, MORE_HOMES, (20, 20)])
@pytest.mark.parametrize("points", [3, 50])
def test_it_is_the_best_by_each_aim_in_turn(size: Size, points: int) -> None:
    for seed in range(40):
        graph = town(seed, size, dense=(0.08, 0.3, 0.8)[seed % 3], points=points)
        aims = aims_of(graph)
        taken = assign(graph, aims)
        assert nobody_shares(graph, taken)
        assert reached(graph, aims, taken) == best_on_a_full_table(graph, aims)


@pytest.mark.parametrize("size", [FEWER_HOMES, MORE_HOMES])
def test_aims_one_after_another_come_to_the_same_as_all_at_once(size: Size, monkeypatch: pytest.MonkeyPatch) -> None:
    graphs = [town(seed, size) for seed in range(20)]
    at_once = [reached(graph, aims_of(graph), assign(graph, aims_of(graph))) for graph in graphs]
    monkeypatch.setattr(assignment, "EXACT", 1)
    assert len(list(packed(aims_of(graphs[0]), graphs[0]))) == 4
    assert [reached(graph, aims_of(graph), assign(graph, aims_of(graph))) for graph in graphs] == at_once


@pytest.mark.parametrize("size", [FEWER_HOMES, MORE_HOMES])
def test_the_edges_that_come_first_do_not_change_what_is_reached(size: Size, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counted(monkeypatch, "matched")

    def all_reached() -> list[list[int]]:
        graphs = [town(seed, size, points=4) for seed in range(20)]
        return [reached(graph, aims_of(graph), assign(graph, aims_of(graph))) for graph in graphs]

    wholes, at_once = all_reached(), len(asked)
    monkeypatch.setattr(assignment, "ALL_AT_ONCE", 1)
    for most, thin in ((1, 61), (2, 13), (4, 500)):
        monkeypatch.setattr(assignment, "FIRST", most)
        monkeypatch.setattr(assignment, "MORE", most)
        monkeypatch.setattr(assignment, "THIN", thin)
        asked.clear()
        assert all_reached() == wholes
        assert len(asked) > at_once


def counted(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """A list that grows with every call of a function of the module."""
    calls = list[str]()
    plain: Callable[..., Any] = getattr(assignment, name)

    def noted(*args: Any) -> Any:
        calls.append(name)
        return plain(*args)

    monkeypatch.setattr(assignment, name, noted)
    return calls


def test_no_price_makes_a_worse_assignment_look_the_best() -> None:
    graph = town(1, FEWER_HOMES)
    aim, bonus = next(iter(packed([Aim(by_row=np.zeros(graph.rows, dtype=np.int64), of_quality=1)], graph)))
    offers = offered(graph, aim, bonus, graph.active)
    best = matched(graph, offers, bonus)
    price, left = prices(graph, offers, best)
    assert (offers.gain <= np.append(price, np.zeros(graph.rows))[offers.col] + left[offers.row]).all()
    for row in np.flatnonzero((best < graph.cols) & (best != graph.own) & (graph.own == NONE)).tolist():
        worse = best.copy()
        worse[row] = offers.col[offers.begins[row + 1] - 1]
        with pytest.raises(ArithmeticError, match="not the best"):
            prices(graph, offers, worse)


def test_large_numbers_on_a_square_table_take_no_longer() -> None:
    """Two that bid for one of two, with nothing else near: a bid at a time that takes half a minute here."""
    far = 1 << 30
    table = np.array([
        [2, 0, 3, far + 3, far], [2, 2, 0, far + 3, far + 1], [0, far, 0, far + 3, far + 1], [3, far, 0, far, far + 2],
        [far + 3, far + 1, far + 2, far + 1, 2],
    ])  # fmt: skip
    chooser, choice = np.indices(table.shape).reshape(2, -1)
    begun = process_time()
    got = chosen_by_each(chooser, choice, table.ravel())
    assert process_time() - begun < 5
    assert table[np.arange(5), got].sum() == table[linear_sum_assignment(table, maximize=True)].sum()
