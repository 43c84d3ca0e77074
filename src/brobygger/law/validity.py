"""Which versions of a rule are in force for a clock, as they were known on the day asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from brobygger.law.counting import COUNTS
from brobygger.law.findings import Step
from brobygger.law.rulebook import Version
from brobygger.law.wording import joined, transition_said


def in_force_on(day: date, version: Version, versions: Iterable[Version], *, known_on: date) -> bool:
    """True when the version governs the clocks that start on that day."""
    if day < version.in_force:
        return False
    until = version.until
    if until is not None and known_on <= until:
        until = until_as_known(version, versions, known_on=known_on)
    return until is None or day <= until


def until_as_known(version: Version, versions: Iterable[Version], *, known_on: date) -> date | None:
    """The version's last day. While nobody can know of what follows it, it is taken to go on."""
    if version.until is None or known_on > version.until:
        return version.until
    next_day = version.until + timedelta(days=1)
    followers = [other.known_from for other in versions if other.in_force == next_day]
    return None if followers and min(followers) > known_on else version.until


def takes_over(day: date, version: Version, before: Version | None) -> bool:
    """True when the version also governs a clock that started on *day*, before it was in force, and still runs.

    It runs when the version that governed the clock has not given a date before the new one takes over; with no such
    version, when the new one's own date has not passed by then.
    """
    takes_over_on = version.also_governs_running_from
    if takes_over_on is None or day >= version.in_force:
        return False
    span = (before or version).span
    return COUNTS[span.count](day, span.number) >= takes_over_on


def crossed(version: Version, step: Step, *, known_on: date) -> Step:
    """Unconfirmed when the law changed while the clock ran and nobody has read what becomes of running clocks.

    Where the municipality has settled it, the step tells who did.
    """
    open_question = version.transition_unread or version.transition_settled
    if not open_question or version.until is None or step.falls_on is None:
        return step
    if step.falls_on <= version.until or known_on <= version.until:
        return step
    if version.transition_settled:
        return replace(step, text=joined(step.text, version.transition_settled))
    return replace(step, confirmed=False, text=joined(step.text, transition_said(version.until)))
