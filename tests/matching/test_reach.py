"""What is reached from where is what plain walking reaches (C18)."""

from __future__ import annotations

import random

import numpy as np
import pytest

from brobygger.matching.reach import Reach, nodes_of, sets_of


def walked(steps: list[int], start: int) -> int:
    found, front = start, nodes_of(start)
    while front:
        new = steps[front.pop()] & ~found
        found |= new
        front += nodes_of(new)
    return found


def graph(chance: random.Random, nodes: int, likely: float) -> list[int]:
    return [sum(1 << to for to in range(nodes) if chance.random() < likely) for _ in range(nodes)]


@pytest.mark.parametrize("many", [0.3, 1.0, 2.0])
def test_every_set_reaches_what_plain_walking_does(many: float) -> None:
    """With one step from each node or so there are rings, rings in rings, dead ends and ways between them."""
    for seed in range(150):
        chance = random.Random(seed)
        nodes = chance.randrange(1, 30)
        steps = graph(chance, nodes, many / nodes)
        reach = Reach(steps.__getitem__)
        for _ in range(nodes):
            asked = chance.getrandbits(nodes) & chance.getrandbits(nodes)
            assert reach.of(asked) == walked(steps, asked)


def test_each_node_is_walked_once() -> None:
    steps, seen = graph(random.Random(1), 40, 0.04), list[int]()

    def step(node: int) -> int:
        seen.append(node)
        return steps[node]

    reach = Reach(step)
    for node in range(40):
        reach.of(1 << node)
    assert sorted(seen) == list(range(40))


def test_a_long_way_is_no_deeper_than_a_short_one() -> None:
    """As far as thousands of homes in a chain, where each that moves frees the next."""
    reach = Reach(lambda node: 1 << (node + 1) % 5000)
    assert reach.of(1) == (1 << 5000) - 1


def test_the_edges_of_a_row_are_its_set() -> None:
    row, col = np.array([0, 0, 2, 301, 301], dtype=np.int32), np.array([0, 9, 3, 1, 2], dtype=np.int32)
    sets = sets_of(row, col, 303, 10)
    assert {number: nodes_of(each) for number, each in enumerate(sets) if each} == {0: [0, 9], 2: [3], 301: [1, 2]}
