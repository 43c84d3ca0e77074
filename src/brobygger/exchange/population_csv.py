"""Reads a population from a CSV file: one line a person, one column a fact, households told apart by their name.

household;role;born;arrived;partner;income;living_at_home;…;group_district

An empty cell is not known. Columns that begin with `group_` are the office's own, to group by.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from brobygger.exchange.case_toml import ROLES
from brobygger.exchange.separated import SEPARATORS, decoded
from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.danish_supplement import TEST as DANISH_TEST
from brobygger.law.errors import CaseFaultsError, Fault
from brobygger.law.rulebook import BORN, Word
from brobygger.whatif.looked_at import asks
from brobygger.whatif.population import DATES, ROLE, UNKNOWN, Column, Population, Whole
from brobygger.whatif.questions import STRUCTURE, SUMS, behind

HOUSEHOLD, GROUP = "household", "group_"
YES_NO = {"yes": 0, "ja": 0, "true": 0, "no": 1, "nej": 1, "false": 1}
MOST = 10**9
LARGEST = 99


@dataclass(kw_only=True)
class Sheet:
    """The file as read: its name, heading and lines, and the faults found so far."""

    name: str
    heading: list[str]
    lines: list[list[str]]
    numbers: list[int]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, what: str, problem: str, remedy: str) -> None:
        """Note what is wrong in one field of one line of the file."""
        self.faults.append(Fault(f"{self.name}, line {line}, {what}", problem, remedy))

    def cells(self, name: str) -> list[str]:
        """One column's cells; a line that is too short has an empty one."""
        at = self.heading.index(name)
        return [line[at].strip() if at < len(line) else "" for line in self.lines]


def read_population(path: Path, books: Books) -> Population:
    """The population. Raises `CaseFaultsError` with every fault found: line, field, problem and remedy."""
    sheet = read_sheet(path)
    words = known_columns(books)
    check_heading(sheet, words)
    if sheet.faults:
        raise CaseFaultsError(sheet.faults)
    names = sheet.cells(HOUSEHOLD)
    for number, name in zip(sheet.numbers, names, strict=True):
        if not name:
            sheet.fault(number, HOUSEHOLD, "The household has no name.", "Write a name or number of the household.")
    columns = {name: read_column(sheet, name, words) for name in sheet.heading if name in words}
    columns.setdefault(BORN, Column(kind="date", values=np.full(len(names), UNKNOWN, dtype=np.int64)))
    groups = {name: read_group(sheet, name) for name in sheet.heading if name.startswith(GROUP)}
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    of = np.array([places[name] for name in names], dtype=np.int64)
    check_sizes(sheet, names)
    if sheet.faults:
        raise CaseFaultsError(sheet.faults)
    order = np.argsort(of, kind="stable")
    return Population(
        municipality=books.rulebook.municipality,
        households=tuple(places),
        first=np.concatenate([[0], np.cumsum(np.bincount(of))]),
        columns={name: in_order(column, order) for name, column in columns.items()},
        groups={name: in_order(column, order) for name, column in groups.items()},
    )


def in_order(column: Column, order: Whole) -> Column:
    """The column with its persons household by household."""
    return Column(kind=column.kind, words=column.words, values=column.values[order])


def known_columns(books: Books) -> dict[str, Word | None]:
    """The columns that the law looks at, with the word of the vocabulary; None for the role."""
    asked = {column for name, wanted in asks([books]) for column, _ in behind(name, wanted)}
    names = {*asked, *(column for column, _ in STRUCTURE), *SUMS, *DATES, DANISH_TEST} & set(books.rulebook.facts)
    return {ROLE: None, **{name: books.rulebook.facts[name] for name in sorted(names)}}


def read_sheet(path: Path) -> Sheet:
    """The file's heading and lines. Raises `CaseFaultsError` when there are none."""
    try:
        text = decoded(path.read_bytes())
    except OSError as problem:
        raise CaseFaultsError([
            Fault(path.name, f"The file cannot be read ({problem.strerror}).", "Check the path and its rights.")
        ]) from None  # fmt: skip
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=head.count))
    lines, numbers = [], []
    for line in reader:
        if any(cell.strip() for cell in line):
            lines.append(line)
            numbers.append(reader.line_num)
    if len(lines) <= 1:
        raise CaseFaultsError([
            Fault(path.name, "There is no person.", "Write a heading (household;role;born;…) and one line a person.")
        ])  # fmt: skip
    heading = [cell.strip().lower() for cell in lines[0]]
    return Sheet(name=path.name, heading=heading, lines=lines[1:], numbers=numbers[1:])


