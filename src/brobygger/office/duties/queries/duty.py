"""The answer to »Hvorfor ser jeg denne?«: the reckoning, its evidence, and what has been decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.law.rulebook import BORN, LAW_NOT_READ
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.models import Entry
from brobygger.office.duties.models import Decision, Duty
from brobygger.office.duties.permissions import within_role
from brobygger.office.duties.queries.addresses import record_address, rule_address
from brobygger.office.foundation.days import written
from brobygger.office.foundation.parts import Source, Step, Why

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One entry of the ledger that the reckoning rests on."""

    entry: Entry
    label: str
    value: str


def duty_for(officer: Officer, key: UUID) -> Duty:
    """The duty with its person, marked hidden where the officer may not see the name. Raises `Duty.DoesNotExist`."""
    theirs = Duty.objects.listed_for(officer).filter(within_role(officer))
    duty = theirs.select_related("case__person", "case__family", "responsible").get(key=key)
    duty.mark_person()
    return duty


def why(duty: Duty, *, officer: Officer) -> Why:
    """The duty's whole answer, as the panel shows it."""
    told = duty.reckoning
    steps = [step_of(step) for step in told["steps"] if step["count"] != "missing"]
    language = "en" if get_language() == "en" else "da"
    last = told["steps"][-1] if told["steps"] else {}
    return Why(
        duty=duty.name,
        about=_("hele husstanden") if duty.of_household else duty.case.person.shown_name(officer),
        steps=(*steps, work_by_step(duty)) if work_by_differs(duty) else tuple(steps),
        missing=tuple(fact_said(name) for name in duty.missing),
        fulfilled_by=tuple(vocabulary.label(name) for name in told["fulfilled_by"]),
        remarks=tuple(remark[language] for remark in told["remarks"]),
        basis=duty.basis,
        confirmed=duty.confirmed,
        citation=source_of(told["citation"]),
        rule=duty.rule,
        rule_address=rule_address(duty.rule),
        version=day_of(last.get("version_in_force")),
    )


def step_of(step: dict[str, Any]) -> Step:
    """One stored step as the panel shows it."""
    language = "en" if get_language() == "en" else "da"
    return Step(
        day=day_of(step["falls_on"]),
        title=step["title"][language],
        text=step["text"][language],
        basis=step["basis"],
        confirmed=step["confirmed"],
        citation=source_of(step["citation"]),
        rule_address=rule_address(step["rule"]) if step["rule"] else "",
    )


def work_by_differs(duty: Duty) -> bool:
    """The last working day is not the deadline itself."""
    return duty.work_by is not None and duty.work_by != duty.due_on


def work_by_step(duty: Duty) -> Step:
    """The day to work to."""
    return Step(day=duty.work_by, title=_("arbejd efter denne dag"), text=_("Sidste hverdag før fristen."), last=True)


def source_of(citation: dict[str, str] | None) -> Source | None:
    """The stored citation as the panel shows it."""
    if citation is None:
        return None
    return Source(
        law=citation["law"],
        section=citation["section"],
        source=citation["source"],
        address=citation["url"],
        checked_on=day_of(citation["checked_on"]),
    )


def day_of(text: str | None) -> date | None:
    """The date behind ISO text."""
    return date.fromisoformat(text) if text else None


def fact_said(name: str) -> str:
    """A fact's name in the reader's language; also what is no fact but is missing all the same."""
    if name == LAW_NOT_READ:
        return _("en dato, som kommunens leder fastsætter")
    return vocabulary.label(name)


def evidence(duty: Duty, *, officer: Officer) -> list[Evidence]:
    """The entries the reckoning used, for an officer who may read them."""
    keys = [int(key) for key in duty.reckoning["evidence"] if key.isdecimal()]
    entries = Entry.objects.filter(pk__in=keys).select_related("officer").order_by("pk")
    words = vocabulary.words()
    return [
        Evidence(entry=entry, label=vocabulary.label(entry.fact), value=value_said(entry))
        for entry in entries
        if vocabulary.may_read(officer, words[entry.fact])
    ]


def value_said(entry: Entry) -> str:
    """An entry's value in words, with its period when it is a state."""
    word = vocabulary.words()[entry.fact]
    language = "en" if get_language() == "en" else "da"
    said = str(entry.value)
    if word.type == "choice" and entry.value in word.choices:
        said = word.choices[entry.value][language]
    elif word.type == "yes_no":
        said = _("ja") if entry.value else _("nej")
    elif word.type == "date":
        return written(date.fromisoformat(entry.value)) if entry.value else "–"
    start = written(entry.holds_from) if entry.holds_from else ""
    end = written(entry.holds_to) if entry.holds_to else ""
    return f"{said} ({start} – {end})" if start or end else said


def decisions(duty: Duty) -> list[Decision]:
    """Everything decided of the duty, the newest first."""
    return list(duty.decisions.select_related("officer", "lifts", "lifted_by").order_by("-pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """A fact that keeps the duty from being told, and the form that records it."""

    text: str
    address: str


def missing_facts(duty: Duty, *, officer: Officer) -> list[MissingFact]:
    """The missing facts that the officer may record."""
    words = vocabulary.words()
    return [
        MissingFact(
            text=_("Registrér: %(fact)s") % {"fact": vocabulary.label(name)}, address=record_address(duty.case, name)
        )
        for name in duty.missing
        if name in words and name != BORN and vocabulary.may_record(officer, words[name])
    ]
