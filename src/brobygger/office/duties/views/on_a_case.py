"""The door to one case: found, within reach, and on the day that the address asks for."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.office.access.choices import Purpose
from brobygger.office.access.permissions import may
from brobygger.office.casefiles.models import Case
from brobygger.office.duties.forms.as_of import AsOfForm
from brobygger.office.duties.queries.banner import banner
from brobygger.office.duties.queries.opened import Opened, OutOfReachError, opened
from brobygger.office.foundation.parts import Tab

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.duties.queries.rows import Row

P = ParamSpec("P")
OVERVIEW, FAMILY, LEDGER, LOOKS = TABS = ("case", "family", "ledger", "case_looks")


def on_a_case(
    view: Callable[Concatenate[OfficerRequest, Opened, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """The view gets the case opened for the officer; one out of reach leads to where a reason can be given."""

    @wraps(view)
    def door(request: OfficerRequest, key: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            case = opened(key, officer=request.officer, today=request.today)
        except Case.DoesNotExist:
            raise Http404 from None
        except OutOfReachError as far:
            return out_of_reach(far.case)
        return view(request, case, *args, **kwargs)

    return door


def out_of_reach(case: Case) -> HttpResponse:
    """The case is opened for a stated reason, or not at all."""
    raise PermissionDenied(str(case.key))


def as_asked(request: OfficerRequest, case: Opened) -> tuple[Opened, AsOfForm]:
    """The case on the day that the address asks for; today when that day cannot be shown, and the form says why."""
    form = AsOfForm(request.GET, case=case.case, today=request.today)
    day = form.cleaned_data["as_of"] if form.is_valid() else request.today
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
    named = {OVERVIEW: _("Overblik"), FAMILY: _("Familien"), LEDGER: _("Oplysninger"), LOOKS: _("Hvem har set sagen")}
    open_to = [tab for tab in TABS if tab != LOOKS or may(case.officer, "log")]
    return [
        Tab(
            text=named[tab],
            href=address(case, tab),
            count=len(case.members) if tab == FAMILY else None,
            chosen=tab == chosen,
        )
        for tab in open_to
    ]


def address(case: Opened, page: str) -> str:
    """A page of the case, on the day shown."""
    plain = reverse(f"duties:{page}", args=[case.case.key])
    return f"{plain}?as_of={case.day.isoformat()}" if case.past else plain
