"""Every pair of a waiting household and a home that no hard rule forbids, with its quality and its days, all at once.

The same rules as `hard_rules` and `quality`, row by row over all homes in arrays; a test holds both to one another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.frame_rules import PERMANENT, ceiling, mended, reason_of
from brobygger.matching.hard_rules import (
    AVOID_AREA,
    AVOID_HOME,
    KNOWN_NEEDS,
    KNOWN_PROTECTION,
    area_limits,
    m2_needed,
    places,
)
from brobygger.matching.model import Criterion, Frame, Home, Household, Member, PriorityClass
from brobygger.matching.ordering import class_of
from brobygger.matching.quality import CRITERIA, THOUSANDTHS

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Marks = NDArray[np.bool_]
NEVER = -1
FOREVER = date.max.toordinal()
ANYBODY = Member(age=None, sex=None)
OF_THE_HOME = ("minutes_to_school", "minutes_to_shop", "minutes_to_station", "in_municipality", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs sorted by household, then home, as numbers in both lists."""

    households: tuple[Household, ...]
    homes: tuple[Home, ...]
    priority: Ints
    row: Small
    col: Small
    quality: Small


def pairs(households: tuple[Household, ...], homes: tuple[Home, ...], frame: Frame, as_of: date) -> Pairs:
    """All that can be, for these households and these homes."""
    stock = Stock(homes, frame, as_of)
    priority = [class_of(household, frame) for household in households]
    found = [stock.row(household, number) for household, number in zip(households, priority, strict=True)]
    return Pairs(
        households=households,
        homes=homes,
        priority=np.array(priority, dtype=np.int64),
        row=np.repeat(np.arange(len(found), dtype=np.int32), [len(cols) for cols, _ in found]),
        col=together([cols for cols, _ in found]),
        quality=together([points for _, points in found]),
    )


def together(parts: list[Small]) -> Small:
    """All rows in one."""
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts])


