"""What no placement may break: every rule that a household and a home fail, with what is needed and what there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.matching.frame_rules import PERMANENT, ceiling, mended, reason_of
from brobygger.matching.model import NO_END, Frame, HardRule, Home, Household, PriorityClass, Refusal, Room
from brobygger.matching.ordering import class_of

KNOWN_NEEDS = frozenset({"wheelchair", "step_free"})
KNOWN_PROTECTION = frozenset({"own_room", "own_home"})
AVOID_HOME, AVOID_AREA = "avoid_home:", "avoid_area:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A household and a home as the rules see them: the class, the day asked, the frame's limits by rule.

    `reason` is the class whose condition they live under: a move has to mend it.
    """

    household: Household
    home: Home
    priority: int
    as_of: date
    limits: dict[str, dict[str, int]]
    reason: PriorityClass | None = None

    @property
    def earliest(self) -> date | None:
        """The first day they could move in, None where it is not known when the home is free."""
        if self.home.free_from is None:
            return None
        return max(self.as_of, self.household.arrives or self.as_of, self.home.free_from)


def refusals(household: Household, home: Home, frame: Frame, as_of: date) -> tuple[Refusal, ...]:
    """All rules that the pair fails or that cannot be told, in the frame's order; none when the home can be offered.

    Who else lives there, and who can share which room, is a matter of all placements together: see `placing`.
    """
    priority = class_of(household, frame)
    pair = Pair(
        household=household,
        home=home,
        priority=priority,
        as_of=as_of,
        limits={rule.id: dict(rule.limits) for rule in frame.rules},
        reason=reason_of(household, priority, frame.classes),
    )
    found = [lives_there(pair), *(RULES[rule.id](pair) for rule in frame.rules)]
    return tuple(refusal for refusal in found if refusal is not None)


def complete(rules: tuple[HardRule, ...]) -> list[str]:
    """What a frame must have and has not: without these no day and no bed could be promised."""
    return sorted(ALWAYS - {rule.id for rule in rules})


def lives_there(pair: Pair) -> Refusal | None:
    """The home that they live in is nothing to offer them."""
    current = pair.household.current_home
    if current is None or not current.id or current.id != pair.home.id:
        return None
    return Refusal(criterion="lives_there", unit="word", needed="", has=pair.home.id)


def beds(pair: Pair) -> Refusal | None:
    """A bed for each, all in one home."""
    if pair.household.size <= pair.home.beds:
        return None
    return Refusal(criterion="beds", unit="beds", needed=pair.household.size, has=pair.home.beds)


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


def area(pair: Pair) -> Refusal | None:
    """Square metres enough: of the home where they have it to themselves, else of the rooms."""
    limits, size = area_limits(pair.home, pair.limits["area"]), pair.household.size
    if limits is None:
        return None
    if pair.home.shared:
        known = [places(room, pair.home, limits) for room in pair.home.rooms]
        has = sum(number or 0 for number in known)
        if has >= size:
            return None
        missing = "home.rooms.m2" if None in known else ""
        return Refusal(criterion="area", unit="beds", needed=size, has=has, missing=missing)
    needed = m2_needed(size, limits)
    if pair.home.m2 is None:
        return Refusal(criterion="area", unit="m2", needed=needed, missing="home.m2")
    return None if pair.home.m2 >= needed else Refusal(criterion="area", unit="m2", needed=needed, has=pair.home.m2)


def wheelchair(pair: Pair) -> Refusal | None:
    """Accessible, for those who need it."""
    if "wheelchair" not in pair.household.needs:
        return None
    return yes("wheelchair", pair.home.accessible, "home.accessible")


def step_free(pair: Pair) -> Refusal | None:
    """Step-free, for those who need it; what is accessible is step-free."""
    if "step_free" not in pair.household.needs or pair.home.accessible:
        return None
    return yes("step_free", pair.home.step_free, "home.step_free")


def yes(criterion: str, has: bool | None, name: str) -> Refusal | None:  # noqa: FBT001  what is asked about
    """A mark that must be there."""
    if has:
        return None
    missing = name if has is None else ""
    return Refusal(criterion=criterion, unit="yes_no", needed=True, has=has, missing=missing)


def other_needs(pair: Pair) -> Refusal | None:
    """A need that no rule knows has to be looked at by a person."""
    unknown = sorted(pair.household.needs - KNOWN_NEEDS)
    if not unknown:
        return None
    return Refusal(criterion="other_needs", unit="word", needed=", ".join(unknown), missing="household.needs")


def free_in_time(pair: Pair) -> Refusal | None:
    """Free on the day of arrival for those without a bed, for others before their stay ends."""
    household, home = pair.household, pair.home
    latest = household.stays_until
    if pair.priority == 0:
        if household.arrives is None:
            return Refusal(criterion="free_in_time", unit="day", has=home.free_from, missing="household.arrives")
        latest = max(household.arrives, pair.as_of)
    if home.free_from is None:
        return Refusal(criterion="free_in_time", unit="day", needed=latest, missing="home.free_from")
    if latest is None or home.free_from <= latest:
        return None
    return Refusal(criterion="free_in_time", unit="day", needed=latest, has=home.free_from)


