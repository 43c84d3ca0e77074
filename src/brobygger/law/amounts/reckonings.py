"""The amounts that a worked example may ask for by name: a closed list, each reckoned from a few given facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from brobygger.law.amounts import danish_education, guarantee, repatriation, state_grants, temporary_rent
from brobygger.law.amounts.arithmetic import given, leaf
from brobygger.law.amounts.danish_education import Module
from brobygger.law.amounts.guarantee import Draw, Guarantee
from brobygger.law.amounts.model import HUNDREDTHS, RateBook, Undetermined
from brobygger.law.amounts.repatriation import Comeback, Returning
from brobygger.law.amounts.state_grants import InProgramme
from brobygger.law.amounts.temporary_rent import Household
from brobygger.law.amounts.tree import Outcome
from brobygger.law.rulebook import Text

Given = Mapping[str, Any]
Made = TypeVar("Made")
SUM: Text = {"da": "Oplyst beløb", "en": "Given amount"}


def made(kind: type[Made], told: Given) -> Made:
    """The dataclass with what is told of it; the rest is not known."""
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # every kind here is a dataclass
    return kind(**{name: value for name, value in told.items() if name in names})


def guarantee_of(told: Given) -> Guarantee:
    """A guarantee with its tests and draws: `tests = { a1 = DATE }`, `draws = [{ on, kr, act }]`."""
    tests = tuple(sorted(told.get("tests", {}).items(), key=lambda one: (one[1], one[0])))
    draws = tuple(Draw(on=one["on"], ore=one["kr"] * HUNDREDTHS, act=one["act"]) for one in told.get("draws", ()))
    return made(Guarantee, {**told, "tests": tests, "draws": draws})


def one_rate(book: RateBook, told: Given) -> Outcome:
    """A rate of money on a day. Raises `TypeError` for any other."""
    found = book.on(told["rate"], told["on"])
    return found if isinstance(found, Undetermined) else leaf(found)


def one_part(book: RateBook, told: Given) -> Outcome:
    """One part of the support to return home, by its number."""
    parts = repatriation.parts(book, made(Returning, told))
    return parts if isinstance(parts, Undetermined) else parts[told["part"] - 1].amount


def sum_of(told: Given, name: str) -> Outcome:
    """Kroner that the example gives."""
    return given(told[name] * HUNDREDTHS, text=SUM)


def household_rent(book: RateBook, told: Given) -> Outcome:
    """The rent of a temporary home in a month."""
    return temporary_rent.temporary_rent(book, made(Household, told), month=told["month"])


def first_rent(book: RateBook, told: Given) -> Outcome:
    """What the municipality pays of the first month's rent."""
    return temporary_rent.first_month_paid(book, household_rent(book, told), moved_in=told["month"])


def result(book: RateBook, told: Given) -> Outcome:
    """A result grant."""
    return state_grants.result_grant(
        book, made(InProgramme, told), result=told["result"], achieved_on=told.get("achieved_on"),
        held_months=told.get("held_months"),
    )  # fmt: skip


def day(told: Given) -> date:
    """The day the example is asked."""
    found: date = told["on"]
    return found


RECKONINGS: Mapping[str, Callable[[RateBook, Given], Outcome]] = {
    "rate": one_rate,
    "temporary_rent": household_rent,
    "first_month_rent": first_rent,
    "danish_deposit": lambda book, told: danish_education.deposit(book, made(Module, told)),
    "danish_fee": lambda book, told: danish_education.fee(book, made(Module, told)),
    "danish_refund": lambda book, told: danish_education.refund(book, made(Module, told)),
    "danish_forfeited": lambda book, told: danish_education.forfeited(book, made(Module, told)),
    "guarantee_required": lambda book, told: guarantee.required(book, guarantee_of(told)),
    "guarantee_standing": lambda book, told: guarantee.standing(book, guarantee_of(told), on=day(told)),
    "guarantee_left": lambda book, told: guarantee.left(book, guarantee_of(told), on=day(told)),
    "repatriation_grant": lambda book, told: repatriation.whole_grant(book, made(Returning, told)),
    "repatriation_part": one_part,
    "repatriation_reclaimed": lambda book, told: repatriation.reclaimed(
        book, made(Returning, told), made(Comeback, told), on=day(told)
    ),
    "repatriation_refund": lambda book, told: repatriation.state_refund(book, sum_of(told, "paid"), on=day(told)),
    "repatriation_bonus": lambda book, told: repatriation.bonus(book, made(Returning, told)),
    "basic_grant": lambda book, told: state_grants.basic_grant(book, made(InProgramme, told), month=told["month"]),
    "result_grant": result,
    "programme_refund": lambda book, told: state_grants.programme_refund(
        book, sum_of(told, "cost"), sum_of(told, "used"), on=day(told)
    ),
    "temporary_housing_refund": lambda book, told: state_grants.temporary_housing_refund(
        book, sum_of(told, "cost"), on=day(told)
    ),
    "benefit_refund": lambda book, told: state_grants.benefit_refund(
        book, sum_of(told, "benefit"), week=told.get("week"), on=day(told)
    ),
}
