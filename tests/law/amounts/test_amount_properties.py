"""F1, F4: made-up households in any order: never a crash, never a number that a missing fact could change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.law.amounts.lines import ORDER, Line
from brobygger.law.amounts.month import amounts_of
from brobygger.law.amounts.telling import told
from brobygger.law.amounts.tree import Amount
from brobygger.law.facts import CaseFile, Fact, Person
from brobygger.law.rulebook import Language
from law.amounts.people_of import books

MONTHS = st.dates(date(2012, 1, 1), date(2027, 6, 30))
FIRST, DAYS = date(2012, 1, 1), 15 * 365
STATES: dict[str, tuple[Any, ...]] = {
    "partner": ("none", "married", "cohabiting"), "supports_children": (True, False), "living_at_home": (True, False),
    "mental_illness": (True, False), "activity_ready": (True, False), "extra_child_allowance": (True, False),
    "danish_test": ("none", "pd1", "pd2", "medically_unable"), "education_completed": (True, False),
    "residence_requirement": (True, False), "employment_requirement": (True, False),
    "transition_supplement": (True, False), "work_225_hours": (True, False),
    "income": ("on_benefit", "on_benefit", "work_or_education", "self_supporting"), "earnings": (0, 12000),
    "rent": (0, 3500), "housing_benefit": (0, 1500), "special_support": (0, 9000), "living_minimum": (6000,),
    "legal_basis": ("convention_refugee", "quota_refugee", "family_reunified_other", "displaced_ukraine", "eu_eea"),
}  # fmt: skip
EVENTS = (
    "arrived", "responsibility_stated", "allocation_decided", "cpr_registered", "left_municipality", "deceased",
    "pregnant_since", "birth", "danish_bonus_applied", "residence_from",
)  # fmt: skip
LANGUAGES: tuple[Language, ...] = ("da", "en")
WRONG = ("x", 7, None, date(2016, 2, 29))


def a_person(chance: random.Random, name: str) -> Person:
    """A grown person or a child, of any age; now and then with no birth date."""
    role = chance.choice(("single", "adult", "spouse", "child"))
    oldest = 22 if role == "child" else 45
    years = chance.randrange(0 if role == "child" else 15, oldest)
    born = date(2016, 1, 1) - timedelta(days=365 * years + chance.randrange(365))
    return Person(id=name, born=None if chance.random() < 0.1 else born, role=role)


def a_fact(chance: random.Random, people: list[Person], number: int) -> Fact:
    """Something that is told of one of them, or of them all."""
    who = chance.choice([*(one.id for one in people), None])
    begins = FIRST + timedelta(days=chance.randrange(DAYS))
    if chance.random() < 0.15:
        return Fact(name=chance.choice(EVENTS), person=who, value=begins, holds_from=begins, key=f"f{number}")
    name = chance.choice(sorted(STATES))
    holds_from = begins if chance.random() < 0.3 else None
    return Fact(name=name, person=who, value=chance.choice(STATES[name]), holds_from=holds_from, key=f"f{number}")


def a_household(chance: random.Random, *, wrong: bool = False) -> CaseFile:
    """Up to four people, most of them here, with any facts; *wrong* puts in values of the wrong kind as well."""
    people = [a_person(chance, name) for name in "abcd"[: chance.randint(1, 4)]]
    facts = [a_fact(chance, people, number) for number in range(chance.randint(0, 20))]
    for one in people:
        came = date(2014, 1, 1) + timedelta(days=chance.randrange(800))
        facts += [Fact(name="arrived", person=one.id, value=came, holds_from=came, key=f"came {one.id}")]
        if chance.random() < 0.5:
            facts += [Fact(name="residence_requirement", person=one.id, value=True, key=f"met {one.id}")]
    if wrong:
        facts = [replace(one, value=chance.choice(WRONG)) if chance.random() < 0.2 else one for one in facts]
    return CaseFile(municipality="denmark", persons=tuple(people), facts=tuple(facts))


def lines_of(case: CaseFile, month: date) -> list[Line]:
    return amounts_of(case, books(), month=month)


@settings(max_examples=250, deadline=None)
@given(chance=st.randoms(use_true_random=False), month=MONTHS, wrong=st.booleans())
def test_any_facts_give_amounts_that_add_up_or_say_what_is_missing(
    chance: random.Random, month: date, *, wrong: bool
) -> None:
    lines = lines_of(a_household(chance, wrong=wrong), month)

    for line in lines:
        assert line.kind in ORDER
        if isinstance(line.outcome, Amount):
            assert line.outcome.checked().ore == line.ore
            assert line.kind == "left_to_live_on" or (line.ore or 0) >= 0
        else:
            assert line.missing
            assert not line.confirmed
    for language in LANGUAGES:
        assert told(lines, month, language)
        assert all(line.as_json(language)["text"] for line in lines)


@settings(max_examples=80, deadline=None)
@given(chance=st.randoms(use_true_random=False), month=MONTHS)
def test_the_order_of_facts_and_people_makes_no_difference(chance: random.Random, month: date) -> None:
    case = a_household(chance)
    facts, people = list(case.facts), list(case.persons)
    chance.shuffle(facts)
    chance.shuffle(people)
    other = replace(case, facts=tuple(facts), persons=tuple(people))

    assert [line.as_json("da") for line in lines_of(other, month)] == [
        line.as_json("da") for line in lines_of(case, month)
    ]


ASKED: dict[str, tuple[Any, ...]] = {
    name: STATES[name] for name in ("living_at_home", "partner", "education_completed", "employment_requirement")
}


def told_numbers(case: CaseFile, month: date) -> dict[tuple[str, str | None], int | None]:
    return {(line.kind, line.person): line.ore for line in lines_of(case, month) if line.person is not None}


@settings(max_examples=200, deadline=None)
@given(chance=st.randoms(use_true_random=False), month=st.dates(date(2014, 1, 1), date(2026, 12, 31)))
def test_no_number_is_told_that_a_missing_fact_could_change(chance: random.Random, month: date) -> None:
    """What is asked for and not known leaves the amount open, unless every answer gives the same amount."""
    case = a_household(chance)
    for name, values in ASKED.items():
        without = replace(case, facts=tuple(fact for fact in case.facts if fact.name != name))
        numbers = {key: ore for key, ore in told_numbers(without, month).items() if ore is not None}
        # The roles of single and spouse have told whether there is a partner.
        told_by_role = name == "partner" and {"single", "spouse"} & {one.role for one in case.persons}
        asked = case.persons if numbers and not told_by_role else ()
        for one, value in product(asked, values):
            answer = Fact(name=name, person=one.id, value=value, key="told")
            got = told_numbers(replace(without, facts=(*without.facts, answer)), month)
            changed = {key: got.get(key) for key, ore in numbers.items() if got.get(key, ore) not in (ore, None)}
            assert changed == {}, (name, value, one.id, numbers)


@settings(max_examples=100, deadline=None)
@given(chance=st.randoms(use_true_random=False), month=MONTHS)
def test_without_a_birth_date_no_benefit_is_told(chance: random.Random, month: date) -> None:
    case = a_household(chance)
    nameless = replace(case, persons=tuple(replace(one, born=None) for one in case.persons))

    assert [line.ore for line in lines_of(nameless, month) if line.kind == "benefit" and line.ore is not None] == []