def check_heading(sheet: Sheet, words: Mapping[str, Word | None]) -> None:
    """Every heading is known, stands once, and those that are needed are there."""
    for name in (HOUSEHOLD, ROLE):
        if name not in sheet.heading:
            sheet.fault(1, name, "The column is missing.", f"Add a column '{name}'.")
    for name in sheet.heading:
        if sheet.heading.count(name) > 1:
            sheet.fault(1, name or "?", "The column stands twice.", "Keep one of them.")
        elif name != HOUSEHOLD and name not in words and not name.startswith(GROUP):
            known = ", ".join((HOUSEHOLD, *words))
            sheet.fault(1, name or "?", "No benefit depends on this column.", f"Use {known}; or call it {GROUP}….")
    for number, line in zip(sheet.numbers, sheet.lines, strict=True):
        if len(line) > len(sheet.heading):
            sheet.fault(number, "?", "The line has more fields than the heading.", "Remove the extra separators.")


def check_sizes(sheet: Sheet, names: list[str]) -> None:
    """No household is larger than a family can be."""
    sizes: dict[str, int] = {}
    for number, name in zip(sheet.numbers, names, strict=True):
        sizes[name] = sizes.get(name, 0) + 1
        if name and sizes[name] == LARGEST + 1:
            sheet.fault(number, HOUSEHOLD, f"'{name}' has more than {LARGEST} persons.", "Give households own names.")


def read_column(sheet: Sheet, name: str, words: Mapping[str, Word | None]) -> Column:
    """One column of what the law looks at; what cannot be read is noted and stands as not known."""
    word = words[name]
    kind = "choice" if word is None else word.type
    choices: tuple[str | bool, ...] = ()
    if kind == "choice":
        choices = ROLES if word is None else tuple(word.choices)
    elif kind == "yes_no":
        choices = (True, False)
    read = READERS[kind](choices)
    values = coded(sheet, name, read, required=name == ROLE)
    return Column(kind=kind, words=choices, values=values)


def read_group(sheet: Sheet, name: str) -> Column:
    """One of the office's own columns."""
    words = tuple(dict.fromkeys(cell for cell in sheet.cells(name) if cell))
    return Column(kind="text", words=words, values=coded(sheet, name, a_word(words)))


Read = Callable[[str], int | str]
"""A cell as its code, or what mends it."""


def coded(sheet: Sheet, name: str, read: Read, *, required: bool = False) -> Whole:
    """Each cell as its code; equal cells are read once."""
    known: dict[str, int | str] = {"": "Fill it in." if required else UNKNOWN}
    codes = np.empty(len(sheet.lines), dtype=np.int64)
    for at, cell in enumerate(sheet.cells(name)):
        code = known[cell] if cell in known else known.setdefault(cell, read(cell))
        if isinstance(code, str):
            sheet.fault(sheet.numbers[at], name, f"'{cell}' cannot be used." if cell else "It is empty.", code)
            code = UNKNOWN
        codes[at] = code
    return codes


def a_day(_: tuple[str | bool, ...]) -> Read:
    """Reads a date."""

    def read(cell: str) -> int | str:
        try:
            return date.fromisoformat(cell).toordinal()
        except ValueError:
            return "Write a date: 2015-05-15."

    return read


def a_word(choices: tuple[str | bool, ...]) -> Read:
    """Reads one of some words."""
    places = {word: place for place, word in enumerate(choices)}
    return lambda cell: places.get(cell, f"Use one of: {', '.join(map(str, choices))}.")


def yes_or_no(_: tuple[str | bool, ...]) -> Read:
    """Reads a yes or a no."""
    return lambda cell: YES_NO.get(cell.lower(), "Write yes or no, or leave it empty.")


def a_number(_: tuple[str | bool, ...]) -> Read:
    """Reads whole kroner."""
    return lambda cell: (
        int(cell) if cell.isascii() and cell.isdigit() and int(cell) < MOST else "Write a whole number from 0."
    )


READERS: dict[str, Callable[[tuple[str | bool, ...]], Read]] = {
    "date": a_day, "choice": a_word, "yes_no": yes_or_no, "number": a_number,
}  # fmt: skip
