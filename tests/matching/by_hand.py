"""Every placement tried, and greedy by priority: slow and plain, with nothing of the solvers but the hard rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

from brobygger.matching.hard_rules import places, refusals
from brobygger.matching.model import Frame, Home, Household, Problem
from brobygger.matching.ordering import class_of, waits
from brobygger.matching.quality import quality, total

Choice = dict[str, Home]
Score = tuple[tuple[int, ...], int]
CLASSES = 9


class Tried:
    """A small problem, every pair judged once."""

    def __init__(self, problem: Problem, frame: Frame) -> None:
        self.problem, self.frame = problem, frame
        self.limits = {rule.id: dict(rule.limits) for rule in frame.rules}
        self.waiting = [each for each in problem.households if waits(each, frame)]
        self.rank = {each.id: class_of(each, frame) for each in problem.households}
        self.options = {
            each.id: [home for home in problem.homes if not refusals(each, home, frame, problem.as_of)]
            for each in self.waiting
        }

    def score(self, choice: Choice) -> Score:
        served = [0] * CLASSES
        for name in choice:
            served[self.rank[name]] += 1
        people = {each.id: each for each in self.waiting}
        points = sum(total(quality(people[name], home, self.frame)) for name, home in choice.items())
        return tuple(served), points

    def best(self) -> tuple[Score, int]:
        """The best in order, and the best total quality without it."""
        scores = [self.score(choice) for choice in self.choices(self.waiting, {}) if self.possible(choice)]
        return max(scores), max(points for _, points in scores)

    def choices(self, left: list[Household], chosen: Choice) -> Iterator[Choice]:
        if not left:
            yield chosen
            return
        first, *rest = left
        yield from self.choices(rest, chosen)
        for home in self.options[first.id]:
            if home.shared or home not in chosen.values():
                yield from self.choices(rest, {**chosen, first.id: home})

    def possible(self, choice: Choice) -> bool:
        homes = {home.id: home for home in choice.values()}
        return all(self.holds(home, choice) for home in homes.values()) and self.in_time(choice)

    def holds(self, home: Home, choice: Choice) -> bool:
        stay = [
            each
            for each in self.problem.households
            if each.current_home is not None and each.current_home.id == home.id and each.id not in choice
        ]
        come = [each for each in self.waiting if each.id in choice and choice[each.id].id == home.id]
        if not home.shared:
            return len(come) + len(stay) <= 1
        rooms: dict[str, list[Household]] = {room.id: [] for room in home.rooms}
        for each in stay:
            for room in each.current_rooms:
                rooms[room].append(each)
        return self.fits(home, come, rooms)

    def fits(self, home: Home, come: list[Household], rooms: dict[str, list[Household]]) -> bool:
        if not come:
            return True
        first, *rest = come
        holds = {room.id: places(room, home, self.limits["area"]) or 0 for room in home.rooms}
        for taken in self.ways(first, holds, rooms):
            after = {name: [*there, first] if name in taken else there for name, there in rooms.items()}
            if self.fits(home, rest, after):
                return True
        return False

    def ways(
        self, household: Household, holds: dict[str, int], rooms: dict[str, list[Household]]
    ) -> Iterator[tuple[str, ...]]:
        if household.may_share:
            most = self.limits["sharing"]["most_in_room"]
            for name, there in rooms.items():
                alike = all(each.may_share and each.people[0].sex == household.people[0].sex for each in there)
                if alike and len(there) < min(most, holds[name]):
                    yield (name,)
            return
        free = [name for name, there in rooms.items() if not there and holds[name]]
        for taken in chain.from_iterable(combinations(free, number) for number in range(1, len(free) + 1)):
            if sum(holds[name] for name in taken) >= household.size:
                yield taken

    def in_time(self, choice: Choice) -> bool:
        """Every move on a day when those before are gone, none after its last."""
        people = {each.id: each for each in self.waiting}
        as_of = self.problem.as_of
        days = {n: max(as_of, people[n].arrives or as_of, home.free_from or as_of) for n, home in choice.items()}
        for _ in choice:
            for name, home in choice.items():
                for other in choice:
                    current = people[other].current_home
                    if not home.shared and current is not None and current.id == home.id:
                        days[name] = max(days[name], days[other])
        return all(self.still_fine(people[name], home, days[name].toordinal()) for name, home in choice.items())

    def still_fine(self, household: Household, home: Home, day: int) -> bool:
        return not refusals(household, replace(home, free_from=date.fromordinal(day)), self.frame, self.problem.as_of)

    def greedy(self) -> tuple[int, ...]:
        """By class, then the longest wait: each gets the best home that is still free."""
        choice: Choice = {}
        order = sorted(self.waiting, key=lambda each: (self.rank[each.id], each.waiting_since or self.problem.as_of))
        for each in order:
            for home in sorted(self.options[each.id], key=lambda home: -total(quality(each, home, self.frame))):
                if self.possible({**choice, each.id: home}):
                    choice[each.id] = home
                    break
        return self.score(choice)[0]


def prefixes(served: tuple[int, ...]) -> list[int]:
    return [sum(served[: number + 1]) for number in range(len(served))]
