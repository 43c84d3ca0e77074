"""Every rule and every criterion asked of every home at once, and only once for all households alike to it.

What is judged is what `hard_rules` and `quality` say of each pair by itself; `sight` tells which pairs are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.hard_rules import RULES, Seeker, limits_of, lives_there, seeker
from brobygger.matching.model import Criterion, Frame, Home, Household, Problem, Refusal, Share
from brobygger.matching.nearness import shortfall
from brobygger.matching.quality import share
from brobygger.matching.sight import SIGHT

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Made = TypeVar("Made")
MOST_KEPT = 2**18
"""Refusals or shares remembered, about 100 MB with their sentences, however large the town."""
HOMES_A_SHARE = 16
"""So many numbers of homes take the place of one refusal or share."""
NOTHING = -1


class Latest(Generic[Made]):
    """Answers by what was asked, those asked for last; their weights are together no more than `MOST_KEPT`."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self.kept: dict[Hashable, tuple[Made, int]] = {}
        self.weight = 0

    def get(self, key: Hashable, make: Callable[[], Made], weigh: Callable[[Made], int]) -> Made:
        """What is remembered under *key*, made if nothing is."""
        found = self.kept.pop(key, None)
        if found is None:
            made = make()
            found = made, weigh(made)
            self.weight += found[1]
        self.kept[key] = found
        while self.weight > MOST_KEPT and len(self.kept) > 1:
            self.weight -= self.kept.pop(next(iter(self.kept)))[1]
        return found[0]


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What one rule has against the homes: their numbers, and which of the `refusals` is said of each of them."""

    refusals: tuple[Refusal, ...]
    short: Floats
    homes: Ints
    which: Ints

    @property
    def weight(self) -> int:
        """What it takes to remember it."""
        return len(self.refusals) + len(self.homes) // HOMES_A_SHARE + 1


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What every home has by one criterion: which of the `shares` is said of it, and its points."""

    shares: tuple[Share, ...]
    which: Ints
    points: Ints

    def share(self, home: int) -> Share:
        """What a home has, told by its number."""
        return self.shares[int(self.which[home])]

    @property
    def weight(self) -> int:
        """What it takes to remember it."""
        return len(self.shares) + len(self.points) // HOMES_A_SHARE + 1


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Homes in groups that a rule or a criterion does not tell apart: one home of each, and the group of every home."""

    one: tuple[Home, ...]
    group: Ints


class Judge:
    """The homes of a problem before a frame; one household is judged at a time."""

    def __init__(self, problem: Problem, frame: Frame) -> None:
        """Homes by id; what does not depend on the household is reckoned here."""
        self.homes = tuple(sorted(problem.homes, key=lambda home: home.id))
        self.number = {home.id: number for number, home in enumerate(self.homes)}
        self.frame, self.as_of, self.limits = frame, problem.as_of, limits_of(frame)
        asked = (*(rule.id for rule in frame.rules), *(criterion.id for criterion in frame.criteria))
        self.alike = {name: alike(self.homes, SIGHT[name].home) for name in asked}
        self.verdicts: Latest[Verdict] = Latest()
        self.weights: Latest[Weighed] = Latest()

    def seeker(self, household: Household) -> Seeker:
        """The household as the rules see it."""
        return seeker(household, self.frame, self.as_of, self.limits)

    def refused(self, who: Seeker) -> list[Verdict]:
        """What there is against the homes, in the frame's order; a rule that has nothing against any is not named."""
        found = [self.their_own(who), *(self.verdict(rule.id, who) for rule in self.frame.rules)]
        return [verdict for verdict in found if len(verdict.homes)]

    def their_own(self, who: Seeker) -> Verdict:
        """Of the homes only the one that they live in can be refused for that."""
        current = who.household.current_home
        number = None if current is None else self.number.get(current.id)
        refusal = None if number is None else lives_there(who, self.homes[number])
        return against([refusal], np.zeros(1, dtype=np.int64), np.array([number or 0]))

    def verdict(self, rule: str, who: Seeker) -> Verdict:
        """What one rule has against the homes."""
        homes = self.alike[rule]

        def make() -> Verdict:
            return against([RULES[rule](who, home) for home in homes.one], homes.group, np.arange(len(homes.group)))

        return self.verdicts.get((rule, SIGHT[rule].household(who)), make, lambda made: made.weight)

    def weighed(self, criterion: Criterion, who: Seeker) -> Weighed:
        """What every home has by one criterion."""
        homes = self.alike[criterion.id]

        def make() -> Weighed:
            shares = tuple(share(criterion, who.household, home) for home in homes.one)
            points = np.array([each.points for each in shares], dtype=np.int64)
            return Weighed(shares=shares, which=homes.group, points=points[homes.group])

        return self.weights.get((criterion.id, SIGHT[criterion.id].household(who)), make, lambda made: made.weight)


def alike(homes: tuple[Home, ...], look: Callable[[Home], Hashable]) -> Alike:
    """The homes in groups of those that look the same."""
    groups: dict[Hashable, int] = {}
    one: list[Home] = []
    group = []
    for home in homes:
        seen = look(home)
        if seen not in groups:
            groups[seen] = len(one)
            one.append(home)
        group.append(groups[seen])
    return Alike(one=tuple(one), group=np.array(group, dtype=np.int64))


def against(found: list[Refusal | None], group: Ints, homes: Ints) -> Verdict:
    """What was *found* of each group, told of each of the *homes* by its *group*."""
    refusals = tuple(refusal for refusal in found if refusal is not None)
    place = np.full(len(found), NOTHING)
    place[[number for number, refusal in enumerate(found) if refusal is not None]] = np.arange(len(refusals))
    which = place[group]
    return Verdict(
        refusals=refusals,
        short=np.array([shortfall(refusal) for refusal in refusals]),
        homes=homes[which != NOTHING],
        which=which[which != NOTHING],
    )
