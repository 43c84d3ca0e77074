"""From which days the versions of a duty that runs on are counted, and which of them had come by a day.

One law counts from the takeover, the next from the assignment to a target group: a clock is governed only by a version
whose own first day has come.
"""

from __future__ import annotations

from datetime import date

from brobygger.law.clocks import Clocks
from brobygger.law.facts import LONG_AGO, Fact
from brobygger.law.rulebook import Rule, Version
from brobygger.law.slots import Slot, SlotMaker
from brobygger.law.starts import Start


class Beginnings(SlotMaker):
    """The slots of one rule, with the days that its versions count from."""

    def __init__(self, clocks: Clocks, rule: Rule, versions: tuple[Version, ...], subject: str | None) -> None:
        super().__init__(clocks, rule, versions, subject)
        self._begins = {id(version): clocks.starts_of(version, subject) for version in versions}
        self._first_days = {
            place: min((start.day for start in starts if start.day), default=None)
            for place, starts in self._begins.items()
        }

    def begins(self, version: Version) -> list[Start]:
        """The days that the version counts from, as far as they are known."""
        return self._begins[id(version)]

    def has_begun(self, version: Version, day: date) -> bool:
        """True when something that the version counts from had come by that day."""
        first = self._first_days[id(version)]
        return first is not None and first <= day

    def window_from(self, version: Version) -> tuple[Start, date]:
        """Where the windows of a version that has begun are counted from, with its day."""
        own = min(self.begins(version), key=lambda start: start.day or date.max)
        assert own.day is not None  # noqa: S101  what has begun has a day; said for the type checker
        return own, own.day

    def counted_anew(self, slot: Slot, version: Version, follower: Fact | None) -> Start | None:
        """Another day that the version counts from, come before the slot was met or late: the clock starts there."""
        ends = min(filter(None, (slot.limit, follower.day if follower else None)), default=date.max)
        since = slot.start.day or LONG_AGO
        later = [start for start in self.begins(version) if start.day and since < start.day < ends]
        return min(later, key=lambda start: start.day or date.max, default=None)

    def awaiting(self) -> list[Slot]:
        """What follows what has run, when the law now in force counts from an event that nobody has recorded."""
        waiting = tuple(version for version in self.versions if not self.begins(version))
        choice = self.clocks.govern(self.versions, self.subject, among=waiting)
        if choice is None or choice.version is None:
            return []
        return [self.undetermined(choice, choice.start.missing)]
