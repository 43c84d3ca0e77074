"""The log of looks: for the leader on the screen, for the citizen as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from brobygger.office.access.choices import Purpose
from brobygger.office.access.context import acting
from brobygger.office.access.models import Look, Officer
from brobygger.office.casefiles import log
from brobygger.office.casefiles.models import Case
from staffed import Office, OpenCase

DAY = timedelta(days=1)


def looked(officer: Officer, *cases: Case, days_ago: int = 0, purpose: Purpose = Purpose.CASE) -> None:
    with acting(officer):
        Look.objects.create(
            municipality_id=officer.municipality_id,
            officer=officer,
            purpose=purpose,
            page="case",
            persons=[case.person_id for case in cases],
            at=Now() - days_ago * DAY,
        )


@pytest.fixture
def cases(office: Office, open_case: OpenCase) -> list[Case]:
    """Five persons; the caseworker has looked at the first two, the job consultant yesterday at all."""
    with acting(office.caseworker):
        made = [open_case(office.caseworker, name=f"Person {letter}") for letter in "ABCDE"]
    looked(office.job_consultant, *made, days_ago=1, purpose=Purpose.WORKLIST)
    looked(office.caseworker, made[0])
    looked(office.caseworker, made[1])
    return made


def page_of(client: Client, **asked: object) -> str:
    response = client.get("/log/", {name: str(value) for name, value in asked.items()})
    assert response.status_code == 200
    text = response.content.decode()
    start = text.find("data-rows")
    return text[start : text.index("</tbody>", start)] if start > 0 else ""


def test_the_leader_sees_who_looked_at_whom(office: Office, cases: list[Case], client: Client) -> None:
    client.force_login(office.leader)
    page = page_of(client)
    assert f"{cases[0].number}, Person A" in page
    assert "5 personer" in page
    with acting(office.leader):
        crowd = Look.objects.get(purpose=Purpose.WORKLIST)
    assert "Person E" in client.get(f"/log/{crowd.pk}/").content.decode()


def test_the_log_is_itself_looked_at(office: Office, cases: list[Case], client: Client) -> None:
    client.force_login(office.leader)
    page_of(client)
    with acting(office.leader):
        look = Look.objects.get(officer=office.leader)
    assert (look.purpose, set(look.persons)) == ("log", {cases[0].person_id, cases[1].person_id})


def test_it_is_narrowed_by_person_officer_and_day(office: Office, cases: list[Case], client: Client) -> None:
    client.force_login(office.leader)
    today = timezone.localdate()
    assert page_of(client, person=cases[1].person.key).count("<tr>") == 1 + 2
    assert page_of(client, officer=office.job_consultant.key).count("<tr>") == 1 + 1
    assert office.job_consultant.display_name not in page_of(client, since=today.isoformat())
    assert office.caseworker.display_name not in page_of(client, until=(today - DAY).isoformat())
    assert page_of(client, until=(today - 2 * DAY).isoformat()) == ""


def test_a_number_leads_to_the_person_by_an_opaque_key(office: Office, cases: list[Case], client: Client) -> None:
    client.force_login(office.leader)
    response = client.post("/log/person/", {"number": cases[0].number})
    assert response.headers["Location"] == f"/log/?person={cases[0].person.key}"
    assert client.post("/log/person/", {"number": "0000"}).headers["Location"] == "/log/"


def test_a_system_administrator_reads_the_log_without_names(office: Office, cases: list[Case], client: Client) -> None:
    client.force_login(office.system_administrator)
    page = page_of(client)
    assert cases[0].number in page
    assert "Person A" not in page
    with acting(office.leader):
        assert not Look.objects.filter(officer=office.system_administrator).exists()


def test_older_looks_follow_page_by_page_and_none_twice(office: Office, cases: list[Case]) -> None:
    for _ in range(60):
        looked(office.caseworker, cases[2])
    with acting(office.leader):
        first = log.read(log.Asked(), reader=office.leader)
        second = log.read(log.Asked(before=first.next), reader=office.leader)
        shown = [line.look.pk for line in (*first.lines, *second.lines)]
        assert len(first.lines) == 50
        assert second.next is None
        assert len(set(shown)) == len(shown) == Look.objects.count()


@pytest.mark.parametrize(
    ("language", "headings", "purpose"),
    [
        ("da", ["Tidspunkt", "Medarbejder", "Rolle", "Formål"], "Åbnet sag"),
        ("en", ["Time", "Officer", "Role", "Purpose"], "Opened case"),
    ],
)
def test_the_citizen_is_given_every_look_in_either_language(
    language: str, headings: list[str], purpose: str, office: Office, cases: list[Case], client: Client
) -> None:
    client.force_login(office.leader)
    address = f"/log/person/{cases[0].person.key}"

    text = client.get(f"{address}.csv", {"language": language}).content.decode("utf-8-sig")
    sheet = client.get(f"{address}.xlsx", {"language": language}).content

    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == headings
    assert [row[1] for row in rows[1:3]] == [office.job_consultant.display_name, office.caseworker.display_name]
    assert rows[2][3] == purpose
    assert CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()[: len(rows)] == rows
    with acting(office.leader):
        given = Look.objects.filter(officer=office.leader, purpose=Purpose.EXPORT)
        assert [look.persons for look in given] == [[cases[0].person_id]] * 2


def test_there_is_no_file_of_another_kind_or_another_municipalitys_person(
    office: Office, elsewhere: Office, cases: list[Case], client: Client
) -> None:
    client.force_login(office.leader)
    assert client.get(f"/log/person/{cases[0].person.key}.pdf").status_code == 404
    client.force_login(elsewhere.leader)
    assert client.get(f"/log/person/{cases[0].person.key}.csv").status_code == 404
