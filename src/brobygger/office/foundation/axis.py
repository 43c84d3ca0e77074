"""Where each mark stands on a family's time axis: a drawing in numbers, no style and no script."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import dateformat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from brobygger.office.foundation.parts import Line, Mark

WIDTH = 1000
NAMES = 130
HEAD = 34
LANE = 26
LETTER = 6.6  # the width of an average letter at 12 px, measured on names and duty titles
DOT = 16
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


def draw(lines: Sequence[Line], *, today: date) -> Drawing:
    """Place every mark of every line between the first month and the last, with today among them."""
    every_day = [mark.day for line in lines for mark in line.marks] + [today]
    first = min(every_day).replace(day=1)
    last = _next_month(max(every_day))
    scale = (WIDTH - NAMES) / (last - first).days

    def across(day: date) -> float:
        return round(NAMES + (day - first).days * scale, 1)

    rows: list[Row] = []
    y = float(HEAD)
    for line in lines:
        row, y = _row(line, y, across)
        rows.append(row)
    ticks = _apart([Tick(across(day), text) for day, text in _ticks(first, last)])
    return Drawing(WIDTH, y + 8, NAMES, ticks, tuple(rows), across(today))


def _apart(ticks: list[Tick]) -> tuple[Tick, ...]:
    """The first month gives way where the next tick would run into its name."""
    crowded = len(ticks) > 1 and ticks[1].x - ticks[0].x < len(ticks[0].text) * LETTER + DOT
    return tuple(ticks[1:] if crowded else ticks)


def _row(line: Line, top: float, across: Callable[[date], float]) -> tuple[Row, float]:
    """Marks whose words would collide stand under one another."""
    taken: list[float] = []
    spots: list[Spot] = []
    for mark in sorted(line.marks, key=lambda mark: mark.day):
        spot = _spot(mark, across(mark.day))
        left, right = _extent(spot)
        lane = next((number for number, end in enumerate(taken) if end < left), len(taken))
        if lane == len(taken):
            taken.append(0)
        taken[lane] = right
        spots.append(replace(spot, y=top + lane * LANE + LANE / 2))
    return Row(line.name, top + LANE / 2, tuple(spots)), top + max(1, len(taken)) * LANE + 6


def _spot(mark: Mark, x: float) -> Spot:
    """Words stand to the right of the dot, or to its left where they would run over the edge."""
    over_the_edge = x + DOT + len(mark.text) * LETTER > WIDTH
    return Spot(mark, x, 0, x - 11 if over_the_edge else x + 11, "end" if over_the_edge else "start")


def _extent(spot: Spot) -> tuple[float, float]:
    """From where to where the mark with its words reaches."""
    words = DOT + len(spot.mark.text) * LETTER
    return (spot.x - words, spot.x + DOT) if spot.anchor == "end" else (spot.x - DOT, spot.x + words)


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
