"""Duties that run on: after the last, n in a window, as agreed.

Every clock is governed by the version in force on the day it starts, so a stream changes hands when the law does: the
clock that runs is finished under the old version, the next starts under the new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from brobygger.law.agreements import Agreements
from brobygger.law.beginnings import Beginnings
from brobygger.law.clocks import Clocks, make_step
from brobygger.law.counting import COUNTS, days_after
from brobygger.law.facts import LONG_AGO, Fact
from brobygger.law.findings import Step
from brobygger.law.rulebook import Count, Rule, Text, Version
from brobygger.law.slots import Slot
from brobygger.law.starts import Choice, Start
from brobygger.law.windows import window_around, window_slot
from brobygger.law.wording import IN_FORCE_FROM, NEW_PERIOD, joined, said, span_said

Found = tuple[list[Slot], Start | None]
"""The slots of one clock, and where the next clock starts."""


class Stream(Beginnings):
    """The slots of a rule that runs on: all that are past, and the next."""

    def __init__(self, clocks: Clocks, rule: Rule, versions: tuple[Version, ...], subject: str | None) -> None:
        super().__init__(clocks, rule, versions, subject)
        self.fulfilments = self.events(rule.fulfilled_by)
        self.agreements = {
            name: Agreements(self.known.events(name, subject)) for name in {one.agreed_by for one in versions} if name
        }

    def walk(self, anchor: Start) -> list[Slot]:
        """Clock after clock from the anchor, each under the version in force when it starts."""
        slots: list[Slot] = []
        cursor: Start | None = replace(anchor, own_day=anchor.what in self.clocks.rulebook.rules)
        while cursor is not None and cursor.day is not None:
            follower = self.following(cursor)
            ends = follower.day if follower else date.max
            begun = tuple(version for version in self.versions if self.has_begun(version, cursor.day))
            choice = self.clocks.govern(self.versions, self.subject, at=cursor, ends=ends, among=begun)
            if choice is None:
                cursor = self.next_clock(cursor)
                slots += self.awaiting() if slots and cursor is None else []
                continue
            found, cursor = self.take(choice, follower)
            slots += found[1:] if slots and found and same_doubt(slots[-1], found[0]) else found
        return slots

    def next_clock(self, cursor: Start) -> Start | None:
        """Where a clock starts next, up to the day asked, when no version is for them at the cursor."""
        starts = [start for version in self.versions for start in self.starts_under(version, cursor)]
        starts = [start for start in starts if start.day and start.day <= self.known.on]
        # What was held on the very day a count begins is the first of that count, and no start of its own.
        return min(
            starts,
            key=lambda start: (start.day or date.max, start.what in self.rule.fulfilled_by, start.fact is None),
            default=None,
        )

    def starts_under(self, version: Version, cursor: Start) -> Iterator[Start]:
        """The next clocks that this version may govern: its own start, a new period, the next fulfilment or state."""
        assert cursor.day is not None  # noqa: S101  callers have a day; said for the type checker
        if version.known_from > self.known.known_on:
            return
        earliest = max(cursor.day + timedelta(days=1), version.in_force)
        since = self.known.event(version.applies.or_since, self.subject) if version.applies.or_since else None
        if since is not None and since.day is not None and since.day >= earliest:
            yield self.next_start(since)
        yield from (start for start in self.begins(version) if start.day and start.day >= earliest)
        if version.repeats == "windows" and not version.first_window_only:
            if self.has_begun(version, cursor.day):
                own, day = self.window_from(version)
                begins, ends = window_around(day, earliest, version.span)
                yield self.period(own, begins if begins >= earliest else ends)
            return
        if version.in_force > cursor.day:
            yield Start(day=version.in_force, what=cursor.what, label=IN_FORCE_FROM, own_day=True)
        if version.repeats in ("after_last", "as_agreed"):
            held = next((fact for fact in self.fulfilments if (fact.day or LONG_AGO) >= earliest), None)
            yield from [self.next_start(held)] if held else []
        for name in version.applies.facts:
            if self.known.words[name].latest:
                turns = (since for (since, _), _ in self.known.periods(name, self.subject))
                if begun := next((since for since in turns if since >= earliest), None):
                    yield Start(day=begun, what=name, label=self.known.words[name].label, own_day=True)

    def take(self, choice: Choice, follower: Fact | None) -> Found:
        """The slots of the clock that starts at the choice's start, and where the next clock starts."""
        version = choice.version
        if version is None:
            return self.unsure(choice, follower)
        if version.repeats == "windows":
            return self.window(choice, follower)
        if version.repeats == "as_agreed":
            return self.agreed(choice, follower)
        if version.repeats == "not_read":
            return self.unread(choice)
        return self.link(choice, follower)

    def unsure(self, choice: Choice, follower: Fact | None) -> Found:
        """A clock of which nobody can tell whose it is; the next one may be known again."""
        slot, version, start = self.undetermined(choice, choice.missing), choice.doubtful, choice.start
        assert version is not None and start.day is not None  # noqa: S101, PT018  said for the type checker
        if version.repeats == "windows" and not version.first_window_only:
            own, day = self.window_from(version)
            _, ends = window_around(day, start.day, version.span)
            return [slot], self.period(own, ends) if ends < self.known.on else None
        return [self.met(slot, follower)], self.next_start(follower) if follower else None

    def link(self, choice: Choice, follower: Fact | None) -> Found:
        """One link of a chain: so long after the last."""
        version = choice.version
        assert version is not None  # noqa: S101  callers have chosen; said for the type checker
        slot = self.dated(choice)
        if version.at_most and slot.limit:
            slot, ended = self.capped(slot, version)
            if ended:
                return [], None
        if version.while_reached and slot.limit and choice.start.fact:
            asked = min(slot.limit, self.known.on)  # of a day to come: as things stand today
            again = self.clocks.reached_again(version.while_reached, self.subject, since=asked)
            if again is None:
                return [], self.next_start(follower) if follower else None
            slot = self.put_off(slot, version, again)
        if anew := self.counted_anew(slot, version, follower):
            return [], anew
        slot = self.met(slot, follower)
        if follower is None or follower.name in version.stops_at:
            return [slot], None
        onward = self.next_start(follower)
        if version.at_most and not version.at_most_ends and slot.limit and follower.day and follower.day < slot.limit:
            onward = replace(onward, day=slot.limit)  # an extension runs from the end of what it extends
        return [slot], onward

    def capped(self, slot: Slot, version: Version) -> tuple[Slot, bool]:
        """The slot cut off at the version's ceiling; True when the chain has ended before it."""
        beginning = self.clocks.start((version.at_most_from,), self.subject)
        if beginning is None or beginning.day is None or version.at_most is None or slot.limit is None:
            return slot, False
        slot = replace(slot, evidence=(*slot.evidence, *beginning.evidence))
        ceiling = COUNTS[version.at_most.count](beginning.day, version.at_most.number)
        before = self.days_before(version) if version.at_most_in_all else 0
        ceiling = days_after(ceiling, -before)
        if slot.start.day and slot.start.day >= ceiling:
            return slot, True
        if slot.limit is None or slot.limit <= ceiling:
            return slot, False
        if version.at_most_ends:
            return slot, True
        step = self.ceiling_step(version, beginning, ceiling, before)
        return replace(slot, limit=ceiling, steps=(*slot.steps, step), confirmed=slot.confirmed and not before), False

    def ceiling_step(self, version: Version, beginning: Start, ceiling: date, before: int) -> Step:
        """The ceiling as a step; unconfirmed where days of earlier stays are taken off: more may be known elsewhere."""
        assert version.at_most is not None  # noqa: S101  the caller has one; said for the type checker
        da, en = (span_said(version.at_most.count, version.at_most.number, language) for language in ("da", "en"))
        text: Text = {
            "da": f"Højst {da} i alt: {said(ceiling, 'da')}.",
            "en": f"At most {en} in all: {said(ceiling, 'en')}.",
        }
        if before:
            text = {
                "da": f"Højst {da} i alt, heraf {before} dage i et tidligere ophold: {said(ceiling, 'da')}.",
                "en": f"At most {en} in all, of which {before} days in an earlier stay: {said(ceiling, 'en')}.",
            }
            text = joined(text, version.at_most_in_all)
        step = make_step(self.rule, version, beginning, ceiling, text, version.at_most)
        return replace(step, confirmed=step.confirmed and not before)

    def days_before(self, version: Version) -> int:
        """The days in earlier stays that the ceiling counts: until what ends the chain, or the stay itself."""
        days = 0
        for stay in self.known.stays(self.subject):
            if stay.until >= self.known.window[0] or stay.ended is None:
                continue
            clocks = self.clocks.within(stay)
            begun = clocks.start((version.at_most_from,), self.subject)
            stops = [fact.day for name in version.stops_at for fact in clocks.known.events(name, self.subject)]
            if begun is not None and begun.day is not None:
                days += max((min([stay.ended, *filter(None, stops)]) - begun.day).days, 0)
        return days

    def put_off(self, slot: Slot, version: Version, again: Start) -> Slot:
        """The slot on the day its conditions hold again, where they did not when it would have fallen due."""
        slot = replace(slot, evidence=(*slot.evidence, *again.evidence))
        if again.day is None:
            return replace(slot, limit=None, missing=again.missing)
        if slot.limit is None or again.day <= slot.limit:
            return slot
        text = {
            "da": f"Betingelserne er først opfyldt igen {said(again.day, 'da')}.",
            "en": f"The conditions are only met again on {said(again.day, 'en')}.",
        }
        step = make_step(self.rule, version, again, again.day, text, Count(count="same_day"))
        return replace(slot, limit=again.day, steps=(*slot.steps, step))

    def following(self, start: Start) -> Fact | None:
        """The first fulfilment after the clock's start; on the very day when nothing was held to start it."""
        since = (start.fact.day if start.fact else None) or start.day or LONG_AGO
        return next(
            (
                fact
                for fact in self.fulfilments
                if fact.day and (fact.day > since or (start.own_day and fact.day == since))
            ),
            None,
        )

    def next_start(self, fact: Fact) -> Start:
        """The clock that starts with a fulfilment."""
        label = self.known.words[fact.name].label
        return Start(day=fact.day, what=fact.name, label=label, evidence=(fact.key,) if fact.key else (), fact=fact)

    def period(self, anchor: Start, begins: date) -> Start:
        """The clock that starts with a new period from the anchor."""
        return replace(anchor, day=begins, label=NEW_PERIOD, fact=None, own_day=False)

    def agreed(self, choice: Choice, follower: Fact | None) -> Found:
        """The next one when it was agreed to be; the agreed date is a fact."""
        version, start = choice.version, choice.start
        assert version is not None and start.day is not None  # noqa: S101, PT018  said for the type checker
        onward = self.next_start(follower) if follower else None
        fact = self.agreements[version.agreed_by].spend(start, follower.day if follower else None)
        if fact is None or fact.day is None:
            if version.only_if_agreed:
                return [], onward
            return [self.met(self.undetermined(choice, (version.agreed_by,)), follower)], onward
        text = {"da": f"Aftalt til {said(fact.day, 'da')}.", "en": f"Agreed for {said(fact.day, 'en')}."}
        slot = Slot(
            version=version,
            start=start,
            limit=fact.day,
            steps=(*start.steps, make_step(self.rule, version, start, fact.day, text)),
            evidence=(*start.evidence, *choice.evidence, *((fact.key,) if fact.key else ())),
            confirmed=start.confirmed and version.confirmed,
        )
        return [self.met(slot, follower)], onward

    def window(self, choice: Choice, follower: Fact | None) -> Found:
        """So many in each window from the version's own start: all that are past, and the next one."""
        version, cursor = choice.version, choice.start
        assert version is not None and cursor.day is not None  # noqa: S101, PT018  said for the type checker
        anchor, opened = self.window_from(version)
        begins, ends = window_around(opened, cursor.day, version.span)
        first = opened if begins == opened else begins + timedelta(days=1)
        held = [fact for fact in self.fulfilments if fact.day and first <= fact.day <= ends]
        in_mid = cursor.day > begins or cursor.what in self.rule.fulfilled_by
        served = sum(1 for fact in held if in_mid and fact.day and fact.day <= cursor.day)
        if version.first_window_only and (begins != opened or served >= version.times):
            return self.agreed(choice, follower)
        if version.agreed_by:
            for fact in held:
                self.agreements[version.agreed_by].spend(cursor, fact.day)
        slots = []
        for number in range(served + 1, version.times + 1):
            slot = window_slot(self.rule, choice, (begins, ends), number, known_on=self.known.known_on)
            slots.append(self.met(slot, held[number - 1] if number <= len(held) else None))
            if number > len(held) and slot.due and slot.due >= self.known.on:
                return slots, None
        if len(held) < version.times:
            return slots, self.period(anchor, ends) if ends < self.known.on else None
        last = held[version.times - 1]
        return slots, self.next_start(last) if version.first_window_only else self.period(anchor, ends)

    def unread(self, choice: Choice) -> Found:
        """A period whose law nobody has read, and the law after it."""
        version, slot = choice.version, self.not_read(choice)
        if version is None or version.until is None or version.until >= self.known.on:
            return [slot], None
        day, what = version.until + timedelta(days=1), choice.start.what
        return [slot], Start(day=day, what=what, label=IN_FORCE_FROM, own_day=True)


def same_doubt(slot: Slot, following: Slot) -> bool:
    """Both undetermined for want of the same: one thing to find out, told once."""
    return bool(slot.missing) and slot.missing == following.missing
