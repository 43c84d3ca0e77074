"""An officer signed in, and the cases of `casework`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from brobygger.office.casefiles.models import Case
from casework import a_family, a_single
from staffed import Office


@pytest.fixture
def sign_in(client: Client, office: Office, settings: object) -> Callable[[str], Client]:
    """Signs in the officer of a role, on 9 June 2018: `sign_in("leader")`."""
    settings.DEMO = True  # type: ignore[attr-defined]

    def enter(role: str) -> Client:
        client.force_login(office.officers[role])
        return client

    return enter


@pytest.fixture
def desk(sign_in: Callable[[str], Client]) -> Client:
    """The caseworker, signed in."""
    return sign_in("caseworker")


@pytest.fixture
def omar(office: Office) -> Case:
    """A convention refugee, alone."""
    return a_single(office.caseworker)


@pytest.fixture
def bahati(office: Office) -> list[Case]:
    """A family of four."""
    return a_family(office.caseworker)
