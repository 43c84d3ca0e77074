"""Each line of a list of notices gets one verdict, and a fault keeps out that line only."""

from __future__ import annotations

import csv
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brobygger.exchange.mending import refused_file, told
from brobygger.exchange.notices import Reading, Standing, Verdict, read_notices
from brobygger.exchange.people import people
from brobygger.exchange.unreadable import UnreadableFileError

from .conftest import EXAMPLES, GOOD, HEADING, a_list

Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def lejre() -> Reading:
    """The list with faults, as read on Lejre's working date."""
    return read_notices((EXAMPLES / "lejre-2019-med-fejl.csv").read_bytes(), today=date(2019, 6, 1))


def codes(verdict: Verdict) -> list[tuple[str, str]]:
    """What is said about a line: field and code."""
    return [(said.field, said.code) for said in verdict.remarks]


@pytest.mark.parametrize(
    ("file", "today", "persons"),
    [
        ("randers-2015.csv", date(2015, 11, 22), 168),
        ("vesthimmerland-2018.xlsx", date(2018, 6, 9), 61),
        ("lejre-2019-med-fejl.csv", date(2019, 6, 1), 29),
    ],
)
def test_the_offices_own_lists_are_read_whole(file: str, today: date, persons: int) -> None:
    """A4"""
    reading = read_notices((EXAMPLES / file).read_bytes(), today=today)

    assert len(reading.arrivals) == persons
    assert len({arrival.alien_number for arrival in reading.arrivals}) == persons
    assert all(guess.confidence > 0.8 for guess in reading.columns)
    assert all(arrival.legal_basis and arrival.born and arrival.allocated_on for arrival in reading.arrivals)


FATES = {
    "impossible date": (Standing.REFUSED, [("allocated_on", "no_such_day")]),
    "no alien number and no CPR": (Standing.REFUSED, [("alien_number", "no_number")]),
    "unknown legal basis": (Standing.REFUSED, [("legal_basis", "unknown_basis")]),
    "born in the future": (Standing.REFUSED, [("born", "not_born")]),
    "not a date": (Standing.REFUSED, [("arrival_expected", "not_a_date")]),
    "another date style: read it": (Standing.GOOD, []),
    "spaces round the name: read it": (Standing.GOOD, []),
    "no citizenship: take it in, undetermined": (Standing.REMARKS, [("citizenship", "missing")]),
    "the same row twice: one case": (Standing.SKIPPED, [("", "repeated")]),
    "an empty line: skip": (Standing.SKIPPED, [("", "empty")]),
    "a sum line: skip, and say so": (Standing.SKIPPED, [("", "sum")]),
}


def test_every_listed_fault_meets_its_fate_and_nothing_else_does(lejre: Reading) -> None:
    with (EXAMPLES / "lejre-2019-faults.tsv").open(encoding="utf-8", newline="") as lines:
        listed = [(row[0], row[1].strip(), *FATES[row[2]]) for row in csv.reader(lines, delimiter="\t")]

    met = [
        (
            verdict.journal_number or ("I alt" if codes(verdict) == [("", "sum")] else ""),
            verdict.line.texts()[4] if verdict.journal_number else "",
            verdict.standing,
            codes(verdict),
        )
        for verdict in lejre.verdicts
    ]

    # Two fates leave no trace: there the line is among the good ones, as the person it tells of.
    silent = [fate for fate in listed if fate[2] is Standing.GOOD]
    assert Counter(map(str, (fate for fate in listed if fate not in silent))) == Counter(
        str(fate) for fate in met if fate[2] is not Standing.GOOD
    )
    assert all(fate in met for fate in silent)
    assert "Rania Khalil" in {arrival.name for arrival in lejre.arrivals}
    assert date(2019, 1, 18) in {
        arrival.allocated_on for arrival in lejre.arrivals if arrival.alien_number == "14246730"
    }


