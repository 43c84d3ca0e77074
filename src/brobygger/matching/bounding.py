"""The most that an aim can come to, by prices: a bound of the whole problem, whatever the prices are.

Every household and every place in a home has a price. An edge that is worth more than the prices of both adds what it
is worth beyond them, and a home pays what its best letting brings. The linear program finds the prices that make the
sum least; edges and lettings are added to it as the prices ask for them, and the prices are held against all of them.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from brobygger.matching.lettings import Letting, empty_homes
from brobygger.matching.program import NO_LIMIT, PRIMAL_SIMPLEX, add_columns, highs_of, run
from brobygger.matching.shared_homes import Like, SharedHomes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
ALL_AT_ONCE = 20_000
"""Up to so many edges the linear program gets all; beyond, those that the prices ask for."""

SET_APART, SPREAD, WANTED = 12, 6, 5
TINY, ROUNDING, SCATTER = 1e-6, 1e-4, 10_007


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """No placement comes to more than `most`; one with an edge falls short of it by what is missing in `over`.

    `over` is what each edge is worth beyond the prices, below 0 for most. `places` are the prices in shared homes in
    which nobody lives; with a letting that brings less than the best there, a placement falls short by as much.
    `likely` are the edges that are taken, wholly or in part, where the bound is reached.
    """

    most: int
    over: Floats
    likely: Marks
    places: Mapping[int, Mapping[Like, float]]


class Bounds:
    """The bounds of one aim after another, each begun with the prices of the last."""

    def __init__(self, model: SharedHomes) -> None:
        """The linear program with the edges to begin with."""
        self.model = model
        self.homes = empty_homes(model)
        program = model.program.copy()
        for home in self.homes.values():
            for column in home.columns:
                program.limits[column] = 0  # lettings stand for them
        self.one_letting = {col: program.row(most=1) for col in self.homes}
        self.matrix = program.matrix().T.tocsr()
        self.limits = np.array(program.limits)
        self.least, self.most = np.array(program.least), np.array(program.most)
        self.highs = highs_of(program)
        self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)  # what was found stays a beginning
        self.active = np.zeros(len(model.row), dtype=bool)
        self.column = np.zeros(len(model.row), dtype=np.int64)
        self.add(first_edges(model))

    def keep(self, rank: int, served: float) -> None:
        """From now on so many of a class are served at least."""
        row = int(self.model.tally[rank])
        self.least[row] = served
        self.highs.changeRowBounds(row, served, NO_LIMIT)

    def of(self, aim: Ints, *, until: float) -> Bound:
        """The bound of an aim over the edges: as good as can be, or as good as the time allows."""
        self.price(np.flatnonzero(self.active), aim)
        while True:
            run(self.highs, until=until)
            prices = self.prices()
            over = aim - self.paid(prices)
            places = {col: self.of_places(col, prices) for col in self.homes}
            lettings = {col: home.best(places[col]) for col, home in self.homes.items()}
            asked = (over > TINY) & ~self.active
            let = [col for col in lettings if lettings[col].brings > prices[self.one_letting[col]] + TINY]
            if not (asked.any() or let) or time.perf_counter() > until:
                most = self.total(prices, over, lettings.values())
                most = min(most, most_of_all(self.model, aim))
                return Bound(most=most, over=over, likely=self.likely(), places=places)
            edges = np.flatnonzero(asked & best(self.model.row, np.where(asked, over, -np.inf), WANTED))
            self.add(edges)
            self.price(edges, aim)
            for col in let:
                self.let(col, lettings[col])

    def prices(self) -> Floats:
        """What the solver makes each row pay; nothing where it has not come so far."""
        found = np.array(self.highs.getSolution().row_dual)
        return self.allowed(found) if len(found) == len(self.most) else np.zeros(len(self.most))

    def likely(self) -> Marks:
        """The edges that the linear program takes, be it in part."""
        taken = np.zeros(len(self.active), dtype=bool)
        values = np.array(self.highs.getSolution().col_value)
        if len(values) == self.highs.getNumCol():
            taken[self.active] = values[self.column[self.active]] > TINY
        return taken

    def of_places(self, col: int, prices: Floats) -> dict[Like, float]:
        """The prices of a home's places."""
        return {like: float(prices[row]) for like, row in self.homes[col].places.items()}

    def let(self, col: int, letting: Letting) -> None:
        """One more way of letting a home, as a column."""
        places = self.homes[col].places
        rows = [self.one_letting[col], *(places[like] for like in letting.places)]
        counts = [1.0, *(-float(number) for number in letting.places.values())]
        self.highs.addCol(0.0, 0.0, 1.0, len(rows), np.array(rows, dtype=np.int32), np.array(counts))

    def add(self, edges: Ints) -> None:
        """More edges, as columns."""
        model, number = self.model, len(edges)
        rows = np.concatenate(
            [model.one_home[model.row[edges]], model.place_for[edges], model.tally[model.rank[edges]]]
        )
        columns = np.tile(np.arange(number), 3)
        shape = (len(self.most), number)
        self.column[edges] = self.highs.getNumCol() + np.arange(number)
        add_columns(
            self.highs,
            np.zeros(number),
            np.ones(number),
            coo_array((np.ones(3 * number), (rows, columns)), shape=shape).tocsc(),
        )
        self.active[edges] = True

    def price(self, edges: Ints, aim: Ints) -> None:
        """What these edges are worth now."""
        self.highs.changeColsCost(len(edges), self.column[edges].astype(np.int32), aim[edges].astype(np.float64))

    def allowed(self, prices: Floats) -> Floats:
        """No row pays on the side where it has no limit."""
        prices = np.where(self.most == NO_LIMIT, np.minimum(prices, 0), prices)
        return np.where(self.least == -NO_LIMIT, np.maximum(prices, 0), prices)

    def paid(self, prices: Floats) -> Floats:
        """The prices of each edge's household, place and class."""
        model = self.model
        return np.asarray(prices[model.one_home[model.row]] + prices[model.place_for] + prices[model.tally[model.rank]])

    def total(self, prices: Floats, over: Floats, lettings: Iterable[Letting]) -> int:
        """What all rows pay and the lettings bring, and what is worth more than its prices.

        A household takes one edge of its own, a home one letting; so its row needs no price here.
        """
        prices = prices.copy()
        prices[list(self.one_letting.values())] = 0
        limits = np.where(prices > 0, self.most, self.least)
        paid = prices[prices != 0] @ limits[prices != 0]
        rest = np.maximum(-(self.matrix @ prices), 0) @ self.limits
        brought = sum(letting.brings for letting in lettings)
        beyond = np.zeros(len(self.model.market.households))
        np.maximum.at(beyond, self.model.row, over)
        return math.floor(float(paid + rest + brought + beyond.sum()) + ROUNDING)


