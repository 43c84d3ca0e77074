"""Every placement tried, and greedy by priority: slow and plain, with nothing of the solvers but the hard rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations, product

from brobygger.matching.frame_rules import reason_of
from brobygger.matching.hard_rules import area_limits, places, refusals
from brobygger.matching.model import Frame, Home, Household, Problem
from brobygger.matching.ordering import class_of, waits
from brobygger.matching.quality import quality, total

Choice = dict[str, Home]
Rooms = dict[str, tuple[str, ...]]
Score = tuple[tuple[int, ...], int]
CLASSES = 9
MANY = 2


class Tried:
    """A small problem, every pair judged once."""

    def __init__(self, problem: Problem, frame: Frame) -> None:
        self.problem, self.frame = problem, frame
        limits = {rule.id: dict(rule.limits) for rule in frame.rules}
        self.rules = set(limits)
        self.most = limits["sharing"]["most_in_room"]
        self.waiting = [each for each in problem.households if waits(each, frame)]
        self.people = {each.id: each for each in problem.households}
        self.rank = {each.id: class_of(each, frame) for each in problem.households}
        self.options = {
            each.id: [home for home in problem.homes if not refusals(each, home, frame, problem.as_of)]
            for each in self.waiting
        }
        self.points = {
            (each.id, home.id): total(quality(each, home, frame))
            for each in self.waiting
            for home in self.options[each.id]
        }
        self.holds = {
            (home.id, room.id): places(room, home, area_limits(home, limits.get("area"))) or 0
            for home in problem.homes
            for room in home.rooms
        }
        self.residents: dict[str, list[str]] = {}
        for each in problem.households:
            if each.current_home is not None:
                self.residents.setdefault(each.current_home.id, []).append(each.id)

    def score(self, choice: Choice) -> Score:
        served = [0] * CLASSES
        for name in choice:
            served[self.rank[name]] += 1
        return tuple(served), sum(self.points[name, home.id] for name, home in choice.items())

    def best(self) -> tuple[Score, int]:
        """The best in order, and the best total quality without it."""
        scores = [self.score(choice) for choice in self.everything()]
        return max(scores), max(points for _, points in scores)

    def everything(self) -> Iterator[Choice]:
        """Every placement that can be."""
        return (choice for choice in self.choices(self.waiting, {}) if self.possible(choice))

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
        """True when there are rooms and days for all of it."""
        whole = [home for home in choice.values() if not home.shared]
        if any(self.staying(home, choice) for home in whole) or len({home.id for home in whole}) < len(whole):
            return False
        come = [name for name, home in choice.items() if home.shared]
        return any(self.in_time(choice, rooms) for rooms in self.rooms_given(choice, come, {}))

    def staying(self, home: Home, choice: Choice) -> list[str]:
        """Who lives in a home and is not moved."""
        return [name for name in self.residents.get(home.id, []) if name not in choice]

    # --- rooms

    def rooms_given(self, choice: Choice, come: list[str], given: Rooms) -> Iterator[Rooms]:
        """Every way to give rooms to those who come to shared homes, when all who leave have left."""
        if not come:
            yield given
            return
        first, *rest = come
        home = choice[first]
        for rooms in self.ways(self.people[first], home):
            new = {**given, first: rooms}
            if all(self.suits(home, room, new, choice, self.staying(home, choice)) for room in rooms):
                yield from self.rooms_given(choice, rest, new)

    def ways(self, household: Household, home: Home) -> Iterator[tuple[str, ...]]:
        """A room for who may share one, else as many rooms as they need and none too many."""
        names = [room.id for room in home.rooms if self.holds[home.id, room.id]]
        if self.shares(household):
            yield from ((name,) for name in names)
            return
        found: list[set[str]] = []
        for rooms in chain.from_iterable(combinations(names, number) for number in range(1, len(names) + 1)):
            enough = sum(self.holds[home.id, name] for name in rooms) >= household.size
            if enough and not any(smaller < set(rooms) for smaller in found):
                found.append(set(rooms))
                yield rooms

    def shares(self, household: Household) -> bool:
        """A single who may be put in with others: not one who is to be moved because they share a room."""
        reason = reason_of(household, self.rank[household.id], self.frame.classes)
        again = "mends_reason" in self.rules and reason is not None and reason.condition == "shares_room"
        return may_share(household) and not again

    def fits_in(self, household: Household, new: list[str]) -> bool:
        """Whether somebody can be one of several in a room: newcomers as above, others as they live already."""
        return self.shares(household) if household.id in new else may_share(household)

    def suits(self, home: Home, room: str, given: Rooms, choice: Choice, there: Iterable[str]) -> bool:
        """Newcomers in a room, with those of *there* who live in it: one household, or singles of one sex."""
        new = [name for name, rooms in given.items() if choice[name] is home and room in rooms]
        old = [name for name in there if room in self.lives_in(name, home)]
        together = [self.people[name] for name in (*new, *old)]
        if len(together) < MANY:
            return True
        if any(len(self.lives_in(name, home)) > 1 for name in old) or not all(
            self.fits_in(each, new) for each in together
        ):
            return False
        alike = len({each.people[0].sex for each in together}) == 1
        return alike and len(together) <= min(self.most, self.holds[home.id, room])

    def lives_in(self, name: str, home: Home) -> set[str]:
        """The rooms that somebody lives in; all of the home where nobody told, and then they have them alone."""
        return set(self.people[name].current_rooms or (room.id for room in home.rooms))

    # --- days

    def in_time(self, choice: Choice, rooms: Rooms) -> bool:
        """Every move on a day when those before are gone, none after its last.

        In a home let whole all who live there go first. In a shared room each newcomer may wait for some of those who
        leave it: every such agreement is tried, each on the first days that it allows.
        """
        agreements = product(*(self.may_wait_for(name, choice, rooms) for name in choice))
        return any(self.fits(choice, rooms, dict(zip(choice, after, strict=True))) for after in agreements)

    def may_wait_for(self, name: str, choice: Choice, rooms: Rooms) -> list[tuple[str, ...]]:
        """For whom a newcomer can wait."""
        home = choice[name]
        leave = [each for each in self.residents.get(home.id, []) if each in choice and each != name]
        if not home.shared:
            return [tuple(leave)]
        near = [each for each in leave if self.lives_in(each, home) & set(rooms[name])]
        return list(chain.from_iterable(combinations(near, number) for number in range(len(near) + 1)))

    def fits(self, choice: Choice, rooms: Rooms, after: Rooms) -> bool:
        """Whether nobody moves too late, and on no night anybody sleeps where they may not."""
        as_of = self.problem.as_of
        days = {
            name: max(as_of, self.people[name].arrives or as_of, home.free_from or as_of)
            for name, home in choice.items()
        }
        for _ in choice:
            for name in choice:
                days[name] = max([days[name], *(days[other] for other in after[name])])
        if not all(self.still_fine(self.people[name], home, days[name]) for name, home in choice.items()):
            return False
        return all(self.nights(name, choice, rooms, days) for name in rooms)

    def nights(self, name: str, choice: Choice, rooms: Rooms, days: dict[str, date]) -> bool:
        """The first night of a newcomer in a shared home; on later ones, till the next comes, some may have left."""
        home, first = choice[name], days[name]
        come = {each: given for each, given in rooms.items() if days[each] <= first}
        there = [each for each in self.residents.get(home.id, []) if each not in choice or days[each] > first]
        return all(self.suits(home, room, come, choice, there) for room in rooms[name])

    def still_fine(self, household: Household, home: Home, day: date) -> bool:
        return not refusals(household, replace(home, free_from=day), self.frame, self.problem.as_of)

    def greedy(self) -> tuple[int, ...]:
        """By class, then the longest wait: each gets the best home that is still free."""
        choice: Choice = {}
        order = sorted(self.waiting, key=lambda each: (self.rank[each.id], each.waiting_since or self.problem.as_of))
        for each in order:
            for home in sorted(self.options[each.id], key=lambda home: -self.points[each.id, home.id]):
                if self.possible({**choice, each.id: home}):
                    choice[each.id] = home
                    break
        return self.score(choice)[0]


def may_share(household: Household) -> bool:
    """A single of whom it is known that they may share a room, and with whom."""
    return household.may_share and None not in (household.people[0].age, household.people[0].sex)


def prefixes(served: tuple[int, ...]) -> list[int]:
    return [sum(served[: number + 1]) for number in range(len(served))]
