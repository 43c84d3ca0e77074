"""The best placement of all households at once: order first, then quality, then waiting."""

from __future__ import annotations

from brobygger.matching.model import Frame, Problem, Solution


def place(problem: Problem, frame: Frame, *, seconds: float) -> Solution:
    """The placements that serve most in class 0, then in class 1 and so on, and of those the best in total quality.

    Exact where every home takes one household. Where homes are let by the bed it is the best found in `seconds`, with a
    gap to a bound of the whole problem. The order of homes and households means nothing: ids decide what waiting leaves
    level. Raises ValueError when ids are not unique or a current home is not among the homes.
    """
    ...
