"""The front page: what the office must do, for whom, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.duties import permissions
from brobygger.office.duties.actions import assign
from brobygger.office.duties.forms.duty import AssignForm
from brobygger.office.duties.models import Duty
from brobygger.office.duties.queries.sheet import worklist_sheet
from brobygger.office.duties.queries.worklist import Worklist

if TYPE_CHECKING:
    from brobygger.office.access.requests import OfficerRequest

PAGE = "duties/worklist.html"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@for_officers()
def worklist(request: OfficerRequest) -> HttpResponse:
    """The duties the officer's municipality must meet, the most pressing first."""
    chosen = Worklist(request.GET, officer=request.officer, today=request.today)
    request.seen({row.duty.case.person_id for row in chosen.rows}, purpose=Purpose.WORKLIST)
    form = AssignForm(request.GET) if permissions.may_assign(request.officer) else None
    return render(request, PAGE, {"list": chosen, "today": request.today, "assign": form})


@require_safe
@for_officers("export")
def worklist_excel(request: OfficerRequest) -> HttpResponse:
    """The same list as a sheet, as far as the officer may take it out of the house."""
    chosen = Worklist(request.GET, officer=request.officer, today=request.today)
    sheet, persons = worklist_sheet(chosen)
    request.seen(persons, purpose=Purpose.EXPORT)
    headers = {"Content-Disposition": f'attachment; filename="arbejdsliste-{request.today.isoformat()}.xlsx"'}
    return HttpResponse(sheet, content_type=EXCEL, headers=headers)


@require_POST
@for_officers("facts")
def assign_duties(request: OfficerRequest) -> HttpResponse:
    """The duties ticked in the list go to a colleague."""
    form = AssignForm(request.POST)
    back = reverse("duties:worklist") + Worklist(request.POST, officer=request.officer, today=request.today).address()
    if not form.is_valid():
        for fault in (fault for faults in form.errors.values() for fault in faults):
            messages.error(request, str(fault))
        return redirect(back)
    duties = Duty.objects.listed_for(request.officer).filter(key__in=form.cleaned_data["duties"])
    number = assign(
        duties.select_related("responsible"), to=form.cleaned_data["to"], officer=request.officer, today=request.today
    )
    said = ngettext("%(count)s forpligtelse er fordelt.", "%(count)s forpligtelser er fordelt.", number)
    messages.success(request, said % {"count": number} if number else _("Ingen forpligtelser skiftede ansvarlig."))
    return redirect(back)
