"""What stands in a list before anybody has judged it: cells and numbered lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

Cell = str | date | float | bool | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, by the number its owner sees beside it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def empty(self) -> bool:
        """True when nothing is written in any cell."""
        return not any(shown(cell) for cell in self.cells)

    def texts(self) -> tuple[str, ...]:
        """Each cell as its owner reads it."""
        return tuple(shown(cell) for cell in self.cells)


def shown(cell: Cell) -> str:
    """The cell as its owner reads it: dates dd-mm-yyyy, whole numbers without a decimal point.

    >>> shown(date(2018, 6, 1)), shown(62280164.0), shown("  Rania ")
    ('01-06-2018', '62280164', 'Rania')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nej"
        case str():
            return cell.strip()
        case datetime() if cell.time() != time():
            return f"{_day(cell)} {cell:%H:%M}"
        case date():
            return _day(cell)
        case _:
            return str(int(cell)) if cell == cell // 1 else str(cell)


def _day(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"  # strftime writes years before 1000 without noughts
