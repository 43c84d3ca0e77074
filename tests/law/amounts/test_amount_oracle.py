"""F1, F4: public questions with an official answer, and given cases, told to the core and to the commands alike.

Each file in `oracle/` says why, with its source, and what a month's amounts are, or what a rate is on a day.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brobygger.__main__ import main
from brobygger.exchange.case_toml import read_case
from brobygger.law.amounts.month import amounts_of
from brobygger.law.amounts.tree import kroner
from law.amounts.people_of import books

FILES = sorted((Path(__file__).parent / "oracle").glob("*.toml"))
TOLD = {path: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
MONTHS = [pytest.param(path, one, id=f"{path.stem} {one['month']} {one['kind']}")
          for path, told in TOLD.items() for one in told.get("expect", [])]  # fmt: skip
RATES = [pytest.param(one, id=f"{path.stem} {one['id']} {one['on']}")
         for path, told in TOLD.items() for one in told.get("rate", [])]  # fmt: skip


def test_every_case_says_why_with_its_source() -> None:
    assert len(FILES) >= 12
    assert [path.stem for path, told in TOLD.items() if not (told["why"] and told["source"])] == []


def found(lines: list[dict[str, Any]], expected: dict[str, Any]) -> dict[str, Any]:
    """What was got, by the keys that are expected."""
    own = [one for one in lines if (one["kind"], one["person"]) == (expected["kind"], expected.get("person"))]
    if expected.get("absent"):
        return {"absent": not own}
    assert len(own) == 1
    return {key: own[0][key] for key in ("amount", "missing", "confirmed") if key in expected}


@pytest.mark.parametrize(("path", "expected"), MONTHS)
def test_the_core_and_the_command_say_what_is_owed(
    path: Path, expected: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = {key: expected[key] for key in ("amount", "missing", "confirmed", "absent") if key in expected}
    month = date.fromisoformat(f"{expected['month']}-01")
    core = [line.as_json("en") for line in amounts_of(read_case(path, books().rulebook), books(), month=month)]
    assert found(core, expected) == wanted

    assert main(["amount", str(path), "--month", expected["month"], "--format", "json"]) == 0
    assert found(json.loads(capsys.readouterr().out), expected) == wanted


@pytest.mark.parametrize("expected", RATES)
def test_the_rate_is_what_the_source_says(expected: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    period = books().rates.on(expected["id"], expected["on"])
    assert kroner(period.ore) == expected["kroner"]  # type: ignore[union-attr]  # a rate that is missing fails here

    assert main(["rate", expected["id"], "--on", expected["on"].isoformat(), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer[0] if isinstance(answer, list) else answer)["value"] == expected["kroner"]
