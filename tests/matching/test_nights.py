"""Whoever is left without a bed for a night, or moves on a day that cannot be, is found out (C5, C18)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brobygger.matching import generator
from brobygger.matching.model import Placement
from matching.frames import with_rules
from matching.plainly import Raw
from matching.verifying import Town

FRAME = generator.frame()
WOMAN, MAN = {"age": 30, "sex": "female"}, {"age": 30, "sex": "male"}
ROOMS = [{"id": "1", "beds": 2, "m2": 20}, {"id": "2", "beds": 1, "m2": 12}]


def on(day: int) -> date:
    return date(2026, 11, day)


def home(name: str, **told: Any) -> Raw:
    known = {
        "id": name, "kind": "municipal_flat", "rooms": ROOMS, "m2": 60, "rent": 900, "free_from": "2026-11-02",
        "lease_until": "open", "assignment_forbidden": False,
    }  # fmt: skip
    return {key: value for key, value in {**known, **told}.items() if value is not None}


def household(name: str, **told: Any) -> Raw:
    return {"id": name, "people": [WOMAN], "budget": 9000, **told}


def arrival(name: str, day: int, **told: Any) -> Raw:
    return household(name, arrives=on(day).isoformat(), **told)


def lives(name: str, current: str, *rooms: str, **told: Any) -> Raw:
    return household(name, **{"current_home": current, "current_rooms": list(rooms), "wish": True, **told})


FLATS = [home("A"), home("B")]
SHARED = [home("S", shared=True), home("A"), home("B")]


def faults(homes: list[Raw], households: list[Raw], *moves: tuple[Any, ...]) -> list[str]:
    """What the verifier says of moves told as household, home, day, rooms, and who goes first."""
    town = Town({"as_of": "2026-11-02", "homes": homes, "households": households}, FRAME)
    placements = []
    for name, place, day, *more in moves:
        rooms, after = [*more, (), ()][:2]
        current = town.lives(town.households[name])
        placements.append(
            Placement(
                household=name,
                home=place,
                beds=len(town.households[name]["people"]),
                rooms=tuple(rooms),
                from_day=on(day),
                quality=0,
                priority=town.rank(town.households[name]),
                leaves=None if current is None else current.get("id", ""),
                after=tuple(after),
            )
        )
    return town.faults_of_placements(placements)


def test_a_chain_a_ring_and_company_in_a_room_that_can_be_pass() -> None:
    assert faults(FLATS, [lives("1", "A"), arrival("2", 9)], ("1", "B", 9), ("2", "A", 9, (), ("1",))) == []
    assert faults(FLATS, [lives("1", "A"), lives("2", "B")],
                  ("1", "B", 5, (), ("2",)), ("2", "A", 5, (), ("1",))) == []  # fmt: skip
    stays_and_leaves = [lives("stays", "S", "1", wish=False), lives("leaves", "S", "2"), arrival("2", 4)]
    assert faults(SHARED, stays_and_leaves, ("2", "S", 4, ("1",)), ("leaves", "A", 8)) == []
    spare = [lives("leaves", "S", "1"), arrival("2", 4)]
    assert faults(SHARED, spare, ("2", "S", 4, ("1",)), ("leaves", "A", 8)) == []
    left = [lives("leaves", "S", "1", people=[MAN]), arrival("2", 8)]
    assert faults(SHARED, left, ("2", "S", 8, ("1",), ("leaves",)), ("leaves", "A", 8)) == []


CHAIN = [lives("1", "A"), arrival("2", 9)]
COUPLE = [lives("1", "A"), lives("0", "A"), arrival("2", 9)]
MAN_LEAVES = [lives("1", "S", "1", people=[MAN]), arrival("2", 4)]
FAMILY_LEAVES = [lives("1", "S", "1", people=[WOMAN, MAN]), arrival("2", 4)]
TWO_LEAVE = [lives("1", "S", "1"), lives("0", "S", "1", wish=False), arrival("2", 4)]
NOBODY_KNOWS = [lives("1", "S", "1", people=[{"sex": "female"}], wish=False), arrival("2", 4)]
ROOMLESS = [lives("1", "S", people=[MAN]), arrival("2", 4)]
Case = tuple[list[Raw], list[Raw], list[tuple[Any, ...]], str]
CHAINS: dict[str, Case] = {
    "before the first has left": (
        FLATS, CHAIN, [("1", "B", 10), ("2", "A", 9, (), ("1",))], "2 moves in before 1 has moved out",
    ),
    "before the second has left": (
        [*FLATS, home("C")], COUPLE, [("1", "B", 9), ("0", "C", 10), ("2", "A", 9, (), ("0", "1"))],
        "2 moves in before 0 has moved out",
    ),
    "one who stays": (FLATS, COUPLE, [("1", "B", 9), ("2", "A", 9, (), ("1",))], "A is given to many"),
    "waits for nobody": (FLATS, CHAIN, [("1", "B", 9), ("2", "A", 9)], "2 does not say that it waits for 1"),
    "waits for who stays": (FLATS, CHAIN, [("2", "B", 9, (), ("1",))], "2 waits for 1, who does not live in B"),
    "waits for who does not move": (FLATS, CHAIN, [("2", "A", 9, (), ("1",))], "2 waits for 1, who does not move"),
    "a ring out of step": (
        FLATS, [lives("1", "A"), lives("2", "B")], [("1", "B", 5, (), ("2",)), ("2", "A", 6, (), ("1",))],
        "1 moves in before 2 has moved out",
    ),
}  # fmt: skip
NIGHTS: dict[str, Case] = {
    "a man still there": (
        SHARED, MAN_LEAVES, [("2", "S", 4, ("1",)), ("1", "A", 8)], "room 1 of S: both sexes on 2026-11-04",
    ),
    "a family still there": (
        SHARED, FAMILY_LEAVES, [("2", "S", 4, ("1",)), ("1", "A", 8)],
        "room 1 of S: somebody shares who may not on 2026-11-04",
    ),
    "three in a room for two": (
        SHARED, TWO_LEAVE, [("2", "S", 4, ("1",)), ("1", "A", 8)], "room 1 of S: too many on 2026-11-04",
    ),
    "two newcomers where one has room": (
        SHARED, [lives("1", "S", "1"), arrival("2", 4), arrival("3", 6)],
        [("2", "S", 4, ("1",)), ("3", "S", 6, ("1",)), ("1", "A", 8)], "room 1 of S: too many on 2026-11-06",
    ),
    "age not told": (
        SHARED, NOBODY_KNOWS, [("2", "S", 4, ("1",))],
        "room 1 of S: somebody shares of whom age or sex is not told on 2026-11-04",
    ),
    "in whichever room he lives": (
        SHARED, ROOMLESS, [("2", "S", 4, ("2",)), ("1", "A", 8)], "room 2 of S: both sexes on 2026-11-04",
    ),
    "does not say for whom": (
        SHARED, MAN_LEAVES, [("2", "S", 4, ("1",)), ("1", "A", 4)],
        "2 does not say whom it waits for in room 1 of S",
    ),
    "waits for the room beside": (
        SHARED, MAN_LEAVES, [("2", "S", 4, ("2",), ("1",)), ("1", "A", 4)], "2 waits for 1, who lives in other rooms",
    ),
    "a room that is not there": (SHARED, MAN_LEAVES, [("2", "S", 4, ("9",))], "2 gets room 9, which is not there"),
}  # fmt: skip
LATE: dict[str, Case] = {
    "after the day of arrival": (FLATS, CHAIN, [("2", "B", 10)], "2 moves too late"),
    "before the day of arrival": (FLATS, CHAIN, [("2", "B", 8)], "2 moves too early"),
    "after the day asked, come long ago": (FLATS, [arrival("1", 1)], [("1", "B", 3)], "1 moves too late"),
    "after the stay": (FLATS, [lives("1", "A", stays_until="2026-11-20")], [("1", "B", 21)], "1 moves too late"),
    "when the old lease has ended": (
        [home("A", lease_until="2026-11-11"), home("B")], [lives("1", "A")], [("1", "B", 13)], "1 moves too late",
    ),
    "later, and nobody knows the old lease": (
        [home("A", lease_until=None), home("B")], [lives("1", "A")], [("1", "B", 3)], "1 moves too late",
    ),
    "too near the end of the new lease": (
        [home("A"), home("B", lease_until="2027-02-05")], [lives("1", "A")], [("1", "B", 8)], "1 moves too late",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("homes", "households", "moves", "fault"), [*CHAINS.values(), *NIGHTS.values(), *LATE.values()],
    ids=[*CHAINS, *NIGHTS, *LATE],
)  # fmt: skip
def test_what_cannot_be_on_its_day_is_found_out(
    homes: list[Raw], households: list[Raw], moves: list[tuple[Any, ...]], fault: str
) -> None:
    assert fault in faults(homes, households, *moves)


@pytest.mark.parametrize(
    ("homes", "households", "move"),
    [
        ([home("A", lease_until="2026-11-11"), home("B")], [lives("1", "A")], ("1", "B", 12)),
        ([home("A", lease_until=None), home("B")], [lives("1", "A")], ("1", "B", 2)),
        ([home("A"), home("B", lease_until="2027-02-05")], [lives("1", "A")], ("1", "B", 7)),
        (FLATS, [lives("1", "A", stays_until="2026-11-20")], ("1", "B", 20)),
    ],
)
def test_the_last_day_itself_is_in_time(homes: list[Raw], households: list[Raw], move: tuple[Any, ...]) -> None:
    assert faults(homes, households, move) == []


def test_class_beds_and_the_home_that_is_left_are_looked_at() -> None:
    town = Town({"as_of": "2026-11-02", "homes": FLATS, "households": [lives("1", "A", people=[WOMAN, MAN])]}, FRAME)
    right = Placement(
        household="1", home="B", beds=2, rooms=(), from_day=on(2), quality=0, priority=town.last, leaves="A"
    )
    assert town.faults_of_placements([right]) == []
    wrong = Placement(household="1", home="B", beds=1, rooms=(), from_day=on(2), quality=0, priority=0, leaves="B")
    assert town.faults_of_placements([wrong]) == [
        f"1 is of class {town.last}", "1 does not leave B", "1 has too few beds",
    ]  # fmt: skip


def test_what_a_home_outside_and_a_wish_in_words_say_is_understood() -> None:
    told = [household("1", current_home="camping_cabin"), household("2", current_home={}, wish="nearer the school"),
            household("3", current_home="permanent", stays_until="open")]  # fmt: skip
    town = Town({"as_of": "2026-11-02", "homes": FLATS, "households": told}, with_rules(mends_reason={}))
    assert [town.rank(each) for each in told] == [1, town.last, town.last]
    assert [town.waits(each) for each in told] == [True, True, False]
    assert [town.usable(each["id"], "A") for each in told] == [True, True, True]
