"""The verifier agrees with the rules wherever both are asked, and no false certificate passes it (C5, C18)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brobygger.matching import generator
from brobygger.matching.hard_rules import refusals
from brobygger.matching.model import Certificate, Frame, Placement, Problem
from brobygger.matching.ordering import class_of, waits
from matching.frames import with_rules
from matching.verifying import Town, raw_problem

FRAMES = {
    "made up": generator.frame(),
    "with more rules": with_rules(
        rent_ceiling={"single": 6000, "couple": 6500, "couple_1_3": 7500, "couple_4_plus": 9000},
        travel={"minutes_to_school": 70},
        mends_reason={},
        area={"m2_first": 20, "m2_further": 12, "permanent_only": 1},
    ),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("seed", range(4))
def test_rules_classes_and_verifier_say_the_same_of_every_pair(seed: int, frame: Frame) -> None:
    told = generator.problem(25, seed=seed, shared=seed % 2 == 1, unknown=0.05, late=0.2)
    town = Town(raw_problem(told), frame)
    for household in told.households:
        raw = town.households[household.id]
        assert town.rank(raw) == class_of(household, frame)
        assert town.waits(raw) == waits(household, frame)
        for home in told.homes:
            allowed = not refusals(household, home, frame, told.as_of)
            assert town.usable(household.id, home.id) == allowed, (household.id, home.id)


def three_for_two() -> tuple[Town, Problem]:
    """Three households level in the order, and two homes that each could have."""
    told = generator.problem(12, seed=1, unknown=0)
    frame = generator.frame()
    home = replace(told.homes[0], kind="municipal_flat", free_from=told.as_of, assignment_forbidden=False)
    homes = tuple(
        replace(home, id=name, m2=200.0, rent=3000, accessible=True, step_free=True, area="syd", rooms=rooms)
        for name, rooms in (("A", home.rooms * 4), ("B", home.rooms * 4))
    )
    single = next(each for each in told.households if each.current_home is None)
    households = tuple(
        replace(single, id=name, budget=9000, arrives=told.as_of, priority=rank)
        for name, rank in (("1", 0), ("2", 0), ("3", 0), ("below", 1))
    )
    problem = replace(told, homes=homes, households=households)
    return Town(raw_problem(problem), frame), problem


TRUE = Certificate(household="3", households=("1", "2", "3"), homes=("A", "B"), argument="hall", needed=3, has=2)
FALSE = {
    "not in it": (replace(TRUE, household="below", households=("1", "2", "3")), "not in its own"),
    "ranked below": (replace(TRUE, households=("1", "2", "3", "below"), needed=4), "below stands below 3"),
    "a home left out": (replace(TRUE, homes=("A",), has=1), "can also use B"),
    "enough homes": (replace(TRUE, households=("1", "3"), needed=2), "2 is not more than 2"),
    "miscounted": (replace(TRUE, needed=4), "counted 3 and 2"),
    "a home after all": (replace(TRUE, argument="no_home", households=("3",)), "3 can use A, B"),
    "a bound for all": (replace(TRUE, argument="bound", needed=2), "all can be served"),
}


def test_a_true_certificate_passes() -> None:
    town, _ = three_for_two()
    assert town.faults_of_certificate(TRUE) == []
    assert town.faults_of_certificate(replace(TRUE, argument="open", has=3)) == []


@pytest.mark.parametrize(("certificate", "fault"), FALSE.values(), ids=FALSE)
def test_a_false_certificate_is_found_out(certificate: Certificate, fault: str) -> None:
    town, _ = three_for_two()
    assert any(fault in found for found in town.faults_of_certificate(certificate))


def test_a_home_that_nobody_holds_is_found_out() -> None:
    town, told = three_for_two()
    first = Placement(household="1", home="A", beds=9, rooms=(), from_day=told.as_of, quality=0, priority=0)
    second = replace(first, household="2", home="B")
    assert town.faults_of_all([TRUE], [first, second]) == []
    assert town.faults_of_all([TRUE], [first]) == ["3: B is held by none of its households"]
    assert town.faults_of_all([TRUE], [first, replace(second, household="below")]) == [
        "3: B is held by none of its households"
    ]


def test_who_lives_in_a_home_and_does_not_move_holds_it() -> None:
    town, told = three_for_two()
    lives = replace(told.households[3], id="lives", current_home=told.homes[1], wish=False, priority=None)
    town = Town(raw_problem(replace(told, households=(*told.households, lives))), generator.frame())
    first = Placement(household="1", home="A", beds=9, rooms=(), from_day=told.as_of, quality=0, priority=0)
    told_so = Certificate(
        household="2", households=("1", "2", "lives"), homes=("A", "B"), argument="hall", needed=3, has=2
    )
    assert town.faults_of_all([told_so], [first]) == []
    elsewhere = replace(told_so, households=("1", "2", "3"))
    assert town.faults_of_all([elsewhere], [first]) == ["2: B is held by none of its households"]


def test_a_broken_proposal_is_found_out() -> None:
    town, told = three_for_two()
    fine = Placement(household="1", home="A", beds=9, rooms=(), from_day=told.as_of, quality=0, priority=0)
    assert town.faults_of_placements([fine, replace(fine, household="2", home="B")]) == []
    assert town.faults_of_placements([fine, replace(fine, household="2")]) == ["A is given to many"]
    assert "1 is placed twice" in town.faults_of_placements([fine, replace(fine, home="B")])
    early = replace(fine, from_day=told.as_of.replace(year=2020))
    assert town.faults_of_placements([early]) == ["1 moves too early"]
    poor = Town(
        {**raw_problem(told), "homes": [{**home, "rent": 9001} for home in raw_problem(told)["homes"]]},
        generator.frame(),
    )
    assert poor.faults_of_placements([fine]) == ["1 cannot use A"]


def test_sharing_is_found_out() -> None:
    told = generator.problem(30, seed=3, shared=True, unknown=0)
    frame = generator.frame()
    single = next(each for each in told.households if each.may_share and each.current_home is None)
    shared = next(home for home in told.homes if home.shared and len(home.rooms) > 1)
    rooms = (replace(shared.rooms[0], beds=2, m2=40.0), replace(shared.rooms[1], beds=1, m2=20.0))
    home = replace(
        shared, rooms=rooms, rent=1000, assignment_forbidden=False, area="syd", accessible=True, minutes_to_school=5
    )
    woman, man = (replace(single.people[0], sex=sex) for sex in generator.SEXES)
    people = {"w": woman, "v": woman, "m": man}
    waiting = tuple(
        replace(single, id=name, people=(person,), protection=frozenset(), needs=frozenset(), budget=9000)
        for name, person in people.items()
    )
    kept = (replace(waiting[0], id="own", protection=frozenset({"own_room"})),)
    town = Town(raw_problem(replace(told, homes=(home,), households=(*waiting, *kept))), frame)
    first = Placement(
        household="w", home=home.id, beds=1, rooms=(rooms[0].id,), from_day=told.as_of, quality=0, priority=0
    )
    first = replace(first, from_day=max(told.as_of, single.arrives or told.as_of))
    assert town.faults_of_placements([first, replace(first, household="v")]) == []
    assert "both sexes" in town.faults_of_placements([first, replace(first, household="m")])[0]
    assert "who may not" in town.faults_of_placements([first, replace(first, household="own")])[0]
    small = replace(first, rooms=(rooms[1].id,))
    assert "too many" in town.faults_of_placements([small, replace(small, household="v")])[0]
    assert "w does not fit" in town.faults_of_placements([replace(first, rooms=())])[0]
    assert "w has too few beds" in town.faults_of_placements([replace(first, beds=0)])[0]
