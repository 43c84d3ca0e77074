"""Officers come and go: a link to a password opens once, who has left is out, and somebody who lets others in remains.

N1. The pages are tried in tests/office/staff, the front door in test_signing_in.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from brobygger.office.access import staffing
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Officer, PasswordLink, SignIn
from brobygger.office.access.signing_in import AtTheDoor
from brobygger.office.access.staffing import StaffingRefusedError
from staffed import PASSWORD, TODAY, Office

SPENT = "Linket virker ikke"


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    """What is slow for a thief need not be slow here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def secret(office: Office) -> str:
    """Of a link that the leader has made for the caseworker."""
    return a_link(office)


def a_link(office: Office) -> str:
    with acting(office.leader):
        return staffing.make_link(office.caseworker, officer=office.leader)


def page(client: Client, secret: str) -> str:
    return client.get(reverse("choose_password", args=[secret])).content.decode()


def chosen(client: Client, secret: str, password: str = PASSWORD, again: str | None = None) -> int:
    answers = {"password": password, "again": password if again is None else again}
    return client.post(reverse("choose_password", args=[secret]), answers).status_code


def signs_in(officer: Officer, password: str) -> bool:
    visitor = Client()
    visitor.post(reverse("account_login"), {"login": officer.email, "password": password})
    return "_auth_user_id" in visitor.session


def test_a_link_opens_to_a_password_and_then_to_nothing(office: Office, secret: str, client: Client) -> None:
    assert office.caseworker.email in page(client, secret)
    assert "no-store" in client.get(reverse("choose_password", args=[secret])).headers["Cache-Control"]
    assert SPENT not in page(client, secret)  # looking did not use it up
    assert chosen(client, secret) == 302
    assert signs_in(office.caseworker, PASSWORD)

    assert SPENT in page(client, secret)
    assert chosen(client, secret, "en helt anden sætning") == 404
    assert signs_in(office.caseworker, PASSWORD)


def test_of_two_who_choose_at_the_same_time_the_second_is_refused(office: Office, secret: str) -> None:
    found = AtTheDoor().with_link(secret)
    assert found is not None
    link, colleague = found
    assert staffing.choose_password(link, colleague, password=PASSWORD)
    assert not staffing.choose_password(link, colleague, password="en helt anden sætning")
    assert signs_in(office.caseworker, PASSWORD)


def test_one_who_loses_the_race_is_told_that_the_link_is_spent(
    secret: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing, "choose_password", lambda *_, **__: False)
    assert chosen(client, secret) == 404


def test_a_new_link_closes_the_one_before_it(office: Office, secret: str, client: Client) -> None:
    newer = a_link(office)
    assert SPENT in page(client, secret)
    assert SPENT not in page(client, newer)


@pytest.mark.parametrize(("hours", "spent"), [(23, 0), (24, 1)])
def test_a_link_holds_for_a_day_by_the_databases_own_clock(
    hours: int, spent: int, office: Office, client: Client
) -> None:
    made = Now() - timedelta(hours=hours)
    with acting(office.leader):
        PasswordLink.objects.create(
            municipality=office.municipality,
            officer=office.leader,
            to=office.caseworker,
            digest=staffing.digest("x"),
            at=made,
            until=made + staffing.LINK_HOLDS,
        )
    assert page(client, "x").count(f"<h1>{SPENT}</h1>") == spent


def test_a_link_that_is_made_now_runs_out_in_a_day(office: Office, secret: str) -> None:
    with acting(office.leader):
        assert PasswordLink.objects.annotate(held=F("until") - F("at")).get().held == timedelta(hours=24)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("kort", "kort", "15"),
        (PASSWORD, "en anden sætning om broer", "De to er ikke ens"),
        ("", "", "Skal udfyldes"),
        ("caseworker@vesthimmerland.example", "caseworker@vesthimmerland.example", "e-mail"),
    ],
)
def test_a_password_that_is_refused_leaves_the_link_open(
    password: str, again: str, said: str, office: Office, secret: str, client: Client
) -> None:
    answer = client.post(reverse("choose_password", args=[secret]), {"password": password, "again": again})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not signs_in(office.caseworker, password)
    assert SPENT not in page(client, secret)


def test_a_new_password_ends_the_sessions_of_the_old_one(office: Office, client: Client) -> None:
    chosen(Client(), a_link(office))
    client.post(reverse("account_login"), {"login": office.caseworker.email, "password": PASSWORD})
    assert client.get(reverse("account_change_password")).status_code == 200
    chosen(Client(), a_link(office), "en helt anden sætning")
    assert client.get(reverse("account_change_password")).status_code == 302


def test_the_secret_is_kept_nowhere(office: Office, secret: str) -> None:
    with acting(office.leader):
        kept = PasswordLink.objects.get()
    assert secret not in str(vars(kept))
    assert (kept.officer_id, kept.to_id, kept.used_at) == (office.leader.pk, office.caseworker.pk, None)


def test_a_link_is_never_made_longer_or_another_officers(office: Office, secret: str) -> None:
    for change in ({"until": Now() + timedelta(days=9)}, {"to": office.leader}, {"digest": "0" * 64}):
        with pytest.raises(DatabaseError, match="only used_at, withdrawn_at may change"), acting(office.leader):
            PasswordLink.objects.update(**change)