def most_of_all(model: SharedHomes, aim: Ints) -> int:
    """No placement can come to more: each household's best edge."""
    most = np.zeros(len(model.market.households), dtype=np.int64)
    np.maximum.at(most, model.row, aim)
    return int(most.sum())


def first_edges(model: SharedHomes) -> Ints:
    """Edges to begin with: of each household the best by what sets its quality apart from others' there, some spread.

    Everybody likes the same homes; what a home is to everybody goes into its price.
    """
    if len(model.row) <= ALL_AT_ONCE:
        return np.arange(len(model.row))
    mean = np.bincount(model.col, weights=model.quality) / np.maximum(np.bincount(model.col), 1)
    apart = best(model.row, model.quality - mean[model.col], SET_APART)
    spread = best(model.row, scattered(model), SPREAD)
    return np.flatnonzero(apart | spread)


def some(model: SharedHomes, bound: Bound, number: int) -> Marks:
    """So many edges of each household that fall short of least, level ones at random; and all likely ones."""
    return bound.likely | best(model.row, bound.over + scattered(model) / SCATTER, number)


def scattered(model: SharedHomes) -> Ints:
    """A number below SCATTER for each edge, as good as drawn by lot, and the same each time."""
    drawn: Ints = (model.col * 7919 + model.row * 104_729) % SCATTER
    return drawn


def best(row: Ints, worth: Ints | Floats, number: int) -> Marks:
    """So many best edges of each row; rows stand together."""
    order = np.lexsort((-worth, row))
    begins = np.searchsorted(row, row)
    marks = np.zeros(len(row), dtype=bool)
    marks[order[np.arange(len(row)) - begins < number]] = True
    return marks
