"""The effect of a change as a table: the total, the groups, and what could not be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brobygger.law.amounts.model import HUNDREDTHS
from brobygger.law.amounts.telling import kroner_said, month_said
from brobygger.law.rulebook import LAW_NOT_READ, Language, Text, Word
from brobygger.whatif.effect import Effect, Part

MOST_MISSING = 5
WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "what": "{persons} personer i {households} husstande, {first} til {last}. Ydelser og tillæg før skat.",
        "base": "Efter gældende ret", "changed": "Med ændringen", "difference": "Forskel",
        "winners": "Husstande, der får mere", "losers": "Husstande, der får mindre", "same": "Husstande uden ændring",
        "undetermined": "Husstande, der ikke kan afgøres", "group": "Gruppe", "more": "får mere", "less": "får mindre",
        "open": "åbne", "households": "husstande",
        "left_out": "{number} husstandsmåneder kan ikke afgøres og er ikke talt med. Det er ikke 0 kr.",
        "lacking": "{number} gange mangler: {what}", "unconfirmed": "{number} husstandsmåneder er ubekræftede.",
        "law": "loven er ikke læst",
    },
    "en": {
        "what": "{persons} persons in {households} households, {first} to {last}. Benefits and supplements before tax.",
        "base": "Under the law as it is", "changed": "With the change", "difference": "Difference",
        "winners": "Households that get more", "losers": "Households that get less",
        "same": "Households unchanged", "undetermined": "Households undetermined", "group": "Group",
        "more": "get more", "less": "get less", "open": "open", "households": "households",
        "left_out": "{number} household-months are undetermined and not counted. That is not 0 kr.",
        "lacking": "{number} times missing: {what}", "unconfirmed": "{number} household-months are unconfirmed.",
        "law": "the law has not been read",
    },
}  # fmt: skip


def told(
    effect: Effect, title: Text, group: str | None, facts: Mapping[str, Word], language: Language
) -> Iterator[str]:
    """The whole answer."""
    words, whole = WORDS[language], effect.parts()[0]
    first, last = (month_said(month, language) for month in (effect.months[0], effect.months[-1]))
    yield title[language]
    yield words["what"].format(
        persons=counted(effect.population.people, language), households=counted(whole.households, language),
        first=first, last=last,
    )  # fmt: skip
    yield ""
    for key, ore in (("base", whole.base), ("changed", whole.changed), ("difference", whole.difference)):
        yield f"{words[key]:<40}{kroner_said(ore, language):>24}"
    yield ""
    for key in ("winners", "losers", "same", "undetermined"):
        yield f"{words[key]:<40}{counted(getattr(whole, key), language):>20}"
    if group:
        yield from groups_told(effect.parts(group), language)
    yield from left_out(effect, whole, facts, language)


def groups_told(parts: list[Part], language: Language) -> Iterator[str]:
    """A line a group."""
    words = WORDS[language]
    yield ""
    heads = (words["households"], words["difference"], words["more"], words["less"], words["open"])
    yield f"{words['group']:<26}" + "".join(f"{head:>{wide}}" for head, wide in zip(heads, WIDTHS, strict=True))
    for part in parts:
        cells = (
            counted(part.households, language), kroner_said(part.difference, language),
            counted(part.winners, language), counted(part.losers, language), counted(part.undetermined, language),
        )  # fmt: skip
        yield f"{part.name:<26}" + "".join(f"{cell:>{wide}}" for cell, wide in zip(cells, WIDTHS, strict=True))


WIDTHS = (12, 22, 14, 14, 10)


def left_out(effect: Effect, whole: Part, facts: Mapping[str, Word], language: Language) -> Iterator[str]:
    """What was not counted, with what is missing most often, and what is unconfirmed."""
    words = WORDS[language]
    if whole.months_left_out:
        yield ""
        yield words["left_out"].format(number=counted(whole.months_left_out, language))
        for name, number in list(effect.missing().items())[:MOST_MISSING]:
            what = words["law"] if name == LAW_NOT_READ else label(name, facts, language)
            yield "    ! " + words["lacking"].format(number=counted(number, language), what=what)
    if unconfirmed := effect.unconfirmed():
        yield ""
        yield words["unconfirmed"].format(number=counted(unconfirmed, language))


def label(name: str, facts: Mapping[str, Word], language: Language) -> str:
    """A fact by its label; a rate by its id."""
    return facts[name].label[language] if name in facts else name


def counted(number: int, language: Language) -> str:
    """A number with its thousands marked.

    >>> counted(12345, "da"), counted(12345, "en")
    ('12.345', '12,345')
    """
    return kroner_said(number * HUNDREDTHS, language).removesuffix(" kr.")
