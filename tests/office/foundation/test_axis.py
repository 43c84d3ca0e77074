"""Every mark within two years back and a year ahead is drawn, none over another, and the others are counted."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from brobygger.office.foundation import axis
from brobygger.office.foundation.parts import Line, Mark, Tag, Tone

TODAY = date(2018, 6, 9)


def mark(days: int, *, text: str = "samtale", tone: Tone = Tone.COMING) -> Mark:
    return Mark(day=TODAY + timedelta(days=days), text=text, tag=Tag("Kommende", tone))


MARKS = st.builds(
    mark,
    st.integers(-1500, 1500),
    text=st.text("abcdefgh", min_size=1, max_size=40),
    tone=st.sampled_from(Tone),
)
LINES = st.lists(
    st.builds(lambda marks: Line(name="Furaha", marks=tuple(marks)), st.lists(MARKS, max_size=12)), max_size=4
)


@given(LINES)
def test_every_mark_is_drawn_or_counted_and_stands_within_the_drawing(lines: list[Line]) -> None:
    drawing = axis.draw(lines, today=TODAY)
    spots = [spot for row in drawing.rows for spot in row.spots]
    assert len(spots) + drawing.outside == sum(len(line.marks) for line in lines)
    assert all(drawing.names <= spot.x <= drawing.width and spot.y < drawing.height for spot in spots)
    assert drawing.names <= drawing.today_x <= drawing.width


@given(LINES)
def test_no_words_stand_over_another_mark(lines: list[Line]) -> None:
    for row in axis.draw(lines, today=TODAY).rows:
        for one in row.spots:
            for other in row.spots:
                if one is not other and one.y == other.y:
                    (left, right), (others_left, others_right) = axis._extent(one), axis._extent(other)
                    assert right < others_left or others_right < left


def test_what_is_over_goes_without_words_in_a_crowded_row() -> None:
    done = tuple(mark(-30 * number, tone=Tone.MET) for number in range(1, 7))
    [row] = axis.draw([Line(name="Furaha", marks=(*done, mark(3)))], today=TODAY).rows
    assert [spot.text for spot in row.spots] == [""] * 6 + ["samtale"]


def test_months_are_named_one_by_one_until_they_are_too_many() -> None:
    short = axis.draw([Line(name="Furaha", marks=(mark(-60),))], today=TODAY).ticks
    long = axis.draw([Line(name="Furaha", marks=(mark(-700), mark(390)))], today=TODAY).ticks
    assert [tick.text for tick in short] == ["april 2018", "maj", "juni", "juli"]
    assert [tick.text for tick in long][:3] == ["juli 2016", "okt. 2016", "jan. 2017"]
