"""The people of a case on any day: who is here, who lives together as a couple, and whose the children are.

A household here is one or two adults with the children they support. What the facts do not tell is left open, and the
facts that would tell it are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from brobygger.law.clocks import Clocks
from brobygger.law.counting import age_on
from brobygger.law.facts import CaseFile, Fact, Person
from brobygger.law.known import FOREVER, Known
from brobygger.law.rulebook import BORN, Rulebook
from brobygger.law.stays import Stay

GROWN_FROM = 18
NONE, MARRIED, COHABITING = "none", "married", "cohabiting"
COUPLES = (MARRIED, COHABITING)
CHILD, SINGLE, SPOUSE = "child", "single", "spouse"
TWO = 2
AWAY = "spouse_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One adult, or two who are a couple, with the children under 18 whom they support.

    `union` is none, married or cohabiting, and None while nobody has told. `unsure` names the facts without which the
    children cannot be counted.
    """

    heads: tuple[str, ...]
    union: str | None
    children: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Everybody of the household."""
        return (*self.heads, *self.children)

    def partner_of(self, person: str) -> str | None:
        """The other of the couple, when they are of the case."""
        return next((other for other in self.heads if other != person), None) if self.union in COUPLES else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """The day the citizen came by the law's own measure, or what is missing to tell it."""

    day: date | None
    missing: tuple[str, ...] = ()
    by: str = ""


