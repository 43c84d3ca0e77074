"""A rate with its periods, and what stands where no amount can be told: rates are data, and missing is never nothing.

Every value is a whole number of hundredths of its unit: øre for kroner, hundredths of a percent, hundredths of a year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from brobygger.law.rulebook import Citation, Language, Text
from brobygger.law.wording import said

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a rate is counted in; `money` when its hundredths are øre."""

    name: Text
    money: bool


UNITS = {
    "kr": Unit(name={"da": "kr.", "en": "kr."}, money=True),
    "kr_month": Unit(name={"da": "kr. pr. måned", "en": "kr. per month"}, money=True),
    "kr_year": Unit(name={"da": "kr. pr. år", "en": "kr. per year"}, money=True),
    "kr_hour": Unit(name={"da": "kr. pr. time", "en": "kr. per hour"}, money=True),
    "kr_module": Unit(name={"da": "kr. pr. modul", "en": "kr. per module"}, money=True),
    "percent": Unit(name={"da": "procent", "en": "per cent"}, money=False),
    "hours": Unit(name={"da": "timer", "en": "hours"}, money=False),
    "weeks": Unit(name={"da": "uger", "en": "weeks"}, money=False),
    "months": Unit(name={"da": "måneder", "en": "months"}, money=False),
    "years": Unit(name={"da": "år", "en": "years"}, money=False),
    "modules": Unit(name={"da": "moduler", "en": "modules"}, money=False),
    "working_days": Unit(name={"da": "hverdage", "en": "working days"}, money=False),
    "times": Unit(name={"da": "gange", "en": "times"}, money=False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undetermined:
    """No amount can be told: `missing` names each fact or rate that is not known. It is never 0 kr."""

    missing: tuple[str, ...]
    text: Text
    rule: str = ""

    def __post_init__(self) -> None:
        if not self.missing:
            message = f"{self.rule or 'An amount'} is undetermined, but nothing is missing. Name the fact or the rate."
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePeriod:
    """A rate's value from one day to another; `until` is counted in, None while no end is known.

    `confirmed` is true of what was read in the official text or on the authority's own page. `derived` values were
    reckoned, never published; `derived_from` tells how. `level` is the year of a base amount that is regulated yearly.
    `reckoned` is what the indexation gives where an amount is published as well: the two may differ.
    """

    rate: str
    title: Text
    unit: str
    starts: date
    value: int
    citation: Citation
    until: date | None = None
    confidence: str = "high"
    derived: bool = False
    derived_from: Text | None = None
    level: int | None = None
    announced: date | None = None
    carried_on: bool = True
    reckoned: int | None = None
    remark: Text | None = None

    @property
    def confirmed(self) -> bool:
        """True of what was read at the source; a derived value is not confirmed until it is published."""
        return self.confidence == "high" and not self.derived

    @property
    def known_from(self) -> date:
        """The day the value could be known: when announced, else the day it starts."""
        return self.announced or self.starts

    @property
    def number(self) -> Fraction:
        """The value in whole units, exactly."""
        return Fraction(self.value, HUNDREDTHS)

    @property
    def ore(self) -> int:
        """The value in øre. Raises `TypeError` for a rate that is not money."""
        if not UNITS[self.unit].money:
            message = f"{self.rate} is counted in {self.unit}, not in kroner. Use its number."
            raise TypeError(message)
        return self.value

    def covers(self, day: date) -> bool:
        """True when the value holds on that day."""
        return self.starts <= day <= (self.until or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate: the periods in which its value holds, and the base amounts that are regulated from their level year.

    `regulated_by` names the function that carries the value from year to year, and `rounding` how it is rounded.
    `aliases` are rows of the table of law facts that hold several numbers, of which this is one. The days of `gaps` are
    those that nobody has read an amount for; `owner` is the role that looks up what is not confirmed.
    """

    id: str
    title: Text
    unit: str
    periods: tuple[RatePeriod, ...]
    bases: tuple[RatePeriod, ...] = ()
    regulated_by: str = ""
    rounding: str = "whole_krone"
    ends: date | None = None
    remark: Text | None = None
    aliases: tuple[str, ...] = ()
    gaps: tuple[tuple[date, date], ...] = ()
    owner: str = "benefits_office"
    origin: str = ""

    def on(self, day: date, known_on: date | None = None) -> RatePeriod | Undetermined:
        """The value that holds on *day*, as known on *known_on*: published before derived, the last known first."""
        holding = [
            period
            for period in self.periods
            if period.covers(day) and (known_on is None or period.known_from <= known_on)
        ]
        if not holding:
            return self.undetermined(day)
        return max(holding, key=lambda period: (not period.derived, period.known_from))

    def undetermined(self, day: date) -> Undetermined:
        """What is said where no period covers the day."""
        text = {
            "da": f"Satsen „{self.title['da']}“ kendes ikke for {said(day, 'da')}.",
            "en": f"The rate “{self.title['en']}” is not known for {said(day, 'en')}.",
        }
        return Undetermined(missing=(self.id,), text=text, rule=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBook:
    """Every rate of the law, with a municipality's own beside them."""

    municipality: str
    rates: dict[str, Rate] = field(default_factory=dict)

    def rate(self, name: str) -> Rate:
        """The rate of that id. Raises `KeyError` on an id that no file has."""
        return self.rates[name]

    def named(self, name: str) -> list[Rate]:
        """The rate of that id, else every rate that has it as an alias."""
        if name in self.rates:
            return [self.rates[name]]
        return [rate for rate in self.rates.values() if name in rate.aliases]

    def on(self, name: str, day: date, known_on: date | None = None) -> RatePeriod | Undetermined:
        """The rate's value on a day; a rate that no file has is missing too."""
        if name in self.rates:
            return self.rates[name].on(day, known_on)
        text = {"da": f"Satsen {name} findes ikke i regelbogen.", "en": f"The rulebook has no rate {name}."}
        return Undetermined(missing=(name,), text=text, rule=name)


def value_said(value: int, unit: str, language: Language) -> str:
    """A value in words.

    >>> value_said(1441600, "kr_month", "da"), value_said(125, "percent", "en"), value_said(2681456, "kr", "da")
    ('14.416 kr. pr. måned', '1.25 per cent', '26.814,56 kr.')
    """
    whole, rest = divmod(abs(value), HUNDREDTHS)
    ends = f".{rest:02d}" if rest else ""
    text = f"{'-' if value < 0 else ''}{whole:,}{ends if UNITS[unit].money else ends.rstrip('0')}"
    if language == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text} {UNITS[unit].name[language]}"
