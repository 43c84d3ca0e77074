"""What the law lets a temporary place cost a household, and whether a move takes away what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from brobygger.matching.model import ADULT, Home, Household, Living, PriorityClass
from brobygger.matching.ordering import fits, lives_so

PERMANENT = "permanent"
MANY_CHILDREN = 4
NOT_READ = "frame.rent_ceiling"
Mended = tuple[bool, str]
"""Whether the reason is gone in the new home, and which field has to be told before anybody can say."""


def ceiling(household: Household, limits: Mapping[str, int]) -> tuple[int | None, str]:
    """The most that may be asked of the household, kr/month, or the field that is missing.

    One adult is single, with or without children. Two adults or more are read as a couple: of the two readings it gives
    the lower sum, and nobody has told us which they are.
    """
    if not limits:
        return None, NOT_READ
    ages = [person.age for person in household.people]
    if household.size == 1:
        return limits["single"], ""
    if None in ages:
        return None, "household.people.age"
    children = sum(1 for age in ages if age is not None and age < ADULT)
    if household.size - children <= 1:
        return limits["single"], ""
    if children == 0:
        return limits["couple"], ""
    return limits["couple_4_plus" if children >= MANY_CHILDREN else "couple_1_3"], ""


def reason_of(household: Household, priority: int, classes: tuple[PriorityClass, ...]) -> PriorityClass | None:
    """The class whose condition the household lives under, None for those without a home and those in no class."""
    current = household.current_home
    if current is None:
        return None
    entry = next((entry for entry in classes if entry.number == priority), None)
    return entry if entry is not None and fits(household, current, entry) else None


def mended(entry: PriorityClass, home: Home, people: int) -> Mended:
    """Whether the reason that puts a household of so many into the class is gone in this home, whichever rooms it gets.

    Who shares a room now gets one alone, be the home shared or not: `market` sees to that.
    """
    if entry.living is not None:
        return elsewhere(entry.living, home)
    return MENDED[entry.condition](entry, home, people) if entry.condition in MENDED else (True, "")


def elsewhere(living: Living, home: Home) -> Mended:
    """Not the kind of home, or not the side of the municipality's border, that the condition is about."""
    if not living.lives_in and living.in_municipality is None:
        return True, ""
    if living.in_municipality is not None and home.in_municipality is None:
        return False, "home.in_municipality"
    return not lives_so(home, living), ""


def another_kind(entry: PriorityClass, home: Home, _people: int) -> Mended:
    """None of the kinds of accommodation that are to be left."""
    return home.kind not in entry.limits, ""


def own_room(_entry: PriorityClass, home: Home, _people: int) -> Mended:
    """Let whole, or with a room for one."""
    return not home.shared or any(room.beds == 1 for room in home.rooms), ""


def larger_room(entry: PriorityClass, home: Home, _people: int) -> Mended:
    """More than one room of their own, or one that is not small; in a shared home all of them."""
    if not home.shared and (len(home.rooms) > 1 or (home.m2 or 0) >= entry.limits["under_m2"]):
        return True, ""
    sizes = [room.m2 if room.m2 is not None or len(home.rooms) > 1 else home.m2 for room in home.rooms]
    large = [m2 is not None and m2 >= entry.limits["under_m2"] for m2 in sizes]
    if all(large) or (any(large) and not home.shared):
        return True, ""
    small = any(m2 is not None and m2 < entry.limits["under_m2"] for m2 in sizes)
    return False, "home.rooms.m2" if None in sizes and not (small and home.shared) else ""


def more_rooms(_entry: PriorityClass, home: Home, people: int) -> Mended:
    """More than one room; in a shared home none that holds them all."""
    if home.kind == "private_room" or (home.shared and any(room.beds >= people for room in home.rooms)):
        return False, ""
    return len(home.rooms) > 1, "" if home.rooms_told else "home.rooms"


def inside(_entry: PriorityClass, home: Home, _people: int) -> Mended:
    """Inside the municipality."""
    return home.in_municipality is True, "home.in_municipality" if home.in_municipality is None else ""


MENDED: dict[str, Callable[[PriorityClass, Home, int], Mended]] = {
    "lives_in_kind": another_kind,
    "shares_room": own_room,
    "small_room": larger_room,
    "family_in_one_room": more_rooms,
    "family_outside": inside,
    "single_outside": inside,
}
