"""What can be wrong with a rate: overlaps, gaps, and periods that its regulation cannot carry."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from brobygger.law.amounts.model import Rate, RatePeriod
from brobygger.law.reading import Reading

DAY = timedelta(days=1)


def check_rate(rate: Rate, gaps: list[tuple[date, date]], entry: Reading) -> None:
    """Note every fault between the rate's periods."""
    for period in (*rate.bases, *rate.periods):
        check_period(rate, period, entry)
    check_overlaps(rate.periods, entry)
    check_overlaps(rate.bases, entry)
    check_gaps(rate, gaps, entry)


def check_period(rate: Rate, period: RatePeriod, entry: Reading) -> None:
    """One period alone."""
    until = period.until
    if until is not None and until < period.starts:
        entry.fault(f"A period ends {until}, before it begins {period.starts}.", "Mend 'from' or 'until'.")
    elif carries(rate, period) and period.level is None and (until is None or until.year != period.starts.year):
        entry.fault(
            f"The period from {period.starts} is regulated yearly but does not end in its own year.",
            "End it by 31 December, say at which year's level it is (level = …), or carried_on = false.",
        )
    if period.level is not None and not rate.regulated_by:
        entry.fault(
            f"The period from {period.starts} is at the level of {period.level}, but nothing regulates it.",
            "Add regulated_by, or remove the level.",
        )
    if rate.ends and period.starts > rate.ends:
        entry.fault(f"A period begins {period.starts}, after the rate ended {rate.ends}.", "Mend 'from' or 'ends'.")


def carries(rate: Rate, period: RatePeriod) -> bool:
    """True when the amounts of later years are reckoned from this one until the next is published."""
    return bool(rate.regulated_by) and period.carried_on


def check_overlaps(periods: tuple[RatePeriod, ...], entry: Reading) -> None:
    """No two periods may claim the same day, unless the later one was announced as a correction of the earlier."""
    for number, one in enumerate(periods):
        for other in periods[number + 1 :]:
            meet = one.starts <= (other.until or date.max) and other.starts <= (one.until or date.max)
            corrects = one.known_from != other.known_from and (one.announced or other.announced)
            if meet and not corrects:
                entry.fault(
                    f"The periods from {one.starts} and {other.starts} overlap.",
                    "End the earlier with 'until', or say when the later was announced.",
                )


def check_gaps(rate: Rate, gaps: list[tuple[date, date]], entry: Reading) -> None:
    """Between two periods there is no day without a value, unless it is regulated over or said not to be read."""
    ordered = sorted(rate.periods, key=lambda one: one.starts)
    for before, after in pairwise(ordered):
        starts = (before.until or date.max - DAY) + DAY
        if starts >= after.starts or carries(rate, before):
            continue
        if (starts, after.starts - DAY) not in gaps:
            entry.fault(
                f"No period covers {starts} to {after.starts - DAY}.",
                "Add the amount, or say not_read = [{ from = …, until = … }].",
            )
    for starts, until in gaps:
        if until < starts or any(period.starts <= until and starts <= (period.until or date.max) for period in ordered):
            entry.fault(f"not_read from {starts} to {until} is covered by a period.", "Mend its days or remove it.")
