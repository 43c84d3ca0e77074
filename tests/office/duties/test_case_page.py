"""The case page: banner, duties, what happened, as known on a day; for each role no more than it may see."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.access.models import Look, Officer
from brobygger.office.casefiles.models import Case
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from staffed import TODAY, Office, OpenCase

pytestmark = pytest.mark.django_db


def told(case: Case, officer: Officer, *news: News, today: date = TODAY, source: str = "Underretning") -> None:
    record(case, list(news), source=source, officer=officer, today=today)


def allocated(day: date, **more: str) -> News:
    return News(fact="allocation_decided", value=day, holds_from=day, **more)


def basis(value: str = "convention_refugee") -> News:
    return News(fact="legal_basis", value=value, holds_from=date(2018, 4, 10))


@pytest.fixture
def signed_in(client: Client, office: Office, settings: object) -> Client:
    """The caseworker of Vesthimmerland on 9 June 2018."""
    settings.DEMO = True  # type: ignore[attr-defined]
    client.force_login(office.caseworker)
    return client


@pytest.fixture
def omar(office: Office, open_case: OpenCase) -> Case:
    """A convention refugee allocated on 17 April 2018."""
    with acting(office.caseworker):
        case = open_case(
            office.caseworker, name="Omar Najjar", own_script_name="عمر نجار", born=date(1984, 1, 1), cpr="0101840101"
        )
        told(case, office.caseworker, basis(), allocated(date(2018, 4, 17)))
    return case


def page(client: Client, case: Case, name: str = "case", **query: str) -> str:
    return client.get(reverse(f"duties:{name}", args=[case.key]), query).content.decode()


def test_the_banner_says_who_it_is_and_what_comes_next(signed_in: Client, omar: Case) -> None:
    """A6, N6"""
    shown = page(signed_in, omar)

    assert "Omar Najjar" in shown
    assert "عمر نجار" in shown
    assert "010184-••••" in shown
    assert "Konventionsflygtning" in shown
    assert "født 1. januar 1984 · 34 år" in shown
    assert "1. juli 2018" in shown


def test_the_duties_stand_in_the_table_and_on_the_axis(signed_in: Client, omar: Case, office: Office) -> None:
    """B17"""
    with acting(office.caseworker):
        duty = Duty.objects.get(case=omar, rule="integration_contract")

    shown = page(signed_in, omar)

    assert shown.count(reverse("duties:duty", args=[duty.key])) >= 2
    assert "axis__drawing" in shown


@pytest.mark.parametrize("name", ["case", "family", "ledger", "record", "interview", "care"])
def test_every_page_of_the_case_is_logged_as_a_look_at_the_person(
    name: str, signed_in: Client, omar: Case, office: Office
) -> None:
    """N2"""
    assert signed_in.get(reverse(f"duties:{name}", args=[omar.key])).status_code == 200

    with acting(office.leader):
        look = Look.objects.get()
    assert look.persons == [omar.person_id]
    assert look.page == f"duties:{name}"
