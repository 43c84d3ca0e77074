"""A made-up population of realistic variety: the families of an office, with ages, arrivals and facts spread out."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "whatif"))

from populations import population  # found beside the tests

from brobygger.whatif.population import Population

Person = dict[str, Any]
TODAY = date(2026, 1, 1)


def born(chance: random.Random, youngest: int, oldest: int) -> date:
    return TODAY - timedelta(days=chance.randrange(youngest * 365, oldest * 365))


def adult(chance: random.Random, role: str, came: date) -> Person:
    """Somebody of whom the office knows most of what the law asks."""
    person: Person = {
        "role": role, "born": born(chance, 18, 62), "arrived": came,
        "income": chance.choices(("on_benefit", "work_or_education", "self_supporting"), (70, 20, 10))[0],
        "residence_requirement": chance.choices((True, False, None), (15, 60, 25))[0],
        "employment_requirement": chance.choices((True, False, None), (15, 60, 25))[0],
    }  # fmt: skip
    for name, often in (("living_at_home", 8), ("activity_ready", 40), ("mental_illness", 10), ("danish_test", 0)):
        if chance.randrange(100) < 90:
            person[name] = (
                chance.randrange(100) < often if name != "danish_test" else chance.choice(("none", "pd1", "pd2"))
            )
    if chance.random() < 0.02:
        person["pregnant_since"] = TODAY - timedelta(days=chance.randrange(-200, 200))
    if chance.random() < 0.01:
        person["left_municipality"] = TODAY + timedelta(days=chance.randrange(365))
    if chance.random() < 0.1:
        person["residence_from"] = came - timedelta(days=chance.randrange(900))
    return person


def family(chance: random.Random) -> list[Person]:
    """One adult or a couple, with up to five children."""
    came = TODAY - timedelta(days=chance.randrange(12 * 365) - 200)
    couple = chance.random() < 0.4
    people = [adult(chance, "adult" if couple else "single", came)]
    if couple:
        people.append(adult(chance, "spouse", came + timedelta(days=chance.choice((0, 0, 0, chance.randrange(900))))))
    else:
        people[0]["partner"] = "none"
    children = chance.choices((0, 1, 2, 3, 4, 5), (15, 20, 30, 20, 10, 5) if couple else (70, 12, 10, 5, 2, 1))[0]
    people += [{"role": "child", "born": born(chance, 0, 22), "arrived": came} for _ in range(children)]
    return people


def households(persons: int, seed: int = 1) -> Population:
    """Families until there are so many persons; the same for the same seed."""
    chance = random.Random(seed)
    families: list[list[Person]] = []
    told = 0
    while told < persons:
        families.append(family(chance))
        told += len(families[-1])
    return population(families)