def bed_meanwhile(pair: Pair) -> Refusal | None:
    """Where they live now they have a bed until the night before the move."""
    current, earliest = pair.household.current_home, pair.earliest
    if current is None or earliest is None or earliest <= pair.as_of:
        return None
    until = earliest - timedelta(days=1)
    if current.lease_until is None:
        return Refusal(criterion="bed_meanwhile", unit="day", needed=until, missing="current_home.lease_until")
    if current.lease_until >= until:
        return None
    return Refusal(criterion="bed_meanwhile", unit="day", needed=until, has=current.lease_until)


def lease(pair: Pair) -> Refusal | None:
    """The lease lasts for the stay; where the stay is open, for open_stay_days from the move."""
    until = pair.household.stays_until
    if until is None:
        if pair.home.lease_until == NO_END or pair.earliest is None:
            return None
        until = pair.earliest + timedelta(days=pair.limits["lease"].get("open_stay_days", 0))
    if pair.home.lease_until is None:
        return Refusal(criterion="lease", unit="day", needed=until, missing="home.lease_until")
    if pair.home.lease_until >= until:
        return None
    return Refusal(criterion="lease", unit="day", needed=until, has=pair.home.lease_until)


def assignment_ban(pair: Pair) -> Refusal | None:
    """Where the law forbids assignment, nobody is assigned."""
    forbidden = pair.home.assignment_forbidden
    if forbidden is False:
        return None
    missing = "home.assignment_forbidden" if forbidden is None else ""
    return Refusal(criterion="assignment_ban", unit="yes_no", needed=False, has=forbidden, missing=missing)


def rent_part(household: Household, home: Home) -> int | None:
    """What the household pays, kr/month: the whole rent; in a shared home its part of the beds, rounded up."""
    if home.rent is None or not home.shared or home.beds == 0:
        return home.rent
    return -(-home.rent * min(household.size, home.beds) // home.beds)


def rent(pair: Pair) -> Refusal | None:
    """The household's part of the rent is within its budget and the frame's ceiling."""
    ceiling, budget = pair.limits["rent"].get("ceiling"), pair.household.budget
    has = rent_part(pair.household, pair.home)
    most = budget if ceiling is None or budget is None else min(budget, ceiling)
    missing = "home.rent" if has is None else "household.budget" if most is None else ""
    if missing or has is None or most is None:
        return Refusal(criterion="rent", unit="kr", needed=most, has=has, missing=missing)
    return None if has <= most else Refusal(criterion="rent", unit="kr", needed=most, has=has)


def rent_ceiling(pair: Pair) -> Refusal | None:
    """The household's part of the rent is within what the law lets a temporary place cost."""
    if pair.home.kind == PERMANENT:
        return None
    most, missing = ceiling(pair.household, pair.limits["rent_ceiling"])
    has = rent_part(pair.household, pair.home)
    missing = missing or ("home.rent" if has is None else "")
    if missing or has is None or most is None:
        return Refusal(criterion="rent_ceiling", unit="kr", needed=most, has=has, missing=missing)
    return None if has <= most else Refusal(criterion="rent_ceiling", unit="kr", needed=most, has=has)


def travel(pair: Pair) -> Refusal | None:
    """No further from the language school than the frame allows."""
    needed, has = pair.limits["travel"]["minutes_to_school"], pair.home.minutes_to_school
    if has is not None and has <= needed:
        return None
    missing = "home.minutes_to_school" if has is None else ""
    return Refusal(criterion="travel", unit="minutes", needed=needed, has=has, missing=missing)


def mends_reason(pair: Pair) -> Refusal | None:
    """Who is to leave what is wrong is not moved to the same again."""
    if pair.reason is None:
        return None
    is_mended, missing = mended(pair.reason, pair.home)
    if is_mended:
        return None
    return Refusal(
        criterion="mends_reason", unit="word", needed=pair.reason.condition, has=pair.home.kind, missing=missing
    )


def sharing(pair: Pair) -> Refusal | None:
    """Who may share a room is told by age and sex: without both nobody is put in with others."""
    household = pair.household
    if not pair.home.shared or not household.may_share:
        return None
    person = household.people[0]
    missing = "household.age" if person.age is None else "household.sex" if person.sex is None else ""
    return Refusal(criterion="sharing", unit="word", missing=missing) if missing else None


def protection(pair: Pair) -> Refusal | None:
    """What protects somebody: a home of their own, a home or an area to keep away from; else a person must read it."""
    household, home = pair.household, pair.home
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


RULES: dict[str, Callable[[Pair], Refusal | None]] = {
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
