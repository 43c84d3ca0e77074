"""What an officer may decide of a duty: waive, postpone, pause. Nothing disappears; each says reason and name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from brobygger.law.counting import days_after, months_after
from brobygger.law.facts import Decision
from brobygger.law.findings import Step
from brobygger.law.known import Known
from brobygger.law.rulebook import Rule, Text, Version
from brobygger.law.wording import joined, said, span_said

WAIVED, POSTPONED, PAUSED = KINDS = ("waived", "postponed", "paused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates of a duty while decisions and deferrals work on them: to work to, the law's limit, the frame's."""

    due_on: date | None
    legal_due_on: date | None
    frame_due_on: date | None = None
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    def moved(self, move: Callable[[date], date | None]) -> Dates:
        """Every date that is known, moved alike."""
        return replace(
            self,
            due_on=move(self.due_on) if self.due_on else None,
            legal_due_on=move(self.legal_due_on) if self.legal_due_on else None,
            frame_due_on=move(self.frame_due_on) if self.frame_due_on else None,
        )

    def lost(self, before: Dates) -> bool:
        """True when a date that was known is so no longer."""
        now, then = (self.due_on, self.legal_due_on), (before.due_on, before.legal_due_on)
        return any(after is None and earlier for after, earlier in zip(now, then, strict=True))

    def breach(self, day: date) -> str:
        """What is broken when the duty is met, or still open, on that day: the law, the office's own frame, or nothing.

        A date to work to (two weeks where possible, four spread over a year) binds nobody.
        """
        if self.legal_due_on and day > self.legal_due_on:
            return "law"
        return "frame" if self.frame_due_on and day > self.frame_due_on else "none"


def decisions_on(known: Known, rule: Rule, subject: str | None, occurrence: int) -> list[Decision]:
    """The decisions that name this very duty; one without an occurrence is placed by `meets`."""
    return [
        decision
        for decision in known.decisions
        if decision.rule == rule.id
        and (subject is None or decision.person in (subject, None))
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


def holds(decision: Decision, due: date | None, on: date) -> bool:
    """A decision holds until its last day; what fell due while it was waived stays waived."""
    if decision.until is None or on <= decision.until:
        return True
    return decision.kind == WAIVED and due is not None and due <= decision.until


def may_be_paused(version: Version | None) -> bool:
    """The law sets a ceiling where it allows a pause; without one the deadline stands."""
    return version is not None and version.pause_ceiling_months > 0


def paused(
    dates: Dates, decisions: Iterable[Decision], version: Version | None, start: date | None, *, on: date
) -> Dates:
    """Every date moved by the days on pause before it, each day counted once, in all no further than the ceiling."""
    whole, resumed = dates, start or date.min
    for decision in decisions:
        if decision.kind != PAUSED or dates.due_on is None:
            continue
        if version is None or not may_be_paused(version):
            dates = replace(dates, steps=(*dates.steps, decision_step(decision, version, None, REFUSED)))
            continue
        begins = max(decision.starts, resumed)
        resumed = max(decision.until or on, resumed)
        before, dates = dates, stretched(dates, whole, begins, (resumed - begins).days, version.pause_ceiling_months)
        text = pause_said(before.due_on, dates.due_on, begins, (resumed - begins).days, version.pause_ceiling_months)
        dates = replace(dates, steps=(*dates.steps, decision_step(decision, version, dates.due_on, text)))
    return dates


def stretched(dates: Dates, whole: Dates, begins: date, days: int, ceiling: int) -> Dates:
    """Each date that the pause began before or on, moved by its days; *whole* holds the dates before any pause."""

    def move(day: date | None, unpaused: date | None) -> date | None:
        if day is None or unpaused is None or begins > day or days <= 0:
            return day
        return min(days_after(day, days), months_after(unpaused, ceiling))

    return replace(
        dates,
        due_on=move(dates.due_on, whole.due_on),
        legal_due_on=move(dates.legal_due_on, whole.legal_due_on),
        frame_due_on=move(dates.frame_due_on, whole.frame_due_on),
    )


def pause_said(before: date | None, after: date | None, begins: date, days: int, ceiling: int) -> Text:
    """What a pause did to the deadline, and when it could not do more."""
    assert before is not None and after is not None  # noqa: S101, PT018  a duty with no date is not paused
    length = max(days, 0)
    begun: Text = {
        "da": f"Sat på pause fra {said(begins, 'da')} i {length} dage:",
        "en": f"Paused from {said(begins, 'en')} for {length} days:",
    }
    if after == before:
        return joined(begun, {"da": "fristen flyttes ikke.", "en": "the deadline does not move."})
    moved: Text = {
        "da": f"fristen flyttes fra {said(before, 'da')} til {said(after, 'da')}.",
        "en": f"the deadline moves from {said(before, 'en')} to {said(after, 'en')}.",
    }
    da, en = (span_said("months_after", ceiling, language) for language in ("da", "en"))
    reached: Text = {"da": f"Loftet på {da} er nået.", "en": f"The ceiling of {en} is reached."}
    return joined(begun, moved, reached if (after - before).days < length else None)


REFUSED: Text = {
    "da": "En pause er registreret, men reglen kan ikke sættes på pause; fristen står.",
    "en": "A pause is recorded, but this rule cannot be paused; the deadline stands.",
}


def told(decision: Decision, version: Version | None) -> Step:
    """A waiver or a postponement as a step; it stands also when it no longer holds or the duty has been met."""
    until = decision.until
    text: Text = {
        "da": ("Frafaldet" if decision.kind == WAIVED else "Udsat") + (f" til {said(until, 'da')}." if until else "."),
        "en": ("Waived" if decision.kind == WAIVED else "Postponed")
        + (f" until {said(until, 'en')}." if until else "."),
    }
    return decision_step(decision, version, until, text)


def decision_step(decision: Decision, version: Version | None, falls_on: date | None, text: Text) -> Step:
    """The decision as a step, with its reason and name."""
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
        text={
            "da": f"{text['da']} Begrundelse: {decision.reason} ({decision.by}).",
            "en": f"{text['en']} Reason: {decision.reason} ({decision.by}).",
        },
    )
