"""A settlement of the past in words: what moved in which month, what is owed, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from brobygger.law.amounts.backdating import Moved, Owed, summed
from brobygger.law.amounts.lines import TITLES, Line
from brobygger.law.amounts.telling import kroner_said, month_said, row, wrapped
from brobygger.law.amounts.tree import Amount
from brobygger.law.rulebook import Language

WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "none": "Intet er ændret.",
        "looked": "{number} måneder er set efter; {moved} er berørt. Alle beløb er før skat.",
        "was": "Regnet dengang: {then}; regnet nu: {now}", "nothing": "intet", "open": "kan ikke afgøres",
        "owed": "Til efterbetaling i alt", "reclaimed": "For meget udbetalt i alt",
        "rent_owed": "Hvis boligen er midlertidig: for lidt betalt i alt",
        "rent_reclaimed": "Hvis boligen er midlertidig: for meget betalt i alt",
        "left_out": "{number} ændringer kan ikke afgøres og er ikke talt med. Det er ikke 0 kr.",
        "unconfirmed": "ubekræftet",
    },
    "en": {
        "none": "Nothing has changed.",
        "looked": "{number} months looked at; {moved} affected. All amounts are before tax.",
        "was": "Reckoned then: {then}; reckoned now: {now}", "nothing": "nothing", "open": "undetermined",
        "owed": "Owed to the household in all", "reclaimed": "Paid too much in all",
        "rent_owed": "If the home is a temporary one: too little paid in all",
        "rent_reclaimed": "If the home is a temporary one: too much paid in all",
        "left_out": "{number} changes are undetermined and not counted. That is not 0 kr.",
        "unconfirmed": "unconfirmed",
    },
}  # fmt: skip


def told(found: Owed, language: Language) -> Iterator[str]:
    """Every month that moved, then what is owed in all."""
    words = WORDS[language]
    months = len({one.month for one in found.moved})
    yield words["looked"].format(number=found.months, moved=months)
    if not found.moved:
        yield words["none"]
    for month, moved in groupby(found.moved, key=lambda one: one.month):
        yield from ("", month_said(month, language))
        for one in moved:
            yield from moved_told(one, language)
    yield ""
    if any(one.difference is not None for one in found.benefits):
        yield sum_told(summed(found.benefits), "owed", "reclaimed", language)
    if any(one.difference is not None for one in found.rents):
        yield sum_told(-summed(found.rents), "rent_owed", "rent_reclaimed", language)
    if found.undetermined:
        yield words["left_out"].format(number=len(found.undetermined))


def moved_told(one: Moved, language: Language) -> Iterator[str]:
    """One amount: what was, what is, and the difference, or what is missing to tell it."""
    words = WORDS[language]
    difference = words["open"] if one.difference is None else kroner_said(one.difference, language)
    doubted = [line for line in (one.then, one.now) if line and line.ore is not None and not line.confirmed]
    sure = f" ({words['unconfirmed']})" if doubted and one.difference is not None else ""
    yield row(f"  {one.whose}: {TITLES[one.kind][language]}{sure}", difference)
    then, now = (ore_said(line, language) for line in (one.then, one.now))
    yield from wrapped(words["was"].format(then=then, now=now), first="    · ")
    for line in (one.then, one.now):
        if line is not None and not isinstance(line.outcome, Amount):
            yield from wrapped(line.outcome.text[language], first="    ! ")


def ore_said(line: Line | None, language: Language) -> str:
    """One day's amount."""
    if line is None:
        return WORDS[language]["nothing"]
    return WORDS[language]["open"] if line.ore is None else kroner_said(line.ore, language)


def sum_told(ore: int, above: str, below: str, language: Language) -> str:
    """A sum with the name of its direction."""
    return row(WORDS[language][above if ore >= 0 else below], kroner_said(abs(ore), language))
