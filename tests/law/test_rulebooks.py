"""Every rulebook that ships can be loaded, and every worked example in it holds."""

from __future__ import annotations

import pytest

from brobygger.law.examples import problems, worked
from brobygger.law.loading import load, municipalities
from brobygger.law.rulebook import Example, Rule, Rulebook

BOOKS = {name: load(name) for name in municipalities()}
WORKED = [
    pytest.param(book, rule, example, id=example.origin) for book in BOOKS.values() for rule, example in worked(book)
]


@pytest.mark.parametrize(("book", "rule", "example"), WORKED)
def test_every_worked_example_holds(book: Rulebook, rule: Rule, example: Example) -> None:
    assert problems(rule, example, book) == []
