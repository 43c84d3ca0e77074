"""Small rulebooks and case files for tests of the law core: one rule, a few facts, the shipped vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from brobygger.law.asking import Applies
from brobygger.law.assessment import assess
from brobygger.law.facts import CaseFile, Decision, Fact, Person, Value
from brobygger.law.findings import Finding
from brobygger.law.loading import load
from brobygger.law.rulebook import Citation, Count, Deferral, Rule, Rulebook, Version

WORDS = load("denmark").facts
GROWN = date(1980, 1, 1)
_numbers = count(1)


def day(text: str) -> date:
    """A date written as it is read."""
    return date.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    return day(text) if text else None


def cited(section: str) -> Citation:
    return Citation(
        law="testloven", section=section, source="LBK 1", url="https://example.dk/1", checked_on=day("2026-01-01")
    )


def version(in_force: str = "1999-01-01", until: str | None = None, **said: Any) -> Version:
    """A version of a test rule; a month after the allocation unless it says otherwise."""
    span = Count(count=said.pop("count", "months_after"), number=said.pop("number", 1))
    for key in ("announced", "also_governs_running_from"):
        if key in said:
            said[key] = day(said[key])
    started = said.pop("counted_from", "allocation_decided")
    told: dict[str, Any] = {
        "basis": "statute",
        "citation": cited(f"§ {in_force}"),
        "counted_from": (started,) if isinstance(started, str) else started,
        "span": span,
    }
    if waits := said.pop("deferral", None):
        told["deferral"] = Deferral(**waits)
    if asked := said.pop("asks", None):
        told["applies"] = Applies(facts={name: tuple(values) for name, values in asked.items()})
    return Version(in_force=day(in_force), until=day_or_none(until), **(told | said))


def rule(name: str, *versions: Version, **said: Any) -> Rule:
    """A test rule; a duty met by a signed contract unless it says otherwise."""
    told: dict[str, Any] = {"kind": "duty", "fulfilled_by": ("contract_signed",)}
    if said.get("kind") == "milestone":
        told["fulfilled_by"] = ()
    titles = {"da": name, "en": name}
    return Rule(id=name, title=titles, explanation=titles, versions=versions, examples=(), origin=name, **(told | said))


def book(*rules: Rule) -> Rulebook:
    return Rulebook(
        municipality="test", name={"da": "Test", "en": "Test"}, facts=WORDS, rules={rule.id: rule for rule in rules}
    )


def person(name: str = "p", born: str | None = "1980-01-01", role: str = "adult") -> Person:
    return Person(id=name, born=day_or_none(born), role=role)


def event(name: str, on: str, who: str | None = "p", *, recorded: str | None = None, **said: Any) -> Fact:
    """Something that happened on a day, recorded the same day unless it says otherwise."""
    said.setdefault("key", f"{name} {next(_numbers)}")
    if "holds_to" in said:
        said["holds_to"] = day(said["holds_to"])
    return Fact(name=name, value=day(on), person=who, holds_from=day(on), recorded_on=day(recorded or on), **said)


def state(
    name: str, value: Value, since: str | None = None, to: str | None = None, *, who: str | None = "p", **said: Any
) -> Fact:
    """Something that held for a time, recorded when it began unless it says otherwise."""
    said.setdefault("key", f"{name} {next(_numbers)}")
    recorded = day_or_none(said.pop("recorded", since))
    return Fact(
        name=name, value=value, person=who, holds_from=day_or_none(since), holds_to=day_or_none(to),
        recorded_on=recorded, **said,
    )  # fmt: skip


def decision(kind: str, since: str, until: str | None = None, **said: Any) -> Decision:
    told: dict[str, Any] = {
        "rule": "duty",
        "person": "p",
        "reason": "fordi",
        "by": "Anna",
        "key": f"d {next(_numbers)}",
    }
    if "recorded" in said:
        said["recorded_on"] = day(said.pop("recorded"))
    return Decision(kind=kind, starts=day(since), until=day_or_none(until), **(told | said))


def case(*facts: Fact, persons: Iterable[Person] | None = None, decisions: Iterable[Decision] = ()) -> CaseFile:
    people = tuple(persons) if persons is not None else (person(),)
    return CaseFile(municipality="test", persons=people, facts=facts, decisions=tuple(decisions))


def found(rules: Rulebook | Rule, file: CaseFile, on: str, *, known_on: str | None = None) -> list[Finding]:
    """Every finding, by rule, person and occurrence."""
    rules = book(rules) if isinstance(rules, Rule) else rules
    findings = assess(file, rules, on=day(on), known_on=day_or_none(known_on))
    return sorted(findings, key=lambda one: (one.rule, one.person or "", one.occurrence))


def only(rules: Rulebook | Rule, file: CaseFile, on: str, *, known_on: str | None = None) -> Finding:
    """The one finding there must be."""
    [finding] = found(rules, file, on, known_on=known_on)
    return finding
