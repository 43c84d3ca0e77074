"""A population as columns: one place a person, households side by side; what is not known is marked, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brobygger.law.facts import CaseFile, Fact, Person, Value
from brobygger.law.rulebook import BORN

Whole = NDArray[np.int64]
UNKNOWN = -1
ROLE = "role"
DATES = (
    BORN, "arrived", "residence_from", "left_municipality", "deceased", "pregnant_since", "birth",
    "danish_bonus_applied",
)  # fmt: skip
"""The dates a population may tell; `arrived` is the day the person came, as the law counts coming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is told of each person under one heading.

    A date stands as its number in the calendar, a number as itself, a word or a yes as its place among `words`.
    """

    values: Whole
    kind: str
    words: tuple[str | bool, ...] = ()

    def value(self, at: int) -> Value:
        """What is told of one person, or None."""
        code = int(self.values[at])
        if code == UNKNOWN:
            return None
        if self.kind == "date":
            return date.fromordinal(code)
        return self.words[code] if self.words else code


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """People in the order of their households; `first` is where each household begins, with the end of the last."""

    municipality: str
    households: tuple[str, ...]
    first: Whole
    columns: Mapping[str, Column]
    groups: Mapping[str, Column] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many persons there are."""
        return int(self.first[-1])

    @property
    def sizes(self) -> Whole:
        """How many persons each household has."""
        return np.diff(self.first)

    def case(self, number: int) -> CaseFile:
        """One household as the case file that the one-citizen path reads."""
        places = range(int(self.first[number]), int(self.first[number + 1]))
        people = {place: name_of(order) for order, place in enumerate(places)}
        return CaseFile(
            municipality=self.municipality,
            persons=tuple(self.person(name, place) for place, name in people.items()),
            facts=tuple(
                self.fact(name, column, who, place)
                for name, column in self.columns.items()
                for place, who in people.items()
                if name not in (ROLE, BORN) and column.values[place] != UNKNOWN
            ),
        )

    def person(self, name: str, place: int) -> Person:
        """One person."""
        born = self.columns[BORN].value(place)
        return Person(id=name, born=born if isinstance(born, date) else None, role=str(self.columns[ROLE].value(place)))

    def fact(self, name: str, column: Column, who: str, place: int) -> Fact:
        """What one column tells of one person; what is no date has held for as long as anybody asks."""
        value = column.value(place)
        return Fact(
            name=name, value=value, person=who, holds_from=value if isinstance(value, date) else None,
            key=f"{name} {who}",
        )  # fmt: skip


def name_of(order: int) -> str:
    """A person's name in the case file: in the order of the list, also when sorted as text."""
    return f"p{order + 1:03d}"
