"""Duties on occasion: once, or at each event and at the end of each period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from brobygger.law.counting import COUNTS
from brobygger.law.facts import LONG_AGO, Fact
from brobygger.law.known import FOREVER
from brobygger.law.rulebook import Version
from brobygger.law.slots import Slot, SlotMaker
from brobygger.law.starts import Choice, Start


class Occasions(SlotMaker):
    """The slots of a rule that does not run on by itself."""

    def once(self, choice: Choice) -> Slot:
        """A duty that is met once, early or late."""
        return self.met_once(self.dated(choice))

    def met_once(self, slot: Slot) -> Slot:
        """Done is done, also where nobody can tell by when it should have been."""
        return self.met(slot, next(iter(self.events(self.rule.fulfilled_by)), None))

    def each(self) -> list[Slot]:
        """A duty for every event, or for every period's end."""
        names = tuple(dict.fromkeys(name for version in self.versions for name in version.counted_from))
        from_end = any(version.counted_on_end for version in self.versions)
        triggers = sorted(
            (fact for name in names for fact in self.triggers(name, from_end=from_end)),
            key=lambda fact: fact.day or LONG_AGO,
        )
        if not triggers:
            return []
        called = [self.at(fact, from_end=from_end) for fact in triggers]
        if not set(names) & set(self.rule.fulfilled_by):
            return self.answered([slot for slot in called if slot is not None])
        return [
            self.followed(slot, next(iter(triggers[number:]), None))
            for number, slot in enumerate(called, start=1)
            if slot is not None
        ]

    def answered(self, slots: list[Slot]) -> list[Slot]:
        """Each met by the first unused fulfilment from its day on.

        What is owed the same day, or by the citizen, is met in time before anything is met late: guidance belongs to
        its interview, a complaint to the decision that can still be complained of. The office answers the oldest first.
        """
        unused = self.events(self.rule.fulfilled_by)
        met: dict[int, Fact] = {}
        opened = [self.open_from(slots, number) for number in range(len(slots))]
        for in_time in (True, False):
            for number, slot in enumerate(slots):
                if number in met or (in_time and not self.in_time_first(slot)):
                    continue
                latest = slot.limit if in_time and slot.limit else FOREVER
                fits = (fact for fact in unused if opened[number] <= (fact.day or LONG_AGO) <= latest)
                if found := next(fits, None):
                    unused.remove(found)
                    met[number] = found
        return [self.met(slot, met.get(number)) for number, slot in enumerate(slots)]

    def open_from(self, slots: list[Slot], number: int) -> date:
        """The first day on which the slot can be met: its event's; counted back, the day after the event before."""
        slot = slots[number]
        if slot.version is None or slot.version.span.number >= 0:
            return slot.start.day or LONG_AGO
        before = slots[number - 1].start.day if number else None
        return before + timedelta(days=1) if before else LONG_AGO

    def in_time_first(self, slot: Slot) -> bool:
        """True when what meets the slot in time is its own, and no other's met late."""
        same_day = slot.version is not None and slot.version.span.count == "same_day"
        return same_day or self.rule.owed_by_citizen

    def triggers(self, name: str, *, from_end: bool) -> list[Fact]:
        """The events that call for the duty; periods in their order, as soon as they are known or have begun."""
        if not from_end or self.known.words[name].shape != "state":
            return self.known.events(name, self.subject)
        facts = dict.fromkeys(fact for _, fact in self.known.periods(name, self.subject))
        here = [fact for fact in facts if self.known.covers(fact.holds_to or FOREVER)]
        return [fact for fact in here if min(fact.day or LONG_AGO, fact.known_from) <= self.known.on]

    def at(self, fact: Fact, *, from_end: bool) -> Slot | None:
        """The slot that one event calls for."""
        day = fact.holds_to if from_end else fact.day
        label = self.known.words[fact.name].label
        start = Start(day=day, what=fact.name, label=label, evidence=(fact.key,) if fact.key else (), fact=fact)
        choice = self.clocks.govern(self.versions, self.subject, at=start) if day else None
        if choice is None or (choice.candidate and self.outside(choice.candidate, fact)):
            return None
        if choice.version is None:
            return self.undetermined(choice, choice.missing)
        return self.dated(choice)

    def outside(self, version: Version, fact: Fact) -> bool:
        """True of an event that calls for nothing: it came too early, or when the version asks no more."""
        beginning = self.clocks.start((version.at_most_from,), self.subject) if version.at_most else None
        if version.at_most is None or beginning is None or beginning.day is None:
            return self.too_soon(version, fact)
        ceiling = COUNTS[version.at_most.count](beginning.day, version.at_most.number)
        return self.too_soon(version, fact) or (fact.day or LONG_AGO) >= ceiling

    def too_soon(self, version: Version, fact: Fact) -> bool:
        """True of what happened before there was anything to do about it, such as a change before there was a plan."""
        before = self.known.event(version.only_after, self.subject) if version.only_after else fact
        return before is None or (before.day or LONG_AGO) > (fact.day or LONG_AGO)

    def followed(self, slot: Slot, successor: Fact | None) -> Slot:
        """Met by the next of the same kind: an offer when it begins, a permit as soon as it is known."""
        if successor is None or successor.day is None:
            return slot
        day, trigger = successor.day, slot.start.fact
        if self.known.words[successor.name].shape == "state":
            day = min(day, max(successor.known_from, trigger.day if trigger and trigger.day else LONG_AGO))
        if slot.limit and day == slot.limit + timedelta(days=1):
            day = slot.limit  # the new period takes over where the old one ends: no day is without
        return replace(self.met(slot, successor), fulfilled_on=day) if day <= self.known.on else slot
