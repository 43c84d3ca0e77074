"""Households that look the same to the law get the same key, so that each key is reckoned once.

A key is made of what the law looks at and of nothing else: the facts that the month's rules name, and of a date only
which of the rules' questions it answers yes. Households that differ in any of it never share a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brobygger.law.amounts.lines import last_day
from brobygger.law.rulebook import BORN
from brobygger.whatif.looked_at import EARNINGS, Looked, Marks
from brobygger.whatif.population import ROLE, UNKNOWN, Population, Whole

MOST_CODES = 2**62
PREGNANT, BIRTH, APPLIED = "pregnant_since", "birth", "danish_bonus_applied"
CHILD = "child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """Cases to reckon, and where each household of each month finds its own.

    `example` and `month` give, for each key, a household that has it and the month to reckon it in; `keys` has a row a
    month and a column a household.
    """

    example: Whole
    month: Whole
    keys: list[Whole]


def keyed(population: Population, looked: list[Looked], months: list[date]) -> Keyed:
    """The keys of one stretch of months. A household whose codes do not move keeps its key of the month before."""
    codes = person_codes(population, looked)
    own = [on_their_own(population, month) for month in months]
    homes = [np.arange(len(population.households))]
    of = np.repeat(homes[0], population.sizes)
    for step in range(1, len(months)):
        moved = np.zeros(len(population.households), dtype=bool)
        moved[of[codes[step] != codes[step - 1]]] = True
        homes.append(np.flatnonzero(moved | own[step] | own[step - 1]))
    which = np.repeat(np.arange(len(months)), [len(some) for some in homes])
    home = np.concatenate(homes)
    alone = np.concatenate([own[step][some] for step, some in enumerate(homes)])
    _, example, found = np.unique(
        folded(population, codes, which, home, alone=alone), return_index=True, return_inverse=True
    )
    return Keyed(example=home[example], month=which[example], keys=by_month(found, homes))


def by_month(found: Whole, homes: list[Whole]) -> list[Whole]:
    """Each month's keys: the month before's, with those of the households that moved."""
    keys, begun = [], 0
    now = np.empty(0, dtype=np.int64)
    for step, some in enumerate(homes):
        now = now.copy() if step else np.empty(len(some), dtype=np.int64)
        now[some] = found[begun : begun + len(some)]
        begun += len(some)
        keys.append(now)
    return keys


def folded(population: Population, codes: list[Whole], which: Whole, home: Whole, *, alone: NDArray[np.bool_]) -> Whole:
    """One number a household: its persons' codes taken together one after another, exactly.

    A household that must be reckoned on its own has a number nobody shares.
    """
    first, sizes = population.first[home], population.sizes[home]
    table = np.stack(codes)
    wide = int(table.max(initial=0)) + 1
    key = table[which, first]
    for place in range(1, int(sizes.max(initial=1))):
        more = np.flatnonzero(sizes > place)
        pair = compact(key[more]) * wide + table[which[more], first[more] + place]
        key[more] = int(key.max()) + 1 + compact(pair)
    key[alone] = int(key.max(initial=0)) + 1 + np.arange(int(alone.sum()))
    return key


def compact(codes: Whole) -> Whole:
    """The same numbers from 0 without gaps: equal stay equal, unlike stay unlike."""
    return np.asarray(np.unique(codes, return_inverse=True)[1], dtype=np.int64)


def person_codes(population: Population, looked: list[Looked]) -> list[Whole]:
    """For each month one number a person, of all that the law looks at: the same number means the same in any month."""
    code, wide = standing(population, looked[0].names)
    codes = [code.copy() for _ in looked]
    for name, column in population.columns.items():
        marks = [month.marks[name] for month in looked if name in month.marks]
        if column.kind != "date" or not marks:
            continue
        tables, classes = tables_of(column.values, marks)
        if wide * classes > MOST_CODES:
            codes = list(compact(np.concatenate(codes)).reshape(len(codes), -1))
            wide = int(max(some.max(initial=0) for some in codes)) + 1
        place = column.values - low(column.values) + 1
        place[column.values == UNKNOWN] = 0
        for some, table in zip(codes, tables, strict=True):
            some *= classes
            some += table[place]
        wide *= classes
    return [part.reshape(-1) for part in np.split(compact(np.concatenate(codes)), len(codes))]


def standing(population: Population, names: frozenset[str]) -> tuple[Whole, int]:
    """What does not move with time, as one number a person: role and the facts that the rules name."""
    code, wide = population.columns[ROLE].values.copy(), len(population.columns[ROLE].words)
    for name, column in population.columns.items():
        if column.kind == "date" or name == ROLE or name not in names:
            continue
        own = np.minimum(column.values, 1) if name == EARNINGS else column.values
        code = compact(code * (int(own.max(initial=UNKNOWN)) + 2) + own + 1)
        wide = int(code.max(initial=0)) + 1
    return code, wide


def low(values: Whole) -> int:
    """The earliest date told."""
    return int(values[values != UNKNOWN].min(initial=date.max.toordinal()))


def tables_of(values: Whole, months: list[Marks]) -> tuple[list[Whole], int]:
    """For each month a table from a date to its class: which of the questions it answers yes.

    A class has the same number in every month; 0 is the date that is not known.
    """
    numbers: dict[tuple[bool, ...], int] = {}
    begins, ends = low(values), int(values.max(initial=UNKNOWN))
    tables = []
    for marks in months:
        cuts = np.array(sorted({last.toordinal() for last in marks.values()}))
        lasts = np.array([last.toordinal() for last in marks.values()])
        tops = [*cuts.tolist(), date.max.toordinal()]
        classes = [numbers.setdefault(tuple((lasts >= top).tolist()), len(numbers) + 1) for top in tops]
        spots = np.searchsorted(cuts, np.arange(begins, ends + 1), side="left")
        tables.append(np.concatenate([[0], np.array(classes)[spots]]))
    return tables, len(numbers) + 1


def on_their_own(population: Population, month: date) -> NDArray[np.bool_]:
    """Households in which the law holds dates up against one another, so that no class of dates tells enough.

    A pregnancy beside a birth or a child born since, and the month in which the Danish bonus is applied for.
    """
    people = np.zeros(population.people, dtype=bool)
    columns = population.columns
    of = np.repeat(np.arange(len(population.households)), population.sizes)
    if PREGNANT in columns:
        since = columns[PREGNANT].values
        earliest = np.full(len(population.households), np.iinfo(np.int64).max)
        np.minimum.at(earliest, of[since != UNKNOWN], since[since != UNKNOWN])
        born = columns[BORN].values
        child = columns[ROLE].values == columns[ROLE].words.index(CHILD)
        people |= child & (born > earliest[of])
        people |= (
            (columns[BIRTH].values != UNKNOWN) & (earliest[of] < np.iinfo(np.int64).max) if BIRTH in columns else False
        )
    if APPLIED in columns:
        applied = columns[APPLIED].values
        people |= (applied >= month.replace(day=1).toordinal()) & (applied <= last_day(month).toordinal())
    alone = np.zeros(len(population.households), dtype=bool)
    alone[of[people]] = True
    return alone
