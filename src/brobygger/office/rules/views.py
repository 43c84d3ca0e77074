"""The pages of the rulebooks."""

from __future__ import annotations

from functools import cache

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from brobygger.law.library import DENMARK, municipalities
from brobygger.law.rulebook import Rulebook
from brobygger.office.access.doors import for_officers
from brobygger.office.access.permissions import may
from brobygger.office.access.requests import OfficerRequest
from brobygger.office.duties.rulebooks import rulebook, settled_rulebook
from brobygger.office.foundation.languages import spoken
from brobygger.office.foundation.parts import Tab
from brobygger.office.rules import diary, pages

FRAME = "frame"  # the address bar's word for whose frame is laid over the law


@require_safe
@for_officers()
def rules(request: OfficerRequest) -> HttpResponse:
    """Every rule, with the frame of the officer's own municipality unless another is asked for."""
    book = _book(request)
    context = {"groups": pages.groups(book, today=request.today), **_shelf(request, book)}
    return render(request, "rules/rules.html", context)


@require_safe
@for_officers()
def rule(request: OfficerRequest, name: str) -> HttpResponse:
    """One rule with all its versions, sources and worked examples."""
    book = _book(request)
    if name not in book.rules:
        raise Http404
    context = {"rule": pages.page(book.rules[name], book, today=request.today), **_shelf(request, book)}
    return render(request, "rules/rule.html", context)


@require_safe
@for_officers()
def law_diary(request: OfficerRequest) -> HttpResponse:
    """What changed in law and frame, day by day, and what a caseworker will see change."""
    book = _book(request)
    context = {"days": diary.days(book, today=request.today), **_shelf(request, book)}
    return render(request, "rules/diary.html", context)


def _book(request: OfficerRequest) -> Rulebook:
    name = request.GET.get(FRAME, request.municipality.rulebook)
    if name not in _names():
        raise Http404
    if name == request.municipality.rulebook:
        return settled_rulebook(name, known_on=request.today)
    return rulebook(name)


def _shelf(request: OfficerRequest, book: Rulebook) -> dict[str, object]:
    """Whose frame is laid over the law, and the others to choose from."""
    frames = [
        Tab(
            text=gettext("Loven alene") if name == DENMARK else spoken(rulebook(name).name),
            href=f"?{FRAME}={name}",
            chosen=name == book.municipality,
        )
        for name in _names()
    ]
    own = book.municipality == request.municipality.rulebook
    return {
        "frames": frames,
        "frame_name": pages.frame_of(book),
        "query": "" if own else f"?{FRAME}={book.municipality}",
        "today": request.today,
        "sees_unconfirmed": may(request.officer, "rules"),
    }


@cache
def _names() -> tuple[str, ...]:
    """The law alone first, then every municipality that has a frame."""
    return (DENMARK, *(name for name in municipalities() if name != DENMARK))
