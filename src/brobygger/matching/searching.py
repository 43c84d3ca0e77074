"""The best by one aim after another in homes let by the room: what is found, and the most that it could be.

A bound of the whole problem comes first (`bounding`); it tells of every edge how much a placement with it must fall
short. The solver then gets the edges that fall short of little, and when what it finds falls short of no less than all
others do, it is the best there is: nothing was left out without proof.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.bounding import ALL_AT_ONCE, Bounds, some
from brobygger.matching.first_come import first_come
from brobygger.matching.handing_out import handed_out
from brobygger.matching.market import NONE
from brobygger.matching.moving import Move, dated, in_time
from brobygger.matching.program import NO_LIMIT, Answer, Program, solve_whole
from brobygger.matching.shared_homes import Found, SharedHomes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
InOrder = tuple[int, ...]
"""How good a placement is: served class by class, then quality."""

NEAR, WIDER = 20, 8
"""So many points short of the best is near; and so much wider the search goes when nothing is found there."""

EVERYTHING = sys.maxsize
SOME = 16
"""So many of the best edges of each household do for a beginning in a large town."""

PROVABLE = 40_000
"""With more edges than this the last proof takes longer than anybody waits."""

LETTINGS = 400
"""Up to so many ways of letting a home are told to the solver."""

SMALL, PATIENT = 2_000, 100
"""With few edges, so many chains that end too late are forbidden one by one."""

OUTWEIGHS = 3
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


class Search:
    """The search for the best placement of a part: what is known, and what no placement may fall short of.

    `kept` are the least tallies of classes; `hoped` are those that may be missed, the first class last. What is known
    never has a chain of moves that ends too late.
    """

    def __init__(self, model: SharedHomes) -> None:
        """Begun with the placement of those who come first."""
        self.model = model
        self.bounds = Bounds(model)
        self.known = first_come(model)
        self.kept: dict[int, int] = {}
        self.hoped: dict[int, int] = {}

    def begin(self, taken: Ints) -> None:
        """A placement in homes let whole to begin with, if it is better in order: the column of each row."""
        edges = self.model.col == taken[self.model.row]
        rest = np.zeros(len(self.model.program.limits), dtype=np.int64)
        for row, column in self.model.stay.items():
            rest[column] = taken[row] == NONE
        self.known = max(self.known, Found(edges=edges, rest=rest), key=self.in_order)

    def keep(self, tallies: dict[int, int]) -> None:
        """No placement may serve fewer of these classes; of others, any number."""
        for rank in self.kept.keys() | tallies.keys():
            self.bounds.keep(rank, tallies.get(rank, 0))
        self.kept = dict(tallies)

    @property
    def allowed(self) -> bool:
        """Whether what is known serves as many of each class as are kept."""
        return self.reached(self.kept, self.known)

    def in_order(self, found: Found) -> InOrder:
        """How good a placement is."""
        served = np.bincount(self.model.rank[found.edges], minlength=self.model.market.classes)
        return (*served.tolist(), found.worth(self.model.quality))

    def approach(self, hoped: dict[int, int], slack: int, *, until: float) -> None:
        """As many of each class as is hoped for, or nearly so, in good quality: known if it is better in order."""
        self.keep(hoped)
        self.bound = self.bounds.of(self.model.quality, until=until)
        self.keep({})
        edges = self.bound.over >= -slack
        if len(edges) > ALL_AT_ONCE:
            edges &= some(self.model, self.bound, SOME * slack // NEAR)
        self.hoped = hoped
        if len(self.model.row) > SMALL and self.model.any_late and self.model.exact:
            self.model.careful = True  # first what is surely in time, which takes the solver no time
            self.solve(self.model.quality, edges, slack, key=self.in_order, until=until)
            self.model.careful = not self.model.exact
        self.solve(self.model.quality, edges, slack, key=self.in_order, until=until)
        self.hoped = {}

    def reached(self, tallies: dict[int, int], found: Found) -> bool:
        """Whether so many of each class are served in a placement."""
        return all(found.worth(self.model.aim_of(rank)) >= least for rank, least in tallies.items())

    def more(self, rank: int, hoped: dict[int, int], *, until: float) -> Stage:
        """The most of a class that can be served, after those that are kept; others nearly as hoped."""
        self.bound = self.bounds.of(self.model.aim_of(rank), until=until)
        most, aim = self.bound.most, self.model.aim_of(rank)
        everything = np.ones(len(self.model.row), dtype=bool)
        while self.can_prove and (served := self.served(rank)) < most and time.perf_counter() < until:
            answer = self.solve(aim, everything, EVERYTHING, key=self.in_order, until=until)
            if self.model.exact:
                most = min(most, max(floored(answer.most), self.served(rank)))
            if self.served(rank) == served:
                break
            kept, self.hoped = dict(self.kept), hoped  # what was found for this class may have cost those after it
            self.kept[rank] = self.served(rank)
            self.solve(self.model.quality, everything, EVERYTHING, key=self.in_order, until=until)
            self.kept, self.hoped = kept, {}
        return Stage(found=self.served(rank), bound=max(most, self.served(rank)))

    @property
    def can_prove(self) -> bool:
        """Whether so few edges are left that a proof for a class can be hoped for."""
        return self.model.exact and len(self.model.row) <= ALL_AT_ONCE

    def served(self, rank: int) -> int:
        """How many of a class are served in what is known."""
        return self.known.worth(self.model.aim_of(rank))

    def best(self, aim: Ints, *, until: float) -> Stage:
        """The best by an aim among what keeps the tallies, as what is known does; then that is known."""
        self.bound = bound = self.bounds.of(aim, until=until)
        most, slack = bound.most, NEAR
        while (missing := most - self.known.worth(aim)) > 0 and time.perf_counter() < until:
            if slack < missing < NEAR * WIDER and self.provable(missing):
                slack = missing
            edges = bound.over >= -slack
            if edges.all():
                slack = EVERYTHING
            answer = self.solve(aim, edges, slack, until=until)
            missing = bound.most - self.known.worth(aim)
            enough = slack >= missing
            if enough and self.model.exact:
                most = min(most, floored(answer.most))
            if enough or not answer.finished or not self.provable(missing):
                break
            slack = missing
        value = self.known.worth(aim)
        return Stage(found=value, bound=max(value, most))

    def longest_wait(self, stage: Stage, *, until: float) -> None:
        """What order and quality leave level goes to those who have waited longest; *stage* is what quality came to."""
        slack = self.bound.most - stage.found + 1
        if not self.provable(slack):
            slack = NEAR
        edges = self.bound.over >= -slack
        self.solve(self.model.aim_of_waiting(), edges, slack, until=until, quality=stage.found)

    def provable(self, slack: int) -> bool:
        """Whether so few edges fall short of so little that the last proof can be waited for."""
        return int((self.bound.over >= -slack).sum()) <= PROVABLE

    def solve(
        self,
        aim: Ints,
        edges: Marks,
        slack: int,
        *,
        until: float,
        key: Callable[[Found], InOrder] | None = None,
        quality: int | None = None,
    ) -> Answer:
        """The best with some of the edges and those known; it is known from then on if it is better by the key.

        Where a chain of moves would end too late, the moves that are in time are known, and it is solved anew: in a
        small part without that chain, in a large one with more care than need be.
        """
        worth = key or (lambda found: (found.worth(aim),))
        chosen = np.flatnonzero(edges | self.known.edges)
        while True:
            answer, found = self.solved(aim, chosen, slack, until=until, quality=quality)
            late = found and self.late_chains(found)
            if found and late:
                found = self.in_time(found)
            if found and self.reached(self.kept, found) and (not self.allowed or worth(found) > worth(self.known)):
                self.known = found
            if not late:
                return answer
            if not self.model.careful and (len(self.model.row) > SMALL or len(self.model.forbidden) > PATIENT):
                self.model.take_care()
            else:
                for chain in late:
                    self.model.forbid(chain)
            if time.perf_counter() > until:
                return replace(answer, values=None, finished=False)

    def late_chains(self, found: Found) -> list[list[Move]]:
        """The chains of moves in a placement that end too late."""
        return dated(handed_out(self.model, found), self.model.market)

    def in_time(self, found: Found) -> Found | None:
        """A placement without the moves that end too late."""
        model = self.model
        moves = in_time(handed_out(model, found), model.market)
        edges = np.array([model.edge(move) for move in moves], dtype=np.int64)
        program = model.whole_program(edges)
        size = len(model.program.limits)
        for column in range(size, size + len(edges)):
            program.row([(column, 1)], least=1)
        values = solve_whole(program, np.zeros(len(program.limits)), None, until=NO_LIMIT).values
        left = None if values is None else found_of(model, edges, values)
        return left if left and not self.late_chains(left) else None

    def solved(
        self, aim: Ints, chosen: Ints, slack: int, *, until: float, quality: int | None
    ) -> tuple[Answer, Found | None]:
        """What the solver makes of these edges."""
        model, size = self.model, len(self.model.program.limits)
        program = model.whole_program(chosen)
        mine = slice(size, size + len(chosen))
        for rank, served in (self.hoped | self.kept).items():
            program.least[model.tally[rank]] = served
        if quality is not None:
            program.row(zip(range(mine.start, mine.stop), model.quality[chosen].tolist(), strict=True), least=quality)
        self.let(program, slack)
        missing = self.missing(program)
        costs = np.zeros(len(program.limits))
        costs[mine] = aim[chosen]
        costs[list(missing)] = list(missing.values())
        near = quality is not None or self.bound.most - self.known.worth(aim) <= NEAR * WIDER
        start = near and self.allowed and not self.hoped  # one from afar leads the solver astray
        known = np.concatenate([self.known.rest, self.known.edges[chosen]]) if start else None
        answer = solve_whole(program, costs, known, until=until)
        if answer.values is None:
            return answer, None
        return answer, found_of(model, chosen, answer.values)

    def missing(self, program: Program) -> dict[int, float]:
        """A column for each class hoped for that counts who is missing, and its cost: more than some of the next."""
        costs, cost = {}, float(self.model.quality.max(initial=0) + 1)
        for rank in sorted(self.hoped, reverse=True):
            column = program.column(self.hoped[rank], whole=False)
            program.entry(int(self.model.tally[rank]), column, 1)
            costs[column], cost = -cost, cost * OUTWEIGHS
        return costs

    def let(self, program: Program, slack: int) -> None:
        """The homes in which nobody lives are let in one of the ways that fall short of little, and as is known.

        Without it the program says the same, but parts rooms until it is solved; so it is left out where those ways
        are too many.
        """
        for col, home in self.bounds.homes.items():
            lettings = home.near(self.bound.places[col], slack, LETTINGS)
            if lettings is None:
                continue
            known = {column: int(self.known.rest[column]) for column in home.columns}
            let = [program.column(1) for _ in range(len(lettings) + 1)]
            program.row([(one, 1) for one in let], most=1)
            for column in home.columns:
                counts = [letting.get(column, 0) for letting in (*lettings, known)]
                terms = [(one, -count) for one, count in zip(let, counts, strict=True) if count]
                program.row([(column, 1), *terms], most=0)


def found_of(model: SharedHomes, edges: Ints, values: Floats) -> Found:
    """The placement that the solver's values tell: the model's own columns first, then those of the edges."""
    size = len(model.program.limits)
    whole = np.rint(values[: size + len(edges)]).astype(np.int64)
    taken = np.zeros(len(model.row), dtype=bool)
    taken[edges[whole[size:] > 0]] = True
    return Found(edges=taken, rest=whole[:size])


def floored(most: float) -> int:
    """A bound in whole numbers; below 0 where there is nothing at all."""
    if math.isinf(most):
        return -1 if most < 0 else sys.maxsize
    return math.floor(most + ROUNDING)
