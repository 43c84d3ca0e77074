"""Where each mark stands on a family's time axis: a drawing in numbers, no style and no script."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import dateformat

from brobygger.office.foundation.parts import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from brobygger.office.foundation.parts import Line, Mark

WIDTH = 1120
NAMES = 140
HEAD = 34
LANE = 24
LETTER = 6.6  # the width of an average letter at 12 px, measured on names and duty titles
DOT = 16
BACK = 731  # days: what is older, or lies further ahead, stands in the table alone
AHEAD = 400
SHORTEST = 120  # days, so that a new case's first month is not drawn as wide as a year
NAMED_AT_MOST = 5  # marks in a row; with more, those that are over and done with go without words
MONTHS_SHOWN_ONE_BY_ONE = 14
MONTHS_SHOWN_BY_QUARTER = 40


@dataclass(frozen=True, slots=True)
class Tick:
    """The 1st of a month, with the name it bears."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark with its place."""

    mark: Mark
    text: str
    x: float
    y: float
    label_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """A member's line with its place; it is as high as its marks need to stand clear of one another."""

    name: str
    y: float
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the drawing needs, in its own units."""

    width: int
    height: float
    names: int
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    today_x: float
    outside: int


def draw(lines: Sequence[Line], *, today: date) -> Drawing:
    """Place every mark from two years back to a year ahead, with today among them; `outside` counts the others."""
    shown = [tuple(mark for mark in line.marks if -BACK <= (mark.day - today).days <= AHEAD) for line in lines]
    days = [mark.day for marks in shown for mark in marks] + [today]
    first = min(days).replace(day=1)
    last = _next_month(max(*days, first + timedelta(days=SHORTEST)))
    scale = (WIDTH - NAMES) / (last - first).days

    def across(day: date) -> float:
        return round(NAMES + (day - first).days * scale, 1)

    rows: list[Row] = []
    y = float(HEAD)
    for line, marks in zip(lines, shown, strict=True):
        row, y = _row(line.name, marks, y, across)
        rows.append(row)
    ticks = _apart([Tick(across(day), text) for day, text in _ticks(first, last)])
    outside = sum(len(line.marks) for line in lines) - sum(map(len, shown))
    return Drawing(WIDTH, y + 8, NAMES, ticks, tuple(rows), across(today), outside)


def _apart(ticks: list[Tick]) -> tuple[Tick, ...]:
    """The first month gives way where the next tick would run into its name."""
    crowded = len(ticks) > 1 and ticks[1].x - ticks[0].x < len(ticks[0].text) * LETTER + DOT
    return tuple(ticks[1:] if crowded else ticks)


def _row(name: str, marks: Sequence[Mark], top: float, across: Callable[[date], float]) -> tuple[Row, float]:
    """Marks whose words would collide stand under one another."""
    taken: list[float] = []
    spots: list[Spot] = []
    crowded = len(marks) > NAMED_AT_MOST
    for mark in sorted(marks, key=lambda mark: mark.day):
        over = mark.tag.tone in {Tone.MET, Tone.QUIET}
        spot = _spot(mark, "" if crowded and over else mark.text, across(mark.day))
        left, right = _extent(spot)
        lane = next((number for number, end in enumerate(taken) if end < left), len(taken))
        if lane == len(taken):
            taken.append(0)
        taken[lane] = right
        spots.append(replace(spot, y=top + lane * LANE + LANE / 2))
    return Row(name, top + LANE / 2, tuple(spots)), top + max(1, len(taken)) * LANE + 6


def _spot(mark: Mark, text: str, x: float) -> Spot:
    """Words stand to the right of the dot, or to its left where they would run over the edge."""
    over_the_edge = x + DOT + len(text) * LETTER > WIDTH
    return Spot(mark, text, x, 0, x - 11 if over_the_edge else x + 11, "end" if over_the_edge else "start")


def _extent(spot: Spot) -> tuple[float, float]:
    """From where to where the mark with its words reaches."""
    words = DOT + len(spot.text) * LETTER if spot.text else DOT / 2
    return (spot.x - words, spot.x + DOT / 2) if spot.anchor == "end" else (spot.x - DOT / 2, spot.x + words)


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Every month on a short axis, every quarter on a longer one, every year on the longest."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = 1 if months <= MONTHS_SHOWN_ONE_BY_ONE else 3 if months <= MONTHS_SHOWN_BY_QUARTER else 12
    day = first
    while day < last:
        if (day.month - 1) % step == 0 or day == first:
            with_year = day.month == 1 or day == first or step > 1
            yield day, dateformat.format(day, "N Y" if with_year else "N")
        day = _next_month(day)


def _next_month(day: date) -> date:
    """The 1st of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
