"""Made-up households for demonstrations and benchmarks: the same seed gives the same people. Nobody here exists."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any, TypeVar

from faker import Faker

from brobygger.exchange.arrival import Arrival, Role
from brobygger.exchange.cpr import made_up

T = TypeVar("T")
Name = tuple[str, str]
_KINDS: tuple[tuple[tuple[Role, ...], int], ...] = (
    (("single",), 46),
    (("adult", "spouse"), 8),
    (("adult", "spouse", "child"), 8),
    (("adult", "spouse", "child", "child"), 12),
    (("adult", "spouse", "child", "child", "child"), 9),
    (("adult", "spouse", "child", "child", "child", "child", "child"), 4),
    (("adult", "child"), 7),
    (("adult", "child", "child"), 6),
)
_NEEDS = (("", 86), ("kan ikke gå på trapper", 4), ("kørestol", 2), ("gravid", 3), ("traumatiseret", 5))
# One in six from these countries is registered as born on 1 January, the day being unknown.
_UNKNOWN_BIRTHDAY = 1 / 6
_WITH_CPR = 0.5
_PROTECTED = 0.01
_ALIEN_STEP, _ALIEN_SPAN = 7919, 89_999_999  # coprime, so that no alien number comes twice
_HALF_A_YEAR = 180
_NAMES_SEED = 2022
# Grounds that came into the law after the first year we make people for.
_GROUND_SINCE = {"temporary_protection": date(2015, 2, 20), "displaced_ukraine": date(2022, 3, 17)}
# Nobody is allocated to a municipality on these grounds.
_NOT_ALLOCATED = ("family_reunified_to_refugee", "family_reunified_other", "eu_eea")
_UKRAINIAN_PERMITS_END = (date(2024, 3, 17), date(2025, 3, 17), date(2026, 3, 17), date(2027, 3, 17))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where people come from, and on what grounds they stay."""

    country: str
    language: str
    names: str
    years: tuple[int, int]
    share: int
    grounds: dict[str, int]


def people(persons: int, *, seed: int, since: date, until: date, mark: str = "D") -> list[Arrival]:
    """At least *persons* people in whole households, their notices received between the two days, oldest first.

    *mark* stands in each household's and letter's number, so that two lists can be told apart.
    """
    rng = random.Random(seed)  # noqa: S311 - made-up people need no secrecy
    maker = _Maker(rng, first=seed * 104_729)
    days = (until - since).days
    homes: list[list[Arrival]] = []
    made = 0
    while made < persons:
        homes.append(maker.home(since + timedelta(days=rng.randint(0, days))))
        made += len(homes[-1])
    homes.sort(key=lambda home: home[0].received_on)
    return [person for number, home in enumerate(homes, 1) for person in _numbered(home, number, mark)]


