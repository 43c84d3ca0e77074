"""What a new fact, a correction or a decision changed: told to the officer, kept as a movement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from .choices import Standing, Why

if TYPE_CHECKING:
    from .models import Duty

DONE = (Standing.FULFILLED, Standing.FULFILLED_LATE)
OVER = (Standing.LAPSED, Standing.GONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What an officer sees of a duty; two equal states are no change."""

    standing: str
    due_on: date | None
    legal_due_on: date | None
    fulfilled_on: date | None
    missing: tuple[str, ...]

    @classmethod
    def of(cls, duty: Duty) -> State:
        """The duty as it stands."""
        return cls(
            standing=duty.standing,
            due_on=duty.due_on,
            legal_due_on=duty.legal_due_on,
            fulfilled_on=duty.fulfilled_on,
            missing=tuple(duty.missing),
        )

    def as_json(self) -> dict[str, Any]:
        """The state as plain data."""
        days = ("due_on", "legal_due_on", "fulfilled_on")
        told: dict[str, Any] = {name: day.isoformat() if (day := getattr(self, name)) else None for name in days}
        return told | {"standing": self.standing, "missing": list(self.missing)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One duty before and after; `was` is None for a duty that has just arisen."""

    duty: Duty
    was: State | None
    became: State

    @property
    def before(self) -> date | None:
        """The date before."""
        return self.was.due_on if self.was else None

    @property
    def after(self) -> date | None:
        """The date after."""
        return self.became.due_on

    @property
    def why(self) -> Why:
        """What kind of change it is."""
        if self.was is None:
            return Why.AROSE
        if self.became.standing in DONE:
            return Why.MET
        return Why.ENDED if self.became.standing in OVER else Why.MOVED
