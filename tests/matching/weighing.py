"""How well a home suits a household, reckoned from the plain input: nothing of the package but the frame's numbers."""

from __future__ import annotations

from brobygger.matching.model import Criterion, Frame
from matching.plainly import Raw, beds, pays_of, rooms_of


def points(household: Raw, home: Raw, frame: Frame) -> int:
    """All criteria together."""
    return sum(points_of(criterion, household, home) for criterion in frame.criteria)


def points_of(criterion: Criterion, household: Raw, home: Raw) -> int:
    """All of the weight at `best`, none at `worst`, evenly between, rounded down; nothing for what nobody told."""
    weight = criterion.weight
    if criterion.id == "kind":
        return weight * criterion.points.get(home["kind"], 0) // 1000
    if criterion.id == "in_municipality":
        return weight if home.get("in_municipality") is True else 0
    if criterion.id == "language_community":
        return weight if set(household.get("languages") or ()) & set(home.get("communities") or ()) else 0
    has = number_of(criterion.id, household, home)
    if has is None:
        return 0
    assert criterion.best is not None
    assert criterion.worst is not None
    ends = sorted((criterion.best, criterion.worst))
    return weight * abs(min(max(has, ends[0]), ends[1]) - criterion.worst) // (ends[1] - ends[0])


def number_of(criterion: str, household: Raw, home: Raw) -> int | None:
    """What the home has by a criterion that is a number."""
    pays, budget = pays_of(household, home), household.get("budget")
    if criterion == "cheap":
        return None if pays is None else int(pays)
    if criterion == "economy":
        return None if pays is None or budget is None else int(budget - pays)
    if criterion == "room_for_all":
        sizes = [room.get("m2") for room in rooms_of(home)] if home.get("shared") else [home.get("m2")]
        people = beds(home) if home.get("shared") else len(household["people"])
        known = [size for size in sizes if size is not None]
        return int(sum(known) // people) if len(known) == len(sizes) else None
    minutes = home.get(criterion)
    return None if minutes is None else int(minutes)
