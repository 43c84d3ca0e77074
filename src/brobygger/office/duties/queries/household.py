"""The household as a unit: who belongs to it, and how many are children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.office.foundation.days import age

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .opened import Member, Opened
    from .rows import Row

GROWN = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """One of the household; of someone protected from the officer no more than that, and where to give a reason."""

    name: str
    href: str
    chosen: bool
    role: str
    born: date | None
    age: str
    number: str
    responsible: str
    following: Row | None


def relatives(opened: Opened, found: Sequence[Row]) -> list[Relative]:
    """Everyone in the household, elders first."""
    return [_relative(member, opened, found) for member in opened.members]


def _relative(member: Member, opened: Opened, found: Sequence[Row]) -> Relative:
    case, shown = member.case, member.reached
    born = case.person.born if shown else None
    responsible = case.responsible if shown else None
    theirs = (one for one in found if one.duty.case_id == case.pk and not one.duty.of_household)
    return Relative(
        name=member.name,
        href=reverse("duties:case", args=[case.key]),
        chosen=case.pk == opened.case.pk,
        role=case.get_role_in_family_display(),
        born=born,
        age=years_said(age(born, today=opened.day)) if born else "",
        number=case.number if shown else "",
        responsible=responsible.initials if responsible else "",
        following=next((one for one in theirs if not one.over and one.acts_on), None),
    )


def years_said(years: int) -> str:
    """The age in words."""
    return ngettext("%(count)s år", "%(count)s år", years) % {"count": years}


def counted(opened: Opened) -> str:
    """How many the household is, and how many of them are children on the day shown."""
    number = len(opened.members)
    born = [member.case.person.born for member in opened.members]
    children = sum(1 for day in born if day and age(day, today=opened.day) < GROWN)
    people = ngettext("%(count)s person", "%(count)s personer", number) % {"count": number}
    young = ngettext("%(count)s barn under 18 år", "%(count)s børn under 18 år", children) % {"count": children}
    return _("%(people)s, heraf %(children)s") % {"people": people, "children": young}
