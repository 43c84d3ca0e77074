"""The council's order: class 0 has no bed, then the frame's classes, then all others."""

from __future__ import annotations

from collections.abc import Callable

from brobygger.matching.model import Frame, Home, Household, Living, PriorityClass, Room

Condition = Callable[[Household, Home, PriorityClass], bool]


def class_of(household: Household, frame: Frame) -> int:
    """The class: as given, else 0 without a bed, else the first of the frame's that fits, else one beyond."""
    if household.priority is not None:
        return household.priority
    current = household.current_home
    if current is None:
        return 0
    fitting = (entry.number for entry in frame.classes if fits(household, current, entry))
    return min(fitting, default=beyond(frame))


def fits(household: Household, home: Home, entry: PriorityClass) -> bool:
    """True when a household that lives in that home is as the class says."""
    if entry.living is None:
        return CONDITIONS[entry.condition](household, home, entry)
    return is_so(household, entry.living) and lives_so(home, entry.living)


def is_so(household: Household, living: Living) -> bool:
    """The household is as the condition says; an age that nobody told is no child's."""
    size = living.people_from <= household.size <= (living.people_to or household.size)
    children = not living.child_under or any(
        person.age is not None and person.age < living.child_under for person in household.people
    )
    return size and children and (not living.needs or bool(household.needs & set(living.needs)))


def lives_so(home: Home, living: Living) -> bool:
    """The home is as the condition says."""
    kind = not living.lives_in or home.kind in living.lives_in
    return kind and (living.in_municipality is None or home.in_municipality is living.in_municipality)


def beyond(frame: Frame) -> int:
    """The class of those who are in none of the frame's."""
    return max((entry.number for entry in frame.classes), default=0) + 1


def waits(household: Household, frame: Frame) -> bool:
    """True for who has no bed, asked to be moved, or lives as a class says; never for who will not move."""
    if household.current_home is None:
        return True
    if household.wish is False:
        return False
    return household.wish is True or household.priority is not None or class_of(household, frame) != beyond(frame)


def own_rooms(household: Household, home: Home) -> tuple[Room, ...]:
    """The rooms that a household has where it lives; none where nobody told."""
    if not home.rooms_told:
        return ()
    return tuple(room for room in home.rooms if not home.shared or room.id in household.current_rooms)


def lives_in_kind(_household: Household, home: Home, entry: PriorityClass) -> bool:
    """Lives in one of the kinds of accommodation that the class names."""
    return home.kind in entry.limits


def shares_room(household: Household, _home: Home, _entry: PriorityClass) -> bool:
    """Shares a room with others than the household."""
    return household.shares_room is True


def small_room(household: Household, home: Home, entry: PriorityClass) -> bool:
    """Lives in one room smaller than `under_m2`."""
    rooms = own_rooms(household, home)
    if len(rooms) > 1 or (home.kind != "private_room" and not rooms):
        return False
    m2 = rooms[0].m2 if rooms and rooms[0].m2 is not None else home.m2 if not home.shared else None
    return m2 is not None and m2 < entry.limits["under_m2"]


def reunification_granted(household: Household, _home: Home, _entry: PriorityClass) -> bool:
    """Family reunification has been granted, so more are coming."""
    return household.reunification_granted


def family_in_one_room(household: Household, home: Home, _entry: PriorityClass) -> bool:
    """More than one person in one room."""
    one = len(own_rooms(household, home)) == 1 or home.kind == "private_room"
    return household.size > 1 and one


def family_outside(household: Household, home: Home, _entry: PriorityClass) -> bool:
    """A family that lives outside the municipality."""
    return household.size > 1 and home.in_municipality is False


def single_outside(household: Household, home: Home, _entry: PriorityClass) -> bool:
    """A single who lives outside the municipality."""
    return household.size == 1 and home.in_municipality is False


def asked_to_move(household: Household, _home: Home, _entry: PriorityClass) -> bool:
    """Asked to be moved."""
    return household.wish is True


CONDITIONS: dict[str, Condition] = {
    "lives_in_kind": lives_in_kind,      # limits: each kind of accommodation that counts, as kind = 1
    "shares_room": shares_room,
    "small_room": small_room,            # limits: under_m2
    "reunification_granted": reunification_granted,
    "family_in_one_room": family_in_one_room,
    "family_outside": family_outside,
    "single_outside": single_outside,
    "asked_to_move": asked_to_move,
}  # fmt: skip
