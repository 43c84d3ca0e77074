"""Homes let by the room or the bed: a model of all that can be.

Nothing is left out of the model: every pair that no hard rule forbids is an edge of it. Rooms alike are counted, not
named, and families of a size share their ways of taking rooms. Each edge counts in three rows: the household takes one
home, the home has so many places for its like, and its class is served once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.market import NONE, Market
from brobygger.matching.moving import Move, sex_of
from brobygger.matching.program import Program
from brobygger.matching.rooms import SEXES, Kind, kinds, patterns

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]
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
        self.beds_for: dict[tuple[int, int, str], int] = {}
        self.rooms_for: dict[int, int] = {}
        self.empty: dict[int, int] = {}
        self.forbidden: list[list[int]] = []
        self.exact = True
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
        household = self.market.households[row]
        return sex_of(household) or household.size

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
        for sex in SEXES:
            company = kind.shared_by == sex
            if sex not in places and not company:
                continue
            rooms = program.column(len(kind.rooms))
            beds = program.column(kind.singles * len(kind.rooms))
            self.beds_for[col, number, sex] = beds
            self.rooms_for[beds] = rooms
            if sex in places:
                program.entry(places[sex], beds, -1)
            there = [(self.stay[row], 1.0) for row in kind.residents] if company else []
            for one in there:
                program.row([one, (rooms, -1)], most=0)
            program.row([(beds, 1), (rooms, -kind.singles), *there], most=0)
            taken.append((rooms, 1))
        program.row(taken, most=len(kind.rooms))
        for row in () if kind.shared_by else kind.residents:
            program.row([*taken, (self.stay[row], 1)], most=1)

    def forbid(self, chain: Sequence[Move]) -> None:
        """Not all of these moves together: the last would come too late.

        Other rooms of a shared home might have done; then what is found without the chain proves nothing.
        """
        self.forbidden.append([self.edge(move.row, move.col) for move in chain])
        self.exact &= not any(self.market.homes[move.col].shared for move in chain)

    def first_days(self, edges: Ints) -> Ints:
        """The first day of each edge, counted from the day asked."""
        arrives = np.array(
            [each.arrives.toordinal() if each.arrives else 0 for each in self.market.households], dtype=np.int64
        )
        first = np.maximum(self.market.stock.free[self.col[edges]], arrives[self.row[edges]])
        counted: Ints = np.maximum(first - self.market.as_of.toordinal(), 0)
        return counted

    def last_days(self, row: int) -> Ints:
        """The last day of each edge of a household, counted from the day asked."""
        household, rank = self.market.households[row], int(self.market.priority[row])
        last = self.market.stock.last_day(household, rank, self.col[self.begins[row] : self.begins[row + 1]])
        counted: Ints = last - self.market.as_of.toordinal()
        return counted

    def whole_program(self, edges: Ints) -> Program:
        """The program with these edges as its last columns but the days, and with the days."""
        program = self.program.copy()
        columns = np.array([program.column(1) for _ in range(len(edges))], dtype=np.int64)
        program.entries(self.one_home[self.row[edges]], columns)
        program.entries(self.place_for[edges], columns)
        program.entries(self.tally[self.rank[edges]], columns)
        column = np.full(len(self.row), NONE, dtype=np.int64)
        column[edges] = columns
        self.in_time(program, edges, column)
        for chain in self.forbidden:
            if (column[chain] != NONE).all():
                program.row([(int(column[edge]), 1) for edge in chain], most=len(chain) - 1)
        return program

    def edge(self, row: int, col: int) -> int:
        """The edge of a household to a home."""
        begin, end = self.begins[row], self.begins[row + 1]
        return int(begin + np.searchsorted(self.col[begin:end], col))

    def in_time(self, program: Program, edges: Ints, column: Ints) -> None:
        """Nobody moves into a home let whole before those who live there have left, nor later than they may.

        A day is a number for each who can leave such a home, counted from the day asked.
        """
        homes, own = self.market.homes, self.market.own
        leaving = [row for row in self.stay if not homes[own[row]].shared]
        first = np.zeros(len(self.row), dtype=np.int64)
        first[edges] = self.first_days(edges)
        horizon = int(first[edges[np.isin(self.row[edges], leaving)]].max(initial=0))
        if not horizon:
            return
        days = {row: program.column(horizon, whole=False) for row in leaving}
        living: dict[int, list[int]] = defaultdict(list)
        for row, day in days.items():
            mine = [edge for edge in self.of_row(row) if column[edge] != NONE]
            program.row([(day, -1), *((int(column[edge]), float(first[edge])) for edge in mine)], most=0)
            living[int(own[row])].append(row)
        for row in np.unique(self.row[edges]).tolist():
            last = self.last_days(row)
            for edge in self.of_row(row):
                if column[edge] == NONE:
                    continue
                spare = horizon - int(last[edge - self.begins[row]])
                for holder in living.get(int(self.col[edge]), ()):
                    if spare > 0:
                        program.row([(days[holder], 1), (int(column[edge]), spare)], most=horizon)
                    if row in days:
                        program.row([(days[holder], 1), (days[row], -1), (int(column[edge]), horizon)], most=horizon)
