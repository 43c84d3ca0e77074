"""The leader settles once what nobody has confirmed, and every citizen's reckoning says so."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.casefiles.models import Case
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from brobygger.office.duties.settlements import Settlement
from staffed import TODAY, Office, OpenCase

PAGE = "/rules/unconfirmed/"
# Session, officer with municipality: 2. The menu: 1. The transaction: BEGIN, its context, COMMIT: 3. The page's own:
# what has been settled: 1. That is 7 in the office; in tests the block also asks what held before: 2 more.
PINNED = 9
pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client: Client, office: Office, settings: object) -> Client:
    settings.DEMO = True  # type: ignore[attr-defined]
    client.force_login(office.leader)
    return client


def taken_in(office: Office, open_case: OpenCase) -> Case:
    """Somebody who was told of a decision in 2018, from when nobody has read the law of complaints."""
    with acting(office.caseworker):
        case = open_case(office.caseworker, born=date(1984, 1, 1))
        news = [
            News(fact="legal_basis", value="convention_refugee", holds_from=date(2018, 4, 10)),
            News(fact="allocation_decided", value=date(2018, 4, 17), holds_from=date(2018, 4, 17)),
            News(fact="decision_notified", value=date(2018, 6, 4), holds_from=date(2018, 6, 4)),
        ]
        record(case, news, source="Brev", officer=office.caseworker, today=TODAY)
    return case


def complaint(office: Office) -> Duty:
    with acting(office.caseworker):
        return Duty.objects.get(rule="complaint_deadline")


def key_of(page: str, rule: str) -> str:
    """The key that the page's link to settle the rule carries."""
    start = page.index(f"version={rule}%20") + len("version=")
    return page[start : page.index("&amp;", start)].replace("%20", " ")


def settled(client: Client, key: str, **changed: object) -> object:
    told = {"version": key, "kind": "version", "way": "confirm", "source": "Karnov, læst i dag", **changed}
    return client.post(reverse("rules:settle"), told)


def test_the_leader_confirms_once_and_every_reckoning_says_so(
    leader: Client, office: Office, open_case: OpenCase
) -> None:
    taken_in(office, open_case)
    assert not complaint(office).confirmed
    key = key_of(leader.get(PAGE).content.decode(), "complaint_deadline")

    response = settled(leader, key)
    duty = complaint(office)
    why = leader.get(reverse("duties:duty", args=[duty.key])).content.decode()

    assert response.status_code == 302  # type: ignore[attr-defined]
    assert duty.confirmed
    assert duty.due_on == date(2018, 7, 2)
    assert "Bekræftet af kommunen (leader vesthimmerland, 9. juni 2018; kilde: Karnov, læst i dag)" in why
    assert "Afklaret af leader vesthimmerland den 9. juni 2018" in leader.get(PAGE).content.decode()


def test_a_count_that_is_set_moves_the_date(leader: Client, office: Office, open_case: OpenCase) -> None:
    taken_in(office, open_case)
    key = key_of(leader.get(PAGE).content.decode(), "complaint_deadline")

    settled(leader, key, way="set", number="6", count="weeks_after")

    assert complaint(office).due_on == date(2018, 7, 16)
    with acting(office.leader):
        assert Settlement.objects.get().number == 6


def test_what_was_settled_can_be_taken_back(leader: Client, office: Office, open_case: OpenCase) -> None:
    taken_in(office, open_case)
    key = key_of(leader.get(PAGE).content.decode(), "complaint_deadline")
    settled(leader, key)

    response = leader.post(reverse("rules:withdraw"), {"version": key, "kind": "version"})

    assert response.status_code == 302
    assert not complaint(office).confirmed
    with acting(office.leader):
        assert [one.withdrawn for one in Settlement.objects.all()] == [False, True]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": " "}, "Kilde: Skal udfyldes."),
        ({"way": "set", "count": "weeks_after"}, "Antal: Skriv, hvor mange dage"),
        ({"way": "set", "number": "mange", "count": "weeks_after"}, "Antal: Skriv et helt tal"),
    ],
)
def test_what_lacks_something_is_refused_and_nothing_is_kept(
    leader: Client, office: Office, changed: dict[str, str], said: str
) -> None:
    key = key_of(leader.get(PAGE).content.decode(), "complaint_deadline")

    response = settled(leader, key, **changed)

    assert response.status_code == 422  # type: ignore[attr-defined]
    assert said in response.content.decode()  # type: ignore[attr-defined]
    with acting(office.leader):
        assert not Settlement.objects.exists()


def test_only_the_leader_settles_and_nobody_of_another_municipality(
    client: Client, office: Office, elsewhere: Office, open_case: OpenCase, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    client.force_login(office.leader)
    key = key_of(client.get(PAGE).content.decode(), "complaint_deadline")
    client.force_login(office.caseworker)
    assert client.get(PAGE).status_code == 403
    assert settled(client, key).status_code == 403  # type: ignore[attr-defined]
    client.force_login(office.officers["system_administrator"])
    assert settled(client, key).status_code == 403  # type: ignore[attr-defined]

    client.force_login(elsewhere.leader)
    settled(client, key)

    with acting(office.leader):
        assert not Settlement.objects.exists()
    with acting(elsewhere.leader):
        assert Settlement.objects.count() == 1


def test_a_question_that_the_rulebook_does_not_have_is_not_found(leader: Client) -> None:
    assert settled(leader, "nothing 2018-01-01 statute 1").status_code == 404  # type: ignore[attr-defined]


def test_the_page_costs_the_same_however_much_is_settled(leader: Client) -> None:
    key = key_of(leader.get(PAGE).content.decode(), "complaint_deadline")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            leader.get(PAGE)
        return len(captured)

    few = queries()
    settled(leader, key)
    leader.get(PAGE)  # the message of what was done is shown, and gone

    assert queries() == few == PINNED


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("da", ("Beløb og satser (", "Regler om ydelser (", "Slås op af", "Blandede par", "ydelseskontor", "(nu)")),
        ("en", ("Amounts and rates (", "Rules of benefits (", "Looked up by", "Mixed couples", "(now)", "of which")),
    ],
)
def test_benefits_amounts_and_placing_are_listed_with_where_they_are_written(
    leader: Client, language: str, told: tuple[str, ...]
) -> None:
    leader.cookies["django_language"] = language
    page = leader.get(PAGE).content.decode()

    assert [said for said in told if said.lower() not in page.lower()] == []
    beside = page[page.index('<h2 id="benefit">') :]
    assert 'href="https://www.retsinformation.dk/eli/lta/2016/468"' in beside
    assert reverse("rules:settle") not in beside


def test_the_english_is_complete(leader: Client) -> None:
    leader.cookies["django_language"] = "en"
    page = leader.get(PAGE).content.decode()

    assert "Not confirmed" in page
    assert "What is missing" in page
    assert "Settled by" in page