class _Maker:
    """Makes households; remembers the numbers given out."""

    def __init__(self, rng: random.Random, *, first: int) -> None:
        self.rng = rng
        self.aliens = count(first)
        self.cprs: set[str] = set()
        self.given: set[Name] = set()  # in the household being made

    def home(self, received: date) -> list[Arrival]:
        """One household whose notice came that day."""
        origin = self._weighted([(origin, origin.share) for origin in origins() if _meets(origin, received)])
        ground = self._weighted(_grounds(origin, received))
        kind = self._weighted(list(_KINDS))
        granted = received - timedelta(days=self.rng.randint(4, 16))
        allocated = granted + timedelta(days=self.rng.randint(1, 4))
        letter = Arrival(
            journal_number="",
            received_on=received,
            alien_number=None,
            name="",
            citizenship=origin.country,
            language=origin.language,
            legal_basis=ground,
            permit_from=granted,
            permit_to=self._permit_end(granted, ground),
            allocated_on=None if ground in _NOT_ALLOCATED else allocated,
            arrival_expected=self._arrives(received, allocated, ground),
            household="",
            role="single",
        )
        family = self.rng.choice(names(origin.names)["family"])
        youngest_parent = received.year - self.rng.randint(22, 48)
        self.given.clear()
        return [self._person(letter, origin, role, family=family, parent=youngest_parent) for role in kind]

    def _person(self, letter: Arrival, origin: Origin, role: Role, *, family: Name, parent: int) -> Arrival:
        male = self.rng.random() < {"single": 0.68, "adult": 0.42, "spouse": 0.6, "child": 0.51}[role]
        given = self._given(names(origin.names)["male" if male else "female"])
        year = (
            self.rng.randint(max(parent + 20, letter.received_on.year - 16), letter.received_on.year)
            if role == "child"
            else parent
        )
        born = min(self._day_in(year), letter.received_on - timedelta(days=3))
        latin, own = (f"{first} {last}".strip() for first, last in zip(given, family, strict=True))
        return replace(
            letter,
            alien_number=str(10_000_000 + next(self.aliens) * _ALIEN_STEP % _ALIEN_SPAN),
            cpr=self._cpr(born, male=male) if self.rng.random() < _WITH_CPR else None,
            name=latin,
            own_name=own if own != latin else "",
            born=born,
            sex="male" if male else "female",
            role=role,
            special_needs=self._weighted(list(_NEEDS)) if role != "child" else "",
            protected=self.rng.random() < _PROTECTED,
        )

    def _given(self, pool: Sequence[Name]) -> Name:
        """A name that nobody else in the household has, while there are any left."""
        given = self.rng.choice([name for name in pool if name not in self.given] or pool)
        self.given.add(given)
        return given

    def _day_in(self, year: int) -> date:
        unknown = self.rng.random() < _UNKNOWN_BIRTHDAY
        return date(year, 1, 1) + timedelta(days=0 if unknown else self.rng.randrange(365))

    def _cpr(self, born: date, *, male: bool) -> str | None:
        number = made_up(born, male=male, rng=self.rng)
        if number in self.cprs:
            return None
        self.cprs.add(number)
        return number

    def _permit_end(self, granted: date, ground: str) -> date:
        if ground == "displaced_ukraine":
            return next(
                (end for end in _UKRAINIAN_PERMITS_END if (end - granted).days > _HALF_A_YEAR),
                _UKRAINIAN_PERMITS_END[-1],
            )
        years = 1 if ground == "temporary_protection" else self.rng.choice((1, 2, 2, 5))
        return granted + timedelta(days=365 * years)

    def _arrives(self, received: date, allocated: date, ground: str) -> date:
        """Roughly when responsibility is taken over; exactly is for the law to say."""
        if ground == "displaced_ukraine":
            return received + timedelta(days=self.rng.randint(1, 4))
        if ground in _NOT_ALLOCATED or ground == "quota_refugee":
            return received + timedelta(days=self.rng.randint(10, 60))
        month = allocated.month + 1 + (allocated.day > 1)
        first = date(allocated.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        return first + timedelta(days=self.rng.randint(0, 4))

    def _weighted(self, options: Sequence[tuple[T, int]]) -> T:
        return self.rng.choices([option for option, _ in options], [weight for _, weight in options])[0]


@cache
def origins() -> tuple[Origin, ...]:
    """The origins of `people.toml`."""
    return tuple(Origin(**{**said, "years": tuple(said["years"])}) for said in _data()["origin"])


@cache
def names(kind: str) -> dict[str, list[Name]]:
    """Given and family names in Latin letters and in their own script ("" where Latin is it)."""
    said = _data()[kind]
    if locale := said.get("faker"):
        faker = Faker(locale)
        faker.seed_instance(_NAMES_SEED)
        makers = {"male": faker.first_name_male, "female": faker.first_name_female, "family": faker.last_name}
        pools = {part: sorted({maker() for _ in range(200)}) for part, maker in makers.items()}
        return {
            part: [(in_latin(name) if locale == "uk_UA" else name, name) for name in pool]
            for part, pool in pools.items()
        }
    return {part: [_both(name) for name in said[part].split()] for part in ("male", "female", "family")}


def in_latin(name: str) -> str:
    """A Ukrainian name in the Latin letters of a Ukrainian passport, a little simplified.

    >>> in_latin("Шевченко"), in_latin("Григорій")
    ('Shevchenko', 'Hryhorii')
    """
    letters = _data()["ukrainian"]["latin"]
    return "".join(letters.get(sign, sign) for sign in name.casefold()).title()


def _both(name: str) -> Name:
    latin, _, own = name.partition("/")
    return latin, own


def _meets(origin: Origin, day: date) -> bool:
    first, last = origin.years
    return first <= day.year <= last and bool(_grounds(origin, day))


def _grounds(origin: Origin, day: date) -> list[tuple[str, int]]:
    """The grounds that the law of the day knows, with their weights."""
    return [(ground, weight) for ground, weight in origin.grounds.items() if _GROUND_SINCE.get(ground, day) <= day]


def _numbered(home: Sequence[Arrival], number: int, mark: str) -> list[Arrival]:
    journal = f"{home[0].received_on.year}-{mark}{number:04}"
    return [replace(person, journal_number=journal, household=f"{mark}{number:03}") for person in home]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("brobygger.exchange").joinpath("people.toml").read_text(encoding="utf-8"))
