"""The front door: address and password, attempts counted, and the demo's one click that production does not have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from brobygger.office.access import demo
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer, SignIn
from brobygger.site.progress import Progress
from staffed import PASSWORD, Office

SIGN_IN = "/sign-in/"


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    """What is slow for a thief need not be slow here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def caseworker(office: Office) -> Officer:
    """One who has a password."""
    with acting(office.automatic):
        office.caseworker.set_password(PASSWORD)
        office.caseworker.save()
    return office.caseworker


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def attempt(client: Client, address: str, password: str = PASSWORD) -> None:
    client.post(SIGN_IN, {"login": address, "password": password})


@pytest.mark.parametrize("spelling", [str.lower, str.upper])
def test_address_and_password_open_the_door(
    spelling: Callable[[str], str], caseworker: Officer, client: Client
) -> None:
    attempt(client, spelling(caseworker.email))
    assert signed_in(client) == str(caseworker.pk)


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("caseworker@vesthimmerland.example", "en anden sætning"),
        ("leader@vesthimmerland.example", ""),
        ("leader@vesthimmerland.example", PASSWORD),
        ("nobody@vesthimmerland.example", PASSWORD),
        ("automatic@vesthimmerland.invalid", PASSWORD),
    ],
)
def test_anything_else_does_not(address: str, password: str, caseworker: Officer, client: Client) -> None:
    attempt(client, address, password)
    assert signed_in(client) is None


def test_who_has_left_office_neither_comes_in_nor_stays(caseworker: Officer, office: Office, client: Client) -> None:
    client.force_login(caseworker)
    assert client.get(reverse("account_change_password")).status_code == 200
    with acting(office.leader):
        Officer.objects.filter(pk=caseworker.pk).update(is_active=False)

    assert client.get(reverse("account_change_password")).status_code == 302
    visitor = Client()
    attempt(visitor, caseworker.email)
    assert signed_in(visitor) is None


def test_the_sixth_wrong_password_meets_a_closed_door(caseworker: Officer, client: Client) -> None:
    cache.clear()
    for _ in range(5):
        attempt(client, caseworker.email, "gættet")
    attempt(client, caseworker.email, PASSWORD)
    assert signed_in(client) is None
    cache.clear()
    attempt(client, caseworker.email, PASSWORD)
    assert signed_in(client) is not None


def test_signing_out_ends_the_session(caseworker: Officer, client: Client) -> None:
    client.force_login(caseworker)
    client.post(reverse("account_logout"))
    assert signed_in(client) is None


def test_an_officer_changes_their_own_password(caseworker: Officer, client: Client) -> None:
    client.force_login(caseworker)
    new = "en anden og længere sætning"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    client.logout()
    attempt(client, caseworker.email, new)
    assert signed_in(client) == str(caseworker.pk)


def test_a_page_of_an_officer_is_kept_by_no_cache(caseworker: Officer, client: Client) -> None:
    client.force_login(caseworker)
    assert "no-store" in client.get(reverse("account_change_password")).headers["Cache-Control"]


QUIET = Progress({}, print_line=lambda _: None).say


class TestDemo:
    """What only the demo has."""

    KEY = "vesthimmerland-caseworker"

    @pytest.fixture(autouse=True)
    def offices(self, db: None, settings: Settings) -> None:
        settings.DEMO = True
        demo.load(say=QUIET)

    def test_four_offices_have_an_officer_of_every_role(self) -> None:
        for municipality in Municipality.objects.all():
            with acting(None, municipality=municipality):
                assert set(Officer.objects.values_list("role", flat=True)) == set(Role.values)
        assert list(Municipality.objects.order_by("slug").values_list("slug", "rulebook", "working_date")) == [
            ("idag", "denmark", None),
            ("lejre", "lejre", date(2019, 6, 1)),
            ("randers", "randers", date(2015, 11, 22)),
            ("vesthimmerland", "vesthimmerland", date(2018, 12, 18)),
        ]

    def test_loading_twice_changes_nothing(self) -> None:
        with acting(None, municipality=Municipality.objects.get(slug="lejre")):
            before = list(Officer.objects.order_by("pk").values())
            demo.load(say=QUIET)
            assert list(Officer.objects.order_by("pk").values()) == before

    def test_one_click_on_the_page_signs_in(self, client: Client) -> None:
        page = client.get(SIGN_IN).content.decode()
        assert f'name="officer" value="{self.KEY}"' in page
        client.post("/demo/sign-in/", {"officer": self.KEY})
        assert signed_in(client) is not None
        with acting(None, municipality=Municipality.objects.get(slug="vesthimmerland")):
            assert [one.officer.email for one in SignIn.objects.select_related("officer")] == [
                f"{self.KEY}@brobygger.invalid"
            ]

    def test_a_signed_in_officer_changes_role_and_office_with_one_click(self, client: Client) -> None:
        for key in (self.KEY, "randers-leader"):
            client.post("/demo/sign-in/", {"officer": key})
            page = client.get(reverse("account_change_password"))
            assert page.context["request"].officer.email == f"{key}@brobygger.invalid"

    def test_the_working_date_is_changed_in_its_own_office(self, client: Client) -> None:
        client.post("/demo/sign-in/", {"officer": self.KEY})
        client.post("/demo/date/", {"working_date": "9. juni 2018"})
        assert client.get(reverse("account_change_password")).context["request"].today == date(2018, 6, 9)
        assert Municipality.objects.get(slug="vesthimmerland").working_date == date(2018, 6, 9)
        assert Municipality.objects.get(slug="randers").working_date == date(2015, 11, 22)

    @pytest.mark.parametrize("key", ["", "leader", "vesthimmerland-automatic", "randers-leader@brobygger.invalid"])
    def test_nobody_else_is_offered(self, key: str, client: Client) -> None:
        assert client.post("/demo/sign-in/", {"officer": key}).status_code == 404
        assert signed_in(client) is None

    def test_production_has_none_of_it(self, client: Client, settings: Settings) -> None:
        client.post("/demo/sign-in/", {"officer": self.KEY})
        settings.DEMO = False
        assert client.get(reverse("account_change_password")).context["request"].today == timezone.localdate()
        assert client.post("/demo/date/", {"working_date": "9. juni 2018"}).status_code == 404
        assert Municipality.objects.get(slug="vesthimmerland").working_date == date(2018, 12, 18)
        client.logout()
        assert client.post("/demo/sign-in/", {"officer": self.KEY}).status_code == 404
        assert self.KEY not in client.get(SIGN_IN).content.decode()
