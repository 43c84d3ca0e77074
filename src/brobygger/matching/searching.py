"""The best by one aim after another in homes let by the room: what is found, and the most that it could be.

A bound of the whole problem comes first (`bounding`); it tells of every edge how much a placement with it must fall
short. The solver then gets the edges that fall short of little, and when what it finds falls short of no less than all
others do, it is the best there is: nothing was left out without proof.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.bounding import ALL_AT_ONCE, Bounds, best
from brobygger.matching.first_come import first_come
from brobygger.matching.program import Answer, Program, solve_whole
from brobygger.matching.shared_homes import Found, SharedHomes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
NEAR_SERVED, NEAR_POINTS, WIDER = 1, 20, 8
SOME = 12
"""So many of the best edges of each household do for a beginning in a large town."""

PROVABLE = 40_000
"""With more edges than this the last proof takes longer than anybody waits."""

LETTINGS = 400
"""Up to so many ways of letting a home are told to the solver."""

ROUNDING = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What an aim came to, and the most it could have come to."""

    found: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether it is the best there is."""
        return self.found == self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """The time that a part may take."""

    began: float
    seconds: float

    def at(self, share: float) -> float:
        """When so much of it is gone."""
        return self.began + self.seconds * share


class Search:
    """The search for the best placement of a part, aim by aim."""

    def __init__(self, model: SharedHomes) -> None:
        """Begun with the placement of those who come first."""
        self.model = model
        self.bounds = Bounds(model)
        self.known = first_come(model)
        self.kept: dict[int, int] = {}

    def keep(self, rank: int, served: int) -> None:
        """From now on so many of a class are served at least."""
        self.kept[rank] = served
        self.bounds.keep(rank, served)

    def release(self) -> None:
        """Any number of each class may be served again."""
        for rank in self.kept:
            self.bounds.keep(rank, 0)
        self.kept.clear()

    def allowed(self, found: Found) -> bool:
        """Whether a placement serves as many of each class as are kept, and nobody in a chain that ends too late."""
        late = any(all(found.edges[edge] for edge in chain) for chain in self.model.forbidden)
        return not late and all(found.worth(self.model.aim_of(rank)) >= least for rank, least in self.kept.items())

    def best(self, aim: Ints, near: int, *, until: float) -> Stage | None:
        """The best by an aim among what keeps the tallies, then known; None when nothing was found that keeps them."""
        self.bound = bound = self.bounds.of(aim, until=until)
        if len(bound.over) > ALL_AT_ONCE and not self.reached(aim, bound.most):
            self.solve(aim, best(self.model.row, bound.over, SOME) & (bound.over >= -near), near, until=until)
        most, slack = bound.most, near
        missing = bound.most - self.known.worth(aim)
        if self.allowed(self.known) and near < missing < near * WIDER and self.provable(missing):
            slack = missing
        while not self.reached(aim, most) and time.perf_counter() < until:
            edges = bound.over >= -slack
            answer = self.solve(aim, edges, slack, until=until)
            value = self.known.worth(aim) if self.allowed(self.known) else None
            enough = bool(edges.all()) or (value is not None and slack >= bound.most - value)
            if enough and self.model.exact:
                most = min(most, math.floor(answer.most + ROUNDING) if math.isfinite(answer.most) else -1)
            if enough or not answer.finished or (value is not None and not self.provable(bound.most - value)):
                break
            slack = slack * WIDER if value is None else bound.most - value
        if not self.allowed(self.known):
            return None
        value = self.known.worth(aim)
        return Stage(found=value, bound=max(value, most))

    def sure(self, aim: Ints, near: int, *, until: float) -> Stage:
        """The best as above, where what is known keeps the tallies or nothing is kept yet."""
        if not self.allowed(self.known):
            self.known = first_come(self.model)
        stage = self.best(aim, near, until=until)
        if stage is None:
            raise ArithmeticError("What was found is allowed no longer.")
        return stage

    def longest_wait(self, stage: Stage, *, until: float) -> None:
        """What order and quality leave level goes to those who have waited longest; *stage* is what quality came to."""
        slack = max(stage.bound - stage.found, 1)
        self.solve(self.model.aim_of_waiting(), self.bound.over >= -slack, slack, until=until, quality=stage.found)

    def provable(self, slack: int) -> bool:
        """Whether so few edges fall short of so little that the last proof can be waited for."""
        return int((self.bound.over >= -slack).sum()) <= PROVABLE

    def reached(self, aim: Ints, most: int) -> bool:
        """Whether what is known cannot be bettered."""
        return self.allowed(self.known) and self.known.worth(aim) >= most

    def solve(self, aim: Ints, edges: Marks, slack: int, *, until: float, quality: int | None = None) -> Answer:
        """The best with some of the edges; known from then on if it is better or the first to keep the tallies."""
        model, size = self.model, len(self.model.program.limits)
        chosen = np.flatnonzero(edges | self.known.edges)
        program = model.whole_program(chosen)
        mine = slice(size, size + len(chosen))
        for rank, served in self.kept.items():
            program.least[model.tally[rank]] = served
        if quality is not None:
            program.row(zip(range(mine.start, mine.stop), model.quality[chosen].tolist(), strict=True), least=quality)
        self.let(program, slack)
        costs = np.zeros(len(program.limits))
        costs[mine] = aim[chosen]
        allowed = self.allowed(self.known)
        known = np.concatenate([self.known.rest, self.known.edges[chosen]]) if allowed else None
        answer = solve_whole(program, costs, known, until=until)
        if answer.values is not None:
            values = np.rint(answer.values[: mine.stop]).astype(np.int64)
            taken = np.zeros(len(model.row), dtype=bool)
            taken[chosen[values[mine] > 0]] = True
            found = Found(edges=taken, rest=values[:size])
            if not allowed or found.worth(aim) > self.known.worth(aim):
                self.known = found
        return answer

    def let(self, program: Program, slack: int) -> None:
        """The homes in which nobody lives are let in one of the ways that fall short of little, and as is known.

        Without it the program says the same, but parts rooms until it is solved; so it is left out where those ways
        are too many.
        """
        near = {col: home.near(self.bound.places[col], slack, LETTINGS) for col, home in self.bounds.homes.items()}
        for col, lettings in near.items():
            if lettings is None:
                continue
            columns = self.bounds.homes[col].columns
            known = {column: int(self.known.rest[column]) for column in columns}
            let = [program.column(1) for _ in range(len(lettings) + 1)]
            program.row([(one, 1) for one in let], most=1)
            for column in columns:
                counts = [letting.get(column, 0) for letting in (*lettings, known)]
                terms = [(one, -count) for one, count in zip(let, counts, strict=True) if count]
                program.row([(column, 1), *terms], most=0)
