"""`brobygger rules show` speaks to people: labels, never ids."""

from __future__ import annotations

import pytest

from brobygger.__main__ import main
from brobygger.law.library import municipalities
from brobygger.law.loading import load


def shown(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    assert main(["rules", "show", *asked]) == 0
    return capsys.readouterr().out


def test_what_is_counted_from_has_its_label(capsys: pytest.CaptureFixture[str]) -> None:
    """g29"""
    assert ": 1 måned efter overtagelsen [" in shown(capsys, "integration_contract")
    assert ": 1 month after the takeover [" in shown(capsys, "integration_contract", "--lang", "en")
    assert ": ankommet til kommunen" in shown(capsys, "family_visit_first", "--municipality", "vesthimmerland")


@pytest.mark.parametrize("name", municipalities())
def test_no_line_has_the_id_of_a_fact_or_a_milestone(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    book = load(name)
    ids = {one for one in {*book.facts, *book.rules} if "_" in one}

    lines = [line for line in shown(capsys, "--municipality", name).splitlines() if line.startswith("    ")]

    assert lines
    assert [line for line in lines if ids & set(line.replace(":", " ").replace(",", " ").split())] == []
