"""The door to one case: found, within reach, and on the day that the address asks for."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from brobygger.office.access.choices import Purpose
from brobygger.office.access.permissions import may
from brobygger.office.casefiles.doors import with_case
from brobygger.office.duties.forms.as_of import AsOfForm
from brobygger.office.duties.queries.banner import banner
from brobygger.office.duties.queries.opened import Opened, opened
from brobygger.office.foundation.parts import Tab

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpResponseBase

    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.casefiles.models import Case
    from brobygger.office.duties.queries.rows import Row

P = ParamSpec("P")
OVERVIEW, FAMILY, LEDGER = "case", "family", "ledger"


def on_a_case(
    view: Callable[Concatenate[OfficerRequest, Opened, P], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """The view gets the case opened for the officer; one out of reach leads to where a reason is given."""

    @wraps(view)
    def door(request: OfficerRequest, case: Case, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        household = opened(case, officer=request.officer, rulebook=request.municipality.rulebook, today=request.today)
        return view(request, household, *args, **kwargs)

    return with_case()(door)


def as_asked(request: OfficerRequest, case: Opened) -> tuple[Opened, AsOfForm]:
    """The case on the day that the address asks for; today when that day cannot be shown, and the form says why."""
    form = AsOfForm(request.GET, case=case.case, today=request.today)
    day = form.cleaned_data["as_of"] if form.is_valid() else request.today
    if form.is_valid():  # the day shown is written out, however it was typed
        form = AsOfForm(initial={"as_of": day}, case=case.case, today=request.today)
    there = tuple(member for member in case.members if member.case.opened_on <= day or member.case.pk == case.case.pk)
    return replace(case, day=day, members=there), form


def shown(
    request: OfficerRequest,
    case: Opened,
    template: str,
    *,
    tab: str,
    rows: Sequence[Row],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page of the case with its banner and tabs; everyone shown is in the log."""
    request.seen(case.persons, purpose=Purpose.CASE)
    context = {
        "opened": case,
        "case": case.case,
        "banner": banner(case, rows),
        "tabs": tabs(case, tab),
        "today": case.day,
        **more,
    }
    return render(request, template, context, status=status)


def tabs(case: Opened, chosen: str) -> list[Tab]:
    """The pages of the case that the officer may open, on the day shown."""
    named = {OVERVIEW: _("Overblik"), FAMILY: _("Familien"), LEDGER: _("Oplysninger")}
    number = {FAMILY: len(case.members)}
    pages = [
        Tab(text=text, href=case.address(page), count=number.get(page), chosen=page == chosen)
        for page, text in named.items()
    ]
    if may(case.officer, "log"):
        looks = f"{reverse('casefiles:looks')}?{urlencode({'person': str(case.case.person.key)})}"
        pages.append(Tab(text=_("Hvem har set sagen"), href=looks))
    return pages
