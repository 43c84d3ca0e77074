"""What became of each person in a letter or a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.exchange.columns import fields
from brobygger.office.casefiles import vocabulary
from brobygger.office.foundation import days

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
class Difference:
    """Something that letter and case tell otherwise; the case stands. Of the letter a day is kept, and no more."""

    about: str
    day: str = ""

    @property
    def said(self) -> str:
        """The difference and what to do, in the reader's language."""
        if self.about in vocabulary.words():
            label = vocabulary.label(self.about)
        else:
            label = fields()[self.about].label.said_in(get_language() or "da")
        if not self.day:
            text = _("%(field)s: brevet siger noget andet end sagen. Ret det på sagen, hvis brevet har ret.")
            return text % {"field": label}
        text = _("%(field)s: brevet siger %(day)s, sagen siger noget andet. Ret det på sagen, hvis brevet har ret.")
        said = text % {"field": label, "day": days.written(date.fromisoformat(self.day))}
        if self.about == "allocation_decided":
            said += " " + _(
                "Er borgeren fraflyttet og visiteret igen, så registrér fraflytningen og tag brevet ind igen."
            )
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One person of the letter: their case, and where letter and case differ."""

    arrival: Arrival
    fate: Fate
    case: Case | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Everything that taking in a list did."""

    notices: tuple[Notice, ...]
    outcomes: tuple[Outcome, ...]

    def count(self, fate: Fate) -> int:
        """How many met this fate."""
        return sum(outcome.fate is fate for outcome in self.outcomes)
