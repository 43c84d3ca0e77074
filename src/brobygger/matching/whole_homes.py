"""Homes let whole, one household each: the exact best, and a Hall set for everybody who is left out."""

from __future__ import annotations

import numpy as np

from brobygger.matching.assignment import Aim, Graph, Ints, Marks, assign, graph_of
from brobygger.matching.market import NONE, Market
from brobygger.matching.model import Certificate


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


def certificate(market: Market, holder: Ints, row: int) -> Certificate:
    """The alternating tree from a household left out: who holds the homes it could use, what those could use, and so on.

    Those above or level could be served only in these homes; those below hold one of them as the bed that they have.
    """
    rank = market.priority[row]
    households, homes, front = {row}, set[int](), [row]
    while front:
        each = front.pop()
        reached = set(market.options(each).tolist())
        if each >= market.waiting or market.priority[each] > rank:
            reached |= {int(market.own[each])} - {NONE}
        for home in sorted(reached - homes):
            homes.add(home)
            if holder[home] == NONE:
                raise ArithmeticError(f"{market.homes[home].id} is free for {market.households[row].id} after all.")
            if holder[home] not in households:
                households.add(int(holder[home]))
                front.append(int(holder[home]))
    return Certificate(
        household=market.households[row].id,
        households=tuple(sorted(market.households[each].id for each in households)),
        homes=tuple(sorted(market.homes[each].id for each in homes)),
        argument="hall" if homes else "no_home",
        needed=len(households),
        has=len(homes),
    )


def holders(market: Market, taken: Ints) -> Ints:
    """The row that has each home after all moves, NONE where nobody has."""
    holder = np.full(len(market.homes), NONE, dtype=np.int64)
    stays = np.flatnonzero((taken == NONE) & (market.own != NONE))
    holder[market.own[stays]] = stays
    moved = np.flatnonzero(taken != NONE)
    holder[taken[moved]] = moved
    return holder
