"""What the rows that may change said before, as officers read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.office.access.models import Alteration, Officer

from .models import Case, Family, Person
from .models.persons import masked

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Field, Model

MOST_SHOWN = 100
FIELDS: dict[str, Field[Any, Any]] = {
    str(field.column): field
    for model in (Family, Case, Person)
    for field in model._meta.concrete_fields  # noqa: SLF001 - Django's documented API
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One field of one row: what it said, what it says, who changed it and when."""

    at: datetime
    by: str
    field: str
    before: str
    after: str


def of(case: Case) -> list[Changed]:
    """Every change of the person, the case and the family, the newest first."""
    rows: list[tuple[type[Model], int | None]] = [(Person, case.person_id), (Case, case.pk), (Family, case.family_id)]
    asked = Q(pk__in=[])
    for model, pk in rows:
        if pk is not None:
            asked |= Q(thing=model._meta.db_table, row=pk)  # noqa: SLF001 - Django's documented API
    kept = Alteration.objects.filter(asked).select_related("officer").order_by("-pk")[:MOST_SHOWN]
    initials = dict(Officer.objects.values_list("pk", "initials"))
    return [changed for alteration in kept for changed in _fields(alteration, initials)]


def _fields(alteration: Alteration, initials: dict[int, str]) -> list[Changed]:
    return [
        Changed(
            at=alteration.at,
            by=alteration.officer.display_name,
            field=str(FIELDS[name].verbose_name),
            before=_said(name, before, initials),
            after=_said(name, (alteration.became or {}).get(name), initials),
        )
        for name, before in sorted(alteration.was.items())
        if name in FIELDS and name != "order"
    ]


def _said(name: str, value: Any, initials: dict[int, str]) -> str:
    """A value in words; of a CPR number no more than anywhere else."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if name == "cpr":
        return masked(value)
    if name == "responsible_id":
        return initials.get(value, "–")
    return str(dict(FIELDS[name].flatchoices).get(value, value))
