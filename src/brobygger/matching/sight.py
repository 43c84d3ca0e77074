"""What each hard rule and each criterion looks at: pairs that are alike in this are judged alike.

Whoever gives a rule or a criterion something more to look at adds it here; a test holds what is judged this way to
every pair judged by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from brobygger.matching.frame_rules import PERMANENT, ceiling
from brobygger.matching.hard_rules import KNOWN_NEEDS, Seeker
from brobygger.matching.model import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The part of a household and of a home that is looked at."""

    household: Callable[[Seeker], Hashable]
    home: Callable[[Home], Hashable]


def nothing(_: object) -> None:
    """Alike for all."""


def size(who: Seeker) -> int:
    """How many they are."""
    return who.household.size


def means(who: Seeker) -> Hashable:
    """What they can pay, and how many share the rent."""
    return who.household.budget, who.household.size


def cost(home: Home) -> Hashable:
    """The rent, and by how many beds it is shared."""
    return home.rent, home.shared, home.beds


def lawful_cost(who: Seeker) -> Hashable:
    """What the law lets a temporary place cost them, and how many share the rent."""
    return ceiling(who.household, who.limits["rent_ceiling"]), who.household.size


def present_bed(who: Seeker) -> Hashable:
    """How long they have a bed where they live."""
    current = who.household.current_home
    return None if current is None else (current.lease_until, who.first_day)


def reason(who: Seeker) -> Hashable:
    """What a move has to mend."""
    return None if who.reason is None else (who.reason.number, who.reason.condition, who.household.size)


def company(who: Seeker) -> Hashable:
    """Whether they can share a room, and what must be known for it."""
    person = who.household.people[0]
    return who.household.may_share, person.age is None, person.sex is None


def rooms(home: Home) -> Hashable:
    """How it is let, and how large it is."""
    return home.kind, home.shared, home.m2, tuple((room.beds, room.m2) for room in home.rooms)


SIGHT: dict[str, Sight] = {
    "beds": Sight(household=size, home=lambda home: home.beds),
    "area": Sight(household=size, home=rooms),
    "wheelchair": Sight(household=lambda who: "wheelchair" in who.household.needs, home=lambda home: home.accessible),
    "step_free": Sight(
        household=lambda who: "step_free" in who.household.needs, home=lambda home: (home.accessible, home.step_free)
    ),
    "other_needs": Sight(household=lambda who: who.household.needs - KNOWN_NEEDS, home=nothing),
    "free_in_time": Sight(
        household=lambda who: (0, who.household.arrives) if who.priority == 0 else who.household.stays_until,
        home=lambda home: home.free_from,
    ),
    "bed_meanwhile": Sight(household=present_bed, home=lambda home: home.free_from),
    "lease": Sight(
        household=lambda who: who.household.stays_until or (None, who.first_day),
        home=lambda home: (home.lease_until, home.free_from),
    ),
    "assignment_ban": Sight(household=nothing, home=lambda home: home.assignment_forbidden),
    "rent": Sight(household=means, home=cost),
    "rent_ceiling": Sight(household=lawful_cost, home=lambda home: (home.kind == PERMANENT, cost(home))),
    "travel": Sight(household=nothing, home=lambda home: home.minutes_to_school),
    "mends_reason": Sight(household=reason, home=lambda home: (rooms(home), home.rooms_told, home.in_municipality)),
    "sharing": Sight(household=company, home=lambda home: home.shared),
    "protection": Sight(
        household=lambda who: who.household.protection, home=lambda home: (home.id, home.area, home.shared)
    ),
    "cheap": Sight(household=size, home=cost),
    "economy": Sight(household=means, home=cost),
    "minutes_to_school": Sight(household=nothing, home=lambda home: home.minutes_to_school),
    "minutes_to_shop": Sight(household=nothing, home=lambda home: home.minutes_to_shop),
    "minutes_to_station": Sight(household=nothing, home=lambda home: home.minutes_to_station),
    "language_community": Sight(household=lambda who: who.household.languages, home=lambda home: home.communities),
    "in_municipality": Sight(household=nothing, home=lambda home: home.in_municipality),
    "kind": Sight(household=nothing, home=lambda home: home.kind),
    "room_for_all": Sight(household=size, home=rooms),
}
