"""Made-up families with a past: the tests' own, so that what is measured is what is proven."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from brobygger.law.facts import CaseFile, Fact
from brobygger.law.loading import load
from law.histories import a_family  # found beside the tests

BOOK = load("vesthimmerland")


def families(number: int, *, seed: int = 1, facts: int = 25) -> list[CaseFile]:
    """So many families, the same for the same seed."""
    chance = random.Random(seed)
    return [a_family(chance, BOOK, facts=facts) for _ in range(number)]


def who_stayed(case: CaseFile) -> CaseFile:
    """The family as if nobody had left and come again, as nearly all families are: one stay each."""
    facts: list[Fact] = []
    opened: set[tuple[str | None, str]] = set()
    for fact in case.facts:
        word = BOOK.facts[fact.name]
        if word.ends_stay or (word.opens_stay and (fact.person, fact.name) in opened):
            continue
        if word.opens_stay:
            opened.add((fact.person, fact.name))
        facts.append(fact)
    kept = {fact.key for fact in facts}
    return replace(case, facts=tuple(fact for fact in facts if fact.replaces is None or fact.replaces in kept))
