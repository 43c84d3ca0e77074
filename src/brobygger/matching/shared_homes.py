"""Homes let by the room or the bed: a model of all that can be.

Nothing is left out of the model: every pair that no hard rule forbids is an edge of it. Rooms alike are counted, not
named, and families of a size share their ways of taking rooms. Each edge counts in three rows: the household takes one
home, the home has so many places for its like, and its class is served once more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.market import NONE, Market
from brobygger.matching.model import Sex
from brobygger.matching.moving import Move
from brobygger.matching.program import Program
from brobygger.matching.rooms import SEXES, Kind, kinds, patterns

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]
DAYS_TOLD = 8_000
"""With so many edges or fewer the solver is told the days, not only what is too late for what."""

Like = str | int
"""Those whom a shared home has the same places for: singles of a sex who may share, or families of a size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way for a family of a size to take rooms: how many of each kind; `column` counts how many do."""

    size: int
    column: int
    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A placement: which edges are taken, and what the model's other columns come to."""

    edges: Marks
    rest: Ints

    def worth(self, aim: Ints) -> int:
        """What it comes to by an aim over the edges."""
        return int(aim[self.edges].sum())


class SharedHomes:
    """The part of a market that hangs together with homes let by the room, or where bipartite pairs do not suffice."""

    def __init__(self, market: Market, rows: Marks) -> None:
        """The model of these rows and all homes that they can have or hold."""
        self.market, self.rows = market, rows
        edges = np.flatnonzero(rows[market.pairs.row])
        self.row = market.pairs.row[edges].astype(np.int64)
        self.col = market.pairs.col[edges].astype(np.int64)
        self.quality = market.pairs.quality[edges].astype(np.int64)
        self.rank = market.priority[self.row]
        self.begins = np.searchsorted(self.row, np.arange(len(market.households) + 1))
        self.program = Program()
        self.stay: dict[int, int] = {}
        self.tally = np.array([self.program.row() for _ in range(market.classes)], dtype=np.int64)
        self.one_home = np.full(len(market.households), NONE, dtype=np.int64)
        self.place_for = np.full(len(edges), NONE, dtype=np.int64)
        self.kinds: dict[int, list[Kind]] = {}
        self.places: dict[int, dict[Like, int]] = {}
        self.ways: dict[int, list[Way]] = defaultdict(list)
        self.beds_for: dict[tuple[int, int, Sex], int] = {}
        self.rooms_for: dict[int, int] = {}
        self.empty: dict[int, int] = {}
        self.forbidden: list[list[list[int]]] = []
        self.careful, self.exact = False, True
        self.build()

    def of_row(self, row: int) -> range:
        """The edges of a household."""
        return range(int(self.begins[row]), int(self.begins[row + 1]))

    def aim_of(self, rank: int) -> Ints:
        """One for each who is served in a class."""
        served: Ints = (self.rank == rank).astype(np.int64)
        return served

    def aim_of_waiting(self) -> Ints:
        """The days that each who is served has waited."""
        waited: Ints = self.market.waited[self.row]
        return waited

    def build(self) -> None:
        """Every household in one home, every home and room within what it holds."""
        for row in np.flatnonzero(self.rows).tolist():
            if self.market.own[row] == NONE:
                self.one_home[row] = self.program.row(most=1)
            else:
                self.stay[row] = self.program.column(1)
                self.one_home[row] = self.program.row([(self.stay[row], 1)], least=1, most=1)
        order = np.argsort(self.col, kind="stable")
        for edges in np.split(order, np.flatnonzero(np.diff(self.col[order])) + 1):
            if not len(edges):
                continue
            col = int(self.col[edges[0]])
            holders = np.flatnonzero(self.market.own == col).tolist()
            if self.market.homes[col].shared:
                self.shared(col, edges)
            else:
                self.place_for[edges] = self.whole(col, holders)

    def whole(self, col: int, holders: list[int]) -> int:
        """One household at most, and nobody while one who lives there stays."""
        program = self.program
        if len(holders) <= 1:
            return program.row([(self.stay[row], 1) for row in holders], most=1)
        self.empty[col] = empty = program.column(1)
        for row in holders:
            program.row([(empty, 1), (self.stay[row], 1)], most=1)
        return program.row([(empty, -1)], most=0)

    def like(self, row: int) -> Like:
        """Whose places a household takes in a shared home."""
        return self.market.sharer(row) or self.market.households[row].size

    def shared(self, col: int, edges: Ints) -> None:
        """Families take whole rooms, singles of a sex fill theirs."""
        program = self.program
        self.kinds[col] = kinds(self.market, col)
        of_like: dict[Like, list[int]] = defaultdict(list)
        for edge in edges.tolist():
            of_like[self.like(int(self.row[edge]))].append(edge)
        self.places[col] = places = {like: program.row(most=0) for like in sorted(of_like, key=str)}
        used: list[list[tuple[int, float]]] = [[] for _ in self.kinds[col]]
        for like, into in of_like.items():
            self.place_for[into] = places[like]
            if isinstance(like, str):
                continue
            for rooms in patterns(self.kinds[col], like):
                way = Way(size=like, column=program.column(len(into)), rooms=rooms)
                self.ways[col].append(way)
                program.entry(places[like], way.column, -1)
                for number, count in enumerate(rooms):
                    if count:
                        used[number].append((way.column, count))
        for number, kind in enumerate(self.kinds[col]):
            self.room(col, number, kind, used[number], places)

    def room(self, col: int, number: int, kind: Kind, used: list[tuple[int, float]], places: dict[Like, int]) -> None:
        """Rooms of a kind: each a family's, or one sex's, or still theirs who live there."""
        program, taken = self.program, list(used)
        keep_out: dict[int, list[tuple[int, float]]] = {row: list(used) for row in kind.residents}
        for sex in SEXES:
            if sex not in places:
                continue
            rooms = program.column(len(kind.rooms))
            beds = program.column(kind.singles * len(kind.rooms))
            self.beds_for[col, number, sex] = beds
            self.rooms_for[beds] = rooms
            program.entry(places[sex], beds, -1)
            self.beside(kind, rooms, beds, kind.company.get(sex, ()))
            taken.append((rooms, 1))
            for row in set(kind.residents) - set(kind.company.get(sex, ())):
                keep_out[row].append((rooms, 1))
        program.row(taken, most=len(kind.rooms))
        for row, others in keep_out.items():
            program.row([*others, (self.stay[row], 1)], most=1)

    def beside(self, kind: Kind, rooms: int, beds: int, company: tuple[int, ...]) -> None:
        """Singles of a sex fill their rooms, beside those who live there as their company.

        Where nobody else lives there, the room is that sex's as long as one of them stays: so the solver sees sooner
        that it is no one else's. More may live there than it holds: they keep newcomers out, not one another.
        """
        program, there = self.program, [(self.stay[row], 1.0) for row in company]
        crowded = max(len(company) - kind.singles, 0)
        if company and not crowded and set(company) == set(kind.residents):
            for one in there:
                program.row([one, (rooms, -1)], most=0)
            program.row([(beds, 1), (rooms, -kind.singles), *there], most=0)
            return
        program.row([(beds, 1), (rooms, -kind.singles)], most=0)
        if company:
            program.row([(beds, 1), (rooms, crowded), *there], most=kind.singles + crowded)

    @cached_property
    def first(self) -> Ints:
        """The first day of each edge, counted from the day asked."""
        households, as_of = self.market.households, self.market.as_of.toordinal()
        arrives = np.array([each.arrives.toordinal() if each.arrives else 0 for each in households], dtype=np.int64)
        counted: Ints = np.maximum(np.maximum(self.market.stock.free[self.col], arrives[self.row]) - as_of, 0)
        return counted

    @property
    def any_late(self) -> bool:
        """Whether somebody could leave a home later than on the day asked."""
        return bool((self.first[self.market.own[self.row] != NONE] > 0).any())

    @cached_property
    def last(self) -> Ints:
        """The last day of each edge, counted from the day asked."""
        days = np.zeros(len(self.row), dtype=np.int64)
        for row in np.unique(self.row).tolist():
            mine = slice(self.begins[row], self.begins[row + 1])
            household, rank = self.market.households[row], int(self.market.priority[row])
            days[mine] = self.market.stock.last_day(household, rank, self.col[mine])
        return days - self.market.as_of.toordinal()

    def forbid(self, chain: Sequence[Move]) -> None:
        """Not all of these moves together, from the one that is the cause to the last, which would come too late.

        Nor with others as late in the place of the first, nor with others as pressed in that of the last. Other rooms
        of a shared home might have done; then what is found without the chain proves nothing.
        """
        homes, cause, end = self.market.homes, chain[0], chain[-1]
        groups = [[self.edge(move)] for move in chain]
        groups[0] = [edge for edge in self.of_row(cause.row) if self.first[edge] >= self.first[groups[0][0]]]
        if not homes[end.col].shared:
            pressed = (self.col == end.col) & (self.last <= self.last[groups[-1][0]])
            groups[-1] = np.flatnonzero(pressed).tolist()
        self.forbidden.append(groups)
        self.exact &= not any(homes[move.col].shared for move in chain)

    def edge(self, move: Move) -> int:
        """The edge of a move."""
        begin, end = self.begins[move.row], self.begins[move.row + 1]
        return int(begin + np.searchsorted(self.col[begin:end], move.col))

    def take_care(self) -> None:
        """No chain that could end too late, though it might not: what is found so proves nothing."""
        self.careful, self.exact = True, False

    def whole_program(self, edges: Ints) -> Program:
        """The program with these edges after its own columns, and nobody in a home that is left too late."""
        program = self.program.copy()
        columns = np.array([program.column(1) for _ in range(len(edges))], dtype=np.int64)
        program.entries(self.one_home[self.row[edges]], columns)
        program.entries(self.place_for[edges], columns)
        program.entries(self.tally[self.rank[edges]], columns)
        column = np.full(len(self.row), NONE, dtype=np.int64)
        column[edges] = columns
        for groups in (*self.left_too_late(edges), *self.forbidden):
            terms = [(int(column[edge]), 1) for group in groups for edge in group if column[edge] != NONE]
            program.row(terms, most=len(groups) - 1)
        if len(self.row) <= DAYS_TOLD and not self.careful:
            self.tell_days(program, edges, column)
        return program

    def tell_days(self, program: Program, edges: Ints, column: Ints) -> None:
        """The days themselves: a number for each who can leave a home let whole, counted from the day asked.

        Nobody moves in before they have left, nor later than they may. In large parts it takes the solver too long.
        """
        homes, own = self.market.homes, self.market.own
        leaving = [
            row for row in np.unique(self.row[edges]).tolist() if own[row] != NONE and not homes[own[row]].shared
        ]
        horizon = int(self.first[edges[np.isin(self.row[edges], leaving)]].max(initial=0))
        if not horizon:
            return
        days = {row: program.column(horizon, whole=False) for row in leaving}
        living: dict[int, list[int]] = defaultdict(list)
        for row, day in days.items():
            mine = [edge for edge in self.of_row(row) if column[edge] != NONE]
            program.row([(day, -1), *((int(column[edge]), float(self.first[edge])) for edge in mine)], most=0)
            living[int(own[row])].append(row)
        for edge in edges.tolist():
            row, spare = int(self.row[edge]), horizon - int(self.last[edge])
            for holder in living.get(int(self.col[edge]), ()):
                if spare > 0:
                    program.row([(days[holder], 1), (int(column[edge]), spare)], most=horizon)
                if row in days:
                    program.row([(days[holder], 1), (days[row], -1), (int(column[edge]), horizon)], most=horizon)

    def left_too_late(self, edges: Ints) -> Iterator[tuple[list[int], list[int]]]:
        """Who would leave a home let whole too late, and who would have to be in it before: not both.

        Longer chains are forbidden as they turn up. With care there are none: nobody who leaves a home themselves, and
        nobody who has to be in before, moves in where somebody leaves late, be it into another room.
        """
        homes, own = self.market.homes, self.market.own
        into: dict[int, list[int]] = defaultdict(list)
        late: dict[int, list[int]] = defaultdict(list)
        for edge in edges.tolist():
            into[int(self.col[edge])].append(edge)
            if self.first[edge] > 0:
                late[int(self.row[edge])].append(edge)
        for row, mine in late.items():
            if own[row] == NONE or (homes[own[row]].shared and not self.careful):
                continue
            before = {
                edge: 0 if self.careful and own[self.row[edge]] != NONE else int(self.last[edge])
                for edge in into[own[row]]
            }
            pressed = sorted(set(before.values()))
            for day in pressed[: bisect_left(pressed, max(self.first[mine]))]:
                come = [edge for edge, last in before.items() if last <= day]
                leave = [edge for edge in mine if self.first[edge] > day]
                yield from ((leave, [one]) for one in come) if homes[own[row]].shared else [(leave, come)]
