"""The plain input as it is read by hand: days, rooms, beds, and who may share; nothing of the package (C5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

Raw = Mapping[str, Any]
OPEN = "open"
NEVER_ENDS = date(9999, 12, 31)


def day(value: str | None) -> date | None:
    if value is None:
        return None
    return NEVER_ENDS if value == OPEN else date.fromisoformat(value)


def leaves_on(household: Raw) -> date | None:
    """The last day of a stay; None where it is open or not told."""
    return None if household.get("stays_until") == OPEN else day(household.get("stays_until"))


def asked(household: Raw) -> bool:
    """True for who asked to be moved; a wish may be told in its own words."""
    wish = household.get("wish")
    return wish is True or isinstance(wish, str)


def rooms_of(home: Raw) -> list[Raw]:
    return home.get("rooms") or [{"id": "", "beds": home["beds"]}]


def beds(home: Raw) -> int:
    return sum(room["beds"] for room in rooms_of(home))


def own_rooms(household: Raw, home: Raw) -> list[Raw]:
    """The rooms that a household has where it lives: in a shared home those told, or the only one."""
    told = [room for room in home.get("rooms") or () if room.get("id")]
    theirs = household.get("current_rooms")
    if not home.get("shared") or (theirs is None and len(told) == 1):
        return told
    return [room for room in told if room["id"] in (theirs or ())]


def is_small(home: Raw, rooms: list[Raw], under_m2: int) -> bool:
    if len(rooms) > 1 or (not rooms and home.get("kind") != "private_room"):
        return False
    m2 = rooms[0].get("m2") if rooms else None
    if m2 is None and not home.get("shared"):
        m2 = home.get("m2")
    return m2 is not None and m2 < under_m2


def may_share(household: Raw) -> bool:
    people = household["people"]
    grown = people[0].get("age") is None or people[0]["age"] >= 18
    return len(people) == 1 and grown and "own_room" not in household.get("protection", ())


def pays_of(household: Raw, home: Raw) -> Any:
    rent = home.get("rent")
    if rent is None or not home.get("shared"):
        return rent
    part = rent * len(household["people"]) / beds(home)
    return int(part) if part == int(part) else int(part) + 1
