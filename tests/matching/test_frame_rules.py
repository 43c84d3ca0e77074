"""The law's ceiling, the way to school and the reason for a move (C4, C6, C11), rule by rule and all pairs at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from brobygger.matching import generator
from brobygger.matching.frame_rules import mended
from brobygger.matching.hard_rules import refusals
from brobygger.matching.model import NO_END, Frame, Home, Household, Member, PriorityClass, Refusal, Room
from brobygger.matching.pairs import pairs
from matching.frames import with_rules

DAY = date(2019, 6, 1)
CEILING = {"single": 2281, "couple": 4180, "couple_1_3": 4561, "couple_4_plus": 4941}


def home(**told: Any) -> Home:
    """A municipal flat that anybody could have."""
    flat = Home(
        id="A", kind="municipal_flat", rooms=(Room(id="1", beds=9, m2=90), Room(id="2", beds=1, m2=12)), m2=110,
        rent=5000, free_from=DAY, lease_until=NO_END, accessible=True, step_free=True, in_municipality=True,
        minutes_to_school=74, assignment_forbidden=False,
    )  # fmt: skip
    return replace(flat, **told)


def people(*ages: int | None, **told: Any) -> Household:
    """A household of these ages."""
    household = Household(id="H", people=tuple(Member(age=age, sex="female") for age in ages), budget=9000, arrives=DAY)
    return replace(household, **told)


def found(criterion: str, household: Household, offered: Home, frame: Frame) -> Refusal | None:
    return next((each for each in refusals(household, offered, frame, DAY) if each.criterion == criterion), None)


@pytest.mark.parametrize(
    ("ages", "most"),
    [
        ((30,), 2281), ((None,), 2281), ((30, 5, 3), 2281), ((17, 15), 2281), ((30, 31), 4180), ((30, 31, 18), 4180),
        ((30, 31, 17), 4561), ((30, 31, 1, 2, 3), 4561), ((30, 31, 1, 2, 3, 4), 4941),
    ],
)  # fmt: skip
def test_the_ceiling_is_that_of_the_household(ages: tuple[int | None, ...], most: int) -> None:
    frame = with_rules(rent_ceiling=CEILING)
    assert found("rent_ceiling", people(*ages), home(rent=most), frame) is None
    over = found("rent_ceiling", people(*ages), home(rent=most + 239), frame)
    assert over == Refusal(criterion="rent_ceiling", unit="kr", needed=most, has=most + 239)


def test_the_ceiling_is_of_temporary_places_and_of_the_part_of_the_rent() -> None:
    frame = with_rules(rent_ceiling=CEILING)
    assert found("rent_ceiling", people(30), home(kind="permanent", rent=9000), frame) is None
    shared = home(shared=True, rent=20_000)
    assert found("rent_ceiling", people(30), shared, frame) is None
    assert found("rent_ceiling", people(30), replace(shared, rent=30_000), frame) is not None


@pytest.mark.parametrize(
    ("ages", "rent", "limits", "missing"),
    [
        ((30, None), 100, CEILING, "household.people.age"),
        ((30,), None, CEILING, "home.rent"),
        ((30,), 100, {}, "frame.rent_ceiling"),
    ],
)
def test_a_ceiling_that_nobody_knows_is_no_silent_yes(
    ages: tuple[int | None, ...], rent: int | None, limits: dict[str, int], missing: str
) -> None:
    refusal = found("rent_ceiling", people(*ages), home(rent=rent), with_rules(rent_ceiling=limits))
    assert refusal is not None
    assert refusal.missing == missing


def test_the_way_to_school_has_a_limit_where_the_frame_sets_one() -> None:
    assert found("travel", people(30), home(), generator.frame()) is None
    assert found("travel", people(30), home(), with_rules(travel={"minutes_to_school": 74})) is None
    refusal = found("travel", people(30), home(), with_rules(travel={"minutes_to_school": 60}))
    assert refusal == Refusal(criterion="travel", unit="minutes", needed=60, has=74)
    refusal = found("travel", people(30), home(minutes_to_school=None), with_rules(travel={"minutes_to_school": 60}))
    assert refusal is not None
    assert refusal.missing == "home.minutes_to_school"


def test_square_metres_can_be_asked_of_permanent_homes_only() -> None:
    frame = with_rules(area={"m2_first": 20, "m2_further": 20, "permanent_only": 1})
    assert found("area", people(30, 31, 1), home(m2=59), frame) is None
    refusal = found("area", people(30, 31, 1), home(m2=52, kind="permanent"), frame)
    assert refusal == Refusal(criterion="area", unit="m2", needed=60, has=52)


ROOM = (Room(id="1", beds=2, m2=9),)
WRONG: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "lives_in_kind": ({}, {"kind": "camping_cabin"}, {"kind": "private_home"}),
    "shares_room": (
        {"shares_room": True},
        {"shared": True, "rooms": ROOM},
        {"shared": True, "rooms": (*ROOM, Room(id="2", beds=1))},
    ),
    "small_room": ({}, {"rooms": ROOM, "m2": 9}, {"rooms": ROOM, "m2": 10}),
    "family_in_one_room": ({}, {"rooms": ROOM}, {"rooms": (*ROOM, Room(id="2", beds=1))}),
    "family_outside": ({}, {"in_municipality": False}, {"in_municipality": True}),
}  # fmt: skip


@pytest.mark.parametrize("condition", WRONG)
def test_a_move_must_mend_its_reason(condition: str) -> None:
    lives, same, other = WRONG[condition]
    frame = with_rules(mends_reason={})
    limits = {"lives_in_kind": {"camping_cabin": 1}, "small_room": {"under_m2": 10}}.get(condition, {})
    entry = replace(frame.classes[0], number=1, condition=condition, limits=limits)
    frame = replace(frame, classes=(entry,))
    ages = (30,) if condition == "small_room" else (30, 31)
    now = replace(home(id="now"), **same) if condition != "shares_room" else home(id="now")
    household = people(*ages, current_home=now, **lives)

    refusal = found("mends_reason", household, home(**same), frame)
    assert refusal is not None
    assert (refusal.needed, refusal.missing) == (condition, "")
    assert found("mends_reason", household, home(**other), frame) is None
    assert found("mends_reason", replace(household, current_home=None, shares_room=None), home(**same), frame) is None


def test_what_is_not_told_of_a_new_home_mends_nothing() -> None:
    def entry(condition: str) -> PriorityClass:
        return replace(generator.frame().classes[0], condition=condition, limits={"under_m2": 10})

    untold = home(rooms=(Room(id="", beds=2),), m2=None, in_municipality=None)
    assert mended(entry("small_room"), untold, 1) == (False, "home.rooms.m2")
    assert mended(entry("family_in_one_room"), untold, 3) == (False, "home.rooms")
    assert mended(entry("family_in_one_room"), replace(untold, kind="private_room"), 3) == (False, "")
    assert mended(entry("single_outside"), untold, 1) == (False, "home.in_municipality")
    assert mended(entry("asked_to_move"), untold, 1) == (True, "")


@pytest.mark.parametrize("seed", range(4))
def test_all_pairs_at_once_are_those_that_no_rule_refuses(seed: int) -> None:
    frame = with_rules(
        rent_ceiling={"single": 6000, "couple": 6500, "couple_1_3": 7500, "couple_4_plus": 9000},
        travel={"minutes_to_school": 70},
        mends_reason={},
        area={"m2_first": 20, "m2_further": 12, "permanent_only": 1},
    )
    town = generator.problem(40, seed=seed, shared=seed % 2 == 1, unknown=0.05, late=0.2)
    told = pairs(town.households, town.homes, frame, town.as_of)
    together = {(int(row), int(col)) for row, col in zip(told.row, told.col, strict=True)}
    one_by_one = {
        (row, col)
        for row, household in enumerate(town.households)
        for col, offered in enumerate(town.homes)
        if not refusals(household, offered, frame, town.as_of)
    }
    assert together == one_by_one
    assert len(together) > 50
