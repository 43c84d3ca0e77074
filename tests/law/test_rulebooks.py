"""Every rulebook that ships can be loaded, and every worked example in it holds."""

from __future__ import annotations

import pytest

from brobygger.law.examples import problems, worked
from brobygger.law.library import municipalities
from brobygger.law.loading import load
from brobygger.law.rulebook import Example, Rule, Rulebook
from brobygger.site.folders import CLONE

BOOKS = {name: load(name) for name in municipalities()}
WORKED = [
    pytest.param(book, rule, example, id=example.origin) for book in BOOKS.values() for rule, example in worked(book)
]


@pytest.mark.parametrize(("book", "rule", "example"), WORKED)
def test_every_worked_example_holds(book: Rulebook, rule: Rule, example: Example) -> None:
    assert problems(rule, example, book) == []


LAW = BOOKS["denmark"]
FRAMES = sorted(
    {v.citation.url for book in BOOKS.values() for r in book.rules.values() for v in r.versions if not v.is_law}
)


@pytest.mark.parametrize("address", FRAMES)
def test_a_frames_address_leads_to_a_heading_of_the_docs(address: str) -> None:
    path, _, anchor = address.partition("#")
    lines = (CLONE / path).read_text(encoding="utf-8").splitlines()
    headings = [line.lstrip("# ").casefold().replace(" ", "-") for line in lines if line.startswith("#")]
    assert anchor in headings


def test_the_law_tells_the_rows_it_was_read_from() -> None:
    assert [rule.id for rule in LAW.rules.values() if not rule.sources[rule.origin]] == []


def test_what_is_unconfirmed_says_why() -> None:
    silent = [
        f"{rule.id} {version.in_force}"
        for book in BOOKS.values()
        for rule in book.rules.values()
        for version in rule.versions
        if not version.confirmed and not version.note and version.repeats != "not_read"
    ]
    assert silent == []


def test_no_version_was_read_before_it_began() -> None:
    early = [
        f"{rule.id} {version.in_force}"
        for book in BOOKS.values()
        for rule in book.rules.values()
        for version in rule.versions
        if version.citation.checked_on < version.in_force
    ]
    assert early == []
