"""Whoever is left out is told the smallest set of homes that shows why (C5, C18)."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from brobygger.matching import assignment, generator
from brobygger.matching.model import Problem, Solution
from brobygger.matching.placing import place
from matching.verifying import Town, raw_problem

FRAME = generator.frame()


def held_by(told: Problem, solution: Solution) -> dict[str, str]:
    moved = {each.household for each in solution.placements}
    stays = {each.current_home.id: each.id for each in told.households if each.current_home and each.id not in moved}
    return stays | {each.home: each.household for each in solution.placements}


def tree(town: Town, holders: dict[str, str], name: str) -> tuple[set[str], set[str]]:
    """The household, whoever has a home that it could use, whoever has one that those could, and so on; one by one."""
    rank = town.rank(town.households[name])
    households, homes, front = {name}, set[str](), [name]
    while front:
        for home in town.options(front.pop(), rank) - homes:
            homes.add(home)
            if holders[home] not in households:
                households.add(holders[home])
                front.append(holders[home])
    return households, homes


def test_every_certificate_is_the_smallest_tree() -> None:
    """Most of all where many of one class are left out, and the trees of some lie within those of others."""
    kinds = set()
    for seed in range(12):
        told = generator.problem(70, seed=seed, homes=(0.1, 0.3, 0.6)[seed % 3], unknown=0.02)
        solution = place(told, FRAME, seconds=30)
        town, holders = Town(raw_problem(told), FRAME), held_by(told, solution)
        for each in solution.unplaced:
            assert (set(each.households), set(each.homes)) == tree(town, holders, each.household)
            assert (sorted(set(each.households)), sorted(set(each.homes))) == (list(each.households), list(each.homes))
        kinds |= {(len(each.homes), town.rank(town.households[each.household])) for each in solution.unplaced}
    assert len(kinds) > 25


def test_trees_that_are_the_same_are_kept_once() -> None:
    solution = place(generator.problem(150, seed=4, homes=0.2), FRAME, seconds=30)
    homes = [each.homes for each in solution.unplaced if each.argument == "hall"]
    assert len({id(each) for each in homes}) == len(set(homes)) < len(homes) // 4


def test_where_only_some_edges_come_first_the_order_of_the_input_means_nothing_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assignment, "ALL_AT_ONCE", 100)
    monkeypatch.setattr(assignment, "FIRST", 4)
    monkeypatch.setattr(assignment, "MORE", 2)
    for seed in range(3):
        told = generator.problem(120, seed=seed, homes=0.4)
        homes, households = list(told.homes), list(told.households)
        random.Random(seed).shuffle(homes)
        random.Random(seed + 1).shuffle(households)
        other = Problem(as_of=told.as_of, homes=tuple(homes), households=tuple(households))
        one, two = place(told, FRAME, seconds=30), place(other, FRAME, seconds=30)
        assert replace(one, seconds={}) == replace(two, seconds={})
