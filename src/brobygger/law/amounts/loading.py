"""Loads the rates: the law of Denmark with a municipality's own beside them, all faults told at once.

One file a subject, one table a rate, its name is the rate's id: `[kh-30plus-parent]` in
`denmark/rates/cash_benefit.toml`. A municipality adds rates of its own; it never changes the law's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from brobygger.law.amounts.checking import check_rate
from brobygger.law.amounts.indexation import REGULATIONS, Percents, with_derived
from brobygger.law.amounts.model import HUNDREDTHS, UNITS, Rate, RateBook, RatePeriod
from brobygger.law.amounts.tree import ROUNDINGS
from brobygger.law.errors import Fault, RulebookFaultsError
from brobygger.law.library import DENMARK, Library, library
from brobygger.law.reading import Reading, read_toml
from brobygger.law.roles import ROLES
from brobygger.law.rulebook import Citation

CONFIDENCES = ("high", "medium", "low")
EXAMPLES = "example"


def load_rates(municipality: str = DENMARK, directory: Path | None = None) -> RateBook:
    """Every rate in force for *municipality*. Raises `RulebookFaultsError` with every fault found."""
    shelf = library(directory)
    faults = shelf.faults()
    if municipality not in shelf.municipalities():
        raise RulebookFaultsError([*faults, shelf.unknown(municipality)])
    rates = read_rates(shelf, DENMARK, faults)
    if municipality != DENMARK:
        for name, own in read_rates(shelf, municipality, faults).items():
            if name in rates:
                faults.append(
                    Fault(own.origin, f"'{name}' is a rate of the law.", "Give the municipality's another id.")
                )
            rates[name] = own
    percents = {name: percents_of(rates, name, faults) for name in REGULATIONS}
    if faults:
        raise RulebookFaultsError(faults)
    return RateBook(
        municipality=municipality,
        rates={name: with_derived(rate, percents.get(rate.regulated_by, {})) for name, rate in sorted(rates.items())},
    )


def percents_of(rates: dict[str, Rate], regulation: str, faults: list[Fault]) -> Percents:
    """The per cent of each year by which rates are regulated."""
    name = REGULATIONS[regulation].percents
    users = [rate for rate in rates.values() if rate.regulated_by == regulation]
    if name not in rates:
        faults += [
            Fault(rate.origin, f"It is regulated by {regulation}, but there is no rate '{name}'.", f"Add '{name}'.")
            for rate in users
        ]
        return {}
    return {period.starts.year: period for period in rates[name].periods}


def read_rates(shelf: Library, municipality: str, faults: list[Fault]) -> dict[str, Rate]:
    """Every rate of one municipality, by id."""
    rates: dict[str, Rate] = {}
    for path, where in shelf.files(municipality, "rates"):
        book = read_toml(path, where=where, faults=faults)
        for name in book.table if book else ():
            if book is None or name == EXAMPLES or (entry := book.inner(name)) is None:
                continue
            if name in rates:
                entry.fault(f"{rates[name].origin} has the same rate.", "A rate's id is used once; rename one.")
            rates[name] = read_rate(name, entry)
    return rates


def read_rate(name: str, entry: Reading) -> Rate:
    """One rate with its periods; what is wrong with it is noted."""
    title = entry.text("title", required=True) or {"da": name, "en": name}
    unit = entry.one_of("unit", UNITS)
    common = {key: entry.take(key, "text") for key in ("law", "section", "source", "url")}
    checked_on = entry.take("checked_on", "date", required=True)
    told = [
        read_period(name, one, Rate(id=name, title=title, unit=unit, periods=()), common, checked_on)
        for one in entry.each("periods")
    ]
    periods = [one for one in told if one is not None]
    if not entry.table.get("periods"):
        entry.fault("The rate has no periods.", "Add periods = [{ from = …, value = … }].")
    rate = Rate(
        id=name,
        title=title,
        unit=unit,
        periods=tuple(one for one in periods if one.level is None),
        bases=tuple(one for one in periods if one.level is not None),
        regulated_by=entry.one_of("regulated_by", REGULATIONS, default=""),
        rounding=entry.one_of("rounding", ROUNDINGS, default="whole_krone"),
        ends=entry.take("ends", "date"),
        remark=entry.text("remark"),
        aliases=entry.words("facts_csv"),
        gaps=tuple(read_gaps(entry)),
        owner=entry.one_of("owner", ROLES, default="benefits_office"),
        origin=entry.where,
    )
    check_rate(rate, list(rate.gaps), entry)
    entry.done()
    return rate


def read_gaps(entry: Reading) -> list[tuple[date, date]]:
    """The periods that nobody has read an amount for."""
    gaps = []
    for one in entry.each("not_read"):
        starts, until = one.take("from", "date", required=True), one.take("until", "date", required=True)
        one.done()
        if starts and until:
            gaps.append((starts, until))
    return gaps


def read_period(
    name: str, entry: Reading, rate: Rate, common: dict[str, str | None], checked_on: date | None
) -> RatePeriod | None:
    """One period; None when its day or its value cannot be used."""
    starts, value = entry.take("from", "date", required=True), hundredths(entry, "value")
    cited = {key: entry.take(key, "text") or common[key] or "" for key in common}
    for key in ("law", "section", "url"):
        if not cited[key]:
            entry.fault(f"'{key}' is missing.", f"Add {key} to the period or to the rate.")
    if cited["url"] and not cited["url"].startswith(("https://", "http://", "docs/")):
        entry.fault(f"'url' is '{cited['url']}'.", "Write an address that begins with https://, or docs/.")
    carried_on = entry.take("carried_on", "yes or no")
    period = RatePeriod(
        rate=name,
        title=rate.title,
        unit=rate.unit,
        starts=starts or date.min,
        until=entry.take("until", "date"),
        value=value or 0,
        citation=Citation(checked_on=entry.take("checked_on", "date") or checked_on or date.min, **cited),
        confidence=entry.one_of("confidence", CONFIDENCES, default="high"),
        level=entry.take("level", "whole number"),
        announced=entry.take("announced", "date"),
        carried_on=carried_on is not False,
        remark=entry.text("remark"),
    )
    entry.done()
    return None if starts is None or value is None else period


def hundredths(entry: Reading, key: str) -> int | None:
    """A number of at most two decimals as whole hundredths."""
    entry.taken.add(key)
    told = entry.table.get(key)
    if told is None:
        entry.fault(f"'{key}' is missing.", f"Add {key} (number).")
        return None
    if isinstance(told, bool) or not isinstance(told, (int, float)):
        entry.fault(f"'{key}' is {told!r}.", "Write a number without quotation marks.")
        return None
    exact = Decimal(str(told)) * HUNDREDTHS
    if not exact.is_finite() or exact != int(exact) or exact < 0:
        entry.fault(f"'{key}' is {told!r}.", "Write a number from 0 with at most two decimals.")
        return None
    return int(exact)
