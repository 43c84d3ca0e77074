"""The ledger of a case: every entry, never changed, with what replaced it and what it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from brobygger.office.access.doors import for_officers
from brobygger.office.duties.queries.entries import facts_entered, line, line_of, page_of_ledger, withheld
from brobygger.office.duties.queries.opened import Opened
from brobygger.office.duties.queries.stays import told
from brobygger.office.duties.queries.stream import moved_by
from brobygger.office.duties.views.case import rows_on
from brobygger.office.duties.views.on_a_case import LEDGER, as_asked, on_a_case, shown

if TYPE_CHECKING:
    from brobygger.office.access.requests import OfficerRequest


@require_safe
@for_officers("cases")
@on_a_case
def ledger(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """The entries of the household, newest first, of one fact or one member when that is asked."""
    opened, picker = as_asked(request, opened)
    fact, whose = request.GET.get("fact", ""), request.GET.get("whose", "")
    known = told(opened)
    page = page_of_ledger(opened, fact=fact, whose=whose, number=request.GET.get("page", "1"))
    return shown(
        request,
        opened,
        "duties/case_ledger.html",
        tab=LEDGER,
        rows=rows_on(opened),
        picker=picker,
        page=page,
        lines=[line(entry, opened, known) for entry in page.object_list],
        facts=facts_entered(opened),
        fact=fact,
        whose=whose,
        withheld=withheld(opened),
        plain=opened.address("ledger"),
    )


@require_safe
@for_officers("cases")
@on_a_case
def entry(request: OfficerRequest, opened: Opened, entry: int) -> HttpResponse:
    """One entry: what it said, what came in its place, and which duties it moved."""
    opened, _picker = as_asked(request, opened)
    found = line_of(opened, entry)
    if found is None:
        raise Http404
    moves = moved_by(found.entry, opened)
    return shown(request, opened, "duties/case_entry.html", tab=LEDGER, rows=rows_on(opened), line=found, moves=moves)
