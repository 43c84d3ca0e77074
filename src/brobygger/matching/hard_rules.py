"""What no placement may break: every rule that a household and a home fail, with what is needed and what there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.matching.frame_rules import PERMANENT, ceiling, mended, reason_of
from brobygger.matching.model import NO_END, Frame, HardRule, Home, Household, PriorityClass, Refusal, Room
from brobygger.matching.ordering import class_of

Limits = dict[str, dict[str, int]]
KNOWN_NEEDS = frozenset({"wheelchair", "step_free"})
KNOWN_PROTECTION = frozenset({"own_room", "own_home"})
AVOID_HOME, AVOID_AREA = "avoid_home:", "avoid_area:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """A household as the rules see it, whatever the home: its class, the day asked, the frame's limits by rule.

    `first_day` is the first on which they could move anywhere. `reason` is the class whose condition they live under: a
    move has to mend it.
    """

    household: Household
    priority: int
    as_of: date
    first_day: date
    limits: Limits
    reason: PriorityClass | None = None

    def earliest(self, home: Home) -> date | None:
        """The first day they could move in, None where it is not known when the home is free."""
        return None if home.free_from is None else max(self.first_day, home.free_from)


def limits_of(frame: Frame) -> Limits:
    """The frame's numbers by rule."""
    return {rule.id: dict(rule.limits) for rule in frame.rules}


def seeker(household: Household, frame: Frame, as_of: date, limits: Limits) -> Seeker:
    """What is the same of a household for every home; *limits* are the frame's."""
    priority = class_of(household, frame)
    return Seeker(
        household=household,
        priority=priority,
        as_of=as_of,
        first_day=max(as_of, household.arrives or as_of),
        limits=limits,
        reason=reason_of(household, priority, frame.classes),
    )


def refusals(household: Household, home: Home, frame: Frame, as_of: date) -> tuple[Refusal, ...]:
    """All rules that the pair fails or that cannot be told, in the frame's order; none when the home can be offered.

    Who else lives there, and who can share which room, is a matter of all placements together: see `placing`. For many
    pairs see `judging`.
    """
    return refused(seeker(household, frame, as_of, limits_of(frame)), home, frame)


def refused(who: Seeker, home: Home, frame: Frame) -> tuple[Refusal, ...]:
    """The same, where the household has been looked at already."""
    found = [lives_there(who, home), *(RULES[rule.id](who, home) for rule in frame.rules)]
    return tuple(refusal for refusal in found if refusal is not None)


def complete(rules: tuple[HardRule, ...]) -> list[str]:
    """What a frame must have and has not: without these no day and no bed could be promised."""
    return sorted(ALWAYS - {rule.id for rule in rules})


def lives_there(who: Seeker, home: Home) -> Refusal | None:
    """The home that they live in is nothing to offer them."""
    current = who.household.current_home
    if current is None or not current.id or current.id != home.id:
        return None
    return Refusal(criterion="lives_there", unit="word", needed="", has=home.id)


def beds(who: Seeker, home: Home) -> Refusal | None:
    """A bed for each, all in one home."""
    if who.household.size <= home.beds:
        return None
    return Refusal(criterion="beds", unit="beds", needed=who.household.size, has=home.beds)


def m2_needed(people: int, limits: dict[str, int]) -> int:
    """Square metres for so many people.

    >>> m2_needed(5, {"m2_first": 20, "m2_further": 10})
    60
    """
    return limits.get("m2_first", 0) + limits.get("m2_further", 0) * (people - 1)


def room_m2(room: Room, home: Home) -> float | None:
    """A room's area; a shared home of one room is told by its own where the room's is not."""
    return home.m2 if room.m2 is None and len(home.rooms) == 1 else room.m2


def places(room: Room, home: Home, limits: dict[str, int] | None) -> int | None:
    """How many can sleep in a room by its beds and its area; None where the area counts and is not known."""
    if not limits:
        return room.beds
    m2 = room_m2(room, home)
    if m2 is None:
        return None
    return max((people for people in range(1, room.beds + 1) if m2_needed(people, limits) <= m2), default=0)


def area_limits(home: Home, limits: dict[str, int] | None) -> dict[str, int] | None:
    """The numbers that hold for this home: none where they speak of permanent homes only."""
    return None if limits and limits.get("permanent_only") and home.kind != PERMANENT else limits


