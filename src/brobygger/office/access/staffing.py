"""What is done with officers once an office is founded: they change post, leave, come back, and choose a password."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from . import permissions
from .choices import Extent, Role
from .context import acting
from .models import Officer, PasswordLink, SignIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LINK_HOLDS = timedelta(hours=24)
"""How long a link to a password opens. Long enough for a first day at work, short enough for a note that is lost."""
SOMEBODY_LETS_IN = "one_who_lets_in_remains"


class StaffingRefusedError(Exception):
    """It cannot be done with this officer; the message says why and what to do instead, in the reader's language."""


def roles_that_let_in() -> list[str]:
    """The roles that employ colleagues, of which one officer must always remain."""
    return [role for role, row in permissions.matrix().items() if row["officers"] is not Extent.NO]


def initials_of(name: str) -> str:
    """The first letters of the first two names and the last, as colleagues write them.

    >>> initials_of("Anne Mette Kirkeby Ågård")
    'AMÅ'
    """
    words = name.split()
    return "".join(word[0] for word in [*words[:2], *words[2:][-1:]]).upper()


@transaction.atomic
def change(colleague: Officer, *, role: Role, email: str, display_name: str, initials: str, officer: Officer) -> None:
    """The colleague has another role, address or name; the database keeps what it was.

    Raises `StaffingRefusedError` when somebody would give a role to themselves, or when nobody who lets others in would
    be left; `IntegrityError` when the address signs somebody else in.
    """
    if role != colleague.role and colleague.pk == officer.pk:
        raise StaffingRefusedError(_("Din egen rolle kan du ikke ændre. Bed en kollega om det."))
    colleague.role, colleague.email = role, email
    colleague.display_name, colleague.initials = display_name, initials
    with _somebody_lets_in(colleague):
        colleague.save(update_fields=["role", "email", "display_name", "initials"])


@transaction.atomic
def end(colleague: Officer, *, on: date, reason: str, officer: Officer) -> None:
    """The colleague has left office: from now on nobody comes in as them, and a session of theirs ends.

    Their name stays on what they did. Raises `StaffingRefusedError` for oneself and for the last who lets others in.
    """
    if colleague.pk == officer.pk:
        raise StaffingRefusedError(_("Din egen ansættelse kan du ikke afslutte. Bed en kollega om det."))
    colleague.is_active, colleague.ended_on, colleague.ended_because = False, on, reason
    with _somebody_lets_in(colleague):
        colleague.save(update_fields=["is_active", "ended_on", "ended_because"])
    _withdraw_links(colleague)


@transaction.atomic
def take_back(colleague: Officer, *, today: date) -> None:
    """Who had left is in office again from today, in the role they had, and has to choose a password anew."""
    colleague.is_active, colleague.ended_on, colleague.ended_because = True, None, ""
    colleague.employed_on = today
    colleague.set_unusable_password()
    colleague.save(update_fields=["is_active", "ended_on", "ended_because", "employed_on", "password"])


@transaction.atomic
def make_link(colleague: Officer, *, officer: Officer) -> str:
    """The secret of a new link by which the colleague chooses a password; an earlier link opens no more.

    It is told here and nowhere else: the database keeps its digest. The password in use holds until a new one is
    chosen.
    """
    if colleague.pk == officer.pk:
        raise StaffingRefusedError(_("Din egen adgangskode skifter du selv under »Skift adgangskode«."))
    if not colleague.is_active:
        raise StaffingRefusedError(
            _("%(name)s er stoppet og kan ikke logge ind. Genansæt først.") % {"name": colleague.display_name}
        )
    _withdraw_links(colleague)
    secret = secrets.token_urlsafe(32)
    PasswordLink.objects.create(
        municipality_id=colleague.municipality_id,
        officer=officer,
        to=colleague,
        digest=digest(secret),
        until=Now() + LINK_HOLDS,
    )
    return secret


def choose_password(link: PasswordLink, colleague: Officer, *, password: str) -> bool:
    """The colleague has the password, and the link opens no more. False when another request used it first."""
    with acting(colleague):
        if not PasswordLink.objects.filter(pk=link.pk, used_at=None, withdrawn_at=None).update(used_at=Now()):
            return False
        colleague.set_password(password)
        colleague.save(update_fields=["password"])
    return True


def note_sign_in(officer: Officer) -> None:
    """The officer has come in: the database's own time is kept."""
    with acting(officer):
        SignIn.objects.create(municipality_id=officer.municipality_id, officer=officer)


def digest(secret: str) -> str:
    """What is kept of a link's secret: enough to know it again. It is long and random, so it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


@contextmanager
def _somebody_lets_in(colleague: Officer) -> Iterator[None]:
    """What is saved leaves somebody who employs colleagues; the database says so, also of two requests at once."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        told = fault.__cause__
        if isinstance(told, psycopg.Error) and told.diag.constraint_name == SOMEBODY_LETS_IN:
            message = _(
                "%(name)s er den eneste, der kan ansætte andre. "
                "Giv først en kollega rollen som leder eller systemadministrator."
            )
            raise StaffingRefusedError(message % {"name": colleague.display_name}) from fault
        raise


def _withdraw_links(colleague: Officer) -> None:
    standing = PasswordLink.objects.filter(to=colleague, used_at=None, withdrawn_at=None)
    standing.update(withdrawn_at=Now())
