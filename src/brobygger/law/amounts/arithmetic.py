"""How amounts are made: each function gives one node of the tree, or says what is missing.

What is undetermined below stays undetermined above, with everything that is missing named once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from brobygger.law.amounts.model import RateBook, RatePeriod, Undetermined
from brobygger.law.amounts.tree import OPERATIONS, ROUNDINGS, Amount, Outcome, Unrounded
from brobygger.law.rulebook import Citation, Text
from brobygger.law.wording import joined


def of_rate(
    book: RateBook, name: str, day: date, *, text: Text | None = None, rule: str = "", known_on: date | None = None
) -> Outcome:
    """The rate as it holds on the day, as a leaf."""
    found = book.on(name, day, known_on)
    if isinstance(found, Undetermined):
        return found
    return leaf(found, text=text, rule=rule)


def leaf(found: RatePeriod, *, text: Text | None = None, rule: str = "") -> Amount:
    """A period of a rate as a leaf. Raises `TypeError` for a rate that is not money."""
    told = [one for one in (found.derived_from, found.remark) if one is not None]
    remark = joined(*told) if told else None
    return Amount(
        ore=found.ore, operation="rate", text=text or found.title, rule=rule, rate=found.rate,
        period=(found.starts, found.until), citation=found.citation, own_confirmed=found.confirmed,
        own_derived=found.derived, remark=remark,
    )  # fmt: skip


def given(ore: int, *, text: Text, rule: str = "", confirmed: bool = True) -> Amount:
    """A sum that the case tells: a wage, a rent, an amount paid."""
    return Amount(ore=ore, operation="given", text=text, rule=rule, own_confirmed=confirmed)


def nothing(*, text: Text, rule: str = "", citation: Citation | None = None, confirmed: bool = True) -> Amount:
    """0 kr. for a stated reason: nothing is owed. Never used where something is not known."""
    return Amount(ore=0, operation="nothing", text=text, rule=rule, citation=citation, own_confirmed=confirmed)


def total(parts: Iterable[Outcome], *, text: Text, rule: str = "", citation: Citation | None = None) -> Outcome:
    """The parts added up."""
    return over("sum", parts, text=text, rule=rule, citation=citation)


def less(
    first: Outcome, parts: Iterable[Outcome], *, text: Text, rule: str = "", citation: Citation | None = None
) -> Outcome:
    """The first amount with the others taken from it."""
    return over("difference", (first, *parts), text=text, rule=rule, citation=citation)


def at_most(parts: Iterable[Outcome], *, text: Text, rule: str = "", citation: Citation | None = None) -> Outcome:
    """The smallest of the parts: an amount held down by a ceiling."""
    return over("at_most", parts, text=text, rule=rule, citation=citation)


def at_least(parts: Iterable[Outcome], *, text: Text, rule: str = "", citation: Citation | None = None) -> Outcome:
    """The largest of the parts: an amount held up by a floor."""
    return over("at_least", parts, text=text, rule=rule, citation=citation)


def times(number: int, part: Outcome, *, text: Text, rule: str = "", citation: Citation | None = None) -> Outcome:
    """A whole number of times one amount."""
    return over("times", (part,), text=text, rule=rule, citation=citation, factor=number)


def share(
    part: Outcome,
    factor: Fraction | RatePeriod | Undetermined,
    *,
    text: Text,
    rounding: str = "whole_ore",
    rule: str = "",
    citation: Citation | None = None,
) -> Outcome:
    """A fraction or a per cent of an amount, rounded by a named rule: two nodes, so that the rounding is seen."""
    lacking = [one for one in (part, factor) if isinstance(one, Undetermined)]
    if isinstance(part, Undetermined) or isinstance(factor, Undetermined):
        return all_missing(lacking, rule=rule)
    by = factor if isinstance(factor, RatePeriod) else None
    number = factor.number / 100 if isinstance(factor, RatePeriod) else factor
    exact = Unrounded(ore=number * part.ore, of=part, factor=number, text=text, by=by)
    return rounded(exact, rounding, text=text, rule=rule, citation=citation)


def rounded(
    part: Amount | Unrounded, rounding: str, *, text: Text, rule: str = "", citation: Citation | None = None
) -> Amount:
    """An amount or a share rounded by a named rule."""
    how, named = ROUNDINGS[rounding]
    told = {language: f"{text[language]}, {named[language]}" for language in text}
    return Amount(
        ore=how(Fraction(part.ore)), operation="rounded", text=told, operands=(part,), rule=rule, citation=citation,
        rounding=rounding,
    )  # fmt: skip


def over(
    operation: str,
    parts: Iterable[Outcome],
    *,
    text: Text,
    rule: str = "",
    citation: Citation | None = None,
    factor: int | None = None,
) -> Outcome:
    """One operation over the parts; undetermined when any of them is. Raises `ArithmeticError` without parts."""
    told = tuple(parts)
    lacking = [part for part in told if isinstance(part, Undetermined)]
    if lacking:
        return all_missing(lacking, rule=rule)
    node = Amount(
        ore=0, operation=operation, text=text, operands=tuple(part for part in told if isinstance(part, Amount)),
        rule=rule, citation=citation, factor=factor,
    )  # fmt: skip
    return Amount(
        ore=OPERATIONS[operation](node), operation=operation, text=text, operands=node.operands, rule=rule,
        citation=citation, factor=factor,
    )  # fmt: skip


def all_missing(lacking: Iterable[Undetermined], *, rule: str = "") -> Undetermined:
    """Everything that is missing, each named once, in the order it was met."""
    told = list(lacking)
    missing = tuple(dict.fromkeys(name for one in told for name in one.missing))
    texts = list(dict.fromkeys((one.text["da"], one.text["en"]) for one in told))
    text = {"da": " ".join(da for da, _ in texts), "en": " ".join(en for _, en in texts)}
    return Undetermined(missing=missing, text=text, rule=rule or told[0].rule)


def undetermined(*missing: str, text: Text, rule: str = "") -> Undetermined:
    """Undetermined for want of these facts or rates."""
    return Undetermined(missing=missing, text=text, rule=rule)
