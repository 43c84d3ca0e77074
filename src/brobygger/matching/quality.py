"""How well a home suits a household, in points of the frame's criteria: whole numbers, so that sums are exact."""

from __future__ import annotations

from brobygger.matching.model import Frame, Home, Household, Share

CRITERIA = (
    "cheap",               # the household's part of the rent, kr/month: best .. worst
    "economy",             # kr/month left of the budget when the rent is paid: best .. worst
    "minutes_to_school",   # best .. worst
    "minutes_to_shop",
    "minutes_to_station",
    "language_community",  # somebody near by speaks one of the household's languages
    "in_municipality",
    "kind",                # points by kind of accommodation
    "room_for_all",        # m2 for each person: best .. worst
)  # fmt: skip


def quality(household: Household, home: Home, frame: Frame) -> tuple[Share, ...]:
    """Each criterion's part, in the frame's order; what is unknown gives no points and says what is missing."""
    ...
