"""The council's order: class 0 has no bed, then the frame's classes, then all others."""

from __future__ import annotations

from brobygger.matching.model import Frame, Household

CONDITIONS = (
    "lives_in_kind",         # limits: each kind of accommodation that counts, as kind = 1
    "shares_room",           # shares a room with others than the household
    "small_room",            # a single in one room of at most m2
    "reunification_granted",
    "family_in_one_room",
    "family_outside",        # outside the municipality, more than one person
    "single_outside",
    "asked_to_move",         # wish
)  # fmt: skip


def class_of(household: Household, frame: Frame) -> int:
    """The household's class: as given, else 0 without a bed, else the first of the frame's that fits, else one beyond."""
    ...
