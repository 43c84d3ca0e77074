"""An amount of money with its arithmetic: a tree of whole øre that can be added up again by anybody.

A leaf is a rate of the rulebook or a sum that the case tells. Every other node is one operation over its operands.
What is not yet rounded to whole øre is no amount: it is `Unrounded` until a named rule of rounding makes it one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from brobygger.law.amounts.model import HUNDREDTHS, RatePeriod, Undetermined
from brobygger.law.findings import citation_as_json, iso
from brobygger.law.rulebook import Citation, Language, Text

LEAVES = ("rate", "given", "nothing")


def nearest(step: int) -> Callable[[Fraction], int]:
    """Rounds øre to the nearest whole *step*, a half upwards.

    >>> nearest(100)(Fraction(1201850)), nearest(100)(Fraction(3, 2)), nearest(1)(Fraction(3, 2))
    (1201900, 0, 2)
    """
    return lambda ore: int((ore / step + Fraction(1, 2)).__floor__()) * step


ROUNDINGS: dict[str, tuple[Callable[[Fraction], int], Text]] = {
    "whole_ore": (nearest(1), {"da": "afrundet til nærmeste øre", "en": "rounded to the nearest øre"}),
    "whole_krone": (nearest(100), {"da": "afrundet til nærmeste hele krone", "en": "rounded to the nearest krone"}),
    "nearest_50": (nearest(5_000), {"da": "afrundet til nærmeste 50 kr.", "en": "rounded to the nearest 50 kr."}),
    "nearest_100": (nearest(10_000), {"da": "afrundet til nærmeste 100 kr.", "en": "rounded to the nearest 100 kr."}),
}
"""The named rules of rounding; aktivlovens § 109, stk. 4, knows the last three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrounded:
    """A share of an amount, exactly: it must be rounded before anybody is paid."""

    ore: Fraction
    of: Amount
    factor: Fraction
    text: Text
    by: RatePeriod | None = None

    def checked(self) -> Unrounded:
        """Itself, proven: the share is the factor times the amount. Raises `ArithmeticError` otherwise."""
        self.of.checked()
        if self.ore != self.factor * self.of.ore or (self.by and self.by.number / 100 != self.factor):
            message = f"{self.text['en']}: {self.ore} øre is not {self.factor} of {self.of.ore} øre."
            raise ArithmeticError(message)
        return self

    @property
    def confirmed(self) -> bool:
        """True when the amount and the percentage are."""
        return self.of.confirmed and (self.by is None or self.by.confirmed)

    @property
    def derived(self) -> bool:
        """True when the amount or the percentage was reckoned, never published."""
        return self.of.derived or (self.by is not None and self.by.derived)

    def as_json(self, language: Language) -> dict[str, Any]:
        """The share as plain data."""
        return {
            "operation": "share",
            "amount": None,
            "exact_ore": str(self.ore),
            "factor": str(self.factor),
            "text": self.text[language],
            "rate": self.by.rate if self.by else "",
            "period": period_as_json(self.by),
            "citation": citation_as_json(self.by.citation if self.by else None),
            "operands": [self.of.as_json(language)],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Whole øre, and the one operation over its operands that gives them.

    `rule` names what was reckoned, `rate` and `period` the leaf's rate, `factor` a whole number of times, `rounding`
    the rule of rounding. `confirmed` and `derived` are those of everything below it.
    """

    ore: int
    operation: str
    text: Text
    operands: tuple[Amount | Unrounded, ...] = ()
    rule: str = ""
    rate: str = ""
    period: tuple[date, date | None] | None = None
    citation: Citation | None = None
    factor: int | None = None
    rounding: str = ""
    own_confirmed: bool = True
    own_derived: bool = False
    remark: Text | None = None

    @property
    def confirmed(self) -> bool:
        """True when this and everything below it was read at the source."""
        return self.own_confirmed and all(operand.confirmed for operand in self.operands)

    @property
    def derived(self) -> bool:
        """True when this or anything below it was reckoned, never published."""
        return self.own_derived or any(operand.derived for operand in self.operands)

    def checked(self) -> Amount:
        """Itself, proven: every node equals its operation over its operands. Raises `ArithmeticError` otherwise."""
        for operand in self.operands:
            operand.checked()
        if self.operation in LEAVES:
            fits = not self.operands and (self.operation != "nothing" or self.ore == 0)
        else:
            fits = self.ore == OPERATIONS[self.operation](self)
        if not fits:
            message = f"{self.text['en']}: {self.ore} øre is not the {self.operation} of what stands below it."
            raise ArithmeticError(message)
        return self

    def leaves(self) -> list[Amount]:
        """The rates and given sums that the amount is made of, in order."""
        below = [operand.of if isinstance(operand, Unrounded) else operand for operand in self.operands]
        return [self] if not below else [leaf for operand in below for leaf in operand.leaves()]

    def as_json(self, language: Language) -> dict[str, Any]:
        """The tree as plain data: kroner as a number, dates as ISO text."""
        return {
            "operation": self.operation,
            "amount": kroner(self.ore),
            "text": self.text[language],
            "rule": self.rule,
            "rate": self.rate,
            "period": spell_as_json(self.period),
            "citation": citation_as_json(self.citation),
            "confirmed": self.confirmed,
            "derived": self.derived,
            "factor": self.factor,
            "rounding": ROUNDINGS[self.rounding][1][language] if self.rounding else "",
            "remark": self.remark[language] if self.remark else "",
            "operands": [operand.as_json(language) for operand in self.operands],
        }


Outcome = Amount | Undetermined


def amounts_below(node: Amount) -> list[int]:
    """The øre of the operands of a node that adds or compares: they must be amounts."""
    found = [operand.ore for operand in node.operands if isinstance(operand, Amount)]
    if len(found) != len(node.operands) or not found:
        message = f"{node.text['en']}: a {node.operation} needs amounts in whole øre below it."
        raise ArithmeticError(message)
    return found


def times_below(node: Amount) -> int:
    """A whole number of times one amount."""
    [ore] = amounts_below(node)
    return ore * (node.factor if node.factor is not None else 1)


def rounded_below(node: Amount) -> int:
    """One share or amount, rounded by the node's named rule."""
    [operand] = node.operands
    return ROUNDINGS[node.rounding][0](Fraction(operand.ore))


OPERATIONS: Mapping[str, Callable[[Amount], int]] = {
    "sum": lambda node: sum(amounts_below(node)),
    "difference": lambda node: amounts_below(node)[0] - sum(amounts_below(node)[1:]),
    "times": times_below,
    "at_most": lambda node: min(amounts_below(node)),
    "at_least": lambda node: max(amounts_below(node)),
    "rounded": rounded_below,
}
"""The closed list of operations: what an amount may be made by."""


def kroner(ore: int) -> int | float:
    """Øre as kroner: a whole number where it is one.

    >>> kroner(1441600), kroner(2681456)
    (14416, 26814.56)
    """
    whole, rest = divmod(ore, HUNDREDTHS)
    return whole if not rest else ore / HUNDREDTHS


def spell_as_json(period: tuple[date, date | None] | None) -> dict[str, str | None] | None:
    """A period as plain data."""
    return None if period is None else {"from": iso(period[0]), "until": iso(period[1])}


def period_as_json(found: RatePeriod | None) -> dict[str, str | None] | None:
    """The rate's period as plain data."""
    return None if found is None else spell_as_json((found.starts, found.until))
