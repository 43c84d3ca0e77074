"""What was once answered wrong, each in the smallest town that shows it (C5, C6, C18)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from brobygger.__main__ import main
from brobygger.exchange.placement import read_problem
from brobygger.matching import generator
from brobygger.matching.model import Change, Frame, Solution
from brobygger.matching.ordering import beyond
from brobygger.matching.placing import place
from brobygger.matching.relaxations import relaxations
from matching.test_written_towns import FRAMES, Compared
from matching.verifying import Town
from matching.written_towns import Raw

MADE_UP = generator.frame()
WOMAN, MAN, CHILD = {"age": 30, "sex": "female"}, {"age": 30, "sex": "male"}, {"age": 5, "sex": "male"}
LONG = 20.0


def room(name: str, beds: int, m2: float = 30.0) -> Raw:
    return {"id": name, "beds": beds, "m2": m2}


def home(name: str, *rooms: Raw, **told: Any) -> Raw:
    return {
        "id": name, "kind": "municipal_building", "rooms": list(rooms) or [room("1", 2)], "m2": 100.0, "rent": 500,
        "free_from": "2026-11-02", "lease_until": "open", "assignment_forbidden": False, "minutes_to_school": 20,
        **told,
    }  # fmt: skip


def household(name: str, *people: Raw, **told: Any) -> Raw:
    return {"id": name, "people": list(people) or [WOMAN], "budget": 6000, **told}


def town(homes: list[Raw], households: list[Raw]) -> Raw:
    return {"as_of": "2026-11-02", "homes": homes, "households": households}


def solved(raw: Raw, frame: Frame) -> Solution:
    return place(read_problem(json.dumps(raw), lowest_class=beyond(frame)), frame, seconds=LONG)


def test_the_price_of_the_order_is_one_that_could_be_had() -> None:
    cabins = [home("B0", free_from="2026-12-12"), home("B3")]
    waiting = [
        household("H2", arrives="2026-12-12", budget=2000),
        household("H0", current_home={}, shares_room=True),
        household("H3", current_home="B3", wish=True),
    ]
    assert Compared(town(cabins, waiting), MADE_UP).of_price() == []


MIXED = {
    "a man leaves, a woman stays": household("leaves", MAN, current_home="S", current_rooms=["1"], wish=True),
    "a family leaves": household("leaves", WOMAN, CHILD, current_home="S", current_rooms=["1"], wish=True),
    "who has a room alone leaves": household(
        "leaves", current_home="S", current_rooms=["1"], wish=True, protection=["own_room"]
    ),
}


@pytest.mark.parametrize("leaves", MIXED.values(), ids=MIXED)
def test_a_bed_beside_who_stays_is_offered_when_the_others_have_left(leaves: Raw) -> None:
    """The answer is called optimal, and a bound tells the household left out that it could not be."""
    homes = [home("S", room("1", 3), shared=True), home("A", lease_until="2027-12-31")]
    stays = household("stays", current_home="S", current_rooms=["1"], wish=False)
    comes = household("comes", arrives="2026-11-02", protection=["avoid_home:A"])
    assert Compared(town(homes, [leaves, stays, comes]), MADE_UP).faults() == []


def test_a_home_with_more_people_than_beds_proves_nothing_about_others() -> None:
    homes = [
        home("B1", room("r0", 4, 9.0), m2=9.0, shared=True, kind="municipal_flat", rent=2600),
        home("B0", room("r0", 2, 21.0), room("r1", 4, 21.0), shared=True, kind="camping_cabin"),
        home(
            "B2",
            {"id": "r0", "beds": 2},
            m2=10.0,
            kind="private_room",
            rent=2600,
            free_from="2026-11-09",
            minutes_to_station=0,
        ),
    ]
    family = [{"age": 17, "sex": "female"}, CHILD, CHILD, WOMAN, CHILD]
    waiting = [
        household("H0", current_home="B0", current_rooms=["r0"]),
        household("H1", current_home="B1", current_rooms=["r0"]),
        household("H2", *family, current_home="B1", current_rooms=["r0"]),
        household("H3", {"age": 17, "sex": "female"}, arrives="2026-11-05"),
    ]
    assert Compared(town(homes, waiting), MADE_UP).of_certificates() == []


def test_a_home_let_in_some_ways_only_proves_nothing_about_the_others() -> None:
    homes = [
        home("B3", room("r0", 4), kind="camping_cabin", rent=0, lease_until="2027-12-07", in_municipality=True),
        home("B2", room("r0", 1), kind="private_room", rent=2000, lease_until="2027-12-07", in_municipality=True),
        home(
            "B1",
            room("r0", 2),
            room("r1", 4),
            shared=True,
            kind="camping_cabin",
            rent=1200,
            in_municipality=True,
            minutes_to_station=0,
        ),
    ]
    waiting = [
        household("H2", CHILD, arrives="2026-11-02"),
        household("H0", MAN, arrives="2026-10-28"),
        household("H3", {"age": 17, "sex": "female"}, arrives="2026-11-02"),
        household("H1", MAN, MAN, MAN, CHILD, CHILD, arrives="2026-11-02"),
    ]
    assert Compared(town(homes, waiting), FRAMES["lejre"]).faults() == []


def test_the_longer_wait_decides_what_is_level_also_where_days_bind() -> None:
    homes = [
        home(
            "B4",
            {"id": "r0", "beds": 1},
            m2=85.0,
            kind="bed_and_breakfast",
            rent=2000,
            lease_until="2027-12-07",
            minutes_to_school=45,
            minutes_to_shop=0,
        ),
        home(
            "B2",
            {"id": "r0", "beds": 5},
            m2=None,
            kind="camping_cabin",
            rent=1200,
            free_from="2026-11-09",
            lease_until="2027-02-20",
            minutes_to_school=5,
        ),
        home("B1", {"id": "r0", "beds": 3}, m2=48.0, kind="permanent", rent=2000, lease_until="2027-03-12"),
        home(
            "B3",
            room("r0", 3, 27.0),
            m2=83.0,
            kind="private_home",
            rent=0,
            free_from="2026-11-05",
            lease_until="2027-02-20",
            minutes_to_school=45,
            minutes_to_shop=0,
        ),
    ]
    waiting = [
        household("H4", MAN, current_home="B1", wish=True),
        household("H2", current_home="B4", waiting_since="2025-09-28"),
        household("H1", arrives="2026-11-02"),
        household("H3", current_home={}, wish=True),
        household("H0", current_home="B3"),
    ]
    compared = Compared(town(homes, waiting), FRAMES["randers"])
    best = [
        choice
        for choice, score in zip(compared.everything, compared.scores, strict=True)
        if score == (compared.served, compared.quality)
    ]
    assert any("H2" in choice for choice in best)
    assert "H2" in compared.choice


def test_a_longer_lease_is_seen_to_make_an_exchange_possible() -> None:
    homes = [home("B0", free_from="2026-12-12"), home("B2", lease_until="2027-02-20")]
    waiting = [household("1", current_home="B0", wish=True), household("2", current_home="B2", wish=True)]
    problem = read_problem(json.dumps(town(homes, waiting)), lowest_class=None)
    before = place(problem, MADE_UP, seconds=LONG)
    [longer] = relaxations(problem, MADE_UP, before, [Change(id="lease", number=30)], seconds=LONG)
    assert before.placements == ()
    assert longer.served == ("1", "2")


AGAIN: dict[str, tuple[list[Raw], Raw, list[Raw]]] = {
    "a family in one room": (
        [room("1", 2), room("2", 1), room("3", 1)],
        household("H", WOMAN, CHILD, current_home={"kind": "private_room"}), [],
    ),
    "a small room": (
        [room("1", 1, 9.0), room("2", 2, 20.0)],
        household("H", current_home={"kind": "private_room", "m2": 8}),
        [household("pair", WOMAN, MAN, arrives="2026-11-02")],
    ),
    "a room with others": (
        [room("1", 1), room("2", 2)],
        household("H", current_home={"kind": "private_home"}, shares_room=True),
        [household("other", arrives="2026-11-02"), household("man", MAN, arrives="2026-11-02")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rooms", "moves", "others"), AGAIN.values(), ids=AGAIN)
def test_nobody_is_moved_to_rooms_where_the_same_is_wrong(rooms: list[Raw], moves: Raw, others: list[Raw]) -> None:
    raw = town([home("S", *rooms, shared=True)], [moves, *others])
    solution = solved(raw, FRAMES["lejre"])
    assert Town(raw, FRAMES["lejre"]).faults_of_reasons(solution.placements) == []


def test_who_can_use_no_home_at_all_is_told_so_also_where_many_are_left_out() -> None:
    many = [household(f"H{number:02}", arrives="2026-11-02") for number in range(12)]
    raw = town([home("A")], [*many, household("Z", arrives="2026-11-02", budget=100)])
    solution = solved(raw, MADE_UP)
    assert solution.unplaced[-1].argument == "no_home"
    assert Town(raw, MADE_UP).faults_of_all(solution.unplaced, solution.placements) == []


def test_a_town_that_some_versions_of_the_solver_get_wrong_is_placed_in_the_best_way() -> None:
    """HiGHS 1.12 to 1.15 (in SciPy 1.17) presolves the plain model of it to a worse answer and calls that best."""
    homes = [
        home("B1", room("r0", 2, 21.0), kind="private_room", rent=None),
        home("B0", room("", 5), rooms=None, beds=5, rent=1200, lease_until="2027-12-07"),
        home("B3", room("r0", 4, 9.0), room("r1", 2, 9.0), shared=True, rent=0, minutes_to_school=45),
    ]
    waiting = [
        household("H0", {"age": 100, "sex": "female"}, current_home="B0", wish=True),
        household("H1", {"age": 17, "sex": "female"}, current_home="B1", wish=True),
    ]
    assert Compared(town(homes, waiting), FRAMES["vesthimmerland"]).faults() == []


LIVES = household("H", current_home="camping_cabin", wish=True)
FAR_DAYS: dict[str, tuple[Raw, Raw]] = {
    "stay": (home("A"), household("H", arrives="2026-11-02", stays_until="9999-12-31")),
    "lease": (home("A", lease_until="9999-12-30"), LIVES),
    "free": (home("A", free_from="9999-12-01", lease_until="9999-12-30"), LIVES),
    "arrival": (home("A", lease_until="2027-12-30"), household("H", arrives="9999-12-01")),
}


@pytest.mark.parametrize(("offered", "waits"), FAR_DAYS.values(), ids=FAR_DAYS)
def test_a_day_at_the_end_of_the_calendar_is_refused(
    offered: Raw, waits: Raw, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "town.json"
    file.write_text(json.dumps(town([offered], [waits])))
    assert main(["place", str(file), "--frame", "lejre", "--relax"]) == 2
    assert "is not between 1900 and 2199" in capsys.readouterr().err