class Stock:
    """The homes in arrays, and what many households have in common, reckoned once."""

    def __init__(self, homes: tuple[Home, ...], frame: Frame, as_of: date) -> None:
        """Numbers that nobody told stand so that they never pass."""
        self.homes, self.frame = homes, frame
        self.number = {home.id: number for number, home in enumerate(homes) if home.id}
        self.as_of = as_of.toordinal()
        self.limits = {rule.id: dict(rule.limits) for rule in frame.rules}
        self.free = days(homes, lambda home: home.free_from, NEVER)
        self.lease = days(homes, lambda home: home.lease_until, NEVER)
        self.rent = numbers(homes, lambda home: home.rent)
        self.beds = numbers(homes, lambda home: home.beds)
        self.shared = marks(homes, lambda home: home.shared)
        self.accessible = marks(homes, lambda home: home.accessible)
        self.step_free = marks(homes, lambda home: home.step_free) | self.accessible
        self.capacity = numbers(homes, self.holds)
        banned = marks(homes, lambda home: home.assignment_forbidden is not False)
        unknown = (self.free == NEVER) | (self.lease == NEVER)
        self.never = (unknown | banned) if "assignment_ban" in self.limits else unknown
        if "travel" in self.limits:
            school = numbers(homes, lambda home: home.minutes_to_school)
            self.never |= (school == NEVER) | (school > self.limits["travel"]["minutes_to_school"])
        self.temporary = ~marks(homes, lambda home: home.kind == PERMANENT)
        self.fixed = sum((self.of_home(criterion) for criterion in frame.criteria), np.zeros(len(homes), np.int64))
        self.by_size: dict[int, tuple[Ints, Ints, Ints]] = {}
        self.by_languages: dict[tuple[str, ...], Marks] = {}
        self.by_reason: dict[tuple[int, int], Marks] = {}
        self.by_word: dict[str, Marks] = {}

    def holds(self, home: Home) -> int:
        """How many people it can hold by beds and area; a household needs no more room than that."""
        limits = self.limits_of(home)
        if home.shared:
            return sum(places(room, home, limits) or 0 for room in home.rooms)
        if limits is None:
            return home.beds
        if home.m2 is None:
            return 0
        return max((people for people in range(1, home.beds + 1) if m2_needed(people, limits) <= home.m2), default=0)

    @property
    def most_in_room(self) -> int:
        """How many singles may share a room, however many beds it has."""
        return self.limits["sharing"].get("most_in_room", 1)

    def limits_of(self, home: Home) -> dict[str, int] | None:
        """The square metres that the frame asks of this home, None where it asks none."""
        return area_limits(home, self.limits.get("area"))

    def of_home(self, criterion: Criterion) -> Ints:
        """The points that a home gives to whoever lives there."""
        if criterion.id not in OF_THE_HOME:
            return np.zeros(len(self.homes), np.int64)
        if criterion.id == "kind":
            return numbers(
                self.homes, lambda home: criterion.weight * criterion.points.get(home.kind, 0) // THOUSANDTHS
            )
        if criterion.id == "in_municipality":
            return criterion.weight * marks(self.homes, lambda home: home.in_municipality)
        return evenly(criterion, numbers(self.homes, lambda home: getattr(home, criterion.id)))

    def of_size(self, size: int) -> tuple[Ints, Ints, Ints]:
        """For a household of that size: the homes that hold it, its part of the rent there, and points by size."""
        if size not in self.by_size:
            fit = np.flatnonzero((self.capacity >= size) & ~self.never)
            rent, beds = self.rent[fit], np.maximum(self.beds[fit], 1)
            part = np.where(self.shared[fit] & (rent != NEVER), -(-rent * size // beds), rent)
            points = self.fixed[fit]
            for criterion in self.frame.criteria:
                if criterion.id == "cheap":
                    points = points + evenly(criterion, part)
                if criterion.id == "room_for_all":
                    sized = [as_number(CRITERIA["room_for_all"](Household(id="", people=(ANYBODY,) * size), home)[0])
                             for home in map(self.homes.__getitem__, fit)]  # fmt: skip
                    points = points + evenly(criterion, np.array(sized, dtype=np.int64))
            self.by_size[size] = fit, part, points
        return self.by_size[size]

    def speaks(self, languages: tuple[str, ...]) -> Marks:
        """Where somebody near by speaks one of the languages."""
        if languages not in self.by_languages:
            wanted = set(languages)
            self.by_languages[languages] = marks(self.homes, lambda home: not wanted.isdisjoint(home.communities or ()))
        return self.by_languages[languages]

    def row(self, household: Household, priority: int) -> tuple[Small, Small]:
        """The homes that a household can have, and the quality of each."""
        fit, part, points = self.of_size(household.size)
        first = max(self.as_of, ordinal(household.arrives, self.as_of))
        keep = self.suits(household, fit)
        keep &= self.affords(household, part) & self.lawful(household, fit, part)
        reason = reason_of(household, priority, self.frame.classes) if "mends_reason" in self.limits else None
        if reason is not None:
            keep &= self.mends(reason, household.size)[fit]
        keep &= np.maximum(self.free[fit], first) <= self.last_day(household, priority, fit)
        fit, part, points = fit[keep], part[keep], points[keep]
        for criterion in self.frame.criteria:
            if criterion.id == "economy" and household.budget is not None:
                points = points + np.where(part == NEVER, 0, between(criterion, household.budget - part))
            if criterion.id == "language_community":
                points = points + criterion.weight * self.speaks(household.languages)[fit]
        return fit.astype(np.int32), points.astype(np.int32)

    def suits(self, household: Household, fit: Ints) -> Marks:
        """What needs, sharing, protection and the present home leave."""
        keep = np.ones(len(fit), dtype=bool)
        if "wheelchair" in household.needs and "wheelchair" in self.limits:
            keep &= self.accessible[fit]
        if "step_free" in household.needs and "step_free" in self.limits:
            keep &= self.step_free[fit]
        if household.needs - KNOWN_NEEDS and "other_needs" in self.limits:
            keep[:] = False
        if household.may_share and (household.people[0].age is None or household.people[0].sex is None):
            keep &= ~self.shared[fit]
        if household.current_home is not None:
            keep &= fit != self.number.get(household.current_home.id, NEVER)
        for word in household.protection:
            if word not in self.by_word:
                self.by_word[word] = self.protects(word)
            keep &= self.by_word[word][fit]
        return keep

    def protects(self, word: str) -> Marks:
        """The homes that are sure by a word of protection: none where a person must read it."""
        if word.startswith(AVOID_AREA):
            return marks(self.homes, lambda home: home.area not in ("", word.removeprefix(AVOID_AREA)))
        if word.startswith(AVOID_HOME):
            return marks(self.homes, lambda home: home.id != word.removeprefix(AVOID_HOME))
        if word == "own_home":
            return ~self.shared
        return np.full(len(self.homes), word in KNOWN_PROTECTION)

    def affords(self, household: Household, part: Ints) -> Marks:
        """Where the rent is known and within budget and ceiling."""
        if "rent" not in self.limits:
            return np.ones(len(part), dtype=bool)
        if household.budget is None:
            return np.zeros(len(part), dtype=bool)
        most = min(household.budget, self.limits["rent"].get("ceiling", household.budget))
        affordable: Marks = (part != NEVER) & (part <= most)
        return affordable

    def lawful(self, household: Household, fit: Ints, part: Ints) -> Marks:
        """Where the rent is within what the law lets a temporary place cost."""
        if "rent_ceiling" not in self.limits:
            return np.ones(len(fit), dtype=bool)
        most, _missing = ceiling(household, self.limits["rent_ceiling"])
        within: Marks = ~self.temporary[fit] | ((part != NEVER) & (part <= as_number(most)))
        return within

    def mends(self, reason: PriorityClass, people: int) -> Marks:
        """The homes in which a class's reason is gone for a household of so many."""
        key = reason.number, people
        if key not in self.by_reason:
            self.by_reason[key] = marks(self.homes, lambda home: mended(reason, home, people)[0])
        return self.by_reason[key]

    def last_day(self, household: Household, priority: int, fit: Ints) -> Ints:
        """The last day they could move in without breaking a rule; NEVER where no day would do."""
        lease = self.lease[fit]
        if household.stays_until is None:
            fixed = lease - self.limits["lease"].get("open_stay_days", 0)
            latest = np.where(lease == FOREVER, FOREVER, fixed)
        else:
            until = household.stays_until.toordinal()
            latest = np.where(lease >= until, until, NEVER)
        if priority == 0:
            latest = np.minimum(
                latest, NEVER if household.arrives is None else max(ordinal(household.arrives, 0), self.as_of)
            )
        current = household.current_home
        if current is not None and current.lease_until != date.max:
            latest = np.minimum(latest, max(self.as_of, ordinal(current.lease_until, NEVER) + 1))
        return latest


def days(homes: tuple[Home, ...], told: Callable[[Home], date | None], unknown: int) -> Ints:
    """Days as ordinals."""
    return np.array([ordinal(told(home), unknown) for home in homes], dtype=np.int64)


def ordinal(day: date | None, unknown: int) -> int:
    """A day as a number."""
    return unknown if day is None else day.toordinal()


def numbers(homes: tuple[Home, ...], told: Callable[[Home], int | None]) -> Ints:
    """Numbers, NEVER where nobody told."""
    return np.array([as_number(told(home)) for home in homes], dtype=np.int64)


def as_number(value: object) -> int:
    """A number, NEVER where nobody told."""
    return value if isinstance(value, int) else NEVER


def marks(homes: tuple[Home, ...], told: Callable[[Home], bool | None]) -> Marks:
    """Marks; what nobody told is not there."""
    return np.array([told(home) is True for home in homes], dtype=bool)


def evenly(criterion: Criterion, has: Ints) -> Ints:
    """Points as `quality.points`, none where nobody told."""
    return np.where(has == NEVER, 0, between(criterion, has))


def between(criterion: Criterion, has: Ints) -> Ints:
    """All of the weight at `best`, none at `worst`, evenly between, rounded down."""
    if criterion.best is None or criterion.worst is None:
        raise TypeError(f"{criterion.id}: the frame must tell both `best` and `worst`.")
    span = criterion.worst - criterion.best
    sign = 1 if span > 0 else -1
    gone = np.clip((has - criterion.best) * sign, 0, span * sign)
    return criterion.weight * (span * sign - gone) // (span * sign)
