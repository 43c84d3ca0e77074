"""The log of looks: for the leader on the screen, for the citizen as a file."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from brobygger.office.access import actions
from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.access.models import Look, Opening
from brobygger.office.casefiles import log, queries, sheets
from brobygger.office.casefiles.forms import LogForm, NumberForm
from brobygger.office.casefiles.models import Case, Person

if TYPE_CHECKING:
    from uuid import UUID

    from brobygger.office.access.requests import OfficerRequest

LANGUAGES = {"da", "en"}


@require_safe
@for_officers("log")
def looks(request: OfficerRequest) -> HttpResponse:
    """The looks, the newest first, and what was opened in an emergency that nobody has read of."""
    form = LogForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    person = get_object_or_404(Person, key=said["person"]) if said.get("person") else None
    page = log.read(log.Asked(**{**said, "person": person}), reader=request.officer)
    request.seen(page.persons, purpose=Purpose.LOG)
    context = {
        "form": form,
        "number": NumberForm(),
        "page": page,
        "person": person,
        "older": older(request, page.next),
    }
    return render(request, "casefiles/log.html", context, status=422 if form.errors else 200)


@require_safe
@for_officers("log")
def look(request: OfficerRequest, number: int) -> HttpResponse:
    """One look with every person it showed."""
    line, persons = log.one(get_object_or_404(Look.objects.for_page(), pk=number), reader=request.officer)
    request.seen(persons, purpose=Purpose.LOG)
    return render(request, "casefiles/look.html", {"line": line})


@require_POST
@for_officers("log")
def looks_at(request: OfficerRequest) -> HttpResponse:
    """From a number that a citizen gives to the looks at them, by an opaque key."""
    form = NumberForm(request.POST)
    if form.is_valid():
        cases = queries.by_number(Case.objects.select_related("person"), form.cleaned_data["number"])[:2]
        if len(cases) == 1:
            return redirect(f"{reverse('casefiles:looks')}?person={cases[0].person.key}")
        form.add_error("number", _("Nummeret findes ikke, eller det hører til flere. Prøv CPR- eller sagsnummeret."))
    for faults in form.errors.values():
        messages.error(request, " ".join(str(fault) for fault in faults))
    return redirect("casefiles:looks")


@require_safe
@for_officers("log")
def looks_file(request: OfficerRequest, key: UUID, form: str) -> HttpResponse:
    """All looks at one person, to be given to them: CSV or Excel, in Danish or English (`?language=en`)."""
    if form not in sheets.KINDS:
        raise Http404
    person = get_object_or_404(Person, key=key)
    request.seen([person.pk], purpose=Purpose.EXPORT)
    language = request.GET.get("language")
    with override(language) if language in LANGUAGES else nullcontext():
        headings, rows = log.for_the_citizen(person)
        kind = sheets.KINDS[form]
        body = kind.made(headings, rows, title=_("Opslag"))
        name = _("opslag")
    headers = {"Content-Disposition": f'attachment; filename="{name}-{person.key}.{form}"'}
    return HttpResponse(body, content_type=kind.content_type, headers=headers)


@require_POST
@for_officers("log")
def opening_read(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The leader has taken note of a case that was opened outside somebody's reach."""
    actions.read_opening(get_object_or_404(Opening, key=key), officer=request.officer)
    return redirect("casefiles:looks")


def older(request: OfficerRequest, before: int | None) -> str:
    """The address of the next fifty, with the same filters; none when these were the last."""
    if before is None:
        return ""
    filters = request.GET.copy()
    filters["before"] = str(before)
    return f"?{filters.urlencode()}"
