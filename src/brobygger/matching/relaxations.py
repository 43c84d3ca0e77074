"""Who would be served if one thing were otherwise: a higher rent, a longer way, camping cabins until a day.

Only what the change touches is placed anew: households and homes that hang together, by what can be or by who lives
where, with something that the change makes possible, be it on a later day, and where somebody is without a proposal.
Who has a proposal keeps one wherever the order lets them: the answer is as few swaps as can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from brobygger.matching.model import NO_END, Change, Frame, Home, Problem, Solution
from brobygger.matching.ordering import beyond, class_of, waits
from brobygger.matching.pairs import Stock, pairs
from brobygger.matching.placing import place

Changed = tuple[Problem, Frame]
Pair = tuple[str, str]
LONG_AGO = timedelta(days=36_500)
"""Longer than anybody waits: among level households who had a proposal comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """What a change would do: who would be served and is not, and who is and would not be.

    `opened` counts the pairs of a household and a home that it makes possible; `until` is its last day, if it has one.
    `optimal` is False where the placements anew were not proven best in the time allowed.
    """

    change: Change
    until: date | None
    opened: int
    served: tuple[str, ...]
    no_longer: tuple[str, ...]
    optimal: bool


def relaxations(
    problem: Problem, frame: Frame, solution: Solution, changes: Iterable[Change], *, seconds: float
) -> tuple[Relaxed, ...]:
    """Each change by itself, in the order given; *seconds* are allowed for each."""
    before = possible(problem, frame)
    return tuple(relaxed(problem, frame, solution, change, before=before, seconds=seconds) for change in changes)


def relaxed(
    problem: Problem, frame: Frame, solution: Solution, change: Change, *, before: Mapping[Pair, int], seconds: float
) -> Relaxed:
    """What one change would do."""
    until = last_day(change, problem.as_of)
    changed, other_frame = CHANGES[change.id](problem, frame, replace(change, until=until))
    after = possible(changed, other_frame)
    opened = after.keys() - before.keys()
    eased = {home for (name, home), last in after.items() if last > before.get((name, home), 0)}
    touched = eased | roomier(problem, frame, other_frame)
    placed = {placement.household for placement in solution.placements}
    part = hanging_together(changed, other_frame, after, touched, placed)
    if part is None:
        return Relaxed(change=change, until=until, opened=len(opened), served=(), no_longer=(), optimal=True)
    anew = place(steady(part, placed), replace(other_frame, criteria=()), seconds=seconds)
    now = {placement.household for placement in anew.placements}
    then = placed & {household.id for household in part.households}
    if by_class(part, other_frame, now) < by_class(part, other_frame, then):  # not proven, and no better than it was
        now = then
    return Relaxed(
        change=change,
        until=until,
        opened=len(opened),
        served=tuple(sorted(now - then)),
        no_longer=tuple(sorted(then - now)),
        optimal=anew.optimal,
    )


def steady(problem: Problem, placed: set[str]) -> Problem:
    """Who has a proposal goes before others of the class who would do as well: the question is who is served."""
    households = tuple(
        replace(each, waiting_since=problem.as_of - LONG_AGO) if each.id in placed else each
        for each in problem.households
    )
    return replace(problem, households=households)


def by_class(problem: Problem, frame: Frame, names: set[str]) -> list[int]:
    """How many of these households are of each class, the first class first."""
    classes = [class_of(each, frame) for each in problem.households if each.id in names]
    return [classes.count(number) for number in range(beyond(frame) + 1)]


def last_day(change: Change, as_of: date) -> date | None:
    """The day that the change holds to: as told, else its number of days from the day asked."""
    if change.until is None and change.id == "kind_until":
        return as_of + timedelta(days=change.number)
    return change.until


def possible(problem: Problem, frame: Frame) -> dict[Pair, int]:
    """Every pair that no rule forbids, of those who wait, with the last day on which they could move."""
    waiting = tuple(household for household in problem.households if waits(household, frame))
    found = pairs(waiting, problem.homes, frame, problem.as_of)
    stock, last = Stock(problem.homes, frame, problem.as_of), dict[Pair, int]()
    begins = np.searchsorted(found.row, np.arange(len(waiting) + 1))
    for row, household in enumerate(waiting):
        cols = found.col[begins[row] : begins[row + 1]].astype(np.int64)
        days = stock.last_day(household, int(found.priority[row]), cols)
        names = ((household.id, problem.homes[col].id) for col in cols.tolist())
        last.update(zip(names, days.tolist(), strict=True))
    return last


def roomier(problem: Problem, frame: Frame, other_frame: Frame) -> set[str]:
    """Shared homes where the change alters how many a room holds, though it opens them to nobody by himself."""
    if room_limits(frame) == room_limits(other_frame):
        return set()
    return {home.id for home in problem.homes if home.shared}


