"""Any list an office can save is read; anything else says what is wrong and what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
import xlsxwriter

from brobygger.exchange.columns import heading_score
from brobygger.exchange.notices import Standing, read_notices
from brobygger.exchange.spreadsheets import MOST_UNPACKED
from brobygger.exchange.tables import MOST_BYTES, read_table
from brobygger.exchange.unreadable import UnreadableFileError

from .conftest import EXAMPLES, GOOD, HEADING, a_list

TODAY = date(2018, 6, 9)
ROWS = a_list({}, {"Udlændingenr": "62280165", "Navn": "Åse Ægir Østergård", "Journalnr": "2018-0101"})


def workbook(
    *, sheets: Mapping[str, Sequence[Sequence[object]]], merges: tuple[tuple[int, int, int, str], ...] = ()
) -> bytes:
    """An Excel file with these sheets; merges go down the first sheet: first row, last row, column, text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for first, last, column, text in merges:
                sheet.merge_range(first, column, last, column, text)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found(encoding: str) -> None:
    reading = read_notices(ROWS.decode().encode(encoding), today=TODAY)

    assert [arrival.name for arrival in reading.arrivals] == ["Bassel Mansour", "Åse Ægir Østergård"]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    reading = read_notices(a_list({}, {"Udlændingenr": "62280165"}, separator=separator), today=TODAY)

    assert reading.table.separator == separator
    assert len(reading.arrivals) == 2


def test_commas_separate_where_commas_inside_are_quoted() -> None:
    row = {name: f'"{cell}"' if "," in cell else cell for name, cell in GOOD.items()}
    reading = read_notices(a_list(row, separator=","), today=TODAY)

    assert reading.arrivals[0].legal_basis == "convention_refugee"


def test_excels_own_word_for_the_separator_is_heeded_and_line_numbers_hold() -> None:
    reading = read_notices(b"sep=;\r\n" + ROWS, today=TODAY)

    assert [verdict.line.number for verdict in reading.verdicts] == [3, 4]


def test_a_quotation_mark_never_closed_swallows_no_rows() -> None:
    rows = [
        {"Udlændingenr": f"6228{number}", "Navn": name}
        for number, name in ((1000, '"Ali Hassan'), (1001, "Omar"), (1002, "Rania"))
    ]

    assert [a.name for a in read_notices(a_list(*rows), today=TODAY).arrivals] == ['"Ali Hassan', "Omar", "Rania"]


def test_a_line_break_inside_a_cell_leaves_line_numbers_right() -> None:
    content = a_list({"Særlige hensyn": '"kørestol\nhjælp"'}, {"Udlændingenr": "62280165"})
    reading = read_notices(content, today=TODAY)

    assert [verdict.line.number for verdict in reading.verdicts] == [2, 4]
    assert reading.arrivals[0].special_needs == "kørestol hjælp"


def test_title_lines_above_the_heading_are_passed_over() -> None:
    reading = read_notices(b"Modtagelsen 2018\r\n\r\nUdskrevet 9. juni\r\n" + ROWS, today=TODAY)

    assert reading.table.heading_line == 4
    assert [verdict.standing for verdict in reading.verdicts] == [Standing.GOOD, Standing.GOOD]


def test_the_sheet_that_holds_the_list_is_found_and_dates_may_be_real() -> None:
    real = [
        date(2018, 4, 20) if name == "Modtaget" else 62280164 if name == "Udlændingenr" else GOOD[name]
        for name in HEADING
    ]
    content = workbook(
        sheets={"Forside": [["Ankomster"]], "Tal": [["a", 1], ["b", 2]], "Liste": [["Titel"], [], list(HEADING), real]}
    )
    reading = read_notices(content, today=TODAY)

    assert (reading.table.sheet, reading.table.sheets) == ("Liste", ("Forside", "Tal", "Liste"))
    assert reading.arrivals[0].received_on == date(2018, 4, 20)
    assert reading.arrivals[0].alien_number == "62280164"


def test_another_sheet_can_be_chosen() -> None:
    rows = [list(HEADING), [GOOD[name] for name in HEADING]]
    content = workbook(
        sheets={"2017": rows, "2018": [*rows, [{**GOOD, "Udlændingenr": "62280165"}[name] for name in HEADING]]}
    )

    assert len(read_notices(content, today=TODAY, sheet="2017").arrivals) == 1
    assert len(read_notices(content, today=TODAY).arrivals) == 2


def test_a_cell_merged_over_a_family_holds_for_each_of_them() -> None:
    rows = [
        {**GOOD, "Udlændingenr": str(62280164 + number), "Journalnr": "", "Husstand": "", "Rolle": role}
        for number, role in enumerate(("voksen", "barn"))
    ]
    content = workbook(
        sheets={"A": [list(HEADING), *[[row[name] for name in HEADING] for row in rows]]},
        merges=((1, 2, 0, "2018-0200"),),
    )

    assert [arrival.home for arrival in read_notices(content, today=TODAY).arrivals] == [("2018-0200", "2018-0200")] * 2


def test_line_numbers_are_the_ones_excel_shows() -> None:
    content = (EXAMPLES / "vesthimmerland-2018.xlsx").read_bytes()

    assert [verdict.line.number for verdict in read_notices(content, today=TODAY).verdicts] == list(range(4, 65))


def _bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/workbook.xml", "w", force_zip64=True) as inside,
    ):
        for _ in range(MOST_UNPACKED // (16 * 1024 * 1024) + 1):
            inside.write(bytes(16 * 1024 * 1024))
    return out.getvalue()


def _zip_of(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b";;;\r\n;;;\r\n", "no_lines"),
        (b"x" * (MOST_BYTES + 1), "too_big"),
        (b"a;b\n" * 50_002, "too_long"),
        (b"%PDF-1.7 ...", "not_a_list"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_list"),
        (b"\xff\xd8\xff\xe0", "not_a_list"),
        (_zip_of("word/document.xml"), "not_a_list"),
        (_zip_of("xl/workbook.xml"), "damaged"),
        (b"PK\x03\x04 cut short", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><table><tr><td>Journalnr</td></tr></table></html>", "web_page"),
        (workbook(sheets={"Tom": []}), "no_lines"),
    ],
)
def test_what_holds_no_list_says_problem_and_remedy(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError) as fault:
        read_table(content, score=heading_score)

    assert fault.value.why == why
    assert all((fault.value.problem.da, fault.value.problem.en, fault.value.remedy.da, fault.value.remedy.en))


def test_a_workbook_that_unpacks_to_a_mountain_is_not_unpacked() -> None:
    with pytest.raises(UnreadableFileError) as fault:
        read_table(_bomb(), score=heading_score)
    assert fault.value.why == "too_big"
