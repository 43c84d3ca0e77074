"""One wording and one colour per standing."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.office.duties.choices import Standing
from brobygger.office.foundation.parts import Tone
from brobygger.office.foundation.standings import tag_for

SATURDAY = date(2018, 6, 9)


@pytest.mark.parametrize(
    ("due_on", "text", "tone"),
    [
        (date(2018, 6, 8), "Overskredet", Tone.LATE),
        (date(2018, 6, 9), "I dag", Tone.SOON),
        (date(2018, 6, 10), "Denne uge", Tone.SOON),
        (date(2018, 6, 11), "Kommende", Tone.COMING),
    ],
)
def test_an_open_duty_is_told_by_how_near_its_day_is(due_on: date, text: str, tone: Tone) -> None:
    tag = tag_for(Standing.OPEN, due_on=due_on, today=SATURDAY)
    assert (tag.text, tag.tone) == (text, tone)


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing is not Standing.OPEN])
def test_every_other_standing_has_its_own_name_whatever_the_day(standing: Standing) -> None:
    tags = {tag_for(standing, due_on=day, today=SATURDAY) for day in (None, SATURDAY, date(2000, 1, 1))}
    assert [tag.text for tag in tags] == [str(standing.label)]
