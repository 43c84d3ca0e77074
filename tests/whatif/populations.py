"""Made-up populations: families with the variety of a municipality's refugees, and any facts at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from brobygger.exchange.case_toml import ROLES
from brobygger.law.rulebook import BORN
from brobygger.whatif.population import DATES, ROLE, UNKNOWN, Column, Population

STATES: dict[str, tuple[Any, ...]] = {
    "partner": ("none", "married", "cohabiting"), "supports_children": (True, False), "living_at_home": (True, False),
    "mental_illness": (True, False), "activity_ready": (True, False), "extra_child_allowance": (True, False),
    "danish_test": ("none", "pd1", "pd2", "pd3", "medically_unable"), "education_completed": (True, False),
    "residence_requirement": (True, False), "employment_requirement": (True, False),
    "transition_supplement": (True, False), "work_225_hours": (True, False),
    "income": ("on_benefit", "work_or_education", "self_supporting"),
    "legal_basis": ("convention_refugee", "quota_refugee", "family_reunified_other", "displaced_ukraine", "eu_eea"),
}  # fmt: skip
NUMBERS = ("earnings", "housing_benefit", "special_support")
Person = dict[str, Any]
"""What is told of one person; what is left out is not known."""


def population(families: list[list[Person]], municipality: str = "denmark") -> Population:
    """The families as columns."""
    people = [person for family in families for person in family]
    columns = {ROLE: Column(kind="choice", words=ROLES, values=codes(people, ROLE, ROLES.index))}
    for name in DATES:
        columns[name] = Column(kind="date", values=codes(people, name, lambda day: day.toordinal()))
    for name, words in STATES.items():
        kind = "yes_no" if words[0] in (True, False) else "choice"
        columns[name] = Column(kind=kind, words=words, values=codes(people, name, words.index))
    for name in NUMBERS:
        columns[name] = Column(kind="number", values=codes(people, name, int))
    groups = ("young", "old")
    return Population(
        municipality=municipality,
        households=tuple(f"h{number}" for number in range(len(families))),
        first=np.cumsum([0, *(len(family) for family in families)]),
        columns=columns,
        groups={"group_age": Column(kind="text", words=groups, values=codes(people, "group_age", groups.index))},
    )


def codes(people: list[Person], name: str, code: Callable[[Any], int]) -> Any:
    return np.array([UNKNOWN if person.get(name) is None else code(person[name]) for person in people], dtype=np.int64)


def some_day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def any_family(chance: random.Random, around: date) -> list[Person]:
    """One to five people of whom anything may be told, with dates that lie close to the days the law asks about."""
    return [any_person(chance, around) for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 5)))]


def any_person(chance: random.Random, around: date) -> Person:
    person: Person = {ROLE: chance.choice(ROLES)}
    years = chance.choice((0, 3, 17, 18, 24, 25, 29, 30, 31, 45))
    born = date(around.year - years, around.month, 1) + timedelta(days=chance.randrange(-40, 40))
    if chance.random() < 0.93:
        person[BORN] = born
    if chance.random() < 0.9:
        years = chance.choice((0, 0, 1, 3, 8, 9, 10))
        person["arrived"] = date(around.year - years, around.month, 1) + timedelta(days=chance.randrange(-40, 40))
        if chance.random() < 0.2:
            person["arrived"] = some_day(chance, date(2015, 8, 29), date(2015, 9, 3))
    for name, often in (("residence_from", 0.4), ("left_municipality", 0.05), ("deceased", 0.03)):
        if chance.random() < often:
            years = chance.choice((0, 0, 9, 10))
            person[name] = date(around.year - years, around.month, 1) + timedelta(days=chance.randrange(-40, 40))
    if chance.random() < 0.15:
        person["pregnant_since"] = around - timedelta(days=chance.randrange(-10, 330))
        if chance.random() < 0.3:
            person["birth"] = around - timedelta(days=chance.randrange(-40, 200))
    if chance.random() < 0.15:
        person["danish_bonus_applied"] = around - timedelta(days=chance.randrange(-10, 240))
    told = chance.choice((0.1, 0.5, 0.9))
    person |= {name: chance.choice(words) for name, words in STATES.items() if chance.random() < told}
    if chance.random() < 0.6:
        person["income"] = "on_benefit"
    person |= {name: chance.choice((0, 500, 9000)) for name in NUMBERS if chance.random() < 0.1}
    person["group_age"] = "young" if years < 30 else "old"
    return person


def alike(chance: random.Random, family: list[Person]) -> list[Person]:
    """The same family, some dates moved a little and a fact told otherwise: often the same to the law, or just not."""
    return [{name: moved(chance, name, value) for name, value in person.items()} for person in family]


def moved(chance: random.Random, name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value + timedelta(days=chance.choice((0, 0, -1, 1, -7, 7, -25, 25)))
    return chance.choice((*STATES[name], None)) if name in STATES and chance.random() < 0.04 else value


def any_population(chance: random.Random, around: date, kinds: int, each: int) -> Population:
    """Families of some kinds, so many of each kind, one after another."""
    families = [any_family(chance, around) for _ in range(kinds)]
    return population([alike(chance, family) for family in families for _ in range(each)])
