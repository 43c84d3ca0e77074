"""Made-up towns in which much is unknown, needs and protection are of every kind, and some homes are alike."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

from brobygger.exchange.placement_frames import load_frame
from brobygger.matching import generator
from brobygger.matching.model import Frame, Home, Household, Problem, Room
from matching.frames import with_rules

FRAMES: dict[str, Frame] = {
    "made up": generator.frame(),
    "more rules": with_rules(
        rent_ceiling={"single": 6000, "couple": 6500, "couple_1_3": 7500, "couple_4_plus": 9000},
        travel={"minutes_to_school": 70},
        mends_reason={},
        rent={"ceiling": 9500},
        area={"m2_first": 20, "m2_further": 12, "permanent_only": 1},
    ),
    "nothing weighed": replace(generator.frame(), criteria=()),
    **{name: load_frame(name, on=generator.AS_OF) for name in ("denmark", "lejre", "randers", "vesthimmerland")},
}


def odd_town(number: int, *, seed: int, shared: bool) -> Problem:
    """A generated town, spoilt."""
    chance = random.Random(f"odd {number} {seed} {shared}")
    town = generator.problem(number, seed=seed, shared=shared, unknown=0.1, late=0.3, homes=0.6)
    homes = {home.id: spoilt_home(home, chance) for home in town.homes}
    twin = replace(town.homes[0], id="twin")
    households = tuple(spoilt_household(each, homes, chance) for each in town.households)
    return replace(town, homes=(*homes.values(), twin), households=households)


def spoilt_home(home: Home, chance: random.Random) -> Home:
    """A home of which a third of what can be unknown is."""
    unknown: dict[str, Any] = {
        "area": "", "m2": None, "free_from": None, "lease_until": None, "accessible": None, "step_free": None,
        "in_municipality": None, "communities": None, "assignment_forbidden": None,
    }  # fmt: skip
    untold = {name: value for name, value in unknown.items() if chance.random() < 1 / 3}
    rooms = tuple(replace(room, m2=None) if chance.random() < 1 / 4 else room for room in home.rooms)
    if not home.shared and chance.random() < 1 / 4:
        rooms = (Room(id="", beds=home.beds),)
    return replace(home, rooms=rooms, **untold)


def spoilt_household(each: Household, homes: dict[str, Home], chance: random.Random) -> Household:
    """A household with needs, protection and gaps of every kind."""
    names = sorted(homes)
    protection = [set(), {"own_home"}, {"own_room"}, {f"avoid_home:{chance.choice(names)}"}, {"avoid_area:syd"}, {"?"}]
    needs = [set(), {"wheelchair"}, {"step_free"}, {"lift", "quiet"}]
    people = tuple(
        replace(person, **{chance.choice(("age", "sex")): None}) if chance.random() < 0.1 else person
        for person in each.people
    )
    current = each.current_home
    return replace(
        each,
        people=people,
        protection=frozenset(chance.choices(protection, (12, 1, 1, 2, 2, 1))[0]),
        needs=frozenset(chance.choices(needs, (12, 2, 2, 1))[0]),
        arrives=None if chance.random() < 0.1 else each.arrives,
        stays_until=generator.AS_OF + timedelta(days=90) if chance.random() < 0.2 else each.stays_until,
        current_home=current if current is None else homes[current.id],
        languages=() if chance.random() < 0.1 else each.languages,
    )