def area(who: Seeker, home: Home) -> Refusal | None:
    """Square metres enough: of the home where they have it to themselves, else of the rooms."""
    limits, size = area_limits(home, who.limits["area"]), who.household.size
    if limits is None:
        return None
    if home.shared:
        known = [places(room, home, limits) for room in home.rooms]
        has = sum(number or 0 for number in known)
        if has >= size:
            return None
        missing = "home.rooms.m2" if None in known else ""
        return Refusal(criterion="area", unit="beds", needed=size, has=has, missing=missing)
    needed = m2_needed(size, limits)
    if home.m2 is None:
        return Refusal(criterion="area", unit="m2", needed=needed, missing="home.m2")
    return None if home.m2 >= needed else Refusal(criterion="area", unit="m2", needed=needed, has=home.m2)


def wheelchair(who: Seeker, home: Home) -> Refusal | None:
    """Accessible, for those who need it."""
    if "wheelchair" not in who.household.needs:
        return None
    return yes("wheelchair", home.accessible, "home.accessible")


def step_free(who: Seeker, home: Home) -> Refusal | None:
    """Step-free, for those who need it; what is accessible is step-free."""
    if "step_free" not in who.household.needs or home.accessible:
        return None
    return yes("step_free", home.step_free, "home.step_free")


def yes(criterion: str, has: bool | None, name: str) -> Refusal | None:  # noqa: FBT001  what is asked about
    """A mark that must be there."""
    if has:
        return None
    missing = name if has is None else ""
    return Refusal(criterion=criterion, unit="yes_no", needed=True, has=has, missing=missing)


def other_needs(who: Seeker, _home: Home) -> Refusal | None:
    """A need that no rule knows has to be looked at by a person."""
    unknown = sorted(who.household.needs - KNOWN_NEEDS)
    if not unknown:
        return None
    return Refusal(criterion="other_needs", unit="word", needed=", ".join(unknown), missing="household.needs")


def free_in_time(who: Seeker, home: Home) -> Refusal | None:
    """Free on the day of arrival for those without a bed, for others before their stay ends."""
    household = who.household
    latest = household.stays_until
    if who.priority == 0:
        if household.arrives is None:
            return Refusal(criterion="free_in_time", unit="day", has=home.free_from, missing="household.arrives")
        latest = max(household.arrives, who.as_of)
    if home.free_from is None:
        return Refusal(criterion="free_in_time", unit="day", needed=latest, missing="home.free_from")
    if latest is None or home.free_from <= latest:
        return None
    return Refusal(criterion="free_in_time", unit="day", needed=latest, has=home.free_from)


def bed_meanwhile(who: Seeker, home: Home) -> Refusal | None:
    """Where they live now they have a bed until the night before the move."""
    current, earliest = who.household.current_home, who.earliest(home)
    if current is None or earliest is None or earliest <= who.as_of:
        return None
    until = earliest - timedelta(days=1)
    if current.lease_until is None:
        return Refusal(criterion="bed_meanwhile", unit="day", needed=until, missing="current_home.lease_until")
    if current.lease_until >= until:
        return None
    return Refusal(criterion="bed_meanwhile", unit="day", needed=until, has=current.lease_until)


def lease(who: Seeker, home: Home) -> Refusal | None:
    """The lease lasts for the stay; where the stay is open, for open_stay_days from the move."""
    until = who.household.stays_until
    if until is None:
        earliest = who.earliest(home)
        if home.lease_until == NO_END or earliest is None:
            return None
        until = earliest + timedelta(days=who.limits["lease"].get("open_stay_days", 0))
    if home.lease_until is None:
        return Refusal(criterion="lease", unit="day", needed=until, missing="home.lease_until")
    if home.lease_until >= until:
        return None
    return Refusal(criterion="lease", unit="day", needed=until, has=home.lease_until)


def assignment_ban(_who: Seeker, home: Home) -> Refusal | None:
    """Where the law forbids assignment, nobody is assigned."""
    forbidden = home.assignment_forbidden
    if forbidden is False:
        return None
    missing = "home.assignment_forbidden" if forbidden is None else ""
    return Refusal(criterion="assignment_ban", unit="yes_no", needed=False, has=forbidden, missing=missing)


