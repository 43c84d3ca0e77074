"""Frames for tests of the matching core."""

from __future__ import annotations

from dataclasses import replace

from brobygger.matching import generator
from brobygger.matching.model import Frame, HardRule


def with_rules(**limits: dict[str, int]) -> Frame:
    """The made-up frame with more rules."""
    made_up = generator.frame()
    more = tuple(
        HardRule(id=rule, title={}, basis="practice", citation=generator.MADE_UP, limits=told)
        for rule, told in limits.items()
    )
    return replace(made_up, rules=(*(rule for rule in made_up.rules if rule.id not in limits), *more))
