"""Facts and law to stored duties: writes only what moved, for one household or for thousands in few statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from brobygger.law.assessment import assess
from brobygger.law.facts import CaseFile
from brobygger.law.facts import Decision as CoreDecision
from brobygger.law.findings import citation_as_json, iso
from brobygger.office.access.models import Municipality
from brobygger.office.casefiles import ledger
from brobygger.office.casefiles.models import Case

from .changes import Change, State
from .choices import Breach, Kind, Standing
from .models import Decision, Duty, Movement
from .rulebooks import settled_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from brobygger.law.findings import Finding, Step
    from brobygger.law.rulebook import Rulebook
    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.ledger import Household
    from brobygger.office.casefiles.models import Entry

AT_A_TIME = 2_000
WRITTEN = (
    "title", "counted", "standing", "due_on", "legal_due_on", "frame_due_on", "runs_out", "nothing_after", "breach",
    "work_by", "counted_from", "on_list_from", "held_until", "fulfilled_on", "missing", "role", "waits_for", "basis",
    "confirmed", "reckoning", "reckoned_on",
)  # fmt: skip
FROM_READING = frozenset({"reckoned_on", "breach"})

Slot = tuple[int, bool, str, int]
"""What a duty is about: case, whether of the household, rule, occurrence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One household ready to be assessed, with the duties it already has."""

    household: Household
    cases: dict[int, Case]
    duties: dict[Slot, Duty]
    decisions: dict[int, list[Decision]]

    @property
    def head(self) -> int:
        """The case that the household's own duties hang on: its first."""
        return min(self.household.cases)

    def slot(self, found: Finding) -> Slot:
        """Where a finding is kept."""
        case = self.head if found.person is None else int(found.person)
        return (case, found.person is None, found.rule, found.occurrence)


def reassess(cases: Iterable[Case], *, officer: Officer, today: date, entry: Entry | None = None) -> list[Change]:
    """Reckon the households of *cases* anew and write what moved, with a movement for each; *entry* is the cause.

    *cases* must be whole households. A duty that no longer arises is marked gone, never removed.
    """
    book = settled_rulebook(Municipality.objects.get(pk=officer.municipality_id).rulebook, known_on=today)
    changes: list[Change] = []
    fresh: list[Duty] = []
    moved: list[Duty] = []
    for reading in readings(list(cases)):
        known = dict(reading.duties)
        for found in assess(with_decisions(reading), book, on=today):
            slot = reading.slot(found)
            duty = known.pop(slot, None)
            if duty is None:
                duty = new_duty(reading, slot, found, officer=officer, today=today)
                write(duty, found, [], book, today=today)
                fresh.append(duty)
                changes.append(Change(duty=duty, was=None, became=State.of(duty)))
                continue
            was, before = State.of(duty), said(duty)
            write(duty, found, reading.decisions.get(duty.pk, []), book, today=today)
            if said(duty) != before:
                moved.append(duty)
            if State.of(duty) != was:
                changes.append(Change(duty=duty, was=was, became=State.of(duty)))
        for duty in known.values():
            if duty.standing != Standing.GONE:
                was = State.of(duty)
                duty.standing, duty.reckoned_on = Standing.GONE, today
                moved.append(duty)
                changes.append(Change(duty=duty, was=was, became=State.of(duty)))
    Duty.objects.bulk_create(fresh, batch_size=AT_A_TIME)
    # An upsert by number: Django's own bulk update spells out a CASE a column and takes many times as long.
    Duty.objects.bulk_create(
        moved, batch_size=AT_A_TIME, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
    )
    keep(changes, officer=officer, today=today, entry=entry)
    return changes


def keep(changes: list[Change], *, officer: Officer, today: date, entry: Entry | None = None) -> None:
    """Remember every change of a duty that was there before; that a duty arose its own row tells."""
    Movement.objects.bulk_create(
        [
            Movement(
                municipality_id=officer.municipality_id,
                duty=change.duty,
                why=change.why,
                entry=entry,
                before=change.was.as_json(),
                after=change.became.as_json(),
                officer=officer,
                moved_on=today,
            )
            for change in changes
            if change.was is not None
        ],
        batch_size=AT_A_TIME,
    )


def said(duty: Duty) -> tuple[Any, ...]:
    """Everything written of a duty but the day it was last looked at."""
    return tuple(getattr(duty, name) for name in WRITTEN if name not in FROM_READING)


