"""Who sleeps where on which night, counted from the plain input and the proposals alone (C5, C18).

Who moves on a day sleeps in the old home until the night before, and in the new one from that night on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from brobygger.matching.model import Placement
from matching.plainly import Raw, may_share, rooms_of


class Nights:
    """Every home, night by night, while the proposals are carried out."""

    def __init__(
        self,
        homes: Mapping[str, Raw],
        households: Mapping[str, Raw],
        placements: Iterable[Placement],
        *,
        places: Callable[[Raw, Raw], int],
        most: int,
    ) -> None:
        """`places` tells how many a room of a home holds, `most` how many singles may share one."""
        self.homes, self.households, self.places, self.most = homes, households, places, most
        self.moved = {placement.household: placement for placement in placements}
        self.residents: dict[str, list[str]] = {}
        for name, household in households.items():
            if isinstance(household.get("current_home"), str):
                self.residents.setdefault(household["current_home"], []).append(name)

    def faults(self) -> list[str]:
        """What is wrong with whom each waits for, and with each home on the day that somebody moves in."""
        faults = [fault for placement in self.moved.values() for fault in self.faults_of_after(placement)]
        for home in self.homes.values():
            come = [placement for placement in self.moved.values() if placement.home == home["id"]]
            faults += self.shared(home, come) if home.get("shared") else self.whole(home, come)
        return list(dict.fromkeys(faults))

    def leaves(self, name: str) -> date | None:
        """The day that somebody moves out, None for who stays."""
        return self.moved[name].from_day if name in self.moved else None

    def still(self, home: Raw, on: date) -> list[str]:
        """Who lives in a home and has not moved out by a day."""
        lives = self.residents.get(home["id"], [])
        return [name for name in lives if (leaves := self.leaves(name)) is None or leaves > on]

    def others(self, placement: Placement) -> list[str]:
        """Who has lived in the home that somebody moves into."""
        return [name for name in self.residents.get(placement.home, []) if name != placement.household]

    def faults_of_after(self, placement: Placement) -> list[str]:
        """Those it waits for must live there, in its rooms, and have moved out by then."""
        faults = []
        name, home = placement.household, self.homes[placement.home]
        for other in placement.after:
            leaves = self.leaves(other)
            if other not in self.others(placement):
                faults.append(f"{name} waits for {other}, who does not live in {home['id']}")
            elif leaves is None:
                faults.append(f"{name} waits for {other}, who does not move")
            elif leaves > placement.from_day:
                faults.append(f"{name} moves in before {other} has moved out")
            elif home.get("shared") and not self.sleeps_in(other, home) & set(placement.rooms):
                faults.append(f"{name} waits for {other}, who lives in other rooms")
        return faults

    def whole(self, home: Raw, come: list[Placement]) -> list[str]:
        """One household, and only when all who live there have moved out."""
        faults = [f"{home['id']} is given to many"] if len(come) > 1 else []
        for placement in come:
            for other in self.others(placement):
                leaves = self.leaves(other)
                if leaves is None:
                    faults.append(f"{home['id']} is given to many")
                elif leaves > placement.from_day:
                    faults.append(f"{placement.household} moves in before {other} has moved out")
                elif other not in placement.after:
                    faults.append(f"{placement.household} does not say that it waits for {other}")
        return faults

    def shared(self, home: Raw, come: list[Placement]) -> list[str]:
        """In each room one family, or singles of one sex; looked at whenever somebody moves in."""
        faults = []
        for placement in come:
            faults += self.faults_of_rooms(placement, home)
            for room in rooms_of(home):
                if room["id"] in placement.rooms:
                    faults += self.faults_of_night(placement, room, home, come)
        return faults

    def faults_of_rooms(self, placement: Placement, home: Raw) -> list[str]:
        """Rooms of that home, and enough of them."""
        size = len(self.households[placement.household]["people"])
        rooms = {room["id"]: room for room in rooms_of(home)}
        unknown = [f"{placement.household} gets room {name}, which is not there" for name in placement.rooms
                   if name not in rooms]  # fmt: skip
        held = sum(self.places(room, home) for name, room in rooms.items() if name in placement.rooms)
        return unknown if held >= size else [*unknown, f"{placement.household} does not fit in its rooms"]

    def faults_of_night(self, placement: Placement, room: Raw, home: Raw, come: list[Placement]) -> list[str]:
        """The room on the first night of a newcomer; then as it would be if only those waited for had left."""
        name, first = placement.household, placement.from_day
        there = [each for each in come if each.from_day <= first and room["id"] in each.rooms]
        new = [each.household for each in there]
        live = [other for other in self.others(placement) if room["id"] in self.sleeps_in(other, home)]
        still = [other for other in live if other in self.still(home, first)]
        faults = self.faults_of_sharing(room, home, [*new, *still])
        if faults:
            return [f"{fault} on {first}" for fault in faults]
        nobody_waits_for = [other for other in live if not any(other in each.after for each in there)]
        if self.faults_of_sharing(room, home, [*new, *nobody_waits_for]):
            return [f"{name} does not say whom it waits for in room {room['id']} of {home['id']}"]
        return []

    def company(self, placement: Placement) -> list[str]:
        """Who else sleeps in the rooms of a newcomer when all have moved."""
        home = self.homes[placement.home]
        stay = [name for name in self.residents.get(placement.home, []) if name not in self.moved]
        come = [each for each in self.moved.values() if each.home == placement.home and each is not placement]
        return [name for name in stay if self.sleeps_in(name, home) & set(placement.rooms)] + [
            each.household for each in come if set(each.rooms) & set(placement.rooms)
        ]

    def sleeps_in(self, name: str, home: Raw) -> set[str]:
        """The rooms that somebody lives in; all of the home where nobody told."""
        return set(self.households[name].get("current_rooms") or (room["id"] for room in rooms_of(home)))

    def faults_of_sharing(self, room: Raw, home: Raw, names: list[str]) -> list[str]:
        """Several households in a room: all singles, all known to be of one sex, no more than it holds."""
        together = [self.households[name] for name in names]
        where = f"room {room['id']} of {home['id']}"
        if len(together) < 2:
            return []
        if not all(may_share(each) for each in together):
            return [f"{where}: somebody shares who may not"]
        if any(each["people"][0].get(key) is None for each in together for key in ("age", "sex")):
            return [f"{where}: somebody shares of whom age or sex is not told"]
        faults = [] if len({each["people"][0]["sex"] for each in together}) == 1 else [f"{where}: both sexes"]
        if len(together) > min(self.places(room, home), self.most):
            faults.append(f"{where}: too many")
        return faults
