"""Two municipalities with an officer in each role, as every room of the office needs them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from brobygger.office.access.context import acting
from brobygger.office.access.models import Officer
from brobygger.office.casefiles import actions
from brobygger.office.casefiles.models import Case, Family, Person
from staffed import TODAY, Office, OpenCase, an_office


@pytest.fixture
def office(db: None) -> Office:
    """Vesthimmerland, with nobody acting."""
    return an_office("vesthimmerland", rulebook="vesthimmerland")


@pytest.fixture
def elsewhere(db: None) -> Office:
    """Randers, on the same installation."""
    return an_office("randers", rulebook="randers")


@pytest.fixture
def caseworker(office: Office) -> Iterator[Officer]:
    """Vesthimmerland's caseworker, acting for the whole test."""
    with acting(office.caseworker):
        yield office.caseworker


@pytest.fixture
def open_case() -> OpenCase:
    """Opens a case of a new person, one after the other: `open_case(officer, name="Tesfay Kidane")`."""
    numbers = count(1)

    def opened(officer: Officer, *, family: Family | None = None, **person: object) -> Case:
        number = next(numbers)
        someone = Person(**{"name": f"Person {number}", "alien_number": f"9000{number:04}", **person})
        return actions.open_case(someone, number=f"2018-{number:04}", opened_on=TODAY, officer=officer, family=family)

    return opened
