"""Deadlines that the law suspends when many arrive: while it lasts they do not run, and are counted from its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from brobygger.law.clocks import Clocks
from brobygger.law.errors import Fault
from brobygger.law.findings import Step
from brobygger.law.rulebook import Rule, Text

ENDS: Text = {"da": "Suspensionen slutter", "en": "The suspension ends"}
ITS_END: Text = {"da": "suspensionens ophør", "en": "the end of the suspension"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """The days on which the law's deadlines do not run: *begins* is counted in, on *ends* they run again."""

    begins: date
    ends: date
    steps: tuple[Step, ...]
    evidence: tuple[str, ...]

    @property
    def confirmed(self) -> bool:
        """True when all that its end rests on is."""
        return all(step.confirmed for step in self.steps)


def suspended(clocks: Clocks, rule: Rule, subject: str | None, day: date) -> Suspended | None:
    """What suspends the rule's clock that starts on *day*; of several what ends last. None when it runs."""
    found = [period(clocks, suspending, subject) for suspending in clocks.rulebook.suspensions_of(rule.id)]
    holding = [one for one in found if one is not None and one.begins <= day < one.ends]
    return max(holding, key=lambda one: one.ends, default=None)


def period(clocks: Clocks, suspending: Rule, subject: str | None) -> Suspended | None:
    """The suspension as the law sets it, shortened or lifted where the council of the municipality has decided so."""
    by_law = counted(clocks, suspending, subject, of_law=True)
    if by_law is None:
        return None
    by_council = counted(clocks, suspending, subject, of_law=False)
    return min(by_law, by_council or by_law, key=lambda one: one.ends)


def counted(clocks: Clocks, suspending: Rule, subject: str | None, *, of_law: bool) -> Suspended | None:
    """The suspension by the law's own versions, or by the council's; None where they are not for the subject."""
    versions = tuple(version for version in suspending.versions if version.is_law is of_law)
    choice = clocks.govern(versions, subject)
    if choice is None or choice.version is None or choice.start.day is None:
        return None
    ends, step = clocks.counted(suspending, choice.version, choice.start)
    return Suspended(
        begins=choice.start.day,
        ends=ends,
        steps=(*choice.start.steps, step),
        evidence=(*choice.start.evidence, *choice.evidence),
    )


def check_suspensions(rules: Mapping[str, Rule], faults: list[Fault]) -> None:
    """A suspension is the law's, and names duties that are there."""
    duties = sorted(rule.id for rule in rules.values() if rule.kind == "duty")
    for rule in rules.values():
        if rule.kind != "suspension":
            continue
        faults += [
            Fault(rule.origin, f"Suspends '{name}', which is no duty.", f"Use one of: {', '.join(duties)}.")
            for name in rule.suspends
            if name not in duties
        ]
        if not any(version.is_law for version in rule.versions):
            faults.append(
                Fault(
                    rule.origin,
                    "A municipality cannot suspend the law's deadlines of its own accord.",
                    "Give the file the name of one of denmark/suspensions: it may only end that one sooner.",
                )
            )
