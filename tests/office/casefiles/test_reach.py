"""Whose case an officer opens, whose name they read, and what it takes to go further. (N5)"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries, Settings

from brobygger.office.access.choices import Purpose
from brobygger.office.access.context import acting
from brobygger.office.access.doors import for_officers
from brobygger.office.access.models import Look, Officer, Opening
from brobygger.office.access.requests import OfficerRequest
from brobygger.office.casefiles import actions, permissions
from brobygger.office.casefiles.doors import with_case
from brobygger.office.casefiles.models import Case, Person
from staffed import Office, OpenCase

SECRET = "Furaha Bahati"


@for_officers("cases")
@with_case()
def case_page(request: OfficerRequest, case: Case) -> HttpResponse:
    return HttpResponse(case.person.shown_name(request.officer))


urlpatterns = [path("cases/<uuid:key>/", case_page, name="case"), path("", include("brobygger.site.urls"))]


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def cases(office: Office, open_case: OpenCase) -> dict[str, Case]:
    """Nobody's and a colleague's, each also protected; two of one family, one of them the family consultant's."""
    with acting(office.caseworker) as _:
        officer = office.caseworker
        family = actions.open_family(name="Bahati", officer=officer)
        made = {
            "free": open_case(officer, name="Ali Fri"),
            "taken": open_case(officer, name="Sara Optaget"),
            "free_protected": open_case(officer, name=SECRET, protected=True, address="Skjulvej 1", cpr="6101840001"),
            "taken_protected": open_case(officer, name=SECRET, protected=True, address="Skjulvej 2"),
            "mother": open_case(officer, family=family, name="Mor Bahati"),
            "child": open_case(officer, family=family, name="Barn Bahati", protected=True),
        }
        Case.objects.filter(pk__in=[made["taken"].pk, made["taken_protected"].pk]).update(responsible=office.leader)
        Case.objects.filter(pk=made["mother"].pk).update(responsible=office.family_consultant)
    return made


ALL = {"free", "taken", "mother"}
PROTECTED = {"free_protected", "taken_protected", "child"}


@pytest.mark.parametrize(
    ("role", "opens", "lists"),
    [
        ("leader", ALL | PROTECTED, ALL | PROTECTED),
        ("caseworker", ALL, ALL | PROTECTED),
        ("job_consultant", ALL, ALL | PROTECTED),
        ("family_consultant", {"free", "mother", "child"}, {"free", "free_protected", "mother", "child"}),
        ("housing_social_worker", ALL, ALL | PROTECTED),
        ("housing_finder", ALL, ALL | PROTECTED),
        ("administrative_officer", ALL, ALL | PROTECTED),
        ("benefits_office", ALL, ALL | PROTECTED),
        ("citizen_service", ALL, ALL | PROTECTED),
        ("partner_coordinator", set(), set()),
        ("system_administrator", set(), set()),
    ],
)
def test_each_role_opens_and_lists_its_own(
    role: str, opens: set[str], lists: set[str], office: Office, cases: dict[str, Case]
) -> None:
    officer = office.officers[role]
    with acting(officer):
        assert {name for name, case in cases.items() if permissions.may_open(officer, case)} == opens
        listed = {case.pk: case for case in Case.objects.listed_for(officer)}
        assert {name for name, case in cases.items() if case.pk in listed} == lists
        assert {name for name, case in cases.items() if case.pk in listed and not listed[case.pk].hidden} == opens
        for name, case in cases.items():
            person = Person.objects.shown_to(officer).get(pk=case.person_id)
            asked_alone = Person.objects.get(pk=case.person_id)
            hides = name in PROTECTED and name not in opens
            assert person.is_hidden_from(officer) is asked_alone.is_hidden_from(officer) is hides
            assert (person.shown_name(officer) == "Beskyttet person") is hides
            assert (person.shown_address(officer) == "Beskyttet adresse") is hides


def test_a_cpr_number_is_masked_and_of_the_protected_not_shown(office: Office, cases: dict[str, Case]) -> None:
    person = cases["free_protected"].person
    with acting(office.caseworker):
        assert person.shown_cpr(office.caseworker) == ""
    person.__dict__.pop("hidden")
    with acting(office.leader):
        assert person.shown_cpr(office.leader) == "610184-••••"


