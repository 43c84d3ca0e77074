"""So many in each period: four interviews in twelve months, spread evenly, the last day the law's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from brobygger.law.clocks import make_step
from brobygger.law.counting import COUNTS, months_after
from brobygger.law.rulebook import Count, Rule
from brobygger.law.slots import Slot
from brobygger.law.starts import Choice
from brobygger.law.validity import crossed
from brobygger.law.wording import said, span_said


def window_around(anchor: date, day: date, span: Count) -> tuple[date, date]:
    """The window, counted from the anchor, that begins on the day or runs on it, and its last day.

    >>> window_around(date(2018, 1, 31), date(2018, 3, 1), Count(count="months_after", number=1))
    (datetime.date(2018, 2, 28), datetime.date(2018, 3, 31))
    """
    number = 1
    ends = COUNTS[span.count](anchor, span.number)
    while ends <= day < date.max:
        number += 1
        ends = COUNTS[span.count](anchor, span.number * number)
    return COUNTS[span.count](anchor, span.number * (number - 1)), ends


def spread_over(begins: date, ends: date, span: Count, number: int, times: int) -> date:
    """The end of the n-th part of a window: whole months where they divide, else days.

    >>> spread_over(date(2018, 6, 1), date(2019, 6, 1), Count(count="months_after", number=12), 1, 4)
    datetime.date(2018, 9, 1)
    """
    if number == times:
        return ends
    if span.count == "months_after" and (span.number * number) % times == 0:
        return months_after(begins, span.number * number // times)
    return begins + timedelta(days=(ends - begins).days * number // times)


def window_slot(rule: Rule, choice: Choice, window: tuple[date, date], number: int, *, known_on: date) -> Slot:
    """The n-th of a window: the law's date is the window's end, the date to work to is spread evenly.

    The day the window counts from is not counted, as in every span, so twelve months from 1 June end on 1 June.
    """
    version, (begins, ends) = choice.version, window
    assert version is not None  # noqa: S101  callers have chosen; said for the type checker
    spread = spread_over(begins, ends, version.span, number, version.times)
    start = replace(choice.start, day=begins)
    da, en = (span_said(version.span.count, version.span.number, language) for language in ("da", "en"))
    law = {
        "da": f"Mindst {version.times} inden for {da} fra {said(begins, 'da')}: senest {said(ends, 'da')}.",
        "en": f"At least {version.times} within {en} from {said(begins, 'en')}: by {said(ends, 'en')}.",
    }
    evenly = {
        "da": f"Nr. {number} af {version.times}, fordelt jævnt over perioden: {said(spread, 'da')}.",
        "en": f"No. {number} of {version.times}, spread evenly over the period: {said(spread, 'en')}.",
    }
    steps = [*start.steps, crossed(version, make_step(rule, version, start, ends, law), known_on=known_on)]
    if spread != ends:
        steps.append(replace(make_step(rule, version, start, spread, evenly), basis="practice", text=evenly))
    return Slot(
        version=version,
        start=start,
        limit=ends,
        target=spread,
        steps=tuple(steps),
        evidence=(*start.evidence, *choice.evidence),
        confirmed=start.confirmed and all(step.confirmed for step in steps),
    )
