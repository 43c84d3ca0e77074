"""The words offices write in a list of notices, read into the house's own."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

STATELESS = "XXA"  # the code passports use


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country by its ISO 3166 codes and its names."""

    two: str
    code: str
    da: str
    en: str
    people: str


@cache
def data() -> dict[str, Any]:
    """The headings, words and patterns of `notices.toml`."""
    return tomllib.loads(files("brobygger.exchange").joinpath("notices.toml").read_text(encoding="utf-8"))


@cache
def countries() -> dict[str, Country]:
    """Every country by each of its codes and names, in small letters."""
    lines = files("brobygger.exchange").joinpath("countries.csv").read_text(encoding="utf-8").splitlines()
    rows = [Country(**row) for row in csv.DictReader(lines, delimiter=";")]
    return {
        name.casefold(): row
        for row in rows
        for name in (row.two, row.code, row.da, row.en, *row.people.split(","))
        if name
    }


def plain(text: str) -> str:
    """A word as it is compared: small letters, single spaces, no closing full stop.

    >>> plain("  Ægtefælle. ")
    'ægtefælle'
    """
    return " ".join(text.split()).casefold().rstrip(".") or text.strip()[:1]


def read_word(kind: str, text: str) -> str | None:
    """The house's word for what stands there, or None when it is not one that offices write.

    >>> read_word("role", "Ægtefælle"), read_word("sex", "kvinde"), read_word("sex", "grøn")
    ('spouse', 'female', None)
    """
    return _words(kind).get(plain(text))


def is_blank(text: str) -> bool:
    """True when nothing is written, or only that it is not known."""
    return not text.strip() or plain(text) in _words("blank")


def is_sum(text: str) -> bool:
    """True when the text opens like a line that sums up others."""
    return bool(re.match(r"(?:" + "|".join(map(re.escape, _words("sum"))) + r")\b(?!.*[\d]{6})", plain(text)))


def read_country(text: str) -> str | None:
    """The three-letter code of a country told by code, Danish or English name, or people.

    >>> read_country("SYR"), read_country("Syrien"), read_country("eritreisk"), read_country("Atlantis")
    ('SYR', 'SYR', 'ERI', None)
    """
    found = countries().get(plain(text))
    return found.code if found else None


def read_legal_basis(text: str) -> str | None:
    """The ground of residence; "" when the text covers several grounds, None when it is no ground at all.

    >>> [read_legal_basis(t) for t in ("§ 7, stk. 1 konvention", "§ 8 kvoteflygtning", "§ 9", "§ 99")]
    ['convention_refugee', 'quota_refugee', '', None]
    """
    said = plain(text)
    return next((gives for pattern, gives in _bases() if pattern.search(said)), None)


@cache
def _words(kind: str) -> dict[str, str]:
    return {plain(word): meaning for meaning, words in data()["words"][kind].items() for word in words}


@cache
def _bases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(basis["pattern"]), basis["gives"]) for basis in data()["basis"])
