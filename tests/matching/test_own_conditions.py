"""Classes whose condition a municipality words itself: data in, an order out (C3 of the frames)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brobygger.exchange.placement_frames import load_frame
from brobygger.exchange.placement_voice import Voice
from brobygger.exchange.placement_wording import mends_word
from brobygger.law.errors import RulebookFaultsError
from brobygger.matching import generator
from brobygger.matching.frame_rules import mended
from brobygger.matching.model import Home, Household, Living, Member, PriorityClass, Room
from brobygger.matching.ordering import beyond, class_of, waits

OWN = Path(__file__).parents[1] / "rulebooks"
DAY = date(2018, 6, 1)
FRAME = load_frame("koege", on=DAY, directory=OWN)
OLD = replace(generator.frame().classes[0], condition="own", limits={})


def lives(kind: str, *, inside: bool | None = True) -> Home:
    return Home(id="now", kind=kind, rooms=(Room(id="1", beds=4),), in_municipality=inside)


def people(*ages: int | None, home: Home | None, needs: frozenset[str] = frozenset()) -> Household:
    persons = tuple(Member(age=age, sex="female") for age in ages)
    return Household(id="H", people=persons, current_home=home, needs=needs)


@pytest.mark.parametrize(
    ("ages", "kind", "number"),
    [
        ((30, 17), "municipal_building", 1),
        ((30, 18), "municipal_building", 3),  # grown on the day
        ((30, 17), "permanent", 3),  # has what the class is about
        ((30,), "municipal_building", 3),
        ((30, None), "municipal_building", 3),  # an age that nobody told is no child's
    ],
)
def test_families_with_children_come_first_to_permanent_homes(
    ages: tuple[int | None, ...], kind: str, number: int
) -> None:
    household = people(*ages, home=lives(kind))
    assert class_of(household, FRAME) == number
    assert waits(household, FRAME) is (number != beyond(FRAME))


def test_nobody_without_a_bed_comes_after_a_class_of_the_municipalitys() -> None:
    assert class_of(people(30, 3, home=None), FRAME) == 0


def test_all_that_a_condition_asks_must_hold() -> None:
    wheelchair = frozenset({"wheelchair"})
    assert class_of(people(30, home=lives("bed_and_breakfast"), needs=wheelchair), FRAME) == 2
    assert class_of(people(30, home=lives("bed_and_breakfast")), FRAME) == 3
    assert class_of(people(30, home=lives("municipal_flat"), needs=wheelchair), FRAME) == 3
    assert class_of(people(30, 40, home=lives("bed_and_breakfast"), needs=wheelchair), FRAME) == 3


def entry(**asked: object) -> PriorityClass:
    return replace(OLD, living=Living(**asked))  # type: ignore[arg-type]


def test_a_move_must_mend_what_the_condition_says_of_the_home() -> None:
    families = FRAME.classes[0]
    assert mended(families, lives("permanent"), 2) == (True, "")
    assert mended(families, lives("municipal_flat"), 2) == (False, "")
    assert mended(entry(in_municipality=False), lives("permanent", inside=True), 1) == (True, "")
    assert mended(entry(in_municipality=False), lives("permanent", inside=False), 1) == (False, "")
    assert mended(entry(in_municipality=False), lives("permanent", inside=None), 1) == (
        False,
        "home.in_municipality",
    )
    assert mended(entry(people_to=1), lives("municipal_flat"), 1) == (True, "")


def test_the_reason_that_a_move_would_leave_is_said_aloud() -> None:
    told = Voice("da", 1).sentence("mends", mends_word("family_with_children"))
    assert told == "Den ville ikke ændre det, som er grunden til, at du skal flytte."
    assert mends_word("small_room") == "small_room"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"single_with_wheelchair"', '"small_room"', "is a condition of the program"),
        ('"bed_and_breakfast"]', '"castle"]', "'lives_in' names 'castle'"),
        ('"family_with_children"', '"families_first"', "'condition' is 'families_first'"),
        ("people_to = 1", "people_to = -1", "'people_to' is -1"),
        ("people_to = 1", "born_in = 1", "'born_in' is not known here"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(before: str, after: str, said: str, tmp_path: Path) -> None:
    told = (OWN / "koege" / "placement.toml").read_text(encoding="utf-8")
    assert before in told
    (tmp_path / "egen.toml").write_text(told.replace(before, after), encoding="utf-8")

    with pytest.raises(RulebookFaultsError, match=said):
        load_frame(str(tmp_path / "egen.toml"), on=DAY)


def test_a_condition_that_asks_nothing_is_refused(tmp_path: Path) -> None:
    told = (OWN / "koege" / "placement.toml").read_text(encoding="utf-8")
    start = told.index("people_to = 1")
    end = told.index("[class.citation]", start)
    (tmp_path / "egen.toml").write_text(told[:start] + told[end:], encoding="utf-8")

    with pytest.raises(RulebookFaultsError, match="asks nothing"):
        load_frame(str(tmp_path / "egen.toml"), on=DAY)
