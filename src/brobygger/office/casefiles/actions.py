"""What is done with persons, families and cases; facts about them go through `office.duties.actions.record`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Now

from brobygger.office.access.models import Opening

from .models import Case, Family, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from brobygger.office.access.models import Officer

    from .choices import Administration, FamilyRole


OPEN_FOR = timedelta(hours=8)
"""How long a case stays open to an officer who gave a reason."""


@transaction.atomic
def open_family(*, name: str, household: str = "", officer: Officer) -> Family:
    """A household has its file, in the officer's municipality."""
    return Family.objects.create(municipality_id=officer.municipality_id, name=name, household=household)


@transaction.atomic
def open_case(  # noqa: PLR0913 - what a case is opened with, each by name
    person: Person,
    *,
    number: str,
    opened_on: date,
    officer: Officer,
    journal_number: str = "",
    family: Family | None = None,
    role_in_family: FamilyRole | None = None,
    special_needs: str = "",
) -> Case:
    """A person new to the municipality has a case; `IntegrityError` names the number that is already in use."""
    person.municipality_id = officer.municipality_id
    person.save(force_insert=True)
    case = Case(
        municipality_id=officer.municipality_id,
        person=person,
        number=number,
        journal_number=journal_number,
        family=family,
        opened_on=opened_on,
        special_needs=special_needs,
    )
    if role_in_family:
        case.role_in_family = role_in_family
    case.save(force_insert=True)
    return case


@transaction.atomic
def assign(cases: Iterable[Case], *, to: Officer | None, officer: Officer) -> int:
    """The cases within the officer's reach have that officer responsible; returns how many changed hands."""
    reached = Case.objects.within_reach(officer).filter(pk__in=[case.pk for case in cases])
    chosen = Case.objects.filter(pk__in=list(reached.values_list("pk", flat=True))).exclude(responsible=to)
    return chosen.update(responsible=to)


@transaction.atomic
def coordinate(case: Case, *, by: Administration, officer: Officer) -> None:
    """The person, and with them the family, has one administration that answers for the whole (A10)."""
    case = Case.objects.within_reach(officer).select_related("family").get(pk=case.pk)
    whole = case.family or case
    whole.coordinating_administration = by
    whole.save(update_fields=["coordinating_administration"])


@transaction.atomic
def break_the_glass(case: Case, *, reason: str, officer: Officer) -> Opening:
    """A case outside the officer's reach is open to them for a working day; the leader is told why.

    Timed by the database's clock: no working date of a demo can prolong it.
    """
    return Opening.objects.create(
        municipality_id=officer.municipality_id,
        officer=officer,
        casefile=case.pk,
        reason=reason,
        until=Now() + OPEN_FOR,
    )


@transaction.atomic
def mend_person(case: Case, *, officer: Officer) -> None:
    """What the register says of a person is as the form has set it; the database keeps what it was before."""
    Case.objects.within_reach(officer).get(pk=case.pk)
    case.person.save()
    case.save(update_fields=["special_needs", "coordinating_administration"])
    if case.family:
        case.family.save(update_fields=["coordinating_administration"])
