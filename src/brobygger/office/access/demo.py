"""The demo's offices and made-up officers, and the roles a visitor may take on with one click."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from brobygger.office.foundation.parts import DemoRole

from .actions import employ, found
from .choices import Role
from .context import acting
from .models import Officer

if TYPE_CHECKING:
    from brobygger.office.foundation.progress import Say

OFFICES = Path(__file__).with_name("demo.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOfficer:
    """A made-up officer; `key` names them on the sign-in page and is also the first part of the address."""

    key: str
    role: Role
    name: str
    initials: str

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"{self.key}@brobygger.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOffice:
    """A demo municipality, the day it works on (none: today), and who works there."""

    slug: str
    name: str
    rulebook: str
    staffed_since: date
    working_date: date | None
    officers: tuple[DemoOfficer, ...]

    def roles(self, *, chosen: Officer | None = None) -> tuple[DemoRole, ...]:
        """The roles to choose between, as the pages show them."""
        email = chosen.email if chosen else ""
        return tuple(
            DemoRole(key=one.key, text=f"{one.name}, {one.role.label}", chosen=one.email == email)
            for one in self.officers
        )


@cache
def offices() -> tuple[DemoOffice, ...]:
    """The demo's offices, as `demo.toml` tells them."""
    return tuple(_office(entry) for entry in tomllib.loads(OFFICES.read_text(encoding="utf-8"))["office"])


def officer_called(key: str) -> DemoOfficer | None:
    """The made-up officer of that key."""
    return next((one for office in offices() for one in office.officers if one.key == key), None)


def load(*, say: Say) -> list[str]:
    """The demo's offices stand, staffed; returns what to tell whoever started the demo."""
    told = []
    for office in offices():
        say(f"{office.name}: medarbejdere")
        municipality = found(
            slug=office.slug, name=office.name, rulebook=office.rulebook, working_date=office.working_date
        )
        with acting(None, municipality=municipality):
            automatic = Officer.objects.automatic(municipality)
        with acting(automatic):
            standing = set(Officer.objects.values_list("email", flat=True))
            for one in office.officers:
                if one.email in standing:
                    continue
                employ(
                    municipality,
                    role=one.role,
                    email=one.email,
                    display_name=one.name,
                    initials=one.initials,
                    password=None,
                    employed_on=office.staffed_since,
                )
        told.append(f"  {office.name}: {len(office.officers)} roller, arbejdsdato {office.working_date or 'i dag'}")
    return told


def _office(entry: dict[str, object]) -> DemoOffice:
    officers = entry.pop("officers")
    working_date = entry.pop("working_date", None)
    since = entry.pop("staffed_since")
    assert isinstance(officers, list)  # noqa: S101 - our own file, held by a test
    assert isinstance(since, date)  # noqa: S101 - our own file, held by a test
    seen: dict[str, int] = {}
    staff = []
    for one in officers:
        role = Role(one["role"])
        seen[role] = seen.get(role, 0) + 1
        number = f"-{seen[role]}" if seen[role] > 1 else ""
        key = f"{entry['slug']}-{role.replace('_', '-')}{number}"
        staff.append(DemoOfficer(key=key, role=role, name=one["name"], initials=one["initials"]))
    return DemoOffice(
        slug=str(entry["slug"]),
        name=str(entry["name"]),
        rulebook=str(entry["rulebook"]),
        staffed_since=since,
        working_date=working_date if isinstance(working_date, date) else None,
        officers=tuple(staff),
    )
