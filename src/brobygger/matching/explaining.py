"""Why this home, and why not the others: each placement's reasons, and what stands in the way of every other pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from brobygger.matching.hard_rules import Seeker, m2_needed, refused, rent_part
from brobygger.matching.judging import Judge, Verdict, Weighed
from brobygger.matching.model import Frame, Home, Household, Placement, Problem, Refusal, Share, Solution, Value
from brobygger.matching.ordering import waits
from brobygger.matching.quality import quality, total

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
QUALITY, TAKEN = "quality", "taken"
NO_HOMES = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for a home, or that was weighed: its number beside what was needed.

    `part` is order (`has` is the household's class), rule (it must hold, and does) or weighed (`points` of `weight`).
    """

    part: Literal["order", "rule", "weighed"]
    criterion: str
    needed: Value = None
    has: Value = None
    points: int = 0
    weight: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A home that a household was not given.

    `refusals` are all hard rules that fail or cannot be told, the first first. With none the home could be offered:
    `here` is then its quality, `got` that of the home proposed instead (None when none was), `worse` and `better` what
    the two have by the criterion by which it loses most, and `taken` says that somebody else lives there or is to.
    """

    household: str
    home: str
    refusals: tuple[Refusal, ...] = ()
    here: int | None = None
    got: int | None = None
    worse: Share | None = None
    better: Share | None = None
    taken: bool = False

    @property
    def loss(self) -> int | None:
        """Points lost if they moved here instead; below nothing where this home would have suited them better."""
        return None if self.here is None or self.got is None else self.got - self.here

    @property
    def rows(self) -> tuple[Refusal, ...]:
        """What stands in the way, each with what is needed and what there is."""
        if self.refusals:
            return self.refusals
        lost = Refusal(criterion=QUALITY, unit="points", needed=self.got, has=self.here)
        if not self.taken:
            return (lost,)
        taken = Refusal(criterion=TAKEN, unit="yes_no", needed=False, has=True)
        if self.loss is None:
            return (taken,)
        return (lost, taken) if self.loss > 0 else (taken, lost)


def reasons(placement: Placement, household: Household, home: Home, frame: Frame) -> tuple[Reason, ...]:
    """In order of weight: the household's place in the order, the rules that had to hold, then what was weighed."""
    weighed = [
        Reason(
            part="weighed",
            criterion=share.criterion,
            has=share.has,
            points=share.points,
            weight=share.weight,
            missing=share.missing,
        )
        for share in quality(household, home, frame)
    ]
    order = Reason(part="order", criterion="priority", has=placement.priority)
    held = [found for rule in frame.rules if (found := rule_held(rule.id, placement, household, home, frame))]
    return (order, *held, *sorted(weighed, key=lambda reason: (-reason.weight, -reason.points)))


def rule_held(rule: str, placement: Placement, household: Household, home: Home, frame: Frame) -> Reason | None:
    """What a rule asked for and found; None where it had nothing to ask of this household."""
    if rule == "beds":
        has = placement.beds if home.shared else home.beds
        return Reason(part="rule", criterion=rule, needed=household.size, has=has)
    if rule in household.needs:
        return Reason(part="rule", criterion=rule, needed=True, has=True)
    if rule == "rent":
        return Reason(part="rule", criterion=rule, needed=household.budget, has=rent_part(household, home))
    if rule == "lease":
        return Reason(part="rule", criterion=rule, needed=household.stays_until, has=home.lease_until)
    limits = next(dict(entry.limits) for entry in frame.rules if entry.id == rule)
    asked = not limits.get("permanent_only") or home.kind == "permanent"
    if rule == "area" and asked and not home.shared:
        return Reason(part="rule", criterion=rule, needed=m2_needed(household.size, limits), has=home.m2)
    return None


