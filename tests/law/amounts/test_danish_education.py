"""E3: deposit and fee by date and kind of student, what comes back and what is forfeited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from brobygger.law.amounts.danish_education import Module, deposit, fee, forfeited, refund, refund_by
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.tree import Amount, Outcome

LAW = load_rates()
OLD = Module(kind="self_supporting", referred_on=date(2018, 9, 3), started_on=date(2018, 10, 1))
NEW = replace(OLD, started_on=date(2020, 7, 2))


def told(found: Outcome) -> int | tuple[str, ...]:
    return found.checked().ore // 100 if isinstance(found, Amount) else found.missing


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (OLD, 1250),
        (NEW, 2000),
        (replace(OLD, started_on=date(2017, 6, 30)), 0),
        (replace(OLD, referred_on=None), ("danish_referred",)),
        (replace(OLD, kind="au_pair"), 0),
        (replace(OLD, kind="integration"), 0),
        (replace(NEW, kind="au_pair"), ("law_not_read",)),
        (replace(NEW, referred_on=date(2017, 5, 1)), ("law_not_read",)),
        (replace(OLD, kind="astronaut"), ("student_kind",)),
        (Module(), ("student_kind", "module_started")),
        (replace(OLD, kind="integration", started_on=date(2003, 1, 1)), ("du-free-for-i",)),
    ],
)
def test_the_deposit_follows_date_kind_and_referral(module: Module, expected: object) -> None:
    assert told(deposit(LAW, module)) == expected


@pytest.mark.parametrize(
    ("started_on", "expected", "confirmed"),
    [
        (date(2018, 6, 30), 0, False),
        (date(2018, 7, 1), 2000, True),
        (date(2020, 7, 1), 2000, True),
        (date(2020, 7, 2), 0, True),
    ],
)
def test_the_fee_was_there_for_two_years(started_on: date, expected: int, *, confirmed: bool) -> None:
    found = fee(LAW, replace(OLD, started_on=started_on))
    assert isinstance(found, Amount)
    assert (told(found), found.confirmed) == (expected, confirmed)


def test_a_fee_needs_the_kind_of_student() -> None:
    assert told(fee(LAW, replace(OLD, kind=None))) == ("student_kind",)
    assert told(fee(LAW, replace(OLD, kind="integration"))) == 0


@pytest.mark.parametrize(
    ("module", "back", "lost"),
    [
        (replace(OLD, ended="stopped", refund_asked_on=date(2019, 1, 7)), 1250, 0),
        (replace(OLD, ended="not_entitled", refund_asked_on=date(2019, 1, 7)), 1250, 0),
        (replace(OLD, ended="passed"), 0, 0),
        (replace(OLD, ended="running"), 0, 0),
        (OLD, ("module_ended",), ("module_ended",)),
        (replace(NEW, ended="stopped"), 0, 2000),
        (replace(NEW, ended="running"), 0, 0),
        (replace(NEW, ended="not_entitled"), ("law_not_read",), ("law_not_read",)),
        (replace(NEW, ended="passed"), ("ended_on", "pass_by"), ("ended_on", "pass_by")),
        (replace(NEW, ended="passed", ended_on=date(2020, 12, 31), pass_by=date(2020, 12, 31)), 2000, 0),
        (replace(NEW, ended="passed", ended_on=date(2021, 1, 1), pass_by=date(2020, 12, 31)), 0, 2000),
        (replace(OLD, kind="integration"), 0, 0),
    ],
)
def test_what_comes_back_and_what_is_lost(module: Module, back: object, lost: object) -> None:
    assert told(refund(LAW, module)) == back
    assert told(forfeited(LAW, module)) == lost


def test_the_deposit_is_paid_back_within_a_month_of_being_asked_for() -> None:
    assert refund_by(LAW, replace(OLD, refund_asked_on=date(2019, 1, 31))) == date(2019, 2, 28)
    assert refund_by(LAW, OLD) is None
    assert refund_by(LAW, replace(NEW, refund_asked_on=date(2021, 1, 31))) is None
    assert refund_by(LAW, Module(refund_asked_on=date(2021, 1, 31))) is None
