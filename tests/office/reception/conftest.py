"""Letters for tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from brobygger.exchange.arrival import Arrival

Letter = Callable[..., Arrival]


@pytest.fixture
def letter() -> Letter:
    """One person's letter: a convention refugee allocated to Vesthimmerland on 17 April 2018."""

    def written(**changed: object) -> Arrival:
        told: dict[str, object] = {
            "journal_number": "2018-0100",
            "received_on": date(2018, 4, 20),
            "alien_number": "62280164",
            "name": "Bassel Mansour",
            "born": date(1985, 10, 1),
            "sex": "male",
            "citizenship": "SYR",
            "language": "arabisk",
            "legal_basis": "convention_refugee",
            "permit_from": date(2018, 4, 15),
            "permit_to": date(2019, 4, 15),
            "allocated_on": date(2018, 4, 17),
            "arrival_expected": date(2018, 6, 1),
            "household": "V100",
            "role": "single",
        }
        return Arrival(**{**told, **changed})  # type: ignore[arg-type]

    return written


@pytest.fixture
def family(letter: Letter) -> list[Arrival]:
    """Father, mother and child of one household."""
    return [
        letter(role="adult"),
        letter(role="spouse", alien_number="62280165", name="Maha Mansour", sex="female", born=date(1988, 8, 1)),
        letter(role="child", alien_number="62280166", name="Lina Mansour", sex="female", born=date(2010, 3, 4)),
    ]
