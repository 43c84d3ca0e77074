"""What became of each person in a letter or a list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brobygger.exchange.arrival import Arrival
    from brobygger.office.casefiles.models import Case

    from .models import Notice


class Fate(StrEnum):
    """A case was opened, stood already, or could not be told."""

    OPENED = "opened"
    KNOWN = "known"
    TWO_PEOPLE = "two_people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One person of the letter: their case, and what the officer should look at."""

    arrival: Arrival
    fate: Fate
    case: Case | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Everything that taking in a list did."""

    notices: tuple[Notice, ...]
    outcomes: tuple[Outcome, ...]

    def count(self, fate: Fate) -> int:
        """How many met this fate."""
        return sum(outcome.fate is fate for outcome in self.outcomes)
