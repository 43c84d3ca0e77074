"""The case page: who it is, the household's duties, what happened; today and as known on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import load_workbook

from brobygger.office.access.context import acting
from brobygger.office.access.models import Look
from brobygger.office.casefiles import actions as casefiles
from brobygger.office.casefiles.models import Case, Entry, Person
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import decide, lift
from brobygger.office.duties.choices import Kind
from brobygger.office.duties.models import Duty, Movement
from casework import NOTICED, event, opened, shown, told
from staffed import TODAY, Office

pytestmark = pytest.mark.django_db

EVERY_PAGE = ("case", "family", "ledger", "record", "interview", "care")
# Session, officer with municipality: 2. The menu: 1. The look: 1. The transaction: BEGIN, its context, COMMIT: 3. The
# page's own: the case with its household, their duties, the banner's facts, the latest entries, what they moved: 5.
# That is 12 in the office; in tests the block also asks what held before it and says so again: 2 more.
PINNED = 14
# As known on a day: what was decided of the duties, the household with its entries for the law core, and what the
# municipality had settled of the rules by then: 5 more.
PINNED_AS_OF = 19


def test_the_banner_says_who_it_is_and_what_comes_next(desk: Client, omar: Case) -> None:
    """A6, N6"""
    page = shown(desk, omar)

    assert "Omar Najjar" in page
    assert "عمر نجار" in page
    assert "010184-••••" in page
    assert "0101840101" not in page
    assert "Konventionsflygtning" in page
    assert "født 1. januar 1984 · 34 år" in page
    assert "1. juli 2018" in page


def test_the_banner_tells_the_permit_and_the_target_group_as_they_hold_today(
    desk: Client, omar: Case, office: Office
) -> None:
    """A6, D3: the permit that has run out is not the one shown."""
    permits = [
        News(fact="permit", value="granted", holds_from=date(2017, 4, 1), holds_to=date(2018, 4, 30)),
        News(fact="permit", value="extended", holds_from=date(2018, 5, 1), holds_to=date(2020, 4, 30)),
        event("target_group_decided", date(2018, 6, 1)),
    ]
    told(office.caseworker, [omar], permits, today=TODAY)

    page = shown(desk, omar)

    assert "til 30. april 2020" in page
    assert "afgjort 1. juni 2018" in page


def test_the_duties_stand_in_the_table_and_on_the_axis_each_with_its_reason(
    desk: Client, omar: Case, office: Office
) -> None:
    """B17"""
    with acting(office.caseworker):
        contract = Duty.objects.get(case=omar, rule="integration_contract")

    page = shown(desk, omar)

    assert page.count(f'href="{reverse("duties:duty", args=[contract.key])}"') >= 2
    assert "axis__drawing" in page
    assert "Overtagelse af integrationsansvaret" in page


def test_the_same_duty_towards_several_is_one_line_with_a_link_to_each(
    desk: Client, bahati: list[Case], office: Office
) -> None:
    with acting(office.caseworker):
        contracts = Duty.objects.filter(rule="integration_contract", case__in=bahati[:2])
        addresses = [reverse("duties:duty", args=[duty.key]) for duty in contracts]

    page = shown(desk, bahati[0])

    assert len(addresses) == 2
    for address in addresses:
        assert f'<a href="{address}"><span class="sr-only">Integrationskontrakt: </span>' in page


def test_what_is_fulfilled_is_folded_away_and_never_gone(desk: Client, omar: Case, office: Office) -> None:
    """B19"""
    told(office.caseworker, [omar], [event("contract_signed", TODAY)], today=TODAY)

    page = shown(desk, omar)

    folded = page[page.index("case__over") : page.index("case__deeds")]
    assert "Integrationskontrakt" in folded
    assert "9. juni 2018" in folded


def test_what_an_entry_moved_stands_under_it(desk: Client, omar: Case, office: Office) -> None:
    """B20"""
    with acting(office.caseworker):
        wrong = omar.entries.get(fact="allocation_decided")
    right = event("allocation_decided", date(2018, 3, 30), corrects=str(wrong.pk))
    told(office.caseworker, [omar], [right], today=date(2018, 5, 22), source="Opringning")

    page = shown(desk, omar)
    happened = page[page.index("Det sidste, der er sket") :]

    assert "Rettelse: Visiteret til kommunen 30. marts 2018, ikke 17. april 2018" in happened
    assert "frist 1. juli 2018" in happened
    assert "frist 1. juni 2018" in happened


def test_facts_entered_in_one_step_are_one_happening(desk: Client, bahati: list[Case], office: Office) -> None:
    held = [event("interview_held", TODAY), event("repatriation_guidance_given", TODAY)]
    told(office.caseworker, bahati[:2], held, today=TODAY, source="Samtale")

    happened = shown(desk, bahati[0]).split("Det sidste, der er sket")[1]

    assert happened.count("Samtale holdt: 9. juni 2018") == 1
    assert "Furaha Bahati, Espoir Bahati</span> · Samtale" in happened


class TestAsKnownOnADay:
    """B18: what was known then, under the rules of then."""

    @pytest.fixture
    def corrected(self, omar: Case, office: Office) -> Case:
        """On 22 May it turned out that he was allocated on 30 March, not 17 April."""
        with acting(office.caseworker):
            wrong = omar.entries.get(fact="allocation_decided")
        right = event("allocation_decided", date(2018, 3, 30), corrects=str(wrong.pk))
        told(office.caseworker, [omar], [right], today=date(2018, 5, 22))
        return omar

    def test_a_correction_is_not_known_the_day_before_it(self, desk: Client, corrected: Case) -> None:
        before = shown(desk, corrected, as_of="2018-05-21")
        after = shown(desk, corrected, as_of="2018-05-22")
        today = shown(desk, corrected)

        assert "1. juli 2018" in before
        assert "1. juni 2018 · Integrationskontrakt" not in before
        assert "Rettelse" not in before
        assert "1. juni 2018" in after
        assert "1. juli 2018" not in after.split("Det sidste, der er sket")[0]
        assert "Overskredet" in today

    def test_the_page_says_so_and_offers_nothing_to_do(self, desk: Client, corrected: Case) -> None:
        page = shown(desk, corrected, as_of="1. maj 2018")

        assert "Du ser sagen, som den var kendt 1. maj 2018" in page
        assert "Gør nu" not in page
        for name in ("record", "interview", "care"):
            assert reverse(f"duties:{name}", args=[corrected.key]) not in page
        assert "/duties/" not in page.replace("duties.xlsx", "")
        assert "Hvorfor?" in page

    def test_nothing_is_stored(self, desk: Client, corrected: Case, office: Office) -> None:
        with acting(office.leader):
            before = list(Duty.objects.order_by("pk").values()), Movement.objects.count()

        shown(desk, corrected, as_of="2018-05-01")

        with acting(office.leader):
            assert (list(Duty.objects.order_by("pk").values()), Movement.objects.count()) == before

    def test_a_decision_lifted_later_still_held(self, desk: Client, omar: Case, office: Office) -> None:
        """B19"""
        with acting(office.caseworker):
            duty = Duty.objects.get(case=omar, rule="integration_contract")
            decide(duty, kind=Kind.WAIVED, reason="Rejst", officer=office.caseworker, today=date(2018, 5, 2))
            decision = duty.decisions.get()
            lift(decision, reason="Kom tilbage", officer=office.caseworker, today=date(2018, 5, 30))

        then = shown(desk, omar, as_of="2018-05-10")
        now = shown(desk, omar).split("Det sidste, der er sket")[0]

        assert "Frafaldet" in then
        assert "Frafaldet" not in now

    def test_who_came_into_the_family_later_is_not_there_yet(
        self, desk: Client, bahati: list[Case], office: Office
    ) -> None:
        with acting(office.caseworker):
            casefiles.open_case(
                Person(name="Neema Bahati", alien_number="990001", born=date(2018, 5, 30)),
                number="2018-8000",
                opened_on=date(2018, 6, 1),
                officer=office.caseworker,
                family=bahati[0].family,
            )

        assert "Neema" in shown(desk, bahati[0], "family")
        assert "Neema" not in shown(desk, bahati[0], "family", as_of="2018-05-20")
        assert "Neema" not in shown(desk, bahati[0], as_of="2018-05-20")

    @pytest.mark.parametrize(
        ("asked", "answer"),
        [
            ("2018-04-18", "Sagen blev først oprettet 19. april 2018"),
            ("2031-01-01", "1. januar 2031 ligger ude i fremtiden"),
            ("i går", "kan ikke læses som en dato"),
        ],
    )
    def test_a_day_outside_the_cases_life_explains_itself_and_shows_today(
        self, asked: str, answer: str, desk: Client, omar: Case
    ) -> None:
        page = shown(desk, omar, as_of=asked)

        assert answer in page
        assert "Gør nu" in page

    def test_a_closed_case_ends_there(self, desk: Client, omar: Case, office: Office) -> None:
        with acting(office.caseworker):
            Case.objects.filter(pk=omar.pk).update(closed_on=date(2018, 6, 1))

        assert "Sagen blev lukket 1. juni 2018" in shown(desk, omar, as_of="2018-06-05")

    def test_the_ledger_shows_no_later_entry(self, desk: Client, corrected: Case) -> None:
        page = shown(desk, corrected, "ledger", as_of="2018-05-21")

        assert "17. april 2018" in page
        assert "30. marts 2018" not in page
        assert "<del>" not in page


def test_the_family_is_counted_and_each_leads_to_their_own_case(desk: Client, bahati: list[Case]) -> None:
    """L1, B3"""
    page = shown(desk, bahati[0], "family")

    assert "4 personer, heraf 2 børn under 18 år" in page
    for case in bahati:
        assert reverse("duties:case", args=[case.key]) in page


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_page_of_the_case_is_a_look_at_everyone_it_shows(
    name: str, desk: Client, bahati: list[Case], office: Office
) -> None:
    """N2"""
    shown(desk, bahati[0], name)

    with acting(office.leader):
        look = Look.objects.get()
    assert look.persons == sorted(case.person_id for case in bahati)
    assert look.page == f"duties:{name}"


def test_the_duties_leave_the_house_as_a_sheet_for_whom_the_case_is_their_own(
    desk: Client, bahati: list[Case], office: Office
) -> None:
    """N1: the caseworker exports her own cases."""
    address = reverse("duties:case_excel", args=[bahati[0].key])
    assert desk.get(address).status_code == 403
    assert address not in shown(desk, bahati[0])

    with acting(office.caseworker):
        casefiles.assign(bahati[:1], to=office.caseworker, officer=office.caseworker)
    answer = desk.get(address)

    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert address in shown(desk, bahati[0])
    assert rows[0][:4] == ["Frist", "Lovfrist", "Opfyldt", "Forpligtelse"]
    assert [row[4] for row in rows if row[3] == "Integrationskontrakt"] == ["Furaha Bahati", "Espoir Bahati"]
    assert next(row[0] for row in rows if row[3] == "Integrationskontrakt") == date(2018, 7, 1)


def test_the_page_costs_the_same_at_few_and_at_five_hundred_entries(
    desk: Client, bahati: list[Case], office: Office
) -> None:
    def queries(**query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(desk, bahati[0], **query)
        return len(captured)

    shown(desk, bahati[0])
    few, few_then = queries(), queries(as_of="2018-06-01")
    days = [NOTICED + timedelta(days=number) for number in range(45)]
    with acting(office.caseworker):
        Entry.objects.bulk_create(
            Entry(
                municipality=office.municipality, case=case, fact=fact, value=day.isoformat(), holds_from=day,
                recorded_on=day, source="Samtale", officer=office.caseworker,
            )
            for case in bahati
            for fact in ("interview_held", "repatriation_guidance_given", "interview_agreed")
            for day in days
        )  # fmt: skip

    assert (queries(), queries(as_of="2018-06-01")) == (few, few_then) == (PINNED, PINNED_AS_OF)


class TestRoles:
    """N1, N5: each sees and may do what the role needs."""

    def test_a_role_that_sees_name_contact_and_dates_sees_no_more(
        self, sign_in: Callable[[str], Client], omar: Case
    ) -> None:
        page = shown(sign_in("benefits_office"), omar)

        assert "Omar Najjar" in page
        assert "Konventionsflygtning" not in page
        assert "Integrationskontrakt" not in page

    def test_health_is_read_by_the_caseworker_and_not_by_the_leader(
        self, sign_in: Callable[[str], Client], omar: Case, office: Office
    ) -> None:
        needed = News(fact="health_assessment_needed", value=True, holds_from=TODAY)
        told(office.caseworker, [omar], [needed], today=TODAY)

        assert "Behov for helbredsmæssig vurdering afgjort: ja" in shown(sign_in("caseworker"), omar)
        leaders = sign_in("leader")
        for name in ("case", "ledger"):
            assert "Behov for helbredsmæssig vurdering afgjort" not in shown(leaders, omar, name)
        assert "Nogle slags oplysninger vises ikke for din rolle" in shown(leaders, omar, "ledger")

    def test_special_needs_are_shown_behind_the_right_to_health(
        self, sign_in: Callable[[str], Client], omar: Case, office: Office
    ) -> None:
        with acting(office.caseworker):
            Case.objects.filter(pk=omar.pk).update(special_needs="Kørestol")

        assert "Kørestol" in shown(sign_in("caseworker"), omar)
        assert "Kørestol" not in shown(sign_in("leader"), omar)

    def test_who_has_looked_is_shown_to_the_leader_alone(self, sign_in: Callable[[str], Client], omar: Case) -> None:
        """N2"""
        assert "Hvem har set sagen" not in shown(sign_in("caseworker"), omar)
        assert f"person={omar.person.key}" in shown(sign_in("leader"), omar)

    def test_a_protected_person_is_opened_for_a_reason(self, desk: Client, office: Office) -> None:
        """N5"""
        hidden = opened(office.leader, name="Hodan Warsame", protected=True)

        for name in EVERY_PAGE:
            answer = desk.get(reverse(f"duties:{name}", args=[hidden.key]))
            assert answer.status_code == 302
            assert answer.headers["Location"] == reverse("casefiles:break_the_glass", args=[hidden.key])

    def test_a_protected_member_stays_unnamed_and_their_duties_unseen(
        self, sign_in: Callable[[str], Client], bahati: list[Case], office: Office
    ) -> None:
        """N5"""
        with acting(office.caseworker):
            Person.objects.filter(pk=bahati[1].person_id).update(protected=True)
            theirs = Duty.objects.filter(case=bahati[1]).first()
        assert theirs is not None
        clerk = sign_in("administrative_officer")

        for name in ("case", "family", "ledger"):
            page = shown(clerk, bahati[0], name)
            assert "Espoir" not in page
            assert str(theirs.key) not in page
        assert "Beskyttet person" in shown(clerk, bahati[0], "family")
        with acting(office.leader):
            assert all(bahati[1].person_id not in look.persons for look in Look.objects.all())

    def test_the_protection_is_marked_for_whom_may_see_the_person(
        self, sign_in: Callable[[str], Client], office: Office
    ) -> None:
        case = opened(office.leader, name="Hodan Warsame", protected=True)

        assert "Navne- og adressebeskyttelse" in shown(sign_in("leader"), case)

    def test_another_municipality_has_no_such_case(self, client: Client, omar: Case, elsewhere: Office) -> None:
        """N4"""
        client.force_login(elsewhere.leader)

        for name in EVERY_PAGE:
            assert client.get(reverse(f"duties:{name}", args=[omar.key])).status_code == 404


def test_the_page_is_english_for_whom_reads_english(desk: Client, omar: Case) -> None:
    """N6"""
    desk.cookies["django_language"] = "en"

    page = shown(desk, omar)

    assert "Convention refugee" in page
    assert "Do now" in page
    assert "1 July 2018" in page
    assert "Forpligtelse" not in page


def test_the_first_day_of_the_case_can_be_asked_for(desk: Client, omar: Case) -> None:
    """B18"""
    assert "Du ser sagen, som den var kendt 19. april 2018" in shown(desk, omar, as_of=NOTICED.isoformat())
