"""The support beside a household's benefits, and the part of it that counts as one person's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from brobygger.law.amounts.arithmetic import share
from brobygger.law.amounts.people import CHILD, GROWN_FROM
from brobygger.law.amounts.traits import Asked
from brobygger.law.amounts.tree import Outcome
from brobygger.law.rulebook import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Housing benefit and special support of a household; each None where it is not recorded.

    The special support is the adults', the housing benefit that of every grown member (aktivlovens § 25 b).
    """

    housing: Outcome | None
    special: Outcome | None
    adults: int
    grown: int

    @property
    def told(self) -> list[Outcome]:
        """What is recorded."""
        return [amount for amount in (self.housing, self.special) if amount is not None]

    def parts_of_one(self) -> list[Outcome]:
        """The parts that count as one adult's."""
        special = [] if self.special is None else [part(self.special, self.adults, SPECIAL)]
        return [*self.housing_of_one(), *special]

    def housing_of_one(self) -> list[Outcome]:
        """The part of the housing benefit of one grown member; empty where none is recorded."""
        return [] if self.housing is None else [part(self.housing, self.grown, HOUSING)]


def part(whole: Outcome, number: int, text: Text) -> Outcome:
    """One of so many equal parts, in whole øre."""
    return whole if number == 1 else share(whole, Fraction(1, number), text=text)


def grown_members(asked: Asked) -> int:
    """The adults of the household with the family's grown children who live in the home."""
    adults = len(asked.household.heads)
    people = asked.people
    if people.persons[asked.person].role == CHILD:
        return adults
    at_home = [
        name
        for name, person in people.persons.items()
        if person.role == CHILD
        and people.is_here(name, asked.day)
        and (people.age(name, asked.day) or 0) >= GROWN_FROM
        and people.value("living_at_home", name, asked.day) is not False
    ]
    return adults + len(at_home)


HOUSING: Text = {
    "da": "Boligstøtten fordelt på husstandens voksne",
    "en": "The housing benefit divided among the grown members of the household",
}
SPECIAL: Text = {
    "da": "Den særlige støtte fordelt på husstandens voksne",
    "en": "The special support divided among the adults of the household",
}
