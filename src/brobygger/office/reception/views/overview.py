"""Who is on their way, and what is not ready for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.reception import queries
from brobygger.office.reception.models import Upload
from brobygger.office.reception.permissions import may_take_in
from brobygger.office.reception.queries import Show
from brobygger.office.reception.showing import overview_chips

if TYPE_CHECKING:
    from django.http import HttpResponse

    from brobygger.office.access.requests import OfficerRequest

ROWS = 50


@require_safe
@for_officers("cases")
def overview(request: OfficerRequest) -> HttpResponse:
    """The households that are expected, the soonest first, with what each one lacks."""
    officer, today = request.officer, request.today
    least = queries.least_lead_days(request.municipality, on=today)
    show = Show(request.GET["show"]) if request.GET.get("show") in set(Show) else Show.WAITING
    parties = queries.expected(officer)
    counts = queries.counts(parties, today=today, least_days=least)
    paginator = Paginator(queries.shown(parties, show, today=today, least_days=least), ROWS)
    paginator.count = counts[show]  # counted with the filters already
    page = paginator.get_page(request.GET.get("page"))
    rows = queries.rows(page, officer=officer, today=today, least_days=least)
    request.seen({person.pk for row in rows for person in row.people}, purpose=Purpose.RECEPTION)
    context = {
        "rows": rows,
        "page": page,
        "chips": overview_chips(counts, chosen=show, least_days=least),
        "show": show,
        "least_days": least,
        "takes_in": may_take_in(officer),
        "drafts": Upload.objects.waiting().count() if may_take_in(officer) else 0,
        "today": today,
    }
    return render(request, "reception/overview.html", context)
