"""What the law of a month looks at: the facts its rules name, and the days on which a date changes what they say.

Read from the rulebook itself, so that a new row, age or requirement is looked at without a word changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from brobygger.law.amounts.benefit_law import Books, Conditions, Dated
from brobygger.law.amounts.lines import last_day
from brobygger.law.amounts.people import GROWN_FROM
from brobygger.law.amounts.traits import LONGEST_PREGNANCY, TRAITS
from brobygger.law.counting import age_on, days_after, months_after, weeks_after, years_after
from brobygger.law.rulebook import BORN

ALWAYS = ("partner", "supports_children", "income", "danish_test", "residence_requirement")
"""States that the reckoning asks for by itself, whatever the rows say."""
SUMS = ("housing_benefit", "special_support")
EARNINGS = "earnings"
Marks = Mapping[str, date]
"""For a kind of date: the last date of which each question is answered yes. The questions are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one month's law looks at; `marks` by the name of the date's column."""

    names: frozenset[str]
    marks: Mapping[str, Marks]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """Everything the rules of some books ask for, as they stand on some days."""

    names: frozenset[str]
    ages: frozenset[int]
    days: frozenset[date]
    years: frozenset[int]
    weeks: frozenset[int]
    bonus: frozenset[tuple[date, int]]


def asks(books: Iterable[Books], days: tuple[date, ...] = ()) -> Asks:
    """What is asked on any of the days; without days, what has ever been asked."""
    rules = [rule for one in books for rule in rules_of(one) if not days or any(rule.holds_on(day) for day in days)]
    asked = [pair for rule in rules for one in conditions_of(rule) for pair in pairs(one)]
    of = {
        trait: {value for name, value in asked if name == trait and isinstance(value, (int, date))} for trait in TRAITS
    }
    return Asks(
        names=frozenset({name for name, _ in asked if name not in TRAITS} | {*ALWAYS, *SUMS, EARNINGS}),
        ages=numbers(of["age_from"] | of["age_under"]) | {GROWN_FROM},
        days=frozenset(day for day in of["came_from"] | of["came_before"] if isinstance(day, date)),
        years=numbers(of["residence_years"]) | {years for rule in rules if (years := getattr(rule, "open_after_years", 0))},
        weeks=numbers(of["pregnant_weeks"]),
        bonus=frozenset((rule.in_force, months) for rule in rules if (months := getattr(rule, "months", 0))),
    )  # fmt: skip


def numbers(values: Iterable[object]) -> frozenset[int]:
    """The whole numbers among some values."""
    return frozenset(value for value in values if isinstance(value, int) and not isinstance(value, bool))


def rules_of(books: Books) -> Iterator[Dated]:
    """Every dated rule of the benefit law."""
    law = books.law
    yield from (*law.regimes, *law.couples, *law.danish, *law.one_sums, *law.ceilings, *law.reductions)
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


def looked_at(books: tuple[Books, ...], month: date) -> Looked:
    """What the law of a month looks at, on its first and its last day."""
    both = {"first": month.replace(day=1), "last": last_day(month)}
    asked = asks(books, tuple(both.values()))
    marks: dict[str, dict[str, date]] = {}
    for when, day in both.items():
        for column, name, last in marks_on(asked, day):
            marks.setdefault(column, {})[f"{name} {when}"] = last
    return Looked(names=asked.names, marks=marks)


def marks_on(asked: Asks, day: date) -> Iterator[tuple[str, str, date]]:
    """For each column of dates: the name of a question, and the last date that is answered yes on the day."""
    for column in (BORN, "arrived", "left_municipality", "deceased", "pregnant_since", "danish_bonus_applied"):
        yield column, "is past", day
    for age in asked.ages:
        yield (
            BORN,
            f"age {age}",
            last_that(lambda born, age=age: age_on(born, day) >= age, months_after(day, -12 * age)),
        )
    for fixed in asked.days:
        yield "arrived", f"before {fixed}", days_after(fixed, -1)
    for years in asked.years:
        last = last_that(lambda came, years=years: years_after(came, years) <= day, months_after(day, -12 * years))
        yield "arrived", f"{years} years", last
        yield "residence_from", f"{years} years", last
    for weeks in asked.weeks:
        yield "pregnant_since", f"{weeks} weeks", weeks_after(day, -weeks)
    yield "pregnant_since", "too long", days_after(weeks_after(day, -LONGEST_PREGNANCY), -1)
    for in_force, months in asked.bonus:
        yield "danish_bonus_applied", f"before {in_force}", days_after(in_force, -1)
        yield (
            "danish_bonus_applied", f"{months} months",
            last_that(lambda applied, months=months: months_after(applied, months) <= day, months_after(day, -months)),
        )  # fmt: skip


def last_that(holds: Callable[[date], bool], near: date) -> date:
    """The last date of which it holds; leap days and short months move it a few days from where it is looked for."""
    found = days_after(near, 4)
    while not holds(found):
        found = days_after(found, -1)
    return found


def turns(books: Iterable[Books]) -> frozenset[date]:
    """Every day on which a rate, or a rule of benefits, begins or has just ended."""
    found: set[date] = set()
    for one in books:
        for rule in rules_of(one):
            found |= {rule.in_force, days_after(rule.until or date.max, 1)}
            found |= {months_after(rule.in_force, months)} if (months := getattr(rule, "months", 0)) else set()
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
