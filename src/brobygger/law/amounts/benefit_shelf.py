"""How every file of `denmark/benefits` is read: the words it may name, its versions' days, its rows and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from brobygger.law.amounts.benefit_law import Conditions, Dated, Row
from brobygger.law.amounts.model import RateBook
from brobygger.law.amounts.traits import KINDS
from brobygger.law.conditions import allowed_values
from brobygger.law.errors import Fault
from brobygger.law.library import DENMARK
from brobygger.law.reading import Reading, read_toml
from brobygger.law.roles import ROLES
from brobygger.law.rulebook import Citation, LawText, Text, Word
from brobygger.law.rules import read_citation
from brobygger.law.texts import check_confirmed, check_named

FOLDER = "benefits"


@dataclass(kw_only=True)
class Shelf:
    """What the files may name: the vocabulary, the rates, the schemes, the texts; and the faults found so far.

    What is only proposed stands in no text of the law, and is read without `texts`.
    """

    folder: Path
    words: Mapping[str, Word]
    rates: RateBook
    events: frozenset[str]
    schemes: frozenset[str] = frozenset()
    texts: Mapping[str, LawText] | None = None
    faults: list[Fault] = field(default_factory=list)

    def file(self, name: str) -> Reading:
        """One file of the folder; one that cannot be read is empty, with the reason noted."""
        where = f"{DENMARK}/{FOLDER}/{name}"
        found = read_toml(self.folder / name, where=where, faults=self.faults)
        return found or Reading({}, where=where, faults=self.faults)

    def later(self, name: str) -> Reading | None:
        """A file that folders of rules written before it do not have; None in them."""
        return self.file(name) if (self.folder / name).exists() else None


def read_heading(book: Reading) -> Text:
    """The file's title; it must have an explanation and a version as well."""
    title = book.text("title", required=True) or {}
    book.text("explanation", required=True)
    book.words("facts_csv")
    if not book.table.get("version"):
        book.fault("The file has no version.", "Add [[version]].")
    book.done()
    return title


def read_dated(entry: Reading, shelf: Shelf) -> dict[str, Any]:
    """What every version has: its days, citation, standing, title, note and whom it is for."""
    in_force, until = entry.take("in_force", "date", required=True), entry.take("until", "date")
    if in_force and until and until < in_force:
        entry.fault(f"'until' {until} is before 'in_force' {in_force}.", "Mend one of them.")
    told: dict[str, Any] = {
        "in_force": in_force or date.min,
        "until": until,
        "announced": entry.take("announced", "date"),
        "citation": read_citation(entry),
        "confirmed": entry.take("confirmed", "yes or no") is not False,
        "title": entry.text("title") or {},
        "note": entry.text("note"),
        "owner": entry.one_of("owner", ROLES, default="leader"),
        "conditions": read_conditions(entry, shelf),
    }
    check_read(Dated(**told), entry, shelf)
    return told


def check_read(version: Dated, entry: Reading, shelf: Shelf) -> None:
    """What is confirmed was read, on its first day and on its last; what is not says what is missing."""
    if shelf.texts is None:
        return
    check_named(version.citation, shelf.texts, where=entry.where, faults=shelf.faults)
    if version.confirmed:
        check_confirmed(version, shelf.texts, where=entry.where, faults=shelf.faults)
    elif not version.note:
        entry.fault(f"The version of {version.in_force} is not confirmed and does not say why.", "Add note.")


def read_conditions(entry: Reading, shelf: Shelf) -> Conditions:
    """Whom a version or a row is for."""
    parts = {key: entry.inner(key) for key in ("when", "documented", "unless")}
    return Conditions(**{key: read_asked(part, shelf) for key, part in parts.items() if part is not None})


def read_asked(entry: Reading, shelf: Shelf) -> dict[str, Any]:
    """Traits with what they ask, facts with the values they may have."""
    asked: dict[str, Any] = {}
    for name in entry.table:
        if name in KINDS:
            asked[name] = entry.take(name, KINDS[name], required=True)
        else:
            asked[name] = allowed_values(entry, name, entry.take(name, "list") or [], dict(shelf.words))
    entry.done()
    return {name: wanted for name, wanted in asked.items() if wanted is not None}


def read_row(entry: Reading, shelf: Shelf) -> Row:
    """One line: exactly one of a rate, nothing for a reason, or law not read."""
    row = Row(
        conditions=read_conditions(entry, shelf),
        rate=one_rate(entry, shelf, required=False),
        beside=entry.words("beside"),
        nothing=entry.text("nothing"),
        not_read=entry.text("not_read"),
        doubt=entry.text("doubt"),
    )
    if sum(map(bool, (row.rate, row.nothing, row.not_read))) != 1:
        entry.fault("The row does not say what is paid.", "Give it one of: rate, nothing, not_read.")
    entry.done()
    return row


def one_rate(entry: Reading, shelf: Shelf, key: str = "rate", *, required: bool = True) -> str:
    """A rate that some file has."""
    name: str = entry.take(key, "text", required=required) or ""
    if name and name not in shelf.rates.rates:
        entry.fault(f"'{name}' is no rate.", f"Name a rate of {DENMARK}/rates.")
    return name


def read_rates(entry: Reading, key: str, shelf: Shelf) -> tuple[str, ...]:
    """Names of rates that some file has."""
    names = entry.words(key, required=True)
    for name in sorted(set(names) - shelf.rates.rates.keys()):
        entry.fault(f"'{key}' names '{name}'.", f"Name rates of {DENMARK}/rates.")
    return names


def read_rows(entry: Reading, shelf: Shelf) -> tuple[Row, ...]:
    """The rows in their order; there is at least one."""
    rows = tuple(read_row(one, shelf) for one in entry.each("row"))
    if not rows:
        entry.fault("There is no row.", "Add a row with its rate.")
    return rows


def read_cited(entry: Reading) -> Citation:
    """A supplement's own section, read when its version was."""
    told = entry.inner("citation", required=True) or Reading({}, where=entry.where, faults=[])
    said = {key: told.take(key, "text", required=True) or "" for key in ("law", "section", "source", "url")}
    told.done()
    return Citation(**said, checked_on=entry.take("checked_on", "date") or date.min)


def read_schemes(entry: Reading, key: str, shelf: Shelf) -> tuple[str, ...]:
    """Names of schemes."""
    names = entry.words(key, required=True)
    for name in sorted(set(names) - shelf.schemes):
        entry.fault(f"'{key}' names '{name}'.", f"Use: {', '.join(sorted(shelf.schemes))}.")
    return names


def read_event(entry: Reading, key: str, shelf: Shelf) -> str:
    """A date of the vocabulary, or a milestone."""
    name: str = entry.take(key, "text") or ""
    if name and name not in shelf.events:
        entry.fault(f"'{key}' names '{name}'.", "Name a date of facts.toml.")
    return name


def read_tests(entry: Reading, shelf: Shelf) -> tuple[str, ...]:
    """The Danish tests that count."""
    told = entry.take("tests", "list", required=True) or []
    return tuple(str(test) for test in allowed_values(entry, "danish_test", told, dict(shelf.words)))
