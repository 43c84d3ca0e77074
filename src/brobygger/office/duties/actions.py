"""What an officer does: record facts (the only door), decide of a duty, hand duties out; and the nightly run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.office.access.context import acting
from brobygger.office.access.models import Officer
from brobygger.office.casefiles import actions as casefiles
from brobygger.office.casefiles import ledger
from brobygger.office.casefiles.models import Case, Family

from .changes import Change, State
from .choices import Kind, Why
from .models import Decision, Duty, Movement
from .reassessment import reassess
from .rulebooks import rulebook
from .settlements import Settlement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from brobygger.office.casefiles.news import News

AT_A_TIME = 500
"""Households a round of the nightly run: memory stays flat however many cases there are."""


@transaction.atomic
def record(subject: Case | Family, news: Sequence[News], *, source: str, officer: Officer, today: date) -> list[Change]:
    """The only door for facts: enter *news* in the ledger and reckon the household anew.

    Returns every duty that arose, moved, was met or ended. Raises `NewsRefusedError` and enters nothing when any of
    the news is at fault.
    """
    return record_many([(subject, news)], source=source, officer=officer, today=today)


@transaction.atomic
def record_many(
    batch: Iterable[tuple[Case | Family, Sequence[News]]], *, source: str, officer: Officer, today: date
) -> list[Change]:
    """The same door for many cases and families at once: all of it or none."""
    batch = list(batch)
    cases = lock(subject for subject, _news in batch)
    entries = ledger.append_many(batch, source=source, officer=officer, today=today)
    cause = entries[0] if entries and len({case.family_id or -case.pk for case in cases}) == 1 else None
    return reassess(cases, officer=officer, today=today, entry=cause)


def lock(subjects: Iterable[Case | Family]) -> list[Case]:
    """Every case of the households, locked in one order, so that two records of one household never cross."""
    subjects = list(subjects)
    families = {subject.pk for subject in subjects if isinstance(subject, Family)}
    alone = {subject.pk for subject in subjects if isinstance(subject, Case)}
    touched = Case.objects.filter(pk__in=alone) | Case.objects.filter(family__in=families)
    whole = touched.with_their_households().order_by("pk").values_list("pk", flat=True)
    locked = Case.objects.select_for_update(of=("self",)).select_related("person", "municipality", "responsible")
    return list(locked.filter(pk__in=list(whole)).order_by("pk"))


@transaction.atomic
def decide(  # noqa: PLR0913  a decision is all of these
    duty: Duty,
    *,
    kind: Kind,
    reason: str,
    officer: Officer,
    today: date,
    until: date | None = None,
    waits_for: str = "",
) -> list[Change]:
    """Waive, postpone or pause a duty, or say whom it waits for; with a reason, in the officer's name."""
    Decision.objects.create(
        municipality_id=officer.municipality_id,
        duty=duty,
        kind=kind,
        starts=today,
        until=until,
        waits_for=waits_for,
        reason=reason,
        officer=officer,
        recorded_on=today,
    )
    return reassess(lock([duty.case]), officer=officer, today=today)


@transaction.atomic
def lift(decision: Decision, *, reason: str, officer: Officer, today: date) -> list[Change]:
    """End a decision that holds; both stay readable."""
    Decision.objects.create(
        municipality_id=officer.municipality_id,
        duty=decision.duty,
        kind=decision.kind,
        starts=today,
        reason=reason,
        officer=officer,
        recorded_on=today,
        lifts=decision,
    )
    return reassess(lock([decision.duty.case]), officer=officer, today=today)


@transaction.atomic
def assign(duties: Iterable[Duty], *, to: Officer | None, officer: Officer, today: date) -> int:
    """Hand duties to a colleague, or back to nobody; each hand-over is kept. Returns how many changed hands."""
    changed = [duty for duty in duties if duty.responsible_id != (to.pk if to else None)]
    keys = [duty.pk for duty in changed]
    Movement.objects.bulk_create(
        [
            Movement(
                municipality_id=officer.municipality_id,
                duty=duty,
                why=Why.ASSIGNED,
                before=State.of(duty).as_json() | {"responsible": initials(duty.responsible)},
                after=State.of(duty).as_json() | {"responsible": initials(to)},
                officer=officer,
                moved_on=today,
            )
            for duty in changed
        ]
    )
    Duty.objects.filter(pk__in=keys).update(responsible=to)
    return len(keys)


