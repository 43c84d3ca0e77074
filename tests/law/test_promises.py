"""What is promised of every history, tried on thousands: `make promises` tries a hundred thousand.

A history is a family of one to four whose facts were entered late, corrected and withdrawn, some of whom left and came
again, with decisions, under a municipality that suspends deadlines and counts in working days.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from brobygger.law.assessment import assess, reassess
from brobygger.law.facts import CaseFile, Fact
from brobygger.law.findings import Finding
from brobygger.law.known import Known
from brobygger.law.library import municipalities
from brobygger.law.loading import load
from brobygger.law.rulebook import Rulebook, Word
from brobygger.law.stays import day_in_stay, of_a_stay, within_stay
from law.every_count import with_every_count
from law.histories import a_correction, a_fact, a_family, some_day

BOOKS = [with_every_count(load(name)) for name in municipalities()]
IN_THE_SUITE = 2_000
HISTORIES = int(os.environ.get("BROBYGGER_HISTORIES", IN_THE_SUITE))
ON = date(2027, 6, 1)
UNSETTLED = {"open", "overdue", "postponed", "paused", "undetermined"}
NEWS = 900

History = tuple[CaseFile, Rulebook]


def history(seed: int) -> tuple[random.Random, CaseFile, Rulebook]:
    chance = random.Random(seed)
    book = BOOKS[seed % len(BOOKS)]
    return chance, a_family(chance, book), book


def some_news(chance: random.Random, case: CaseFile, book: Rulebook) -> Fact:
    """A fact about one person: new, or in the place of another; often one that makes a stay or ends it."""
    people = [person.id for person in case.persons]
    own = [fact for fact in case.facts if fact.person]
    if own and chance.random() < 0.4:
        return a_correction(chance, book, chance.choice(own), NEWS)
    name = chance.choice((None, None, "left_municipality", "allocation_decided", "leave", "illness"))
    return replace(a_fact(chance, book, people, NEWS, name=name), person=chance.choice(people))


def incremental(seed: int) -> str:
    """Reckoned on from before, with one fact more, is the same as reckoned anew."""
    chance, case, book = history(seed)
    on = chance.choice((ON, some_day(chance)))
    news = some_news(chance, case, book)
    grown = replace(case, facts=(*case.facts, news))
    anew = assess(grown, book, on=on)
    told = reassess(assess(case, book, on=on), grown, book, persons=frozenset({news.person or ""}), on=on)
    if told != anew:
        return f"seed {seed}: reckoned on from before is not reckoned anew, with {news}"
    named = {(one.rule, one.person, one.occurrence) for one in anew}
    return "" if len(named) == len(anew) else f"seed {seed}: two duties have one number"


def kept(found: list[Finding]) -> list[str]:
    """What a later stay may not change of an earlier one.

    What was still to be met can be met no more; of what lapses unbroken the first alone is told, so it is left out.
    """
    told = []
    for one in found:
        standing = "lapsed" if one.standing in UNSETTLED else one.standing
        dates = (one.due_on, one.legal_due_on, one.frame_due_on, one.counted_from, one.fulfilled_on)
        if standing != "lapsed" or one.breach != "none":
            told.append(str((one.rule, within_stay(one.occurrence), standing, one.breach, one.missing, *dates)))
    return sorted(told)


def until(case: CaseFile, book: Rulebook, day: date) -> CaseFile:
    """The case with what stands of its ledger, without what happened after the day."""
    known = [fact for fact in case.facts if fact.known_from <= ON]
    replaced = {fact.replaces for fact in known}
    standing = [fact for fact in known if fact.key not in replaced and not fact.withdrawn]
    return replace(case, facts=tuple(fact for fact in standing if not came_later(fact, book.facts[fact.name], day)))


def came_later(fact: Fact, word: Word, day: date) -> bool:
    return of_a_stay(word) and fact.day is not None and day_in_stay(fact.day, word) > day


def first_stay_keeps(seed: int) -> str:
    """What was found of a first stay on its last day is found of it ever after."""
    _, case, book = history(seed)
    known = Known(case, book, on=ON, known_on=ON)
    for person in case.persons:
        first, *later = known.stays(person.id)
        if not later:
            continue
        eve = later[0].since - timedelta(days=1)
        of_life = {rule.id for rule in book.duties if rule.whole_life}
        then = [one for one in assess(until(case, book, eve), book, on=eve, known_on=ON) if one.person == person.id]
        now = [one for one in assess(case, book, on=ON) if one.person == person.id and one.stay == first.number]
        if kept([one for one in then if one.rule not in of_life]) != kept(now):
            return f"seed {seed}: the first stay of {person.id} has changed since {eve}"
    return ""


def tried(promise: Callable[[int], str], seeds: range) -> list[str]:
    return [broken for seed in seeds if (broken := promise(seed))]


def parts(number: int, of: int) -> list[range]:
    """The seeds from 0 in about equal parts."""
    return [range(part, number, of) for part in range(of)]


@pytest.mark.parametrize(("promise", "one_in"), [(incremental, 1), (first_stay_keeps, 4)])
def test_a_promise_holds_of_every_history(promise: Callable[[int], str], one_in: int) -> None:
    """The second reckons twice as much: the suite tries it on a part."""
    if HISTORIES <= IN_THE_SUITE:
        assert tried(promise, range(0, HISTORIES, one_in)) == []
        return
    seeds = parts(HISTORIES, 100)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        broken = pool.map(tried, [promise] * len(seeds), seeds)
        assert [one for some in broken for one in some] == []


def test_many_histories_have_more_than_one_stay() -> None:
    several = 0
    for seed in range(100):
        _, case, book = history(seed)
        known = Known(case, book, on=ON, known_on=ON)
        several += any(len(known.stays(one.id)) > 1 for one in case.persons)
    assert several > 40
