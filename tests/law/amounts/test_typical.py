"""F1, F2, F3: the households worked by hand, a month under each law from 2013 to 2026."""

from __future__ import annotations

import pytest

from brobygger.__main__ import main
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.amounts.typical import Worked, typical
from brobygger.site.folders import CLONE

BOOKS = load_books()
WORKED = typical(BOOKS)
REGIMES = {
    "2013-11", "2014-11", "2015-11-before", "2015-11-after", "2016-09", "2018-03", "2018-09", "2019-06", "2020-06",
    "2022-06", "2024-06", "2025-03", "2025-09", "2026-03",
}  # fmt: skip


def test_ten_households_stand_under_every_law() -> None:
    months: dict[str, set[str]] = {one.household: set() for one in WORKED}
    for one in WORKED:
        months[one.household].add(one.column.id)
    assert sum(found == REGIMES for found in months.values()) >= 10
    assert len(WORKED) > 150


@pytest.mark.parametrize("worked", WORKED, ids=lambda one: f"{one.household} {one.column.id}")
def test_the_core_says_what_was_worked_by_hand(worked: Worked) -> None:
    assert worked.problems(BOOKS) == []


@pytest.mark.parametrize(("language", "page"), [("da", "regneeksempler.md"), ("en", "worked-examples.md")])
def test_the_printed_table_is_what_the_command_prints(
    language: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["typical", "--lang", language]) == 0

    assert capsys.readouterr().out == (CLONE / "docs" / page).read_text(encoding="utf-8")
