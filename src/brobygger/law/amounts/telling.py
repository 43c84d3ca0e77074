"""A month's amounts in words: what a caseworker can lay before the citizen, each amount with its arithmetic."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from brobygger.law.amounts.lines import LEFT, TITLES, Line
from brobygger.law.amounts.living import AFFORDABLE
from brobygger.law.amounts.model import Undetermined, value_said
from brobygger.law.amounts.tree import Amount, Unrounded
from brobygger.law.rulebook import Language
from brobygger.law.wording import MONTHS, said

WIDTH = 100
AMOUNT_WIDTH = 14
WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "heading": "Beløb for {month}", "household": "Husstand: {who}", "undetermined": "kan ikke afgøres",
        "because": "Grundlag: {why}", "unconfirmed": "ubekræftet", "derived": "beregnet, ikke offentliggjort",
        "at_most": "det mindste af", "at_least": "det største af", "none": "Der er ingen beløb for måneden.",
        "period": "{} til {}", "period_open": "fra {}", "before_tax": "Alle beløb er før skat.",
    },
    "en": {
        "heading": "Amounts for {month}", "household": "Household: {who}", "undetermined": "undetermined",
        "because": "Grounds: {why}", "unconfirmed": "unconfirmed", "derived": "derived, not published",
        "at_most": "the smallest of", "at_least": "the largest of", "none": "There are no amounts for the month.",
        "period": "{} to {}", "period_open": "from {}", "before_tax": "All amounts are before tax.",
    },
}  # fmt: skip
DEEPEST = {LEFT: 3, AFFORDABLE: 4}
"""What a household has is told part by part; the parts themselves stand above with their own arithmetic."""
TIED = re.compile(r"(\b\d+\.|\d|§§?|\bstk\.|\bnr\.) (?=\S)")
"""Where a line is not broken: 1. januar, § 25, stk. 2, 5.945 kr."""
SIGNS = {"difference": "− ", "sum": "+ "}


def month_said(month: date, language: Language) -> str:
    """The month in words.

    >>> month_said(date(2015, 11, 1), "da")
    'november 2015'
    """
    return f"{MONTHS[language][month.month - 1]} {month.year}"


def told(lines: list[Line], month: date, language: Language) -> list[str]:
    """The whole month: each household, each amount, the steps it was reckoned by, and what to know of it."""
    words = WORDS[language]
    heading = words["heading"].format(month=month_said(month, language))
    if not lines:
        return [heading, "", words["none"]]
    found = [heading, words["before_tax"]]
    for household, theirs in groupby(lines, key=lambda line: line.household):
        found += ["", words["household"].format(who=", ".join(household))]
        for line in theirs:
            found += ["", *line_told(line, language)]
    return found


def line_told(line: Line, language: Language) -> Iterator[str]:
    """One amount with its arithmetic, its grounds and its remarks."""
    words = WORDS[language]
    name = line.law[language] if line.law else TITLES[line.kind][language]
    title = f"{line.person}: {name}" if line.person else name
    if isinstance(line.outcome, Undetermined):
        yield row(title, words["undetermined"])
        yield from wrapped(line.outcome.text[language], first="    ! ")
    else:
        doubts = [words[key] for key, holds in standing(line) if holds]
        yield row(f"{title} ({'; '.join(doubts)})" if doubts else title, kroner_said(line.outcome.ore, language))
        yield from tree_told(line.outcome, language, sign="", depth=1, deepest=DEEPEST.get(line.kind, 99))
    if line.because:
        why = "; ".join(text[language] for text in line.because)
        yield from wrapped(words["because"].format(why=why), first="    · ")
    for remark in line.remarks:
        yield from wrapped(remark[language], first="    · ")
    for doubt in line.doubts:
        yield from wrapped(doubt[language], first="    ! ")


def standing(line: Line) -> list[tuple[str, bool]]:
    """What makes an amount less than sure, in words of this table."""
    derived = isinstance(line.outcome, Amount) and line.outcome.derived
    return [("derived", derived), ("unconfirmed", not derived and not line.confirmed)]


def row(title: str, amount: str) -> str:
    """A title with its amount in the right margin."""
    return f"{title:<{WIDTH - AMOUNT_WIDTH}}{amount:>{AMOUNT_WIDTH}}"


def kroner_said(ore: int, language: Language) -> str:
    """An amount in words."""
    return value_said(ore, "kr", language)


def tree_told(node: Amount | Unrounded, language: Language, *, sign: str, depth: int, deepest: int) -> Iterator[str]:
    """One node and what stands below it, a step deeper for each, down to the deepest that is told."""
    words, pad = WORDS[language], "    " * depth
    if isinstance(node, Unrounded):
        yield from wrapped(f"{sign}{node.factor} × {node.text[language]}", first=f"{pad}= ")
        yield from tree_told(node.of, language, sign="", depth=depth + 1, deepest=deepest)
        return
    cited = node.citation
    where = f" [{cited.law} {cited.section}]" if cited else ""
    how = f", {words[node.operation]}" if node.operation in words else ""
    when = f", {period_said(node.period, language)}" if node.period else ""
    text = f"{sign}{kroner_said(node.ore, language)} {node.text[language]}{when}{how}{where}"
    yield from wrapped(text, first=f"{pad}= ")
    for number, operand in enumerate(node.operands if depth < deepest else ()):
        below = SIGNS.get(node.operation, "") if number else ""
        yield from tree_told(operand, language, sign=below, depth=depth + 1, deepest=deepest)


def period_said(period: tuple[date, date | None], language: Language) -> str:
    """A rate's period in words."""
    starts, until = period
    words = WORDS[language]
    if until is None:
        return words["period_open"].format(said(starts, language))
    return words["period"].format(said(starts, language), said(until, language))


def wrapped(text: str, *, first: str) -> Iterable[str]:
    """A long sentence over several lines, each under the first."""
    found = textwrap.wrap(TIED.sub("\\1\u00a0", text), WIDTH, initial_indent=first, subsequent_indent=" " * len(first))
    return [line.replace("\u00a0", " ") for line in found]
