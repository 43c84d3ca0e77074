"""The worklist as a sheet for Excel."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext as _

from brobygger.office.access.choices import Extent
from brobygger.office.access.permissions import extent
from brobygger.office.duties.choices import Breach
from brobygger.office.duties.queries.worklist import row_of

if TYPE_CHECKING:
    from brobygger.office.duties.models import DutyQuerySet
    from brobygger.office.duties.queries.worklist import Worklist

MOST = 100_000
WIDTHS = (12, 12, 34, 30, 16, 14, 12, 20, 16)


def takeable(chosen: Worklist) -> DutyQuerySet:
    """The duties chosen that the officer's right to export covers: everyone's, or only their own."""
    if extent(chosen.officer, "export") == Extent.ALL:
        return chosen.duties
    return chosen.duties.filter(responsible=chosen.officer)


def worklist_sheet(chosen: Worklist) -> tuple[bytes, set[int]]:
    """The file, and whom it shows."""
    heads = (
        _("Frist"), _("Lovfrist"), _("Forpligtelse"), _("Borger"), _("Sagsnummer"), _("Venter på"), _("Ansvarlig"),
        _("Status"), _("Brud"),
    )  # fmt: skip
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    sheet, bold = book.add_worksheet(_("Arbejdsliste")), book.add_format({"bold": True})
    sheet.write_row(0, 0, heads, bold)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    persons: set[int] = set()
    for number, duty in enumerate(takeable(chosen)[:MOST], start=1):
        duty.mark_person()
        persons.add(duty.case.person_id)
        row = row_of(duty, officer=chosen.officer, today=chosen.today)
        for column, day in enumerate((duty.due_on, duty.legal_due_on)):
            if day:
                sheet.write_datetime(number, column, day)
        who = duty.responsible.initials if duty.responsible else ""
        breach = str(Breach(row.breach).label) if row.breach != Breach.NONE else ""
        # As text, always: a name that begins with "=" is a name and never a formula.
        cells = (
            duty.name,
            row.citizen,
            duty.case.number,
            duty.get_waits_for_display(),
            who,
            row.standing.label,
            breach,
        )
        for column, cell in enumerate(cells, start=2):
            sheet.write_string(number, column, str(cell))
    book.close()
    return kept.getvalue(), persons
