"""People new to the municipality get a case, and households become families, in few statements however many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from brobygger.office.casefiles.choices import FamilyRole, Sex
from brobygger.office.casefiles.models import Case, Family, Person

from .models import Member, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from brobygger.exchange.arrival import Arrival
    from brobygger.office.access.models import Officer

    from .known import Home, Known

AT_A_TIME = 1_000
"""Rows a statement."""


def open_cases(
    arrivals: Iterable[Arrival], known: Known, *, missing: Mapping[Home, int], officer: Officer, today: date
) -> list[Case]:
    """Everyone new has a case and every household its family, with those known before. Returns the new cases."""
    new: list[Case] = []
    arriving: dict[Home, list[Case]] = {}
    for arrival in arrivals:
        case = known.case_of(arrival)
        if case is None:
            case = _case(arrival, officer=officer, today=today)
            known.add(case)
            new.append(case)
        members = arriving.setdefault(arrival.home, [])
        if not any(case is member for member in (*known.members[arrival.home], *members)):
            members.append(case)
    families = _families(arriving, known, officer=officer)
    joined = _joined(arriving, known, families)
    _number(new, today=today)
    Family.objects.bulk_create([family for family in families.values() if not family.pk], batch_size=AT_A_TIME)
    Person.objects.bulk_create([case.person for case in new], batch_size=AT_A_TIME)
    Case.objects.bulk_create(new, batch_size=AT_A_TIME)
    Case.objects.bulk_update(joined, ["family"], batch_size=AT_A_TIME)
    _write_parties(arriving, known, families, missing=missing, officer=officer)
    return new


def _case(arrival: Arrival, *, officer: Officer, today: date) -> Case:
    person = Person(
        municipality_id=officer.municipality_id,
        alien_number=arrival.alien_number,
        cpr=arrival.cpr,
        name=arrival.name,
        own_script_name=arrival.own_name,
        born=arrival.born,
        sex=arrival.sex or Sex.UNKNOWN,
        citizenship=arrival.citizenship,
        language=arrival.language,
        protected=arrival.protected,
    )
    return Case(
        municipality_id=officer.municipality_id,
        person=person,
        journal_number=arrival.journal_number,
        role_in_family=FamilyRole(arrival.role),
        opened_on=today,
        special_needs=arrival.special_needs,
    )


def _families(arriving: Mapping[Home, Sequence[Case]], known: Known, *, officer: Officer) -> dict[Home, Family]:
    """Each household's family: the one that stands, else a new one, not yet saved.

    One person alone is a household too: beds, moves and visits are recorded on the family.
    """
    found: dict[Home, Family] = {}
    for home, newly in arriving.items():
        members = (*known.members[home], *newly)
        standing = next((case.family for case in members if case.family_id), None)
        found[home] = standing or _family(home, members, officer=officer)
    return found


def _family(home: Home, members: Sequence[Case], *, officer: Officer) -> Family:
    """Named after its first adult, save where a name is protected: then by the household's own mark."""
    grown = next((case for case in members if case.role_in_family != FamilyRole.CHILD), members[0])
    hidden = any(case.person.protected for case in members)
    name = home[1] if hidden else grown.person.name.split()[-1]
    return Family(municipality_id=officer.municipality_id, household=home[1], name=name)


def _joined(arriving: Mapping[Home, Sequence[Case]], known: Known, families: Mapping[Home, Family]) -> list[Case]:
    """The members get their family; returns those whose case stands already. Who has another family keeps it."""
    standing: list[Case] = []
    for home, family in families.items():
        for case in (*known.members[home], *arriving[home]):
            if case.family_id is None and case.family is None:
                case.family = family
                standing += [case] if case.pk else []
    return standing


def _number(new: Sequence[Case], *, today: date) -> None:
    """Each new case has the year and the next number of the year."""
    year = f"{today:%Y}-"
    taken = Case.objects.filter(number__regex=rf"^{year}\d+$").aggregate(
        last=Max(Cast(Substr("number", len(year) + 1), IntegerField()))
    )
    for number, case in enumerate(new, (taken["last"] or 0) + 1):
        case.number = f"{year}{number:04}"


def _write_parties(
    arriving: Mapping[Home, Sequence[Case]],
    known: Known,
    families: Mapping[Home, Family],
    *,
    missing: Mapping[Home, int],
    officer: Officer,
) -> None:
    """The letter's households stand with their people; each mended line makes a household less incomplete."""
    new: list[Party] = []
    changed: list[Party] = []
    for home, newly in arriving.items():
        party = known.parties.get(home)
        if party is None:
            notice = known.notices[home[0]]
            party = Party(municipality_id=officer.municipality_id, notice=notice, household=home[1])
            known.parties[home] = party
            new.append(party)
        else:
            changed.append(party)
        party.family = families[home]
        party.missing = missing.get(home) or max(0, party.missing - len(newly))
    Party.objects.bulk_create(new, batch_size=AT_A_TIME)
    Party.objects.bulk_update(changed, ["family", "missing"], batch_size=AT_A_TIME)
    Member.objects.bulk_create(_members(arriving, known, officer=officer), batch_size=AT_A_TIME)


def _members(arriving: Mapping[Home, Sequence[Case]], known: Known, *, officer: Officer) -> Iterator[Member]:
    for home, newly in arriving.items():
        for case in newly:
            yield Member(municipality_id=officer.municipality_id, party=known.parties[home], case=case)
