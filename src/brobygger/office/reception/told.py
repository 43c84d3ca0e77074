"""What a letter tells of a person: facts for the ledger, blanks to fill, and where it and the case disagree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from brobygger.office.casefiles.choices import Sex
from brobygger.office.casefiles.models import Person
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record_many

from .again import Between
from .known import telling
from .outcome import Difference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from brobygger.exchange.arrival import Arrival
    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.models import Case

    from .known import Known, Telling

AT_A_TIME = 1_000
"""Rows a statement."""
GRANTED = "granted"
SOURCE = "Underretning"  # stands in the ledger, which is kept in Danish whoever reads it
# What a letter may add to a person who stands already, and never change; by the field's name in the letter.
BLANKS = {
    "alien_number": "alien_number",
    "cpr": "cpr",
    "own_name": "own_script_name",
    "born": "born",
    "sex": "sex",
    "citizenship": "citizenship",
    "language": "language",
}
# Told to the officer when letter and case disagree. A later letter is not always the better one.
COMPARED = ("name", "born", "cpr", "citizenship")


def news_of(arrival: Arrival, *, today: date) -> list[News]:
    """The facts of a letter. A CPR number in it is no CPR registration: that is a fact of its own.

    The legal basis holds from the day it is told at the latest, though the permit may begin later: without it no rule
    could say what it waits for.
    """
    begins = min(filter(None, (arrival.permit_from, arrival.allocated_on, today)))
    news = [_day("notice_received", arrival.received_on)]
    if arrival.legal_basis:
        news.append(News(fact="legal_basis", value=arrival.legal_basis, holds_from=begins))
    if arrival.permit_from or arrival.permit_to:
        news.append(News(fact="permit", value=GRANTED, holds_from=arrival.permit_from, holds_to=arrival.permit_to))
    if arrival.allocated_on:
        news.append(_day("allocation_decided", arrival.allocated_on))
    if arrival.responsibility_stated:
        news.append(News(fact="responsibility_stated", value=arrival.responsibility_stated))
    if arrival.arrival_expected:
        news.append(News(fact="arrival_expected", value=arrival.arrival_expected))
    return news


def enter(arrivals: Iterable[Arrival], known: Known, *, officer: Officer, today: date) -> dict[int, list[Difference]]:
    """What the letters tell and the ledger lacks is entered. Returns, by case, where the two disagree.

    A letter is held against the stay it is about: whoever left and is allocated again begins a new one.
    """
    batch: list[tuple[Case, list[News]]] = []
    disagree: dict[int, list[Difference]] = defaultdict(list)
    for arrival in arrivals:
        case = known.case_of(arrival)
        if case is None:
            continue
        stay = Between.departures(known.departures[case.pk], arrival)
        recorded = known.tellings[case.pk]
        fresh = []
        for news in stay.mended(news_of(arrival, today=today)):
            tellings = recorded.setdefault(news.fact, [])
            if _told(news) in tellings or stay.goes_on(news, tellings):
                continue
            if not stay.holding(tellings):
                fresh.append(replace(news, source=f"{SOURCE} {arrival.journal_number}"))
                # Told again by a later line of the same list, it is known.
                tellings.append(_told(news))
            elif news.fact != "notice_received":
                disagree[case.pk].append(_difference(news))
        batch.append((case, fresh))
    record_many(batch, source=SOURCE, officer=officer, today=today)
    return disagree


def fill_blanks(arrivals: Iterable[Arrival], known: Known, *, new: Collection[int]) -> dict[int, list[Difference]]:
    """What stood empty about people known before is filled in. Returns, by case, where letter and case disagree."""
    changed: dict[int, Person] = {}
    disagree: dict[int, list[Difference]] = defaultdict(list)
    for arrival in arrivals:
        case = known.case_of(arrival)
        if case is None or case.pk in new:
            continue
        if _filled(case.person, arrival):
            known.add(case)
            changed[case.person.pk] = case.person
        disagree[case.pk] += [
            Difference(about=name)
            for name in COMPARED
            if getattr(arrival, name) and getattr(arrival, name) != getattr(case.person, name)
        ]
    Person.objects.bulk_update(changed.values(), [*BLANKS.values(), "protected"], batch_size=AT_A_TIME)
    return disagree


def _filled(person: Person, arrival: Arrival) -> bool:
    """Whether anything was filled in. Protection is only ever put on by a letter, never taken off."""
    before = {name: getattr(person, name) for name in (*BLANKS.values(), "protected")}
    for told, kept in BLANKS.items():
        if not getattr(person, kept) or getattr(person, kept) == Sex.UNKNOWN:
            setattr(person, kept, getattr(arrival, told) or getattr(person, kept))
    person.protected = person.protected or arrival.protected
    return any(getattr(person, name) != value for name, value in before.items())


def _day(fact: str, day: date) -> News:
    return News(fact=fact, value=day, holds_from=day)


def _told(news: News) -> Telling:
    return telling(news.value, news.holds_from, news.holds_to)


def _difference(news: News) -> Difference:
    return Difference(about=news.fact, day=news.value.isoformat() if isinstance(news.value, date) else "")
