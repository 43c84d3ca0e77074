"""Who is expected, how long the office had to get ready, and what is lacking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateField, Exists, F, Func, Min, OuterRef, Q, Subquery

from brobygger.office.casefiles import reach
from brobygger.office.casefiles.models import Entry, Person
from brobygger.office.duties.rulebooks import rulebook

from .models import Member, Party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.expressions import Combinable

    from brobygger.office.access.models import Municipality, Officer

    from .models import PartyQuerySet

LEAD_TIME = "housing_lead_time"
DAYS_TOLD = {
    "allocation_decided": "allocated_on",
    "responsibility_stated": "responsibility_stated",
    "arrival_expected": "arrival_expected",
}


class Show(StrEnum):
    """Which households the overview shows."""

    WAITING = "waiting"
    SHORT = "short"
    NO_BED = "no_bed"
    INCOMPLETE = "incomplete"
    UNCONFIRMED = "unconfirmed"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One household on its way, as the overview tells of it."""

    party: Any
    people: tuple[Person, ...]
    names: tuple[str, ...]
    lead_days: int | None
    short: bool
    unconfirmed: bool

    @property
    def named(self) -> list[tuple[Person, str]]:
        """Each person with the name that this officer may read."""
        return list(zip(self.people, self.names, strict=True))


class Day(Func):
    """A ledger entry's value, which is JSON, read as the day it tells."""

    template = "(%(expressions)s #>> '{}')::date"
    output_field = DateField()


def expected(officer: Officer) -> PartyQuerySet:
    """The households of the officer's lists, with the days and beds the ledger knows of."""
    standing = Entry.objects.standing().order_by()
    theirs = standing.filter(case__announcements__party=OuterRef("pk"))
    away = Member.objects.filter(party=OuterRef("pk")).exclude(
        Exists(standing.filter(case=OuterRef("case"), fact="arrived"))
    )
    parties = Party.objects.select_related("notice").annotate(
        received_on=_first_day(theirs, "notice_received"),
        arrives_on=_first_day(theirs, "arrival_expected"),
        waiting=Exists(away),
        has_bed=Exists(standing.filter(family=OuterRef("family"), fact="bed_assigned")),
    )
    within = reach.listed(officer, path="case__")
    return parties.filter(Exists(Member.objects.filter(within, party=OuterRef("pk")))) if within else parties


def shown(parties: PartyQuerySet, show: Show, *, today: date, least_days: int | None) -> PartyQuerySet:
    """Those of one filter, the soonest arrival first and those without a date last."""
    order = (F("arrives_on").asc(nulls_last=True), "notice__received_on", "pk")
    return parties.filter(_condition(show, today=today, least_days=least_days)).order_by(*order)


def counts(parties: PartyQuerySet, *, today: date, least_days: int | None) -> dict[Show, int]:
    """How many each filter would show, in one query."""
    asked: dict[str, Count] = {
        f"number_{show}": Count("pk", filter=_condition(show, today=today, least_days=least_days)) for show in Show
    }
    found = parties.aggregate(**asked)
    return {show: found[f"number_{show}"] for show in Show}


def rows(parties: Iterable[Any], *, officer: Officer, today: date, least_days: int | None) -> list[Expected]:
    """The households of one page with their people, in one query more."""
    parties = list(parties)
    members = Member.objects.filter(party__in=parties).values_list("party", "case__person").order_by("pk")
    found = Person.objects.shown_to(officer).filter(case__announcements__party__in=parties).select_related("case")
    persons = {person.pk: person for person in found.distinct().order_by("pk")}
    people: dict[int, list[Person]] = {}
    for party, person in members:
        people.setdefault(party, []).append(persons[person])
    return [_row(party, people.get(party.pk, []), officer=officer, today=today, least=least_days) for party in parties]


def letter_of(party: Party) -> dict[str, Any]:
    """What a standing household's letter says, for somebody more in it: the form begins with it."""
    person = Person.objects.filter(case__announcements__party=party).order_by("case__announcements__pk").first()
    entries = Entry.objects.standing().filter(case__person=person, fact__in=(*DAYS_TOLD, "legal_basis", "permit"))
    found = {entry.fact: entry for entry in entries.order_by("pk")}
    letter: dict[str, Any] = {
        name: date.fromisoformat(found[fact].value) for fact, name in DAYS_TOLD.items() if fact in found
    }
    if basis := found.get("legal_basis"):
        letter["legal_basis"] = basis.value
    if permit := found.get("permit"):
        letter |= {"permit_from": permit.holds_from, "permit_to": permit.holds_to}
    if person and not person.protected:
        letter |= {"citizenship": person.citizenship, "language": person.language}
    return letter | {
        "journal_number": party.notice.journal_number,
        "received_on": party.notice.received_on,
        "household": party.household,
    }


def least_lead_days(municipality: Municipality, *, on: date) -> int | None:
    """The lead time that the municipality's frame of the day promises; None where it promises none (A5)."""
    rule = rulebook(municipality.rulebook).rules.get(LEAD_TIME)
    versions = [v for v in rule.versions if v.in_force <= on <= (v.until or on)] if rule else []
    return max((version.short_under_days for version in versions), default=0) or None


def _row(party: Any, people: list[Person], *, officer: Officer, today: date, least: int | None) -> Expected:
    days = (party.arrives_on - party.received_on).days if party.arrives_on and party.received_on else None
    return Expected(
        party=party,
        people=tuple(people),
        names=tuple(person.shown_name(officer) for person in people),
        lead_days=days,
        short=days is not None and least is not None and days < least,
        unconfirmed=bool(party.waiting and party.arrives_on and party.arrives_on < today),
    )


def _condition(show: Show, *, today: date, least_days: int | None) -> Q:
    waiting = Q(waiting=True)
    match show:
        case Show.WAITING:
            return waiting
        case Show.SHORT:
            enough = F("received_on") + timedelta(days=least_days or 0)
            return waiting & Q(arrives_on__lt=enough) if least_days else Q(pk=None)
        case Show.NO_BED:
            return waiting & Q(has_bed=False)
        case Show.INCOMPLETE:
            return Q(missing__gt=0)
        case Show.UNCONFIRMED:
            return waiting & Q(arrives_on__lt=today)
        case Show.ALL:
            return Q()


def _first_day(theirs: Any, fact: str) -> Combinable:
    """The earliest day that the ledger tells of that kind for anyone in the household."""
    days = theirs.filter(fact=fact).annotate(day=Day("value")).values("fact").annotate(first=Min("day"))
    return Subquery(days.values("first"), output_field=DateField())
