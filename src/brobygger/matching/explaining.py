"""Why this home, and why not the others: each placement's reasons, and what stands in the way of every other pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from brobygger.matching.hard_rules import m2_needed, refusals, rent_part
from brobygger.matching.model import Frame, Home, Household, Placement, Problem, Refusal, Share, Solution, Value
from brobygger.matching.ordering import waits
from brobygger.matching.quality import quality, total

QUALITY, TAKEN = "quality", "taken"


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
    `here` is then its quality, `got` that of the home proposed instead (None when none was), `worse` the criterion by
    which it loses most, and `taken` says that somebody else lives there or is to.
    """

    household: str
    home: str
    refusals: tuple[Refusal, ...] = ()
    here: int | None = None
    got: int | None = None
    worse: Share | None = None
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
        self.homes = sorted(problem.homes, key=lambda home: home.id)
        self.of_id = {home.id: home for home in problem.homes}
        self.got = {placement.household: placement.home for placement in solution.placements}
        self.held = holders(problem, solution)
        waiting = (household for household in problem.households if waits(household, frame))
        self.waiting = sorted(waiting, key=lambda household: household.id)

    def __iter__(self) -> Iterator[Rejection]:
        """Every pair, household by household, home by home."""
        for household in self.waiting:
            yield from self.of(household)

    def of(self, household: Household) -> Iterator[Rejection]:
        """Every home that one household was not given."""
        given = self.got.get(household.id)
        instead = self.of_id.get(given) if given else None
        for home in self.homes:
            if home is instead:
                continue
            refused = refusals(household, home, self.frame, self.as_of)
            if refused:
                yield Rejection(household=household.id, home=home.id, refusals=refused)
            else:
                yield outdone(household, home, self.frame, instead=instead, held=self.held.get(home.id, 0))


def outdone(household: Household, home: Home, frame: Frame, *, instead: Home | None, held: int) -> Rejection:
    """A home that no rule forbids: what is lost beside the one proposed *instead*; *held* of its beds are others'."""
    here = quality(household, home, frame)
    there = quality(household, instead, frame) if instead else ()
    losses = [(other.points - share.points, share) for share, other in zip(here, there, strict=False)]
    most, worse = max(losses, key=lambda loss: loss[0], default=(0, None))
    return Rejection(
        household=household.id,
        home=home.id,
        here=total(here),
        got=total(there) if instead else None,
        worse=worse if most > 0 else None,
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