class People:
    """The persons of one case with their facts as known on *known_on*, asked about any day."""

    def __init__(
        self, case: CaseFile, rulebook: Rulebook, *, came_by: tuple[str, ...], known_on: date | None = None
    ) -> None:
        self.known = Known(case, rulebook, on=FOREVER, known_on=known_on or FOREVER)
        self.clocks = Clocks(self.known, rulebook)
        self.came_by = came_by
        self.persons: Mapping[str, Person] = self.known.persons
        self._came: dict[str, Came] = {}
        self._presences: dict[str, list[tuple[date | None, date]]] = {}
        self._households: dict[date, list[Household]] = {}

    def holding(self, name: str, person: str | None, day: date) -> Fact | None:
        """The state that holds for the person on the day; their own goes before the family's."""
        return self.known.holding(name, person, day)

    def value(self, name: str, person: str | None, day: date) -> object:
        """What the state says, or None where nothing is known."""
        fact = self.holding(name, person, day)
        return None if fact is None else fact.value

    def day_of(self, name: str, person: str) -> date | None:
        """The day of an event or of a milestone of the law; the first, where the person was here more than once."""
        return self.day_within(self.clocks, name, person)

    @staticmethod
    def day_within(clocks: Clocks, name: str, person: str) -> date | None:
        """The day of an event or of a milestone in the one stay, or over all of them."""
        if name in clocks.rulebook.rules:
            start = clocks.milestone(name, person)
            return start.day if start else None
        fact = clocks.known.event(name, person)
        return fact.day if fact else None

    def came(self, person: str) -> Came:
        """The first of the ways that the law counts by whose day is known."""
        if person not in self._came:
            days = ((name, self.day_of(name, person)) for name in self.came_by)
            known = next(((name, day) for name, day in days if day), None)
            self._came[person] = Came(day=known[1], by=known[0]) if known else Came(day=None, missing=("arrived",))
        return self._came[person]

    def presences(self, person: str) -> list[tuple[date | None, date]]:
        """From when until before when the person is here, stay by stay; no first day where nobody recorded one.

        A stay ends with the departure or the death, whichever was first.
        """
        if person not in self._presences:
            died = self.day_of("deceased", person) or FOREVER
            self._presences[person] = [
                (self.came_in(stay, person), min(stay.ended or FOREVER, died)) for stay in self.known.stays(person)
            ]
        return self._presences[person]

    def came_in(self, stay: Stay, person: str) -> date | None:
        """The day the person came in that stay by the law's own measure, else the day a further stay began."""
        clocks = self.clocks.within(stay)
        days = (self.day_within(clocks, name, person) for name in self.came_by)
        return next(filter(None, days), stay.began if stay.number > 1 else None)

    def is_here(self, person: str, day: date) -> bool:
        """False before the person came and from the day they are gone; one whose coming nobody recorded is here."""
        born = self.persons[person].born
        here = any((came or day) <= day < gone for came, gone in self.presences(person))
        return here and (born or day) <= day

    def union_said(self, person: str, day: date) -> object:
        """What is recorded of a spouse or partner in the home: none where the spouse lives elsewhere."""
        return NONE if self.value(AWAY, person, day) is not None else self.value("partner", person, day)

    def spouse_elsewhere(self, person: str, day: date) -> bool:
        """True where it is recorded that the spouse lives elsewhere, or that one is married who has nobody here."""
        if self.value(AWAY, person, day) is not None:
            return True
        home = next(one for one in self.households(day) if person in one.heads)
        return self.value("partner", person, day) == MARRIED and home.union == NONE

    def age(self, person: str, day: date) -> int | None:
        """Whole years, or None while the birth date is not known."""
        born = self.persons[person].born
        return age_on(born, day) if born else None

    def households(self, day: date) -> list[Household]:
        """Every household of the case on the day, in the order of its first adult."""
        if day not in self._households:
            self._households[day] = self.grouped(day)
        return self._households[day]

    def grouped(self, day: date) -> list[Household]:
        """The people who are here on the day, as households."""
        here = [name for name in sorted(self.persons) if self.is_here(name, day)]
        heads = [name for name in here if self.persons[name].role != CHILD]
        young = [name for name in here if self.persons[name].role == CHILD]
        grown = [name for name in young if (self.age(name, day) or 0) >= GROWN_FROM]
        minors = tuple(name for name in young if self.persons[name].born and name not in grown)
        unsure = (BORN,) if any(self.persons[name].born is None for name in young) else ()
        own = [self.alone(name, day) for name in grown]
        return self.with_children([*self.coupled(heads, day), *own], minors, unsure, day)

    def alone(self, person: str, day: date) -> Household:
        """A grown child of the family lives in the home and is a household of their own."""
        union = self.union_said(person, day)
        return Household(heads=(person,), union=str(union) if union in COUPLES else NONE)

    def coupled(self, heads: list[str], day: date) -> list[Household]:
        """The adults as households: those told to be a couple together, the others each alone."""
        told = {name: self.union_said(name, day) for name in heads}
        apart = [Household(heads=(name,), union=NONE) for name in heads if told[name] == NONE]
        rest = [name for name in heads if told[name] != NONE]
        if len(rest) == TWO:
            return [*self.the_two(rest, told), *apart]
        return [*(Household(heads=(name,), union=self.union_of(name, told[name], heads)) for name in rest), *apart]

    def the_two(self, pair: list[str], told: Mapping[str, object]) -> list[Household]:
        """Two adults are a couple when a fact or the role of spouse says so; two singles are not."""
        said = next((told[name] for name in pair if told[name] in COUPLES), None)
        roles = {self.persons[name].role for name in pair}
        if said is None and roles == {SINGLE}:
            return [Household(heads=(name,), union=NONE) for name in pair]
        union = str(said) if said else (MARRIED if SPOUSE in roles else None)
        return [Household(heads=tuple(pair), union=union)]

    def union_of(self, person: str, said: object, heads: list[str]) -> str | None:
        """Of one adult beside no other, or beside more than one: what is told, else what the role tells."""
        others = [name for name, other in self.persons.items() if other.role != CHILD and name != person]
        away = bool(others) and len(heads) == 1
        if away:
            return NONE  # the spouse of the case has not come, or has left: nobody shares the home
        if said in COUPLES and len(heads) == 1:
            return str(said)
        return NONE if said is None and self.persons[person].role == SINGLE else None

    def with_children(
        self, found: list[Household], minors: tuple[str, ...], unsure: tuple[str, ...], day: date
    ) -> list[Household]:
        """The children given to those who support them: the only adults, or those of whom it is told."""
        adults = [one for one in found if self.persons[one.heads[0]].role != CHILD]
        given = []
        for one in found:
            told = [self.value("supports_children", name, day) for name in one.heads]
            if True in told or (one in adults and len(adults) == 1 and False not in told):
                given.append(replace(one, children=minors, unsure=unsure))
            elif one in adults and len(adults) > 1 and None in told and (minors or unsure):
                given.append(replace(one, unsure=("supports_children",)))
            else:
                given.append(one)
        return sorted(given, key=lambda one: one.heads)
