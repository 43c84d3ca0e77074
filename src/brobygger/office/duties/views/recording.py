"""Facts are recorded, corrected and taken back; the page that follows shows what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.news import News, NewsRefusedError
from brobygger.office.duties import actions
from brobygger.office.duties.forms.facts import FactForm, InterviewForm, WithdrawForm, initial_of
from brobygger.office.duties.queries.agenda import INTERVIEW, next_interview, records
from brobygger.office.duties.queries.entries import Line, facts_to_record, line_of
from brobygger.office.duties.queries.moves import Since
from brobygger.office.duties.queries.opened import Opened
from brobygger.office.duties.queries.rows import grouped
from brobygger.office.duties.views.case import rows_on
from brobygger.office.duties.views.on_a_case import LEDGER, OVERVIEW, on_a_case, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brobygger.law.rulebook import Word
    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.casefiles.models import Case, Family
    from brobygger.office.foundation.forms import Form

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("facts")
@on_a_case
def record(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """One fact about the members chosen, or about the household."""
    asked = request.GET.get("fact", "")
    if not asked:
        groups = facts_to_record(opened)
        return shown(request, opened, "duties/case_facts.html", tab=OVERVIEW, rows=rows_on(opened), groups=groups)
    word = word_to_record(opened, asked)
    form = FactForm(request.POST or None, word=word, opened=opened)
    if request.method == "POST" and form.is_valid():
        batch = [(subject, [form.news()]) for subject in form.subjects()]
        if answer := recorded(request, opened, batch, form):
            return answer
    return written(request, opened, "duties/case_record.html", form, word=word, label=vocabulary.label(word.name))


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("facts")
@on_a_case
def interview(request: OfficerRequest, opened: Opened) -> HttpResponse:
    """A whole interview in one screen."""
    if not all(records(opened, name) for name in INTERVIEW):
        raise PermissionDenied
    found = rows_on(opened)
    form = InterviewForm(request.POST or None, opened=opened, hint=next_interview(opened, found))
    if request.method == "POST" and form.is_valid():
        batch = [(subject, form.news()) for subject in form.subjects()]
        if answer := recorded(request, opened, batch, form):
            return answer
    agenda = grouped(row for row in found if not row.over and row.towards(opened.case))
    return written(request, opened, "duties/case_interview.html", form, agenda=agenda)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("facts")
@on_a_case
def correct(request: OfficerRequest, opened: Opened, entry: int) -> HttpResponse:
    """A new entry takes the place of a wrong one; both stay readable."""
    line = line_to_correct(opened, entry)
    word = vocabulary.words()[line.entry.fact]
    form = FactForm(request.POST or None, word=word, opened=opened, whose=False, initial=initial_of(line.entry))
    if request.method == "POST" and form.is_valid():
        batch = [(line.subject, [form.news(corrects=line.entry)])]
        if answer := recorded(request, opened, batch, form):
            return answer
    return written(request, opened, "duties/case_correct.html", form, line=line)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("facts")
@on_a_case
def withdraw(request: OfficerRequest, opened: Opened, entry: int) -> HttpResponse:
    """An entry is taken back with a reason and nothing put in its place."""
    line = line_to_correct(opened, entry)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        news = News(fact=line.entry.fact, corrects=str(line.entry.pk), withdrawn=True)
        if answer := recorded(request, opened, [(line.subject, [news])], form):
            return answer
    return written(request, opened, "duties/case_withdraw.html", form, line=line)


def recorded(
    request: OfficerRequest, opened: Opened, batch: Sequence[tuple[Case | Family, Sequence[News]]], form: Form
) -> HttpResponse | None:
    """Off to the case page, which shows what moved; None when the ledger refused, and the form says why."""
    since = Since.now()
    try:
        actions.record_many(batch, source=form.cleaned_data["source"], officer=request.officer, today=request.today)
    except NewsRefusedError as refused:
        for fault in dict.fromkeys(refused.faults):
            form.add_error("value" if "value" in form.fields else None, fault)
        return None
    request.seen(opened.persons, purpose=Purpose.RECORDING)
    messages.success(request, _("Registreret."))
    return redirect(f"{reverse('duties:case', args=[opened.case.key])}?since={since}")


def written(request: OfficerRequest, opened: Opened, template: str, form: Form, **more: object) -> HttpResponse:
    """The page with its form; one that was refused stands as it was typed."""
    return shown(
        request,
        opened,
        template,
        tab=LEDGER if "line" in more else OVERVIEW,  # what is put right stands among the facts
        rows=rows_on(opened),
        status=REFUSED if form.errors else 200,
        form=form,
        here=request.get_full_path(),
        **more,
    )


def word_to_record(opened: Opened, name: str) -> Word:
    """The word, when there is one and the officer's role records it."""
    word = vocabulary.words().get(name)
    if word is None:
        raise Http404
    if not vocabulary.may_record(opened.officer, word):
        raise PermissionDenied
    return word


def line_to_correct(opened: Opened, pk: int) -> Line:
    """The entry, when the officer may correct it; one already replaced leads to nothing."""
    line = line_of(opened, pk)
    if line is None:
        raise Http404
    if not line.correctable:
        raise PermissionDenied
    return line
