"""How well a home suits a household, in points of the frame's criteria: whole numbers, so that sums are exact."""

from __future__ import annotations

from collections.abc import Callable

from brobygger.matching.hard_rules import rent_part
from brobygger.matching.model import Criterion, Frame, Home, Household, Share, Value

THOUSANDTHS = 1000


def quality(household: Household, home: Home, frame: Frame) -> tuple[Share, ...]:
    """Each criterion's part, in the frame's order; what is unknown gives no points and says what is missing."""
    return tuple(share(criterion, household, home) for criterion in frame.criteria)


def total(shares: tuple[Share, ...]) -> int:
    """The points of a pair together."""
    return sum(part.points for part in shares)


def share(criterion: Criterion, household: Household, home: Home) -> Share:
    """What the home has by the criterion, and the points that it gives."""
    has, missing = CRITERIA[criterion.id](household, home)
    return Share(
        criterion=criterion.id,
        points=0 if missing else points(criterion, has),
        weight=criterion.weight,
        has=has,
        missing=missing,
    )


def points(criterion: Criterion, has: Value) -> int:
    """All of the weight at `best`, none at `worst`, evenly between, rounded down; by word or yes and no otherwise."""
    if isinstance(has, bool):
        return criterion.weight if has else 0
    if isinstance(has, str):
        return criterion.weight * criterion.points.get(has, 0) // THOUSANDTHS
    if not isinstance(has, int) or criterion.best is None or criterion.worst is None:
        raise TypeError(f"{criterion.id}: {has!r} is no number between `best` and `worst`; the frame must tell both.")
    span, gone = criterion.worst - criterion.best, has - criterion.best
    if span < 0:
        span, gone = -span, -gone
    return criterion.weight * (span - min(max(gone, 0), span)) // span


Found = tuple[Value, str]


def cheap(household: Household, home: Home) -> Found:
    """The household's part of the rent, kr/month."""
    part = rent_part(household, home)
    return part, "home.rent" if part is None else ""


def economy(household: Household, home: Home) -> Found:
    """What is left of the affordable rent when the rent is paid, kr/month."""
    part = rent_part(household, home)
    if part is None or household.budget is None:
        return None, "home.rent" if part is None else "household.budget"
    return household.budget - part, ""


def minutes_to_school(_household: Household, home: Home) -> Found:
    """Minutes of travel to the language school."""
    return home.minutes_to_school, "home.minutes_to_school" if home.minutes_to_school is None else ""


def minutes_to_shop(_household: Household, home: Home) -> Found:
    """Minutes to a shop."""
    return home.minutes_to_shop, "home.minutes_to_shop" if home.minutes_to_shop is None else ""


def minutes_to_station(_household: Household, home: Home) -> Found:
    """Minutes to a station."""
    return home.minutes_to_station, "home.minutes_to_station" if home.minutes_to_station is None else ""


def language_community(household: Household, home: Home) -> Found:
    """Somebody near by speaks one of the household's languages: told by language, never by nationality."""
    if home.communities is None or not household.languages:
        return None, "home.communities" if home.communities is None else "household.languages"
    return not set(household.languages).isdisjoint(home.communities), ""


def in_municipality(_household: Household, home: Home) -> Found:
    """Inside the municipality."""
    return home.in_municipality, "home.in_municipality" if home.in_municipality is None else ""


def kind(_household: Household, home: Home) -> Found:
    """The kind of accommodation."""
    return home.kind, ""


def room_for_all(household: Household, home: Home) -> Found:
    """Whole square metres for each person; in a shared home of its own part of the rooms."""
    if home.shared:
        known = [room.m2 for room in home.rooms]
        whole = None if None in known else sum(m2 for m2 in known if m2 is not None)
        return (None, "home.rooms.m2") if whole is None else (int(whole // max(home.beds, 1)), "")
    return (None, "home.m2") if home.m2 is None else (int(home.m2 // household.size), "")


CRITERIA: dict[str, Callable[[Household, Home], Found]] = {
    "cheap": cheap,                            # kr/month: best .. worst
    "economy": economy,                        # kr/month: best .. worst
    "minutes_to_school": minutes_to_school,    # best .. worst
    "minutes_to_shop": minutes_to_shop,
    "minutes_to_station": minutes_to_station,
    "language_community": language_community,  # yes or no
    "in_municipality": in_municipality,        # yes or no
    "kind": kind,                              # points by kind of accommodation
    "room_for_all": room_for_all,              # whole m2 for each person: best .. worst
}  # fmt: skip
