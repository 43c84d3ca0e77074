"""Which words of the vocabulary have a day, so that a clock may start with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brobygger.law.errors import Fault
from brobygger.law.rulebook import BORN, Rule, Version, Word


def has_day(word: Word) -> bool:
    """True of an event and of the birth; a state such as the means of support lasts, and starts no clock."""
    return word.name == BORN or (word.type == "date" and word.shape in ("event", "events"))


def check_days(rules: Mapping[str, Rule], words: Mapping[str, Word], faults: list[Fault]) -> None:
    """Every word that a rule takes a day from has one; the fault names those that do."""
    milestones = [rule.id for rule in rules.values() if rule.kind == "milestone"]
    with_day = ", ".join(sorted([*(word.name for word in words.values() if has_day(word)), *milestones]))
    for rule in rules.values():
        for version in rule.versions:
            faults += [
                Fault(rule.origin, f"'{name}' has no day to {purpose}.", f"Name one that has: {with_day}.")
                for purpose, name in days_wanted(rule, version)
                if name in words and not has_day(words[name])
            ]
            if BORN in version.counted_from and rule.kind == "duty" and rule.subject == "family":
                faults.append(
                    Fault(rule.origin, f"A family has no '{BORN}' of its own.", 'Leave out subject = "family".')
                )


def days_wanted(rule: Rule, version: Version) -> Iterator[tuple[str, str]]:
    """What the version takes a day from, with what for. A period's own end, or how long it lasted, is no such day."""
    if not version.counted_on_end and not version.applies.lasting:
        yield from (("count from", name) for name in version.counted_from)
    yield from (("count from", name) for name in (version.at_most_from, version.short_from) if name)
    yield from (("ask the age on", name) for name in (version.applies.age_at, version.applies.or_since) if name)
    yield from (("wait for", name) for name in (version.only_after, version.agreed_by) if name)
    yield from (("stop at", name) for name in version.stops_at)
    if version.deferral:
        yield ("wait after", version.deferral.event)
    yield from (("move a milestone to", name) for name in (rule.stated_by, rule.earlier_by) if name)
