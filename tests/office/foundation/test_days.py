"""A day is written out in the reader's language, and read in every way an office writes it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from brobygger.office.foundation import days
from brobygger.office.foundation.days import Unreadable, UnreadableDayError, read_day

DAY = date(2018, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "1.6.2018", "01-06-2018", "1/6-2018", "01/06/2018", "01062018", "2018-06-01", "1. juni 2018", "1 juni 2018",
        "den 1. juni 2018", "1. jun. 2018", "1 June 2018", " 1.  JUNI 2018 ",
    ],
)  # fmt: skip
def test_every_danish_way_of_writing_a_day_is_read(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.2.2018", Unreadable.NO_SUCH_DAY),
        ("13/13-2018", Unreadable.NO_SUCH_DAY),
        ("29. februar 2018", Unreadable.NO_SUCH_DAY),
        ("1.6.18", Unreadable.SHORT_YEAR),
        ("i morgen", Unreadable.FORM),
        ("1. jubi 2018", Unreadable.FORM),
        ("1. ju 2018", Unreadable.FORM),
        ("", Unreadable.FORM),
    ],
)
def test_what_is_no_day_says_why(text: str, reason: Unreadable) -> None:
    with pytest.raises(UnreadableDayError) as refusal:
        read_day(text)
    assert refusal.value.reason == reason


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)), st.sampled_from(["da", "en"]))
def test_what_is_written_is_read_back(day: date, language: str) -> None:
    with override(language):
        assert read_day(days.written(day)) == day


@pytest.mark.parametrize(
    ("language", "written", "weekday"),
    [("da", "1. juni 2018", "fredag den 1. juni 2018"), ("en", "1 June 2018", "Friday 1 June 2018")],
)
def test_a_day_is_written_out(language: str, written: str, weekday: str) -> None:
    with override(language):
        assert days.written(DAY) == written
        assert days.written(DAY, weekday=True) == weekday


@pytest.mark.parametrize(
    ("distance", "danish", "english"),
    [
        (0, "i dag", "today"),
        (1, "i morgen", "tomorrow"),
        (-1, "i går", "yesterday"),
        (20, "om 20 dage", "in 20 days"),
        (21, "om 3 uger", "in 3 weeks"),
        (-11, "11 dage siden", "11 days ago"),
        (-60, "8 uger siden", "8 weeks ago"),
        (61, "om 2 måneder", "in 2 months"),
        (-730, "2 år siden", "2 years ago"),
    ],
)
def test_the_distance_stands_beside_the_day(distance: int, danish: str, english: str) -> None:
    for language, words in (("da", danish), ("en", english)):
        with override(language):
            assert days.relative(DAY + timedelta(days=distance), today=DAY) == words


@given(st.integers(-20_000, 20_000))
def test_a_distance_never_rounds_to_nothing(distance: int) -> None:
    with override("da"):
        assert " 0 " not in f" {days.relative(DAY + timedelta(days=distance), today=DAY)} "
