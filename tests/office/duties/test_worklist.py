"""The front page tells what must be done, for whom, by when; each duty tells why."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.access.models import Look
from brobygger.office.casefiles.models import Case
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from staffed import TODAY, Office, OpenCase

# Session, officer with municipality: 2. All counts, rows, colleagues: 3. The menu: 1. The look: 1.
# The transaction: BEGIN, its context, COMMIT: 3. That is 10 in the office; in tests the block also asks what held
# before it and says so again: 2 more.
PINNED = 12
pytestmark = pytest.mark.django_db


def taken_in(office: Office, open_case: OpenCase, *, number: int = 1, basis: str = "convention_refugee") -> list[Case]:
    """People allocated on 17 April 2018."""
    with acting(office.caseworker):
        cases = [open_case(office.caseworker, born=date(1984, 1, 1), name=f"Omar Najjar {n}") for n in range(number)]
        for case in cases:
            news = [
                News(fact="legal_basis", value=basis, holds_from=date(2018, 4, 10)),
                News(fact="allocation_decided", value=date(2018, 4, 17), holds_from=date(2018, 4, 17)),
            ]
            record(case, news, source="Underretning", officer=office.caseworker, today=TODAY)
    return cases


@pytest.fixture
def signed_in(client: Client, office: Office, settings: object) -> Client:
    """The caseworker of Vesthimmerland on 9 June 2018."""
    settings.DEMO = True  # type: ignore[attr-defined]
    client.force_login(office.caseworker)
    return client


def duty_of(office: Office, rule: str) -> Duty:
    with acting(office.caseworker):
        return Duty.objects.select_related("case").get(rule=rule)


def test_the_contract_stands_on_the_list_with_its_date(signed_in: Client, office: Office, open_case: OpenCase) -> None:
    """B1, N6"""
    taken_in(office, open_case)

    page = signed_in.get(reverse("duties:worklist")).content.decode()

    assert "1. juli 2018" in page
    assert "Integrationskontrakt" in page
    assert "Omar Najjar 0" in page


def test_the_list_costs_the_same_at_one_and_at_forty_cases(
    signed_in: Client, office: Office, open_case: OpenCase
) -> None:
    taken_in(office, open_case)
    signed_in.get(reverse("duties:worklist"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            signed_in.get(reverse("duties:worklist"), {"whose": "all"})
        return len(captured)

    few = queries()
    taken_in(office, open_case, number=40)

    assert queries() == few == PINNED


@pytest.mark.parametrize(("role", "sees"), [("citizen_service", {"cpr_registration"}), ("benefits_office", set())])
def test_a_role_that_sees_little_sees_the_duties_it_is_to_meet(
    client: Client, office: Office, open_case: OpenCase, settings: object, role: str, sees: set[str]
) -> None:
    """N1"""
    settings.DEMO = True  # type: ignore[attr-defined]
    taken_in(office, open_case)
    officer = getattr(office, role)
    client.force_login(officer)

    page = client.get(reverse("duties:worklist"), {"whose": "all"}).content.decode()

    with acting(office.caseworker):
        duties = list(Duty.objects.filter(on_list_from=None))
    listed = {duty.rule for duty in duties if str(duty.key) in page}
    assert listed == sees
    opened = {duty.rule for duty in duties if client.get(reverse("duties:duty", args=[duty.key])).status_code == 200}
    assert opened == sees


def test_every_look_at_the_list_is_logged_once(signed_in: Client, office: Office, open_case: OpenCase) -> None:
    """N2"""
    [case] = taken_in(office, open_case)

    signed_in.get(reverse("duties:worklist"))

    with acting(office.leader):
        [look] = Look.objects.all()
    assert look.persons == [case.person_id]


def test_a_duty_tells_the_whole_reckoning(signed_in: Client, office: Office, open_case: OpenCase) -> None:
    """B17"""
    taken_in(office, open_case)

    page = signed_in.get(reverse("duties:duty", args=[duty_of(office, "integration_contract").key])).content.decode()

    for said in ("17. april 2018", "1. juni 2018", "1. juli 2018", "29. juni 2018", "§ 19, stk. 1", "retsinformation"):
        assert said in page


def test_a_duty_is_met_by_one_more_fact(signed_in: Client, office: Office, open_case: OpenCase) -> None:
    """B1"""
    taken_in(office, open_case)
    duty = duty_of(office, "integration_contract")

    answer = signed_in.post(
        reverse("duties:fulfil", args=[duty.key]),
        {"fact": "contract_signed", "day": "8. juni 2018", "source": "Samtale"},
        follow=True,
    )

    assert "Det ændrede sig" in answer.content.decode()
    assert duty_of(office, "integration_contract").fulfilled_on == date(2018, 6, 8)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"fact": "contract_signed", "day": "31-02-2018", "source": "x"}, "findes ikke"),
        ({"fact": "contract_signed", "day": "1. juli 2019", "source": "x"}, "fremtiden"),
        ({"fact": "contract_signed", "day": "", "source": "x"}, "Skal udfyldes"),
    ],
)
def test_a_bad_day_is_refused_and_kept(
    signed_in: Client, office: Office, open_case: OpenCase, typed: dict[str, str], told: str
) -> None:
    taken_in(office, open_case)
    duty = duty_of(office, "integration_contract")

    answer = signed_in.post(reverse("duties:fulfil", args=[duty.key]), typed)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert typed["day"] in answer.content.decode()


def test_a_waiver_without_a_reason_is_refused(signed_in: Client, office: Office, open_case: OpenCase) -> None:
    """B19"""
    taken_in(office, open_case)
    duty = duty_of(office, "integration_contract")

    answer = signed_in.post(reverse("duties:decide", args=[duty.key]), {"kind": "waived", "reason": " "})

    assert answer.status_code == 422
    assert "Begrundelse: Skal udfyldes." in answer.content.decode()


def test_the_other_municipality_s_duty_is_not_found(
    client: Client, office: Office, elsewhere: Office, open_case: OpenCase
) -> None:
    """N4"""
    taken_in(office, open_case)
    client.force_login(elsewhere.leader)

    assert client.get(reverse("duties:duty", args=[duty_of(office, "integration_contract").key])).status_code == 404


def test_the_sheet_holds_what_the_officer_may_take_out(signed_in: Client, office: Office, open_case: OpenCase) -> None:
    """N1"""
    taken_in(office, open_case)

    answer = signed_in.get(reverse("duties:worklist_excel"), {"whose": "all"})

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="arbejdsliste-2018-06-09.xlsx"'


def test_an_empty_list_says_what_to_do_next(signed_in: Client) -> None:
    page = signed_in.get(reverse("duties:worklist")).content.decode()

    assert "De opstår, når en underretning er modtaget." in page
    assert reverse("reception:overview") in page.split("empty__what")[1]
