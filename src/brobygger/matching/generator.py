"""Made-up municipalities for tests and benchmarks: homes and households that look like a waiting list, from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from brobygger.matching.model import (
    NO_END,
    Citation,
    Criterion,
    Frame,
    HardRule,
    Home,
    Household,
    Member,
    PriorityClass,
    Problem,
    Room,
    Sex,
)

AS_OF = date(2026, 11, 2)
LANGUAGES = ("ar", "ti", "uk", "fa", "so", "en", "my")
AREAS = ("nord", "syd", "øst", "vest", "midt")
SIZES = (1, 2, 3, 4, 5, 6, 7, 8)
HOW_MANY = (46, 14, 12, 12, 8, 5, 2, 1)
SEXES: tuple[Sex, Sex] = ("female", "male")
MADE_UP = Citation(law="Made up", section="1", source="generator", url="", checked_on=AS_OF)


def frame() -> Frame:
    """A made-up frame with every rule, criterion and condition."""
    limits = {
        "area": {"m2_first": 9, "m2_further": 6},
        "lease": {"open_stay_days": 90},
        "sharing": {"most_in_room": 3},
    }
    rules = (
        "assignment_ban", "protection", "wheelchair", "step_free", "other_needs", "beds", "area", "free_in_time",
        "bed_meanwhile", "lease", "rent", "sharing",
    )  # fmt: skip
    weighed = {
        "minutes_to_school": (250, 10, 75),
        "economy": (200, 2500, 0),
        "cheap": (120, 1500, 12000),
        "language_community": (120, None, None),
        "minutes_to_shop": (90, 5, 40),
        "minutes_to_station": (80, 5, 60),
        "in_municipality": (60, None, None),
        "kind": (50, None, None),
        "room_for_all": (30, 25, 8),
    }
    kinds = {"permanent": 1000, "municipal_flat": 900, "private_home": 800, "municipal_building": 500}
    conditions: tuple[tuple[str, dict[str, int]], ...] = (
        ("lives_in_kind", {"camping_cabin": 1}), ("shares_room", {}), ("small_room", {"under_m2": 10}),
        ("reunification_granted", {}), ("family_in_one_room", {}), ("family_outside", {}), ("single_outside", {}),
    )  # fmt: skip
    return Frame(
        municipality="made_up",
        name={"da": "Prøvekommunen", "en": "The test municipality"},
        rules=tuple(
            HardRule(id=rule, title=titled(rule), basis="practice", citation=MADE_UP, limits=limits.get(rule, {}))
            for rule in rules
        ),
        criteria=tuple(
            Criterion(
                id=name,
                title=titled(name),
                weight=weight,
                basis="practice",
                citation=MADE_UP,
                best=best,
                worst=worst,
                points=kinds if name == "kind" else {},
            )
            for name, (weight, best, worst) in weighed.items()
        ),
        classes=tuple(
            PriorityClass(
                number=number,
                condition=condition,
                title=titled(condition),
                basis="practice",
                citation=MADE_UP,
                limits=told,
            )
            for number, (condition, told) in enumerate(conditions, 1)
        ),
    )


def titled(name: str) -> dict[str, str]:
    """Made-up rules are called by their own names."""
    return {"da": name, "en": name}


def problem(
    number: int, *, seed: int, shared: bool = False, homes: float = 0.65, unknown: float = 0.01, late: float = 0.0
) -> Problem:
    """So many households that wait, about `homes` free homes for each (or as many beds), and where the others live.

    `shared` makes half of the homes let by the room. `unknown` is the part of the fields that nobody told, `late` the
    part of the homes that are free only some weeks from now.
    """
    chance = random.Random(f"{number} {seed} {shared}")  # noqa: S311  made-up towns, no secrets
    households = [household(f"H{n:05}", chance, unknown) for n in range(number)]
    beds = sum(each.size for each in households)
    free: list[Home] = []
    while (sum(each.beds for each in free) < beds * homes) if shared else (len(free) < number * homes):
        free.append(home(f"B{len(free):05}", chance, unknown, shared=shared and likely(chance, 0.5)))
    free = [
        replace(each, free_from=AS_OF + timedelta(days=chance.randrange(60))) if likely(chance, late) else each
        for each in free
    ]
    lived_in, settled = settle(households, chance, shared=shared)
    everything = [*free, *lived_in]
    chance.shuffle(everything)
    chance.shuffle(settled)
    return Problem(as_of=AS_OF, homes=tuple(everything), households=tuple(settled))


def likely(chance: random.Random, part: float) -> bool:
    """True in that part of all cases."""
    return chance.random() < part


def household(name: str, chance: random.Random, unknown: float) -> Household:
    """One that waits: a single, a couple, a parent or two with children."""
    size = chance.choices(SIZES, HOW_MANY)[0]
    adults = 1 if size == 1 else chance.choice((1, 2, 2))
    people = tuple(
        Member(
            age=chance.randrange(20, 60) if n < adults else chance.randrange(18),
            sex=chance.choice(SEXES),
        )
        for n in range(size)
    )
    needs = chance.choices((frozenset[str](), frozenset({"wheelchair"}), frozenset({"step_free"})), (93, 3, 4))[0]
    protection = chance.choices((frozenset[str](), frozenset({"own_room"}), frozenset({"avoid_area:nord"})), (96, 2, 2))
    return Household(
        id=name,
        people=people,
        languages=tuple(sorted(chance.sample(LANGUAGES, chance.choice((1, 1, 2))))),
        needs=needs,
        budget=None if likely(chance, unknown) else 2600 + 1250 * size + 250 * chance.randrange(9),
        arrives=AS_OF + timedelta(days=chance.randrange(0, 29)),
        stays_until=None if likely(chance, 0.7) else AS_OF + timedelta(days=chance.randrange(120, 700)),
        protection=protection[0],
        waiting_since=AS_OF - timedelta(days=chance.randrange(400)),
    )


def home(name: str, chance: random.Random, unknown: float, *, shared: bool = False, kind: str = "") -> Home:
    """One that can be offered: shared ones have small rooms, others are as large as their rooms need."""
    kinds = ("municipal_building",) if shared else ("municipal_flat", "private_home", "private_room", "permanent")
    kind = kind or chance.choice(kinds)
    single = kind in {"private_room", "camping_cabin"}
    count = chance.randrange(3, 11) if shared else 1 if single else chance.choices((1, 2, 3, 4), (25, 35, 25, 15))[0]
    rooms = tuple(
        Room(id=f"{name}-{n}", beds=beds, m2=float(6 * beds + chance.randrange(2, 9)))
        for n, beds in enumerate(chance.choices((1, 2, 3), (40, 45, 15), k=count), 1)
    )
    m2 = sum(room.m2 or 0 for room in rooms) + (0 if single else chance.randrange(12, 40))
    beds = sum(room.beds for room in rooms)
    told = {
        name: None if likely(chance, unknown) else value
        for name, value in {
            "rent": 1100 * beds + 900 + 50 * chance.randrange(40),
            "minutes_to_school": chance.randrange(5, 90),
            "minutes_to_shop": chance.randrange(2, 50),
            "minutes_to_station": chance.randrange(3, 70),
        }.items()
    }
    step_free = likely(chance, 0.35)
    return Home(
        id=name,
        kind=kind,
        rooms=rooms,
        area=chance.choice(AREAS),
        m2=m2,
        free_from=AS_OF,
        lease_until=NO_END if likely(chance, 0.6) else AS_OF + timedelta(days=chance.randrange(150, 1100)),
        accessible=step_free and likely(chance, 0.4),
        step_free=step_free,
        in_municipality=likely(chance, 0.9),
        shared=shared,
        communities=tuple(sorted(chance.sample(LANGUAGES, 2))),
        assignment_forbidden=likely(chance, 0.03),
        **told,
    )


def settle(households: list[Household], chance: random.Random, *, shared: bool) -> tuple[list[Home], list[Household]]:
    """Where half of them live already, as the council's classes say: cabins, small rooms, outside, in shared rooms."""
    homes: list[Home] = []
    settled = []
    for each in households:
        if likely(chance, 0.5):
            settled.append(each)
            continue
        kind = chance.choice(("camping_cabin", "private_room", "private_home", "bed_and_breakfast"))
        made = home(f"L{len(homes):05}", chance, 0, kind=kind)
        room = Room(id=f"{made.id}-1", beds=max(each.size, 2), m2=float(5 * each.size + chance.randrange(4, 14)))
        made = replace(made, rooms=(room,), m2=room.m2, in_municipality=likely(chance, 0.6), lease_until=NO_END)
        if shared and each.may_share and likely(chance, 0.5):
            both = (room, replace(room, id=f"{made.id}-2"))
            m2 = sum(one.m2 or 0 for one in both)
            made = replace(made, shared=True, kind="municipal_building", rooms=both, m2=m2)
        homes.append(made)
        settled.append(
            replace(
                each,
                current_home=made,
                current_rooms=(room.id,) if made.shared else (),
                arrives=AS_OF - timedelta(days=chance.randrange(60, 900)),
                reunification_granted=likely(chance, 0.1),
                shares_room=likely(chance, 0.15),
                wish=chance.choices((True, None, False), (70, 25, 5))[0],
            )
        )
    return homes, settled
