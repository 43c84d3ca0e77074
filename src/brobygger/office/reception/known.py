"""What the office already knows of the people in a list, fetched in a handful of queries however long the list is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from brobygger.office.casefiles.models import Case, Entry

from .models import Member, Notice, Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brobygger.exchange.arrival import Arrival

# The facts a letter tells.
TOLD = ("notice_received", "legal_basis", "permit", "allocation_decided", "responsibility_stated", "arrival_expected")
DEPARTURE = "left_municipality"
Home = tuple[str, str]
Telling = tuple[str, date | None, date | None]
"""A fact's value as text, and from when to when it holds."""


@dataclass(slots=True, kw_only=True)
class Known:
    """The cases, notices and households that stand already, each found by what a letter calls it."""

    by_alien_number: dict[str, Case] = field(default_factory=dict)
    by_cpr: dict[str, Case] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    parties: dict[Home, Party] = field(default_factory=dict)
    members: dict[Home, list[Case]] = field(default_factory=lambda: defaultdict(list))
    tellings: dict[int, dict[str, list[Telling]]] = field(default_factory=lambda: defaultdict(dict))
    departures: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))

    def case_of(self, arrival: Arrival) -> Case | None:
        """The case of the person, known by alien number or by CPR number."""
        found = self.by_alien_number.get(arrival.alien_number or "")
        return found or self.by_cpr.get(arrival.cpr or "")

    def is_two_people(self, arrival: Arrival) -> bool:
        """True when the letter's numbers belong to two people of the office, or one has another alien number here."""
        one, other = self.by_alien_number.get(arrival.alien_number or ""), self.by_cpr.get(arrival.cpr or "")
        if one and other:
            return one is not other
        return bool(other and arrival.alien_number and other.person.alien_number)

    def add(self, case: Case) -> None:
        """The case can be found from now on."""
        if case.person.alien_number:
            self.by_alien_number[case.person.alien_number] = case
        if case.person.cpr:
            self.by_cpr[case.person.cpr] = case


def about(arrivals: Sequence[Arrival]) -> Known:
    """Everything that stands already about these people and their letters; five queries."""
    found = Known()
    aliens = [arrival.alien_number for arrival in arrivals if arrival.alien_number]
    cprs = [arrival.cpr for arrival in arrivals if arrival.cpr]
    journals = {arrival.journal_number for arrival in arrivals}
    found.notices = {n.journal_number: n for n in Notice.objects.filter(journal_number__in=journals).order_by("pk")}
    parties = Party.objects.filter(notice__in=found.notices.values()).select_related("notice").order_by("pk")
    found.parties = {(party.notice.journal_number, party.household): party for party in parties}
    homes = {party.pk: home for home, party in found.parties.items()}
    members = Member.objects.filter(party__in=homes).order_by("pk").values_list("case", "party")
    of_them = Q(person__alien_number__in=aliens) | Q(person__cpr__in=cprs) | Q(pk__in=[case for case, _ in members])
    cases = {case.pk: case for case in Case.objects.filter(of_them).select_related("person", "family").order_by("pk")}
    for case in cases.values():
        found.add(case)
    for case_id, party in members:
        found.members[homes[party]].append(cases[case_id])
    for entry in Entry.objects.about(cases=cases).standing().filter(fact__in=(*TOLD, DEPARTURE)):
        if entry.fact == DEPARTURE:
            found.departures[entry.case_id or 0].append(date.fromisoformat(entry.value))
            continue
        facts = found.tellings[entry.case_id or 0]
        facts.setdefault(entry.fact, []).append(telling(entry.value, entry.holds_from, entry.holds_to))
    return found


def telling(value: object, holds_from: date | None, holds_to: date | None) -> Telling:
    """A fact in a form in which two of them can be compared."""
    return (str(value), holds_from, holds_to)
