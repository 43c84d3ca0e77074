"""What the middleware adds to a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.http import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django_htmx.middleware import HtmxDetails

    from .choices import Purpose
    from .models import Municipality, Officer


# Says who acts, writes the look and forgets it again: one statement, which by itself is a transaction too.
KEPT = "SELECT access_look_is_kept(%s, %s, %s, %s, %s::bigint[])"


class LookTooLateError(RuntimeError):
    """A person was shown after the log was written: the page would go out with a look that nobody can find."""


@dataclass(slots=True)
class Sight:
    """The persons one response shows, and why; written as one look."""

    persons: set[int] = field(default_factory=set)
    purpose: Purpose | None = None
    closed: bool = False

    def __call__(self, persons: Iterable[int], *, purpose: Purpose) -> None:
        """The response shows *persons*. The first purpose named is the page's own."""
        if self.closed:
            raise LookTooLateError("Call request.seen before the response is returned; a stream is too late.")
        self.persons.update(persons)
        self.purpose = self.purpose or purpose

    def written(self, officer: Officer, page: str) -> None:
        """The look is in the log, if anybody was shown; what cannot be written raises, and the page is refused."""
        self.closed = True
        if self.persons and self.purpose:
            kept: list[Any] = [officer.municipality_id, officer.pk, self.purpose, page, sorted(self.persons)]
            with connection.cursor() as cursor:
                cursor.execute(KEPT, kept)


class VisitorRequest(HttpRequest):
    """A request as every view gets it; a visitor who has not signed in has neither office nor officer."""

    officer: Officer | None
    municipality: Municipality | None
    today: date
    seen: Sight
    failed: bool
    htmx: HtmxDetails


class OfficerRequest(VisitorRequest):
    """A request behind a door for officers."""

    officer: Officer
    municipality: Municipality
