"""Homes let whole, one household each: the exact best, and a Hall set for everybody who is left out."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial

import numpy as np

from brobygger.matching.assignment import Aim, Graph, Ints, Marks, assign, graph_of
from brobygger.matching.market import NONE, Market
from brobygger.matching.model import Certificate
from brobygger.matching.reach import Reach, nodes_of, sets_of


def graph(market: Market, rows: Marks, gone: Marks | None = None) -> Graph:
    """The pairs of these rows, but for those that are gone; all other rows stay where they are."""
    keep = rows[market.pairs.row]
    if gone is not None:
        keep &= ~gone
    return graph_of(
        len(market.households),
        len(market.homes),
        market.pairs.row[keep],
        market.pairs.col[keep],
        market.pairs.quality[keep],
        np.where(rows, market.own, NONE),
    )


def aims(market: Market) -> list[Aim]:
    """Most served in class 0, then in each after it; then quality; then the longest wait."""
    classes = [Aim(by_row=(market.priority == number).astype(np.int64)) for number in range(market.classes)]
    return [*classes, quality_alone(market), Aim(by_row=market.waited)]


def quality_alone(market: Market) -> Aim:
    """The total quality, whoever is served."""
    return Aim(by_row=np.zeros(len(market.households), dtype=np.int64), of_quality=1)


def placed(market: Market, rows: Marks) -> Ints:
    """The column that each of the rows is given, NONE where it stays or is left out."""
    return assign(graph(market, rows), aims(market))


def without_order(market: Market, rows: Marks) -> Ints:
    """The best total quality when no order is kept."""
    return assign(graph(market, rows), [quality_alone(market)])


class Trees:
    """The alternating trees of those left out: who has the homes that one could use, what those could use, and so on.

    Each is the smallest there is: no smaller set of homes holds all that the household could use and all that whoever
    is given one of them could.
    """

    def __init__(self, market: Market, holder: Ints) -> None:
        """`holder` is the row that has each home after all moves."""
        self.market = market
        self.holder: list[int] = holder.tolist()
        self.options = sets_of(market.pairs.row, market.pairs.col, len(market.households), len(market.homes))
        self.reach: dict[int, Reach] = {}
        self.names: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def homes(self, row: int) -> int:
        """Every home that the row, or whoever has one of them, could use, as a set of `reach`."""
        rank = int(self.market.priority[row])
        if rank not in self.reach:
            self.reach[rank] = Reach(partial(self.steps, rank))
        return self.reach[rank].of(self.options[row])

    def steps(self, rank: int, home: int) -> int:
        """What whoever has a home could use: for those below the rank also the bed that they had before."""
        row = self.holder[home]
        if row == NONE:
            raise ArithmeticError(f"{self.market.homes[home].id} is free for somebody who was left out.")
        own = int(self.market.own[row])
        if own == NONE or self.market.priority[row] <= rank:
            return self.options[row]
        return self.options[row] | 1 << own

    def certificate(self, row: int) -> Certificate:
        """A Hall set: those above or level are served only here; those below hold one as the bed that they have."""
        homes = self.homes(row)
        if homes not in self.names:
            cols = nodes_of(homes)
            held = tuple(sorted(self.market.households[self.holder[col]].id for col in cols))
            self.names[homes] = held, tuple(self.market.homes[col].id for col in cols)
        held, used = self.names[homes]
        name = self.market.households[row].id
        place = bisect_left(held, name)
        if held[place : place + 1] != (name,):
            held = (*held[:place], name, *held[place:])
        return Certificate(
            household=name,
            households=held,
            homes=used,
            argument="hall" if used else "no_home",
            needed=len(held),
            has=len(used),
        )


def holders(market: Market, taken: Ints) -> Ints:
    """The row that has each home after all moves, NONE where nobody has."""
    holder = np.full(len(market.homes), NONE, dtype=np.int64)
    stays = np.flatnonzero((taken == NONE) & (market.own != NONE))
    holder[market.own[stays]] = stays
    moved = np.flatnonzero(taken != NONE)
    holder[taken[moved]] = moved
    return holder
