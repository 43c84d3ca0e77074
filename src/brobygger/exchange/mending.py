"""The refused lines as a file to mend and load again."""

from __future__ import annotations

from brobygger.exchange.columns import MENDING, fields
from brobygger.exchange.notice_remarks import Remark
from brobygger.exchange.notices import Reading, Standing
from brobygger.exchange.separated import written_lines


def refused_file(reading: Reading, *, language: str = "da") -> bytes:
    """The file's own columns and cells, and beside them what to mend; without a heading of its own it gets ours."""
    table = reading.table
    width = table.width
    heading = table.heading or tuple(
        fields()[c.field].label.da if c.field else f"Kolonne {c.column + 1}" for c in reading.columns
    )
    rows = [(*_padded(heading, width), MENDING.da)]
    for verdict in reading.standing(Standing.REFUSED):
        faults = "; ".join(told(said, language=language) for said in verdict.remarks if said.refuses)
        rows.append((*_padded(verdict.line.texts(), width), faults))
    return written_lines(rows)


def told(said: Remark, *, language: str, with_value: bool = True) -> str:
    """The remark as one sentence or two: field, what stood there, problem, remedy."""
    field = fields().get(said.field)
    value = f" »{said.value}«" if said.value and with_value else ""
    lead = f"{field.label.said_in(language)}{value} " if field else ""
    return f"{lead}{said.problem.said_in(language)} {said.remedy.said_in(language)}"


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))
