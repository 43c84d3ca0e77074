"""What an officer may decide of a duty: waive, postpone, pause. Nothing disappears; each says reason and name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from brobygger.law.counting import months_after
from brobygger.law.facts import Decision
from brobygger.law.findings import Step
from brobygger.law.known import Known
from brobygger.law.rulebook import Rule, Text, Version
from brobygger.law.wording import said

WAIVED, POSTPONED, PAUSED = KINDS = ("waived", "postponed", "paused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The two dates of a duty while decisions and deferrals work on them."""

    due_on: date | None
    legal_due_on: date | None
    steps: tuple[Step, ...] = ()

    def moved(self, move: Callable[[date], date]) -> Dates:
        """Both dates moved alike."""
        return replace(
            self,
            due_on=move(self.due_on) if self.due_on else None,
            legal_due_on=move(self.legal_due_on) if self.legal_due_on else None,
        )


def decisions_on(known: Known, rule: Rule, subject: str | None, occurrence: int) -> list[Decision]:
    """The decisions that name this very duty; one without an occurrence is placed by `meets`."""
    return [
        decision
        for decision in known.decisions
        if decision.rule == rule.id
        and decision.person in (subject, None)
        and decision.occurrence in (occurrence, None)
        and decision.starts <= known.on
    ]


def meets(decision: Decision, *, counted_from: date | None, fulfilled_on: date | None) -> bool:
    """A decision meets the duty whose clock ran, unfulfilled, while the decision held."""
    if fulfilled_on is not None and fulfilled_on < decision.starts:
        return False
    if decision.occurrence is not None or counted_from is None:
        return True
    return counted_from <= (decision.until or date.max)


def may_be_paused(version: Version | None) -> bool:
    """The law sets a ceiling where it allows a pause; without one the deadline stands."""
    return version is not None and version.pause_ceiling_months > 0


def paused(dates: Dates, decisions: list[Decision], version: Version | None, start: date | None, *, on: date) -> Dates:
    """Both dates moved by the length of every pause, in all no further than the version's ceiling."""
    whole, days = dates, 0
    for decision in decisions:
        if decision.kind != PAUSED or dates.due_on is None:
            continue
        if version is None or not may_be_paused(version):
            dates = replace(dates, steps=(*dates.steps, decision_step(decision, version, None, REFUSED)))
            continue
        begins = max(decision.starts, start or decision.starts)
        length = max(((decision.until or on) - begins).days, 0)
        days += length
        steps = dates.steps
        before = dates.due_on
        dates = whole.moved(partial(within_ceiling, days=days, months=version.pause_ceiling_months))
        text = pause_said(begins, length, before, dates.due_on or before)
        dates = replace(dates, steps=(*steps, decision_step(decision, version, dates.due_on, text)))
    return dates


def pause_said(begins: date, length: int, before: date, after: date) -> Text:
    """What a pause did to the deadline."""
    return {
        "da": f"Sat på pause fra {said(begins, 'da')} i {length} dage: "
        f"fristen flyttes fra {said(before, 'da')} til {said(after, 'da')}.",
        "en": f"Paused from {said(begins, 'en')} for {length} days: "
        f"the deadline moves from {said(before, 'en')} to {said(after, 'en')}.",
    }


def within_ceiling(day: date, *, days: int, months: int) -> date:
    """The day moved by so many days, never by more than the ceiling's months."""
    return min(day + timedelta(days=days), months_after(day, months))


REFUSED: Text = {
    "da": "En pause er registreret, men reglen kan ikke sættes på pause; fristen står.",
    "en": "A pause is recorded, but this rule cannot be paused; the deadline stands.",
}


def decision_step(decision: Decision, version: Version | None, falls_on: date | None, text: Text) -> Step:
    """The decision as a step, with its reason and name."""
    told = {
        "da": f"{text['da']} Begrundelse: {decision.reason} ({decision.by}).",
        "en": f"{text['en']} Reason: {decision.reason} ({decision.by}).",
    }
    return Step(
        rule=decision.rule,
        version_in_force=version.in_force if version else None,
        from_what=decision.kind,
        counted_from=decision.starts,
        count=decision.kind,
        number=0,
        falls_on=falls_on,
        basis="practice",
        confirmed=True,
        citation=version.citation if version else None,
        text=told,
    )


def deferred(dates: Dates, known: Known, version: Version | None, subject: str | None, rule: Rule) -> Dates:
    """After a birth what falls due waits: first for so many months, then until the leave ends."""
    rest = version.deferral if version else None
    if rest is None or dates.due_on is None:
        return dates
    for birth in known.events(rest.event, subject):
        assert birth.day is not None  # noqa: S101  events have days
        first = months_after(birth.day, rest.months)
        leave_ends = max(
            (end for start, end in known.spans(rest.state, subject) if start <= first and end >= birth.day),
            default=None,
        )
        born = birth.day

        def wait(day: date, born: date = born, first: date = first, leave_ends: date | None = leave_ends) -> date:
            if born <= day < first:
                return first
            if leave_ends and leave_ends != date.max and first < day < leave_ends:
                return leave_ends
            return day

        moved = dates.moved(wait)
        if moved != dates and moved.due_on:
            text = {
                "da": f"Fødsel {said(born, 'da')}: fristen venter til {said(moved.due_on, 'da')}.",
                "en": f"Birth on {said(born, 'en')}: the deadline waits until {said(moved.due_on, 'en')}.",
            }
            step = Step(
                rule=rule.id,
                version_in_force=version.in_force if version else None,
                from_what=rest.event,
                counted_from=born,
                count="months_after",
                number=rest.months,
                falls_on=moved.due_on,
                basis=version.basis if version else "statute",
                confirmed=version.confirmed if version else True,
                citation=version.citation if version else None,
                text=text,
            )
            dates = replace(moved, steps=(*dates.steps, step))
    return dates
