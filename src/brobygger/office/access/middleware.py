"""Every request of an officer is one transaction that knows who acts and where; what it shows of persons is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from .context import acting
from .doors import has_door
from .models import Officer
from .requests import Sight

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from django.http import HttpResponse

    from .models import Municipality
    from .requests import VisitorRequest

READING = frozenset({"GET", "HEAD", "OPTIONS"})
FAILED = 500


class OfficeHours:
    """Sets `officer`, `municipality`, `today` and `seen`, and holds the transaction around the view."""

    def __init__(self, get_response: Callable[[VisitorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        request.officer = request.user if isinstance(request.user, Officer) else None
        request.municipality = None
        request.today = timezone.localdate()
        request.seen = Sight()
        request.failed = False
        if request.officer is None:
            return self.get_response(request)
        return self.answered(request, request.officer)

    def answered(self, request: VisitorRequest, officer: Officer) -> HttpResponse:
        """The view's answer. Should the log of looks fail, it is thrown away and the exception becomes a 500 page."""
        reads = request.method in READING
        with acting(officer, read_only=reads):
            request.municipality = officer.municipality  # told with the officer, at the door
            request.today = working_date(request.municipality)
            response = self.get_response(request)
            if request.failed or response.status_code >= FAILED:
                transaction.set_rollback(True)
            elif not reads:
                request.seen.written(officer, page(request))  # with what was done, or neither
        if reads and request.seen.persons:
            request.seen.written(officer, page(request))  # by itself: the view's own transaction could only read
        request.seen.closed = True
        add_never_cache_headers(response)
        return response

    def process_view(self, _request: VisitorRequest, view: Callable[..., Any], *_arguments: object) -> None:
        """A view that says neither for officers nor for everyone is open to nobody."""
        if not has_door(view):
            message = f"{view.__module__}.{getattr(view, '__name__', view)} has no door: see access.doors."
            raise ImproperlyConfigured(message)

    def process_exception(self, request: VisitorRequest, _exception: Exception) -> None:
        """What a failed view had written is undone; its answer, 404 or 500, is made by Django as always."""
        request.failed = True  # the answer may still ask the database, so nothing is rolled back before it is made


def working_date(municipality: Municipality) -> date:
    """Today; in the demo the day the office has been set to."""
    return (settings.DEMO and municipality.working_date) or timezone.localdate()


def page(request: VisitorRequest) -> str:
    """The route's name, which unlike the address never carries anything about anyone."""
    return request.resolver_match.view_name if request.resolver_match else ""