class Rejections:
    """What stands in the way of every other home, for each household that waits."""

    def __init__(self, problem: Problem, frame: Frame, solution: Solution) -> None:
        """Who was given what, and which beds are held."""
        self.frame, self.as_of = frame, problem.as_of
        self.judge = Judge(problem, frame)
        self.homes = self.judge.homes
        self.got = {placement.household: self.judge.number[placement.home] for placement in solution.placements}
        held = holders(problem, solution)
        self.held = np.array([held.get(home.id, 0) for home in self.homes], dtype=np.int64)
        self.beds = np.array([home.beds if home.shared else 0 for home in self.homes], dtype=np.int64)
        waiting = (household for household in problem.households if waits(household, frame))
        self.waiting = sorted(waiting, key=lambda household: household.id)

    def __len__(self) -> int:
        """How many pairs are rejected."""
        return len(self.waiting) * len(self.homes) - len(self.got)

    def one(self, who: Seeker, number: int) -> Rejection:
        """What stands in the way of one home, told by its number."""
        household, home = who.household, self.homes[number]
        if failed := refused(who, home, self.frame):
            return Rejection(household=household.id, home=home.id, refusals=failed)
        given = self.got.get(household.id)
        instead = None if given is None else self.homes[given]
        return outdone(household, home, self.frame, instead=instead, held=int(self.held[number]))

    def of(self, household: Household) -> Judged:
        """All homes that one household was not given, judged together."""
        who, given = self.judge.seeker(household), self.got.get(household.id)
        verdicts = self.judge.refused(who)
        weighed = [self.judge.weighed(criterion, who) for criterion in self.frame.criteria]
        against = np.concatenate([NO_HOMES, *(verdict.homes for verdict in verdicts)])
        short = np.concatenate([np.zeros(0), *(verdict.short[verdict.which] for verdict in verdicts)])
        fails = np.bincount(against, minlength=len(self.homes))
        can = np.flatnonzero(fails == 0)
        can = can[can != given] if given is not None else can
        return Judged(
            make=partial(self.one, who),
            given=given,
            verdicts=verdicts,
            fails=fails,
            short=np.bincount(against, weights=short, minlength=len(self.homes)).astype(np.float64),
            weighed=weighed,
            can=can,
            here=sum((each.points[can] for each in weighed), np.zeros(len(can), dtype=np.int64)),
            got=None if given is None else sum(int(each.points[given]) for each in weighed),
            taken=(self.held > 0) & (self.beds - self.held < household.size),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The homes that one household was not given, by their numbers; `make` tells of one by itself.

    `fails` and `short` are how many rules each home fails and how much it lacks, `taken` those that somebody else has.
    `can` are those that no rule forbids, `here` the quality of each, `got` that of the one given.
    """

    make: Callable[[int], Rejection]
    given: int | None
    verdicts: list[Verdict]
    fails: Ints
    short: Floats
    taken: Marks
    weighed: list[Weighed]
    can: Ints
    here: Ints
    got: int | None

    def __len__(self) -> int:
        """How many homes they are."""
        return len(self.fails) - (self.given is not None)

    def nearest(self) -> Iterator[Rejection]:
        """The nearest first, each made when it is asked for."""
        return self.by_distance(np.arange(len(self.fails)))

    def by_one_rule(self, could: Callable[[Refusal], bool]) -> Iterator[Rejection]:
        """Those that nobody has, where one rule alone stands in the way and *could* give way: the nearest first."""
        alone = (self.fails == 1) & ~self.taken
        found = [NO_HOMES]
        for verdict in self.verdicts:
            which = verdict.which[alone[verdict.homes]]
            those = [number for number in np.unique(which).tolist() if could(verdict.refusals[number])]
            found.append(verdict.homes[alone[verdict.homes]][np.isin(which, those)])
        return self.by_distance(np.sort(np.concatenate(found)))

    def by_distance(self, homes: Ints) -> Iterator[Rejection]:
        """Where few rules fail, then where little is missing, then where little would be lost; level homes by id."""
        loss = np.zeros(len(self.fails), dtype=np.int64)
        if self.got is not None:
            loss[self.can] = np.abs(self.got - self.here)
        order = homes[np.lexsort((loss[homes], self.short[homes], self.fails[homes]))]
        return (self.make(home) for home in order.tolist() if home != self.given)

    def most_lost(self) -> list[tuple[Share, Share] | tuple[None, None]]:
        """What each home that they could have has by the criterion by which it loses most, and what the one given has.

        Neither where it loses by none.
        """
        if self.given is None or not self.weighed:
            return [(None, None)] * len(self.can)
        by_given = [each.share(self.given) for each in self.weighed]
        there = np.array([[share.points] for share in by_given])
        lost = there - np.array([each.points[self.can] for each in self.weighed])
        found = zip(lost.argmax(axis=0).tolist(), lost.max(axis=0).tolist(), self.can.tolist(), strict=True)
        return [(self.weighed[by].share(home), by_given[by]) if most > 0 else (None, None) for by, most, home in found]


def outdone(household: Household, home: Home, frame: Frame, *, instead: Home | None, held: int) -> Rejection:
    """A home that no rule forbids: what is lost beside the one proposed *instead*; *held* of its beds are others'."""
    here = quality(household, home, frame)
    there = quality(household, instead, frame) if instead else ()
    lost = max(zip(here, there, strict=False), key=lambda pair: pair[1].points - pair[0].points, default=None)
    worse, better = lost if lost and lost[1].points > lost[0].points else (None, None)
    return Rejection(
        household=household.id,
        home=home.id,
        here=total(here),
        got=total(there) if instead else None,
        worse=worse,
        better=better,
        taken=held > 0 and (not home.shared or home.beds - held < household.size),
    )


def holders(problem: Problem, solution: Solution) -> dict[str, int]:
    """How many beds of each home are proposed to somebody or kept by somebody."""
    beds: dict[str, int] = {}
    moved = {placement.household for placement in solution.placements}
    for placement in solution.placements:
        beds[placement.home] = beds.get(placement.home, 0) + placement.beds
    for household in problem.households:
        if household.current_home is not None and household.id not in moved:
            beds[household.current_home.id] = beds.get(household.current_home.id, 0) + household.size
    return beds
