"""Whom a version is for, judged with three answers: yes, no, and not to be told while a fact is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.law.asking import Applies, Lasting
from brobygger.law.counting import age_on, months_after
from brobygger.law.facts import LONG_AGO
from brobygger.law.known import FOREVER, Known
from brobygger.law.rulebook import BORN

ADULT_FROM = 18
MONTHS_DIFFER = 4
"""Days by which so many months back from one day are longer than from another: 31 to 28, and one of a leap year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`holds` is None when something is missing; `evidence` holds the keys of the facts looked at."""

    holds: bool | None
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def judge(
    known: Known, applies: Applies, subject: str | None, *, start: date, end: date, aged_on: date | None = None
) -> Verdict:
    """Whether the version is for this subject, for a clock from *start* to *end*; ages on *aged_on*, else the start.

    One plain no outweighs all that is missing. What asks about persons is for a family when it is for one member.
    """
    child = child_there(known, applies, subject, start)
    if child is False:
        return Verdict(holds=False)
    aged_on = aged_on or start
    if subject is not None:
        return asked_of(known, applies, subject, start=start, end=end, aged_on=aged_on)
    members = sorted(known.persons) or (None,)
    verdicts = [asked_of(known, applies, who, start=start, end=end, aged_on=aged_on) for who in members]
    holding = [verdict for verdict in verdicts if verdict.holds]
    if not holding:
        holding = [verdict for verdict in verdicts if verdict.holds is None]
        if not holding:
            return verdicts[0]
    missing = [name for verdict in holding for name in verdict.missing] + ([] if child else [BORN])
    evidence = [key for verdict in holding for key in verdict.evidence]
    return verdict_of(missing, evidence)


def verdict_of(missing: list[str], evidence: list[str]) -> Verdict:
    """Yes when nothing is missing; each name and key told once."""
    if not missing:
        return Verdict(holds=True, evidence=tuple(dict.fromkeys(filter(None, evidence))))
    return Verdict(
        holds=None, missing=tuple(dict.fromkeys(missing)), evidence=tuple(dict.fromkeys(filter(None, evidence)))
    )


NO = Verdict(holds=False)


def asked_of(known: Known, applies: Applies, who: str | None, *, start: date, end: date, aged_on: date) -> Verdict:
    """What a version asks about one person."""
    missing: list[str] = []
    evidence: list[str] = []
    for name, exempting in applies.unless.items():
        fact = known.reading(name, who, start=start, end=end)
        if fact is not None and fact.value in exempting:
            return Verdict(holds=False, evidence=(fact.key,))
    for name, allowed in applies.facts.items():
        fact = known.reading(name, who, start=start, end=end)
        if fact is None:
            missing.append(name)
        elif fact.value not in allowed:
            return Verdict(holds=False, evidence=(fact.key,))
        else:
            evidence.append(fact.key)
    since = known.event(applies.or_since, who) if applies.or_since else None
    if since is not None and since.day is not None and since.day <= start:
        evidence.append(since.key)
    else:
        of_age = of_the_age(known, applies, who, aged_on)
        if of_age is False:
            return NO
        missing += [BORN] if of_age is None else []
    alone = alone_as_asked(known, applies, who, aged_on)
    if alone is False:
        return NO
    missing += [BORN] if alone is None else []
    return verdict_of(missing, evidence)


def of_the_age(known: Known, applies: Applies, subject: str | None, day: date) -> bool | None:
    """Of the age that the version asks on *day*; None while the birth is not known."""
    person = known.person(subject) if applies.asks_age else None
    if person is None:
        return True
    if person.born is None:
        return None
    age = age_on(person.born, day)
    return (
        (applies.adult is None or (age >= ADULT_FROM) == applies.adult)
        and (applies.age_from is None or age >= applies.age_from)
        and (applies.age_under is None or age < applies.age_under)
    )


def alone_as_asked(known: Known, applies: Applies, subject: str | None, day: date) -> bool | None:
    """A child with no adult in the case on *day*, or not, as the version asks; None while a birth that tells is not.

    A person whose birth is not known may be the adult.
    """
    person = known.person(subject) if applies.unaccompanied is not None else None
    if person is None:
        return True
    ages = {one.id: age_on(one.born, day) if one.born else None for one in known.persons.values()}
    if any(age is not None and age >= ADULT_FROM for age in ages.values()):
        return not applies.unaccompanied
    return None if None in ages.values() else applies.unaccompanied


def child_there(known: Known, applies: Applies, subject: str | None, start: date) -> bool | None:
    """A member of the family younger than the version says, on the day the clock starts."""
    if applies.child_under is None or subject is not None:
        return True
    born = [person.born for person in known.persons.values()]
    if any(day and day <= start and age_on(day, start) < applies.child_under for day in born):
        return True
    return None if None in born else False


def first_day_lasting(
    known: Known, conditions: tuple[Lasting, ...], subject: str | None, *, since: date
) -> date | None:
    """The first day from *since* up to the day asked on which every condition has lasted long enough, else None."""
    spans = [known.spans(condition.fact, subject, condition.value) for condition in conditions]
    if not all(spans):
        return None
    day = max(since, *(earliest(found, condition.months) for found, condition in zip(spans, conditions, strict=True)))
    asked = list(zip(spans, conditions, strict=True))
    while day <= known.on:
        waits = [days_short(found, condition, day) for found, condition in asked]
        wait = max((days for days in waits if days is not None), default=0)
        if None in waits or wait > (known.on - day).days:
            return None
        if not wait:
            return day
        day += timedelta(days=wait)
    return None


def earliest(spans: list[tuple[date, date]], months: int) -> date:
    """No condition of so many months can be met before this day."""
    start = spans[0][0]
    return months_after(start, months) if start > LONG_AGO else LONG_AGO


def days_short(spans: list[tuple[date, date]], condition: Lasting, day: date) -> int | None:
    """How many days at least until the state has held for the months asked, 0 when it has on *day*; None for never.

    It holds without a break, or, when told, within the last months. Then each day that passes adds one at most to the
    days held, and takes no more than `MONTHS_DIFFER` from those asked.
    """
    if condition.within is None:
        reached = [(max(start, months_after_or_ever(start, condition.months)), end) for start, end in spans]
        return min((max((begin - day).days, 0) for begin, end in reached if max(begin, day) <= end), default=None)
    window = months_after(day, -condition.within)
    held = sum(
        max((min(end, day) - max(start, window)).days, 0) for start, end in spans if start <= day and end >= window
    )
    short = (day - months_after(day, -condition.months)).days - held
    return max(short - MONTHS_DIFFER, 1) if short > 0 else 0


def months_after_or_ever(start: date, months: int) -> date:
    """Counted from a start that is known; what has held since before all memory has held long enough."""
    return months_after(start, months) if LONG_AGO < start < FOREVER else LONG_AGO