def test_a_refused_member_does_not_keep_the_household_out(lejre: Reading) -> None:
    assert lejre.missing == {("2019-0010", "L010"): 1, ("2019-0007", "L007"): 2, ("2019-0013", "L013"): 2}
    assert {"2019-0010", "2019-0007", "2019-0013"} <= {arrival.journal_number for arrival in lejre.arrivals}


@pytest.mark.parametrize("language", ["da", "en"])
def test_refused_lines_come_back_as_a_file_that_loads_once_mended(lejre: Reading, language: str) -> None:
    returned = refused_file(lejre, language=language)
    rows = list(csv.reader(returned.decode("utf-8-sig").splitlines(), delimiter=";"))
    mended = (
        returned.decode("utf-8-sig")
        .replace("31.02.2019;", "26.11.2018;")
        .replace("2018;;;Tarek", "2018;44332211;;Tarek")
        .replace(";§ 99;", ";§ 7, stk. 1;")
        .replace("03.05.2031;", "01.01.1967;")
        .replace("snarest;", "01.03.2019;")
    )

    assert rows[0] == [*HEADING, "Hvad skal rettes"]
    assert all(row[-1] for row in rows[1:])
    assert Counter(v.standing for v in read_notices(returned, today=date(2019, 6, 1)).verdicts) == {Standing.REFUSED: 5}
    assert [v.standing for v in read_notices(mended.encode(), today=date(2019, 6, 1)).verdicts] == [Standing.GOOD] * 5


def test_every_remark_names_field_problem_and_remedy_in_both_languages(lejre: Reading) -> None:
    said = next(said for verdict in lejre.verdicts for said in verdict.remarks if said.code == "unknown_basis")

    assert told(said, language="da").startswith("Opholdsgrundlag »§ 99« er ikke et opholdsgrundlag")
    assert told(said, language="en").startswith("Legal basis »§ 99« is not a legal basis")
    assert "§ 99" not in told(said, language="da", with_value=False)


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ({"Journalnr": ""}, "journal_number", "no_journal"),
        ({"Journalnr": "J" * 41}, "journal_number", "long_mark"),
        ({"Husstand": "H" * 41}, "household", "long_mark"),
        ({"Modtaget": ""}, "received_on", "no_received"),
        ({"Modtaget": "i går"}, "received_on", "not_a_date"),
        ({"Udlændingenr": "", "CPR": ""}, "alien_number", "no_number"),
        ({"Udlændingenr": "ukendt"}, "alien_number", "no_number"),
        ({"Udlændingenr": "12A"}, "alien_number", "bad_alien"),
        ({"Udlændingenr": "611085-0317"}, "alien_number", "cpr_as_alien"),
        ({"CPR": "611085-03"}, "cpr", "cpr_length"),
        ({"CPR": "611085-031X"}, "cpr", "cpr_letters"),
        ({"CPR": "391385-0317"}, "cpr", "cpr_day"),
        ({"Navn": " "}, "name", "no_name"),
        ({"Navn": "N" * 201}, "name", "long_name"),
        ({"Født": "1985"}, "born", "year_only"),
        ({"Født": "01-01-2019"}, "born", "not_born"),
        ({"Født": "01-01-0985"}, "born", "far_off"),
        ({"Køn": "grøn"}, "sex", "unknown_sex"),
        ({"Rolle": "onkel"}, "role", "unknown_role"),
        ({"Opholdsgrundlag": "§ 99"}, "legal_basis", "unknown_basis"),
        ({"Tilladelse til": "15-04-2017"}, "permit_to", "permit_ends_first"),
        ({"Visiteret": "31-04-2018"}, "allocated_on", "no_such_day"),
    ],
)
def test_a_fault_refuses_the_row_and_names_its_field(read: Read, row: dict[str, str], field: str, code: str) -> None:
    [bad, good] = read(row, {"Udlændingenr": "70000000"}).verdicts

    assert (bad.standing, bad.arrival, codes(bad)) == (Standing.REFUSED, None, [(field, code)])
    assert good.standing is Standing.GOOD


