"""Duties that run on: after the last, n in a window, as agreed.

Every clock is governed by the version in force on the day it starts, so a stream changes hands when the law does: the
clock that runs is finished under the old version, the next starts under the new.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from brobygger.law.clocks import Choice, Start, make_step
from brobygger.law.counting import COUNTS, months_after
from brobygger.law.facts import Fact
from brobygger.law.rulebook import LAW_NOT_READ, Count, Version
from brobygger.law.slots import Slot, SlotMaker
from brobygger.law.wording import said, span_said

LONGEST_STREAM = 600


class Stream(SlotMaker):
    """The slots of a rule that runs on: all that are past, and the next."""

    def walk(self, anchor: Start) -> list[Slot]:
        """Clock after clock from the anchor, each under the version in force when it starts."""
        slots: list[Slot] = []
        cursor: Start | None = anchor
        while cursor is not None and cursor.day is not None and len(slots) < LONGEST_STREAM:
            choice = self.clocks.govern(self.versions, self.subject, at=cursor)
            if choice is None:
                cursor = self.later_version(cursor)
            elif choice.version is None:
                slots.append(self.undetermined(choice, choice.missing))
                cursor = None
            else:
                found, cursor = self.take(choice, anchor, first=not slots)
                slots += found
        return slots

    def later_version(self, cursor: Start) -> Start | None:
        """Where the next version takes over, when none governs the cursor."""
        known = [version for version in self.versions if version.known_from <= self.known.known_on]
        days = [version.in_force for version in known if cursor.day and cursor.day < version.in_force <= self.known.on]
        return replace(cursor, day=min(days), what=cursor.what) if days else None

    def take(self, choice: Choice, anchor: Start, *, first: bool) -> tuple[list[Slot], Start | None]:
        """The slots of the clock that starts at the choice's start, and where the next clock starts."""
        version = choice.version
        assert version is not None  # noqa: S101  callers have chosen; said for the type checker
        if version.repeats == "windows":
            return self.window(choice, anchor)
        if version.repeats == "as_agreed":
            return self.agreed(choice, first=first)
        if version.repeats == "not_read":
            return self.not_read(choice)
        return self.link(choice, anchor, first=first)

    def link(self, choice: Choice, anchor: Start, *, first: bool) -> tuple[list[Slot], Start | None]:
        """One link of a chain: so long after the last."""
        version, start = choice.version, choice.start
        assert version is not None and start.day is not None  # noqa: S101, PT018  said for the type checker
        slot = self.dated(choice)
        if version.at_most and slot.limit:
            slot, ended = self.capped(slot, version)
            if ended:
                return [], None
        follower = self.following(start, first=first, anchor=anchor)
        slot = self.met(slot, follower)
        if follower is None or follower.name in version.stops_at:
            return [slot], None
        return [slot], self.next_start(follower, slot)

    def capped(self, slot: Slot, version: Version) -> tuple[Slot, bool]:
        """The slot cut off at the version's ceiling; True when the chain has ended before it."""
        beginning = self.clocks.start((version.at_most_from,), self.subject)
        if beginning is None or beginning.day is None or version.at_most is None or slot.limit is None:
            return slot, False
        ceiling = COUNTS[version.at_most.count](beginning.day, version.at_most.number)
        if slot.start.day and slot.start.day >= ceiling:
            return slot, True
        if slot.limit <= ceiling:
            return slot, False
        if version.at_most_ends:
            return slot, True
        da, en = (span_said(version.at_most.count, version.at_most.number, language) for language in ("da", "en"))
        text = {
            "da": f"Højst {da} i alt: {said(ceiling, 'da')}.",
            "en": f"At most {en} in all: {said(ceiling, 'en')}.",
        }
        step = make_step(self.rule, version, beginning, ceiling, text, version.at_most)
        return replace(slot, limit=ceiling, steps=(*slot.steps, step)), False

    def following(self, start: Start, *, first: bool, anchor: Start) -> Fact | None:
        """The first fulfilment after the link's start; on the very day when the chain starts with a milestone."""
        on_the_day = first and start.what in self.clocks.rulebook.rules
        for fact in self.events(self.rule.fulfilled_by):
            assert fact.day is not None and start.day is not None and anchor.day is not None  # noqa: S101, PT018  said for the type checker
            if fact.day > start.day or (on_the_day and fact.day == start.day):
                return fact
        return None

    def next_start(self, fact: Fact, slot: Slot) -> Start:
        """The clock that starts with the fulfilment; an extension that names its end runs from the old limit."""
        label = self.known.words[fact.name].label
        evidence = (fact.key,) if fact.key else ()
        day = fact.day
        if (
            slot.version
            and slot.version.at_most
            and not slot.version.at_most_ends
            and slot.limit
            and day
            and day < slot.limit
        ):
            day = slot.limit
        return Start(day=day, what=fact.name, label=label, evidence=evidence, confirmed=True, fact=fact)

    def agreed(self, choice: Choice, *, first: bool) -> tuple[list[Slot], Start | None]:
        """The next one when it was agreed to be; the agreed date is a fact."""
        version, start = choice.version, choice.start
        assert version is not None and start.day is not None  # noqa: S101, PT018  said for the type checker
        follower = self.following(start, first=first, anchor=start)
        said_dates = [
            fact
            for fact in self.known.events(version.agreed_by, self.subject)
            if fact.day and fact.day > start.day and (follower is None or fact.known_from <= (follower.day or fact.day))
        ]
        onward = self.next_start(follower, Slot(version=None, start=start)) if follower else None
        if not said_dates:
            if version.only_if_agreed:
                return [], onward
            return [self.met(self.undetermined(choice, (version.agreed_by,)), follower)], onward
        fact = max(said_dates, key=lambda fact: (fact.known_from, fact.day, fact.key))
        assert fact.day is not None  # noqa: S101  filtered above
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

    def not_read(self, choice: Choice) -> tuple[list[Slot], Start | None]:
        """A period whose law nobody has read: said, never guessed."""
        version, start = choice.version, choice.start
        assert version is not None  # noqa: S101  callers have chosen; said for the type checker
        if start.day and start.day > self.known.on and version.until and version.until < self.known.on:
            return [], None
        slot = Slot(
            version=version,
            start=start,
            missing=(LAW_NOT_READ,),
            steps=start.steps,
            evidence=(*start.evidence, *choice.evidence),
            confirmed=False,
        )
        if version.until is None or version.until >= self.known.on:
            return [slot], None
        return [slot], replace(start, day=version.until + timedelta(days=1))

    def window(self, choice: Choice, anchor: Start) -> tuple[list[Slot], Start | None]:
        """So many in each window from the anchor: all that are past, and the next one."""
        version, cursor = choice.version, choice.start
        assert version is not None and cursor.day is not None and anchor.day is not None  # noqa: S101, PT018  said for the type checker
        begins, ends = window_around(anchor.day, cursor.day, version.span)
        if version.first_window_only and begins != anchor.day:
            return self.agreed(choice, first=False)
        first = anchor.day if begins == anchor.day else begins + timedelta(days=1)
        held = [fact for fact in self.events(self.rule.fulfilled_by) if fact.day and first <= fact.day <= ends]
        served = sum(1 for fact in held if fact.day and begins < cursor.day and fact.day <= cursor.day)
        slots = []
        for number in range(served + 1, version.times + 1):
            fact = held[number - 1] if number <= len(held) else None
            slot = self.met(self.in_window(choice, begins, ends, number), fact)
            slots.append(slot)
            if fact is None and slot.due and slot.due >= self.known.on:
                return slots, None
        if ends >= self.known.on and len(held) < version.times:
            return slots, None
        label = {"da": "Ny periode fra", "en": "New period from"}
        return slots, replace(cursor, day=ends, what=anchor.what, label=label, steps=anchor.steps)

    def in_window(self, choice: Choice, begins: date, ends: date, number: int) -> Slot:
        """The n-th of a window: the law's date is the window's end, the date to work to is spread evenly.

        The day the window counts from is not counted, as in every span, so twelve months from 1 June end on 1 June.
        """
        version = choice.version
        assert version is not None  # noqa: S101  callers have chosen; said for the type checker
        spread = spread_over(begins, ends, version.span, number, version.times)
        start = replace(choice.start, day=begins)
        da, en = (span_said(version.span.count, version.span.number, language) for language in ("da", "en"))
        law = {
            "da": f"Mindst {version.times} inden for {da} fra {said(begins, 'da')}: senest {said(ends, 'da')}.",
            "en": f"At least {version.times} within {en} from {said(begins, 'en')}: by {said(ends, 'en')}.",
        }
        evenly = {
            "da": f"Nr. {number} af {version.times}, fordelt jævnt over perioden: {said(spread, 'da')}.",
            "en": f"No. {number} of {version.times}, spread evenly over the period: {said(spread, 'en')}.",
        }
        steps = [*start.steps, self.clocks.crossed(version, make_step(self.rule, version, start, ends, law))]
        if spread != ends:
            step = replace(make_step(self.rule, version, start, spread, evenly), basis="practice", text=evenly)
            steps.append(step)
        return Slot(
            version=version,
            start=start,
            limit=ends,
            target=spread,
            steps=tuple(steps),
            evidence=(*start.evidence, *choice.evidence),
            confirmed=start.confirmed and all(step.confirmed for step in steps),
        )


def window_around(anchor: date, day: date, span: Count) -> tuple[date, date]:
    """The window, counted from the anchor, that begins on the day or runs on it, and its last day."""
    number = 1
    while COUNTS[span.count](anchor, span.number * number) <= day:
        number += 1
    begins = COUNTS[span.count](anchor, span.number * (number - 1))
    return begins, COUNTS[span.count](anchor, span.number * number)


def spread_over(begins: date, ends: date, span: Count, number: int, times: int) -> date:
    """The end of the n-th part of a window: whole months where they divide, else days.

    >>> spread_over(date(2018, 6, 1), date(2019, 6, 1), Count(count="months_after", number=12), 1, 4)
    datetime.date(2018, 9, 1)
    """
    if number == times:
        return ends
    if span.count == "months_after" and (span.number * number) % times == 0:
        return months_after(begins, span.number * number // times)
    return begins + timedelta(days=(ends - begins).days * number // times)
