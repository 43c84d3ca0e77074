"""One person's case, with the family around it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from brobygger.office.access.doors import for_officers
from brobygger.office.access.requests import OfficerRequest


@require_safe
@for_officers()
def case(_request: OfficerRequest, key: UUID) -> HttpResponse:
    """The case page."""
    raise Http404(str(key))


record = case
