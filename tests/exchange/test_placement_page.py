"""What the page tells a household beside the rules: who they live with, what is near, and no more than can be heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from brobygger.exchange.placement_frames import load_frame
from brobygger.exchange.placement_page import MOST_LISTED, Page
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import Rejections
from brobygger.matching.model import NO_END, Certificate, Home, Household, Member, Problem, Room, Sex
from brobygger.matching.placing import place

DAY = date(2019, 6, 1)


def home(name: str, *beds: int, **told: Any) -> Home:
    """A municipal flat that anybody could have, with rooms of so many beds."""
    rooms = tuple(Room(id=str(number), beds=each, m2=20.0) for number, each in enumerate(beds, 1))
    flat = Home(
        id=name, kind="municipal_flat", rooms=rooms, m2=100.0, rent=2000, free_from=DAY, lease_until=NO_END,
        accessible=False, step_free=False, in_municipality=True, minutes_to_school=20, minutes_to_shop=5,
        minutes_to_station=5, communities=(), assignment_forbidden=False,
    )  # fmt: skip
    return replace(flat, **told)


def people(name: str, number: int, sex: Sex = "female", **told: Any) -> Household:
    """So many adults without a bed."""
    household = Household(id=name, people=(Member(age=30, sex=sex),) * number, budget=4000, arrives=DAY)
    return replace(household, **told)


def page(homes: list[Home], households: list[Household], name: str, frame: str = "lejre", lang: Language = "da") -> str:
    """What is said to one household, on one line."""
    problem = Problem(as_of=DAY, homes=tuple(homes), households=tuple(households))
    rules = load_frame(frame, on=DAY)
    solution = place(problem, rules, seconds=5)
    household = next(each for each in households if each.id == name)
    told = Page(problem, rules, solution, language=lang)
    return " ".join(" ".join(told.of_household(household, Rejections(problem, rules, solution).of(household))).split())


def test_a_single_hears_that_a_room_can_come_to_be_shared() -> None:
    shared = home("Bygaden", 2, shared=True, kind="municipal_building", rent=4000)
    said = page([shared], [people("Hana", 1)], "Hana")
    assert "Dit værelse er 1. Du kan komme til at dele værelset med højst 1 anden af samme køn." in said
    assert "Køkken og bad er fælles. Det har vi" in said
    assert "Din husleje bliver 2.000 kr. om måneden" in said
    said = page([shared], [people("Hana", 1)], "Hana", lang="en")
    assert "Your room is 1. You may come to share the room with at most 1 other person of the same sex." in said


def test_nobody_hears_it_of_a_room_that_is_theirs_alone() -> None:
    shared = home("Bygaden", 1, 2, shared=True, kind="municipal_building")
    alone = page([home("Bygaden", 1, shared=True)], [people("Hana", 1)], "Hana")
    own_room = page([shared], [people("Hana", 1, protection=frozenset({"own_room"}))], "Hana")
    family = page([shared], [people("Ali", 3)], "Ali")
    assert "Jeres værelser er 1 og 2. Køkken og bad er fælles." in family
    for said in (alone, own_room, family):
        assert "dele værelset" not in said
        assert "Køkken og bad er fælles." in said


def test_the_rent_is_told_once_where_it_is_both_a_rule_and_weighed() -> None:
    said = page([home("A", 2, kind="permanent")], [people("Ali", 2)], "Ali", frame="vesthimmerland")
    assert said.count("husleje bliver") == 1


def test_what_somebody_else_has_is_not_called_near() -> None:
    homes = [home(name, 2, rent=rent, kind="permanent") for name, rent in (("dear", 4300), ("dearer", 4900))]
    richer = people("Ali", 2, budget=4400)
    said = page(homes, [richer, people("Bo", 2)], "Bo")
    assert said.endswith("Hvis I kunne betale 900 kr. mere om måneden, ville dearer være en mulighed.")
    assert "dear: 300 kr. for dyr" in said


def test_where_an_answer_alone_is_missing_the_household_hears_which() -> None:
    said = page([home("A", 2), home("B", 1)], [people("Bo", 2, budget=None)], "Bo")
    assert said.endswith("Når vi ved, hvad I kan betale om måneden, kan vi se på A igen.")
    assert (
        "B: 1 seng for lidt: I er 2, og der er 1 seng. Desuden er 1 andet krav ikke opfyldt eller ikke afklaret."
        in said
    )


def test_a_long_list_of_homes_is_not_read_aloud() -> None:
    homes = [home(f"A{number:02}", 1) for number in range(MOST_LISTED + 1)]
    households = [people(f"H{number:02}", 1) for number in range(MOST_LISTED + 2)]
    problem = Problem(as_of=DAY, homes=tuple(homes), households=tuple(households))
    frame = load_frame("lejre", on=DAY)
    solution = place(problem, frame, seconds=5)
    [left] = solution.unplaced
    assert len(left.homes) == MOST_LISTED + 1
    for certificate, said in ((left, "Kommunen kan vise dig listen"), (fewer(left), "Det drejer sig om A00; A01.")):
        told = Page(problem, frame, replace(solution, unplaced=(certificate,)), language="da")
        household = next(each for each in households if each.id == left.household)
        heard = list(told.of_household(household, Rejections(problem, frame, solution).of(household)))
        assert any(said in line for line in heard)


def fewer(certificate: Certificate) -> Certificate:
    return replace(certificate, homes=("A00", "A01"))
