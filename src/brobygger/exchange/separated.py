"""Text files with separators: the encoding and the separator are found, never asked for."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable

from brobygger.exchange.cells import Line
from brobygger.exchange.unreadable import unreadable

SEPARATORS = (";", "\t", ",", "|")
MOST_LINES = 50_000
_TRIED_LINES = 40
# A cell this long holding separators and line ends is a quotation mark that was never closed.
_SWALLOWED = 2
# Excel runs a cell that starts so; a leading apostrophe keeps it text, and is taken off again on the way in.
_RUN_BY_EXCEL = ("=", "+", "-", "@", "\t", "\r")


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows' western encoding, with or without its mark.

    >>> decoded("Født".encode("cp1252")), decoded("Født".encode("utf-16"))
    ('Født', 'Født')
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    head = content[:2000]
    if len(head) > 1 and head.count(0) * 3 > len(head):
        little = head[1::2].count(0) >= head[::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in cp1252; latin-1 gives every byte a sign, so that no file fails here.
        return content.decode("cp1252", errors="replace") if not _undefined(content) else content.decode("latin-1")


def lines_of_text(text: str, *, score: Callable[[tuple[str, ...]], float]) -> tuple[str, list[Line]]:
    """The separator under which some line looks most like the heading, else the steadiest one; and the lines."""
    text = text.replace("\x00", "")
    named, text = _named_separator(text)
    head = "".join(text.splitlines(keepends=True)[:_TRIED_LINES])
    best = named or max(SEPARATORS, key=lambda separator: _worth(head, separator, score))
    return best, _read(text, best)


def written_lines(rows: list[tuple[str, ...]]) -> bytes:
    """Rows as a file that Danish Excel opens in columns and that this module reads back unchanged."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([[_kept_text(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _undefined(content: bytes) -> bool:
    return any(byte in content for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))


def _named_separator(text: str) -> tuple[str | None, str]:
    """Excel may write `sep=;` as the first line; it is blanked so that line numbers hold."""
    first, _, rest = text.partition("\n")
    name = first.strip().strip('"').lower()
    if name.startswith("sep=") and len(first.strip().strip('"')) == len("sep=;"):
        return first.strip().strip('"')[-1], "\n" + rest
    return None, text


def _worth(head: str, separator: str, score: Callable[[tuple[str, ...]], float]) -> tuple[float, int]:
    rows = [line.texts() for line in _read(head, separator)]
    widths = [len(row) for row in rows if any(row)]
    steady = max((widths.count(width) * width for width in set(widths) if width > 1), default=0)
    return max((score(row) for row in rows), default=0.0), steady


def _read(text: str, separator: str) -> list[Line]:
    lines = _parsed(text, separator)
    if any(
        _swallowed(cell, separator) for line in lines for cell in line.cells if isinstance(cell, str) and "\n" in cell
    ):
        return _parsed(text, separator, quoted=False)
    return lines


def _swallowed(cell: str, separator: str) -> bool:
    return cell.count("\n") >= 1 and cell.count(separator) >= _SWALLOWED


def _parsed(text: str, separator: str, *, quoted: bool = True) -> list[Line]:
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    lines: list[Line] = []
    start = 1
    try:
        for row in reader:
            lines.append(Line(start, tuple(_freed(cell) for cell in row)))
            start = reader.line_num + 1
            if len(lines) > MOST_LINES:
                raise unreadable("too_long")
    except csv.Error:
        raise unreadable("not_a_list") from None
    return lines


def _freed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RUN_BY_EXCEL) else cell


def _kept_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN_BY_EXCEL) else cell
