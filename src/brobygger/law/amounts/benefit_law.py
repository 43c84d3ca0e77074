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
CUT, AT_MOST = "cut", "couple_at_most"
CUTS = (CUT, AT_MOST)
"""The ways in which a benefit is cut: by an amount, or so that a couple has no more than an amount together."""
CUT_COUPLES = ("couple_225_cut", "couple_225_other")
"""Ceilings of couples whose benefit the 225-hour rule has cut: of the spouse it was cut of, and of the other."""


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

    @property
    def unconfirmed(self) -> tuple[Text, ...]:
        """What makes an amount of this version unconfirmed: what its note says is missing."""
        return (self.note,) if self.note and not self.confirmed else ()


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
    """What reduces a benefit: by the amount of its first row that fits, or by what nobody has read.

    `how` names one of the closed list of ways and is empty where the amount was not read; `schemes` are those it is
    for, every one when empty. So many years after the citizen came, a fact that nobody has recorded is a doubt about
    the benefit.
    """

    how: str = ""
    schemes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    open_after_years: int = 0
    doubt: Text | None = None

    def is_for(self, scheme: str) -> bool:
        """True of a scheme that it reduces."""
        return not self.schemes or scheme in self.schemes


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingCap(Dated):
    """The most that a grown member's share of the housing benefit may be, beside one of the rates `beside`."""

    beside: tuple[str, ...]
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What is disregarded of earnings beside some of a scheme's rates: a free amount, and a limit for all together."""

    beside: tuple[str, ...]
    free: str
    limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningsRule(Dated):
    """How earnings beside the benefit are deducted: the free amount, the per cent of the rest, and the limit."""

    percent: str
    allowances: tuple[Earned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeisureRule(Dated):
    """The supplement for children's leisure: a rate a child, so many children at most, after so many months' right.

    Single parents have the share `single_share` of it, in per cent.
    """

    schemes: tuple[str, ...]
    rate: str
    single_share: str
    most_children: int
    after_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLaw:
    """All of it: who falls under what, the schemes, and what raises or reduces them; `titles` are the files'."""

    came_by: tuple[str, ...]
    resident_by: tuple[str, ...]
    regimes: tuple[Regime, ...]
    schemes: Mapping[str, Scheme]
    couples: tuple[CoupleRule, ...]
    danish: tuple[DanishRule, ...]
    one_sums: tuple[OneSum, ...]
    ceilings: tuple[Ceiling, ...]
    reductions: tuple[Reduction, ...]
    housing_caps: tuple[HousingCap, ...] = ()
    earnings: tuple[EarningsRule, ...] = ()
    leisure: tuple[LeisureRule, ...] = ()
    titles: Mapping[str, Text] = field(default_factory=dict)

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