def test_several_faults_are_told_at_once(read: Read) -> None:
    [bad] = read({"Navn": "", "Rolle": "onkel", "Født": "snart"}).verdicts

    assert codes(bad) == [("name", "no_name"), ("born", "not_a_date"), ("role", "unknown_role")]


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ({"Født": ""}, "born", "missing"),
        ({"Statsborgerskab": "Atlantis"}, "citizenship", "unknown_country"),
        ({"Opholdsgrundlag": ""}, "legal_basis", "missing"),
        ({"Opholdsgrundlag": "§ 9"}, "legal_basis", "which_basis"),
        ({"Visiteret": "afventer"}, "allocated_on", "missing"),
        ({"Forventet ankomst": ""}, "arrival_expected", "missing"),
        ({"Forventet ankomst": "01-04-2018"}, "arrival_expected", "arrives_first"),
        ({"Visiteret": "21-04-2018"}, "allocated_on", "allocated_after"),
        ({"Modtaget": "10-06-2018"}, "received_on", "received_ahead"),
        ({"CPR": "621085-0317"}, "cpr", "cpr_differs"),
        ({"CPR": "110850317"}, "cpr", "cpr_nought"),
        ({"Født": "01-05-2018"}, "born", "born_after_letter"),
        ({"Født": "01-10-2005"}, "role", "young_adult"),
        ({"Rolle": "barn"}, "role", "grown_child"),
        ({"Rolle": ""}, "role", "role_by_age"),
        ({"Navn": "Mansour, Bassel"}, "name", "turned_name"),
        ({"Særlige hensyn": "Navne- og adressebeskyttelse"}, "special_needs", "protected_by_text"),
    ],
)
def test_what_is_missing_or_odd_goes_in_with_a_remark(read: Read, row: dict[str, str], field: str, code: str) -> None:
    [verdict] = read(row).verdicts

    assert verdict.standing is Standing.REMARKS
    assert (field, code) in codes(verdict)
    assert verdict.arrival is not None


def test_a_cprs_century_and_sex_digits_are_never_a_verdict(read: Read) -> None:
    """Sex K with an odd last digit, and a century digit of the 2000s."""
    [verdict] = read({"CPR": "611085-4317", "Køn": "K"}).verdicts

    assert verdict.standing is Standing.GOOD


def test_a_cpr_alone_is_enough(read: Read) -> None:
    [verdict] = read({"Udlændingenr": "", "CPR": "611085-0317"}).verdicts

    assert verdict.standing is Standing.GOOD
    assert verdict.arrival is not None
    assert (verdict.arrival.alien_number, verdict.arrival.cpr) == (None, "6110850317")


def test_a_day_for_the_whole_file_stands_in_where_the_list_does_not_say(read: Read) -> None:
    [verdict] = read({"Modtaget": ""}, received_on=date(2018, 5, 1)).verdicts

    assert verdict.arrival is not None
    assert verdict.arrival.received_on == date(2018, 5, 1)
    assert codes(verdict) == [("received_on", "received_given")]


def test_the_same_person_under_one_journal_number_with_other_data_is_refused(read: Read) -> None:
    [first, second] = read({}, {"Navn": "Bassel Mansoor"}).verdicts

    assert first.standing is Standing.GOOD
    assert codes(second) == [("alien_number", "other_data")]


def test_the_same_person_in_a_later_letter_is_one_person(read: Read) -> None:
    [first, second] = read({}, {"Journalnr": "2018-0101", "Forventet ankomst": "01-07-2018"}).verdicts

    assert first.standing is Standing.GOOD
    assert codes(second) == [("alien_number", "other_journal")]
    assert second.arrival is not None


def test_one_cpr_for_two_alien_numbers_is_refused(read: Read) -> None:
    [_, second] = read(
        {"CPR": "611085-0317"}, {"CPR": "611085-0317", "Udlændingenr": "70000000", "Journalnr": "2018-0101"}
    ).verdicts

    assert codes(second) == [("cpr", "other_data")]


