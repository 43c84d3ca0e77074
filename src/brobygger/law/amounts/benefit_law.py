"""The rules of benefits as data: which law is for whom, each law's rows, and what is laid on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brobygger.law.amounts.arithmetic import undetermined
from brobygger.law.amounts.model import RateBook, Undetermined
from brobygger.law.counting import days_after
from brobygger.law.rulebook import Citation, Rulebook, Text
from brobygger.law.wording import missing_said

NOT_READ = "not_read"
"""The scheme of those whose benefit is governed by law that nobody has read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Whom a row is for.

    `when` is asked, so that a missing fact leaves it open; what is `documented` holds only once it is recorded, and
    `unless` exempts once it is recorded.
    """

    when: Mapping[str, Any] = field(default_factory=dict)
    documented: Mapping[str, Any] = field(default_factory=dict)
    unless: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What holds of a rule from one day to another, with its citation; `owner` settles what is not confirmed."""

    in_force: date
    citation: Citation
    until: date | None = None
    announced: date | None = None
    confirmed: bool = True
    title: Text = field(default_factory=dict)
    note: Text | None = None
    owner: str = "leader"
    conditions: Conditions = field(default_factory=Conditions)
    rule: str = ""

    @property
    def known_from(self) -> date:
        """The day it could be known: when announced, else when in force."""
        return self.announced or self.in_force

    def holds_on(self, day: date) -> bool:
        """True from `in_force` to `until`, both counted in."""
        return self.in_force <= day <= (self.until or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a scheme: the rate that those it is for receive, nothing for a reason, or law not read."""

    conditions: Conditions
    rate: str = ""
    beside: tuple[str, ...] = ()
    nothing: Text | None = None
    not_read: Text | None = None
    doubt: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """What is paid beside a scheme's rate; `rows` tell which rate, for which of the scheme's own."""

    kind: str
    conditions: Conditions
    rows: tuple[Row, ...]
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime(Dated):
    """Which scheme a citizen falls under while it is in force."""

    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeVersion(Dated):
    """A scheme's rows as they stand; the first that is for the citizen gives the rate."""

    rows: tuple[Row, ...]
    supplements: tuple[Supplement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One benefit with its versions."""

    id: str
    title: Text
    versions: tuple[SchemeVersion, ...]

    def on(self, day: date) -> SchemeVersion | None:
        """The version that holds on the day."""
        return next((version for version in self.versions if version.holds_on(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoupleRule(Dated):
    """How a benefit is reduced beside a partner on another scheme: `how` names one of the closed list of ways."""

    unions: tuple[str, ...]
    reduced: tuple[str, ...]
    beside: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What the citizen would receive under another scheme, if it is for them."""

    scheme: str
    conditions: Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class DanishRule(Dated):
    """The supplement for a passed test: its rate, for how long, and the schemes that set its upper limit."""

    beside: tuple[str, ...]
    tests: tuple[str, ...]
    rate: str
    otherwise: tuple[Otherwise, ...]
    months: int = 0
    counted_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSum(Dated):
    """The bonus of those who support themselves: one sum in the month they apply, for a test passed from a day."""

    tests: tuple[str, ...]
    passed_from: date
    rate: str
    counted_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling(Dated):
    """The most that benefit, housing benefit and special support may come to together, for one person of a scheme."""

    scheme: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction(Dated):
    """What reduces a benefit by an amount that nobody has read.

    So many years after the citizen came, a fact that nobody has recorded is a doubt about the benefit.
    """

    open_after_years: int = 0
    doubt: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLaw:
    """All of it: who falls under what, the schemes, and what raises or reduces them."""

    came_by: tuple[str, ...]
    resident_by: tuple[str, ...]
    regimes: tuple[Regime, ...]
    schemes: Mapping[str, Scheme]
    couples: tuple[CoupleRule, ...]
    danish: tuple[DanishRule, ...]
    one_sums: tuple[OneSum, ...]
    ceilings: tuple[Ceiling, ...]
    reductions: tuple[Reduction, ...]

    def regimes_on(self, day: date, known_on: date | None) -> list[Regime]:
        """Those in force on the day; one goes on for as long as nobody could know of what follows it."""
        known = [one for one in self.regimes if known_on is None or one.known_from <= known_on]
        if len(known) == len(self.regimes):
            return [one for one in known if one.holds_on(day)]
        begins = {one.in_force for one in known}
        return [
            one
            for one in known
            if one.in_force <= day and (one.until is None or day <= one.until or days_after(one.until, 1) not in begins)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All that an amount is reckoned by: the rulebook of duties and facts, the rates, and the rules of benefits.

    With `known_on` a rate that was announced later is not looked at.
    """

    rulebook: Rulebook
    rates: RateBook
    law: BenefitLaw
    known_on: date | None = None

    def missing(self, names: tuple[str, ...], *, rule: str) -> Undetermined:
        """Undetermined for want of these, said in words."""
        return undetermined(*names, text=missing_said(names, self.rulebook.facts), rule=rule)
