"""What a change would do is what placing everybody anew would give, though only what it touches is placed (C5, C18)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from brobygger.matching import generator, relaxations
from brobygger.matching.model import NO_END, Change, Frame, Home, Household, Member, Problem, Room
from brobygger.matching.ordering import class_of
from brobygger.matching.placing import place
from brobygger.matching.relaxations import CHANGES, last_day
from matching.frames import with_rules

DAY = date(2019, 6, 1)
SECONDS = 20.0
FRAME = with_rules(
    travel={"minutes_to_school": 60},
    rent_ceiling={"single": 6000, "couple": 7000, "couple_1_3": 8000, "couple_4_plus": 9000},
)
ASKED = (
    Change(id="rent", number=800),
    Change(id="travel", number=15),
    Change(id="area", number=6),
    Change(id="lease", number=90),
    Change(id="sharing", number=1),
    Change(id="kind_until", kind="private_home", number=60),
    Change(id="ramp"),
)


def served(problem: Problem, frame: Frame, names: set[str]) -> Counter[int]:
    return Counter(class_of(each, frame) for each in problem.households if each.id in names)


@pytest.mark.parametrize(("number", "shared", "seed"), [*((30, False, seed) for seed in range(6)), (9, True, 1)])
def test_only_what_hangs_together_is_placed_anew_and_the_answer_is_that_of_all_anew(
    number: int,
    shared: bool,  # noqa: FBT001  the kind of town
    seed: int,
) -> None:
    town = generator.problem(number, seed=seed, shared=shared, unknown=0, homes=0.7)
    before = place(town, FRAME, seconds=SECONDS)
    placed = {placement.household for placement in before.placements}
    found = relaxations.relaxations(town, FRAME, before, ASKED, seconds=SECONDS)
    assert [each.change for each in found] == list(ASKED)
    for each in found:
        until = last_day(each.change, town.as_of)
        changed, frame = CHANGES[each.change.id](town, FRAME, replace(each.change, until=until))
        anew = {placement.household for placement in place(changed, frame, seconds=SECONDS).placements}
        then = placed - set(each.no_longer) | set(each.served)
        assert served(town, FRAME, then) == served(town, FRAME, anew), each.change


def test_some_change_helps_somebody() -> None:
    """The test above would be empty otherwise."""
    helped = set()
    for seed in range(6):
        town = generator.problem(30, seed=seed, unknown=0, homes=0.7)
        before = place(town, FRAME, seconds=SECONDS)
        helped |= {
            each.change.id
            for each in relaxations.relaxations(town, FRAME, before, ASKED, seconds=SECONDS)
            if each.served
        }
    assert {"rent", "travel"} <= helped


FLAT = Home(
    id="A", kind="camping_cabin", rooms=(Room(id="1", beds=2, m2=20),), m2=20, rent=3000, free_from=DAY,
    lease_until=date(2019, 8, 1), accessible=False, step_free=False, in_municipality=True, minutes_to_school=70,
    assignment_forbidden=False,
)  # fmt: skip
PAIR = Household(
    id="H", people=(Member(age=30, sex="female"), Member(age=31, sex="male")), budget=2800, arrives=DAY,
    needs=frozenset({"step_free"}),
)  # fmt: skip


def asked(home: Home, household: Household, change: Change, frame: Frame = FRAME) -> tuple[str, ...]:
    town = Problem(as_of=DAY, homes=(home,), households=(household,))
    before = place(town, frame, seconds=SECONDS)
    [found] = relaxations.relaxations(town, frame, before, [change], seconds=SECONDS)
    assert before.placements == ()
    return found.served


FINE = replace(FLAT, step_free=True, lease_until=NO_END, minutes_to_school=10)
ABLE = replace(PAIR, budget=4000)
HELPED = {
    "rent": (FINE, PAIR, Change(id="rent", number=200), Change(id="rent", number=199)),
    "travel": (
        replace(FINE, minutes_to_school=70), ABLE, Change(id="travel", number=10), Change(id="travel", number=9),
    ),
    "lease": (
        replace(FINE, lease_until=date(2019, 8, 1)), ABLE, Change(id="lease", number=29), Change(id="lease", number=28),
    ),
    "area": (replace(FINE, m2=14.0), ABLE, Change(id="area", number=1), Change(id="area", number=0)),
    "ramp": (replace(FINE, step_free=False), ABLE, Change(id="ramp"), Change(id="rent", number=9)),
    "kind_until": (
        replace(FINE, lease_until=date(2019, 8, 1)),
        ABLE,
        Change(id="kind_until", kind="camping_cabin", until=date(2019, 8, 1)),
        Change(id="kind_until", kind="camping_cabin", until=date(2019, 8, 2)),
    ),
    "kind of another": (
        replace(FINE, lease_until=date(2019, 8, 1)),
        ABLE,
        Change(id="kind_until", kind="camping_cabin", number=61),
        Change(id="kind_until", kind="private_home", number=61),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("home", "household", "enough", "less"), HELPED.values(), ids=HELPED)
def test_a_change_helps_where_it_is_large_enough(
    home: Home, household: Household, enough: Change, less: Change
) -> None:
    assert asked(home, household, enough) == ("H",)
    assert asked(home, household, less) == ()


def test_what_nobody_told_is_not_changed() -> None:
    untold = replace(FINE, lease_until=None)
    assert asked(untold, ABLE, Change(id="lease", number=900)) == ()
    assert asked(untold, ABLE, Change(id="kind_until", kind="camping_cabin", number=1)) == ()
    assert asked(FINE, replace(PAIR, budget=None), Change(id="rent", number=9000)) == ()
    assert asked(replace(FINE, step_free=None), ABLE, Change(id="ramp")) == ()


def test_a_frame_without_the_rule_has_nothing_to_relax() -> None:
    frame = replace(FRAME, rules=tuple(rule for rule in FRAME.rules if rule.id != "travel"))
    assert asked(replace(FINE, step_free=False), ABLE, Change(id="travel", number=900), frame) == ()


def test_more_may_share_a_room() -> None:
    shared = replace(
        FINE, id="S", kind="municipal_building", shared=True, rooms=(Room(id="1", beds=4, m2=60),), m2=60, rent=4000
    )
    singles = tuple(
        Household(id=f"H{n}", people=(Member(age=30, sex="male"),), budget=4000, arrives=DAY) for n in range(4)
    )
    town = Problem(as_of=DAY, homes=(shared,), households=singles)
    before = place(town, FRAME, seconds=SECONDS)
    assert len(before.placements) == 3
    [found] = relaxations.relaxations(town, FRAME, before, [Change(id="sharing", number=1)], seconds=SECONDS)
    assert (len(found.served), found.opened) == (1, 0)


def test_who_has_a_proposal_keeps_one_where_the_order_lets_them() -> None:
    """One home and two who stand level: it stays with whom it was proposed to, though the other could have it too."""
    rich, poor = replace(ABLE, id="rich", budget=9000), replace(ABLE, id="poor", budget=3000)
    town = Problem(as_of=DAY, homes=(replace(FINE, rent=3200),), households=(rich, poor))
    before = place(town, FRAME, seconds=SECONDS)
    assert [placement.household for placement in before.placements] == ["rich"]
    [found] = relaxations.relaxations(town, FRAME, before, [Change(id="rent", number=500)], seconds=SECONDS)
    assert (found.opened, found.served, found.no_longer) == (1, (), ())


def test_a_higher_class_may_take_the_place_of_a_lower() -> None:
    first, second = replace(PAIR, id="first", priority=0), replace(ABLE, id="second", priority=1)
    town = Problem(as_of=DAY, homes=(FINE,), households=(first, second))
    before = place(town, FRAME, seconds=SECONDS)
    assert [placement.household for placement in before.placements] == ["second"]
    [found] = relaxations.relaxations(town, FRAME, before, [Change(id="rent", number=200)], seconds=SECONDS)
    assert (found.served, found.no_longer) == (("first",), ("second",))


def test_what_was_not_proven_and_is_no_better_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    town = Problem(as_of=DAY, homes=(FINE, replace(FINE, id="B", rent=3100)), households=(ABLE, replace(PAIR, id="I")))
    before = place(town, FRAME, seconds=SECONDS)
    nothing = replace(before, placements=(), optimal=False)
    monkeypatch.setattr(relaxations, "place", lambda *_, **__: nothing)
    [found] = relaxations.relaxations(town, FRAME, before, [Change(id="rent", number=900)], seconds=SECONDS)
    assert (found.opened, found.served, found.no_longer, found.optimal) == (2, (), (), False)


def test_nothing_is_placed_anew_where_nobody_could_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    town = Problem(as_of=DAY, homes=(FINE, replace(FINE, id="B", rent=9000)), households=(ABLE,))
    before = place(town, FRAME, seconds=SECONDS)
    assert len(before.placements) == 1

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(relaxations, "place", never)
    found = relaxations.relaxations(town, FRAME, before, ASKED, seconds=SECONDS)
    assert [each.served for each in found] == [()] * len(ASKED)
    assert all(each.optimal for each in found)


def test_a_change_without_a_day_of_its_own_counts_from_the_day_asked() -> None:
    change = Change(id="kind_until", kind="camping_cabin", number=30)
    assert last_day(change, DAY) == DAY + timedelta(days=30)
    assert last_day(replace(change, until=DAY), DAY) == DAY
    assert last_day(Change(id="rent", number=30), DAY) is None


def test_who_lives_in_a_home_of_the_list_lives_in_the_changed_one() -> None:
    lives = replace(ABLE, current_home=FLAT)
    changed, _ = CHANGES["lease"](
        Problem(as_of=DAY, homes=(FLAT,), households=(lives,)), FRAME, Change(id="lease", number=5)
    )
    assert changed.households[0].current_home == changed.homes[0]
    assert changed.homes[0].lease_until == date(2019, 8, 6)
