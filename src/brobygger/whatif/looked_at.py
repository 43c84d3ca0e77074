"""What the rules of benefits ask for, and the runs of months in which neither they nor the rates change.

Read from the rulebook itself, so that a new row, age or requirement is looked at without a word changed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from brobygger.law.amounts.benefit_law import Books, Conditions, Dated
from brobygger.law.amounts.lines import last_day
from brobygger.law.amounts.traits import TRAITS
from brobygger.law.counting import days_after, months_after

WAITS = ("months", "after_months")
"""What a rule waits, or lasts, from its first day."""
Named = frozenset[tuple[str, object]]
"""Traits with what is wanted of them, and facts."""


def asks(books: Iterable[Books], days: tuple[date, ...] = ()) -> Named:
    """What the rules ask for on any of the days; without days, what they have ever asked for."""
    rules = (rule for one in books for rule in rules_of(one) if not days or any(rule.holds_on(day) for day in days))
    return frozenset(
        (name, wanted if name in TRAITS else None)
        for rule in rules
        for conditions in conditions_of(rule)
        for name, wanted in pairs(conditions)
    )


def rules_of(books: Books) -> Iterator[Dated]:
    """Every dated rule of the benefit law."""
    law = books.law
    yield from (*law.regimes, *law.couples, *law.danish, *law.one_sums, *law.ceilings, *law.reductions)
    yield from (*law.housing_caps, *law.earnings, *law.leisure)
    yield from (version for scheme in law.schemes.values() for version in scheme.versions)


def conditions_of(rule: Dated) -> Iterator[Conditions]:
    """Every condition within one rule: its own, its rows', its supplements'."""
    yield rule.conditions
    for part in ("rows", "supplements", "otherwise"):
        for one in getattr(rule, part, ()):
            yield one.conditions
            yield from (row.conditions for row in getattr(one, "rows", ()))


def pairs(conditions: Conditions) -> Iterator[tuple[str, object]]:
    """Each thing that is asked, with what is wanted."""
    for part in (conditions.when, conditions.documented, conditions.unless):
        yield from part.items()


def turns(books: Iterable[Books]) -> frozenset[date]:
    """Every day on which a rate, or a rule of benefits, begins or has just ended."""
    found: set[date] = set()
    for one in books:
        for rule in rules_of(one):
            found |= {rule.in_force, days_after(rule.until or date.max, 1)}
            found |= {months_after(rule.in_force, months) for key in WAITS if (months := getattr(rule, key, 0))}
        for rate in one.rates.rates.values():
            for period in rate.periods:
                found |= {period.starts, days_after(period.until or date.max, 1)}
    return frozenset(found)


def stretches(books: tuple[Books, ...], months: list[date]) -> list[list[date]]:
    """The months, in runs within which neither rates nor rules change: they may share what has been reckoned."""
    days = sorted(turns(books))
    runs: list[list[date]] = []
    for month in months:
        since = runs[-1][0] if runs else None
        if since is not None and not any(since < day <= last_day(month) for day in days):
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs
