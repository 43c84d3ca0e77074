"""Large towns of homes let whole where days bind: in time, never below greedy, and bounded (C5, C6)."""

from __future__ import annotations

import numpy as np
import pytest

from brobygger.matching import generator, late_homes, whole_homes
from brobygger.matching.market import NONE, market
from brobygger.matching.placing import place, worth_in_order
from matching.by_hand import CLASSES, Tried
from matching.verifying import Town, raw_problem

FRAME = generator.frame()
FOREVER = float("inf")


@pytest.fixture
def every_part_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brobygger.matching.placing.ALL_AT_ONCE", 0)


@pytest.mark.usefixtures("every_part_is_large")
@pytest.mark.parametrize("late", [0.3, 0.6])
def test_nothing_is_broken_and_no_bound_is_below_what_can_be(late: float) -> None:
    unproven = 0
    for seed in range(60):
        told = generator.problem(6, seed=seed, homes=(0.2, 0.5, 0.9)[seed % 3], late=late)
        solution, town, tried = place(told, FRAME, seconds=5), Town(raw_problem(told), FRAME), Tried(told, FRAME)
        assert town.faults_of_placements(solution.placements) == []
        assert town.faults_of_all(solution.unplaced, solution.placements) == []
        found = {each.number: each for each in solution.served_per_class}
        served = tuple(found[number].served if number in found else 0 for number in range(CLASSES))
        scores = [tried.score(choice) for choice in tried.everything()]
        for number, each in found.items():
            can_be = [tally for tally, _ in scores if tally[:number] == served[:number]]
            assert max(tally[number] for tally in can_be) <= each.at_most
        assert max(points for tally, points in scores if tally == served) <= solution.bound
        assert (served, solution.quality) <= max(scores)
        assert not solution.optimal or (served, solution.quality) == max(scores)
        unproven += not solution.optimal
    assert unproven


@pytest.mark.usefixtures("every_part_is_large")
def test_it_is_never_below_who_comes_first_in_turn() -> None:
    for seed in range(20):
        told = generator.problem(60, seed=seed, homes=0.4, late=0.5)
        town = market(told, FRAME)
        everybody = np.ones(len(town.households), dtype=bool)
        in_turn = late_homes.in_turn(town, everybody)
        by_id = {each.id: number for number, each in enumerate(town.homes)}
        taken = np.full(len(town.households), NONE, dtype=np.int64)
        rows = {each.id: number for number, each in enumerate(town.households)}
        for each in place(told, FRAME, seconds=5).placements:
            taken[rows[each.household]] = by_id[each.home]
        assert worth_in_order(town, taken) >= worth_in_order(town, in_turn)


def test_where_no_day_binds_it_is_the_best_there_is() -> None:
    for seed in range(20):
        town = market(generator.problem(40, seed=seed, homes=0.4), FRAME)
        everybody = np.ones(len(town.households), dtype=bool)
        best = whole_homes.placed(town, everybody)
        assert (late_homes.placed(town, everybody, whole_homes.aims(town), until=FOREVER) == best).all()
        assert (late_homes.most_served(town, everybody, best) == late_homes.tally(town, best)).all()
