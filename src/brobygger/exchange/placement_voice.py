"""The voice in which a housing proposal is read aloud: "du" to one person, "I" to several, in Danish and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from brobygger.law.rulebook import Language
from brobygger.law.wording import said as day_said
from brobygger.matching.model import Value

ONE = {
    "i": "du", "jer": "dig", "jeres": "din", "jeres_behov": "dit behov", "jeres_rum": "dit værelse",
    "jeres_flere_rum": "dine værelser", "jeres_sprog": "dine sprog",
}  # fmt: skip
SEVERAL = {
    "i": "I", "jer": "jer", "jeres": "jeres", "jeres_behov": "jeres behov", "jeres_rum": "jeres værelse",
    "jeres_flere_rum": "jeres værelser", "jeres_sprog": "jeres sprog",
}  # fmt: skip


@cache
def texts() -> dict[str, dict[str, Any]]:
    """Everything that is said, by section and word: `placement.toml`."""
    return tomllib.loads(files("brobygger.exchange").joinpath("placement.toml").read_text(encoding="utf-8"))


@cache
def gaps(section: str, word: str, language: Language) -> frozenset[str]:
    """The names of what is filled in where something is said."""
    return frozenset(name for _, name, _, _ in Formatter().parse(str(texts()[section][word][language])) if name)


@dataclass(frozen=True, slots=True)
class Voice:
    """The language, and how many are spoken to."""

    language: Language
    people: int

    def words(self, section: str, word: str, **values: object) -> str:
        """What stands under *word*, its gaps filled, as part of a sentence.

        >>> Voice("da", 1).words("missing", "household.budget")
        'hvad du kan betale om måneden'
        """
        return str(texts()[section][word][self.language]).format(**(ONE if self.people == 1 else SEVERAL), **values)

    def gaps(self, section: str, word: str) -> frozenset[str]:
        """What *word* asks to have filled in, pronouns too."""
        return gaps(section, word, self.language)

    def sentence(self, section: str, word: str, **values: object) -> str:
        """The same as a whole sentence, which begins with a capital letter."""
        said = self.words(section, word, **values)
        return said[:1].upper() + said[1:]

    def told(self, value: Value) -> str:
        """A number with the language's own separators, at most one decimal; a day written out.

        >>> Voice("da", 5).told(4561), Voice("en", 5).told(4561), Voice("da", 5).told(10.5)
        ('4.561', '4,561', '10,5')
        >>> Voice("da", 5).told(date(2019, 6, 15))
        '15. juni 2019'
        """
        if isinstance(value, date):
            return day_said(value, self.language)
        if not isinstance(value, int | float):
            return str(value)
        written = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
        return written.translate(str.maketrans(",.", ".,")) if self.language == "da" else written

    def count(self, unit: str, number: Value) -> str:
        """So many of a thing.

        >>> Voice("da", 5).count("beds", 1), Voice("en", 5).count("beds", 5)
        ('1 seng', '5 beds')
        """
        return f"{self.told(number)} {self.one_or_many(unit, number)}"

    def one_or_many(self, unit: str, number: Value) -> str:
        """The word for one or for many of a thing, without the number.

        >>> Voice("da", 5).one_or_many("beds", 1), Voice("en", 5).one_or_many("beds", 5)
        ('seng', 'beds')
        """
        one, many = self.words("unit", unit).split("|")
        return one if number == 1 else many

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row.

        >>> Voice("da", 5).listed(["A", "B", "C"]), Voice("en", 5).listed(["A"])
        ('A, B og C', 'A')
        """
        *first, last = names
        return f"{', '.join(first)}{self.words('page', 'and')}{last}" if first else last
