"""What is judged for many at once is what is judged pair by pair, and the nearest are told first (C5, C18)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brobygger.matching import judging
from brobygger.matching.explaining import QUALITY, TAKEN, Rejection, Rejections, holders, outdone
from brobygger.matching.hard_rules import RULES, refusals
from brobygger.matching.model import Frame, Home, Household, Problem, Refusal, Solution
from brobygger.matching.nearness import shortfall
from brobygger.matching.ordering import waits
from brobygger.matching.placing import place
from brobygger.matching.quality import CRITERIA
from brobygger.matching.sight import SIGHT
from matching.odd_towns import FRAMES, odd_town

LITTLE = 0.3
KINDS = pytest.mark.parametrize("shared", [False, True], ids=["whole", "shared"])


def plainly(problem: Problem, frame: Frame, solution: Solution, household: Household) -> list[Rejection]:
    """Every home that a household was not given, each judged by itself, home by home."""
    homes = {home.id: home for home in sorted(problem.homes, key=lambda home: home.id)}
    given = {placement.household: placement.home for placement in solution.placements}.get(household.id)
    held = holders(problem, solution)
    rejections = []
    for name, home in homes.items():
        if name == given:
            continue
        failed = refusals(household, home, frame, problem.as_of)
        rejections.append(
            Rejection(household=household.id, home=name, refusals=failed)
            if failed
            else outdone(household, home, frame, instead=homes[given] if given else None, held=held.get(name, 0))
        )
    return rejections


def together(rejections: Rejections, household: Household) -> list[Rejection]:
    """The same, put together from what was judged of all homes at once."""
    judged = rejections.of(household)
    names = [home.id for home in rejections.homes]
    against: dict[int, list[Refusal]] = {}
    for verdict in judged.verdicts:
        for home, which in zip(verdict.homes.tolist(), verdict.which.tolist(), strict=True):
            against.setdefault(home, []).append(verdict.refusals[which])
    found = {
        home: Rejection(household=household.id, home=names[home], refusals=tuple(failed))
        for home, failed in against.items()
        if home != judged.given
    }
    told = zip(
        judged.can.tolist(), judged.here.tolist(), judged.most_lost(), judged.taken[judged.can].tolist(), strict=True
    )
    for home, here, (worse, better), taken in told:
        rejection = Rejection(household=household.id, home=names[home], here=here, got=judged.got, taken=taken)
        found[home] = replace(rejection, worse=worse, better=better)
    assert len(found) == len(judged)
    return [found[home] for home in sorted(found)]


def distance(rejection: Rejection) -> tuple[int, float, int, str]:
    lacks = 0.0
    for refusal in rejection.refusals:
        lacks += shortfall(refusal)
    return len(rejection.refusals), lacks, abs(rejection.loss or 0), rejection.home


def is_taken(household: Household, home: Home, held: int) -> bool:
    return bool(held) and (not home.shared or home.beds - held < household.size)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@KINDS
def test_what_is_judged_for_many_is_what_is_judged_pair_by_pair(
    shared: bool, frame: Frame  # noqa: FBT001  the kind of town
) -> None:  # fmt: skip
    town = odd_town(40, seed=len(frame.rules), shared=shared)
    solution = place(town, frame, seconds=1)
    rejections = Rejections(town, frame, solution)
    pairs, held = 0, holders(town, solution)
    homes = {home.id: home for home in town.homes}
    for household in rejections.waiting:
        plain = plainly(town, frame, solution, household)
        assert together(rejections, household) == plain
        nearest = sorted(plain, key=distance)
        assert list(rejections.of(household).nearest()) == nearest
        by_one_rule = [
            each
            for each in nearest
            if len(each.refusals) == 1
            and shortfall(each.refusals[0]) <= LITTLE
            and not is_taken(household, homes[each.home], held.get(each.home, 0))
        ]
        assert list(rejections.of(household).by_one_rule(lambda said: shortfall(said) <= LITTLE)) == by_one_rule
        pairs += len(plain)
    assert len(rejections) == pairs
    assert [each.id for each in rejections.waiting] == sorted(each.id for each in town.households if waits(each, frame))


def test_the_odd_towns_make_every_rule_speak() -> None:
    said: set[str] = set()
    for frame in FRAMES.values():
        for shared in (False, True):
            town = odd_town(30, seed=1, shared=shared)
            solution = place(town, frame, seconds=1)
            said |= {
                row.criterion
                for household in Rejections(town, frame, solution).waiting
                for rejection in plainly(town, frame, solution, household)
                for row in rejection.rows
            }
    assert said == {*RULES, "lives_there", QUALITY, TAKEN}


def test_whatever_is_judged_or_weighed_says_what_it_looks_at() -> None:
    assert set(SIGHT) == {*RULES, *CRITERIA}


def test_little_memory_changes_nothing_but_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    town, frame = odd_town(25, seed=3, shared=True), FRAMES["more rules"]
    solution = place(town, frame, seconds=1)
    monkeypatch.setattr(judging, "MOST_KEPT", 40)
    rejections = Rejections(town, frame, solution)
    for household in rejections.waiting:
        assert together(rejections, household) == plainly(town, frame, solution, household)
        assert rejections.judge.verdicts.weight <= 40 or len(rejections.judge.verdicts.kept) == 1
    assert 0 < len(rejections.judge.verdicts.kept) < 10
