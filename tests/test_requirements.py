"""The coverage table is true: every path is there, and every test named names the requirement."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| ([A-N]\d+) \| (\w+)[^|]*\| ([^|]*)\| ([^|]*)\|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "requirements.md").read_text(encoding="utf-8"))
STANDINGS = {"Done", "Part", "Later"}


def paths(cell: str) -> list[Path]:
    return [ROOT / path for path in re.findall(r"`([^`]+)`", cell)]


def test_every_requirement_stands_once() -> None:
    ids = [row[0] for row in ROWS]
    assert len(ids) == len(set(ids)) > 100
    assert {row[1] for row in ROWS} == STANDINGS


@pytest.mark.parametrize(("name", "standing", "where", "tests"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_there_is_where_the_table_says(name: str, standing: str, where: str, tests: str) -> None:
    if standing == "Later":
        assert not paths(where)
        return
    assert paths(where)
    assert [path for path in paths(where) if not path.exists()] == []
    assert paths(tests)
    assert [path.name for path in paths(tests) if not re.search(rf"\b{name}\b", path.read_text(encoding="utf-8"))] == []
