"""Placing households: ours, greedy by priority, the best without an order, and HiGHS on the plain model, in one run.

Beside them what it costs to say why: every rejected pair in words, as the command writes them.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from brobygger.exchange.placement_rows import BETWEEN, AllRows, rows_of, written
from brobygger.exchange.placement_voice import Voice
from brobygger.matching import generator, late_homes, whole_homes
from brobygger.matching.explaining import Rejections
from brobygger.matching.first_come import first_come
from brobygger.matching.market import NONE, Market, market
from brobygger.matching.model import Problem, Solution
from brobygger.matching.placing import place, points
from brobygger.matching.shared_homes import SharedHomes

FRAME = generator.frame()
ALLOWED = 60.0
PLAIN_UP_TO = 300
SAMPLE = 20
"""Households whose pairs are judged and worded one by one as well, to compare."""
RESET, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
"""Where Linux forgets the peak of a process's memory, and tells it."""
Result = TypeVar("Result")


def run(number: int) -> None:
    """Homes let whole for so many households, then a fifth as many where half of the homes are let by the room."""
    whole_town(number)
    shared_town(max(number // 5, 10))


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    begun = perf_counter()
    result = work()
    return result, perf_counter() - begun


def measured(work: Callable[[], Result]) -> tuple[Result, float, float | None]:
    """The result, the seconds, and by how many MB the process grew at the most; None where nobody tells."""
    before = memory("VmRSS", forget=True)
    result, seconds = timed(work)
    after = memory("VmHWM")
    return result, seconds, None if before is None or after is None else max(after - before, 0)


def memory(word: str, *, forget: bool = False) -> float | None:
    """The process's memory in MB: now (VmRSS) or at its peak (VmHWM); the peak so far can be forgotten first."""
    try:
        if forget:
            RESET.write_text("5", encoding="ascii")
        lines = STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(word))


def told(
    name: str, served: list[int], quality: int, seconds: float, *, gap: float | None = None, peak: float | None = None
) -> None:
    tail = "" if gap is None else f"  gap {gap:6.2%}"
    tail += "" if peak is None else f"  peak +{peak:.0f} MB"
    print(f"  {name:<22} {sum(served):>5} served {served!s:<44} quality {quality:>8} {seconds:7.2f} s{tail}")


def whole_town(number: int) -> None:
    problem = generator.problem(number, seed=1, homes=0.35)
    solution, seconds, peak = measured(lambda: place(problem, FRAME, seconds=ALLOWED))
    town = market(problem, FRAME)
    print(f"matching: {number} households, {town.waiting} wait, {len(town.homes)} homes, {len(town.pairs.row)} pairs")
    ours = [each.served for each in solution.served_per_class]
    told("ours", ours, solution.quality, seconds, gap=solution.gap, peak=peak)
    rows = np.ones(len(town.households), dtype=bool)
    taken, took, peak = measured(lambda: late_homes.in_turn(town, rows))
    told("greedy by priority", per_class(town, taken), int(points(town, taken).sum()), took, peak=peak)
    taken, took, peak = measured(lambda: whole_homes.without_order(town, rows))
    told("no order (SciPy)", per_class(town, taken), int(points(town, taken).sum()), took, gap=0.0, peak=peak)
    if number <= PLAIN_UP_TO:
        (taken, gap), took, peak = measured(lambda: plain(town))
        told("plain model (HiGHS)", per_class(town, taken), int(points(town, taken).sum()), took, gap=gap, peak=peak)
    about(solution)
    explained(problem, solution)
    print(f"  the whole process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MB")


def explained(problem: Problem, solution: Solution) -> None:
    """What it costs to say of every rejected pair why, and of the nearest three alone."""
    pairs = len(Rejections(problem, FRAME, solution))
    (rows, size), seconds, peak = measured(lambda: all_said(problem, solution))
    grown = "" if peak is None else f", peak +{peak:.0f} MB"
    print(
        f"  every no in words: {pairs} pairs, {rows} rows, {size / 1e6:.0f} MB of JSON: {seconds:.2f} s,"
        f" {each(seconds, pairs)}{grown}"
    )
    count, took = timed(lambda: one_by_one(problem, solution, SAMPLE, None))
    print(f"    pair by pair, {count} pairs of {SAMPLE} households: {each(took, count)}")
    count, took = timed(lambda: one_by_one(problem, solution, len(problem.households), 3))
    print(f"    the nearest three of each household alone: {took:.2f} s, {each(took, pairs)} of all")


def each(seconds: float, pairs: int) -> str:
    return f"{seconds / max(pairs, 1) * 1e6:.1f} µs a pair"


def all_said(problem: Problem, solution: Solution) -> tuple[int, int]:
    """How many rows and how many letters."""
    rows = size = 0
    for chunk in AllRows(Rejections(problem, FRAME, solution), "da"):
        rows += chunk.count(BETWEEN) + 1
        size += len(chunk)
    return rows, size


def one_by_one(problem: Problem, solution: Solution, households: int, most: int | None) -> int:
    """How many pairs, the nearest of each household, each judged and worded by itself."""
    rejections, count = Rejections(problem, FRAME, solution), 0
    for household in rejections.waiting[:households]:
        voice = Voice("da", household.size)
        for rejection in islice(rejections.of(household).nearest(), most):
            count += bool([written(row) for row in rows_of(rejection, voice)])
    return count


def shared_town(number: int) -> None:
    problem = generator.problem(number, seed=1, homes=0.35, shared=True)
    solution, seconds, peak = measured(lambda: place(problem, FRAME, seconds=ALLOWED))
    town = market(problem, FRAME)
    print(f"matching, shared homes: {number} households, {len(problem.homes)} homes, {len(town.pairs.row)} pairs")
    ours = [each.served for each in solution.served_per_class]
    told("ours", ours, solution.quality, seconds, gap=solution.gap, peak=peak)
    model = SharedHomes(town, np.ones(len(town.households), dtype=bool))
    first, took, peak = measured(lambda: first_come(model))
    taken = np.full(len(town.households), NONE, dtype=np.int64)
    taken[model.row[first.edges]] = model.col[first.edges]
    told("greedy by priority", per_class(town, taken), first.worth(model.quality), took, peak=peak)
    free = solution.price_of_priority
    print(f"  without an order {free.served} served, quality {free.quality}, proven {free.optimal}")
    about(solution)
    explained(problem, solution)


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
