"""Small towns as anybody might write them down for the command: every kind, much left out, rings, days that bind (C5).

Made from the words of the input alone, with nothing of the package.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

Raw = dict[str, Any]
AS_OF = date(2026, 11, 2)
KINDS = (
    "municipal_building", "municipal_flat", "private_room", "private_home", "camping_cabin", "bed_and_breakfast",
    "permanent",
)  # fmt: skip
DAYS = ([0], [0], [0, 3, 7], [0, 0, 5, 20, 40], [-30, 0, 2, 90])
LANGUAGES = ("ar", "ti", "uk")


class WrittenTown:
    """One town from a seed; what kind of town is drawn first, so that some are easy and some are tight."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.easy = self.likely(0.7)
        self.days: Sequence[int] = self.pick(DAYS)
        self.let_by_room = self.pick((0, 0, 0.3, 0.6, 1))
        self.settled = self.pick((0, 0.3, 0.6, 0.9))
        self.single = self.pick((0.9, 0.6, 0.4))
        self.sexes = self.pick((("female",), ("female", "male"), ("female", "female", "female", "male")))

    def likely(self, part: float) -> bool:
        return self.chance.random() < part

    def pick(self, among: Sequence[Any]) -> Any:
        return self.chance.choice(among)

    def day(self, after: int) -> str:
        return (AS_OF + timedelta(days=after)).isoformat()

    def told(self, fields: Raw, *, untold: float | None = None) -> Raw:
        """The fields, some of which nobody told."""
        part = (0.01 if self.easy else 0.03) if untold is None else untold
        return {name: value for name, value in fields.items() if not self.likely(part)}

    def written(self, *, homes: int, households: int) -> Raw:
        """The whole file; of both lists there may be none."""
        stock = [self.home(f"B{number}") for number in range(self.pick((0, *[*range(1, homes + 1)] * 3)))]
        many = self.pick((0, *[*range(1, households + 1)] * 4))
        taken: set[str] = set()
        people = [self.household(f"H{number}", stock, taken) for number in range(many)]
        self.chance.shuffle(stock)
        self.chance.shuffle(people)
        return {"as_of": AS_OF.isoformat(), "homes": stock, "households": people}

    def home(self, name: str) -> Raw:
        shared = self.likely(self.let_by_room)
        rooms = [
            {"id": f"r{number}", "beds": self.pick((1, 2, 2, 3, 4)),
             **self.told({"m2": float(self.pick((9, 15, 21, 27, 40) if self.easy else (6, 9, 9.5, 15, 27)))},
                         untold=0.08)}
            for number in range(self.pick((1, 2, 2, 3)))
        ]  # fmt: skip
        by_room = self.likely(0.97 if shared else 0.75)
        size = sum(room.get("m2", 10) for room in rooms) if by_room else self.pick((10, 30, 60))
        free = self.pick(self.days)
        steps = {"step_free": self.likely(0.7)} if self.likely(0.5) else {}
        return {
            "id": name,
            "kind": self.pick(KINDS),
            **({"shared": True} if shared else {}),
            **({"rooms": rooms} if by_room else {"beds": self.pick((1, 2, 3, 5))}),
            **self.told({"m2": float(size + self.pick((0, 20, 60)))}, untold=0.08),
            **self.told(
                {
                    "rent": self.pick((0, 500, 1200, 2000) if self.easy else (0, 500, 1200, 2000, 2600, 4000)),
                    "free_from": self.day(free),
                    "lease_until": self.pick(("open", "open", self.day(free + self.pick((89, 90, 95, 130, 400))))),
                    "in_municipality": self.likely(0.8),
                    "minutes_to_school": self.pick((5, 20, 45, 80) if self.easy else (5, 20, 80, 90, 91, 120)),
                    "assignment_forbidden": self.likely(0.05) and not self.easy,
                }
            ),
            **self.told({"minutes_to_shop": self.pick((0, 5, 30)), "minutes_to_station": self.pick((0, 60)),
                         "communities": self.chance.sample(LANGUAGES, 1), "area": self.pick(("nord", "syd"))},
                        untold=0.3),
            **steps,
            **({"accessible": bool(steps.get("step_free"))} if self.likely(0.4) else {}),
        }  # fmt: skip

    def household(self, name: str, stock: list[Raw], taken: set[str]) -> Raw:
        lives = self.lives(stock, taken) if self.likely(self.settled) else {}
        stays = self.pick((0, 3, 60, 100, 400) if lives else (100, 400))
        return {
            "id": name,
            "people": self.people(),
            **self.told({"budget": 6000 if self.easy or self.likely(0.8) else self.pick((0, 1000, 3000))}),
            **self.told(
                {
                    "languages": self.chance.sample(LANGUAGES, 1),
                    "waiting_since": self.day(-self.pick((0, 1, 10, 10, 400))),
                },
                untold=0.4,
            ),
            **self.told({"needs": [self.pick(("wheelchair", "step_free", "cot"))]}, untold=0.9),
            **self.told({"protection": [self.pick((
                "own_room", "own_room", "own_home", "avoid_area:nord", "avoid_home:B0", "at no known address",
            ))]}, untold=0.8),
            **self.told({"stays_until": self.pick(("open", self.day(stays)))}, untold=0.8),
            **self.told({"priority": self.pick((0, 0, 1, 1, 2))}, untold=0.85),
            **(self.asks(lives) if lives else self.told({"arrives": self.day(self.pick((*self.days, -5, 0, 10)))})),
        }  # fmt: skip

    def people(self) -> list[Raw]:
        first = {"age": self.pick((17, 18, 25, 40, 60)), "sex": self.pick(self.sexes)}
        others = 0 if self.likely(self.single) else self.pick((1, 1, 2, 3, 4))
        more = [{"age": self.pick((0, 5, 17, 30)), "sex": self.pick(self.sexes)} for _ in range(others)]
        return [self.told(person) for person in (first, *more)]

    def lives(self, stock: list[Raw], taken: set[str]) -> Raw:
        """Where they live: in the list, in a home let whole alone, or somewhere outside it."""
        free = [home for home in stock if home.get("shared") or home["id"] not in taken]
        if not free or self.likely(0.15):
            outside = {"kind": "private_home", "in_municipality": False, "lease_until": self.day(self.pick((3, 30)))}
            return {"current_home": self.pick((self.pick(KINDS), outside, {}))}
        home = self.pick(free)
        taken.add(home["id"])
        if not home.get("shared") or "rooms" not in home:
            return {"current_home": home["id"]}
        names = [room["id"] for room in home["rooms"]]
        many = self.pick((0, 1, 1, 1, 1, 1, 1, 1, 2)) if len(names) > 1 else 1
        return {"current_home": home["id"], "current_rooms": self.chance.sample(names, many)}

    def asks(self, lives: Raw) -> Raw:
        """What is told of those who have a bed."""
        return {
            **lives,
            **self.told({"arrives": self.day(-self.pick((0, 5, 900)))}, untold=0.4),
            **self.told({"wish": self.pick((True, True, True, False, "nearer the school"))}, untold=0.3),
            **self.told({"shares_room": self.likely(0.7)}, untold=0.85),
            **self.told({"reunification_granted": True}, untold=0.9),
        }


def written_town(seed: int, *, homes: int = 4, households: int = 5) -> Raw:
    """A town of at most so many homes and households."""
    return WrittenTown(seed).written(homes=homes, households=households)
