"""How near a home came to being possible, so that those few that are told by name are those that could matter."""

from __future__ import annotations

from datetime import date

from brobygger.matching.model import Refusal

RAMP, NOT_TOLD, FAR = 0.2, 0.3, 1.0
"""Where a home stands that lacks a ramp, an answer, or what no number tells."""
LONG_DAYS = 120


def shortfall(refusal: Refusal) -> float:
    """How far a home is from what is needed, as a part of it: small where little is missing."""
    needed, has = refusal.needed, refusal.has
    if refusal.missing:
        return NOT_TOLD
    if isinstance(needed, date) and isinstance(has, date):
        return abs((has - needed).days) / LONG_DAYS
    if isinstance(needed, bool) or not isinstance(needed, int | float) or not isinstance(has, int | float):
        return RAMP if refusal.criterion == "step_free" else FAR
    return abs(has - needed) / max(needed, 1)
