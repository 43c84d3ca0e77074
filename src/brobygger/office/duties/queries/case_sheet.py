"""A case's duties as a sheet for Excel."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rows import Row

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAYS = 3
WIDTHS = (12, 12, 12, 36, 26, 18, 22, 20, 20)


def case_sheet(found: Sequence[Row]) -> bytes:
    """Every duty of the household, one a row."""
    heads = (
        _("Frist"), _("Lovfrist"), _("Opfyldt"), _("Forpligtelse"), _("Hvem"), _("Venter på"), _("Ansvarlig"),
        _("Status"), _("Brud"),
    )  # fmt: skip
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet(_("Forpligtelser"))
    sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate(found, start=1):
        for column, day in enumerate((row.acts_on, row.duty.legal_due_on, row.duty.fulfilled_on)):
            if day:
                sheet.write_datetime(number, column, day)
        broken = str(row.breach.label) if row.broken else ""
        # As text, always: a name that begins with "=" is a name and never a formula.
        for column, cell in enumerate((row.title, row.about, row.waits_for, row.whose, row.tag.text, broken), DAYS):
            sheet.write_string(number, column, cell)
    book.close()
    return kept.getvalue()
