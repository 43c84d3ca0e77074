"""Which stays what is known of a person or a family tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from brobygger.law.facts import LONG_AGO, Fact
from brobygger.law.stays import (
    BY_ITSELF,
    Stay,
    day_in_stay,
    numbered_by_knowledge,
    of_a_stay,
    shows_presence,
    starts_again,
    stays_between,
    together,
)

if TYPE_CHECKING:
    from brobygger.law.known import Known
    from brobygger.law.rulebook import Word


def stays_in(known: Known, subject: str | None) -> tuple[Stay, ...]:
    """The stays of the person, or of the family when the subject is None, the earliest first; at least one."""
    if subject is None:
        return familys_stays(known)
    events = list(happened(known, subject)) if may_have_left(known, subject) else []
    starts = starts_again(events)
    found = stays_between(starts)
    if starts and not any(shows_presence(word) for day, word in events if found[0].holds(day_in_stay(day, word))):
        found = [replace(stay, number=stay.number - 1) for stay in found[1:]]  # before it only a departure is known
    dated = [dated_stay(known, stay, subject) for stay in found]
    return numbered_by_knowledge(dated, known_from(known, found, subject))


def familys_stays(known: Known) -> tuple[Stay, ...]:
    """A family is here while one of its members is."""
    theirs = [stay for person in sorted(known.persons) for stay in known.stays(person) if stay.began or stay.left]
    starts = together((stay.first_day, stay.left or stay.until) for stay in theirs)
    found = []
    for stay in stays_between(starts):
        within = [one for one in theirs if stay.holds(one.first_day)]
        began = min((one.began for one in within if one.began), default=None)
        left = max((one.left or date.max for one in within), default=date.max)
        found.append(replace(stay, began=began, left=None if left == date.max else left))
    return numbered_by_knowledge(found, known_from(known, found, None))


def may_have_left(known: Known, person: str) -> bool:
    """Whether a departure or a second allocation is known at all; of most people none is, and nothing more is asked."""
    for name, word in known.words_told():
        if word.ends_stay and known.facts(name, person):
            return True
        if word.opens_stay == BY_ITSELF and len(known.facts(name, person)) > 1:
            return True
    return False


def happened(known: Known, subject: str | None) -> Iterator[tuple[date, Word]]:
    """The days of all that has happened, with the words for it."""
    for name, word in known.words_told():
        if of_a_stay(word):
            for fact in known.facts(name, subject):
                if fact.day and known.has_happened(fact, word):
                    yield fact.day, word


def opened_by(known: Known, subject: str | None) -> list[tuple[date, Fact]]:
    """What brought them here, each with the day by which it is of one stay or another."""
    return [
        (day_in_stay(fact.day, word), fact)
        for name, word in known.words_told()
        if word.opens_stay and of_a_stay(word)
        for fact in known.facts(name, subject)
        if fact.day and known.has_happened(fact, word)
    ]


def dated_stay(known: Known, stay: Stay, person: str) -> Stay:
    """The stay with the day it began and the day of the departure, each as known last."""
    began: list[date] = []
    left: list[date] = []
    for name, word in known.words_told():
        if word.opens_stay or word.ends_stay:
            there = [
                fact
                for fact in known.facts(name, person)
                if fact.day and stay.holds(day_in_stay(fact.day, word)) and known.has_happened(fact, word)
            ]
            own = [fact for fact in there if fact.person == person] or there
            if own:
                latest = max(own, key=lambda fact: (fact.known_from, fact.day or LONG_AGO, fact.key))
                (left if word.ends_stay else began).append(latest.day or LONG_AGO)
    return replace(stay, began=min(began, default=None), left=min(left, default=None))


def known_from(known: Known, stays: Sequence[Stay], subject: str | None) -> list[date]:
    """For each stay the day the office first knew what brought the person here; an entry is as old as what it corrects.

    A stay of which that is not known comes last: nothing could be counted in it.
    """
    if len(stays) == 1:
        return [LONG_AGO]
    opened = [(day, first_known(known, fact)) for day, fact in opened_by(known, subject)]
    return [min((since for day, since in opened if stay.holds(day)), default=date.max) for stay in stays]


def first_known(known: Known, fact: Fact) -> date:
    """When the first of the entries became known that this one stands for in the end."""
    seen, day = set[str](), fact.known_from
    while fact.replaces and fact.replaces in known.entered and fact.replaces not in seen:
        seen.add(fact.replaces)
        fact = known.entered[fact.replaces]
        day = min(day, fact.known_from)
    return day
