"""A case file with faults is refused whole: every fault at once, exit code 2, nothing reckoned."""

from __future__ import annotations

from pathlib import Path

import pytest

from brobygger.__main__ import main

GOOD = """
municipality = "randers"
[[person]]
id = "p"
born = 1984-01-01
[[fact]]
person = "p"
fact = "allocation_decided"
value = 2015-05-15
"""
DECISION = """[[decision]]
rule = "{rule}"
kind = "waived"
from = 2015-06-01
reason = "{reason}"
by = "M"
[[fact]]"""
BAD = {
    "no municipality": ('municipality = "randers"', "", "'municipality' is missing."),
    "an unknown municipality": ('"randers"', '"roskilde"', "No rulebook of that name."),
    "an unknown fact": ('"allocation_decided"', '"allocated"', "The fact 'allocated' is not in the vocabulary."),
    "an unknown person": ('person = "p"', 'person = "q"', "The person 'q' is not in the case."),
    "no such day": ("value = 2015-05-15", 'value = "2015-02-31"', "'value' is '2015-02-31'."),
    "no day at all": ("value = 2015-05-15", "", "'allocation_decided' has no date."),
    "a word nobody knows": ("value = 2015-05-15", "value = 2015-05-15\nmoon = 1", "'moon' is not known here."),
    "ends before it begins": (
        "value = 2015-05-15", "value = 2015-05-15\nfrom = 2015-05-15\nto = 2015-05-01", "is before 'from'"
    ),
    "a decision without a reason": (
        "[[fact]]",
        DECISION.format(rule="integration_contract", reason=" "),
        "'reason' is empty.",
    ),
    "a decision on a milestone": (
        "[[fact]]",
        DECISION.format(rule="responsibility_taken", reason="x"),
        "is no duty of the rulebook.",
    ),
    "no TOML": ("[[person]]", "[[person", "Not valid TOML"),
}  # fmt: skip


def asked(path: Path) -> int:
    return main(["assess", str(path), "--as-of", "2015-07-02"])


@pytest.mark.parametrize(("before", "after", "said"), BAD.values(), ids=BAD)
def test_a_bad_case_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str, after: str, said: str
) -> None:
    path = tmp_path / "case.toml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")

    assert asked(path) == 2

    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_every_fault_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.toml"
    path.write_text(
        GOOD.replace('municipality = "randers"', "").replace('person = "p"', 'person = "q"').replace("2015-05-15", "7"),
        encoding="utf-8",
    )

    assert asked(path) == 2

    told = capsys.readouterr().err
    for said in ("'municipality' is missing.", "The person 'q'", "'allocation_decided' is 7."):
        assert said in told


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(tmp_path / "none.toml") == 2

    assert "The file cannot be read" in capsys.readouterr().err
