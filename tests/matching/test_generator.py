"""A made-up town is one that the command can be given: written down and read back it is the same (C5)."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from brobygger.__main__ import main
from brobygger.exchange.placement import read_problem
from brobygger.matching import generator
from brobygger.matching.ordering import beyond
from brobygger.site.folders import CLONE
from matching.verifying import raw_problem

README = CLONE / "examples" / "placement" / "README.md"
LAST = beyond(generator.frame())


@pytest.mark.parametrize(("shared", "late", "unknown"), [*product((False, True), (0, 0.5), (0, 0.3))])
def test_every_town_written_down_is_read_back_the_same(*, shared: bool, late: float, unknown: float) -> None:
    for seed in range(40):
        told = generator.problem(12, seed=seed, shared=shared, homes=0.7, late=late, unknown=unknown)
        assert read_problem(json.dumps(raw_problem(told)), lowest_class=LAST) == told


def test_a_seed_makes_the_same_town_again_and_another_seed_another() -> None:
    one, again, other = (generator.problem(9, seed=seed, shared=True, late=0.5) for seed in (4, 4, 5))
    assert one == again
    assert one != other


@pytest.mark.parametrize("frame", ["lejre", "randers", "vesthimmerland"])
@pytest.mark.parametrize("shared", [False, True])
def test_the_command_answers_for_a_made_up_town(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, frame: str, *, shared: bool
) -> None:
    file = tmp_path / "town.json"
    file.write_text(json.dumps(raw_problem(generator.problem(10, seed=6, shared=shared, late=0.3))))
    assert main(["place", str(file), "--frame", frame, "--format", "json", "--relax"]) == 0
    answer = json.loads(capsys.readouterr().out)
    left_out = len(answer["unplaced"])
    assert answer["placements"]
    assert sum(each["waiting"] for each in answer["served_per_class"]) == len(answer["placements"]) + left_out


def test_the_readme_tells_how_to_make_a_town_of_any_size() -> None:
    program = README.read_text().split("```python\n")[1].split("```")[0]
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert read_problem(made, lowest_class=LAST) == generator.problem(200, seed=1, shared=True)
