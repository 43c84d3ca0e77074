"""Person search: what is typed is posted, what is found is reached by an opaque key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.casefiles import queries
from brobygger.office.casefiles.forms import SearchForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from brobygger.office.access.requests import OfficerRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("cases")
def search(request: OfficerRequest) -> HttpResponse:
    """The cases found; one alone is opened at once."""
    form = SearchForm(request.POST or None)
    found = queries.find(form.cleaned_data["q"], officer=request.officer) if form.is_valid() else None
    if found and len(found.cases) == 1 and found.cases[0].reached:
        return redirect(found.cases[0])
    if found:
        request.seen(found.shown, purpose=Purpose.SEARCH)
    context = {"form": form, "found": found, "today": request.today}
    return render(request, "casefiles/search.html", context, status=422 if form.errors else 200)
