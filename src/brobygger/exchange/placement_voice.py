"""The voice in which a housing proposal is read aloud: "du" to one person, "I" to several; numbers and days spelled out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brobygger.exchange.wording import Wording
from brobygger.law.rulebook import Language
from brobygger.law.wording import said as day_said
from brobygger.matching.model import Value

ONE = {"i": "du", "jer": "dig", "jeres": "din", "jeres_behov": "dit behov"}
SEVERAL = {"i": "I", "jer": "jer", "jeres": "jeres", "jeres_behov": "jeres behov"}


@dataclass(frozen=True, slots=True)
class Voice:
    """The language, and how many are spoken to."""

    language: Language
    people: int

    def words(self, wording: Wording, **values: object) -> str:
        """The wording with its gaps filled, as part of a sentence.

        >>> Voice("da", 1).words(Wording("hvad {i} kan betale", "what you can pay"))
        'hvad du kan betale'
        """
        return wording.said_in(self.language).format(**(ONE if self.people == 1 else SEVERAL), **values)

    def __call__(self, da: str, en: str, **values: object) -> str:
        """A whole sentence, which begins with a capital letter."""
        sentence = self.words(Wording(da, en), **values)
        return sentence[:1].upper() + sentence[1:]

    def day(self, value: Value) -> str:
        """A day written out."""
        return day_said(value, self.language) if isinstance(value, date) else "?"

    def number(self, value: Value) -> str:
        """A number with the language's own separators, with one decimal where it has any.

        >>> Voice("da", 5).number(4561), Voice("en", 5).number(4561), Voice("da", 5).number(10.5)
        ('4.561', '4,561', '10,5')
        """
        number = value if isinstance(value, int | float) else 0
        written = f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"
        return written.translate(str.maketrans(",.", ".,")) if self.language == "da" else written

    def count(self, number: Value, da: tuple[str, str], en: tuple[str, str]) -> str:
        """So many of a thing.

        >>> Voice("da", 5).count(1, ("seng", "senge"), ("bed", "beds"))
        '1 seng'
        """
        one, many = da if self.language == "da" else en
        return f"{self.number(number)} {one if number == 1 else many}"

    def beds(self, number: Value) -> str:
        """So many beds."""
        return self.count(number, ("seng", "senge"), ("bed", "beds"))

    def days(self, number: Value) -> str:
        """So many days."""
        return self.count(number, ("dag", "dage"), ("day", "days"))

    def nights(self, number: Value) -> str:
        """So many nights."""
        return self.count(number, ("nat", "nætter"), ("night", "nights"))

    def minutes(self, number: Value) -> str:
        """So many minutes."""
        return self.count(number, ("minut", "minutter"), ("minute", "minutes"))

    def points(self, number: Value) -> str:
        """So many points of quality."""
        return self.count(number, ("point", "point"), ("point", "points"))

    def homes(self, number: Value) -> str:
        """So many homes."""
        return self.count(number, ("bolig", "boliger"), ("home", "homes"))

    def households(self, number: Value) -> str:
        """So many households."""
        return self.count(number, ("husstand", "husstande"), ("household", "households"))


def whole(value: Value) -> int:
    """The value as a whole number; 0 where it is none."""
    return int(value) if isinstance(value, int | float) else 0


def days_between(first: Value, last: Value) -> int:
    """How many days from one to the other."""
    return (last - first).days if isinstance(first, date) and isinstance(last, date) else 0
