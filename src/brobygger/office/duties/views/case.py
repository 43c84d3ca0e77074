"""The case page: the household's duties on one axis and in one table, what happened last, what to do now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.casefiles.sheets import KINDS
from brobygger.office.duties.permissions import may_export_case
from brobygger.office.duties.queries.agenda import deeds
from brobygger.office.duties.queries.asof import duties_as_known
from brobygger.office.duties.queries.household import counted, relatives
from brobygger.office.duties.queries.moves import Since, moves_since
from brobygger.office.duties.queries.opened import Opened
from brobygger.office.duties.queries.rows import cells, earlier, grouped, headings, lines, rows, stored
from brobygger.office.duties.queries.stream import stream
from brobygger.office.duties.views.on_a_case import FAMILY, OVERVIEW, as_asked, on_a_case, shown

if TYPE_CHECKING:
    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.duties.queries.rows import Row


def rows_on(opened: Opened) -> list[Row]:
    """The household's duties on the day shown: as stored today, reckoned anew for a day that has passed."""
    return rows(duties_as_known(opened) if opened.past else stored(opened), opened)


@require_safe
@for_officers("cases")
@on_a_case
def case(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """The overview of the case, today or as it was known on a day."""
    opened, picker = as_asked(request, opened)
    found = rows_on(opened)
    present = [row for row in found if not row.earlier]
    since = Since.read(request.GET.get("since", ""))
    return shown(
        request,
        opened,
        "duties/case.html",
        tab=OVERVIEW,
        rows=found,
        picker=picker,
        axis=lines(present, opened),
        to_meet=grouped(row for row in present if not row.over),
        over=grouped(row for row in present if row.over),
        earlier=earlier(found),
        stream=stream(opened),
        deeds=deeds(opened, found),
        excel=opened.address("case_excel") if may_export_case(opened.officer, opened.reached) else "",
        moves=moves_since(since, opened.case, officer=opened.officer) if since and not opened.past else None,
    )


@require_safe
@for_officers("export")
@on_a_case
def case_excel(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """The household's duties as a sheet, for an officer who may take them out of the house."""
    if not may_export_case(opened.officer, opened.reached):
        raise PermissionDenied
    opened, _picker = as_asked(request, opened)
    request.seen(opened.persons, purpose=Purpose.EXPORT)
    headers = {"Content-Disposition": f'attachment; filename="{opened.case.key}-{opened.day.isoformat()}.xlsx"'}
    kind = KINDS["xlsx"]
    body = kind.made(headings(), cells(rows_on(opened)), title=opened.case.number)
    return HttpResponse(body, content_type=kind.content_type, headers=headers)


@require_safe
@for_officers("cases")
@on_a_case
def family(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """The household: who belongs to it, and what is owed to it as a whole."""
    opened, picker = as_asked(request, opened)
    found = rows_on(opened)
    return shown(
        request,
        opened,
        "duties/case_family.html",
        tab=FAMILY,
        rows=found,
        picker=picker,
        members=relatives(opened, found),
        counted=counted(opened),
        shared=grouped(row for row in found if row.duty.of_household and not row.earlier),
    )
