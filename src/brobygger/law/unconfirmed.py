"""What is not confirmed in a rulebook, and what has not been read lately: one list for whoever settles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from brobygger.law.rulebook import LawText, Rule, Rulebook, Text, Version
from brobygger.law.texts import newest
from brobygger.law.wording import NOT_READ, transition_said

Kind = Literal["version", "transition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """One thing that nobody has confirmed: the rule, its period, what is missing, and the role that settles it.

    `key` tells the version from the rule's others and stays the same when the rulebook is read again. A `transition`
    is what becomes of clocks that ran when the law changed: the period begins on the day of the change.
    """

    key: str
    kind: Kind
    rule: Rule
    version: Version
    starts: date
    until: date | None
    missing: Text
    owner: str


def key_of(rule: Rule, version: Version) -> str:
    """What tells a version from the others of its rule: its first day, its basis and its place among those alike.

    >>> from brobygger.law.loading import load
    >>> rule = load("denmark").rules["repatriation_talk_two_yearly"]
    >>> key_of(rule, rule.versions[0])
    'repatriation_talk_two_yearly 2021-08-01 statute 1'
    """
    alike = [one for one in rule.versions if (one.in_force, one.basis) == (version.in_force, version.basis)]
    place = next(number for number, one in enumerate(alike, 1) if one.applies == version.applies)
    return f"{rule.id} {version.in_force} {version.basis} {place}"


def unconfirmed(book: Rulebook) -> list[Unconfirmed]:
    """Everything in the rulebook that is not confirmed, by rule and day."""
    found = [one for rule in book.rules.values() for version in rule.versions for one in _of(rule, version)]
    return sorted(found, key=lambda one: (one.rule.id, one.starts, one.key, one.kind))


def _of(rule: Rule, version: Version) -> Iterator[Unconfirmed]:
    key = key_of(rule, version)
    if not version.confirmed:
        missing = version.note or NOT_READ
        yield Unconfirmed(
            key=key, kind="version", rule=rule, version=version, starts=version.in_force, until=version.until,
            missing=missing, owner=version.owner,
        )  # fmt: skip
    if version.transition_unread and version.until:
        yield Unconfirmed(
            key=key, kind="transition", rule=rule, version=version, starts=version.until + timedelta(days=1),
            until=None, missing=transition_said(version.until), owner=version.owner,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A version that should be read again: where it is, its first day, and why, in English as faults are."""

    where: str
    in_force: date
    why: str

    def __str__(self) -> str:
        return f"{self.where}, from {self.in_force}: {self.why}"


def stale(book: Rulebook, *, today: date) -> list[Stale]:
    """The versions last read more than a year before *today*, and open ends not read against the newest text."""
    found = []
    for rule in book.rules.values():
        for version in rule.versions:
            where = f"{book.municipality if not version.is_law else 'denmark'}/{rule.kind} {rule.id}"
            reasons = why(
                version.citation.checked_on,
                book.texts.get(version.citation.last),
                book.texts,
                open_end=version.is_law and version.until is None,
                after=year_before(today),
            )
            found += [Stale(where=where, in_force=version.in_force, why=reason) for reason in reasons]
    return found


def year_before(today: date) -> date:
    """The same day of the year before; the 28th in the last days of a month."""
    return date(today.year - 1, today.month, min(today.day, 28))


def why(
    checked: date, last: LawText | None, texts: Mapping[str, LawText], *, open_end: bool, after: date
) -> Iterator[str]:
    """Why something read on *checked*, and *last* in that text, is to be read again; it must be read after *after*."""
    if checked < after:
        yield f"last read on {checked}, more than a year ago. Read it again and write checked_on."
    if not open_end:
        return
    if last is None:
        yield "its end is open, and no text is named that it was last read in. Read the newest and write last."
    elif (latest := newest(last.law, texts)) and latest.starts > last.starts:
        yield f"its end is open, and {latest.number} of {latest.law} has not been read. Read it and name it."
