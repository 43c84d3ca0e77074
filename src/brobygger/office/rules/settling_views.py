"""The page of what is not confirmed, where the leader settles it once for the whole municipality."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brobygger.office.access.doors import for_officers
from brobygger.office.access.requests import OfficerRequest
from brobygger.office.duties import actions
from brobygger.office.duties.rulebooks import rulebook
from brobygger.office.duties.settlements import Settlement
from brobygger.office.rules import doubts, settling

REFUSED = 422


@require_safe
@for_officers("rules")
def unconfirmed(request: OfficerRequest) -> HttpResponse:
    """What is not confirmed, what is missing, who settles it, and what has been settled."""
    book = rulebook(request.municipality.rulebook)
    found = settling.questions(book, Settlement.objects.all(), today=request.today)
    beside = doubts.groups(doubts.doubts(request.municipality.rulebook), today=request.today)
    context = {"questions": found, "groups": beside, "settles": settling.may_settle(request.officer)}
    return render(request, "rules/unconfirmed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers("settling")
def settle(request: OfficerRequest) -> HttpResponse:
    """One question: confirm it as it stands, or set the count, with the source."""
    asked = _asked(request)
    form = settling.SettlementForm(request.POST or None, asked=asked)
    if form.is_valid():
        moved = actions.settle(form.settlement(asked), officer=request.officer, today=request.today)
        messages.success(request, _said(_("%(rule)s er afklaret.") % {"rule": asked.title}, moved))
        return redirect("rules:unconfirmed")
    context = {"asked": asked, "form": form}
    return render(request, "rules/settle.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
@for_officers("settling")
def withdraw(request: OfficerRequest) -> HttpResponse:
    """What was settled is taken back; that it stood is kept."""
    asked = _asked(request)
    if asked.settled is None:
        raise Http404
    taken_back = Settlement(
        rule=asked.rule, version=asked.key, kind=asked.kind, source=asked.settled.source, withdrawn=True
    )
    moved = actions.settle(taken_back, officer=request.officer, today=request.today)
    messages.success(request, _said(_("%(rule)s er igen ubekræftet.") % {"rule": asked.title}, moved))
    return redirect("rules:unconfirmed")


def _asked(request: OfficerRequest) -> settling.Question:
    """The question that the address names."""
    told = request.POST if request.method == "POST" else request.GET
    asked = settling.question(
        rulebook(request.municipality.rulebook), Settlement.objects.all(),
        key=told.get("version", ""), kind=told.get("kind", ""),
    )  # fmt: skip
    if asked is None:
        raise Http404
    return asked


def _said(done: str, moved: int) -> str:
    told = ngettext("%(count)s forpligtelse er regnet om.", "%(count)s forpligtelser er regnet om.", moved)
    return f"{done} {told % {'count': moved}}"