@transaction.atomic
def hand_over(cases: Iterable[Case], *, to: Officer | None, officer: Officer, today: date) -> int:
    """A colleague answers for the cases, and takes the open duties of their own role that nobody else has taken.

    Returns how many cases changed hands.
    """
    cases = list(cases)
    if to is not None:
        theirs = Duty.objects.active().filter(case__in=cases, role=to.role)
        before = {case.responsible_id for case in cases}
        assign(
            [
                duty
                for duty in theirs.select_related("responsible").order_by("pk")
                if duty.responsible_id is None or duty.responsible_id in before
            ],
            to=to,
            officer=officer,
            today=today,
        )
    return casefiles.assign(cases, to=to, officer=officer)


@transaction.atomic
def take_over(leaving: Officer, *, to: Officer, officer: Officer, today: date) -> tuple[int, int]:
    """A colleague takes every open case and every duty still to be done that *leaving* answers for.

    Also the duties that come on the list on a later day. Returns how many cases and how many duties changed hands.
    """
    theirs = Duty.objects.active().filter(responsible=leaving).select_related("responsible").order_by("pk")
    duties = assign(theirs, to=to, officer=officer, today=today)
    cases = Case.objects.open_on(today).filter(responsible=leaving)
    return casefiles.assign(cases, to=to, officer=officer), duties


def initials(officer: Officer | None) -> str:
    """The officer's initials, or that there is none."""
    return officer.initials if officer else _("uden ansvarlig")


@transaction.atomic
def settle(settlement: Settlement, *, officer: Officer, today: date) -> int:
    """Keep what is settled of a rule, or taken back, for the whole municipality. Returns how many duties moved.

    The households that have the rule's duty, or any duty where the rule is a milestone, are reckoned anew at once up
    to a round's number of cases; the rest are by the nightly run.
    """
    settlement.municipality_id, settlement.officer, settlement.settled_on = officer.municipality_id, officer, today
    settlement.save(force_insert=True)
    touched = Duty.objects.active()
    if settlement.rule in {duty.id for duty in rulebook(officer.municipality.rulebook).duties}:
        touched = touched.filter(rule=settlement.rule)
    cases = Case.objects.open_on(today).filter(pk__in=touched.values("case")).order_by("family", "pk")[:AT_A_TIME]
    return len(reassess(lock(list(cases)), officer=officer, today=today)) if cases else 0


def nightly(*, officer: Officer, today: date) -> int:
    """Reckon every open case of the officer's municipality anew and write only what moved. Returns how many moved.

    What turns overdue at midnight is not written: it follows from the date. New windows, lapses and pauses are.
    """
    with acting(officer):
        open_cases = Case.objects.open_on(today).with_their_households()
        pks = list(open_cases.order_by("family", "pk").values_list("pk", "family"))
    moved = 0
    for some in whole_households(pks, AT_A_TIME):
        with acting(officer):
            moved += len(reassess(lock(Case.objects.filter(pk__in=some)), officer=officer, today=today))
    return moved


def whole_households(pks: Sequence[tuple[int, int | None]], size: int) -> list[list[int]]:
    """The cases in parts of about *size*, never splitting a family; *pks* are sorted by family.

    >>> whole_households([(1, 7), (2, 7), (3, None), (4, None)], 1)
    [[1, 2], [3], [4]]
    """
    parts: list[list[int]] = []
    last: int | None = None
    for pk, family in pks:
        if parts and (len(parts[-1]) < size or (family is not None and family == last)):
            parts[-1].append(pk)
        else:
            parts.append([pk])
        last = family
    return parts
