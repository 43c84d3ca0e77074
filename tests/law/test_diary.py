"""The law diary tells the same in data and on its page, and knows every day on which the law of the rulebooks turns."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.library import SHIPPED
from brobygger.law.loading import load
from brobygger.law.wording import said

PAGE = Path(__file__).parents[2] / "docs" / "law-diary.md"
ENTRIES = tomllib.loads((SHIPPED / "diary.toml").read_text(encoding="utf-8"))["entry"]
OF_THE_BOOKKEEPING = {
    date(2014, 9, 19): "from here the end of a permit was read; the rule is the same",
    date(2017, 10, 11): "from here the shift of the takeover was read; the rule is the same",
    date(2018, 1, 1): "the card for students who pay themselves; told on the day it ended",
    date(2019, 7, 1): "the declaration's assumed day; told under 1 March 2019",
    date(2022, 12, 10): "the second regulation on six months of suspension takes the place of the first",
    date(2013, 9, 23): "from here the health assessment was read; the rule is the same",
    date(2020, 6, 22): "from here the declaration was read; the rule is the same",
    date(2020, 9, 8): "a new regulation on the contract; the rules are the same",
    date(2025, 4, 2): "from here the deadline of complaints was read; the rule is the same",
}

OF_THE_READING = {date(2013, 1, 1), date(2014, 1, 1), date(2014, 11, 13), date(2019, 3, 13)}
"""The oldest law of benefits, and days from which a text of it was read; the rule is the same."""


def test_every_entry_is_told_in_both_languages_and_on_the_page() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    for entry in ENTRIES:
        assert f"## {said(entry['day'], 'en')} {' '.join(entry['text']['da'].split())}" in page
        assert " ".join(entry["text"]["en"].split()) in page


def test_the_days_stand_in_their_order() -> None:
    days = [entry["day"] for entry in ENTRIES]
    assert days == sorted(set(days))


def test_every_turn_of_the_law_since_2013_has_its_entry() -> None:
    turns = {
        day
        for rule in load("denmark").rules.values()
        for version in rule.versions
        for day in (version.in_force, version.until and version.until + timedelta(days=1))
        if day and day.year > 2012
    }
    assert turns - {entry["day"] for entry in ENTRIES} - set(OF_THE_BOOKKEEPING) == set()


def test_every_new_law_of_benefits_has_its_entry() -> None:
    turns = {regime.in_force for regime in load_books().law.regimes} - OF_THE_READING
    assert turns - {entry["day"] for entry in ENTRIES} == set()
    assert len(turns) == 5
