"""When a rule's clock starts, which version governs it, and the day it falls on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from brobygger.law.facts import Fact
from brobygger.law.findings import Step
from brobygger.law.holidays import next_day_for_citizens, next_working_day
from brobygger.law.judging import first_day_lasting, judge
from brobygger.law.known import Known
from brobygger.law.rulebook import BORN, Count, Rule, Rulebook, Text, Version
from brobygger.law.starts import Choice, Start, asked_on, best, counted_to, governed_on, last_of
from brobygger.law.stays import Span, Stay
from brobygger.law.validity import crossed, in_force_on, takes_over
from brobygger.law.wording import CONDITIONS_MET, FIRST_OF_MONTH, counted, joined, said


class Clocks:
    """Milestones and starts of one family, each reckoned once; of all time, or `within` one stay."""

    def __init__(self, known: Known, rulebook: Rulebook, *, stays: dict[Span, Clocks] | None = None) -> None:
        self.known, self.rulebook = known, rulebook
        self._milestones: dict[tuple[str, str | None], Start | None] = {}
        self._facts: dict[tuple[str, str | None], Start] = {}
        self._starts: dict[tuple[tuple[str, ...], str | None], Start | None] = {}
        self._stays = {known.window: self} if stays is None else stays

    def within(self, stay: Stay) -> Clocks:
        """The clocks of that stay: only what happened in it starts or meets any."""
        window = (stay.since, stay.until)
        if window not in self._stays:
            self._stays[window] = Clocks(self.known.within(stay), self.rulebook, stays=self._stays)
        return self._stays[window]

    def start(self, names: tuple[str, ...], subject: str | None) -> Start | None:
        """The first of the names that is known. None when the milestone is not for this subject at all.

        While none is known, a milestone that lacks a fact tells more than an event that may never come.
        """
        key = (names, subject)
        if key not in self._starts:
            self._starts[key] = self.first_known(names, subject)
        return self._starts[key]

    def first_known(self, names: tuple[str, ...], subject: str | None) -> Start | None:
        """The start as `start` gives it, looked up name by name."""
        unknown: list[Start] = []
        for name in names:
            found = self.named(name, subject)
            if found is not None and found.day is not None:
                return found
            unknown += [found] if found is not None else []
        return min(unknown, key=lambda start: start.happens, default=None)

    def named(self, name: str, subject: str | None) -> Start | None:
        """The day of the milestone, or of the fact, of that name."""
        if name in self.rulebook.rules:
            return self.milestone(name, subject)
        key = (name, subject)
        if key not in self._facts:
            self._facts[key] = self.fact_start(name, subject)
        return self._facts[key]

    def all_of(self, names: tuple[str, ...], subject: str | None) -> Start | None:
        """The day by which all of them have come. None when one is not for this subject at all."""
        found = [self.named(name, subject) for name in names]
        starts = [start for start in found if start is not None]
        return last_of(starts) if len(starts) == len(names) else None

    def fact_start(self, name: str, subject: str | None) -> Start:
        """A fact's own day; of a birth the person's."""
        label = self.rulebook.facts[name].label
        if name == BORN:
            person = self.known.person(subject)
            born = person.born if person else None
            return Start(day=born, what=BORN, label=label, missing=() if born else (BORN,))
        fact = self.known.event(name, subject)
        if fact is None:
            return Start(day=None, what=name, label=label, missing=(name,), happens=True)
        evidence = (fact.key,) if fact.key else ()
        return Start(day=fact.day, what=name, label=label, evidence=evidence, fact=fact)

    def milestone(self, name: str, subject: str | None) -> Start | None:
        """The day the milestone is reached, by letter, by consent or by the law's own count; first, over several stays.

        The family reaches it with the first of its members who does.
        """
        key = (name, subject)
        if key not in self._milestones:
            whose = sorted(self.known.persons) if subject is None and self.known.persons else (subject,)
            found = [(clocks, one) for one in whose for clocks in self.stays_of(one)]
            if found == [(self, subject)]:
                rule = self.rulebook.rules[name]
                self._milestones[key] = self.overridden(rule, subject, self.reckoned(rule, subject))
            else:
                self._milestones[key] = first_reached(clocks.milestone(name, one) for clocks, one in found)
        return self._milestones[key]

    def stays_of(self, subject: str | None) -> list[Clocks]:
        """The clocks of each of the subject's stays that falls within this one."""
        stays = self.known.stays(subject)
        return [self.within(stay) for stay in stays if len(stays) == 1 or self.known.covers(stay.first_day)]

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
        unmoved = counted_to(version, start)
        if version.also_governs_running_from and start.day < version.in_force:
            unmoved = max(unmoved, version.also_governs_running_from)
        move = next_day_for_citizens if rule.owed_by_citizen else next_working_day
        falls_on = move(unmoved) if version.to_next_working_day else unmoved
        text = counted(version, start.label, start.day, unmoved, falls_on)
        on_the_first = version.span.count == "first_after_whole_months" and start.day.day == 1
        text = joined(text, start.note, FIRST_OF_MONTH if on_the_first else None)
        step = make_step(rule, version, start, falls_on, text)
        step = replace(step, confirmed=False) if on_the_first else step
        return falls_on, crossed(version, step, known_on=self.known.known_on)

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

    def govern(
        self,
        versions: tuple[Version, ...],
        subject: str | None,
        *,
        at: Start | None = None,
        ends: date | None = None,
        among: tuple[Version, ...] | None = None,
    ) -> Choice | None:
        """The version for this subject in force on the day the clock starts, among those known on the day asked.

        With *at* the clock starts there, else where each version counts from; *ends* is its last day where no count
        gives one; *among* are those of the versions that may govern it. None: no version is for them. What is sure
        goes before what is not, the newer before the older.
        """
        candidates: list[Choice] = []
        taking_over: list[Choice] = []
        on, known_on = self.known.on, self.known.known_on
        for version in versions if among is None else among:
            if version.known_from > known_on or not (start := at or self.start_of(version, subject)):
                continue
            day = governed_on(version, start) or on
            if in_force_on(day, version, versions, known_on=known_on):
                candidates += self.judged(version, subject, start, ends)
            elif version.also_governs_running_from and start.day:
                taking_over += self.judged(version, subject, start, ends)
        before = best(candidates)
        if not taking_over:
            return before
        if before is None or before.version:
            candidates += [
                choice
                for choice in taking_over
                if choice.start.day
                and choice.candidate
                and takes_over(choice.start.day, choice.candidate, before.version if before else None)
            ]
        return best(candidates)

    def judged(self, version: Version, subject: str | None, start: Start, ends: date | None) -> list[Choice]:
        """The version as a choice, when it is or may be for this subject, read while its clock runs."""
        day = asked_on(version, start) or self.known.on
        end = counted_to(version, start) if start.day else day
        if ends and version.repeats in ("as_agreed", "not_read"):
            end = ends
        aged = self.start((version.applies.age_at,), subject) if version.applies.age_at else None
        verdict = judge(
            self.known, version.applies, subject, start=day, end=max(end, day), aged_on=aged.day if aged else None
        )
        if verdict.holds is False:
            return []
        if verdict.holds:
            return [Choice(version=version, start=start, evidence=verdict.evidence)]
        return [Choice(version=None, doubtful=version, start=start, missing=verdict.missing, evidence=verdict.evidence)]

    def may_start(self, versions: tuple[Version, ...], subject: str | None) -> bool:
        """False while every clock waits for an event that may never come, or is not for this subject at all."""
        for version in versions:
            start = self.start_of(version, subject)
            if start is not None and not start.happens:
                return True
        return False

    def anchor(self, versions: tuple[Version, ...], subject: str | None) -> Start | None:
        """Where a stream began, though no version was for them then: one may be later."""
        known = [version for version in versions if version.known_from <= self.known.known_on]
        starts = [start for version in known for start in self.starts_of(version, subject)]
        return min(starts, key=lambda start: start.day or date.max, default=None)

    def starts_of(self, version: Version, subject: str | None) -> list[Start]:
        """Every day that the version may count from, as far as they are known."""
        if version.applies.lasting or version.counted_from_all:
            starts = [self.start_of(version, subject)]
        else:
            starts = [self.named(name, subject) for name in version.counted_from]
        return [start for start in starts if start is not None and start.day is not None]

    def start_of(self, version: Version, subject: str | None) -> Start | None:
        """Where this version's own clock starts."""
        conditions = version.applies.lasting
        if version.counted_from_all:
            return self.all_of(version.counted_from, subject)
        if not conditions:
            return self.start(version.counted_from, subject)
        return self.lasted(version, subject, since=max(version.in_force, self.known.window[0]))

    def reached_again(self, milestone: str, subject: str | None, *, since: date) -> Start | None:
        """The first day from *since* on which a milestone's lasting conditions hold, as if it were asked anew."""
        versions = self.rulebook.rules[milestone].versions
        asked = [version for version in versions if in_force_on(since, version, versions, known_on=self.known.known_on)]
        return self.lasted(max(asked, key=lambda version: version.in_force), subject, since=since) if asked else None

    def lasted(self, version: Version, subject: str | None, *, since: date) -> Start | None:
        """The first day from *since* on which all that the version asks has lasted, or what is missing to tell."""
        conditions = version.applies.lasting
        told = tuple(part for part in conditions if self.known.facts(part.fact, subject))
        missing = tuple(part.fact for part in conditions if part not in told)
        day = first_day_lasting(self.known, told, subject, since=since) if told else None
        if day is None:
            return None  # nothing known points to it, or what is known is a plain no
        keys = [key for part in told for key in self.known.keys(part.fact, subject, part.value, until=day)]
        return Start(
            day=None if missing else day,
            what=version.counted_from[0],
            label=CONDITIONS_MET,
            missing=missing,
            evidence=tuple(dict.fromkeys(filter(None, keys))),
        )


def first_reached(starts: Iterable[Start | None]) -> Start | None:
    """The earliest of those that have a day, else one with all that is missing to tell."""
    found = [start for start in starts if start is not None]
    if dated := [start for start in found if start.day]:
        return min(dated, key=lambda start: start.day or date.max)
    missing = tuple(dict.fromkeys(name for start in found for name in start.missing))
    return replace(found[0], missing=missing) if found else None


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