def test_roles_that_a_list_does_not_tell_follow_from_household_and_age(read: Read) -> None:
    family = {"Husstand": "F", "Rolle": ""}
    reading = read(
        {**family, "Udlændingenr": "70000001"},
        {**family, "Udlændingenr": "70000002"},
        {**family, "Udlændingenr": "70000003", "Født": "24-12-2012"},
        {"Husstand": "E", "Rolle": "", "Udlændingenr": "70000004"},
    )

    assert [arrival.role for arrival in reading.arrivals] == ["adult", "spouse", "child", "single"]


def test_names_in_two_columns_are_put_together() -> None:
    heading = [name for name in HEADING if name != "Navn"] + ["Efternavn", "Fornavn"]
    row = {**GOOD, "Fornavn": "Bassel", "Efternavn": "Mansour"}
    content = "\n".join([";".join(heading), ";".join(row[name] for name in heading)])

    assert [a.name for a in read_notices(content.encode(), today=date(2018, 6, 9)).arrivals] == ["Bassel Mansour"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("I alt;;;;34 personer", "sum"),
        (";;;;I alt 34", "sum"),
        ("Uge 23;;;;;", "note"),
        (";".join(HEADING), "heading"),
        (";;;", "empty"),
    ],
)
def test_lines_that_are_no_persons_are_skipped_and_said_so(line: str, code: str) -> None:
    content = a_list({}) + b"\r\n" + line.encode() + b"\r\n" + a_list({"Udlændingenr": "70000000"}).split(b"\r\n")[1]
    reading = read_notices(content, today=date(2018, 6, 9))

    assert [verdict.standing for verdict in reading.verdicts] == [Standing.GOOD, Standing.SKIPPED, Standing.GOOD]
    assert codes(reading.verdicts[1]) == [("", code)]


def test_a_cell_that_excel_would_run_comes_back_as_text_and_reads_the_same(read: Read) -> None:
    reading = read({"Navn": "=HYPERLINK(1)", "Rolle": "onkel"})
    returned = refused_file(reading)

    assert b";'=HYPERLINK(1);" in returned
    assert read_notices(returned, today=date(2018, 6, 9)).verdicts[0].line.texts()[4] == "=HYPERLINK(1)"


@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda text: (";".join(HEADING) + "\n" + text).encode("utf-8", "replace")),
    )
)
@example(b"\x00")
@example(b'"')
@example(b"sep=;")
@example(b"sep=")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8")
@example(b"\xef\xbb\xbf")
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_verdicts_or_say_what_is_wrong(content: bytes) -> None:
    try:
        reading = read_notices(content, today=date(2018, 6, 9))
    except UnreadableFileError:
        return  # said with problem and remedy, as test_tables shows
    assert len(reading.verdicts) == len(reading.table.lines)
    assert refused_file(reading)


@pytest.mark.parametrize("file", ["vesthimmerland-2018.xlsx", "lejre-2019-med-fejl.csv"])
def test_a_file_damaged_anywhere_never_takes_the_server_down(file: str) -> None:
    whole = (EXAMPLES / file).read_bytes()
    rng = random.Random(5)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 30)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        with suppress(UnreadableFileError):
            read_notices(bytes(content[: rng.randint(1, len(content))]), today=date(2018, 6, 9))


def test_ten_thousand_rows_are_read_in_seconds() -> None:
    rows = [
        {
            "Journalnr": p.journal_number,
            "Udlændingenr": p.alien_number or "",
            "Navn": p.name,
            "Født": f"{p.born:%d-%m-%Y}",
            "Husstand": p.household,
            "Rolle": {"single": "enlig", "adult": "voksen", "spouse": "ægtefælle", "child": "barn"}[p.role],
        }
        for p in people(10_000, seed=1, since=date(2017, 1, 1), until=date(2018, 1, 1))
    ]
    content = a_list(*rows)
    started = time.perf_counter()
    reading = read_notices(content, today=date(2018, 6, 9))

    assert len(reading.arrivals) >= 10_000
    assert time.perf_counter() - started < 10, "measured 1.5 s on two shared cores; the bound allows for a busy machine"
