"""What a rulebook has not confirmed, and what nobody has read lately, is listed for whoever settles it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brobygger.__main__ import main
from brobygger.law.errors import RulebookFaultsError
from brobygger.law.library import SHIPPED
from brobygger.law.loading import load
from brobygger.law.rulebook import LawText, Rulebook
from brobygger.law.unconfirmed import key_of, stale, unconfirmed

BOOK = load("lejre")
PLAN = "denmark/duties/integration_plan.toml"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "books"))


def changed(books: Path, before: str, after: str) -> None:
    path = books / PLAN
    told = path.read_text(encoding="utf-8")
    assert before in told
    path.write_text(told.replace(before, after, 1), encoding="utf-8")


def test_each_version_that_is_not_confirmed_is_listed_once_with_who_settles_it() -> None:
    listed = [one for one in unconfirmed(BOOK) if one.kind == "version"]
    doubtful = [v for rule in BOOK.rules.values() for v in rule.versions if not v.confirmed]

    assert len(listed) == len(doubtful)
    assert len({one.key for one in listed}) == len(listed)
    assert all(one.missing["da"] and one.missing["en"] and one.owner == "leader" for one in listed)


def test_keys_tell_the_versions_of_a_rule_apart() -> None:
    for rule in BOOK.rules.values():
        assert len({key_of(rule, version) for version in rule.versions}) == len(rule.versions)


def test_the_part_that_nobody_has_read_is_not_confirmed() -> None:
    old, new = load("denmark").rules["cpr_registration"].versions

    assert (old.until, old.confirmed) == (date(2007, 12, 13), False)
    assert (new.in_force, new.confirmed, new.until) == (date(2007, 12, 14), True, None)
    assert old.note is not None
    assert "14. december 2007" in old.note["da"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('first   = "2013/650"', 'first   = "2013/1115"', "which is not in force on 2013-07-01"),
        ('last    = "2014/1094"', 'last    = "2013/1115"', "which is not in force on 2016-06-30"),
        ('last    = "2014/1094"', 'last    = "2014/9999"', "names '2014/9999'"),
        ('first   = "2013/650"\n', "", "confirmed without 'first'"),
        ('last    = "2014/1094"\n', "", "confirmed without 'last'"),
        ("basis        = ", "confirmed    = false\nbasis        = ", "is not confirmed and does not say why"),
        ("basis        = ", "confirmed_from = 2013-07-01\nbasis        = ", "'confirmed_from' is 2013-07-01"),
    ],
)
def test_a_text_that_was_not_in_force_confirms_nothing(books: Path, before: str, after: str, said: str) -> None:
    changed(books, before, after)

    with pytest.raises(RulebookFaultsError, match=said):
        load("denmark", books)


def test_a_text_that_nobody_has_read_confirms_nothing(books: Path) -> None:
    texts = books / "denmark" / "texts.toml"
    told = texts.read_text(encoding="utf-8")
    start = told.index('["2013/650"]')
    texts.write_text(told[:start] + told[start:].replace("read_on = 2026-11-30\n", "", 1), encoding="utf-8")

    with pytest.raises(RulebookFaultsError, match="which nobody has read"):
        load("denmark", books)


def newer(book: Rulebook) -> Rulebook:
    """The same rulebook once a newer Integration Act is out that nobody has read."""
    text = LawText(
        number="2027/1", law="integrationsloven", title={"da": "LBK", "en": "LBK"}, starts=date(2027, 1, 1), url=""
    )
    return replace(book, texts={**book.texts, text.number: text})


def said_of(book: Rulebook, rule: str, today: date) -> list[str]:
    return [one.why for one in stale(book, today=today) if one.where.endswith(f" {rule}")]


def test_what_was_read_more_than_a_year_ago_is_told_from_the_day_after() -> None:
    assert said_of(BOOK, "cpr_registration", date(2027, 11, 30)) == []
    assert any("last read on 2026-11-30" in why for why in said_of(BOOK, "cpr_registration", date(2027, 12, 1)))


def test_an_open_end_that_was_not_read_in_the_newest_text_is_told() -> None:
    assert said_of(BOOK, "danish_referral", date(2026, 11, 30)) == []
    assert any(
        "2027/1 of integrationsloven" in why for why in said_of(newer(BOOK), "danish_referral", date(2027, 1, 2))
    )
    assert said_of(newer(BOOK), "integration_plan", date(2026, 12, 1)) == []


def test_the_command_lists_rule_period_and_owner(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", "--unconfirmed", "--format", "json", "--lang", "en"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert main(["rules", "check", "--unconfirmed", "--municipality", "lejre"]) == 0
    told = capsys.readouterr().out

    [one] = [one for one in listed if one["rule"] == "cpr_registration"]
    assert (one["from"], one["until"], one["owner"]) == ("1999-01-01", "2007-12-13", "leader")
    assert "has not been read" in one["missing"]
    assert "CPR-registrering (cpr_registration)\n    1. januar 1999 - 13. december 2007" in told
    assert "[afklares af: leder]" in told
