"""Where a clock starts, how far it counts, and the choice of the version that governs it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from brobygger.law.counting import COUNTS, birthday
from brobygger.law.facts import Fact
from brobygger.law.findings import Step
from brobygger.law.rulebook import BORN, Text, Version
from brobygger.law.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The day a clock starts, with the steps that led there; `day` is None while something is missing.

    `happens` is True when the missing thing is an event that may never come: no duty then, not an undetermined one.
    `own_day` is True when no event starts the clock, so that one on the very day may meet what it asks. `note` says why
    this of several days was taken.
    """

    day: date | None
    what: str = ""
    label: Text = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    confirmed: bool = True
    happens: bool = False
    own_day: bool = False
    fact: Fact | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The version that governs; None with what is missing to tell, and in `doubtful` the version that may."""

    version: Version | None
    start: Start
    doubtful: Version | None = None
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def candidate(self) -> Version | None:
        """The version that governs, or that may."""
        return self.version or self.doubtful


def counted_to(version: Version, start: Start) -> date:
    """The day that the version's span leads to from a start that has one; years from the birth are a birthday."""
    assert start.day is not None  # noqa: S101  callers have a day; said for the type checker
    span = version.span
    if start.what == BORN and span.count == "years_after":
        return birthday(start.day, span.number)
    return COUNTS[span.count](start.day, span.number)


def governed_on(version: Version, start: Start) -> date | None:
    """The day whose law governs the clock: its first; of an age, and of what is counted back, the day it falls on."""
    turned = start.what == BORN or version.span.number < 0
    return counted_to(version, start) if turned and start.day else start.day


def asked_on(version: Version, start: Start) -> date | None:
    """The day on which it is asked whom the version is for: the clock's first; of an age, the birthday."""
    return counted_to(version, start) if start.what == BORN and start.day else start.day


def last_of(starts: list[Start]) -> Start:
    """The start on the day by which all have come; while one has not, what is missing to tell."""
    lacking = [start for start in starts if start.day is None]
    if lacking:
        first = min(lacking, key=lambda start: not start.happens)
        missing = tuple(dict.fromkeys(name for start in lacking for name in start.missing))
        return replace(first, missing=missing, steps=all_steps(starts))
    last = max(starts, key=lambda start: start.day or date.max)
    da, en = (listed([start.label[tongue] for start in starts], tongue) for tongue in ("da", "en"))
    return replace(
        last,
        steps=all_steps(starts),
        evidence=tuple(dict.fromkeys(key for start in starts for key in start.evidence)),
        confirmed=all(start.confirmed for start in starts),
        fact=None,
        note={"da": f"Der tælles fra den sidste af: {da}.", "en": f"Counted from the last of: {en}."},
    )


def all_steps(starts: list[Start]) -> tuple[Step, ...]:
    """The steps that led to each, told once."""
    steps: list[Step] = []
    for step in (step for start in starts for step in start.steps):
        if step not in steps:
            steps.append(step)
    return tuple(steps)


def best(choices: list[Choice]) -> Choice | None:
    """The newest of those that are sure, else of those that are not with all that is missing to tell."""
    if len(choices) == 1 and choices[0].version:
        return choices[0]
    if sure := [choice for choice in choices if choice.version]:
        return max(sure, key=lambda choice: (choice.start.day is not None, in_force_from(choice)))
    if not choices:
        return None
    # What waits for an event that may never come gives way to what could run already.
    choices = [choice for choice in choices if not choice.start.happens] or choices
    newest = max(choices, key=in_force_from)
    wanted = [name for choice in choices for name in choice.missing]
    anyway = [name for name in newest.start.missing if all(name in other.start.missing for other in choices)]
    return replace(newest, missing=tuple(dict.fromkeys((*anyway, *wanted))))


def in_force_from(choice: Choice) -> date:
    """The day the choice's version came into force."""
    return choice.candidate.in_force if choice.candidate else date.min
