"""What stands behind a question that the law puts: the columns it depends on, and of a date only which side it is on.

A circumstance that is not in this table stops the run: nothing is taken for the same because nobody thought of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from brobygger.law.amounts.benefit_law import AT_MOST, BenefitLaw, Books
from brobygger.law.amounts.leisure import EXTRA
from brobygger.law.amounts.lines import last_day
from brobygger.law.amounts.people import GROWN_FROM
from brobygger.law.amounts.reductions import LEAST_ATTACHED
from brobygger.law.amounts.traits import LONGEST_PREGNANCY, TRAITS
from brobygger.law.counting import age_on, days_after, months_after, weeks_after, years_after
from brobygger.law.rulebook import BORN
from brobygger.whatif.population import ROLE

Side = tuple[str, object]
"""A question to a date: which, and its number or day. Answered yes by every date up to a last one."""
Feature = tuple[str, Side | None]
"""A column, with the question that is put to its date; of what is no date, and where there is none, what is told."""

PAST, AGE, BEFORE, YEARS, WEEKS, MONTHS = "past", "age", "before", "years", "weeks", "months"
ARRIVED, RESIDENCE, PREGNANT, APPLIED = "arrived", "residence_from", "pregnant_since", "danish_bonus_applied"
LEFT = "left_municipality"
DECIDED, EARNINGS, COUNTED = "residence_requirement", "earnings", "earnings_counted"
SUMS = ("housing_benefit", "special_support", "living_at_home")

STRUCTURE: tuple[Feature, ...] = (
    (ROLE, None), ("partner", None), ("spouse_away", None), ("supports_children", None), ("income", None),
    (BORN, (PAST, 0)), (BORN, (AGE, GROWN_FROM)), (ARRIVED, (PAST, 0)), (LEFT, (PAST, 0)),
    ("deceased", (PAST, 0)),
)  # fmt: skip
"""What tells who is here, who lives together and who is supported: looked at in every month of every household."""

BEHIND: dict[str, Callable[[object], tuple[Feature, ...]]] = {
    "age_from": lambda years: ((BORN, (AGE, years)),),
    "age_under": lambda years: ((BORN, (AGE, years)),),
    "came_from": lambda day: ((ARRIVED, (BEFORE, day)),),
    "came_before": lambda day: ((ARRIVED, (BEFORE, day)),),
    "residence_years": lambda years: ((DECIDED, None), (ARRIVED, (YEARS, years)), (RESIDENCE, (YEARS, years))),
    "pregnant_weeks": lambda weeks: (
        (PREGNANT, (PAST, 0)), (PREGNANT, (WEEKS, weeks)), (PREGNANT, (PAST, LONGEST_PREGNANCY * 7 + 1)),
    ),
    "earns": lambda _: ((EARNINGS, None), (COUNTED, None)),
    **dict.fromkeys(
        ("parent", "children_from", "children_under", "single", "married", "spouse_elsewhere", "partner_supports"),
        lambda _: (),
    ),
}  # fmt: skip
"""By trait; the last seven are told by the structure alone."""


def behind(name: str, wanted: object) -> tuple[Feature, ...]:
    """What a question depends on. Raises `KeyError` for a trait that is not in the table."""
    return BEHIND[name](wanted) if name in TRAITS else ((name, None),)


def structure(books: tuple[Books, ...], month: date) -> tuple[Feature, ...]:
    """What the month's law looks at without asking by name."""
    return tuple(dict.fromkeys((*STRUCTURE, *beside(books, month))))


def beside(books: tuple[Books, ...], month: date) -> Iterator[Feature]:
    """The dates of the Danish bonus, the support that a ceiling lowers, and what makes an amount doubtful."""
    days = (month.replace(day=1), last_day(month))
    for law in (one.law for one in books):
        for reduction in law.reductions:
            if reduction.doubt and any(reduction.holds_on(day) for day in days):
                yield ARRIVED, (YEARS, reduction.open_after_years)
                yield from ((name, None) for name in reduction.conditions.documented)
        for danish in law.danish:
            if danish.months and any(danish.holds_on(day) for day in days):
                yield from (
                    (APPLIED, (PAST, 0)),
                    (APPLIED, (BEFORE, danish.in_force)),
                    (APPLIED, (MONTHS, danish.months)),
                )
        if any(one.holds_on(day) for one in (*law.ceilings, *law.housing_caps) for day in days):
            yield from ((name, None) for name in SUMS)
        if any(one.how == AT_MOST and one.holds_on(day) for one in law.reductions for day in days):
            yield LEAST_ATTACHED, None
        yield from beside_the_new(law, days)


def beside_the_new(law: BenefitLaw, days: tuple[date, ...]) -> Iterator[Feature]:
    """Earnings that are deducted, and what the supplement for children's leisure waits for."""
    if any(rule.holds_on(day) for rule in law.earnings for day in days):
        yield from ((COUNTED, None), (ARRIVED, (PAST, 1)))
    for leisure in law.leisure:
        if any(leisure.holds_on(day) for day in days):
            yield from ((EXTRA, None), (ARRIVED, (MONTHS, leisure.after_months)))


def last_yes(side: Side, day: date) -> date:
    """The last date that is answered yes on the day."""
    kind, of = side
    if kind == BEFORE:
        assert isinstance(of, date)  # noqa: S101  only days stand beside it; said for the type checker
        return days_after(of, -1)
    number = int(str(of))
    return LASTS[kind](day, number)


def last_that(holds: Callable[[date], bool], near: date) -> date:
    """The last date of which it holds; leap days and short months move it a few days from where it is looked for."""
    found = days_after(near, 4)
    while not holds(found):
        found = days_after(found, -1)
    return found


def of_age(day: date, years: int) -> date:
    """The last birth date that gives so many years on the day."""
    return last_that(lambda born: age_on(born, day) >= years, months_after(day, -12 * years))


def so_many_months(day: date, months: int) -> date:
    """The last date from which so many months are over on the day."""
    return last_that(lambda begun: months_after(begun, months) <= day, months_after(day, -months))


def so_many_years(day: date, years: int) -> date:
    """The last date from which so many years are over on the day."""
    return last_that(lambda begun: years_after(begun, years) <= day, months_after(day, -12 * years))


LASTS: dict[str, Callable[[date, int], date]] = {
    PAST: lambda day, days: days_after(day, -days),
    AGE: of_age,
    YEARS: so_many_years,
    WEEKS: lambda day, weeks: weeks_after(day, -weeks),
    MONTHS: so_many_months,
}


def sides_of(books: tuple[Books, ...], names: frozenset[tuple[str, object]], month: date) -> dict[str, set[Side]]:
    """Every question that the month's law may put to a date, by its column; *names* are all that the rules ask."""
    found: dict[str, set[Side]] = {}
    asked = (feature for name, wanted in names for feature in behind(name, wanted))
    for column, side in (*structure(books, month), *asked):
        if side is not None:
            found.setdefault(column, set()).add(side)
    return found
