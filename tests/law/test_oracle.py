"""The oracle: cases reckoned by hand from the law, told to the core and to the command alike.

Each file in `oracle/` is a case file that also says what a lawyer expects of it: `why`, `as_of` and `expect`. An
expectation names a rule, a person where there are several, an occurrence where there are several, and only what it
speaks of. `absent` says that there is no such duty.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brobygger.exchange.case_toml import read_case, read_municipality
from brobygger.law.assessment import assess
from brobygger.law.loading import load
from brobygger.site.commands import assess as command

FILES = sorted((Path(__file__).parent / "oracle").glob("*.toml"))
FEWEST = 40
BOOKS = {name: load(name) for name in ("denmark", "lejre", "randers", "vesthimmerland")}
NAMING = ("rule", "person", "occurrence", "absent", "remark")
CASES = [pytest.param(path, id=path.stem) for path in FILES]


def told(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def as_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def unmet(case: dict[str, Any], findings: list[dict[str, Any]]) -> list[str]:
    problems = []
    for expected in case["expect"]:
        named = [
            found
            for found in findings
            if found["rule"] == expected["rule"]
            and expected.get("person", found["person"]) == found["person"]
            and expected.get("occurrence", 1) == found["occurrence"]
        ]
        who = " ".join(str(expected[key]) for key in ("rule", "person", "occurrence") if key in expected)
        if expected.get("absent"):
            problems += [f"{who}: not expected, got due {found['due_on']}, {found['standing']}" for found in named]
            continue
        if len(named) != 1:
            problems.append(f"{who}: expected once, found {len(named)} times")
            continue
        problems += [
            f"{who}: {key} is {named[0][key]!r}, expected {as_plain(value)!r}"
            for key, value in expected.items()
            if key not in NAMING and named[0][key] != as_plain(value)
        ]
        if not any(expected.get("remark", "") in remark for remark in [*named[0]["remarks"], ""]):
            problems.append(f"{who}: no remark says {expected['remark']!r}, got {named[0]['remarks']}")
    return problems


def test_there_are_enough_cases_and_each_says_why() -> None:
    assert len(FILES) >= FEWEST
    assert [path.name for path in FILES if not told(path).get("why")] == []


def test_every_rule_has_an_oracle_case() -> None:
    asked = {expected["rule"] for path in FILES for expected in told(path)["expect"] if not expected.get("absent")}
    rules = {rule.id for book in BOOKS.values() for rule in book.duties}
    assert rules - asked == set()


@pytest.mark.parametrize("path", CASES)
def test_the_core_says_what_a_lawyer_expects(path: Path) -> None:
    case, book = told(path), BOOKS[read_municipality(path)]
    findings = assess(read_case(path, book), book, on=case["as_of"])
    assert unmet(case, [found.as_json("da") for found in findings]) == []


@pytest.mark.parametrize("path", CASES)
def test_the_command_says_what_a_lawyer_expects(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = told(path)
    asked = argparse.Namespace(case=path, as_of=case["as_of"], known_on=None, rules=None, lang="da", format="json")
    assert command.run(asked) == 0
    assert unmet(case, json.loads(capsys.readouterr().out)) == []


def test_the_command_as_it_is_typed() -> None:
    path = Path(__file__).parent / "oracle" / "randers-allocated-mid-may-2015.toml"
    typed = [sys.executable, "-m", "brobygger", "assess", str(path), "--as-of", "2015-05-20", "--format", "json"]
    answer = subprocess.run(typed, capture_output=True, text=True, check=True)
    assert unmet(told(path), json.loads(answer.stdout)) == []
