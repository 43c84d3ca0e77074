"""The law diary: per day, which rules change, and what a caseworker will see change."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.translation import gettext

from brobygger.law.library import SHIPPED
from brobygger.law.rulebook import Rule, Rulebook, Version
from brobygger.office.foundation.languages import spoken
from brobygger.office.foundation.parts import Source
from brobygger.office.rules.pages import source
from brobygger.office.rules.sentences import counting, provisos, whom

DIARY = SHIPPED / "diary.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One rule on that day: how it was counted before, how from then on; an empty side means no rule."""

    rule: str
    title: str
    before: str
    after: str
    otherwise: tuple[str, ...]
    basis: str
    confirmed: bool
    citation: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the diary."""

    day: date
    told: tuple[str, ...]
    changes: tuple[Change, ...]
    ahead: bool


def days(book: Rulebook, *, today: date) -> list[Day]:
    """Every day on which something changes, newest first: the rules' own changes and what is told of them."""
    changes: defaultdict[date, list[Change]] = defaultdict(list)
    for rule in book.rules.values():
        for day in _days_of(rule):
            changes[day] += _changes(rule, day, book)
    told = _told()
    return [
        Day(
            day=day,
            told=tuple(spoken(text) for text in told.get(day, ())),
            changes=tuple(changes[day]),
            ahead=day > today,
        )
        for day in sorted(set(changes) | set(told), reverse=True)
    ]


def _days_of(rule: Rule) -> set[date]:
    begun = {version.in_force for version in rule.versions}
    ended = {version.until + timedelta(days=1) for version in rule.versions if version.until}
    return begun | ended


def _changes(rule: Rule, day: date, book: Rulebook) -> list[Change]:
    """A version that ended the day before and one that begins for the same people are one change."""
    ending = [version for version in rule.versions if version.until == day - timedelta(days=1)]
    found = []
    for version in (version for version in rule.versions if version.in_force == day):
        before = next((old for old in ending if old.is_law == version.is_law), None)
        if before:
            ending.remove(before)
        found.append(_change(rule, before, version, book))
    return found + [_change(rule, version, None, book) for version in ending]


def _change(rule: Rule, before: Version | None, after: Version | None, book: Rulebook) -> Change:
    standing = after or before
    assert standing is not None  # noqa: S101 - a change has at least one side; said for the type checker
    return Change(
        rule=rule.id,
        title=spoken(rule.title_of(standing)),
        before=counting(before, rule, book) if before else "",
        after=counting(after, rule, book) if after else "",
        otherwise=tuple(_otherwise(rule, before, after, book)) if before and after else (),
        basis=standing.basis,
        confirmed=standing.confirmed,
        citation=source(standing.citation),
    )


def _otherwise(rule: Rule, before: Version, after: Version, book: Rulebook) -> Iterator[str]:
    """What changed beside the count: the name, the people, the provisos; at least the source."""
    old, new = (spoken(rule.title_of(version)) for version in (before, after))
    if old != new:
        yield gettext("Hedder nu »%(name)s«, før »%(before)s«.") % {"name": new, "before": old}
    people = [line for line in whom(after, book) if line not in whom(before, book)]
    if people:
        yield gettext("For hvem: %(people)s") % {"people": ". ".join(people)}
    yield from (line for line in provisos(after, rule, book) if line not in provisos(before, rule, book))
    if before.confirmed and not after.confirmed:
        yield gettext("Skal bekræftes af kommunen.")


@cache
def _told() -> dict[date, list[dict[str, str]]]:
    """What the diary's writer tells, by day: `[[entry]] day, text = { da, en }`."""
    told: defaultdict[date, list[dict[str, str]]] = defaultdict(list)
    if DIARY.exists():
        entries: list[dict[str, Any]] = tomllib.loads(DIARY.read_text(encoding="utf-8"))["entry"]
        for entry in entries:
            told[entry["day"]].append(entry["text"])
    return dict(told)
