"""A slot: one duty of one layer (the law's, or the frame's) with its dates, and how one is made and met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from brobygger.law.clocks import Clocks, make_step
from brobygger.law.counting import COUNTS, days_after
from brobygger.law.facts import Fact
from brobygger.law.findings import Step
from brobygger.law.rulebook import LAW_NOT_READ, Count, Rule, Version
from brobygger.law.starts import Choice, Start
from brobygger.law.stays import Span
from brobygger.law.suspending import ENDS, suspended
from brobygger.law.wording import joined, listed, said, span_said


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One duty of one layer. `limit` is the layer's own last day, `target` an earlier date to work to.

    `runs_again` is the day a suspension of the law ended, from which both are counted.
    """

    version: Version | None
    start: Start
    limit: date | None = None
    target: date | None = None
    fulfilled: Fact | None = None
    fulfilled_on: date | None = None
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    evidence: tuple[str, ...] = ()
    confirmed: bool = True
    runs_again: date | None = None

    @property
    def due(self) -> date | None:
        """The earlier of target and limit."""
        if self.limit is None or self.target is None:
            return self.limit or self.target
        return min(self.limit, self.target)


class SlotMaker:
    """Makes the slots of one rule, one layer and one subject."""

    def __init__(self, clocks: Clocks, rule: Rule, versions: tuple[Version, ...], subject: str | None) -> None:
        self.clocks, self.known = clocks, clocks.known
        self.rule, self.versions, self.subject = rule, versions, subject

    def undetermined(self, choice: Choice, missing: tuple[str, ...]) -> Slot:
        """A duty whose date, or whose being at all, cannot be told."""
        version = choice.version or choice.doubtful
        return Slot(
            version=version,
            start=choice.start,
            missing=missing,
            steps=choice.start.steps,
            evidence=(*choice.start.evidence, *choice.evidence),
            confirmed=choice.start.confirmed and (version is None or version.confirmed),
        )

    def not_read(self, choice: Choice) -> Slot:
        """A duty of a time whose law nobody has read: said, never guessed."""
        version, start = choice.version, choice.start
        assert version is not None  # noqa: S101  callers have chosen; said for the type checker
        return Slot(
            version=version,
            start=start,
            missing=(LAW_NOT_READ,),
            steps=start.steps,
            evidence=(*start.evidence, *choice.evidence),
            confirmed=False,
        )

    def dated(self, choice: Choice) -> Slot:
        """The slot with the date its version gives from its start."""
        version, start = choice.version, choice.start
        assert version is not None  # noqa: S101  callers have chosen; said for the type checker
        by_law = version.is_law or version.follows_law
        held = suspended(self.clocks, self.rule, self.subject, start.day) if by_law and start.day else None
        running = replace(start, day=held.ends, label=ENDS, note=None) if held else start
        limit, step = self.clocks.counted(self.rule, version, running)
        slot = Slot(
            version=version,
            start=start,
            limit=limit,
            steps=(*start.steps, *(held.steps if held else ()), step),
            evidence=(*start.evidence, *choice.evidence, *(held.evidence if held else ())),
            confirmed=start.confirmed and step.confirmed and (held is None or held.confirmed),
            runs_again=held.ends if held else None,
        )
        return self.with_target(self.prolonged(slot, version, limit))

    def with_target(self, slot: Slot) -> Slot:
        """The slot with the earlier date to work to, when the version has one."""
        target = slot.version.target if slot.version else None
        since = slot.runs_again or slot.start.day
        if target is None or since is None or slot.version is None:
            return slot
        day = COUNTS[target.span.count](since, target.span.number)
        da, en = (span_said(target.span.count, target.span.number, language) for language in ("da", "en"))
        counted = {
            "da": f"{da} efter {said(since, 'da')}: {said(day, 'da')}.",
            "en": f"{en} after {said(since, 'en')}: {said(day, 'en')}.",
        }
        text = joined(counted, target.note)
        step = replace(
            make_step(self.rule, slot.version, slot.start, day, text, target.span), basis=target.basis, text=text
        )
        return replace(slot, target=day, steps=(*slot.steps, step))

    def prolonged(self, slot: Slot, version: Version, limit: date) -> Slot:
        """The limit moved by the days of hindrance (illness, leave, work) that the version adds, each day once.

        Days of hindrance in the added time are added too.
        """
        since, until = slot.start.day, limit
        told = {name: spans for name in version.prolonged_by if (spans := self.known.spans(name, self.subject))}
        if not told or since is None:
            return slot
        spans = merged(span for found in told.values() for span in found)
        days = 0
        while (more := days_within(spans, since, min(until, self.known.on))) > days:
            days, until = more, days_after(limit, more)
        if not days:
            return slot
        names = [name for name, found in told.items() if days_within(found, since, min(until, self.known.on))]
        da, en = (listed([self.known.words[name].label[tongue] for name in names], tongue) for tongue in ("da", "en"))
        text = {
            "da": f"{da} i {days} dage lægges til: {said(until, 'da')}.",
            "en": f"{en} for {days} days is added: {said(until, 'en')}.",
        }
        start = replace(slot.start, day=limit)
        step = make_step(self.rule, version, start, until, text, Count(count="days_after", number=days))
        keys = [key for name in names for key in self.known.keys(name, self.subject, since=since, until=until)]
        return replace(slot, limit=until, steps=(*slot.steps, step), evidence=(*slot.evidence, *keys))

    def met(self, slot: Slot, fact: Fact | None) -> Slot:
        """The slot fulfilled by the fact, or as it was."""
        if fact is None:
            return slot
        evidence = (*slot.evidence, fact.key) if fact.key else slot.evidence
        return replace(slot, fulfilled=fact, fulfilled_on=fact.day, evidence=evidence, missing=())

    def events(self, names: tuple[str, ...]) -> list[Fact]:
        """Everything of those names that has happened, oldest first."""
        found = [fact for name in names for fact in self.known.events(name, self.subject)]
        return sorted(
            (fact for fact in found if fact.day and fact.day <= self.known.on), key=lambda fact: (fact.day, fact.name)
        )


def days_within(spans: list[Span], since: date, until: date) -> int:
    """How many days of the periods lie between two days, both counted."""
    return sum(max((min(end, until) - max(begin, since)).days + 1, 0) for begin, end in spans)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The periods in their order, those that overlap or meet as one.

    >>> merged([(date(2018, 3, 1), date(2018, 3, 31)), (date(2018, 3, 10), date(2018, 4, 5))])
    [(datetime.date(2018, 3, 1), datetime.date(2018, 4, 5))]
    """
    joint: list[Span] = []
    for begin, end in sorted(spans):
        if joint and begin <= days_after(joint[-1][1], 1):
            joint[-1] = (joint[-1][0], max(joint[-1][1], end))
        else:
            joint.append((begin, end))
    return joint
