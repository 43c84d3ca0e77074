"""What is done with municipalities, officers and openings; each in one transaction, by a named officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models.functions import Now

from .choices import Role
from .context import acting
from .models import Municipality, Officer, Opening

if TYPE_CHECKING:
    from datetime import date


def found(*, slug: str, name: str, rulebook: str, working_date: date | None = None) -> Municipality:
    """A municipality is there with its automatic officer, in whose name it is founded. Doing it twice changes nothing.

    The officer cannot be named before the municipality, nor the other way round, so both numbers are drawn first.
    """
    if standing := Municipality.objects.filter(slug=slug).first():
        return standing
    municipality = Municipality(
        pk=_next("access_municipality"), slug=slug, name=name, rulebook=rulebook, working_date=working_date
    )
    automatic = Officer(
        pk=_next("access_officer"),
        municipality=municipality,
        role=Role.AUTOMATIC,
        email=f"automatic@{slug}.invalid",
        display_name=str(Role.AUTOMATIC.label),
        initials="AUT",
        is_active=False,
    )
    automatic.set_unusable_password()
    with acting(automatic, municipality=municipality):
        municipality.save(force_insert=True)
        automatic.save(force_insert=True)
    return municipality


@transaction.atomic
def employ(  # noqa: PLR0913 - what an officer is, each by name
    municipality: Municipality,
    *,
    role: Role,
    email: str,
    display_name: str,
    initials: str,
    password: str | None,
    employed_on: date | None = None,
) -> Officer:
    """A new officer; `IntegrityError` when the address signs somebody in already.

    Without a password nobody can sign in as them before one is set.
    """
    officer = Officer(
        municipality=municipality,
        role=role,
        email=email,
        display_name=display_name,
        initials=initials,
        employed_on=employed_on,
    )
    officer.set_password(password)
    officer.save(force_insert=True)
    return officer


@transaction.atomic
def set_working_date(municipality: Municipality, *, day: date) -> None:
    """The demo office works on *day*. Only the demo asks for this, and only the demo reads it."""
    municipality.working_date = day
    municipality.save(update_fields=["working_date"])


@transaction.atomic
def read_opening(opening: Opening, *, officer: Officer) -> None:
    """A leader has taken note of a case opened outside somebody's reach; the first to do so is remembered."""
    Opening.objects.filter(pk=opening.pk, read_at=None).update(read_at=Now(), read_by=officer)


def _next(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        (number,) = cursor.fetchone()
    return int(number)
