"""Typical households worked by hand, a month under each law: what a benefits officer checks the rulebook against.

`denmark/benefits/columns.toml` names the months, `households/*.toml` the people and, for each month, what is expected,
why, and the rates it rests on. `age` is the age all through the month; `weeks_before` is that long before its 1st.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import ORDER, PAID, Line
from brobygger.law.amounts.loading import hundredths
from brobygger.law.amounts.month import amounts_of
from brobygger.law.amounts.tree import Amount, kroner
from brobygger.law.counting import months_after, weeks_after
from brobygger.law.errors import Fault, RulebookFaultsError
from brobygger.law.facts import CaseFile, Fact, Person
from brobygger.law.library import DENMARK, library
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import Text

HALF_A_YEAR = -6
ROLES = ("single", "adult", "spouse", "child")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month of the table, and the day the people came unless it is told otherwise."""

    id: str
    month: date
    came: date
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One line that a month is expected to have."""

    kind: str
    person: str | None
    amount: int | float | None
    missing: tuple[str, ...]
    rates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One household in one month: the case, what is expected of it and why."""

    household: str
    title: Text
    column: Column
    why: Text
    case: CaseFile
    expect: tuple[Expected, ...]

    def lines(self, books: Books) -> list[Line]:
        """What the core says."""
        return amounts_of(self.case, books, month=self.column.month)

    def problems(self, books: Books) -> list[str]:
        """What is expected and not got, or got and not expected; empty when it holds."""
        got = {(line.kind, line.person): line for line in self.lines(books)}
        wanted = {(one.kind, one.person): one for one in self.expect}
        found = [f"{kind} {person or ''}: not expected" for kind, person in got.keys() - wanted.keys()]
        for (kind, person), one in wanted.items():
            line = got.get((kind, person))
            told = None if line is None else told_of(line)
            if told != (one.amount, one.missing, frozenset(one.rates)):
                found.append(f"{kind} {person or ''}: expected {one}, got {told}")
        return sorted(found)


def told_of(line: Line) -> tuple[int | float | None, tuple[str, ...], frozenset[str]]:
    """A line's amount in kroner, what it lacks, and the rates it rests on."""
    rates = {leaf.rate for leaf in line.outcome.leaves()} if isinstance(line.outcome, Amount) else set()
    return (None if line.ore is None else kroner(line.ore), line.missing, frozenset(rates - {""}))


def typical(books: Books, directory: Path | None = None) -> list[Worked]:
    """Every household in every month. Raises `RulebookFaultsError` with every fault found."""
    folder = library(directory).folder(DENMARK) / "benefits"
    faults: list[Fault] = []
    book = read_toml(folder / "columns.toml", where="columns.toml", faults=faults)
    columns = {column.id: column for column in map(read_column, book.each("column") if book else ())}
    found = []
    for path in sorted((folder / "households").glob("*.toml")):
        told = read_toml(path, where=path.name, faults=faults)
        if told is not None:
            found += read_household(path.stem, told, columns, books)
    if faults:
        raise RulebookFaultsError(faults)
    return found


def read_column(entry: Reading) -> Column:
    """One month of the table."""
    column = Column(
        id=entry.take("id", "text", required=True) or "",
        month=entry.take("month", "date", required=True) or date.min,
        came=entry.take("came", "date", required=True) or date.min,
        label=entry.text("label", required=True) or {},
    )
    entry.done()
    return column


def read_household(name: str, book: Reading, columns: Mapping[str, Column], books: Books) -> list[Worked]:
    """One household in each of its months."""
    title = book.text("title", required=True) or {}
    people, facts = [dict(one.table) for one in book.each("person")], [dict(one.table) for one in book.each("fact")]
    for fact in facts:
        if fact.get("fact") not in books.rulebook.facts:
            book.fault(f"The fact {fact.get('fact')!r} is not in the vocabulary.", "Name a fact of facts.toml.")
    found = []
    for entry in book.each("month"):
        column = columns.get(entry.one_of("column", columns))
        why = entry.text("why", required=True) or {}
        expect = tuple(read_expected(one) for one in entry.each("expect"))
        entry.done()
        if column is not None:
            case = case_of(people, facts, column)
            found.append(Worked(household=name, title=title, column=column, why=why, case=case, expect=expect))
    book.done()
    return found


def read_expected(entry: Reading) -> Expected:
    """One line expected: an amount in kroner, or what is missing."""
    expected = Expected(
        kind=entry.one_of("kind", ORDER),
        person=entry.take("person", "text"),
        amount=kroner(ore) if "amount" in entry.table and (ore := hundredths(entry, "amount")) is not None else None,
        missing=entry.words("missing"),
        rates=entry.words("rates"),
    )
    if (expected.amount is None) == (not expected.missing):
        entry.fault("Neither an amount nor what is missing, or both.", "Give one of: amount, missing.")
    entry.done()
    return expected


def case_of(people: list[dict[str, Any]], facts: list[dict[str, Any]], column: Column) -> CaseFile:
    """The household as it is in that month."""
    persons = tuple(
        Person(id=one["id"], born=months_after(column.month, HALF_A_YEAR - 12 * one["age"]), role=one["role"])
        for one in people
    )
    came = [
        Fact(name="responsibility_stated", person=one["id"], value=day, holds_from=day, key=f"came {one['id']}")
        for one in people
        if one["role"] != "child"
        for day in [one.get("came", column.came)]
    ]
    told = [fact_of(one, column, f"fact {number}") for number, one in enumerate(facts, 1)]
    return CaseFile(municipality=DENMARK, persons=persons, facts=(*came, *told))


def fact_of(entry: Mapping[str, Any], column: Column, key: str) -> Fact:
    """One fact that holds all along, or an event so many weeks before the month."""
    if "weeks_before" in entry:
        day = weeks_after(column.month, -entry["weeks_before"])
        return Fact(name=entry["fact"], person=entry.get("person"), value=day, holds_from=day, key=key)
    return Fact(name=entry["fact"], person=entry.get("person"), value=entry["value"], key=key)


def month_total(lines: list[Line]) -> int | None:
    """All that is paid out in the month in øre, None where any of it is undetermined."""
    paid = [line for line in lines if line.kind in PAID]
    return (
        sum(PAID[line.kind] * (line.ore or 0) for line in paid) if all(line.ore is not None for line in paid) else None
    )
