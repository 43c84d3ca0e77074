"""Any list an office can save, read into a heading and the lines below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from brobygger.exchange.cells import Line
from brobygger.exchange.separated import decoded, lines_of_text
from brobygger.exchange.spreadsheets import LooksLike, looks_like, sheets_of
from brobygger.exchange.unreadable import unreadable

MOST_BYTES = 20 * 1024 * 1024
# Titles, dates of printing and empty lines above the heading are not longer than this.
_HEADING_WITHIN = 40

Score = Callable[[tuple[str, ...]], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list as read. An empty heading: no line looked like one, and every line is content."""

    heading: tuple[str, ...]
    heading_line: int
    lines: tuple[Line, ...]
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    separator: str | None = None

    @property
    def width(self) -> int:
        """The number of columns of the widest line."""
        return max([len(self.heading), *(len(line.cells) for line in self.lines)])


def read_table(content: bytes, *, score: Score, sheet: str | None = None) -> Table:
    """The list in a file; *score* tells how much a line looks like the heading that is sought.

    Whatever the bytes are, either a table comes out or UnreadableFileError, which says problem and remedy.
    """
    if not content.strip():
        raise unreadable("empty")
    if len(content) > MOST_BYTES:
        raise unreadable("too_big")
    match looks_like(content):
        case LooksLike.SOMETHING_ELSE:
            raise unreadable("not_a_list")
        case LooksLike.WEB_PAGE:
            raise unreadable("web_page")
        case LooksLike.SPREADSHEET:
            return _best_sheet(content, score=score, wanted=sheet)
        case _:
            separator, lines = lines_of_text(decoded(content), score=score)
            return _table(lines, score=score, separator=separator)


def _best_sheet(content: bytes, *, score: Score, wanted: str | None) -> Table:
    sheets = sheets_of(content)
    names = tuple(name for name, _ in sheets)
    filled = [(name, lines) for name, lines in sheets if any(not line.empty for line in lines)]
    if not filled:
        raise unreadable("no_lines")
    chosen = [pair for pair in filled if pair[0] == wanted] or filled
    tables = [_table(lines, score=score, sheet=name, sheets=names) for name, lines in chosen]
    return max(tables, key=lambda table: (score(table.heading), len(table.lines)))


def _table(
    lines: list[Line],
    *,
    score: Score,
    sheet: str | None = None,
    sheets: tuple[str, ...] = (),
    separator: str | None = None,
) -> Table:
    if all(line.empty for line in lines):
        raise unreadable("no_lines")
    worth, at = max(((score(line.texts()), -at) for at, line in enumerate(lines[:_HEADING_WITHIN])), default=(0.0, 0))
    found = worth > 0
    return Table(
        heading=lines[-at].texts() if found else (),
        heading_line=lines[-at].number if found else 0,
        lines=tuple(lines[-at + 1 :]) if found else tuple(lines),
        sheet=sheet,
        sheets=sheets,
        separator=separator,
    )
