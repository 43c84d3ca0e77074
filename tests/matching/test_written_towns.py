"""Whatever the reader accepts is answered, and the answer is the best of all placements tried (C4, C5, C6, C18)."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from brobygger.exchange.placement import read_problem
from brobygger.exchange.placement_frames import load_frame
from brobygger.matching import generator
from brobygger.matching.model import Certificate, Frame, Problem, Solution
from brobygger.matching.ordering import beyond
from brobygger.matching.placing import place
from matching.by_hand import CLASSES, Choice, Tried
from matching.verifying import Town
from matching.weighing import points
from matching.written_towns import AS_OF, Raw, written_town

LONG = 30.0
FRAMES = {
    "made up": generator.frame(),
    **{name: load_frame(name, on=AS_OF) for name in ("lejre", "randers", "vesthimmerland")},
}


class Compared:
    """A town's answer beside every placement that can be."""

    def __init__(self, raw: Raw, frame: Frame) -> None:
        self.raw, self.frame = raw, frame
        self.problem = read_problem(json.dumps(raw), lowest_class=beyond(frame))
        self.solution = place(self.problem, frame, seconds=LONG)
        self.town = Town(raw, frame)
        self.tried = Tried(self.problem, frame)
        self.everything = list(self.tried.everything())
        self.scores = [self.tried.score(choice) for choice in self.everything]
        homes = {home.id: home for home in self.problem.homes}
        self.choice: Choice = {each.household: homes[each.home] for each in self.solution.placements}
        self.served, self.quality = self.tried.score(self.choice)

    def faults(self) -> list[str]:
        return [*self.of_proposals(), *self.of_numbers(), *self.of_price(), *self.of_reasons(), *self.of_certificates()]

    def of_proposals(self) -> list[str]:
        """Rules, days and nights; and that each household of the town is told of once."""
        solution, rows = self.solution, self.raw["households"]
        placed = [each.household for each in solution.placements]
        told = [*placed, *(each.household for each in solution.unplaced), *solution.kept]
        found = [] if sorted(told) == sorted(row["id"] for row in rows) else ["not everybody is told of once"]
        return found + self.town.faults_of_placements(solution.placements)

    def of_reasons(self) -> list[str]:
        """Nobody is moved to rooms where the same is wrong."""
        return self.town.faults_of_reasons(self.solution.placements)

    def of_numbers(self) -> list[str]:
        """The tally, the quality and their bounds."""
        solution, found = self.solution, []
        told = {each.number: each for each in solution.served_per_class}
        if [told[number].served if number in told else 0 for number in range(CLASSES)] != list(self.served):
            found.append("the tally does not add up")
        if self.quality != solution.quality:
            found.append("the quality does not add up")
        if solution.optimal and ((self.served, self.quality) != max(self.scores) or solution.gap):
            found.append(f"not the best: {self.served}, {self.quality}, but {max(self.scores)}")
        found += [
            f"more of class {number} could be served than {each.at_most}"
            for number, each in told.items()
            if self.most_of(number, self.served) > each.at_most
        ]
        if max(points for served, points in self.scores if served == self.served) > solution.bound:
            found.append(f"better than the bound {solution.bound} can be")
        return found

    def of_price(self) -> list[str]:
        """The best total quality without the order can be had, and is the best where it says so."""
        best, price = max(points for _, points in self.scores), self.solution.price_of_priority
        wrong = price.quality > best or (price.optimal and price.quality < best)
        return [f"{price.quality} without the order, but {best}"] if wrong else []

    def most_of(self, number: int, served: tuple[int, ...]) -> int:
        """How many of a class can be served when none above loses."""
        return max(other[number] for other, _ in self.scores if all(other[n] >= served[n] for n in range(number)))

    def of_certificates(self) -> list[str]:
        """Each holds, and nobody left out could be served with all who are, and are above or level."""
        found = self.town.faults_of_all(self.solution.unplaced, self.solution.placements)
        for certificate in self.solution.unplaced:
            rank = self.tried.rank[certificate.household]
            kept = {name for name in self.choice if self.tried.rank[name] <= rank} | {certificate.household}
            if certificate.argument != "open" and any(kept <= set(choice) for choice in self.everything):
                found.append(f"{certificate.household} could be served beside all above and level")
            if certificate.argument in ("bound", "open") and self.beyond(certificate, rank):
                found.append(f"{certificate.household}: more than {certificate.has} could be served")
        return found

    def beyond(self, certificate: Certificate, rank: int) -> bool:
        """Whether more of the class among its households can be served than it says, none above losing."""
        among = set(certificate.households)
        tallies = [self.tally(choice, among) for choice in self.everything]
        now = self.tally(self.choice, among)
        fair = [tally for tally in tallies if all(tally[number] >= now[number] for number in range(rank))]
        return max(tally[rank] for tally in fair) > certificate.has

    def tally(self, choice: Choice, among: set[str]) -> Counter[int]:
        return Counter(self.tried.rank[name] for name in choice if name in among)


def shuffled(problem: Problem, seed: int) -> Problem:
    chance, homes, households = random.Random(seed), list(problem.homes), list(problem.households)
    chance.shuffle(homes)
    chance.shuffle(households)
    return replace(problem, homes=tuple(homes), households=tuple(households))


def same(one: Solution, other: Solution) -> bool:
    return replace(one, seconds={}) == replace(other, seconds={})


@pytest.mark.parametrize("name", FRAMES)
def test_the_answer_is_the_best_of_all_placements_tried(name: str) -> None:
    """Every number of it, every certificate, and the same in any order of the input."""
    frame, met = FRAMES[name], Counter[str]()
    for seed in range(1000, 1500):
        compared = Compared(written_town(seed), frame)
        assert compared.faults() == [], seed
        solution = compared.solution
        assert same(solution, place(shuffled(compared.problem, seed), frame, seconds=LONG)), seed
        met["optimal"] += solution.optimal
        met["placed"] += len(solution.placements)
        met["chains"] += sum(bool(each.after) for each in solution.placements)
        met.update(each.argument for each in solution.unplaced)
    assert met["optimal"] > 480
    assert met["placed"] > 100
    assert met["chains"] > 4
    assert min(met["hall"], met["no_home"], met["bound"] + met["beds"]) > 20


@pytest.mark.parametrize("name", FRAMES)
def test_the_verifier_says_the_same_of_every_pair_of_an_written_town(name: str) -> None:
    frame = FRAMES[name]
    for seed in range(150):
        raw = written_town(seed, homes=6, households=6)
        tried = Tried(read_problem(json.dumps(raw), lowest_class=beyond(frame)), frame)
        town = Town(raw, frame)
        assert {each.id for each in tried.waiting} == {each["id"] for each in raw["households"] if town.waits(each)}
        for household in tried.waiting:
            told = town.households[household.id]
            assert tried.rank[household.id] == town.rank(told)
            usable = {home for home in town.homes if town.usable(household.id, home)}
            assert usable == {home.id for home in tried.options[household.id]}, seed
            for home in usable:
                assert tried.points[household.id, home] == points(told, town.homes[home], frame), seed
