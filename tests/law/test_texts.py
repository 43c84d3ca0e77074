"""The table of the texts that rules are read against."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brobygger.law.errors import Fault
from brobygger.law.library import SHIPPED
from brobygger.law.rulebook import Citation
from brobygger.law.texts import check_named, read_texts


def table(faults: list[Fault]) -> dict[str, date]:
    found = read_texts(SHIPPED / "denmark" / "texts.toml", where="denmark/texts.toml", faults=faults)
    return {number: text.starts for number, text in found.items()}


def test_the_shipped_table_is_whole() -> None:
    faults: list[Fault] = []
    starts = table(faults)
    assert faults == []
    assert starts["2014/1094"] == date(2014, 10, 7)
    assert starts["2016/1208"] == date(2016, 10, 1)


def test_a_citation_names_a_text_of_the_table() -> None:
    faults: list[Fault] = []
    texts = read_texts(SHIPPED / "denmark" / "texts.toml", where="denmark/texts.toml", faults=faults)
    said = {"law": "integrationsloven", "section": "§ 19", "source": "LBK", "url": "https://example.dk"}
    check_named(
        Citation(**said, checked_on=date(2026, 11, 30), first="2014/1094", last="1999/1"), texts,
        where="a.toml", faults=faults,
    )  # fmt: skip
    assert [fault.problem for fault in faults] == ["'last' names '1999/1'."]


def test_what_a_text_lacks_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "texts.toml").write_text('["2014/1094"]\nlaw = "integrationsloven"\n', encoding="utf-8")
    faults: list[Fault] = []
    read_texts(tmp_path / "texts.toml", where="texts.toml", faults=faults)
    assert {fault.problem for fault in faults} == {
        "'title' is missing.", "'from' is missing.", "'url' is missing.",
    }  # fmt: skip