def test_a_list_of_protected_persons_costs_one_question(
    office: Office, cases: dict[str, Case], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with acting(office.caseworker), django_assert_num_queries(1):
        assert len([person.shown_name(office.caseworker) for person in Person.objects.shown_to(office.caseworker)]) == 6


def opened(client: Client, key: UUID, reason: str) -> HttpResponse:
    return client.post(f"/cases/{key}/open/", {"reason": reason})  # type: ignore[return-value]


def looks(office: Office) -> list[str]:
    with acting(None, municipality=office.municipality):
        return list(Look.objects.order_by("pk").values_list("purpose", flat=True))


def test_a_case_out_of_reach_asks_for_a_reason_and_says_nothing(
    office: Office, cases: dict[str, Case], client: Client
) -> None:
    client.force_login(office.caseworker)
    case = cases["taken_protected"]

    response = client.get(f"/cases/{case.key}/", follow=True)

    assert response.redirect_chain == [(f"/cases/{case.key}/open/", 302)]
    assert SECRET not in response.content.decode()
    assert looks(office) == []
    assert opened(client, case.key, " ").status_code == 422
    assert client.get(f"/cases/{case.key}/").status_code == 302


def test_a_reason_opens_it_for_that_officer_and_the_leader_is_told(
    office: Office, cases: dict[str, Case], client: Client
) -> None:
    case = cases["taken_protected"]
    client.force_login(office.caseworker)
    opened(client, case.key, "Politiet beder om adressen")
    assert client.get(f"/cases/{case.key}/").content.decode() == SECRET
    assert looks(office) == [Purpose.EMERGENCY]

    client.force_login(office.job_consultant)
    assert client.get(f"/cases/{case.key}/").status_code == 302

    client.force_login(office.leader)
    page = client.get("/log/").content.decode()
    assert "Politiet beder om adressen" in page
    assert SECRET in page
    with acting(office.leader):
        opening = Opening.objects.get()
    client.post(f"/log/openings/{opening.key}/read/")
    assert "Politiet beder om adressen" not in client.get("/log/").content.decode()


def test_an_opening_lasts_a_working_day(office: Office, cases: dict[str, Case]) -> None:
    case, officer = cases["taken_protected"], office.caseworker
    with acting(officer):
        opening = actions.break_the_glass(case, reason="Akut", officer=officer)
        opening.refresh_from_db()
        assert opening.until - opening.at == timedelta(hours=8)
        assert permissions.may_open(officer, case)


def test_an_opening_that_has_ended_opens_nothing(office: Office, cases: dict[str, Case]) -> None:
    case, officer = cases["taken_protected"], office.caseworker
    hour = timedelta(hours=1)
    with acting(officer):
        Opening.objects.create(
            municipality=office.municipality,
            officer=officer,
            casefile=case.pk,
            reason="Akut",
            at=Now() - 9 * hour,
            until=Now() - hour,
        )
        assert not permissions.may_open(officer, case)


@pytest.mark.parametrize("role", ["partner_coordinator", "system_administrator"])
def test_who_opens_no_cases_opens_none_in_an_emergency(
    role: str, office: Office, cases: dict[str, Case], client: Client
) -> None:
    client.force_login(office.officers[role])
    key = cases["free"].key
    assert client.get(f"/cases/{key}/").status_code == 403
    assert opened(client, key, "Nysgerrig").status_code == 403
    with acting(office.leader):
        assert not Opening.objects.exists()


def test_another_municipalitys_case_is_not_there(
    office: Office, elsewhere: Office, cases: dict[str, Case], client: Client
) -> None:
    client.force_login(elsewhere.leader)
    for address in (f"/cases/{cases['free'].key}/", f"/cases/{cases['free'].key}/open/"):
        assert client.get(address).status_code == 404
    assert opened(client, cases["free"].key, "Akut").status_code == 404


def test_only_cases_within_reach_are_handed_over(office: Office, cases: dict[str, Case]) -> None:
    officer: Officer = office.family_consultant
    with acting(officer):
        assert actions.assign(cases.values(), to=officer, officer=officer) == 2
        assert set(officer.cases.values_list("pk", flat=True)) == {
            cases[name].pk for name in ("free", "mother", "child")
        }
