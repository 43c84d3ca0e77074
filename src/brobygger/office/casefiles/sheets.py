"""A list as a file: CSV for anyone, Excel for the office."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

# A cell that begins so is run as a formula by a spreadsheet; a name from a notice must not be.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


EXCEL = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "dd-mm-yyyy",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is made and what it is called on the way."""

    made: Callable[..., bytes]
    content_type: str


Cell = str | date | None
"""A day is a day in Excel, and written as ISO text elsewhere."""


def as_csv(headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, title: str) -> bytes:  # noqa: ARG001 - a CSV file has none
    """Semicolons and a byte-order mark, as Danish spreadsheets read it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in (headings, *rows)])
    return text.getvalue().encode("utf-8-sig")


def as_excel(headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, title: str) -> bytes:
    """One sheet with its headings frozen."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, EXCEL) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
        sheet.autofit()
    return file.getvalue()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


KINDS = {
    "csv": Kind(as_csv, "text/csv; charset=utf-8"),
    "xlsx": Kind(as_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
