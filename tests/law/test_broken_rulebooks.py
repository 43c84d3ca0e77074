"""A rulebook that cannot be trusted is refused: every fault at once, with file, problem and remedy."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from brobygger.law.errors import RulebookFaultsError
from brobygger.law.library import SHIPPED
from brobygger.law.loading import load
from brobygger.site.commands import rules as command

CONTRACT = "denmark/duties/integration_contract.toml"
BROKEN = {
    "no such count": ('count        = "months_after"', 'count        = "moons_after"', "'count' is 'moons_after'."),
    "whole months counted back": (
        'count        = "months_after"\nnumber       = 1',
        'count        = "first_after_whole_months"\nnumber       = -1',
        "'number' is -1.",
    ),
    "a chain counted back": ("number       = 1", 'number       = -1\nrepeats      = "after_last"', "'number' is -1."),
    "a state that has no day": (
        'from = "responsibility_taken"', 'from = "partner"', "'partner' has no day to count from."
    ),
    "a number with no day": ('from = "responsibility_taken"', 'from = "rent"', "'rent' has no day to count from."),
    "an age again and again": (
        'from = "responsibility_taken"', 'from = "born"\nrepeats      = "each"', "Counts from 'born' more than once."
    ),
    "all of them at each": (
        'counted_from = "responsibility_taken"',
        'counted_from_all = ["arrived", "bed_assigned"]\nrepeats      = "each"',
        "'counted_from_all' waits for several days.",
    ),
    "an age on a day nobody knows": ("adult = true }", 'adult = true, age_at = "tuesday" }', "Counts from 'tuesday'"),
    "a day for no age": ("adult = true }", 'age_at = "arrived" }', "No age is asked about."),
    "a number in words": ("number       = 1", 'number       = "one"', "'number' is 'one'."),
    "no such basis": ('basis        = "statute"', 'basis        = "rumour"', "'basis' is 'rumour'."),
    "no such fact": ('fulfilled_by = "contract_signed"', 'fulfilled_by = "signed"', "'fulfilled_by' names 'signed'."),
    "no such start": ('from = "responsibility_taken"', 'from = "tuesday"', "Counts from 'tuesday'"),
    "no such people": ('["programme"]', '["martian"]', "'legal_basis' cannot be 'martian'."),
    "a key nobody knows": ("[[version]]", "[[version]]\nmoon = 1", "'moon' is not known here."),
    "no address": ("https://www.retsinformation.dk", "www.retsinformation.dk", "'url' is"),
    "a date in words": ("in_force     = 1999-01-01", 'in_force     = "1999"', "'in_force' is '1999'."),
    "ends before it begins": ("until        = 2019-08-31", "until        = 1998-08-31", "is before 'in_force'"),
    "one language": (', en = "Integration contract" }', " }", "not told in both"),
    "an example of nothing": ("contract_signed = 2015-08-01", "signed = 2015-08-01", "'given' names 'signed'."),
    "each at a milestone": (
        'count        = "months_after"', 'count        = "months_after"\nrepeats      = "each"', "which is no fact"
    ),
    "a window with no length": (
        'count        = "months_after"',
        'count        = "same_day"\nrepeats      = "windows"\ntimes        = 4',
        "A window needs a length.",
    ),
    "no TOML at all": ("[[version]]", "[[version", "Not valid TOML"),
}  # fmt: skip


@pytest.fixture
def books(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "books")
    return tmp_path / "books"


def broken(books: Path, rule: str, before: str, after: str) -> None:
    path = books / rule
    told = path.read_text(encoding="utf-8")
    assert before in told
    path.write_text(told.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(("before", "after", "said"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_told_with_its_file_and_its_remedy(books: Path, before: str, after: str, said: str) -> None:
    broken(books, CONTRACT, before, after)

    with pytest.raises(RulebookFaultsError) as refused:
        load("denmark", books)

    [fault, *_] = [fault for fault in refused.value.faults if said in fault.problem]
    assert fault.where.startswith(CONTRACT)
    assert fault.remedy


def test_all_faults_of_all_files_are_told_at_once(books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken(books, CONTRACT, *BROKEN["no such basis"][:2])
    broken(books, CONTRACT, *BROKEN["no such fact"][:2])
    broken(books, "lejre/duties/relocation_answer.toml", 'count        = "days_after"', 'count        = "nights_after"')

    assert command.run(argparse.Namespace(action="check", rules=books, unconfirmed=False)) == 2

    told = capsys.readouterr().err
    for said in ("rumour", "'signed'", "nights_after", "lejre/duties/relocation_answer.toml"):
        assert said in told


def test_a_municipality_nobody_knows_is_told(books: Path) -> None:
    with pytest.raises(RulebookFaultsError, match="Use one of: denmark, lejre, randers, vesthimmerland"):
        load("roskilde", books)
