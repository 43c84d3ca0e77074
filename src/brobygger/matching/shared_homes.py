"""Homes let by the room or the bed: a model of all that can be, solved by HiGHS aim by aim, with its bound.

Nothing is left out of the model: every pair that no hard rule forbids is in it, so the bound is that of the whole
problem. Rooms alike are counted, not named, and families of a size share their ways of taking rooms.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from brobygger.matching.market import Market
from brobygger.matching.moving import Move
from brobygger.matching.rooms import SEXES, Kind, kinds, patterns, sex_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Terms = list[tuple[int, float]]
SOLVED = 0.5
"""Aims are whole numbers: a bound less than this above what is found proves it best."""


@dataclass(slots=True)
class Model:
    """Whole-number variables with their most, rows of at most so much; edges come first."""

    most: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[Terms, float]] = field(default_factory=list)

    def variable(self, most: float, *, whole: bool = True) -> int:
        """A new one, from 0 to *most*."""
        self.most.append(most)
        self.whole.append(int(whole))
        return len(self.most) - 1

    def at_most(self, terms: Terms, limit: float) -> None:
        """A row."""
        self.rows.append((terms, limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What an aim came to, and the most it could have come to."""

    found: int
    bound: int


class SharedHomes:
    """The part of a market that hangs together with homes let by the room, or where bipartite pairs do not suffice."""

    def __init__(self, market: Market, rows: NDArray[np.bool_]) -> None:
        """The model of these rows and all homes that they can have or hold."""
        self.market = market
        self.edges = np.flatnonzero(rows[market.pairs.row])
        self.row = market.pairs.row[self.edges].astype(np.int64)
        self.col = market.pairs.col[self.edges].astype(np.int64)
        self.quality = market.pairs.quality[self.edges].astype(np.int64)
        self.model = Model(most=[1.0] * len(self.edges), whole=[1] * len(self.edges))
        self.of_row: dict[int, list[int]] = defaultdict(list)
        self.of_col: dict[int, list[int]] = defaultdict(list)
        for edge, (row, col) in enumerate(zip(self.row.tolist(), self.col.tolist(), strict=True)):
            self.of_row[row].append(edge)
            self.of_col[col].append(edge)
        self.kinds: dict[int, list[Kind]] = {}
        self.uses: dict[int, list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
        self.for_sex: dict[tuple[int, int, str], int] = {}
        self.rooms_for: dict[int, int] = {}
        self.build()
        self.in_time()

    def build(self) -> None:
        """Every household in one home, every home and room within what it holds."""
        for edges in self.of_row.values():
            self.model.at_most([(edge, 1.0) for edge in edges], 1)
        for col, edges in self.of_col.items():
            if self.market.homes[col].shared:
                self.shared(col, edges)
            else:
                self.whole(col, edges)

    def stays(self, row: int) -> tuple[Terms, float]:
        """1 while a row stays where it lives: one less all that it could move to."""
        return [(edge, -1.0) for edge in self.of_row.get(row, [])], 1.0

    def whole(self, col: int, edges: list[int]) -> None:
        """One household at most, and nobody while one who lives there stays."""
        into: Terms = [(edge, 1.0) for edge in edges]
        self.model.at_most(into, 1)
        for row in np.flatnonzero(self.market.own == col).tolist():
            terms, constant = self.stays(row)
            self.model.at_most(into + terms, 1 - constant)

    def shared(self, col: int, edges: list[int]) -> None:
        """Families take whole rooms, singles of a sex fill theirs."""
        model, market = self.model, self.market
        self.kinds[col] = kinds(market, col)
        families: dict[int, list[int]] = defaultdict(list)
        singles: dict[str, Terms] = defaultdict(list)
        for edge in edges:
            household = market.households[self.row[edge]]
            sex = sex_of(household)
            if sex:
                singles[sex].append((edge, 1.0))
            else:
                families[household.size].append(edge)
        used: list[Terms] = [[] for _ in self.kinds[col]]
        for size, into in sorted(families.items()):
            ways: Terms = []
            for counts in patterns(self.kinds[col], size):
                way = model.variable(len(into))
                self.uses[col].append((size, way, counts))
                ways.append((way, -1.0))
                for number, count in enumerate(counts):
                    if count:
                        used[number].append((way, float(count)))
            model.at_most([(edge, 1.0) for edge in into] + ways, 0)
        for number, kind in enumerate(self.kinds[col]):
            self.room(col, number, kind, used[number], singles)
        for name, terms in singles.items():
            beds = [(self.for_sex[col, number, name], -1.0) for number in range(len(self.kinds[col]))]
            model.at_most(terms + beds, 0)

    def room(self, col: int, number: int, kind: Kind, used: Terms, singles: dict[str, Terms]) -> None:
        """Rooms of a kind: each a family's, or one sex's, or still theirs who live there."""
        model = self.model
        taken = list(used)
        for sex in SEXES:
            company = kind.shared_by == sex
            if not singles.get(sex) and not company:
                continue
            rooms = model.variable(len(kind.rooms))
            beds = model.variable(kind.singles * len(kind.rooms))
            self.for_sex[col, number, sex] = beds
            self.rooms_for[beds] = rooms
            filled: Terms = [(beds, 1.0), (rooms, -float(kind.singles))]
            limit = 0.0
            for row in kind.residents if company else ():
                terms, constant = self.stays(row)
                model.at_most([*terms, (rooms, -1.0)], -constant)
                filled, limit = filled + terms, limit - constant
            model.at_most(filled, limit)
            taken.append((rooms, 1.0))
        model.at_most(taken, len(kind.rooms))
        for row in () if kind.shared_by else kind.residents:
            terms, constant = self.stays(row)
            model.at_most(taken + terms, 1 - constant)

    def in_time(self) -> None:
        """Nobody moves into a home let whole before those who live there have left, nor later than they may.

        A day is a number for each who can leave such a home, counted from the day asked.
        """
        holders = [row for row in self.of_row if self.market.own[row] >= 0]
        holders = [row for row in holders if not self.market.homes[self.market.own[row]].shared]
        first = {edge: day for row in self.of_row for edge, day in self.days(row, first=True)}
        horizon = float(max((first[edge] for row in holders for edge in self.of_row[row]), default=0))
        if not horizon:
            return
        leaves = {row: self.model.variable(horizon, whole=False) for row in holders}
        living: dict[int, list[int]] = defaultdict(list)
        for row, day in leaves.items():
            self.model.at_most([(day, -1.0)] + [(edge, float(first[edge])) for edge in self.of_row[row]], 0)
            living[int(self.market.own[row])].append(row)
        for row in self.of_row:
            for edge, last in self.days(row, first=False):
                for holder in living[int(self.col[edge])]:
                    if last < horizon:
                        self.model.at_most([(leaves[holder], 1.0), (edge, horizon - last)], horizon)
                    if row in leaves:
                        self.model.at_most([(leaves[holder], 1.0), (leaves[row], -1.0), (edge, horizon)], horizon)

    def days(self, row: int, *, first: bool) -> list[tuple[int, int]]:
        """The first or the last day of each of a row's edges, counted from the day asked."""
        edges, stock = self.of_row[row], self.market.stock
        household, cols, as_of = self.market.households[row], self.col[self.of_row[row]], self.market.as_of.toordinal()
        if first:
            arrives = household.arrives.toordinal() if household.arrives else as_of
            found = np.maximum(stock.free[cols], max(arrives, as_of))
        else:
            found = stock.last_day(household, int(self.market.priority[row]), cols)
        return list(zip(edges, (found - as_of).tolist(), strict=True))

    def forbid(self, chain: Sequence[Move]) -> None:
        """Not all of these moves together: the last would come too late."""
        wanted = {(move.row, move.col) for move in chain}
        terms = [
            (edge, 1.0)
            for edge, pair in enumerate(zip(self.row.tolist(), self.col.tolist(), strict=True))
            if pair in wanted
        ]
        self.model.at_most(terms, len(wanted) - 1)

    def solve(self, aim: Ints, known: Floats, *, until: float) -> tuple[Floats, Stage]:
        """The best by an aim over the edges: what was found (at least as good as *known*) and the bound.

        What is found is then kept: later aims may not give it up.
        """
        least = int(aim @ known[: len(aim)])
        found, bound = known, self.most(aim)
        if bound > least:
            better, bound = self.highs(aim, until=until)
            if better is not None and int(aim @ better[: len(aim)]) >= least:
                found = better
        value = int(aim @ found[: len(aim)])
        self.keep(aim, value)
        return found, Stage(found=value, bound=max(value, bound))

    def relaxed(self, aim: Ints, *, until: float) -> int:
        """The most that an aim could come to if rooms could be parted; no later aim may fall short of it.

        If some placement reaches all such bounds, each of them is the best there is.
        """
        bound = self.highs(aim, until=until, whole=False)[1] if self.most(aim) else 0
        self.keep(aim, bound)
        return bound

    def highs(self, aim: Ints, *, until: float, whole: bool = True) -> tuple[Floats | None, int]:
        """What HiGHS finds, None if it finds nothing in the time, and its bound."""
        size, most = len(self.model.most), self.most(aim)
        cost = np.zeros(size)
        cost[: len(aim)] = -aim
        result = milp(
            cost,
            integrality=np.array(self.model.whole) * whole,
            bounds=Bounds(0, np.array(self.model.most)),
            constraints=self.constraints(),
            options={"time_limit": max(until - time.perf_counter(), 0.1), "mip_rel_gap": SOLVED / max(most, 1)},
        )
        least = result.mip_dual_bound if whole else result.fun if result.status == 0 else None
        if least is not None and np.isfinite(least):
            most = min(most, int(np.floor(SOLVED / 10 - least)))
        return (None if result.x is None else np.round(result.x) if whole else result.x), most

    def most(self, aim: Ints) -> int:
        """No placement can come to more: each row's best edge."""
        return int(sum(max((aim[edge] for edge in edges), default=0) for edges in self.of_row.values()))

    def keep(self, aim: Ints, value: int) -> None:
        """From now on at least so much of the aim."""
        self.model.at_most([(edge, -float(aim[edge])) for edge in np.flatnonzero(aim).tolist()], -value)

    def constraints(self) -> LinearConstraint:
        """All rows of the model."""
        data = [coefficient for terms, _ in self.model.rows for _, coefficient in terms]
        cols = [variable for terms, _ in self.model.rows for variable, _ in terms]
        begins = np.concatenate([[0], np.cumsum([len(terms) for terms, _ in self.model.rows])])
        matrix = csr_array((data, cols, begins), shape=(len(self.model.rows), len(self.model.most)))
        matrix.sum_duplicates()
        return LinearConstraint(matrix, -np.inf, np.array([limit for _, limit in self.model.rows]))

    def greedy(self) -> Floats:
        """Where to begin, and what is left when time runs out: in order, each the best of what nobody holds.

        Who moves at once leaves a home let whole to the next, if it was theirs alone; then no chain can be late.
        """
        market, found = self.market, np.zeros(len(self.model.most))
        held = Counter(market.own.tolist())
        left = {col: [0 if kind.residents else len(kind.rooms) for kind in of] for col, of in self.kinds.items()}
        for row in sorted(self.of_row, key=lambda row: (market.priority[row], -market.waited[row], row)):
            for edge in sorted(self.of_row[row], key=lambda edge: (-self.quality[edge], edge)):
                col = int(self.col[edge])
                if self.room_found(row, col, left[col], found) if col in left else not held[col]:
                    held[col] += 1
                    found[edge] = 1
                    if dict(self.days(row, first=True))[edge] == 0:
                        held[int(market.own[row])] -= 1
                    break
        return found

    def room_found(self, row: int, col: int, left: list[int], found: Floats) -> bool:
        """Whether a shared home has room for one more household; it is taken then."""
        household = self.market.households[row]
        sex = sex_of(household)
        if sex:
            for number, kind in enumerate(self.kinds[col]):
                beds = self.for_sex[col, number, sex]
                full = found[beds] == kind.singles * found[self.rooms_for[beds]]
                if kind.residents or (full and not left[number]):
                    continue
                if full:
                    left[number] -= 1
                    found[self.rooms_for[beds]] += 1
                found[beds] += 1
                return True
            return False
        for size, way, counts in self.uses[col]:
            if size == household.size and all(count <= has for count, has in zip(counts, left, strict=True)):
                left[:] = [has - count for count, has in zip(counts, left, strict=True)]
                found[way] += 1
                return True
        return False

    def moves(self, found: Floats) -> tuple[dict[int, int], dict[int, tuple[str, ...]]]:
        """The column of each row that moves, and its rooms where the home is shared."""
        chosen = np.flatnonzero(found[: len(self.edges)] > SOLVED)
        taken = dict(zip(self.row[chosen].tolist(), self.col[chosen].tolist(), strict=True))
        picked: dict[int, tuple[str, ...]] = {}
        for col in sorted(self.kinds):
            rows = sorted(row for row, home in taken.items() if home == col)
            picked.update(self.rooms_in(col, rows, taken, found))
        return taken, picked

    def rooms_in(self, col: int, rows: list[int], taken: dict[int, int], found: Floats) -> dict[int, tuple[str, ...]]:
        """Which rooms the newcomers of a shared home get: families first as their ways say, then the singles."""
        households = self.market.households
        left = [list(kind.rooms) for kind in self.kinds[col]]
        picked: dict[int, tuple[str, ...]] = {}
        for size, way, counts in self.uses[col]:
            alike = [r for r in rows if r not in picked and households[r].size == size and not sex_of(households[r])]
            for row in alike[: round(found[way])]:
                picked[row] = tuple(left[number].pop(0) for number, count in enumerate(counts) for _ in range(count))
        for sex in SEXES:
            singles = [row for row in rows if row not in picked and sex_of(households[row]) == sex]
            for number, kind in enumerate(self.kinds[col]):
                beds = round(found[self.for_sex[col, number, sex]]) if (col, number, sex) in self.for_sex else 0
                here, singles = singles[:beds], singles[beds:]
                there = sum(1 for row in kind.residents if row not in taken)
                room, space = "", 0
                for row in here:
                    if not space:
                        room, space = left[number].pop(0), kind.singles - there
                    picked[row], space = (room,), space - 1
        return picked
