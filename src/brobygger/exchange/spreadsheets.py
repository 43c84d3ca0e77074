"""Excel and OpenDocument workbooks: every sheet's lines, merged cells spelled out."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from enum import Enum, auto

import python_calamine as calamine

from brobygger.exchange.cells import Cell, Line
from brobygger.exchange.unreadable import unreadable

MOST_LINES = 50_000
MOST_COLUMNS = 200
# A workbook is a zip: what 20 MB may unpack to before it is taken for a bomb.
MOST_UNPACKED = 400 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


class LooksLike(Enum):
    """What a file's first bytes say it is."""

    TEXT = auto()
    SPREADSHEET = auto()
    WEB_PAGE = auto()
    SOMETHING_ELSE = auto()


def looks_like(content: bytes) -> LooksLike:
    """What the bytes are, whatever the file is called."""
    if content.startswith((_OLE, _ZIP)):
        return LooksLike.SPREADSHEET
    head = content[:2000]
    if any(mark in head.lower() for mark in (b"<html", b"<!doctype html", b"<table")):
        return LooksLike.WEB_PAGE
    if head.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf")):
        return LooksLike.SOMETHING_ELSE
    controls = sum(byte < 32 and byte not in (0, 9, 10, 11, 12, 13, 26) for byte in head)  # noqa: PLR2004 - signs below the space
    return LooksLike.SOMETHING_ELSE if controls * 20 > len(head) else LooksLike.TEXT


def sheets_of(content: bytes) -> list[tuple[str, list[Line]]]:
    """Each sheet's name and lines, by the numbers Excel shows."""
    _refuse_bombs(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [(name, _lines(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except calamine.PasswordError:
        raise unreadable("password") from None
    except (calamine.CalamineError, ValueError, OSError, OverflowError) as fault:
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise unreadable("password") from fault
        raise unreadable("damaged") from fault
    except BaseException as fault:
        # The reader is written in Rust, and its panic is no Exception: a damaged file must not take the server down.
        if type(fault).__name__ == "PanicException":
            raise unreadable("damaged") from fault
        raise


def _refuse_bombs(content: bytes) -> None:
    if not content.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            unpacked = sum(item.file_size for item in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise unreadable("damaged") from None
    if unpacked > MOST_UNPACKED:
        raise unreadable("too_big")
    if not any(name in names for name in _WORKBOOKS):
        raise unreadable("not_a_list")


def _lines(sheet: calamine.CalamineSheet) -> list[Line]:
    if sheet.total_height > MOST_LINES:
        raise unreadable("too_long")
    rows = [[_cell(cell) for cell in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        # Only downwards: a cell merged over several lines holds for each of them; a title merged sideways is one title.
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
    return [Line(number, tuple(row)) for number, row in enumerate(rows, 1)]


def _cell(cell: object) -> Cell:
    """Times and durations say nothing in a list of notices; they are kept as their text."""
    return cell if isinstance(cell, (str, date, float, bool)) else float(cell) if isinstance(cell, int) else str(cell)
