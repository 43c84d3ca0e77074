"""What is known of a family: persons, dated facts, and decisions taken by an officer. Everything here is data.

A fact has three dates: when it holds (from and to) and when it was recorded. A fact without `recorded_on` counts as
recorded on the day it holds from; a statement of what lies ahead with no day of its own counts as always known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Value = date | str | bool | int | None

LONG_AGO = date(1900, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member of the family. `role` is single, adult, spouse or child; `born` is None when it is not known."""

    id: str
    born: date | None = None
    role: str = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One entry of the ledger. `person` is None for what holds of the whole family; `key` names the entry in evidence.

    For an event the day is the value when that is a date, else `holds_from`. `replaces` is the key of the entry that
    this one corrects; `withdrawn` takes that entry back without putting another in its place.
    """

    name: str
    value: Value = None
    person: str | None = None
    holds_from: date | None = None
    holds_to: date | None = None
    recorded_on: date | None = None
    key: str = ""
    replaces: str | None = None
    withdrawn: bool = False
    day: date | None = field(init=False, repr=False, compare=False)
    """The day an event happened."""
    known_from: date = field(init=False, repr=False, compare=False)
    """The day from which the office knew."""

    def __post_init__(self) -> None:
        """Both days are told once: every rule asks for them."""
        object.__setattr__(self, "day", self.value if isinstance(self.value, date) else self.holds_from)
        object.__setattr__(self, "known_from", self.recorded_on or self.holds_from or LONG_AGO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An officer's dated decision to waive, postpone or pause a duty, with its reason and name.

    `occurrence` picks one of a recurring duty. Without it a waiver or a pause is of every one that runs, not fulfilled,
    while it holds, and a postponement, which names a date, of the first that is not fulfilled.
    """

    rule: str
    kind: str
    starts: date
    reason: str
    by: str
    person: str | None = None
    until: date | None = None
    recorded_on: date | None = None
    occurrence: int | None = None
    key: str = ""

    @property
    def known_from(self) -> date:
        """The day from which the office knew of the decision."""
        return self.recorded_on or self.starts


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that the assessment may look at: one family, or one person alone, in one municipality."""

    municipality: str
    persons: tuple[Person, ...]
    facts: tuple[Fact, ...] = ()
    decisions: tuple[Decision, ...] = field(default=())
