"""How a rate is carried from year to year: two named functions, and the derived periods that follow from them.

A published amount always goes before a derived one. Where both exist the published period keeps what was reckoned
beside it, so that a difference is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from brobygger.law.amounts.model import Rate, RatePeriod, value_said
from brobygger.law.amounts.tree import ROUNDINGS
from brobygger.law.rulebook import Text
from brobygger.law.wording import joined

Percents = Mapping[int, RatePeriod]
"""The per cent of each calendar year, as published."""


def satsregulering(value: int, percents: Sequence[Fraction], *, rounding: str = "whole_krone") -> int:
    """The amount after these years' satsreguleringsprocent: one unrounded chain, rounded at its end.

    Lov om en satsreguleringsprocent §§ 1-2: each year's per cent is laid on the amount of the year before. No rule of
    rounding was read for repatriation, guarantee and state grants: what is published is whole kroner, and an unrounded
    chain comes nearest to it.

    >>> satsregulering(212_200, [Fraction("1.4")]), satsregulering(4_166_000, [Fraction(2), Fraction(2)])
    (215200, 4334300)
    """
    exact = Fraction(value)
    for percent in percents:
        exact *= 1 + percent / 100
    return ROUNDINGS[rounding][0](exact)


def section_109(value: int, percents: Sequence[Fraction], *, rounding: str = "whole_krone") -> int:
    """The amount after these years' regulation by aktivlovens § 109: rounded each year, on the rounded year before.

    Lov om aktiv socialpolitik § 109, stk. 4: nearest whole krone; wealth limits and free income nearest 100 kr.

    >>> section_109(1_188_800, [Fraction("1.1"), Fraction("1.6")])
    1221100
    """
    for percent in percents:
        value = ROUNDINGS[rounding][0](Fraction(value) * (1 + percent / 100))
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One way to carry a rate: its function, the rate that holds its per cents, and what it is called."""

    reckon: Callable[..., int]
    percents: str
    name: Text


REGULATIONS = {
    "satsregulering": Regulation(
        reckon=satsregulering,
        percents="satsreguleringsprocent",
        name={"da": "lov om en satsreguleringsprocent", "en": "the Rate Regulation Act"},
    ),
    "section_109": Regulation(
        reckon=section_109,
        percents="benefit-regulation-percent",
        name={"da": "aktivlovens § 109", "en": "section 109 of the Active Social Policy Act"},
    ),
}


def with_derived(rate: Rate, percents: Percents) -> Rate:
    """The rate with a derived period for every year that nothing was published for, as far as the per cents go."""
    if not rate.regulated_by:
        return rate
    sources = sorted((*rate.bases, *rate.periods), key=lambda one: (year_of(one), one.starts))
    reckoned: list[int | None] = [None for _ in sources]
    derived: list[RatePeriod] = []
    for number, source in enumerate(sources):
        following = sources[number + 1] if number + 1 < len(sources) else None
        if source.carried_on:
            found, comes_to = carried(rate, source, following, percents)
            derived += found
            reckoned[number + 1 : number + 2] = [comes_to] if following else []
    published = [
        replace(own, reckoned=comes_to)
        for source, comes_to in zip(sources, reckoned, strict=True)
        if (own := at_its_own_level(source)) is not None
    ]
    return replace(rate, periods=tuple(sorted((*published, *derived), key=lambda one: one.starts)))


def year_of(period: RatePeriod) -> int:
    """The year whose level the amount is at."""
    return period.level or period.starts.year


def at_its_own_level(period: RatePeriod) -> RatePeriod | None:
    """The part of a period in which its amount holds as it stands; None when it is regulated before it is in force."""
    if period.level is None:
        return period
    last = min(period.until or date.max, date(period.level, 12, 31))
    return replace(period, until=last) if period.starts <= last else None


def carried(
    rate: Rate, source: RatePeriod, following: RatePeriod | None, percents: Percents
) -> tuple[list[RatePeriod], int | None]:
    """The derived periods from one amount to the next, and what it has come to by the next one's year.

    Where the next amount was announced late, the derived one is what was known until then.
    """
    regulation = REGULATIONS[rate.regulated_by]
    last = min(rate.ends or date.max, (source.until if source.level else None) or date.max)
    goal = max(year_of(following), following.starts.year) if following is not None else date.max.year
    found: list[RatePeriod] = []
    chain: list[Fraction] = []
    for year in range(year_of(source) + 1, min(goal, max(percents, default=0)) + 1):
        if year not in percents or date(year, 1, 1) > last:
            break
        chain.append(percents[year].number)
        value = regulation.reckon(source.value, chain, rounding=rate.rounding)
        starts, ends = max(date(year, 1, 1), source.starts), min(date(year, 12, 31), last)
        if following is not None and year == goal and following.known_from <= following.starts:
            ends = min(ends, following.starts - timedelta(days=1))
        if starts <= ends:
            found.append(derived_period(source, starts, ends, value, rate.regulated_by, percents[year].remark))
        if following is not None and year == goal:
            return found, value if following.level is None else None
    return found, None


def derived_period(
    source: RatePeriod, starts: date, ends: date, value: int, regulated_by: str, doubt: Text | None
) -> RatePeriod:
    """One year's derived value, saying from what, and what is doubtful about the year's per cent."""
    name, first = REGULATIONS[regulated_by].name, year_of(source)
    how: Text = {
        "da": f"Beregnet fra {value_said(source.value, source.unit, 'da')} i {first} efter {name['da']}; "
        "det offentliggjorte beløb er ikke læst.",
        "en": f"Derived from {value_said(source.value, source.unit, 'en')} in {first} under {name['en']}; "
        "the published amount has not been read.",
    }
    told = [one for one in (source.remark, doubt) if one is not None]
    return replace(
        source, starts=starts, until=ends, value=value, derived=True, derived_from=how,
        remark=joined(*told) if told else None,
        confidence="low" if source.confidence == "low" else "medium", level=None, announced=None, reckoned=None,
    )  # fmt: skip