def rent_part(household: Household, home: Home) -> int | None:
    """What the household pays, kr/month: the whole rent; in a shared home its part of the beds, rounded up."""
    if home.rent is None or not home.shared or home.beds == 0:
        return home.rent
    return -(-home.rent * min(household.size, home.beds) // home.beds)


def rent(who: Seeker, home: Home) -> Refusal | None:
    """The household's part of the rent is within its budget and the frame's ceiling."""
    ceiling, budget = who.limits["rent"].get("ceiling"), who.household.budget
    has = rent_part(who.household, home)
    most = budget if ceiling is None or budget is None else min(budget, ceiling)
    missing = "home.rent" if has is None else "household.budget" if most is None else ""
    if missing or has is None or most is None:
        return Refusal(criterion="rent", unit="kr", needed=most, has=has, missing=missing)
    return None if has <= most else Refusal(criterion="rent", unit="kr", needed=most, has=has)


def rent_ceiling(who: Seeker, home: Home) -> Refusal | None:
    """The household's part of the rent is within what the law lets a temporary place cost."""
    if home.kind == PERMANENT:
        return None
    most, missing = ceiling(who.household, who.limits["rent_ceiling"])
    has = rent_part(who.household, home)
    missing = missing or ("home.rent" if has is None else "")
    if missing or has is None or most is None:
        return Refusal(criterion="rent_ceiling", unit="kr", needed=most, has=has, missing=missing)
    return None if has <= most else Refusal(criterion="rent_ceiling", unit="kr", needed=most, has=has)


def travel(who: Seeker, home: Home) -> Refusal | None:
    """No further from the language school than the frame allows."""
    needed, has = who.limits["travel"]["minutes_to_school"], home.minutes_to_school
    if has is not None and has <= needed:
        return None
    missing = "home.minutes_to_school" if has is None else ""
    return Refusal(criterion="travel", unit="minutes", needed=needed, has=has, missing=missing)


def mends_reason(who: Seeker, home: Home) -> Refusal | None:
    """Who is to leave what is wrong is not moved to the same again."""
    if who.reason is None:
        return None
    is_mended, missing = mended(who.reason, home, who.household.size)
    if is_mended:
        return None
    return Refusal(criterion="mends_reason", unit="word", needed=who.reason.condition, has=home.kind, missing=missing)


def sharing(who: Seeker, home: Home) -> Refusal | None:
    """Who may share a room is told by age and sex: without both nobody is put in with others."""
    household = who.household
    if not home.shared or not household.may_share:
        return None
    person = household.people[0]
    missing = "household.age" if person.age is None else "household.sex" if person.sex is None else ""
    return Refusal(criterion="sharing", unit="word", missing=missing) if missing else None


def protection(who: Seeker, home: Home) -> Refusal | None:
    """What protects somebody: a home of their own, a home or an area to keep away from; else a person must read it."""
    household = who.household
    for word in sorted(household.protection):
        if word == "own_home" and home.shared:
            return Refusal(criterion="protection", unit="word", needed=word, has=home.id)
        if word == AVOID_HOME + home.id or (home.area and word == AVOID_AREA + home.area):
            return Refusal(criterion="protection", unit="word", needed=word, has=home.id)
    for word in sorted(household.protection):
        if word.startswith(AVOID_AREA) and not home.area:
            return Refusal(criterion="protection", unit="word", needed=word, missing="home.area")
        if word not in KNOWN_PROTECTION and not word.startswith((AVOID_AREA, AVOID_HOME)):
            return Refusal(criterion="protection", unit="word", needed=word, missing="household.protection")
    return None


RULES: dict[str, Callable[[Seeker, Home], Refusal | None]] = {
    "beds": beds,                      # a bed for each
    "area": area,                      # m2_first for the first person, m2_further for each further
    "wheelchair": wheelchair,
    "step_free": step_free,
    "other_needs": other_needs,
    "free_in_time": free_in_time,
    "bed_meanwhile": bed_meanwhile,
    "lease": lease,                    # open_stay_days
    "assignment_ban": assignment_ban,
    "rent": rent,                      # ceiling, kr/month, may be left out
    "rent_ceiling": rent_ceiling,      # single, couple, couple_1_3, couple_4_plus, kr/month; none: not read
    "travel": travel,                  # minutes_to_school
    "mends_reason": mends_reason,      # by the class whose condition they live under
    "sharing": sharing,                # most_in_room: singles of one sex in a room; 1: never
    "protection": protection,
}  # fmt: skip

ALWAYS = frozenset({"beds", "free_in_time", "bed_meanwhile", "lease", "assignment_ban", "sharing", "protection"})
"""No frame can do without: the law, and what keeps people in a bed and safe."""