def readings(cases: list[Case]) -> list[Reading]:
    """The households of the cases with their duties and decisions; a bounded number of queries."""
    by_pk = {case.pk: case for case in cases}
    duties: dict[int, dict[Slot, Duty]] = defaultdict(dict)
    for duty in Duty.objects.filter(case__in=list(by_pk)):
        duties[duty.case_id][(duty.case_id, duty.of_household, duty.rule, duty.occurrence)] = duty
    decisions: dict[int, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(duty__case__in=list(by_pk)).select_related("officer", "lifted_by"):
        decisions[decision.duty_id].append(decision)
    return [
        Reading(
            household=household,
            cases=by_pk,
            duties={slot: duty for pk in household.cases for slot, duty in duties.get(pk, {}).items()},
            decisions=decisions,
        )
        for household in ledger.households(Case.objects.filter(pk__in=list(by_pk)))
    ]


def with_decisions(reading: Reading) -> CaseFile:
    """The household's case file with what was decided of its duties."""
    told = tuple(
        CoreDecision(
            rule=duty.rule,
            person=None if duty.of_household else str(duty.case_id),
            occurrence=duty.occurrence,
            kind=decision.kind,
            starts=decision.starts,
            until=ends(decision),
            reason=decision.reason,
            by=decision.officer.display_name,
            recorded_on=decision.recorded_on,
            key=f"decision {decision.pk}",
        )
        for duty in reading.duties.values()
        for decision in reading.decisions.get(duty.pk, [])
        if decision.kind != Kind.WAITING and decision.lifts_id is None and not lifted_at_once(decision)
    )
    return replace(reading.household.file, decisions=told)


def lifted_at_once(decision: Decision) -> bool:
    """Lifted on the day it took effect, or before: it never held."""
    lifting = getattr(decision, "lifted_by", None)
    return lifting is not None and lifting.starts <= decision.starts


def ends(decision: Decision) -> date | None:
    """The last day the decision holds: its own, or the day before it was lifted."""
    lifting = getattr(decision, "lifted_by", None)
    days = [day for day in (decision.until, lifting.starts - timedelta(days=1) if lifting else None) if day]
    return min(days, default=None)


def new_duty(reading: Reading, slot: Slot, found: Finding, *, officer: Officer, today: date) -> Duty:
    """A duty that has just arisen; the case's responsible officer takes it when it is theirs by role."""
    pk, of_household, rule, occurrence = slot
    case = reading.cases[pk]
    mine = (
        case.responsible if case.responsible_id and case.responsible and case.responsible.role == found.role else None
    )
    return Duty(
        municipality_id=officer.municipality_id,
        case=case,
        of_household=of_household,
        rule=rule,
        occurrence=occurrence,
        arose_on=today,
        responsible=mine or colleague(reading, case, found.role),
    )


def colleague(reading: Reading, case: Case, role: str) -> Officer | None:
    """Whoever of that role already answers for another duty towards the same person."""
    return next(
        (
            duty.responsible
            for duty in reading.duties.values()
            if duty.case_id == case.pk and duty.role == role and duty.responsible_id
        ),
        None,
    )


def write(duty: Duty, found: Finding, decisions: list[Decision], book: Rulebook, *, today: date) -> None:
    """Set the duty to what was found; overdue is open with a date that has passed."""
    duty.title, duty.counted = dict(found.title), dict(found.in_short)
    duty.standing = Standing.OPEN if found.standing == Standing.OVERDUE else Standing(found.standing)
    duty.due_on, duty.legal_due_on, duty.work_by = found.due_on, found.legal_due_on, found.work_by
    duty.frame_due_on, duty.runs_out, duty.breach = found.frame_due_on, found.runs_out, Breach(found.breach)
    duty.nothing_after = found.nothing_after
    duty.counted_from, duty.on_list_from = found.counted_from, found.watch_from
    duty.held_until, duty.fulfilled_on = found.decided_until, found.fulfilled_on
    duty.missing = list(found.missing)
    duty.role, duty.basis, duty.confirmed = found.role, found.basis, found.confirmed
    duty.waits_for = waiting_for(decisions, today=today) or found.waits_for
    duty.reckoning = reckoning_as_json(found, book)
    duty.reckoned_on = today


def waiting_for(decisions: list[Decision], *, today: date) -> str:
    """Whom an officer has said that the duty waits for, when that still holds."""
    said_so = [
        decision
        for decision in decisions
        if decision.kind == Kind.WAITING and decision.starts <= today <= (ends(decision) or today)
    ]
    return str(said_so[-1].waits_for) if said_so else ""


def reckoning_as_json(found: Finding, book: Rulebook) -> dict[str, Any]:
    """All that explains the duty, in both languages, as it was reckoned."""
    return {
        "steps": [step_as_json(step, book) for step in found.reckoning],
        "citation": citation_as_json(found.citation),
        "fulfilled_by": list(found.fulfilled_by),
        "evidence": list(found.evidence),
        "stay": stay_as_json(found),
        "remarks": [dict(remark) for remark in found.remarks],
    }


def stay_as_json(found: Finding) -> dict[str, Any] | None:
    """The stay in which the duty is owed; None for what is counted over the whole life."""
    if found.stay is None:
        return None
    days = {"from": iso(found.stay_from), "to": iso(found.stay_to)}
    return {"number": found.stay, "followed": found.stay_followed, **days}


def step_as_json(step: Step, book: Rulebook) -> dict[str, Any]:
    """A step with its rule's name and its text in both languages."""
    title = book.rules[step.rule].title if step.rule in book.rules else step.text
    return step.as_json("da") | {"title": dict(title), "text": dict(step.text)}
