"""The officers of the municipality, for whoever employs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brobygger.office.access import actions, staffing
from brobygger.office.access.doors import for_officers
from brobygger.office.access.staffing import StaffingRefusedError
from brobygger.office.duties.actions import take_over
from brobygger.office.duties.permissions import may_hand_over
from brobygger.office.staff import queries, rights
from brobygger.office.staff.forms import IN_USE, EndForm, HandOverForm, OfficerForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from brobygger.office.access.models import Officer
    from brobygger.office.access.requests import OfficerRequest

REFUSED = 422
asked_or_answered = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_officers("officers")
def officers(request: OfficerRequest) -> HttpResponse:
    """Who works here, and who has."""
    return render(request, "staff/officers.html", {"roster": queries.Roster(request.GET)})


@asked_or_answered
@for_officers("officers")
def employ(request: OfficerRequest) -> HttpResponse:
    """Somebody new, with the link to a first password shown at once."""
    form = OfficerForm(request.POST or None, officer=request.officer)
    if form.is_valid():
        try:
            with transaction.atomic():
                colleague = actions.employ(
                    request.municipality, **form.cleaned_data, password=None, employed_on=request.today
                )
        except IntegrityError:  # another request was quicker
            form.add_error("email", IN_USE)
        else:
            said = _("%(name)s er ansat.") % {"name": colleague.display_name}
            return link_shown(request, colleague, said=said)
    context = {"form": form, "rights": rights.table()}
    return render(request, "staff/employ.html", context, status=REFUSED if form.is_bound else 200)


@require_safe
@for_officers("officers")
def officer(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One officer: role, what they answer for, the links to a password, and what was changed."""
    return officer_shown(request, colleague_of(key))


@asked_or_answered
@for_officers("officers")
def change(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Another role, name or address."""
    colleague = colleague_of(key)
    form = OfficerForm(request.POST or None, officer=request.officer, colleague=colleague)
    if form.is_valid():
        try:
            with transaction.atomic():
                staffing.change(colleague, **form.cleaned_data, officer=request.officer)
        except StaffingRefusedError as refused:
            form.add_error("role", str(refused))
        except IntegrityError:  # another request was quicker
            form.add_error("email", IN_USE)
        else:
            messages.success(request, _("Gemt. En ny rolle gælder fra næste klik."))
            return redirect("staff:officer", key=key)
    context = {"form": form, "colleague": colleague_of(key), "rights": rights.table()}
    return render(request, "staff/change.html", context, status=REFUSED if form.is_bound else 200)


@asked_or_answered
@for_officers("officers")
def end(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The last day of an employment."""
    colleague = colleague_of(key)
    if not colleague.is_active:
        return redirect("staff:officer", key=key)
    form = EndForm(request.POST or None, colleague=colleague, today=request.today)
    if form.is_valid():
        said = form.cleaned_data
        try:
            staffing.end(colleague, on=said["day"], reason=said["reason"], officer=request.officer)
        except StaffingRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            told = _("%(name)s er stoppet og kan ikke logge ind mere.") % {"name": colleague.display_name}
            messages.success(request, told)
            return redirect("staff:officer", key=key)
    context = {"form": form, "colleague": colleague, "held": queries.held(colleague, today=request.today)}
    return render(request, "staff/end.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
@for_officers("officers")
def take_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Who had left is employed again, with a link to a new password."""
    colleague = colleague_of(key)
    if colleague.is_active:
        return redirect("staff:officer", key=key)
    staffing.take_back(colleague, today=request.today)
    return link_shown(request, colleague, said=_("%(name)s er ansat igen.") % {"name": colleague.display_name})


@require_POST
@for_officers("officers")
def link(request: OfficerRequest, key: UUID) -> HttpResponse:
    """A new link by which the officer chooses a password; earlier ones open no more."""
    colleague = colleague_of(key)
    try:
        return link_shown(request, colleague)
    except StaffingRefusedError as refused:
        messages.error(request, str(refused))
        return redirect("staff:officer", key=key)


@require_POST
@for_officers("officers")
def hand_over(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One colleague takes every case and duty that the officer answers for."""
    colleague = colleague_of(key)
    if not may_hand_over(request.officer):
        raise PermissionDenied
    form = HandOverForm(request.POST, colleague=colleague)
    if not form.is_valid():
        return officer_shown(request, colleague, form=form)
    to = form.cleaned_data["to"]
    cases, duties = take_over(colleague, to=to, officer=request.officer, today=request.today)
    told = _("%(name)s har overtaget. Sager: %(cases)s. Forpligtelser: %(duties)s.")
    messages.success(request, told % {"name": to.display_name, "cases": cases, "duties": duties})
    return redirect("staff:officer", key=key)


def colleague_of(key: UUID) -> Officer:
    """The officer of the reader's own municipality whom the key names; the automatic one is nobody's colleague."""
    return get_object_or_404(queries.colleagues(), key=key)


def officer_shown(request: OfficerRequest, colleague: Officer, *, form: HandOverForm | None = None) -> HttpResponse:
    """The officer's page; a hand-over that was refused stands as it was filled in."""
    sheet = queries.sheet(colleague, reader=request.officer, today=request.today)
    context = {
        "sheet": sheet,
        "colleague": colleague,
        "self": colleague.pk == request.officer.pk,
        "form": form or HandOverForm(colleague=colleague),
    }
    return render(request, "staff/officer.html", context, status=REFUSED if form else 200)


def link_shown(request: OfficerRequest, colleague: Officer, *, said: str = "") -> HttpResponse:
    """The answer to a post, and no page of its own: opened again, there is nothing to see."""
    secret = staffing.make_link(colleague, officer=request.officer)
    address = request.build_absolute_uri(reverse("choose_password", args=[secret]))
    return render(request, "staff/link.html", {"colleague": colleague, "address": address, "said": said})
