"""An independent verifier of proposals and certificates (C5, C18).

It reads the same plain input as the command and shares no code with the package: neither its rules nor its solver. Each
function returns what is wrong, in words; nothing when all is well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from brobygger.matching.model import Certificate, Frame, Placement, Problem
from matching.nights import Nights
from matching.plainly import (
    NEVER_ENDS,
    OPEN,
    Raw,
    asked,
    beds,
    day,
    is_small,
    leaves_on,
    may_share,
    own_rooms,
    pays_of,
    rooms_of,
)

TEMPORARY = {
    "municipal_building", "municipal_flat", "private_room", "private_home", "camping_cabin", "bed_and_breakfast",
}  # fmt: skip


def raw_problem(problem: Problem) -> dict[str, Any]:
    """The problem as the command would be given it: plain values, days as text."""
    homes = {home.id for home in problem.homes}
    households = []
    for household in problem.households:
        told = plain(asdict(household))
        current = household.current_home
        if current and current.id in homes:
            told["current_home"] = current.id
        households.append(told)
    return {
        "as_of": problem.as_of.isoformat(),
        "homes": [plain(asdict(home)) for home in problem.homes],
        "households": households,
    }


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return OPEN if value == date.max else value.isoformat()
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return value


class Town:
    """The plain input, with what the frame asks, ready to be asked again."""

    def __init__(self, raw: Raw, frame: Frame) -> None:
        self.as_of = date.fromisoformat(raw["as_of"])
        self.homes: dict[str, Raw] = {home["id"]: home for home in raw["homes"]}
        self.households: dict[str, Raw] = {household["id"]: household for household in raw["households"]}
        self.rules: dict[str, Raw] = {rule.id: dict(rule.limits) for rule in frame.rules}
        self.classes = [(entry.number, entry.condition, dict(entry.limits)) for entry in frame.classes]
        self.last = max((number for number, _, _ in self.classes), default=0) + 1

    def lives(self, household: Raw) -> Raw | None:
        current = household.get("current_home")
        return self.homes.get(current, {"kind": current}) if isinstance(current, str) else current

    def held(self, household: Raw) -> str | None:
        """The home of the list that a household lives in."""
        current = household.get("current_home")
        return current if isinstance(current, str) and current in self.homes else None

    # --- the order

    def rank(self, household: Raw) -> int:
        if household.get("priority") is not None:
            return int(household["priority"])
        if self.lives(household) is None:
            return 0
        return min(
            (n for n, condition, limits in self.classes if self.fits(household, condition, limits)), default=self.last
        )

    def fits(self, household: Raw, condition: str, limits: Raw) -> bool:
        home = self.lives(household)
        assert home is not None
        rooms, many = own_rooms(household, home), len(household["people"]) > 1
        outside = home.get("in_municipality") is False
        return bool(
            {
                "lives_in_kind": home.get("kind") in limits,
                "shares_room": household.get("shares_room") is True,
                "small_room": is_small(home, rooms, limits.get("under_m2", 0)),
                "reunification_granted": household.get("reunification_granted"),
                "family_in_one_room": many and (len(rooms) == 1 or home.get("kind") == "private_room"),
                "family_outside": many and outside,
                "single_outside": not many and outside,
                "asked_to_move": asked(household),
            }[condition]
        )

    def waits(self, household: Raw) -> bool:
        if self.lives(household) is None:
            return True
        if household.get("wish") is False:
            return False
        return asked(household) or household.get("priority") is not None or self.rank(household) != self.last

    # --- which homes a household can use

    def options(self, name: str, rank: int) -> set[str]:
        """The homes that a household can be given; who does not wait, or stands below *rank*, may as well stay."""
        household = self.households[name]
        waits = self.waits(household)
        homes = {home for home in self.homes if waits and self.usable(name, home)}
        held = self.held(household)
        return homes | {held} if held and (not waits or self.rank(household) > rank) else homes

    def usable(self, name: str, place: str, *, on: date | None = None) -> bool:
        """True when no rule forbids the home; with a day, when none does though it is free for them only then."""
        household, home = self.households[name], self.homes[place]
        if on is not None:
            home = {**home, "free_from": on.isoformat()}
        if household.get("current_home") == place:
            return False
        return all(getattr(self, f"ok_{rule}")(household, home) for rule in self.rules)

    def earliest(self, household: Raw, home: Raw) -> date | None:
        free = day(home.get("free_from"))
        return max(self.as_of, day(household.get("arrives")) or self.as_of, free) if free else None

    def ok_beds(self, household: Raw, home: Raw) -> bool:
        return len(household["people"]) <= beds(home)

    def ok_area(self, household: Raw, home: Raw) -> bool:
        limits, size = self.rules["area"], len(household["people"])
        if limits.get("permanent_only") and home["kind"] in TEMPORARY:
            return True
        if home.get("shared"):
            return sum(self.room_holds(room, home) for room in rooms_of(home)) >= size
        return home.get("m2") is not None and home["m2"] >= limits["m2_first"] + limits["m2_further"] * (size - 1)

    def room_holds(self, room: Raw, home: Raw) -> int:
        limits = self.rules.get("area")
        if not limits or (limits.get("permanent_only") and home["kind"] in TEMPORARY):
            return int(room["beds"])
        m2 = room.get("m2")
        if m2 is None and len(rooms_of(home)) == 1:
            m2 = home.get("m2")
        held = 0
        while m2 is not None and held < room["beds"] and limits["m2_first"] + limits["m2_further"] * held <= m2:
            held += 1
        return held

    def ok_wheelchair(self, household: Raw, home: Raw) -> bool:
        return "wheelchair" not in household.get("needs", ()) or home.get("accessible") is True

    def ok_step_free(self, household: Raw, home: Raw) -> bool:
        return "step_free" not in household.get("needs", ()) or True in (home.get("accessible"), home.get("step_free"))

    def ok_other_needs(self, household: Raw, _home: Raw) -> bool:
        return set(household.get("needs", ())) <= {"wheelchair", "step_free"}

    def ok_free_in_time(self, household: Raw, home: Raw) -> bool:
        free, arrives = day(home.get("free_from")), day(household.get("arrives"))
        if free is None:
            return False
        if self.rank(household) == 0:
            return arrives is not None and free <= max(arrives, self.as_of)
        leaves = leaves_on(household)
        return leaves is None or free <= leaves

    def ok_bed_meanwhile(self, household: Raw, home: Raw) -> bool:
        current, moves = self.lives(household), self.earliest(household, home)
        if current is None or moves is None or moves <= self.as_of:
            return True
        ends = day(current.get("lease_until"))
        return ends is not None and (ends == NEVER_ENDS or ends + timedelta(days=1) >= moves)

    def ok_lease(self, household: Raw, home: Raw) -> bool:
        ends, leaves = day(home.get("lease_until")), leaves_on(household)
        if leaves is None:
            moves = self.earliest(household, home)
            if ends == NEVER_ENDS or moves is None:
                return True
            leaves = moves + timedelta(days=self.rules["lease"]["open_stay_days"])
        return ends is not None and ends >= leaves

    def ok_assignment_ban(self, _household: Raw, home: Raw) -> bool:
        return home.get("assignment_forbidden") is False

    def ok_rent(self, household: Raw, home: Raw) -> bool:
        pays, most = pays_of(household, home), household.get("budget")
        ceiling = self.rules["rent"].get("ceiling")
        return None not in (pays, most) and pays <= most and (ceiling is None or pays <= ceiling)

    def ok_rent_ceiling(self, household: Raw, home: Raw) -> bool:
        if home["kind"] not in TEMPORARY:
            return True
        limits, pays = self.rules["rent_ceiling"], pays_of(household, home)
        ages = [person.get("age") for person in household["people"]]
        if not limits or pays is None or (len(ages) > 1 and None in ages):
            return False
        children = sum(age < 18 for age in ages if age is not None)
        if len(ages) == 1 or len(ages) - children < 2:
            return bool(pays <= limits["single"])
        word = "couple" if children == 0 else "couple_1_3" if children <= 3 else "couple_4_plus"
        return bool(pays <= limits[word])

    def ok_travel(self, _household: Raw, home: Raw) -> bool:
        minutes = home.get("minutes_to_school")
        return minutes is not None and minutes <= self.rules["travel"]["minutes_to_school"]

    def ok_mends_reason(self, household: Raw, home: Raw) -> bool:
        rank = self.rank(household)
        entry = next(((condition, limits) for number, condition, limits in self.classes if number == rank), None)
        if self.lives(household) is None or entry is None or not self.fits(household, *entry):
            return True
        condition, limits = entry
        sizes = [room.get("m2") for room in rooms_of(home)]
        if len(sizes) == 1 and sizes[0] is None:
            sizes = [home.get("m2")]
        people, enough = len(household["people"]), all if home.get("shared") else any
        if not home.get("shared") and (home.get("m2") or 0) >= limits.get("under_m2", 0):
            sizes.append(home.get("m2"))
        return bool(
            {
                "lives_in_kind": home["kind"] not in limits,
                "shares_room": not home.get("shared") or any(room["beds"] == 1 for room in rooms_of(home)),
                "small_room": (not home.get("shared") and len(rooms_of(home)) > 1)
                or enough(m2 is not None and m2 >= limits.get("under_m2", 0) for m2 in sizes),
                "family_in_one_room": home["kind"] != "private_room"
                and len(rooms_of(home)) > 1
                and not (home.get("shared") and max(room["beds"] for room in rooms_of(home)) >= people),
                "family_outside": home.get("in_municipality") is True,
                "single_outside": home.get("in_municipality") is True,
            }.get(condition, True)
        )

    def ok_sharing(self, household: Raw, home: Raw) -> bool:
        person = household["people"][0]
        return not home.get("shared") or not may_share(household) or None not in (person.get("age"), person.get("sex"))

    def ok_protection(self, household: Raw, home: Raw) -> bool:
        for word in household.get("protection", ()):
            head, colon, tail = word.partition(":")
            fine = {
                "own_room": True,
                "own_home": not home.get("shared"),
                "avoid_home:": tail != home["id"],
                "avoid_area:": bool(home.get("area")) and tail != home["area"],
            }
            if not fine.get(head + colon, False):
                return False
        return True

    # --- proposals

    def faults_of_placements(self, placements: Iterable[Placement]) -> list[str]:
        """Rules broken by a proposal: pair by pair, then the day of each, then who sleeps where on which night."""
        placements = list(placements)
        names = [placement.household for placement in placements]
        faults = [f"{name} is placed twice" for name in sorted({name for name in names if names.count(name) > 1})]
        faults += [fault for placement in placements for fault in self.faults_of_placement(placement)]
        return [*faults, *self.nights(placements).faults()]

    def nights(self, placements: Iterable[Placement]) -> Nights:
        """Who sleeps where while these proposals are carried out."""
        return Nights(
            self.homes, self.households, placements, places=self.room_holds, most=self.rules["sharing"]["most_in_room"]
        )

    def faults_of_reasons(self, placements: Iterable[Placement]) -> list[str]:
        """Who is moved to rooms in a shared home where the same is wrong as where they live now."""
        placements = list(placements)
        nights = self.nights(placements)
        again = [each.household for each in placements if self.same_again(each, nights)]
        return [f"{name} is moved to the same again" for name in again]

    def same_again(self, placement: Placement, nights: Nights) -> bool:
        """True when what was wrong with the old rooms is wrong with those proposed in a shared home."""
        household, home = self.households[placement.household], self.homes[placement.home]
        entry = next((entry for entry in self.classes if entry[0] == self.rank(household)), None)
        asked_for = "mends_reason" in self.rules and self.lives(household) is not None
        if not asked_for or not home.get("shared") or entry is None or not self.fits(household, *entry[1:]):
            return False
        rooms = [room for room in rooms_of(home) if room["id"] in placement.rooms]
        sizes = [room.get("m2") or (home.get("m2") if len(rooms_of(home)) == 1 else None) or 0 for room in rooms]
        again = {
            "shares_room": bool(nights.company(placement)),
            "small_room": len(rooms) == 1 and sizes[0] < entry[2].get("under_m2", 0),
            "family_in_one_room": len(rooms) == 1,
        }
        return again.get(entry[1], False)

    def faults_of_placement(self, placement: Placement) -> list[str]:
        """What is wrong with one proposal by itself."""
        name = placement.household
        household, home = self.households[name], self.homes[placement.home]
        current = self.lives(household)
        faults = []
        if not self.usable(name, home["id"]):
            faults.append(f"{name} cannot use {home['id']}")
        elif placement.from_day < (self.earliest(household, home) or NEVER_ENDS):
            faults.append(f"{name} moves too early")
        elif not self.usable(name, home["id"], on=placement.from_day):
            faults.append(f"{name} moves too late")
        if placement.priority != self.rank(household):
            faults.append(f"{name} is of class {self.rank(household)}")
        if placement.leaves != (None if current is None else current.get("id", "")):
            faults.append(f"{name} does not leave {placement.leaves}")
        if placement.beds < len(household["people"]):
            faults.append(f"{name} has too few beds")
        return faults

    # --- certificates

    def faults_of_all(self, certificates: Iterable[Certificate], placements: Iterable[Placement]) -> list[str]:
        """What does not hold of the certificates, nor of the homes that they say are held."""
        placements, certificates = list(placements), list(certificates)
        held = {
            placement.home: {placement.household}
            for placement in placements
            if not self.homes[placement.home].get("shared")
        }
        moved = {placement.household for placement in placements}
        for name, household in self.households.items():
            if (lives := self.held(household)) and name not in moved:
                held.setdefault(lives, set()).add(name)
        faults = [fault for certificate in certificates for fault in self.faults_of_certificate(certificate)]
        return faults + [
            f"{certificate.household}: {home} is held by none of its households"
            for certificate in certificates
            for home in certificate.homes
            if certificate.argument == "hall" and not held.get(home, set()) & set(certificate.households)
        ]

    def faults_of_certificate(self, certificate: Certificate | Raw) -> list[str]:
        """What does not hold of a certificate, recomputed from the input alone."""
        told = asdict(certificate) if isinstance(certificate, Certificate) else dict(certificate)
        name, households, homes = told["household"], set(told["households"]), set(told["homes"])
        argument = told["argument"]
        faults = [] if name in households else [f"{name} is not in its own certificate"]
        if argument != "no_home" and not any(self.usable(name, home) for home in self.homes):
            faults.append(f"{name} can use no home, whoever has them")
        rank = self.rank(self.households[name])
        faults += [
            f"{each} stands below {name} and lives in none of the homes"
            for each in sorted(households)
            if self.rank(self.households[each]) > rank and self.households[each].get("current_home") not in homes
        ]
        if argument in ("bound", "open"):
            if argument == "bound" and not told["has"] < told["needed"]:
                faults.append(f"{name}: the bound says that all can be served")
            return faults
        faults += [
            f"{each} can also use {', '.join(sorted(more))}"
            for each in sorted(households)
            if (more := self.options(each, rank) - homes)
        ]
        if argument == "no_home":
            return faults + ([f"{name} can use {', '.join(sorted(homes))}"] if homes else [])
        if argument == "hall":
            faults += [f"{home} is shared" for home in sorted(homes) if self.homes[home].get("shared")]
            needed, has = len(households), len(homes)
        else:
            needed = sum(len(self.households[each]["people"]) for each in households)
            has = sum(self.room_holds(room, self.homes[home]) for home in homes for room in rooms_of(self.homes[home]))
        if (told["needed"], told["has"]) != (needed, has):
            faults.append(f"{name}: says {told['needed']} and {told['has']}, counted {needed} and {has}")
        if needed <= has:
            faults.append(f"{name}: {needed} is not more than {has}")
        return faults
