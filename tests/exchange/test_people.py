"""Made-up people are the same for the same seed, whole households, and plausible for their year."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from brobygger.exchange.arrival import Arrival
from brobygger.exchange.cpr import SYNTHETIC
from brobygger.exchange.people import in_latin, people

SINCE, UNTIL = date(2012, 1, 1), date(2026, 6, 1)


@pytest.fixture(scope="module")
def crowd() -> list[Arrival]:
    """Five thousand people over fifteen years."""
    return people(5_000, seed=7, since=SINCE, until=UNTIL)


def test_the_same_seed_makes_the_same_people_and_another_seed_others(crowd: list[Arrival]) -> None:
    assert people(5_000, seed=7, since=SINCE, until=UNTIL) == crowd
    assert not {a.alien_number for a in people(500, seed=8, since=SINCE, until=UNTIL)} & {a.alien_number for a in crowd}


def test_numbers_are_unique_and_belong_to_nobody(crowd: list[Arrival]) -> None:
    cprs = [arrival.cpr for arrival in crowd if arrival.cpr]
    assert len({arrival.alien_number for arrival in crowd}) == len(crowd)
    assert len(set(cprs)) == len(cprs) > len(crowd) / 3
    assert all(int(cpr[:2]) > SYNTHETIC for cpr in cprs)


def test_households_are_whole(crowd: list[Arrival]) -> None:
    homes: dict[tuple[str, str], list[str]] = {}
    for arrival in crowd:
        homes.setdefault(arrival.home, []).append(arrival.role)
    assert all(roles == ["single"] or roles[0] == "adult" for roles in homes.values())
    assert any(roles.count("child") >= 5 for roles in homes.values())


def test_grounds_fit_the_law_of_the_day(crowd: list[Arrival]) -> None:
    first: dict[str, date] = {}
    for arrival in crowd:
        first.setdefault(str(arrival.legal_basis), arrival.received_on)
    assert first["displaced_ukraine"] >= date(2022, 3, 17)
    assert first["temporary_protection"] >= date(2015, 2, 20)
    assert set(first) == {
        "convention_refugee",
        "protection_refugee",
        "temporary_protection",
        "quota_refugee",
        "family_reunified_to_refugee",
        "family_reunified_other",
        "displaced_ukraine",
        "eu_eea",
    }


def test_dates_stand_in_the_order_in_which_things_happen(crowd: list[Arrival]) -> None:
    for a in crowd:
        assert a.born
        assert a.permit_from
        assert a.permit_to
        assert a.arrival_expected
        assert a.born <= a.received_on
        assert a.permit_from < a.permit_to
        assert a.permit_from < a.received_on < a.arrival_expected
        assert a.allocated_on is None or a.permit_from < a.allocated_on <= a.received_on


def test_names_come_in_their_own_script(crowd: list[Arrival]) -> None:
    scripts = Counter((a.citizenship, bool(a.own_name)) for a in crowd)
    assert {("SYR", True), ("ERI", True), ("UKR", True), ("SOM", False), ("POL", False)} <= set(scripts)
    assert all(a.name.isascii() for a in crowd if a.citizenship in {"SYR", "UKR", "ERI", "AFG"})
    assert in_latin("Юлія") == "Iuliia"
