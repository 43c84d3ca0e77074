"""Dates as Danish offices write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Literal

from brobygger.exchange.cells import Cell

MONTHS = {
    **{
        name: number
        for number, name in enumerate(
            ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), 1
        )
    },
    "may": 5,
    "oct": 10,
}
_LEAD = r"^(?:\w+dag\s+)?(?:den\s+|d\.\s*)?"
_SHAPES = (
    re.compile(r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})$"),
    re.compile(_LEAD + r"(?P<d>\d{1,2})\s*[-./]\s*(?P<m>\d{1,2})\s*[-./ ]\s*(?P<y>\d{4}|\d{2})$"),
    re.compile(_LEAD + r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th)?[\s-]*(?P<name>[a-zæøå]{3,9})\.?[\s,-]*(?P<y>\d{4}|\d{2})$"),
    re.compile(r"^(?P<y>(?:19|20)\d{2})(?P<m>0\d|1[0-2])(?P<d>\d{2})$"),
    re.compile(r"^(?P<d>\d{2})(?P<m>\d{2})(?P<y>(?:19|20)\d{2})$"),
)
_CLOCK = re.compile(r"[t ]+(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?$")
# Excel counts days from here; the span (1927-2082) keeps a year or an id from being read as a day.
_EXCEL_DAY_NOUGHT = date(1899, 12, 30)
_EXCEL_DAYS = range(10_000, 67_000)


class NoDateError(ValueError):
    """The text is not a day: `no_such_day` was meant as one, `not_a_date` was not, `year_only` says too little."""

    def __init__(self, why: Literal["no_such_day", "not_a_date", "year_only"]) -> None:
        """Keep why it is none."""
        super().__init__(why)
        self.why = why


def read_date(cell: Cell, *, newest: int) -> date:
    """The day a cell tells; a year of two digits is the last such year not after *newest*.

    >>> {read_date(text, newest=2030) for text in ("01-06-2018", "1.6.18", "1/6 2018", "1. juni 2018")}
    {datetime.date(2018, 6, 1)}
    >>> read_date("24-12-85", newest=2018)
    datetime.date(1985, 12, 24)
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and not isinstance(cell, bool):
        return _from_number(cell)
    text = _CLOCK.sub("", str("" if cell is None else cell).strip().lower().rstrip(",;"))
    if re.fullmatch(r"\d{5}(\.0)?", text):
        return _from_number(float(text))
    for shape in _SHAPES:
        if found := shape.match(text):
            return _made(found.groupdict(), newest=newest)
    raise NoDateError("year_only" if re.fullmatch(r"(19|20)\d{2}", text) else "not_a_date")


def _made(parts: dict[str, str], *, newest: int) -> date:
    year = int(parts["y"])
    if len(parts["y"]) == 2:  # noqa: PLR2004 - a year of two digits
        year += newest // 100 * 100
        year -= 100 if year > newest else 0
    if "name" in parts:
        month = MONTHS.get(parts["name"][:3])
        if month is None:
            raise NoDateError("not_a_date")
    else:
        month = int(parts["m"])
    try:
        return date(year, month, int(parts["d"]))
    except ValueError:
        raise NoDateError("no_such_day") from None


def _from_number(number: float) -> date:
    if number != number or not (_EXCEL_DAYS.start <= number < _EXCEL_DAYS.stop):  # noqa: PLR0124 - only NaN differs from itself
        raise NoDateError("not_a_date")
    return _EXCEL_DAY_NOUGHT + timedelta(days=int(number))
