"""A household's rejected homes written all at once are the rows written one by one, to the letter (C5, C18)."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from brobygger.exchange.placement_json import Answer, write
from brobygger.exchange.placement_rows import BETWEEN, AllRows, rows_of
from brobygger.exchange.placement_voice import Voice
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import Rejections
from brobygger.matching.model import Problem
from brobygger.matching.placing import place
from matching.odd_towns import FRAMES, odd_town


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("shared", "language"), [(False, "da"), (True, "en")])
def test_rows_written_together_are_those_written_one_by_one(
    frame: str, shared: bool, language: Language  # noqa: FBT001  the kind of town
) -> None:  # fmt: skip
    town = odd_town(25, seed=7, shared=shared)
    rejections = Rejections(town, FRAMES[frame], place(town, FRAMES[frame], seconds=1))
    rows = AllRows(rejections, language)
    for household in rejections.waiting:
        voice = Voice(language, household.size)
        by_home = sorted(rejections.of(household).nearest(), key=lambda rejection: rejection.home)
        plain = [row for rejection in by_home for row in rows_of(rejection, voice)]
        assert rows.of(household) == BETWEEN.join(json.dumps(row, ensure_ascii=False) for row in plain)
    assert len(list(rows)) == len(rejections.waiting)


def answer(town: Problem, most: int | None) -> Any:
    frame = FRAMES["lejre"]
    solution = place(town, frame, seconds=1)
    out = io.StringIO()
    told = Answer(town, frame, solution, language="da").fields(Rejections(town, frame, solution), most, None, 0.0)
    write(told, out)
    return json.loads(out.getvalue())


def test_of_a_large_town_the_nearest_homes_alone_can_be_told() -> None:
    town = odd_town(20, seed=5, shared=False)
    whole, few, none = (answer(town, most) for most in (None, 2, 0))
    pairs = {(row["household"], row["home"]) for row in whole["rejected"]}
    assert whole["rejected_pairs"] == {"all": len(pairs), "nearest_of_each": None}
    assert few["rejected_pairs"] == {"all": len(pairs), "nearest_of_each": 2}
    assert none["rejected"] == []
    names = {household for household, _ in pairs}
    told = {name: [row for row in few["rejected"] if row["household"] == name] for name in names}
    assert all(len({row["home"] for row in rows}) == 2 for rows in told.values())
    assert all(row in whole["rejected"] for rows in told.values() for row in rows)
    assert {**few, "rejected": 0, "rejected_pairs": 0} == {
        **whole,
        "rejected": 0,
        "rejected_pairs": 0,
        "seconds_by_step": few["seconds_by_step"],
    }


def test_a_town_without_homes_or_households_has_nothing_rejected() -> None:
    town = odd_town(6, seed=5, shared=False)
    for bare in (
        Problem(as_of=town.as_of, homes=(), households=()),
        Problem(as_of=town.as_of, homes=town.homes, households=()),
    ):
        assert answer(bare, None)["rejected"] == answer(bare, 3)["rejected"] == []
    lone = next(each for each in town.households if each.current_home is None)
    assert answer(Problem(as_of=town.as_of, homes=(), households=(lone,)), None)["rejected"] == []
