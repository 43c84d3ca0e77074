"""Homes and households are read as the command is given them, or every fault is told and nothing computed (C1, C5)."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest

from brobygger.exchange.placement import read_day, read_problem
from brobygger.law.errors import CaseFaultsError, Fault
from brobygger.matching.model import NO_END, Home, Household, Member, Room

HOME: dict[str, Any] = {
    "id": "A", "kind": "municipal_building", "rooms": [{"id": "1", "beds": 2, "m2": 14.5}, {"id": "2", "beds": 1}],
    "area": "nord", "m2": 60, "rent": 4200, "free_from": "2019-06-15", "lease_until": "2020-05-31", "accessible": False,
    "step_free": True, "in_municipality": True, "shared": True, "minutes_to_school": 25, "minutes_to_shop": 5,
    "minutes_to_station": 12, "communities": ["arabisk"], "assignment_forbidden": False,
}  # fmt: skip
HOUSEHOLD: dict[str, Any] = {
    "id": "H", "people": [{"age": 30, "sex": "female"}], "languages": ["arabisk", "kurdisk"], "needs": ["step_free"],
    "budget": 2281, "arrives": "2019-05-01", "stays_until": "open", "current_home": "A", "current_rooms": ["2"],
    "shares_room": False, "reunification_granted": True, "wish": True, "protection": ["own_room"], "priority": 3,
    "waiting_since": "2019-04-01",
}  # fmt: skip
TOWN: dict[str, Any] = {
    "as_of": "2019-06-01",
    "homes": [HOME, {"id": "B", "kind": "permanent", "beds": 4}],
    "households": [HOUSEHOLD],
}


def read(town: Any, lowest_class: int | None = 8) -> Any:
    return read_problem(town if isinstance(town, str) else json.dumps(town), lowest_class=lowest_class)


def faults(town: Any) -> list[Fault]:
    with pytest.raises(CaseFaultsError) as refused:
        read(town)
    return refused.value.faults


def test_every_field_comes_to_its_place() -> None:
    problem = read(TOWN)
    home = Home(
        id="A", kind="municipal_building", rooms=(Room(id="1", beds=2, m2=14.5), Room(id="2", beds=1)), area="nord",
        m2=60, rent=4200, free_from=date(2019, 6, 15), lease_until=date(2020, 5, 31), accessible=False, step_free=True,
        in_municipality=True, shared=True, minutes_to_school=25, minutes_to_shop=5, minutes_to_station=12,
        communities=("arabisk",), assignment_forbidden=False,
    )  # fmt: skip
    assert problem.as_of == date(2019, 6, 1)
    assert problem.homes[0] == home
    assert problem.households == (
        Household(
            id="H", people=(Member(age=30, sex="female"),), languages=("arabisk", "kurdisk"),
            needs=frozenset({"step_free"}), budget=2281, arrives=date(2019, 5, 1), current_home=home,
            current_rooms=("2",), shares_room=False, reunification_granted=True, wish=True,
            protection=frozenset({"own_room"}), priority=3, waiting_since=date(2019, 4, 1),
        ),
    )  # fmt: skip


def test_what_is_left_out_is_not_known() -> None:
    problem = read({"as_of": "2019-06-01", "homes": [TOWN["homes"][1]], "households": [{"id": "H", "people": [{}]}]})
    [home], [household] = problem.homes, problem.households
    assert home == Home(id="B", kind="permanent", rooms=(Room(id="", beds=4),))
    assert household == Household(id="H", people=(Member(age=None, sex=None),))


def test_a_lease_can_be_without_an_end_and_null_is_the_same_as_left_out() -> None:
    told = {**TOWN["homes"][1], "lease_until": "open", "rent": None}
    [home] = read({**TOWN, "homes": [told], "households": []}).homes
    assert (home.lease_until, home.rent) == (NO_END, None)


def test_a_home_outside_the_list_is_told_as_far_as_it_is_known() -> None:
    now = {"kind": "camping_cabin", "in_municipality": False, "beds": 4}
    [household] = read({**TOWN, "households": [{"id": "H", "people": [{}], "current_home": now}]}).households
    assert household.current_home == Home(
        id="", kind="camping_cabin", in_municipality=False, rooms=(Room(id="", beds=4),)
    )


def test_a_home_outside_the_list_can_be_told_by_its_kind_and_a_wish_in_words() -> None:
    told = {"id": "H", "people": [{}], "current_home": "camping_cabin", "wish": "tættere på skolen"}
    [household] = read({**TOWN, "households": [told]}).households
    assert household.current_home is not None
    assert (household.current_home.id, household.current_home.kind, household.wish) == ("", "camping_cabin", True)


def test_the_only_room_of_a_shared_home_is_theirs() -> None:
    town = copy.deepcopy(TOWN)
    town["homes"][0]["rooms"].pop()
    del town["households"][0]["current_rooms"]
    assert read(town).households[0].current_rooms == ("1",)


FIRST, H = ("households", 0), "households[0]"
WRONG: dict[str, tuple[tuple[str | int, ...], Any, str, str]] = {
    "a day in words": (("as_of",), "today", "as_of", "no date"),
    "a day with an hour": (("as_of",), "2019-06-01T10:00", "as_of", "no date"),
    "no such day": (("homes", 0, "free_from"), "2019-02-29", "homes[0].free_from", "no date"),
    "no list": (("homes",), {}, "homes", "no list"),
    "no object": (("homes", 1), "B", "homes[1]", "no object"),
    "no id": (("homes", 1, "id"), None, "homes[1].id", "missing"),
    "an id of nothing": (("homes", 1, "id"), " ", "homes[1].id", "no text"),
    "two alike": (("homes", 1, "id"), "A", "homes[1].id", "already homes[0]"),
    "no such kind": (("homes", 1, "kind"), "tent", "homes[1].kind", "'tent' is not known"),
    "no beds": (("homes", 1, "beds"), None, "homes[1].beds", "Neither beds nor rooms"),
    "fewer beds than one": (("homes", 1, "beds"), 0, "homes[1].beds", "too small"),
    "half a bed": (("homes", 1, "beds"), 1.5, "homes[1].beds", "no whole number"),
    "beds in words": (("homes", 1, "beds"), "4", "homes[1].beds", "no whole number"),
    "beds that are not the rooms'": (("homes", 0, "beds"), 4, "homes[0].beds", "the rooms have 3"),
    "no room": (("homes", 0, "rooms"), [], "homes[0].rooms", "There is no room"),
    "two rooms alike": (("homes", 0, "rooms", 1, "id"), "1", "homes[0].rooms[1].id", "already homes[0].rooms[0]"),
    "a room without beds": (("homes", 0, "rooms", 1, "beds"), None, "homes[0].rooms[1].beds", "missing"),
    "a room of no size": (("homes", 0, "rooms", 1, "m2"), 0, "homes[0].rooms[1].m2", "0 square metres"),
    "rooms larger than the home": (("homes", 0, "m2"), 14, "homes[0].m2", "the rooms alone have 14.5"),
    "a size in words": (("homes", 0, "m2"), "60 m2", "homes[0].m2", "no number"),
    "a size below nothing": (("homes", 0, "m2"), -60, "homes[0].m2", "too small"),
    "a rent below nothing": (("homes", 0, "rent"), -1, "homes[0].rent", "too small"),
    "a rent out of this world": (("homes", 0, "rent"), 10**9, "homes[0].rent", "too large"),
    "a lease before the home is free": (("homes", 0, "lease_until"), "2019-06-14", "homes[0].lease_until", "before"),
    "yes in words": (("homes", 0, "accessible"), "yes", "homes[0].accessible", "neither true nor false"),
    "a language in words": (("homes", 0, "communities"), "arabisk", "homes[0].communities", "no list of words"),
    "a field nobody knows": (("homes", 0, "colour"), "red", "homes[0].colour", "not known here"),
    "two households alike": (("households", 1), {"id": "H", "people": [{}]}, "households[1].id", "is already house"),
    "nobody": ((*FIRST, "people"), [], H + ".people", "There is nobody"),
    "an age below nothing": ((*FIRST, "people", 0, "age"), -1, H + ".people[0].age", "too small"),
    "an age in words": ((*FIRST, "people", 0, "age"), "ten", H + ".people[0].age", "no whole number"),
    "older than anybody": ((*FIRST, "people", 0, "age"), 121, H + ".people[0].age", "too large"),
    "no such sex": ((*FIRST, "people", 0, "sex"), "x", H + ".people[0].sex", "not known here"),
    "a class below the order": ((*FIRST, "priority"), 9, H + ".priority", "too large"),
    "gone before they come": ((*FIRST, "stays_until"), "2019-04-30", H + ".stays_until", "before arrives"),
    "gone already": ((*FIRST, "stays_until"), "2019-05-31", H + ".stays_until", "before as_of"),
    "waiting from tomorrow": ((*FIRST, "waiting_since"), "2019-06-02", H + ".waiting_since", "after as_of"),
    "at home before they come": ((*FIRST, "arrives"), "2019-06-02", H + ".arrives", "after as_of"),
    "a wish of nothing": ((*FIRST, "wish"), " ", H + ".wish", "no text"),
    "no such home": ((*FIRST, "current_home"), "C", H + ".current_home", "No home is called 'C'"),
    "a home both in and out": (
        (*FIRST, "current_home"), {"id": "B"}, H + ".current_home", "is in the list of homes"
    ),
    "a home that is no home": ((*FIRST, "current_home"), 7, H + ".current_home", "7 is no text"),
    "a fault in the home outside": (
        (*FIRST, "current_home"), {"rent": -1}, H + ".current_home.rent", "too small"
    ),
    "a day out of this world": (("homes", 0, "free_from"), "9999-12-01", "homes[0].free_from", "not between"),
    "a name of two lines": (("homes", 1, "id"), "B\n\nC", "homes[1].id", "a line break"),
    "half a letter": ((*FIRST, "id"), "\ud800", H + ".id", "a broken letter"),
    "a word of two lines": ((*FIRST, "languages"), ["ara\nbisk"], H + ".languages", "a line break"),
    "an area written otherwise": ((*FIRST, "protection"), ["avoid_area:Nord"], H + ".protection", "otherwise"),
    "a home written otherwise": ((*FIRST, "protection"), ["avoid_home: a"], H + ".protection", "than 'A'"),
    "no such room": ((*FIRST, "current_rooms"), ["9"], H + ".current_rooms[0]", "No room is called '9'"),
    "which rooms": ((*FIRST, "current_rooms"), None, H + ".current_rooms", "which rooms are theirs"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "place", "said"), WRONG.values(), ids=WRONG)
def test_a_fault_is_told_with_its_place_and_its_remedy(
    path: tuple[str | int, ...], value: Any, place: str, said: str
) -> None:
    town: Any = copy.deepcopy(TOWN)
    *way, last = path
    target = town
    for step in way:
        target = target[step]
    if isinstance(target, list) and last == len(target):
        target.append(value)
    else:
        target[last] = value

    told = faults(town)
    assert [fault for fault in told if fault.where == place and said in fault.problem and fault.remedy], told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Not valid JSON"),
        ('{"as_of": NaN}', "NaN is no number"),
        ("[" * 100_000, "Brackets stand within brackets"),
        ("[" + "9" * 5000 + "]", "thousands of digits"),
        ("[1, 2]", "is no object"),
    ],
)
def test_what_is_no_input_at_all_is_told(text: str, said: str) -> None:
    [fault] = faults(text)
    assert said in fault.problem
    assert read_day(text) is None


def test_a_home_to_keep_away_from_need_not_be_in_the_list() -> None:
    far = {**HOUSEHOLD, "protection": ["avoid_home:Vejle 3", "avoid_area:nord", "avoid_home:A"]}
    assert read({**TOWN, "households": [far]}).households[0].protection == frozenset(far["protection"])


def test_where_the_homes_cannot_be_read_nobody_is_told_that_theirs_is_missing() -> None:
    assert [fault.where for fault in faults({**TOWN, "homes": "all"})] == ["homes"]


@pytest.mark.parametrize(
    ("path", "value", "remedy"),
    [
        (("homes", 1, "lease_until"), "ingen", 'Write a date: 2019-06-01, or "open" if it has no end.'),
        (("households", 0, "needs"), "wheelchair", 'Write a list: ["wheelchair", "step_free"].'),
        (("homes", 0, "rent"), 4200.5, "Write a whole number."),
        (("homes", 0, "rent"), "4200", "Write a whole number, without quotation marks."),
    ],
)
def test_the_remedy_is_that_of_the_field(path: tuple[str | int, ...], value: Any, remedy: str) -> None:
    town: Any = copy.deepcopy(TOWN)
    town[path[0]][path[1]][path[2]] = value
    assert [fault.remedy for fault in faults(town)] == [remedy]


def test_an_accessible_home_has_no_steps() -> None:
    [fault] = faults({**TOWN, "homes": [{**HOME, "accessible": True, "step_free": False}, TOWN["homes"][1]]})
    assert (fault.where, fault.problem) == ("homes[0].step_free", "An accessible home is step-free.")


def test_two_households_do_not_live_in_one_home_that_is_not_shared() -> None:
    both: list[dict[str, Any]] = [{"id": name, "people": [{}], "current_home": "B"} for name in ("I", "J")]
    [fault] = faults({**TOWN, "households": both})
    assert fault.where == "households[1].current_home"
    assert "households[0] lives in 'B' too" in fault.problem


def test_a_field_that_stands_twice_is_told() -> None:
    [fault] = faults('{"as_of": "2019-06-01", "as_of": "2019-06-02", "homes": [], "households": []}')
    assert (fault.where, fault.problem) == ("as_of", "The field stands twice.")


def test_all_faults_are_told_at_once_in_the_order_of_their_places() -> None:
    told = faults({"homes": [{"id": "A", "beds": -1}], "households": [{"id": 3, "people": "two"}], "extra": 1})
    assert [fault.where for fault in told] == [
        "as_of", "extra", "homes[0].beds", "homes[0].kind", H + ".id", H + ".people",
    ]  # fmt: skip


def test_without_a_frame_any_class_can_be_given_and_the_day_is_read_first() -> None:
    town = {**TOWN, "households": [{**HOUSEHOLD, "priority": 99}]}
    assert read(town, lowest_class=None).households[0].priority == 99
    assert read_day(json.dumps(town)) == date(2019, 6, 1)


def test_a_long_value_is_not_repeated_at_length() -> None:
    [fault] = faults({**TOWN, "as_of": "x" * 500})
    assert len(fault.problem) < 60
