"""A case outside one's reach: opened for a reason, for a time, and told to the leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from brobygger.office.access.doors import for_officers
from brobygger.office.casefiles import actions
from brobygger.office.casefiles.models import Case
from brobygger.office.foundation.forms import ReasonForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from brobygger.office.access.requests import OfficerRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("cases")
def break_the_glass(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Asks why; shows nothing of the case but its number."""
    case = get_object_or_404(Case.objects.as_seen_by(request.officer), key=key)
    if case.reached:
        return redirect(case)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.break_the_glass(case, reason=form.cleaned_data["reason"], officer=request.officer)
        return redirect(case)
    hours = int(actions.OPEN_FOR.total_seconds() // 3600)
    context = {"case": case, "form": form, "hours": hours}
    return render(request, "casefiles/break_the_glass.html", context, status=422 if form.errors else 200)
