"""Who answers for a case: the officer, and the administration that coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.casefiles import actions as casefiles
from brobygger.office.casefiles.choices import Administration
from brobygger.office.duties import actions
from brobygger.office.duties.forms.care import AdministrationForm, ResponsibleForm
from brobygger.office.duties.permissions import may_hand_over
from brobygger.office.duties.queries.opened import Opened
from brobygger.office.duties.views.case import rows_on
from brobygger.office.duties.views.on_a_case import OVERVIEW, on_a_case, shown

if TYPE_CHECKING:
    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.foundation.forms import Form

REFUSED = 422


@require_safe
@for_officers("facts")
@on_a_case
def care(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """Who answers for the case, to be chosen."""
    return asked(request, opened)


@require_POST
@for_officers("facts")
@on_a_case
def responsible(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """A colleague takes the case, with the duties that fall to their role."""
    form = ResponsibleForm(request.POST, opened=opened)
    if not may_hand_over(opened.officer) or not form.is_valid():
        return asked(request, opened, responsible=form)
    request.seen(opened.persons, purpose=Purpose.RECORDING)
    number = actions.hand_over(form.cases(), to=form.cleaned_data["to"], officer=request.officer, today=request.today)
    said = ngettext("%(count)s sag har skiftet ansvarlig.", "%(count)s sager har skiftet ansvarlig.", number)
    messages.success(request, said % {"count": number} if number else _("Ingen sager skiftede ansvarlig."))
    return redirect("duties:case", key=opened.case.key)


@require_POST
@for_officers("facts")
@on_a_case
def coordinate(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """One administration answers for the person and the household (A10)."""
    form = AdministrationForm(request.POST, opened=opened)
    if not may_hand_over(opened.officer) or not form.is_valid():
        return asked(request, opened, administration=form)
    request.seen(opened.persons, purpose=Purpose.RECORDING)
    chosen = Administration(form.cleaned_data["administration"])
    casefiles.coordinate(opened.case, by=chosen, officer=request.officer)
    messages.success(request, _("%(administration)s koordinerer nu.") % {"administration": chosen.label})
    return redirect("duties:case", key=opened.case.key)


def asked(request: OfficerRequest, opened: Opened, **forms: Form) -> HttpResponse:
    """The page with both forms; one that was refused stands as it was filled in."""
    if not may_hand_over(opened.officer):
        raise PermissionDenied
    return shown(
        request,
        opened,
        "duties/case_care.html",
        tab=OVERVIEW,
        rows=rows_on(opened),
        status=REFUSED if forms else 200,
        responsible=forms.get("responsible") or ResponsibleForm(opened=opened),
        administration=forms.get("administration") or AdministrationForm(opened=opened),
    )
