"""Worked examples: a few facts in a rulebook's own file, run as tests, read by lawyers.

`given` is one person, an adult born in 1980 unless it says otherwise: `fact = value`, a list where something happened
several times, `{ from, to, value }` where a state has a period. `children` lists birth dates; `decisions` as in a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from brobygger.law.assessment import assess
from brobygger.law.clocks import Clocks
from brobygger.law.facts import CaseFile, Decision, Fact, Person
from brobygger.law.findings import Finding
from brobygger.law.known import Known
from brobygger.law.rulebook import BORN, Example, Rule, Rulebook
from brobygger.law.rules import ABOUT
from brobygger.law.suspending import period

PERSON = "p"
GROWN = date(1980, 1, 1)
NO_FACT = (BORN, *ABOUT)


def worked(rulebook: Rulebook) -> Iterator[tuple[Rule, Example]]:
    """The examples of the rulebook's own files: the law's are told of the law alone, not of a frame laid over it."""
    for rule in rulebook.rules.values():
        for example in rule.examples:
            if example.origin.startswith(f"{rulebook.municipality}/"):
                yield rule, example


def case_of(example: Example, rulebook: Rulebook) -> CaseFile:
    """The example as a case file. Raises `KeyError` on a word that the vocabulary does not know."""
    given = example.given
    born = given.get(BORN, GROWN)
    persons = [Person(id=PERSON, born=born if isinstance(born, date) else None, role="adult")]
    persons += [
        Person(id=f"child {n}", born=day, role="child") for n, day in enumerate(listed(given.get("children")), 1)
    ]
    facts: list[Fact] = []
    for name, value in given.items():
        if name not in NO_FACT:
            word = rulebook.facts[name]
            person = PERSON if word.of == "person" else None
            facts += [fact_of(name, one, person, f"{name} {n}") for n, one in enumerate(listed(value), 1)]
    decisions = tuple(decision_of(one) for one in listed(given.get("decisions")))
    return CaseFile(municipality=rulebook.municipality, persons=tuple(persons), facts=tuple(facts), decisions=decisions)


def listed(value: Any) -> list[Any]:
    """The value as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def fact_of(name: str, value: Any, person: str | None, key: str) -> Fact:
    """One fact of the example; what has no day of its own has always held and always been known."""
    if isinstance(value, Mapping):
        return Fact(
            name=name, person=person, key=key, value=value.get("value", True),
            holds_from=value.get("from"), holds_to=value.get("to"), recorded_on=value.get("recorded"),
        )  # fmt: skip
    day = value if isinstance(value, date) else None
    return Fact(name=name, person=person, key=key, value=value, holds_from=day)


def decision_of(table: Mapping[str, Any]) -> Decision:
    """One decision of the example."""
    return Decision(
        rule=table["rule"], kind=table["kind"], starts=table["from"], until=table.get("until"),
        reason=table["reason"], by=table["by"], person=PERSON,
    )  # fmt: skip


def asked_on(example: Example) -> date:
    """The day the example is asked: its own, else the latest day among the facts that may not lie ahead."""
    days = [value for given in example.given.values() for value in listed(given) if isinstance(value, date)]
    return example.as_of or max(days, default=GROWN)


def problems(rule: Rule, example: Example, rulebook: Rulebook) -> list[str]:
    """What the example expects and does not get; empty when it holds."""
    case, on = case_of(example, rulebook), asked_on(example)
    got: dict[str, Any]
    if rule.kind == "milestone":
        got = milestone_result(rule, case, rulebook, on)
    elif rule.kind == "suspension":
        got = suspension_result(rule, case, rulebook, on)
    else:
        got = duty_result([found for found in assess(case, rulebook, on=on) if found.rule == rule.id], example)
    return [
        f"{key}: expected {expected!r}, got {got.get(key)!r}"
        for key, expected in example.expects.items()
        if not same(key, expected, got.get(key))
    ]


def milestone_result(rule: Rule, case: CaseFile, rulebook: Rulebook, on: date) -> dict[str, Any]:
    """The day the milestone is reached, or what is missing."""
    start = Clocks(Known(case, rulebook, on=on, known_on=on), rulebook).milestone(rule.id, PERSON)
    if start is None:
        return {"applies": False}
    remarks = " ".join(step.text["da"] for step in start.steps)
    return {
        "applies": True, "gives": start.day, "missing": list(start.missing), "confirmed": start.confirmed,
        "remark": remarks,
    }  # fmt: skip


def suspension_result(rule: Rule, case: CaseFile, rulebook: Rulebook, on: date) -> dict[str, Any]:
    """The day from which the deadlines run again."""
    held = period(Clocks(Known(case, rulebook, on=on, known_on=on), rulebook), rule, PERSON)
    if held is None or held.ends <= held.begins:
        return {"applies": False}
    remarks = " ".join(step.text["da"] for step in held.steps)
    return {"applies": True, "gives": held.ends, "missing": [], "confirmed": held.confirmed, "remark": remarks}


def duty_result(found: list[Finding], example: Example) -> dict[str, Any]:
    """What the rule's findings say, in the shape the example asks."""
    own = sorted((one for one in found if one.person in (PERSON, None)), key=lambda one: one.occurrence)
    if not own:
        return {"applies": False}
    gives = example.expects.get("gives") or example.expects.get("gives_legal")
    many = isinstance(gives, list) or isinstance(example.expects.get("standing"), list)
    last = own[-1]
    said = [*(remark["da"] for remark in last.remarks), *(step.text["da"] for step in last.reckoning)]
    if many:
        return {
            "applies": True, "gives": [one.due_on for one in own], "gives_legal": [one.legal_due_on for one in own],
            "standing": [one.standing for one in own], "breach": [one.breach for one in own],
            "missing": list(last.missing), "confirmed": last.confirmed, "remark": " ".join(said),
        }  # fmt: skip
    return {
        "applies": True, "gives": last.due_on, "gives_legal": last.legal_due_on, "standing": last.standing,
        "breach": last.breach, "missing": list(last.missing), "confirmed": last.confirmed, "work_by": last.work_by,
        "remark": " ".join(said),
    }  # fmt: skip


def same(key: str, expected: Any, got: Any) -> bool:
    """Equal; a remark is said somewhere in what was told."""
    if key == "remark":
        return str(expected).casefold() in str(got).casefold()
    return bool(expected == got)
