"""One duty: why it is there, what meets it, and what may be decided of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from brobygger.office.access.choices import Purpose
from brobygger.office.access.doors import for_officers
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.news import News, NewsRefusedError
from brobygger.office.duties import actions, permissions
from brobygger.office.duties.choices import Kind
from brobygger.office.duties.forms.duty import DecisionForm, FulfilForm, fulfilling
from brobygger.office.duties.models import Decision, Duty
from brobygger.office.duties.queries import duty as asked
from brobygger.office.duties.queries import stays
from brobygger.office.duties.queries.addresses import case_address
from brobygger.office.duties.queries.moves import Since, moves_since
from brobygger.office.foundation.forms import ReasonForm

if TYPE_CHECKING:
    from django.forms import Form

    from brobygger.office.access.requests import OfficerRequest

PAGE = "duties/duty.html"
REFUSED = 422


def found(request: OfficerRequest, key: UUID) -> Duty:
    """The duty, when it is in the officer's lists; looking at it is logged."""
    try:
        duty = asked.duty_for(request.officer, key)
    except Duty.DoesNotExist:
        raise Http404 from None
    request.seen({duty.case.person_id}, purpose=Purpose.DUTY)
    return duty


def shown(request: OfficerRequest, duty: Duty, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of one duty; a form that was refused stands as it was typed."""
    officer, today = request.officer, request.today
    since = Since.read(request.GET.get("since", ""))
    stay = stays.of_duty(duty)
    over = stay is not None and stay.followed
    may_fulfil = bool(fulfilling(duty)) and permissions.may_fulfil(officer, duty) and duty.fulfilled_on is None
    may_fulfil, may_decide = may_fulfil and not over, permissions.may_decide(officer, duty) and not over
    context = {
        "duty": duty,
        "number": stays.number_of(duty),
        "stay": stay,
        "why": asked.why(duty, officer=officer),
        "case_address": case_address(duty.case),
        "citizen": duty.case.person.shown_name(officer),
        "standing": duty.standing_on(today),
        "breach": duty.breach_on(today),
        "evidence": asked.evidence(duty, officer=officer),
        "decisions": asked.decisions(duty),
        "missing_facts": asked.missing_facts(duty, officer=officer),
        "moves": moves_since(since, duty.case, officer=officer) if since else None,
        "fulfil": forms.get("fulfil") or (FulfilForm(duty=duty, officer=officer, today=today) if may_fulfil else None),
        "decide": forms.get("decide") or (DecisionForm(today=today) if may_decide else None),
        "lift": forms.get("lift") or ReasonForm(),
        "deciding": "decide" in request.GET,
        "today": today,
    }
    template = f"{PAGE}#panel" if request.htmx and not forms else PAGE
    return render(request, template, context, status=status)


@require_safe
@for_officers()
def duty(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Why the duty is there, told in full."""
    return shown(request, found(request, key))


@require_POST
@for_officers("facts")
def fulfil(request: OfficerRequest, key: UUID) -> HttpResponse:
    """What meets the duty has happened: one more fact."""
    duty = found(request, key)
    form = FulfilForm(request.POST, duty=duty, officer=request.officer, today=request.today)
    if not form.is_valid():
        return shown(request, duty, status=REFUSED, fulfil=form)
    since, fact, day = Since.now(), form.cleaned_data["fact"], form.cleaned_data["day"]
    subject = duty.case.family if vocabulary.words()[fact].of == "family" and duty.case.family else duty.case
    try:
        actions.record(
            subject,
            [News(fact=fact, value=day, holds_from=day)],
            source=form.cleaned_data["source"],
            officer=request.officer,
            today=request.today,
        )
    except NewsRefusedError as refused:
        for fault in refused.faults:
            form.add_error(None, fault)
        return shown(request, duty, status=REFUSED, fulfil=form)
    return redirect(after(duty, since))


@require_POST
@for_officers("facts")
def decide_duty(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Waived, postponed, paused or waiting: with a reason and a name."""
    duty = found(request, key)
    form = DecisionForm(request.POST, today=request.today)
    if not permissions.may_decide(request.officer, duty):
        form.add_error(
            None, _("Din rolle kan ikke træffe beslutning om denne forpligtelse. Bed den ansvarlige om det.")
        )
    if not form.is_valid():
        return shown(request, duty, status=REFUSED, decide=form)
    since, said = Since.now(), form.cleaned_data
    actions.decide(
        duty,
        kind=Kind(said["kind"]),
        reason=said["reason"],
        until=said["until"],
        waits_for=said["waits_for"] if said["kind"] == Kind.WAITING else "",
        officer=request.officer,
        today=request.today,
    )
    return redirect(after(duty, since))


@require_POST
@for_officers("facts")
def lift_decision(request: OfficerRequest, key: UUID, decision: UUID) -> HttpResponse:
    """A decision no longer holds; both stay readable."""
    duty = found(request, key)
    held = get_object_or_404(Decision, key=decision, duty=duty, lifted_by=None, lifts=None)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return shown(request, duty, status=REFUSED, lift=form)
    since = Since.now()
    actions.lift(held, reason=form.cleaned_data["reason"], officer=request.officer, today=request.today)
    return redirect(after(duty, since))


def after(duty: Duty, since: Since) -> str:
    """The duty's page, showing what the step changed."""
    return f"{reverse('duties:duty', args=[duty.key])}?since={since}"
