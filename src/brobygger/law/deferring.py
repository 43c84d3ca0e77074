"""After a birth, and while leave lasts, what falls due waits where the rule says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from brobygger.law.counting import months_after
from brobygger.law.deciding import Dates
from brobygger.law.facts import Fact
from brobygger.law.findings import Step
from brobygger.law.known import FOREVER, Known
from brobygger.law.rulebook import Rule, Text, Version
from brobygger.law.wording import joined, said


def deferred(dates: Dates, known: Known, version: Version | None, subject: str | None, rule: Rule) -> Dates:
    """The dates moved past every birth: first for the rule's months, then until the leave ends."""
    rest = version.deferral if version else None
    if version is None or rest is None:
        return dates
    for birth in known.events(rest.event, subject):
        if birth.day is not None and dates.due_on is not None:
            first = months_after(birth.day, rest.months)
            dates = after_birth(
                dates, rule, version, birth, first, leave_around(known, version, subject, birth.day, first)
            )
    return dates


def leave_around(
    known: Known, version: Version, subject: str | None, born: date, first: date
) -> tuple[date | None, tuple[str, ...]]:
    """The last day of the leave that a birth gave rise to, with its evidence; no day when there was none."""
    assert version.deferral is not None  # noqa: S101  the caller has one; said for the type checker
    state = version.deferral.state
    ends = [end for start, end in known.spans(state, subject) if start <= first and end >= born]
    keys = [fact.key for (start, end), fact in known.periods(state, subject) if start <= first and end >= born]
    return max(ends, default=None), tuple(keys)


def after_birth(
    dates: Dates, rule: Rule, version: Version, birth: Fact, first: date, leave: tuple[date | None, tuple[str, ...]]
) -> Dates:
    """The dates after one birth. A leave with no last day leaves the date unknown: the end of the leave is missing."""
    assert version.deferral is not None and birth.day is not None  # noqa: S101, PT018  the caller has both
    born, (leave_ends, leave_keys) = birth.day, leave

    def wait(day: date) -> date | None:
        if born <= day < first:
            day = first
        if leave_ends is None or not first < day < leave_ends:
            return day
        return leave_ends if leave_ends < FOREVER else None

    moved = dates.moved(wait)
    if moved == dates:
        return dates
    waits: Text = {"da": f"Fødsel {said(born, 'da')}:", "en": f"Birth on {said(born, 'en')}:"}
    until: Text = (
        {
            "da": f"fristen venter til {said(moved.due_on, 'da')}.",
            "en": f"the deadline waits until {said(moved.due_on, 'en')}.",
        }
        if moved.due_on
        else {"da": "fristen venter, til orloven slutter.", "en": "the deadline waits until the leave ends."}
    )
    step = Step(
        rule=rule.id,
        version_in_force=version.in_force,
        from_what=version.deferral.event,
        counted_from=born,
        count="months_after",
        number=version.deferral.months,
        falls_on=moved.due_on,
        basis=version.basis,
        confirmed=version.confirmed,
        citation=version.citation,
        text=joined(waits, until),
    )
    return replace(
        moved,
        steps=(*dates.steps, step),
        missing=(*dates.missing, version.deferral.state) if moved.lost(dates) else dates.missing,
        evidence=(*dates.evidence, birth.key, *leave_keys),
    )
