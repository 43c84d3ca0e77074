"""A proposed change of the law as a file: rates replaced from a day, and schemes with rows of their own.

title     = { da = "…", en = "…" }
[[rate]]    rate, from, until (left out: for good), and value in kroner or percent
[[scheme]]  scheme, in_force, row and supplement as in the rulebook; holds until the next change of law, or `until`
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from brobygger.law.amounts.benefit_law import Books, Scheme, SchemeVersion
from brobygger.law.amounts.benefit_loading import read_scheme_version
from brobygger.law.amounts.benefit_shelf import Shelf
from brobygger.law.amounts.loading import hundredths
from brobygger.law.amounts.model import UNITS, Rate, RatePeriod, value_said
from brobygger.law.amounts.tree import ROUNDINGS
from brobygger.law.counting import days_after
from brobygger.law.errors import CaseFaultsError, Fault
from brobygger.law.library import SHIPPED
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import Text

HUNDRED = 100
LEAST_PERCENT = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A proposal: its name, and the law as it would be."""

    title: Text
    books: Books


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRate:
    """A rate as proposed: hundredths of its unit, or a per cent on top of what it is."""

    rate: str
    starts: date
    until: date | None
    value: int | None
    percent: Fraction


def read_change(path: Path, books: Books) -> Change:
    """The change laid over the law. Raises `CaseFaultsError` with every fault found: place, problem and remedy."""
    faults: list[Fault] = []
    file = read_toml(path, where=path.name, faults=faults)
    if file is None:
        raise CaseFaultsError(faults)
    title = file.text("title", required=True) or {"da": path.stem, "en": path.stem}
    rates = [found for one in file.each("rate") if (found := read_rate(one, books))]
    shelf = Shelf(
        folder=SHIPPED, words=books.rulebook.facts, rates=books.rates, events=frozenset(),
        schemes=frozenset(books.law.schemes), faults=faults,
    )  # fmt: skip
    schemes = [read_scheme(one, shelf, title, path.name) for one in file.each("scheme")]
    if not file.table.get("rate") and not file.table.get("scheme"):
        file.fault("Nothing is changed.", "Add [[rate]] with rate, from and value, or [[scheme]] with its rows.")
    file.done()
    if faults:
        raise CaseFaultsError(faults)
    return Change(title=title, books=with_schemes(with_rates(books, rates, title), schemes))


def read_rate(entry: Reading, books: Books) -> NewRate | None:
    """One rate of the proposal; None when it cannot be used."""
    name = entry.take("rate", "text", required=True) or ""
    starts, until = entry.take("from", "date", required=True), entry.take("until", "date")
    if name and name not in books.rates.rates:
        entry.fault(f"'{name}' is no rate.", "Name a rate of denmark/rates; brobygger rate ID --on DATE finds it.")
    elif name and not UNITS[books.rates.rates[name].unit].money:
        entry.fault(f"'{name}' is not counted in kroner.", "Name a rate of money.")
    if starts and until and until < starts:
        entry.fault(f"'until' {until} is before 'from' {starts}.", "Mend one of them.")
    told = [key for key in ("value", "percent") if key in entry.table]
    value, percent = None, Fraction(0)
    if len(told) != 1:
        entry.fault("It is not said what the rate becomes.", "Give it one of: value (kroner), percent (5 or -2.5).")
        entry.taken.update(told)
    elif told == ["value"]:
        value = hundredths(entry, "value")
    else:
        percent = read_percent(entry)
    entry.done()
    return NewRate(rate=name, starts=starts, until=until, value=value, percent=percent) if starts else None


def read_percent(entry: Reading) -> Fraction:
    """A per cent, up or down."""
    entry.taken.add("percent")
    told = entry.table["percent"]
    if isinstance(told, bool) or not isinstance(told, (int, float)) or not LEAST_PERCENT <= told <= HUNDRED**2:
        entry.fault(f"'percent' is {told!r}.", "Write a number from -100, without quotation marks: 5 or -2.5.")
        return Fraction(0)
    return Fraction(str(told))


