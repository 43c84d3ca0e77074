"""Cases for tests of amounts: a few people, their facts, and what a month's lines say of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.amounts.lines import Line
from brobygger.law.amounts.month import amounts_of
from brobygger.law.facts import CaseFile, Fact, Person

DAYS = {
    "residence_from", "arrived", "responsibility_stated", "left_municipality", "deceased", "pregnant_since", "birth",
    "danish_bonus_applied",
}  # fmt: skip
BEFORE, AFTER = "2015-05-01", "2015-09-01"


@cache
def books() -> Books:
    return load_books()


def day(text: str) -> date:
    return date.fromisoformat(text)


def person(name: str = "p", born: str | None = "1980-06-15", role: str = "single") -> Person:
    return Person(id=name, born=day(born) if born else None, role=role)


def fact(
    name: str, value: Any, who: str | None = "p", *, since: str | None = None, recorded: str | None = None
) -> Fact:
    """A fact that holds from *since*; what happened on a day has that day as its value."""
    told = day(value) if name in DAYS else value
    begins = told if isinstance(told, date) else (day(since) if since else None)
    return Fact(
        name=name, value=told, person=who, holds_from=begins, recorded_on=day(recorded) if recorded else None,
        key=f"{name} {who} {value} {since}",
    )  # fmt: skip


def case(*people: Person, facts: list[Fact]) -> CaseFile:
    return CaseFile(municipality="denmark", persons=people or (person(),), facts=tuple(facts))


def lines(file: CaseFile, month: str, known_on: str | None = None) -> dict[tuple[str, str | None], Line]:
    """The month's lines by kind and person."""
    found = amounts_of(file, books(), month=day(f"{month}-01"), known_on=day(known_on) if known_on else None)
    return {(line.kind, line.person): line for line in found}


def amount(file: CaseFile, month: str, kind: str = "benefit", who: str | None = "p") -> float | tuple[str, ...] | None:
    """The amount in kroner, what is missing, or None where there is no such line."""
    line = lines(file, month).get((kind, who))
    if line is None:
        return None
    return line.missing or (line.ore or 0) / 100
