"""One letter: typed in by hand, shown, added to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.reception import actions, queries
from brobygger.office.reception.forms import LetterForm, People, arrivals, judged, with_more_places
from brobygger.office.reception.models import Notice, Party
from brobygger.office.reception.outcome import Fate
from brobygger.office.reception.permissions import may_take_in
from brobygger.office.reception.showing import remarks_of

from .doors import for_takers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brobygger.exchange.notices import Verdict
    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.reception.outcome import Intake

REFUSED = 422
PEOPLE = "people"


@require_http_methods(["GET", "HEAD", "POST"])
@for_takers
def new(request: OfficerRequest) -> HttpResponse:
    """A letter is typed in, one person or a whole family."""
    return _typed(request, initial={}, party=None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_takers
def add(request: OfficerRequest, key: UUID, party: int) -> HttpResponse:
    """Somebody more in a household that stands already: forgotten, mended, or born since."""
    standing = get_object_or_404(Party.objects.select_related("notice"), notice__key=key, pk=party)
    return _typed(request, initial=queries.letter_of(standing), party=standing)


@require_safe
@for_officers("cases")
def notice(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The letter with its households, and what each one lacks."""
    letter = get_object_or_404(Notice.objects.select_related("officer", "upload"), key=key)
    least = queries.least_lead_days(request.municipality, on=request.today)
    parties = queries.expected(request.officer).filter(notice=letter).order_by("pk")
    rows = queries.rows(parties, officer=request.officer, today=request.today, least_days=least)
    request.seen({person.pk for row in rows for person in row.people}, purpose=Purpose.RECEPTION)
    context = {
        "notice": letter,
        "rows": rows,
        "least_days": least,
        "takes_in": may_take_in(request.officer),
        "today": request.today,
    }
    return render(request, "reception/notice.html", context)


@require_POST
@for_takers
def complete(request: OfficerRequest, key: UUID, party: int) -> HttpResponse:
    """The household lacks nobody after all: the refused line was a mistake."""
    standing = get_object_or_404(Party, notice__key=key, pk=party)
    actions.complete(standing, officer=request.officer)
    messages.success(request, _("Familien er ikke længere mærket ufuldstændig."))
    return redirect("reception:notice", key=key)


def _typed(request: OfficerRequest, *, initial: dict[str, Any], party: Party | None) -> HttpResponse:
    """The form; what was typed stands until it is taken in."""
    if request.method != "POST":
        return _form(request, LetterForm(initial=initial), People(prefix=PEOPLE), party=party)
    more = "more" in request.POST
    letter = LetterForm(request.POST, initial=initial)
    people = People(with_more_places(request.POST, prefix=PEOPLE) if more else request.POST, prefix=PEOPLE)
    if more:
        for form in (letter, *people.forms):
            form.errors.clear()  # nobody asked yet whether it is right
        return _form(request, letter, people, party=party)
    verdicts = judged(letter, people, today=request.today)
    if verdicts is None:
        return _form(request, letter, people, party=party, status=REFUSED)
    intake = actions.take_in_all(arrivals(verdicts), officer=request.officer, today=request.today)
    _tell(request, intake, verdicts)
    return redirect("reception:notice", key=intake.notices[0].key)


def _form(
    request: OfficerRequest, letter: LetterForm, people: People, *, party: Party | None, status: int = 200
) -> HttpResponse:
    context = {"letter": letter, "people": people, "party": party, "today": request.today}
    return render(request, "reception/notice_form.html", context, status=status)


def _tell(request: OfficerRequest, intake: Intake, verdicts: Sequence[Verdict]) -> None:
    """What was done, and what the officer should look at."""
    opened, stood = intake.count(Fate.OPENED), intake.count(Fate.KNOWN)
    if opened:
        said = ngettext("%(count)s sag er åbnet.", "%(count)s sager er åbnet.", opened)
        messages.success(request, said % {"count": opened})
    if stood:
        said = ngettext("%(count)s person havde en sag.", "%(count)s personer havde en sag.", stood)
        messages.info(request, said % {"count": stood})
    for text in remarks_of(verdicts, intake.outcomes):
        messages.warning(request, text)
