"""Columns are guessed from headings and cells, and the officer's correction holds."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.exchange.columns import corrected, fields, heading_match, places
from brobygger.exchange.notices import Standing, read_notices

from .conftest import EXAMPLES, GOOD, HEADING, a_list

TODAY = date(2018, 6, 9)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ankomstdato", "arrival_expected"),
        ("Journalnummer", "journal_number"),
        ("Udl.nr.", "alien_number"),
        ("UDL NR", "alien_number"),
        ("Sagsnr", "journal_number"),
        ("Date of birth", "born"),
        ("Udlændingenumer", "alien_number"),
        ("Hvad skal rettes", None),
        ("Bemærkninger", None),
        ("", None),
    ],
)
def test_headings_with_the_same_meaning_are_one(heading: str, field: str | None) -> None:
    assert heading_match(heading)[0] == field


def test_no_two_fields_share_a_heading() -> None:
    every = [heading for field in fields().values() for heading in field.headings]
    assert all(heading_match(heading) == (field.name, 1.0) for field in fields().values() for heading in field.headings)
    assert len(every) == len(set(every))


@given(
    st.randoms(use_true_random=False),
    st.sampled_from([";", "\t", "|"]),
    st.sampled_from(["utf-8", "cp1252", "utf-16"]),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_good_rows_survive_other_orders_separators_encodings_and_languages(
    rng: random.Random,
    separator: str,
    encoding: str,
    english: bool,  # noqa: FBT001 - hypothesis gives it by place
) -> None:
    names = {field.label.da: field.label.en if english else rng.choice(field.headings) for field in fields().values()}
    order = rng.sample(HEADING, len(HEADING))
    rows = a_list(
        {}, {"Udlændingenr": "62280165", "Rolle": "barn", "Født": "24-12-2010"}, heading=order, separator=separator
    )
    lines = rows.decode().split("\r\n")
    lines[0] = separator.join(names[name] for name in order)

    before = read_notices(a_list({}, {"Udlændingenr": "62280165", "Rolle": "barn", "Født": "24-12-2010"}), today=TODAY)
    after = read_notices("\r\n".join(lines).encode(encoding), today=TODAY)

    assert after.arrivals == before.arrivals
    assert len(after.arrivals) == 2


def test_without_a_heading_telling_cells_still_say_what_they_are() -> None:
    text = (EXAMPLES / "randers-2015.csv").read_text(encoding="utf-8-sig").split("\n", 1)[1]
    guessed = {
        guess.field: guess for guess in read_notices(text.encode(), today=date(2015, 11, 22)).columns if guess.field
    }

    assert {"cpr": 3, "sex": 6, "citizenship": 7, "legal_basis": 9, "role": 15}.items() <= {
        field: guess.column for field, guess in guessed.items()
    }.items()
    assert all(guess.confidence <= 0.5 for guess in guessed.values())


def test_an_officer_who_chooses_columns_is_obeyed() -> None:
    """A list whose headings mean nothing to us goes in whole once the officer has said what they are."""
    heading = [f"felt {number}" for number in range(len(HEADING))]
    content = a_list({}, {"Udlændingenr": "62280165"}).decode().split("\r\n", 1)[1]
    content = ";".join(heading) + "\r\n" + content
    labels = {field.label.da: field.name for field in fields().values()}
    choices = {column: labels[name] for column, name in enumerate(HEADING)}

    reading = read_notices(content.encode(), today=TODAY, choices=choices)

    assert [arrival.name for arrival in reading.arrivals] == [GOOD["Navn"]] * 2
    assert reading.columns[0].confidence == 1.0
    assert reading.verdicts[0].standing is Standing.REFUSED, "the heading nobody could know is a line like any other"


def test_a_field_chosen_twice_stays_with_the_first_column() -> None:
    guesses = read_notices(a_list({}), today=TODAY).columns

    assert places(corrected(guesses, {0: "name", 4: "name", 5: "nonsense"}))["name"] == 0
    assert "born" not in places(corrected(guesses, {5: "nonsense"}))


def test_the_likelier_of_two_columns_is_taken_by_its_cells() -> None:
    """Two headings say when somebody arrives; only one column holds dates."""
    heading = ["Ankomst", *(name if name != "Forventet ankomst" else "Ankomstdato" for name in HEADING)]
    rows = ["lufthavn;" + line for line in a_list({}, {"Udlændingenr": "62280165"}).decode().split("\r\n")[1:]]

    reading = read_notices("\r\n".join([";".join(heading), *rows]).encode(), today=TODAY)

    assert [arrival.arrival_expected for arrival in reading.arrivals] == [date(2018, 6, 1)] * 2
