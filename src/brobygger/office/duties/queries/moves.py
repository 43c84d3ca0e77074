"""What an officer's last step changed, to be shown on the page they land on.

Between the step and the page only two numbers travel (in the address): nothing about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.office.duties.choices import Standing, Why
from brobygger.office.duties.models import Duty, Movement
from brobygger.office.foundation.days import written
from brobygger.office.foundation.parts import Move

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.models import Case


@dataclass(frozen=True, slots=True)
class Since:
    """The last duty and the last movement there were before the step."""

    duty: int = 0
    movement: int = 0

    def __str__(self) -> str:
        return f"{self.duty}.{self.movement}"

    @classmethod
    def now(cls) -> Since:
        """Where things stand before the step is taken."""
        return cls(
            duty=Duty.objects.aggregate(last=Max("pk"))["last"] or 0,
            movement=Movement.objects.aggregate(last=Max("pk"))["last"] or 0,
        )

    @classmethod
    def read(cls, text: str) -> Since | None:
        """The two numbers as the address carries them; None when they are not two numbers."""
        first, _dot, last = text.partition(".")
        return cls(int(first), int(last)) if first.isdecimal() and last.isdecimal() else None


def moves_since(since: Since, case: Case, *, officer: Officer) -> tuple[Move, ...]:
    """Every duty of the case's household that the officer's step moved, met, ended or brought about."""
    cases = list(type(case).objects.filter(pk=case.pk).with_their_households().values_list("pk", flat=True))
    moved = Movement.objects.filter(pk__gt=since.movement, duty__case__in=cases, officer=officer).exclude(
        why=Why.ASSIGNED
    )
    arisen = (
        Duty.objects.filter(pk__gt=since.duty, case__in=cases).select_related("case__person").order_by("due_on", "pk")
    )
    told = [
        move_of(movement.duty, movement.before, movement.after, officer=officer)
        for movement in moved.select_related("duty__case__person").order_by("pk")
    ]
    told += [
        move_of(duty, None, {"standing": duty.standing, "due_on": duty.due_on}, officer=officer) for duty in arisen
    ]
    return tuple(told)


def move_of(duty: Duty, before: dict[str, Any] | None, after: dict[str, Any], *, officer: Officer) -> Move:
    """One duty before and after, as the screen says it."""
    return Move(
        duty=duty.name,
        about=_("hele husstanden") if duty.of_household else duty.case.person.shown_name(officer),
        before=state_said(before) if before else _("fandtes ikke"),
        after=state_said(after),
        href=reverse("duties:duty", args=[duty.key]),
    )


def state_said(state: dict[str, Any]) -> str:
    """A state in words: its date, and what is special about its standing."""
    standing = Standing(state["standing"])
    if standing in {Standing.FULFILLED, Standing.FULFILLED_LATE} and state.get("fulfilled_on"):
        return f"{standing.label} {day_said(state['fulfilled_on'])}"
    if standing == Standing.OPEN:
        return _("frist %(day)s") % {"day": day_said(state["due_on"])}
    if standing in {Standing.POSTPONED, Standing.PAUSED} and state.get("due_on"):
        return f"{standing.label}, {_('frist %(day)s') % {'day': day_said(state['due_on'])}}"
    return str(standing.label)


def day_said(day: date | str | None) -> str:
    """The day written out, whether it comes as a date or as text."""
    return written(date.fromisoformat(day)) if isinstance(day, str) else written(day) if day else "–"
