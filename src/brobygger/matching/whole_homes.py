"""Homes let whole, one household each: the exact best, and a Hall set for everybody who is left out."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from brobygger.matching.assignment import Aim, Graph, Ints, Marks, assign, graph_of
from brobygger.matching.market import NONE, Market
from brobygger.matching.model import Certificate

KEPT = 10


def graph(market: Market, rows: Marks) -> Graph:
    """The pairs of these rows; all others stay where they are."""
    keep = rows[market.pairs.row]
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
    none = np.zeros(len(market.households), dtype=np.int64)
    classes = [Aim(by_row=(market.priority == number).astype(np.int64)) for number in range(market.classes)]
    return [*classes, Aim(by_row=none, of_quality=1), Aim(by_row=market.waited)]


def placed(market: Market, rows: Marks) -> Ints:
    """The column that each of the rows is given, NONE where it stays or is left out."""
    return assign(graph(market, rows), aims(market))


def without_order(market: Market, rows: Marks) -> Ints:
    """The best total quality when no order is kept."""
    none = np.zeros(len(market.households), dtype=np.int64)
    return assign(graph(market, rows), [Aim(by_row=none, of_quality=1)])


class Trees:
    """The alternating trees of those left out: who has the homes that one could use, what those could use, and so on.

    Where many of a class are left out, a tree that already holds all that the next could use is not grown anew.
    """

    def __init__(self, market: Market, holder: Ints) -> None:
        """`holder` is the row that has each home after all moves."""
        self.market, self.holder = market, holder
        self.begins = np.searchsorted(market.pairs.row, np.arange(len(market.households) + 1))
        self.grown: dict[int, list[Marks]] = {}
        self.names: dict[int, tuple[list[str], tuple[str, ...]]] = {}

    def homes(self, row: int) -> Marks:
        """Every home that the row, or whoever has one of them, could use."""
        market = self.market
        rank = int(market.priority[row])
        first = market.options(row)
        known = self.grown.setdefault(rank, [])
        if len(known) >= KEPT:
            for homes in known:
                if homes[first].all():
                    return homes
        homes = np.zeros(len(market.homes), dtype=bool)
        front = np.array(first, dtype=np.int64)
        while len(front):
            homes[front] = True
            rows = self.holder[front]
            if (rows == NONE).any():
                raise ArithmeticError(f"A home is free for {market.households[row].id} after all.")
            spans = self.begins[rows + 1] - self.begins[rows]
            edges = np.repeat(self.begins[rows] - np.cumsum(spans) + spans, spans) + np.arange(spans.sum())
            reached = np.zeros(len(homes), dtype=bool)
            reached[market.pairs.col[edges]] = True
            below = rows[(market.priority[rows] > rank) & (market.own[rows] != NONE)]
            reached[market.own[below]] = True
            front = np.flatnonzero(reached & ~homes)
        known.append(homes)
        return homes

    def certificate(self, row: int) -> Certificate:
        """A Hall set: those above or level are served only here; those below hold one as the bed that they have."""
        homes = self.homes(row)
        if id(homes) not in self.names:
            held = sorted(self.market.households[each].id for each in self.holder[homes].tolist())
            used = tuple(self.market.homes[each].id for each in np.flatnonzero(homes).tolist())
            self.names[id(homes)] = held, used
        held, used = self.names[id(homes)]
        name = self.market.households[row].id
        place = bisect_left(held, name)
        others = held[place + 1 :] if held[place : place + 1] == [name] else held[place:]
        return Certificate(
            household=name,
            households=(*held[:place], name, *others),
            homes=used,
            argument="hall" if used else "no_home",
            needed=place + 1 + len(others),
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
