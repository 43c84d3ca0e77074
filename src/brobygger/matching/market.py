"""Who can go where, who holds which home now, and which of them hang together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from brobygger.matching.frame_rules import reason_of
from brobygger.matching.hard_rules import complete
from brobygger.matching.model import Frame, Home, Household, Problem, Sex
from brobygger.matching.ordering import beyond, waits
from brobygger.matching.pairs import Pairs, Stock, pairs

Ints = NDArray[np.int64]
NONE = -1


@dataclass(frozen=True, kw_only=True)
class Market:
    """Rows are households, first those who wait, then those who only hold a home; columns are homes; both by id.

    `own` is the column of the home that a row holds, NONE where it holds none in the list.
    """

    households: tuple[Household, ...]
    waiting: int
    homes: tuple[Home, ...]
    pairs: Pairs
    own: Ints
    classes: int
    frame: Frame
    as_of: date
    stock: Stock

    @cached_property
    def priority(self) -> Ints:
        """The class of each row; those who do not wait stand beyond all."""
        kept = np.full(len(self.households) - self.waiting, self.classes, dtype=np.int64)
        return np.concatenate([self.pairs.priority, kept])

    @cached_property
    def waited(self) -> Ints:
        """Days that each row has waited; none where nobody told."""
        days = [(self.as_of - each.waiting_since).days if each.waiting_since else 0 for each in self.households]
        return np.maximum(np.array(days, dtype=np.int64), 0)

    def lives_as(self, row: int) -> Sex | None:
        """The sex of a single who may live in a room with others; None for all who have their rooms to themselves."""
        household = self.households[row]
        return household.people[0].sex if household.may_share and household.people[0].age is not None else None

    def sharer(self, row: int) -> Sex | None:
        """The sex of a single who may be put into a room with others, None for all others.

        Who is to be moved because they share a room is not moved to share again.
        """
        reason = reason_of(self.households[row], int(self.priority[row]), self.frame.classes)
        again = "mends_reason" in self.stock.limits and reason is not None and reason.condition == "shares_room"
        return None if again else self.lives_as(row)

    def options(self, row: int) -> NDArray[np.int32]:
        """The columns that a row can be given."""
        begin, end = np.searchsorted(self.pairs.row, np.array((row, row + 1), dtype=self.pairs.row.dtype))
        return self.pairs.col[begin:end]

    def components(self) -> Ints:
        """For each row, then each column, the number of the part that it hangs together with."""
        rows, cols = len(self.households), len(self.homes)
        holding = np.flatnonzero(self.own != NONE)
        begins = np.concatenate([self.pairs.row, holding])
        ends = np.concatenate([self.pairs.col, self.own[holding]]) + rows
        links = coo_array((np.ones(len(begins), dtype=bool), (begins, ends)), shape=(rows + cols, rows + cols))
        return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def market(problem: Problem, frame: Frame) -> Market:
    """The market of a problem. Raises ValueError when ids are not unique or the frame lacks a rule."""
    check(problem, frame)
    homes = tuple(sorted(problem.homes, key=lambda home: home.id))
    number = {home.id: index for index, home in enumerate(homes)}
    everybody = sorted(problem.households, key=lambda household: household.id)
    waiting = tuple(each for each in everybody if waits(each, frame))
    known = [each.current_home is not None and each.current_home.id in number for each in everybody]
    kept = tuple(each for each, holds in zip(everybody, known, strict=True) if holds and not waits(each, frame))
    households = waiting + kept
    own = [number.get(each.current_home.id, NONE) if each.current_home else NONE for each in households]
    found = pairs(waiting, homes, frame, problem.as_of)
    return Market(
        households=households,
        waiting=len(waiting),
        homes=homes,
        pairs=found,
        own=np.array(own, dtype=np.int64),
        classes=max(int(found.priority.max(initial=0)), beyond(frame)) + 1,
        frame=frame,
        as_of=problem.as_of,
        stock=Stock(homes, frame, problem.as_of),
    )


def check(problem: Problem, frame: Frame) -> None:
    """What no answer could be given to."""
    for name, ids in (
        ("home", [home.id for home in problem.homes]),
        ("household", [household.id for household in problem.households]),
    ):
        if len(ids) != len(set(ids)):
            raise ValueError(f"Two {name}s have the same id; give each its own.")
    if lacking := complete(frame.rules):
        raise ValueError(f"The frame {frame.municipality} lacks rules: {', '.join(lacking)}; add them.")
