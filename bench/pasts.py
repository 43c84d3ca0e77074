"""Made-up families with a past: the tests' own, so that what is measured is what is proven."""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from brobygger.law.facts import CaseFile
from brobygger.law.loading import load
from law.histories import a_family  # found beside the tests

BOOK = load("vesthimmerland")


def families(number: int, *, seed: int = 1, facts: int = 25) -> list[CaseFile]:
    """So many families, the same for the same seed."""
    chance = random.Random(seed)
    return [a_family(chance, BOOK, facts=facts) for _ in range(number)]
