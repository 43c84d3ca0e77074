"""The placements of a thousand made-up towns: no rule broken, the order kept, the best there is (C4, C5, C6, C18)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from brobygger.matching import generator
from brobygger.matching.hard_rules import refusals
from brobygger.matching.market import market
from brobygger.matching.model import NO_END, Home, Household, Problem, Solution
from brobygger.matching.pairs import pairs
from brobygger.matching.placing import place
from brobygger.matching.quality import quality, total
from brobygger.matching.searching import Search
from matching.by_hand import CLASSES, Tried, prefixes
from matching.verifying import Town, raw_problem

FRAME = generator.frame()
LONG = 30.0


def towns(number: int, households: int, *, shared: bool = False, late: float = 0.2) -> list[Problem]:
    return [
        generator.problem(
            households, seed=seed, shared=shared, homes=(0.2, 0.5, 0.9)[seed % 3], unknown=0.03, late=late
        )
        for seed in range(number)
    ]


def served(solution: Solution) -> tuple[int, ...]:
    found = {each.number: each.served for each in solution.served_per_class}
    return tuple(found.get(number, 0) for number in range(CLASSES))


def same(one: Solution, other: Solution) -> bool:
    return replace(one, seconds={}) == replace(other, seconds={})


@pytest.mark.parametrize("batch", range(4))
def test_no_rule_is_broken_and_every_refusal_is_certified_in_a_thousand_towns(batch: int) -> None:
    chance = random.Random(batch)
    for number, told in enumerate([*towns(1000, 9, late=0)[batch::4], *towns(80, 9, late=0.3)[batch::4]]):
        solution = place(told, FRAME, seconds=LONG)
        town = Town(raw_problem(told), FRAME)
        assert town.faults_of_placements(solution.placements) == []
        assert solution.optimal
        assert town.faults_of_all(solution.unplaced, solution.placements) == []
        names = {each.household for each in solution.placements} | {each.household for each in solution.unplaced}
        assert names | set(solution.kept) == {each.id for each in told.households}
        assert solution.bound == solution.quality
        if number % 4:
            continue
        homes, households = list(told.homes), list(told.households)
        chance.shuffle(homes)
        chance.shuffle(households)
        other = Problem(as_of=told.as_of, homes=tuple(homes), households=tuple(households))
        assert same(solution, place(other, FRAME, seconds=LONG))


def test_no_prefix_of_the_order_is_served_less_than_by_greedy() -> None:
    for told in towns(60, 14, late=0):
        ours, theirs = served(place(told, FRAME, seconds=LONG)), Tried(told, FRAME).greedy()
        assert all(we >= they for we, they in zip(prefixes(ours), prefixes(theirs), strict=True))


def test_where_days_bind_greedy_still_comes_no_further_down_the_order() -> None:
    """A move that waits can cost two below for one above: more in all, but never more before the first difference."""
    for told in towns(30, 10, late=0.5):
        assert served(place(told, FRAME, seconds=LONG)) >= Tried(told, FRAME).greedy()


@pytest.mark.parametrize("late", [0.0, 0.6])
def test_it_equals_the_best_of_all_placements_tried(late: float) -> None:
    for told in towns(60, 6, late=late):
        solution = place(told, FRAME, seconds=LONG)
        best, without = Tried(told, FRAME).best()
        assert (served(solution), solution.quality) == best
        assert solution.price_of_priority.quality == without


def test_shared_homes_equal_the_best_of_all_placements_tried() -> None:
    for told in towns(40, 5, shared=True, late=0):
        homes = tuple(replace(home, rooms=home.rooms[:3]) for home in told.homes)
        small = replace(told, homes=homes, households=tuple(rehoused(each, homes) for each in told.households))
        solution = place(small, FRAME, seconds=LONG)
        best, without = Tried(small, FRAME).best()
        assert solution.optimal
        assert (served(solution), solution.quality) == best
        assert solution.price_of_priority.quality == without


def rehoused(household: Household, homes: tuple[Home, ...]) -> Household:
    """The household in its home as it is now in the list."""
    if household.current_home is None:
        return household
    known = {home.id: home for home in homes}
    return replace(household, current_home=known[household.current_home.id])


@pytest.mark.parametrize("late", [0.0, 0.5])
def test_shared_homes_break_no_rule_and_what_is_left_out_is_certified(late: float) -> None:
    for told in towns(20, 14, shared=True, late=late):
        solution = place(told, FRAME, seconds=LONG)
        town = Town(raw_problem(told), FRAME)
        assert solution.optimal or (late and solution.gap > 0)
        assert town.faults_of_placements(solution.placements) == []
        assert town.faults_of_all(solution.unplaced, solution.placements) == []


def test_class_by_class_comes_to_the_same_as_all_classes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = towns(12, 12, shared=True, late=0)
    at_once = [place(each, FRAME, seconds=LONG) for each in told]

    monkeypatch.setattr(Search, "approach", lambda *_, **__: None)
    one_by_one = [place(each, FRAME, seconds=LONG) for each in told]
    assert [(served(each), each.quality) for each in one_by_one] == [(served(each), each.quality) for each in at_once]
    assert all(each.optimal for each in one_by_one)


def test_with_no_time_it_is_said_how_much_better_it_might_be() -> None:
    told = generator.problem(60, seed=2, shared=True, homes=0.3)
    hurried, best = place(told, FRAME, seconds=0.01), place(told, FRAME, seconds=LONG)
    town = Town(raw_problem(told), FRAME)
    assert town.faults_of_placements(hurried.placements) == []
    assert town.faults_of_all(hurried.unplaced, hurried.placements) == []
    assert not hurried.optimal
    assert hurried.gap > 0
    assert len(hurried.placements) > len(best.placements) // 3
    assert {each.argument for each in hurried.unplaced} & {"open"}
    for ours, proven in zip(hurried.served_per_class, best.served_per_class, strict=True):
        assert ours.served <= ours.at_most
        assert proven.served <= ours.at_most or served(best) != served(hurried)


def test_all_pairs_at_once_are_the_pairs_one_by_one() -> None:
    for told in [*towns(6, 25), *towns(6, 25, shared=True)]:
        town = market(told, FRAME)
        waiting = town.households[: town.waiting]
        found = pairs(waiting, town.homes, FRAME, told.as_of)
        points = dict(
            zip(zip(found.row.tolist(), found.col.tolist(), strict=True), found.quality.tolist(), strict=True)
        )
        assert points == {
            (row, col): total(quality(household, home, FRAME))
            for row, household in enumerate(waiting)
            for col, home in enumerate(town.homes)
            if not refusals(household, home, FRAME, told.as_of)
        }


def test_the_edges_left_to_the_solver_do_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    told = generator.problem(150, seed=3, homes=0.4)
    whole = place(told, FRAME, seconds=LONG)
    monkeypatch.setattr("brobygger.matching.assignment.ALL_AT_ONCE", 100)
    monkeypatch.setattr("brobygger.matching.assignment.FIRST", 3)
    monkeypatch.setattr("brobygger.matching.assignment.MORE", 2)
    part = place(told, FRAME, seconds=LONG)
    assert (served(part), part.quality) == (served(whole), whole.quality)


def plain(name: str, **told: object) -> Home:
    home = generator.home(name, random.Random(1), 0, kind="municipal_flat")
    home = replace(
        home, m2=90.0, rent=3000, lease_until=NO_END, assignment_forbidden=False, in_municipality=True, accessible=True,
        step_free=True, rooms=tuple(replace(home.rooms[0], id=f"{name}-{n}", beds=2) for n in (1, 2)),
    )  # fmt: skip
    return replace(home, **told)  # type: ignore[arg-type]  # named fields of a home


def single(name: str, **told: object) -> Household:
    household = generator.household("", random.Random(5), 0)
    household = replace(
        household, id=name, people=household.people[:1], needs=frozenset(), protection=frozenset(), budget=9000,
        stays_until=None, arrives=generator.AS_OF, waiting_since=generator.AS_OF,
    )  # fmt: skip
    return replace(household, **told)  # type: ignore[arg-type]  # named fields of a household


def test_a_chain_frees_a_bed_for_the_arrival_on_the_day_that_it_is_free() -> None:
    """A lives in the cabin and can have the flat on the tenth: so B, who comes on the tenth, gets the cabin then."""
    cabin, flat = plain("cabin", kind="camping_cabin"), plain("flat", free_from=generator.AS_OF + timedelta(days=9))
    a = single("A", current_home=cabin)
    b = single("B", arrives=generator.AS_OF + timedelta(days=9), protection=frozenset({"avoid_home:flat"}))
    told = Problem(as_of=generator.AS_OF, homes=(cabin, flat), households=(a, b))
    first, second = place(told, FRAME, seconds=LONG).placements
    assert (first.household, first.home, first.leaves) == ("A", "flat", "cabin")
    assert (second.household, second.home, second.after) == ("B", "cabin", ("A",))
    assert second.from_day == first.from_day == generator.AS_OF + timedelta(days=9)
    early = replace(told, households=(a, replace(b, arrives=generator.AS_OF + timedelta(days=8))))
    solution = place(early, FRAME, seconds=LONG)
    assert [each.household for each in solution.placements] == ["A"]
    assert solution.optimal


def test_two_who_want_each_others_home_exchange_them_on_one_day() -> None:
    one = plain("one", kind="camping_cabin")
    two = plain("two", kind="camping_cabin", free_from=generator.AS_OF + timedelta(days=4))
    told = Problem(
        as_of=generator.AS_OF,
        homes=(one, two),
        households=(single("A", current_home=one), single("B", current_home=two)),
    )
    first, second = place(told, FRAME, seconds=LONG).placements
    assert (first.home, second.home) == ("two", "one")
    assert first.after == ("B",)
    assert second.after == ("A",)
    assert first.from_day == second.from_day == generator.AS_OF + timedelta(days=4)


def test_who_shares_a_flat_keeps_it_until_both_have_moved() -> None:
    flat, other = plain("flat", kind="camping_cabin"), plain("other")
    told = Problem(
        as_of=generator.AS_OF,
        homes=(flat, other),
        households=(single("A", current_home=flat), single("B", current_home=flat), single("C")),
    )
    solution = place(told, FRAME, seconds=LONG)
    assert [(each.household, each.home) for each in solution.placements] == [("C", "other")]


def test_the_longer_wait_decides_what_order_and_quality_leave_level() -> None:
    home = plain("flat")
    waited = {"A": 3, "B": 40, "C": 7}
    told = Problem(
        as_of=generator.AS_OF,
        homes=(home,),
        households=tuple(single(n, waiting_since=generator.AS_OF - timedelta(days=d)) for n, d in waited.items()),
    )
    solution = place(told, FRAME, seconds=LONG)
    assert [each.household for each in solution.placements] == ["B"]
    assert [each.households for each in solution.unplaced] == [("A", "B"), ("B", "C")]


def test_what_cannot_be_answered_is_refused() -> None:
    home = plain("flat")
    with pytest.raises(ValueError, match="same id"):
        place(Problem(as_of=generator.AS_OF, homes=(home, home), households=()), FRAME, seconds=1)
    with pytest.raises(ValueError, match="lacks rules"):
        place(Problem(as_of=generator.AS_OF, homes=(), households=()), replace(FRAME, rules=FRAME.rules[2:]), seconds=1)


def test_a_town_without_anybody_or_anything_has_an_answer() -> None:
    empty = place(Problem(as_of=generator.AS_OF, homes=(), households=()), FRAME, seconds=1)
    assert empty.optimal
    assert empty.placements == ()
    alone = place(Problem(as_of=generator.AS_OF, homes=(), households=(single("A"),)), FRAME, seconds=1)
    assert [each.argument for each in alone.unplaced] == ["no_home"]
