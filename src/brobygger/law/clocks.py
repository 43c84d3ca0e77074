"""When a rule's clock starts, which version governs it, and the day it falls on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from brobygger.law.counting import COUNTS
from brobygger.law.facts import Fact
from brobygger.law.findings import Step
from brobygger.law.holidays import next_day_for_citizens, next_working_day
from brobygger.law.judging import Verdict, first_day_lasting, judge
from brobygger.law.known import Known
from brobygger.law.rulebook import Count, Rule, Rulebook, Text, Version
from brobygger.law.wording import CONDITIONS_MET, FIRST_OF_MONTH, counted, joined, said, transition_said


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The day a clock starts, with the steps that led there; `day` is None while something is missing.

    `happens` is True when the missing thing is an event that may never come: no duty then, not an undetermined one.
    """

    day: date | None
    what: str = ""
    label: Text = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    confirmed: bool = True
    happens: bool = False
    fact: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The version that governs; None with what is missing to tell, and in `doubtful` the version that may."""

    version: Version | None
    start: Start
    doubtful: Version | None = None
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class Clocks:
    """Milestones and starts of one family, each reckoned once."""

    def __init__(self, known: Known, rulebook: Rulebook) -> None:
        self.known, self.rulebook = known, rulebook
        self._milestones: dict[tuple[str, str | None], Start | None] = {}

    def start(self, names: tuple[str, ...], subject: str | None) -> Start | None:
        """The first of the names that is known. None when the milestone is not for this subject at all."""
        unknown: Start | None = None
        for name in names:
            found = self.milestone(name, subject) if name in self.rulebook.rules else self.fact_start(name, subject)
            if found is not None and found.day is not None:
                return found
            unknown = unknown or found
        return unknown

    def fact_start(self, name: str, subject: str | None) -> Start:
        """A fact's own day."""
        fact = self.known.event(name, subject)
        label = self.rulebook.facts[name].label
        if fact is None:
            return Start(day=None, what=name, label=label, missing=(name,), happens=True)
        evidence = (fact.key,) if fact.key else ()
        return Start(day=fact.day, what=name, label=label, evidence=evidence, fact=fact)

    def milestone(self, name: str, subject: str | None) -> Start | None:
        """The day the milestone is reached, by letter, by consent or by the law's own count."""
        key = (name, subject)
        if key not in self._milestones:
            rule = self.rulebook.rules[name]
            self._milestones[key] = self.overridden(rule, subject, self.reckoned(rule, subject))
        return self._milestones[key]

    def reckoned(self, rule: Rule, subject: str | None) -> Start | None:
        """The milestone by the law's own count."""
        choice = self.govern(rule.versions, subject)
        if choice is None:
            return None
        version, start = choice.version, choice.start
        label = rule.title
        if version is None or start.day is None:
            missing = choice.missing or start.missing
            return Start(
                day=None, what=rule.id, label=label, missing=missing, steps=start.steps, evidence=choice.evidence
            )
        day, step = self.counted(rule, version, start)
        return Start(
            day=day,
            what=rule.id,
            label=label,
            steps=(*start.steps, step),
            evidence=(*start.evidence, *choice.evidence),
            confirmed=start.confirmed and step.confirmed,
        )

    def counted(self, rule: Rule, version: Version, start: Start) -> tuple[date, Step]:
        """The day the version gives from that start, with its step."""
        assert start.day is not None  # noqa: S101  callers have a day; said for the type checker
        unmoved = COUNTS[version.span.count](start.day, version.span.number)
        if version.also_governs_running_from:
            unmoved = max(unmoved, version.also_governs_running_from)
        move = next_day_for_citizens if rule.owed_by_citizen else next_working_day
        falls_on = move(unmoved) if version.to_next_working_day else unmoved
        text = counted(version, start.label, start.day, unmoved, falls_on)
        on_the_first = version.span.count == "first_after_whole_months" and start.day.day == 1
        text = joined(text, FIRST_OF_MONTH if on_the_first else None)
        step = make_step(rule, version, start, falls_on, text)
        return falls_on, self.crossed(version, replace(step, confirmed=step.confirmed and not on_the_first))

    def crossed(self, version: Version, step: Step) -> Step:
        """Unconfirmed when the law changed while the clock ran and nobody has read what becomes of running clocks."""
        if not version.transition_unread or version.until is None or step.falls_on is None:
            return step
        if step.falls_on <= version.until or self.known.known_on <= version.until:
            return step
        return replace(step, confirmed=False, text=joined(step.text, transition_said(version.until)))

    def overridden(self, rule: Rule, subject: str | None, found: Start | None) -> Start | None:
        """A date stated in the authority's letter, or agreed to, goes before the computed one; both are shown."""
        if found is None:
            return None
        if rule.stated_by and (fact := self.known.event(rule.stated_by, subject)):
            return self.replaced(rule, found, fact, "statement")
        fact = self.known.event(rule.earlier_by, subject) if rule.earlier_by else None
        if fact and fact.day and (found.day is None or fact.day < found.day):
            return self.replaced(rule, found, fact, "consent")
        return found

    def replaced(self, rule: Rule, found: Start, fact: Fact, why: str) -> Start:
        """The start moved to the fact's day, the computed step kept before it."""
        label = self.rulebook.facts[fact.name].label
        assert fact.day is not None  # noqa: S101  an event always has a day
        text = {
            "da": f"{label['da']}: {said(fact.day, 'da')}. Den dato gælder.",
            "en": f"{label['en']}: {said(fact.day, 'en')}. That date holds.",
        }
        last = found.steps[-1] if found.steps else None
        step = Step(
            rule=rule.id,
            version_in_force=last.version_in_force if last else None,
            from_what=fact.name,
            counted_from=fact.day,
            count=why,
            number=0,
            falls_on=fact.day,
            basis=last.basis if last else rule.versions[-1].basis,
            confirmed=True,
            citation=last.citation if last else rule.versions[-1].citation,
            text=text,
        )
        evidence = (*found.evidence, *((fact.key,) if fact.key else ()))
        return replace(found, day=fact.day, steps=(*found.steps, step), missing=(), evidence=evidence, confirmed=True)

    def govern(self, versions: tuple[Version, ...], subject: str | None, *, at: Start | None = None) -> Choice | None:
        """The version for this subject in force on the day the clock starts, among those known on the day asked.

        With *at* the clock starts there, else where each version counts from. None: no version is for them.
        """
        sure: list[Choice] = []
        unsure: list[Choice] = []
        for version in versions:
            if version.known_from > self.known.known_on:
                continue
            start = at or self.start_of(version, subject)
            if start is None or not self.in_force(version, start, versions):
                continue
            verdict = self.verdict(version, subject, start)
            choice = Choice(version=version, start=start, evidence=verdict.evidence)
            if verdict.holds:
                sure.append(choice)
            elif verdict.holds is None:
                unsure.append(replace(choice, version=None, doubtful=version, missing=verdict.missing))
        if sure:
            return max(sure, key=lambda choice: (choice.start.day is not None, choice.version.in_force))  # type: ignore[union-attr]  # sure ones have a version
        if unsure:
            # What waits for an event that may never come gives way to what could run already.
            unsure = [choice for choice in unsure if not choice.start.happens] or unsure
            wanted = [name for choice in unsure for name in choice.missing]
            anyway = [name for name in unsure[0].start.missing if all(name in one.start.missing for one in unsure)]
            newest = max(unsure, key=lambda choice: choice.doubtful.in_force)  # type: ignore[union-attr]  # unsure ones have a doubtful one
            return replace(newest, missing=tuple(dict.fromkeys((*anyway, *wanted))))
        return None

    def start_of(self, version: Version, subject: str | None) -> Start | None:
        """Where this version's own clock starts."""
        if not version.applies.lasting:
            return self.start(version.counted_from, subject)
        told = tuple(part for part in version.applies.lasting if self.known.facts(part.fact, subject))
        missing = tuple(part.fact for part in version.applies.lasting if part not in told)
        day = first_day_lasting(self.known, told, subject, since=version.in_force) if told else None
        if day is None:
            return None  # nothing known points to it, or what is known is a plain no
        keys = (fact.key for part in told for fact in self.known.facts(part.fact, subject))
        return Start(
            day=None if missing else day,
            what=version.counted_from[0],
            label=CONDITIONS_MET,
            missing=missing,
            evidence=tuple(key for key in dict.fromkeys(keys) if key),
        )

    def in_force(self, version: Version, start: Start, versions: tuple[Version, ...]) -> bool:
        """In force on the day the clock starts; while that is unknown, on the day asked."""
        day = start.day or self.known.on
        if version.also_governs_running_from and day < version.in_force:
            return COUNTS[version.span.count](day, version.span.number) >= version.also_governs_running_from
        return version.in_force <= day <= (self.until_as_known(version, versions) or date.max)

    def until_as_known(self, version: Version, versions: tuple[Version, ...]) -> date | None:
        """The version's last day. While nobody can know of what follows it, it is taken to go on."""
        if version.until is None or self.known.known_on > version.until:
            return version.until
        next_day = version.until + timedelta(days=1)
        followers = [other.known_from for other in versions if other.in_force == next_day]
        return None if followers and min(followers) > self.known.known_on else version.until

    def verdict(self, version: Version, subject: str | None, start: Start) -> Verdict:
        """Whether the version is for them, read while its clock runs."""
        day = start.day or self.known.on
        end = COUNTS[version.span.count](day, version.span.number) if start.day else self.known.on
        return judge(self.known, version.applies, subject, start=day, end=max(end, day))


def make_step(
    rule: Rule, version: Version, start: Start, falls_on: date | None, text: Text, span: Count | None = None
) -> Step:
    """A step of the reckoning, citing its version."""
    span = span or version.span
    return Step(
        rule=rule.id,
        version_in_force=version.in_force,
        from_what=start.what,
        counted_from=start.day,
        count=span.count,
        number=span.number,
        falls_on=falls_on,
        basis=version.basis,
        confirmed=version.confirmed,
        citation=version.citation,
        text=joined(text, version.note),
    )
