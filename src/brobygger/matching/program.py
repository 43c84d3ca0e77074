"""Linear programs for HiGHS: rows with a least and a most, columns up to a limit, and what stands where they meet."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from highspy import Highs, HighsModelStatus, HighsVarType, ObjSense, SolutionStatus
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Terms = Iterable[tuple[int, float]]
NO_LIMIT = float("inf")
PRIMAL_SIMPLEX = 4
LEAST_SECONDS = 0.05
LESS_THAN_ONE = 0.5


@dataclass(slots=True)
class Program:
    """A program as it grows; nothing in it is ever taken away."""

    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    at_row: list[int] = field(default_factory=list)
    at_column: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def copy(self) -> Program:
        """Another, to go on with."""
        return Program(*(list(getattr(self, name)) for name in self.__slots__))

    def row(self, terms: Terms = (), *, least: float = -NO_LIMIT, most: float = NO_LIMIT) -> int:
        """A new row: what the terms may come to."""
        self.least.append(least)
        self.most.append(most)
        number = len(self.most) - 1
        for column, value in terms:
            self.entry(number, column, value)
        return number

    def column(self, limit: float, *, whole: bool = True) -> int:
        """A new column, from 0 to its limit."""
        self.limits.append(limit)
        self.whole.append(whole)
        return len(self.limits) - 1

    def entry(self, row: int, column: int, value: float) -> None:
        """So often a column counts in a row."""
        self.at_row.append(row)
        self.at_column.append(column)
        self.values.append(value)

    def entries(self, rows: Ints, columns: Ints) -> None:
        """Each of these columns counts once in its row."""
        self.at_row.extend(rows.tolist())
        self.at_column.extend(columns.tolist())
        self.values.extend([1.0] * len(rows))

    def matrix(self) -> csc_array:
        """What stands where; entries at one place are added."""
        shape = (len(self.most), len(self.limits))
        return coo_array((self.values, (self.at_row, self.at_column)), shape=shape).tocsc()


def highs_of(program: Program) -> Highs:
    """The solver with a program in it; it maximises, works by itself and says nothing."""
    highs = Highs()  # type: ignore[no-untyped-call]  # highspy's own, untyped
    highs.setOptionValue("log_to_console", False)
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.changeObjectiveSense(ObjSense.kMaximize)
    nothing = np.zeros(0)
    rows = len(program.most)
    highs.addRows(
        rows,
        np.array(program.least),
        np.array(program.most),
        0,
        np.zeros(rows, np.int32),
        np.zeros(0, np.int32),
        nothing,
    )
    add_columns(highs, np.zeros(len(program.limits)), np.array(program.limits), program.matrix())
    return highs


def add_columns(highs: Highs, costs: Floats, limits: Floats, matrix: csc_array) -> None:
    """More columns, as a matrix has them."""
    highs.addCols(
        len(costs),
        costs,
        np.zeros(len(costs)),
        limits,
        matrix.nnz,
        matrix.indptr[:-1].astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
    )


def run(highs: Highs, *, until: float) -> HighsModelStatus:
    """Solve, or stop when the time is out."""
    left = max(until - time.perf_counter(), LEAST_SECONDS)
    highs.setOptionValue("time_limit", highs.getRunTime() + left)
    highs.run()
    return highs.getModelStatus()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found in whole numbers, None for nothing; that nothing can be above `most`; whether it was finished."""

    values: Floats | None
    most: float
    finished: bool


def solve_whole(program: Program, costs: Floats, known: Ints | None, *, until: float) -> Answer:
    """The best in whole numbers, for costs in whole numbers; *known* are the first columns of one that is allowed."""
    highs = highs_of(program)
    everywhere = np.arange(len(costs), dtype=np.int32)
    highs.changeColsCost(len(costs), everywhere, costs)
    kinds = np.where(program.whole, HighsVarType.kInteger.value, HighsVarType.kContinuous.value).astype(np.uint8)
    highs.changeColsIntegrality(len(costs), everywhere, kinds)
    highs.setOptionValue("mip_rel_gap", 0.0)
    if known is not None:
        highs.setSolution(len(known), everywhere[: len(known)], known.astype(np.float64))
    status = run(highs, until=until)
    info = highs.getInfo()
    found = info.primal_solution_status == SolutionStatus.kSolutionStatusFeasible.value
    values = np.array(highs.getSolution().col_value) if found else None
    finished = status in (HighsModelStatus.kOptimal, HighsModelStatus.kInfeasible)
    if known is not None and finished and (values is None or costs @ values < info.mip_dual_bound - LESS_THAN_ONE):
        # HiGHS 1.16 now and then proves a better one and hands back the one that it was given.
        return solve_whole(program, costs, None, until=until)
    most = -NO_LIMIT if status == HighsModelStatus.kInfeasible else info.mip_dual_bound
    return Answer(values=values, most=most, finished=finished)