def room_limits(frame: Frame) -> dict[str, dict[str, int]]:
    """The rules that say how many a shared room holds."""
    return {rule.id: dict(rule.limits) for rule in frame.rules if rule.id in ("area", "sharing")}


def hanging_together(
    problem: Problem, frame: Frame, after: Iterable[Pair], touched: set[str], placed: set[str]
) -> Problem | None:
    """The part of the problem that the change can move: None where nobody in it is without a proposal."""
    groups = Groups()
    for household, home in after:
        groups.join(f"household {household}", f"home {home}")
    for each in problem.households:
        if each.current_home is not None and each.current_home.id:
            groups.join(f"household {each.id}", f"home {each.current_home.id}")
    moved = {groups.of(f"home {home}") for home in touched}
    households = tuple(each for each in problem.households if groups.of(f"household {each.id}") in moved)
    if not any(waits(each, frame) and each.id not in placed for each in households):
        return None
    homes = tuple(home for home in problem.homes if groups.of(f"home {home.id}") in moved)
    return Problem(as_of=problem.as_of, homes=homes, households=households)


class Groups:
    """Names that hang together, by the name that stands for the group."""

    def __init__(self) -> None:
        """Each by itself until joined."""
        self.above: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The name that stands for the group."""
        while (above := self.above.get(name, name)) != name:
            self.above[name] = self.above.get(above, above)
            name = above
        return name

    def join(self, one: str, other: str) -> None:
        """The two groups are one."""
        self.above[self.of(one)] = self.of(other)


def higher_rent(problem: Problem, frame: Frame, change: Change) -> Changed:
    """Every household can pay so much more; the law's ceiling stands."""
    households = tuple(
        each if each.budget is None else replace(each, budget=each.budget + change.number)
        for each in problem.households
    )
    return replace(problem, households=households), frame


def shorter_lease(problem: Problem, frame: Frame, change: Change) -> Changed:
    """Every lease counts as so many days longer."""
    return with_homes(problem, lambda home: longer(home, change.number)), frame


def longer(home: Home, days: int) -> Home:
    """The home with a lease that ends so many days later, if it ends."""
    if home.lease_until is None or home.lease_until == NO_END:
        return home
    return replace(home, lease_until=home.lease_until + timedelta(days=days))


def kind_until(problem: Problem, frame: Frame, change: Change) -> Changed:
    """Homes of that kind whose lease reaches the day are as good as those without an end."""
    until = change.until or problem.as_of

    def open_ended(home: Home) -> Home:
        reaches = home.kind == change.kind and home.lease_until is not None and home.lease_until >= until
        return replace(home, lease_until=NO_END) if reaches else home

    return with_homes(problem, open_ended), frame


def ramp(problem: Problem, frame: Frame, _change: Change) -> Changed:
    """No home has steps; what has not been looked at is not made step-free."""
    return with_homes(problem, lambda home: replace(home, step_free=True) if home.step_free is False else home), frame


def longer_way(problem: Problem, frame: Frame, change: Change) -> Changed:
    """So many minutes more to the language school."""
    return problem, with_limits(frame, "travel", minutes_to_school=change.number)


def smaller(problem: Problem, frame: Frame, change: Change) -> Changed:
    """So many square metres less for a household."""
    return problem, with_limits(frame, "area", m2_first=-change.number)


def more_in_room(problem: Problem, frame: Frame, change: Change) -> Changed:
    """So many more singles in a shared room, if it has the beds."""
    return problem, with_limits(frame, "sharing", most_in_room=change.number)


def with_homes(problem: Problem, altered: Callable[[Home], Home]) -> Problem:
    """The problem with every home of the list altered, also where somebody lives in it."""
    homes = {home.id: altered(home) for home in problem.homes}
    households = tuple(
        replace(each, current_home=homes.get(each.current_home.id, each.current_home)) if each.current_home else each
        for each in problem.households
    )
    return replace(problem, homes=tuple(homes.values()), households=households)


def with_limits(frame: Frame, rule: str, **more: int) -> Frame:
    """The frame with so much more on the rule's limits; as it is where it has no such rule."""
    rules = tuple(
        replace(each, limits={**each.limits, **{key: each.limits[key] + number for key, number in more.items()}})
        if each.id == rule
        else each
        for each in frame.rules
    )
    return replace(frame, rules=rules)


CHANGES: dict[str, Callable[[Problem, Frame, Change], Changed]] = {
    "area": smaller,
    "kind_until": kind_until,
    "lease": shorter_lease,
    "ramp": ramp,
    "rent": higher_rent,
    "sharing": more_in_room,
    "travel": longer_way,
}