def test_who_has_left_chooses_no_password_with_a_link_made_before(office: Office, secret: str, client: Client) -> None:
    with acting(office.leader):
        staffing.end(office.caseworker, on=TODAY, reason="Ny stilling", officer=office.leader)
        assert PasswordLink.objects.get().withdrawn_at is not None
        PasswordLink.objects.update(withdrawn_at=None)
    assert SPENT in page(client, secret)  # the officer's standing closes it, and not only the link's own


def test_no_link_is_made_for_oneself_or_for_who_has_left(office: Office) -> None:
    with acting(office.leader):
        with pytest.raises(StaffingRefusedError, match="Skift adgangskode"):
            staffing.make_link(office.leader, officer=office.leader)
        staffing.end(office.caseworker, on=TODAY, reason="Ny stilling", officer=office.leader)
        with pytest.raises(StaffingRefusedError, match="caseworker vesthimmerland er stoppet"):
            staffing.make_link(office.caseworker, officer=office.leader)


def test_a_sign_in_is_kept_and_an_attempt_is_not(office: Office, secret: str, client: Client) -> None:
    chosen(client, secret)
    assert signs_in(office.caseworker, PASSWORD)
    assert not signs_in(office.caseworker, "forkert")
    with acting(office.leader):
        assert list(SignIn.objects.values_list("officer", flat=True)) == [office.caseworker.pk]


class TestSomebodyLetsIn:
    """A municipality that nobody can employ anybody in would be shut for good."""

    def test_the_database_knows_the_roles_that_the_matrix_says(self, office: Office) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'access_somebody_lets_in'")
            (source,) = cursor.fetchone()
        named = ", ".join(f"'{role}'" for role in sorted(staffing.roles_that_let_in()))
        assert f"role IN ({named})" in source

    @pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.CASEWORKER}])
    def test_the_last_one_neither_leaves_nor_changes_post(self, office: Office, change: dict[str, object]) -> None:
        with acting(office.automatic):
            Officer.objects.filter(pk=office.leader.pk).update(**change)
            with pytest.raises(IntegrityError, match="must remain"):
                Officer.objects.filter(pk=office.system_administrator.pk).update(**change)

    def test_both_at_once_are_refused(self, office: Office) -> None:
        with acting(office.automatic), pytest.raises(IntegrityError, match="must remain"):
            Officer.objects.update(is_active=False)

    def test_another_municipalitys_leader_does_not_count(self, office: Office, elsewhere: Office) -> None:
        with acting(office.automatic), pytest.raises(IntegrityError, match="must remain"):
            Officer.objects.filter(role__in=staffing.roles_that_let_in()).update(role=Role.CASEWORKER)

    def test_an_office_with_none_from_the_start_may_change_its_others(self, office: Office) -> None:
        with acting(office.automatic):
            Officer.objects.filter(pk=office.caseworker.pk).update(is_active=False)

    def test_who_is_told_no_is_told_why_and_what_to_do(self, office: Office) -> None:
        with acting(office.automatic):
            staffing.end(office.system_administrator, on=TODAY, reason="Pension", officer=office.automatic)
            with pytest.raises(
                StaffingRefusedError, match="leader vesthimmerland er den eneste, der kan ansætte andre"
            ):
                staffing.end(office.leader, on=TODAY, reason="Pension", officer=office.automatic)
            assert Officer.objects.get(pk=office.leader.pk).is_active

    def test_another_fault_is_not_taken_for_this_one(self, office: Office) -> None:
        with acting(office.leader), pytest.raises(IntegrityError, match="an_address_signs_in_one_officer"):
            staffing.change(
                office.caseworker,
                role=Role.CASEWORKER,
                email=office.leader.email.upper(),
                display_name="C",
                initials="C",
                officer=office.leader,
            )


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_of_two_leaders_who_end_each_other_at_the_same_time_one_remains(office: Office) -> None:
    """The second waits for the first, and is then refused: neither sees what the other has not yet committed."""
    first, second = connections["default"], connections["owner"]
    gone = "UPDATE access_officer SET is_active = false WHERE id = %s"
    with acting(office.leader):
        with first.cursor() as cursor:
            cursor.execute(gone, [office.system_administrator.pk])
        impatient = f"SET LOCAL lock_timeout = '200ms'; {gone}"
        with (
            pytest.raises(DatabaseError, match="lock timeout"),
            acting(office.system_administrator, using="owner"),
            second.cursor() as cursor,
        ):
            cursor.execute(impatient, [office.leader.pk])
    with (
        pytest.raises(IntegrityError, match="must remain"),
        acting(office.system_administrator, using="owner"),
        second.cursor() as cursor,
    ):
        cursor.execute(gone, [office.leader.pk])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ended_on": date(2018, 6, 1)}, "who_has_left_is_not_in_office_and_it_says_why"),
        ({"ended_on": date(2018, 6, 1), "is_active": False}, "who_has_left_is_not_in_office_and_it_says_why"),
        (
            {
                "ended_on": date(2018, 6, 1),
                "is_active": False,
                "ended_because": "Flyttet",
                "employed_on": date(2018, 6, 2),
            },
            "an_employment_ends_after_it_begins",
        ),
    ],
)
def test_an_end_has_a_reason_and_comes_after_the_beginning(
    office: Office, change: dict[str, object], told: str
) -> None:
    with acting(office.leader), pytest.raises(IntegrityError, match=told):
        Officer.objects.filter(pk=office.caseworker.pk).update(**change)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Anne Mette Kirkeby Ågård", "AMÅ"), ("Bo Lind", "BL"), ("Øjvind", "Ø"), ("", "")],
)
def test_initials_are_made_of_the_name(name: str, initials: str) -> None:
    assert staffing.initials_of(name) == initials
