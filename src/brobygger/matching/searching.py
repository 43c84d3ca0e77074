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

from brobygger.matching.bounding import Bounds
from brobygger.matching.first_come import first_come
from brobygger.matching.program import Answer, solve_whole
from brobygger.matching.shared_homes import Found, SharedHomes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
NEAR_SERVED, NEAR_POINTS, WIDER = 1, 20, 8
PROVABLE = 40_000
"""With more edges than this the last proof takes longer than anybody waits."""

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
        most, slack = bound.most, near
        while not self.reached(aim, most) and time.perf_counter() < until:
            edges = np.flatnonzero((bound.over >= -slack) | self.known.edges)
            answer = self.solve(aim, edges, until=until)
            value = self.known.worth(aim) if self.allowed(self.known) else None
            enough = len(edges) == len(bound.over) or (value is not None and slack >= bound.most - value)
            if enough and self.model.exact:
                most = min(most, math.floor(answer.most + ROUNDING) if math.isfinite(answer.most) else -1)
            if enough or not answer.finished:
                break
            slack = slack * WIDER if value is None else bound.most - value
            if value is not None and (bound.over >= -slack).sum() > PROVABLE:
                break
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
        edges = np.flatnonzero((self.bound.over >= -slack) | self.known.edges)
        self.solve(self.model.aim_of_waiting(), edges, until=until, quality=stage.found)

    def reached(self, aim: Ints, most: int) -> bool:
        """Whether what is known cannot be bettered."""
        return self.allowed(self.known) and self.known.worth(aim) >= most

    def solve(self, aim: Ints, edges: Ints, *, until: float, quality: int | None = None) -> Answer:
        """The best with some of the edges; known from then on if it is better or the first to keep the tallies."""
        model = self.model
        program = model.whole_program(edges)
        size = len(model.program.limits)
        for rank, served in self.kept.items():
            program.least[model.tally[rank]] = served
        if quality is not None:
            terms = zip(range(size, size + len(edges)), model.quality[edges].tolist(), strict=True)
            program.row(terms, least=quality)
        costs = np.zeros(len(program.limits))
        costs[size : size + len(edges)] = aim[edges]
        allowed = self.allowed(self.known)
        known = np.concatenate([self.known.rest, self.known.edges[edges]]) if allowed else None
        answer = solve_whole(program, costs, known, until=until)
        if answer.values is not None:
            values = np.rint(answer.values[: size + len(edges)]).astype(np.int64)
            taken = np.zeros(len(model.row), dtype=bool)
            taken[edges[values[size:] > 0]] = True
            found = Found(edges=taken, rest=values[:size])
            if not allowed or found.worth(aim) > self.known.worth(aim):
                self.known = found
        return answer
