"""What the register says of a person is mended in one place, and what it said before is kept."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from brobygger.office.access.context import acting
from brobygger.office.access.models import Look
from brobygger.office.casefiles import actions
from brobygger.office.casefiles.models import Case, Family, Person
from staffed import Office, OpenCase

KEPT = {"name": "Tesfay Kidane", "sex": "male", "interpreter": "on", "alien_number": "70502221"}


@pytest.fixture
def case(office: Office, open_case: OpenCase) -> Case:
    with acting(office.caseworker):
        family = actions.open_family(name="Kidane", officer=office.caseworker)
        open_case(office.caseworker, name="Bisrat Kidane", alien_number="11111111", family=family)
        return open_case(office.caseworker, name="Tesfai Kidane", alien_number="70502221", family=family)


def mended(client: Client, case: Case, **said: str) -> HttpResponse:
    return client.post(f"/cases/{case.key}/person/", {**KEPT, **said})  # type: ignore[return-value]


def test_what_is_mended_is_saved_and_what_it_said_is_told(office: Office, case: Case, client: Client) -> None:
    client.force_login(office.caseworker)
    response = mended(
        client, case, cpr="610182-0317", born="1. januar 1982", protected="on", coordinating_administration="job_centre"
    )
    assert response.headers["Location"] == f"/cases/{case.key}/"

    with acting(office.caseworker):
        person = Person.objects.get(pk=case.person_id)
        assert (person.name, person.cpr, str(person.born), person.protected) == (
            "Tesfay Kidane",
            "6101820317",
            "1982-01-01",
            True,
        )
        assert Family.objects.get().coordinating_administration == "job_centre"
    client.force_login(office.leader)
    page = client.get(f"/cases/{case.key}/person/").content.decode()
    changes = page[page.index("<h2>") :]
    assert "Tesfai Kidane" in changes
    assert "610182-••••" in changes
    assert "6101820317" not in changes
    assert office.caseworker.display_name in changes


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"name": ""}, "Skal udfyldes"),
        ({"cpr": "610182-031"}, "Skriv ti cifre"),
        ({"cpr": "991399-0317"}, "Skriv ti cifre"),
        ({"born": "31. februar 1982"}, "findes ikke"),
        ({"alien_number": "11111111"}, "Der er allerede en person med det udlændingenummer."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_saved(
    said: dict[str, str], told: str, office: Office, case: Case, client: Client
) -> None:
    client.force_login(office.caseworker)
    response = mended(client, case, **said)
    assert response.status_code == 422
    assert told in response.content.decode()
    with acting(office.caseworker):
        assert Person.objects.get(pk=case.person_id).name == "Tesfai Kidane"


def test_a_number_without_modulus_11_is_taken_like_any_other(office: Office, case: Case, client: Client) -> None:
    client.force_login(office.caseworker)
    assert mended(client, case, cpr="0101841111").status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("leader", 200),
        ("caseworker", 200),
        ("administrative_officer", 200),
        ("citizen_service", 200),
        ("housing_finder", 403),
        ("benefits_office", 403),
        ("partner_coordinator", 403),
        ("system_administrator", 403),
    ],
)
def test_the_register_is_mended_by_those_who_keep_it(
    role: str, status: int, office: Office, case: Case, client: Client
) -> None:
    client.force_login(office.officers[role])
    assert client.get(f"/cases/{case.key}/person/").status_code == status


def test_the_form_is_one_look(office: Office, case: Case, client: Client) -> None:
    client.force_login(office.caseworker)
    client.get(f"/cases/{case.key}/person/")
    with acting(office.leader):
        [look] = Look.objects.all()
    assert (look.purpose, look.persons) == ("recording", [case.person_id])
