"""The core and a second, plain implementation agree on thousands of made-up families."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from brobygger.law.assessment import assess
from brobygger.law.facts import CaseFile, Fact, Person
from brobygger.law.loading import load
from law.plain import RULES, One, Owed, reckoned

BOOKS = {name: load(name) for name in ("denmark", "lejre", "randers", "vesthimmerland")}
BASES = (
    "convention_refugee", "protection_refugee", "temporary_protection", "quota_refugee", "family_reunified_to_refugee",
    "family_reunified_other", "displaced_ukraine", "eu_eea",
)  # fmt: skip
DONE = (
    "contract_signed", "declaration_signed", "danish_referred", "danish_started", "programme_started", "plan_offered",
    "health_assessment_offered", "target_group_decided", "company_offer_given", "contract_revised", "interview_held",
)  # fmt: skip
TURNS = (
    date(2014, 9, 1), date(2015, 1, 1), date(2016, 7, 1), date(2016, 10, 1), date(2018, 1, 1), date(2022, 5, 5),
    date(2022, 6, 18), date(2023, 5, 31), date(2024, 4, 1), date(2025, 1, 1),
)  # fmt: skip
FAMILIES = 2400


def some_day(chance: random.Random) -> date:
    """Any day of 2014-2026; one in three within three months of a change of law, where mistakes live."""
    if chance.random() < 1 / 3:
        return chance.choice(TURNS) + timedelta(days=chance.randint(-92, 31))
    return date(2014, 1, 1) + timedelta(days=chance.randrange(13 * 365))


def somebody(chance: random.Random) -> One:
    basis = chance.choice(BASES) if chance.random() < 0.95 else None
    begun = some_day(chance)
    begun = max(begun, date(2022, 3, 17)) if basis == "displaced_ukraine" else begun
    happened = {"allocation_decided": begun} if chance.random() < 0.9 else {}
    for name, odds, latest in (("cpr_registered", 0.8, 90), ("arrived", 0.6, 120)):
        if chance.random() < odds:
            happened[name] = begun + timedelta(days=chance.randint(0, latest))
    for name in ("responsibility_stated", "early_takeover_consented"):
        if chance.random() < 0.08:
            happened[name] = begun + timedelta(days=chance.randint(0, 60))
    for name in DONE:
        if chance.random() < 0.4:
            happened[name] = begun + timedelta(days=chance.randint(20, 300))
    born = begun - timedelta(days=chance.choice((chance.randint(0, 25000), 6574 + chance.randint(-70, 20))))
    return One(
        born=born if chance.random() < 0.95 else None,
        basis=basis,
        happened=happened,
        income=chance.choice(("on_benefit", "on_benefit", "self_supporting", "work_or_education", None)),
        needs_assessment=chance.choice((True, False, None)),
    )


def case_of(people: list[One], municipality: str) -> CaseFile:
    facts = []
    for number, one in enumerate(people):
        states = (
            ("legal_basis", one.basis), ("income", one.income), ("health_assessment_needed", one.needs_assessment),
        )  # fmt: skip
        facts += [Fact(name=name, value=value, person=f"p{number}") for name, value in states if value is not None]
        facts += [Fact(name=name, value=day, holds_from=day, person=f"p{number}") for name, day in one.happened.items()]
    persons = tuple(Person(id=f"p{number}", born=one.born, role="adult") for number, one in enumerate(people))
    return CaseFile(municipality=municipality, persons=persons, facts=tuple(facts))


def differences(seed: int) -> list[str]:
    chance = random.Random(seed)
    people = [somebody(chance) for _ in range(chance.randint(1, 3))]
    municipality = chance.choice(sorted(BOOKS))
    latest = max([day for one in people for day in one.happened.values()], default=date(2014, 1, 1))
    asked = latest + timedelta(days=chance.choice((0, 1, chance.randint(0, 900))))
    found = assess(case_of(people, municipality), BOOKS[municipality], on=asked)
    by_core = {
        (found_one.person, found_one.rule): Owed(
            found_one.due_on, found_one.legal_due_on, found_one.standing, frozenset(found_one.missing)
        )
        for found_one in found
        if found_one.rule in RULES
    }
    by_hand: dict[tuple[str | None, str], Owed] = {
        (f"p{number}", rule): owed
        for number, one in enumerate(people)
        for rule, owed in reckoned(one, municipality, asked).items()
    }
    return [
        f"seed {seed}, {municipality}, asked {asked}, {key}: core {by_core.get(key)}, plain {by_hand.get(key)}, "
        f"{people[int(str(key[0])[1:])]}"
        for key in sorted(by_core.keys() | by_hand.keys(), key=str)
        if by_core.get(key) != by_hand.get(key)
    ]


@pytest.mark.parametrize("batch", range(6))
def test_two_implementations_agree_on_every_family(batch: int) -> None:
    size = FAMILIES // 6
    found = [line for seed in range(batch * size, (batch + 1) * size) for line in differences(seed)]
    assert found == []
