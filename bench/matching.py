"""Placing households: ours, greedy by priority, the best without an order, and HiGHS on the plain model, in one run."""

from __future__ import annotations

import resource
import tracemalloc
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from brobygger.matching import generator, whole_homes
from brobygger.matching.market import NONE, Market, market
from brobygger.matching.model import Solution
from brobygger.matching.placing import place, points

FRAME = generator.frame()
ALLOWED = 60.0
PLAIN_UP_TO = 300
Result = TypeVar("Result")


def run(number: int) -> None:
    """Homes let whole for so many households, then a fifth as many where half of the homes are let by the room."""
    whole_town(number)
    shared_town(max(number // 5, 10))


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    begun = perf_counter()
    result = work()
    return result, perf_counter() - begun


def told(name: str, served: list[int], quality: int, seconds: float) -> None:
    print(f"  {name:<22} {sum(served):>5} served {served!s:<44} quality {quality:>8} {seconds:7.2f} s")


def whole_town(number: int) -> None:
    problem = generator.problem(number, seed=1, homes=0.35)
    solution, seconds = timed(lambda: place(problem, FRAME, seconds=ALLOWED))
    town = market(problem, FRAME)
    print(f"matching: {number} households, {town.waiting} wait, {len(town.homes)} homes, {len(town.pairs.row)} pairs")
    told("ours", [each.served for each in solution.served_per_class], solution.quality, seconds)
    taken, took = timed(lambda: greedy(town))
    told("greedy by priority", per_class(town, taken), int(points(town, taken).sum()), took)
    rows = np.ones(len(town.households), dtype=bool)
    taken, took = timed(lambda: whole_homes.without_order(town, rows))
    told("no order (SciPy)", per_class(town, taken), int(points(town, taken).sum()), took)
    if number <= PLAIN_UP_TO:
        (taken, gap), took = timed(lambda: plain(town))
        told(f"HiGHS, gap {gap:.2%}", per_class(town, taken), int(points(town, taken).sum()), took)
    about(solution)
    tracemalloc.start()
    place(problem, FRAME, seconds=ALLOWED)
    print(f"  Python's own memory at most {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MB,", end=" ")
    tracemalloc.stop()
    print(f"the whole process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MB")


def shared_town(number: int) -> None:
    problem = generator.problem(number, seed=1, homes=0.35, shared=True)
    solution, seconds = timed(lambda: place(problem, FRAME, seconds=ALLOWED))
    print(f"matching, shared homes: {number} households, {len(problem.homes)} homes")
    told("ours", [each.served for each in solution.served_per_class], solution.quality, seconds)
    about(solution)


def about(solution: Solution) -> None:
    kinds = sorted({each.argument for each in solution.unplaced})
    spent = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in solution.seconds.items())
    print(
        f"  optimal {solution.optimal}, gap {solution.gap:.2%}, {len(solution.unplaced)} certificates {kinds}; {spent}"
    )


def per_class(town: Market, taken: np.ndarray) -> list[int]:
    waiting = town.priority[: town.waiting]
    moved = waiting[taken[: town.waiting] != NONE]
    return [int((moved == rank).sum()) for rank in range(town.classes) if (waiting == rank).any()]


def greedy(town: Market) -> np.ndarray:
    """By class, then the longest wait: each the best home that nobody has; who moves leaves theirs to the next."""
    taken = np.full(len(town.households), NONE, dtype=np.int64)
    free = np.ones(len(town.homes), dtype=bool)
    free[town.own[town.own != NONE]] = False
    for row in np.lexsort((-town.waited, town.priority))[: town.waiting].tolist():
        begin, end = np.searchsorted(town.pairs.row, (row, row + 1))
        open_ = np.flatnonzero(free[town.pairs.col[begin:end]])
        if not len(open_):
            continue
        best = begin + open_[np.argmax(town.pairs.quality[begin:end][open_])]
        taken[row] = town.pairs.col[best]
        free[taken[row]] = False
        if town.own[row] != NONE:
            free[town.own[row]] = True
    return taken


def plain(town: Market) -> tuple[np.ndarray, float]:
    """One variable a pair, one weight for order and quality together: as the textbook has it."""
    edges, (row, col) = len(town.pairs.row), (town.pairs.row, town.pairs.col)
    worth = (town.pairs.quality + 2000.0 * (town.classes - town.pairs.priority[row])) * -1
    holds = np.flatnonzero(town.own != NONE)
    own = np.isin(row, holds)
    rows = np.concatenate([row, len(town.households) + col, len(town.households) + town.own[row[own]]])
    cols = np.concatenate([np.arange(edges), np.arange(edges), np.flatnonzero(own)])
    signs = np.concatenate([np.ones(2 * edges), -np.ones(int(own.sum()))])
    limits = np.ones(len(town.households) + len(town.homes))
    limits[len(town.households) + town.own[holds]] = 0
    matrix = csr_array((signs, (rows, cols)), shape=(len(limits), edges))
    found = milp(
        worth,
        integrality=np.ones(edges),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, -np.inf, limits),
        options={"time_limit": ALLOWED},
    )
    taken = np.full(len(town.households), NONE, dtype=np.int64)
    if found.x is None:
        return taken, 1.0
    chosen = found.x > 0.5
    taken[row[chosen]] = col[chosen]
    return taken, float(found.mip_gap)
