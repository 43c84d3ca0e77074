"""A staffed office with cases, for tests: each municipality has one officer of every role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from brobygger.office.access.actions import employ, found
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.casefiles.models import Case

TODAY = date(2018, 6, 9)
PASSWORD = "en lang sætning om broer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A municipality and one officer of each role."""

    municipality: Municipality
    automatic: Officer
    officers: dict[str, Officer]

    def __getattr__(self, role: str) -> Officer:
        return self.officers[role]


def an_office(slug: str, *, rulebook: str) -> Office:
    """A municipality staffed in every role."""
    municipality = found(slug=slug, name=slug.title(), rulebook=rulebook, working_date=TODAY)
    with acting(None, municipality=municipality):
        automatic = Officer.objects.automatic(municipality)
    with acting(automatic):
        officers = {
            role.value: employ(
                municipality,
                role=role,
                email=f"{role}@{slug}.example",
                display_name=f"{role.value} {slug}",
                initials=role.value[:3].upper(),
                password=None,
            )
            for role in Role
            if role is not Role.AUTOMATIC
        }
    return Office(municipality=municipality, automatic=automatic, officers=officers)


OpenCase = Callable[..., Case]