def read_scheme(entry: Reading, shelf: Shelf, title: Text, source: str) -> tuple[str, SchemeVersion]:
    """One scheme's rows of the proposal. The proposal itself is its source, unless it cites another."""
    name = entry.one_of("scheme", sorted(shelf.schemes))
    entry.table.setdefault("checked_on", entry.table.get("in_force"))
    cited = {"law": title["da"], "section": "forslag", "source": source, "url": "https://www.retsinformation.dk/"}
    entry.table.setdefault("citation", cited)
    for one in entry.table.get("supplement", ()) if isinstance(entry.table.get("supplement"), list) else ():
        if isinstance(one, dict):
            one.setdefault("citation", cited)
    return name, replace(read_scheme_version(entry, shelf), confirmed=False)


def with_rates(books: Books, changes: list[NewRate], title: Text) -> Books:
    """The books with the rates replaced, one change after another."""
    rates = dict(books.rates.rates)
    for change in changes:
        rates[change.rate] = changed_rate(rates[change.rate], change, title)
    return replace(books, rates=replace(books.rates, rates=rates))


def changed_rate(rate: Rate, change: NewRate, title: Text) -> Rate:
    """The rate with its periods cut where the proposal begins and ends, and the proposed ones between."""
    until = change.until or date.max
    outside = [
        part
        for one in rate.periods
        for part in (
            between(one, one.starts, days_after(change.starts, -1)),
            between(one, days_after(until, 1), one.until or date.max) if until < date.max else None,
        )
        if part
    ]
    if change.value is not None:
        inside = [proposed(rate, change.value, change.starts, change.until, title)]
    else:
        inside = [
            proposed(rate, raised(rate, one.value, change.percent), one.starts, one.until, title)
            for period in rate.periods
            if holds(rate, period) and (one := between(period, change.starts, until))
        ]
    return replace(rate, periods=tuple(sorted((*outside, *inside), key=lambda one: one.starts)))


def holds(rate: Rate, period: RatePeriod) -> bool:
    """True of the period that gives the amount on its days, where a correction stands beside what it corrects."""
    return rate.on(period.starts) == period


def between(period: RatePeriod, first: date, last: date) -> RatePeriod | None:
    """The part of a period from one day to another, or None."""
    starts, until = max(period.starts, first), min(period.until or date.max, last)
    if starts > until:
        return None
    return replace(period, starts=starts, until=None if until == date.max else until, announced=period.known_from)


def raised(rate: Rate, value: int, percent: Fraction) -> int:
    """The value with a per cent on top, rounded by the rate's own rule."""
    return ROUNDINGS[rate.rounding][0](value * (1 + percent / HUNDRED))


def proposed(rate: Rate, value: int, starts: date, until: date | None, title: Text) -> RatePeriod:
    """A period of the proposal: derived, never confirmed, and saying from what."""
    like = rate.periods[-1] if rate.periods else rate.bases[-1]
    how = {
        language: f"{title[language]}: {value_said(value, rate.unit, 'da' if language == 'da' else 'en')}"
        for language in title
    }
    return replace(
        like, starts=starts, until=until, value=value, derived=True, derived_from=how, confidence="low", level=None,
        announced=None, reckoned=None, remark=None,
    )  # fmt: skip


def with_schemes(books: Books, changes: list[tuple[str, SchemeVersion]]) -> Books:
    """The books with the schemes' rows replaced."""
    schemes = dict(books.law.schemes)
    for name, version in changes:
        schemes[name] = changed_scheme(schemes[name], version)
    return replace(books, law=replace(books.law, schemes=schemes))


def changed_scheme(scheme: Scheme, version: SchemeVersion) -> Scheme:
    """The scheme with the proposed version in the place of what would hold on its days."""
    until = version.until or date.max
    kept = []
    for one in scheme.versions:
        if one.in_force < version.in_force:
            kept.append(replace(one, until=min(one.until or date.max, days_after(version.in_force, -1))))
        if until < (one.until or date.max):
            kept.append(replace(one, in_force=max(one.in_force, days_after(until, 1))))
    return replace(scheme, versions=tuple(sorted((*kept, version), key=lambda one: one.in_force)))
