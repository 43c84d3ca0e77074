"""Who looked at whom: one row for each response that shows persons, or no response at all. (N2)"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from brobygger.office.access import requests
from brobygger.office.access.choices import Purpose
from brobygger.office.access.context import acting
from brobygger.office.access.doors import for_everyone, for_officers
from brobygger.office.access.models import Look, Municipality, Officer
from brobygger.office.access.requests import LookTooLateError, OfficerRequest
from staffed import Office, OpenCase

SHOWN = [11, 7, 11]


@for_officers("cases")
def shows(request: OfficerRequest) -> HttpResponse:
    request.seen(SHOWN, purpose=Purpose.WORKLIST)
    request.seen([12], purpose=Purpose.SEARCH)
    return HttpResponse("Tesfay Kidane")


@for_officers()
def shows_nobody(request: OfficerRequest) -> HttpResponse:
    return HttpResponse("tom")


@for_officers()
def writes(request: OfficerRequest) -> HttpResponse:
    request.municipality.name = "Ny"
    request.municipality.save()
    request.seen(SHOWN, purpose=Purpose.RECORDING)
    match request.GET.get("then"):
        case "404":
            raise Http404
        case "500":
            return HttpResponse(status=500)
    return HttpResponse("skrevet")


@for_officers()
def streams(request: OfficerRequest) -> HttpResponseBase:
    def lines() -> Iterator[bytes]:
        request.seen(SHOWN, purpose=Purpose.EXPORT)
        yield b"Tesfay Kidane"

    return StreamingHttpResponse(lines())


@for_everyone
def public(request: OfficerRequest) -> HttpResponse:
    return HttpResponse("åben")


def has_no_door(request: OfficerRequest) -> HttpResponse:
    return HttpResponse("for alle")


urlpatterns = [
    path("shows/", shows, name="shows"),
    path("nobody/", shows_nobody, name="nobody"),
    path("writes/", writes, name="writes"),
    path("streams/", streams, name="streams"),
    path("public/", public, name="public"),
    path("no-door/", has_no_door, name="no_door"),
    path("", include("brobygger.site.urls")),
]


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def caseworker(office: Office, client: Client) -> Officer:
    """Signed in, acting only in their requests."""
    client.force_login(office.caseworker)
    return office.caseworker


def looks(officer: Officer) -> list[Look]:
    with acting(None, municipality=officer.municipality):
        return list(Look.objects.order_by("pk"))


def name_of(officer: Officer) -> str:
    return Municipality.objects.get(pk=officer.municipality_id).name


@pytest.fixture
def broken_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log cannot be written."""
    monkeypatch.setattr(requests, "KEPT", "SELECT access_look_is_kept(%s, %s, %s, NULL, NULL, %s, %s)")


def test_a_response_that_shows_persons_is_one_row(caseworker: Officer, client: Client) -> None:
    before = timezone.now()
    assert client.get("/shows/").status_code == 200
    [look] = looks(caseworker)
    assert (look.officer_id, look.purpose, look.page, look.persons) == (caseworker.pk, "worklist", "shows", [7, 11, 12])
    assert (look.at - before).total_seconds() < 60, "real time, not the demo's working date"


def test_a_response_that_shows_nobody_is_no_row(caseworker: Officer, client: Client) -> None:
    client.get("/nobody/")
    assert looks(caseworker) == []


def test_a_page_whose_look_cannot_be_written_is_refused(caseworker: Officer, client: Client, broken_log: None) -> None:
    client.raise_request_exception = False
    response = client.get("/shows/")
    assert response.status_code == 500
    assert b"Tesfay" not in response.content


def test_what_was_written_is_undone_when_its_look_cannot_be(
    caseworker: Officer, client: Client, broken_log: None
) -> None:
    client.raise_request_exception = False
    assert client.post("/writes/").status_code == 500
    assert name_of(caseworker) == "Vesthimmerland"


def test_a_post_is_written_with_its_look(caseworker: Officer, client: Client) -> None:
    assert client.post("/writes/").status_code == 200
    assert name_of(caseworker) == "Ny"
    assert [look.purpose for look in looks(caseworker)] == ["recording"]


@pytest.mark.parametrize("then", ["404", "500"])
def test_a_post_that_fails_writes_nothing(then: str, caseworker: Officer, client: Client) -> None:
    assert client.post(f"/writes/?then={then}").status_code == int(then)
    assert name_of(caseworker) == "Vesthimmerland"


def test_a_get_cannot_write(caseworker: Officer, client: Client) -> None:
    with pytest.raises(DatabaseError, match="read-only transaction"):
        client.get("/writes/")
    assert name_of(caseworker) == "Vesthimmerland"


def test_a_stream_comes_too_late_for_the_log(caseworker: Officer, client: Client) -> None:
    with pytest.raises(LookTooLateError, match="before the response"):
        client.get("/streams/").getvalue()


def test_a_view_without_a_door_is_open_to_nobody(caseworker: Officer, client: Client) -> None:
    client.raise_request_exception = False
    assert client.get("/no-door/").status_code == 500
    assert client.get("/public/").status_code == 200


def test_a_look_costs_four_questions(
    caseworker: Officer, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session; officer and municipality; the context said; the look itself.

    In a test the block also asks what held before it and says so again, and BEGIN and COMMIT are savepoints (4 more).
    """
    with django_assert_num_queries(4 + 4):
        client.get("/shows/")


@pytest.mark.parametrize("statement", ["UPDATE access_look SET persons = '{}'", "DELETE FROM access_look"])
def test_a_look_is_never_changed_or_removed(statement: str, caseworker: Officer, client: Client) -> None:
    client.get("/shows/")
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        acting(caseworker),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert len(looks(caseworker)) == 1


def test_nobody_looks_in_another_officers_name(office: Office) -> None:
    with pytest.raises(DatabaseError, match="no other name than their own"), acting(office.caseworker):
        Look.objects.create(
            municipality=office.municipality, officer=office.leader, purpose=Purpose.CASE, page="", persons=[1]
        )


def test_the_looks_at_a_person_are_found_in_ones_own_municipality_only(office: Office, elsewhere: Office) -> None:
    for some in (office, elsewhere):
        with acting(some.caseworker):
            for persons in ([1, 2], [2, 3]):
                Look.objects.create(
                    municipality=some.municipality,
                    officer=some.caseworker,
                    purpose=Purpose.CASE,
                    page="",
                    persons=persons,
                )
    with acting(office.leader):
        assert [look.persons for look in Look.objects.at_person(1)] == [[1, 2]]
        assert Look.objects.at_person(2).count() == 2
    assert Look.objects.at_person(1).count() == 0


def test_an_opening_ends_and_only_its_reading_is_added(office: Office, open_case: OpenCase) -> None:
    with acting(office.caseworker):
        case = open_case(office.caseworker)
    with acting(office.caseworker), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_opening (municipality_id, officer_id, casefile, reason, until, key)"
            " VALUES (%s, %s, %s, 'Akut', now() + interval '8 hours', gen_random_uuid())",
            [office.municipality.pk, office.caseworker.pk, case.pk],
        )
    with acting(office.leader), connection.cursor() as cursor:
        cursor.execute("UPDATE access_opening SET read_at = now(), read_by_id = %s", [office.leader.pk])
        assert cursor.rowcount == 1
        with pytest.raises(DatabaseError, match="only read_at, read_by_id may change"), transaction.atomic():
            cursor.execute("UPDATE access_opening SET reason = 'Andet'")
