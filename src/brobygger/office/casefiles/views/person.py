"""What the register says of a person, mended; with what it said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.casefiles import actions, history, permissions
from brobygger.office.casefiles.doors import with_case
from brobygger.office.casefiles.forms import PersonForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.casefiles.models import Case


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("facts")
@with_case(Purpose.RECORDING)
def person(request: OfficerRequest, case: Case) -> HttpResponse:
    """The form with what is known, and every change that has been made."""
    if not permissions.may_mend_person(request.officer):
        raise PermissionDenied(_("Din rolle retter ikke stamdata. Bed sagsbehandleren om det."))
    form = PersonForm(request.POST or None, case=case)
    if form.is_valid():
        actions.mend_person(case, officer=request.officer)
        messages.success(request, _("Stamdata er gemt."))
        return redirect(case)
    context = {"case": case, "form": form, "changes": history.of(case)}
    return render(request, "casefiles/person.html", context, status=422 if form.errors else 200)
