"""Facts are recorded, corrected and taken back on the screen, and the officer sees what moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.access.models import Look
from brobygger.office.casefiles.models import Case, Entry
from brobygger.office.casefiles.news import News
from brobygger.office.duties.models import Duty, Movement
from casework import event, shown, told
from staffed import TODAY, Office

pytestmark = pytest.mark.django_db


def sent(client: Client, case: Case, name: str, *pieces: object, fact: str = "", **data: Any) -> Any:
    """The form of a page of the case is sent."""
    address = reverse(f"duties:{name}", args=[case.key, *pieces])
    return client.post(f"{address}?fact={fact}" if fact else address, data)


def landed(client: Client, answer: Any) -> str:
    """The page that follows."""
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.headers["Location"]).content.decode()


def entry(office: Office, case: Case, fact: str) -> Entry:
    with acting(office.caseworker):
        return Entry.objects.get(case=case, fact=fact, replaced_by=None)


class TestCorrecting:
    """B20"""

    def test_a_corrected_date_moves_the_contract_and_says_from_when_to_when(
        self, desk: Client, omar: Case, office: Office
    ) -> None:
        wrong = entry(office, omar, "allocation_decided")

        page = landed(desk, sent(desk, omar, "correct", wrong.pk, value="30. marts 2018", source="Opringning"))

        moved = page[page.index("Gemt. Det ændrede sig") : page.index("Som kendt den")]
        assert "Integrationskontrakt" in moved
        assert "frist 1. juli 2018" in moved
        assert "frist 1. juni 2018" in moved

    def test_before_stands_beside_after(self, desk: Client, omar: Case, office: Office) -> None:
        page = shown(desk, omar, "correct", entry(office, omar, "allocation_decided").pk)

        assert "Nu står der" in page
        assert 'value="17. april 2018"' in page

    def test_both_entries_stay_readable_and_lead_to_each_other(self, desk: Client, omar: Case, office: Office) -> None:
        wrong = entry(office, omar, "allocation_decided")
        sent(desk, omar, "correct", wrong.pk, value="30-03-2018", source="Opringning")
        right = entry(office, omar, "allocation_decided")

        ledger = shown(desk, omar, "ledger")
        old, new = (shown(desk, omar, "entry", one.pk) for one in (wrong, right))

        assert "<del>17. april 2018</del>" in ledger
        assert reverse("duties:entry", args=[omar.key, right.pk]) in old
        assert reverse("duties:entry", args=[omar.key, wrong.pk]) in new
        assert "frist 1. juni 2018" in new

    def test_a_refusal_names_field_problem_and_remedy_and_keeps_what_was_typed(
        self, desk: Client, omar: Case, office: Office
    ) -> None:
        wrong = entry(office, omar, "allocation_decided")

        answer = sent(desk, omar, "correct", wrong.pk, value="31. april 2018", source="Opringning til styrelsen")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Visiteret til kommunen: Datoen »31. april 2018« findes ikke. Ret dag eller måned." in page
        assert 'value="31. april 2018"' in page
        assert 'value="Opringning til styrelsen"' in page

    def test_what_is_already_replaced_is_not_corrected_again(self, desk: Client, omar: Case, office: Office) -> None:
        wrong = entry(office, omar, "allocation_decided")
        sent(desk, omar, "correct", wrong.pk, value="30. marts 2018", source="Opringning")

        assert sent(desk, omar, "correct", wrong.pk, value="1. marts 2018", source="Igen").status_code == 403

    def test_a_state_is_corrected_with_its_period(self, desk: Client, omar: Case, office: Office) -> None:
        permit = News(fact="permit", value="granted", holds_from=date(2018, 4, 1), holds_to=date(2019, 3, 31))
        told(office.caseworker, [omar], [permit])
        wrong = entry(office, omar, "permit")

        data = {"value": "granted", "holds_from": "1. april 2018", "holds_to": "31. marts 2020", "source": "Brev"}
        landed(desk, sent(desk, omar, "correct", wrong.pk, **data))

        assert entry(office, omar, "permit").holds_to == date(2020, 3, 31)

    def test_an_entry_of_another_case_is_not_found(
        self, desk: Client, omar: Case, bahati: list[Case], office: Office
    ) -> None:
        other = entry(office, bahati[0], "allocation_decided")

        assert sent(desk, omar, "correct", other.pk, value="1. april 2018", source="Brev").status_code == 404


class TestWithdrawing:
    """B19, B23"""

    def test_a_withdrawn_date_leaves_the_duty_untold_and_never_guessed(
        self, desk: Client, omar: Case, office: Office
    ) -> None:
        wrong = entry(office, omar, "allocation_decided")

        page = landed(desk, sent(desk, omar, "withdraw", wrong.pk, source="Hører til en anden person"))

        assert "Mangler oplysning" in page
        assert "Mangler: Visiteret til kommunen" in page
        assert "<del>17. april 2018</del>" in shown(desk, omar, "ledger")
        assert "Hører til en anden person" in shown(desk, omar, "ledger")

    def test_it_asks_for_a_reason(self, desk: Client, omar: Case, office: Office) -> None:
        answer = sent(desk, omar, "withdraw", entry(office, omar, "allocation_decided").pk, source="")

        assert answer.status_code == 422
        assert "Begrundelse: Skal udfyldes." in answer.content.decode()


class TestRecording:
    def test_the_fact_that_meets_a_duty_meets_it_and_the_page_says_so(
        self, desk: Client, omar: Case, office: Office
    ) -> None:
        data: dict[str, Any] = {"who": [str(omar.key)], "value": "9. juni 2018", "source": "Samtale med borgeren"}

        page = landed(desk, sent(desk, omar, "record", fact="contract_signed", **data))

        assert "Opfyldt 9. juni 2018" in page
        with acting(office.caseworker):
            assert Duty.objects.get(case=omar, rule="integration_contract").fulfilled_on == TODAY

    def test_it_is_logged_as_a_record_of_these_persons(self, desk: Client, omar: Case, office: Office) -> None:
        """N2"""
        sent(desk, omar, "record", fact="contract_signed", who=[str(omar.key)], value="9. juni 2018", source="Samtale")

        with acting(office.leader):
            assert Look.objects.get().persons == [omar.person_id]

    def test_one_step_tells_the_same_of_several_members(self, desk: Client, bahati: list[Case], office: Office) -> None:
        who = [str(case.key) for case in bahati[:2]]

        page = landed(
            desk, sent(desk, bahati[0], "record", fact="contract_signed", who=who, value="9. juni 2018", source="Møde")
        )

        moved = page[page.index("Gemt. Det ændrede sig") : page.index("Som kendt den")]
        assert "Furaha Bahati" in moved
        assert "Espoir Bahati" in moved
        with acting(office.caseworker):
            assert Movement.objects.exclude(entry=None).filter(entry__fact="contract_signed").count() >= 2

    def test_what_is_of_the_household_is_recorded_on_it(self, desk: Client, bahati: list[Case], office: Office) -> None:
        page = shown(desk, bahati[0], "record", fact="family_visit_held")
        assert "Hvem gælder det" not in page

        landed(desk, sent(desk, bahati[0], "record", fact="family_visit_held", value="8. juni 2018", source="Besøg"))

        with acting(office.caseworker):
            assert Entry.objects.get(fact="family_visit_held").family_id == bahati[0].family_id

    def test_who_is_alone_is_their_own_household(self, desk: Client, omar: Case, office: Office) -> None:
        landed(desk, sent(desk, omar, "record", fact="bed_assigned", value="1. juni 2018", source="Boligfinder"))

        with acting(office.caseworker):
            assert Entry.objects.get(fact="bed_assigned").case_id == omar.pk

    @pytest.mark.parametrize(
        ("fact", "data", "answer"),
        [
            ("contract_signed", {"value": "1. juli 2018"}, "Kontrakt underskrevet: datoen ligger ude i fremtiden."),
            ("contract_signed", {"value": ""}, "Kontrakt underskrevet: Skal udfyldes."),
            ("contract_signed", {"value": "9. juni 2018", "who": []}, "Hvem gælder det: Vælg en mulighed."),
            ("contract_signed", {"value": "9. juni 2018", "source": ""}, "Kilde: Skal udfyldes."),
            ("legal_basis", {"value": "visitor", "holds_from": "1.4.2018"}, "Opholdsgrundlag: Det valgte findes ikke"),
            (
                "permit",
                {"value": "granted", "holds_from": "1.4.2018", "holds_to": "1.3.2018"},
                "Gælder til og med: Dagen ligger før »Gælder fra«.",
            ),
            ("illness", {"value": "", "holds_from": "1.4.2018"}, "Sygdom: Vælg en mulighed."),
        ],
    )
    def test_a_refusal_names_field_problem_and_remedy(
        self, fact: str, data: dict[str, Any], answer: str, desk: Client, omar: Case, office: Office
    ) -> None:
        asked = {"who": [str(omar.key)], "source": "Samtale"} | data

        refused = sent(desk, omar, "record", fact=fact, **asked)

        assert refused.status_code == 422
        assert answer in refused.content.decode()
        with acting(office.caseworker):
            assert not Entry.objects.filter(case=omar, fact=fact).exclude(source="Brev").exists()

    def test_the_facts_to_choose_between_are_those_of_the_role(
        self, sign_in: Callable[[str], Client], omar: Case
    ) -> None:
        """N1"""
        page = shown(sign_in("housing_social_worker"), omar, "record")

        assert "Seng anvist" in page
        assert "Kontrakt underskrevet" not in page

    @pytest.mark.parametrize("fact", ["contract_signed", "health_assessment_needed"])
    def test_a_fact_of_another_role_is_refused(
        self, fact: str, sign_in: Callable[[str], Client], omar: Case, office: Office
    ) -> None:
        """N1"""
        client = sign_in("citizen_service")

        answer = sent(client, omar, "record", fact=fact, who=[str(omar.key)], value="1. juni 2018", source="X")

        assert answer.status_code == 403
        with acting(office.caseworker):
            assert not Entry.objects.filter(fact=fact).exists()

    def test_a_fact_nobody_knows_is_not_found(self, desk: Client, omar: Case) -> None:
        assert sent(desk, omar, "record", fact="shoe_size", value="43", source="X").status_code == 404


class TestInterview:
    """B6, B7, D7: one screen for the whole interview."""

    def test_held_guided_and_the_next_agreed_in_one_step(self, desk: Client, omar: Case, office: Office) -> None:
        data: dict[str, Any] = {
            "who": [str(omar.key)],
            "held_on": "9. juni 2018",
            "guided": "on",
            "next_on": "6. september 2018",
            "source": "Samtale med borgeren",
        }

        page = landed(desk, sent(desk, omar, "interview", **data))

        assert "Gemt. Det ændrede sig" in page
        with acting(office.caseworker):
            found = dict(Entry.objects.filter(case=omar, recorded_on=TODAY).values_list("fact", "value"))
        assert found == {
            "interview_held": "2018-06-09",
            "repatriation_guidance_given": "2018-06-09",
            "interview_agreed": "2018-09-06",
        }

    def test_what_was_not_done_is_not_recorded(self, desk: Client, omar: Case, office: Office) -> None:
        data: dict[str, Any] = {"who": [str(omar.key)], "held_on": "9. juni 2018", "source": "Samtale"}

        landed(desk, sent(desk, omar, "interview", **data))

        with acting(office.caseworker):
            found = set(Entry.objects.filter(case=omar, recorded_on=TODAY).values_list("fact", flat=True))
        assert found == {"interview_held"}

    @pytest.mark.parametrize(
        ("data", "answer"),
        [
            ({"held_on": "10. juni 2018"}, "Samtale holdt: Dagen ligger ude i fremtiden."),
            ({"next_on": "1. juni 2018"}, "Næste samtale aftalt til: Dagen skal ligge efter samtalen."),
        ],
    )
    def test_a_refusal_keeps_what_was_typed(self, data: dict[str, str], answer: str, desk: Client, omar: Case) -> None:
        asked: dict[str, Any] = {
            "who": [str(omar.key)],
            "held_on": "9. juni 2018",
            "guided": "on",
            "source": "Hjemmebesøg",
        } | data

        refused = sent(desk, omar, "interview", **asked)

        page = refused.content.decode()
        assert refused.status_code == 422
        assert answer in page
        assert 'value="Hjemmebesøg"' in page
        assert 'name="guided"' in page
        assert "checked" in page

    def test_the_agenda_is_what_the_rules_wait_for(self, desk: Client, omar: Case) -> None:
        agenda = shown(desk, omar, "interview").split("Til dagsordenen")[1]

        assert "Integrationskontrakt" in agenda

    def test_a_role_that_holds_no_interviews_is_turned_away(self, sign_in: Callable[[str], Client], omar: Case) -> None:
        """N1"""
        client = sign_in("housing_social_worker")

        assert client.get(reverse("duties:interview", args=[omar.key])).status_code == 403
        assert reverse("duties:interview", args=[omar.key]) not in shown(client, omar)


class TestCare:
    """A10"""

    def test_the_case_changes_hands_with_the_duties_of_that_role(
        self, desk: Client, bahati: list[Case], office: Office
    ) -> None:
        to = office.caseworker.key

        page = landed(desk, sent(desk, bahati[0], "responsible", to=str(to), household="on"))

        assert "4 sager har skiftet ansvarlig." in page
        with acting(office.caseworker):
            mine = Duty.objects.filter(case__in=bahati, role="caseworker")
            assert mine.exists()
            assert not mine.active().exclude(responsible=office.caseworker).exists()
            others = Duty.objects.filter(case__in=bahati).exclude(role="caseworker")
            assert not others.filter(responsible=office.caseworker).exists()

    def test_a_duty_that_a_colleague_has_taken_stays_with_the_colleague(
        self, desk: Client, omar: Case, office: Office
    ) -> None:
        with acting(office.caseworker):
            taken = Duty.objects.get(case=omar, rule="integration_contract")
            Duty.objects.filter(pk=taken.pk).update(responsible=office.leader)

        sent(desk, omar, "responsible", to=str(office.caseworker.key))

        with acting(office.caseworker):
            taken.refresh_from_db()
            assert taken.responsible_id == office.leader.pk

    def test_one_administration_coordinates_for_the_whole_family(
        self, desk: Client, bahati: list[Case], office: Office
    ) -> None:
        page = landed(desk, sent(desk, bahati[2], "coordinate", administration="job_centre"))

        assert "Jobcenteret koordinerer nu." in page
        assert "Jobcenteret" in shown(desk, bahati[0])

    @pytest.mark.parametrize("role", ["housing_finder", "benefits_office", "citizen_service"])
    def test_a_role_that_sees_no_whole_case_hands_out_none(
        self, role: str, sign_in: Callable[[str], Client], omar: Case, office: Office
    ) -> None:
        """N1"""
        client = sign_in(role)

        assert client.get(reverse("duties:care", args=[omar.key])).status_code == 403
        assert sent(client, omar, "responsible", to=str(office.leader.key)).status_code == 403
        assert sent(client, omar, "coordinate", administration="health").status_code == 403
        with acting(office.caseworker):
            omar.refresh_from_db()
        assert omar.responsible_id is None
        assert omar.coordinating_administration == ""


class TestLedger:
    def test_it_is_filtered_by_fact_and_by_member(self, desk: Client, bahati: list[Case]) -> None:
        page = shown(desk, bahati[0], "ledger", fact="legal_basis", whose=str(bahati[1].key))

        table = page.split("<tbody>")[1]
        assert "Konventionsflygtning" in table
        assert "Visiteret til kommunen" not in table
        assert "Espoir Bahati" in table
        assert "Furaha Bahati" not in table

    def test_it_is_paged(self, desk: Client, omar: Case, office: Office) -> None:
        days = [event("interview_held", date(2018, 5, day)) for day in range(1, 31)]
        told(office.caseworker, [omar], days, today=TODAY)

        first, second = shown(desk, omar, "ledger"), shown(desk, omar, "ledger", page="2")

        assert "1–25 af 32" in first
        assert "26–32 af 32" in second
        assert "Konventionsflygtning" in second.split("<tbody>")[1]

    @pytest.mark.parametrize("whose", ["nobody", "00000000-0000-0000-0000-000000000000"])
    def test_a_filter_that_fits_nothing_says_what_to_do(self, whose: str, desk: Client, bahati: list[Case]) -> None:
        assert "Vis alle" in shown(desk, bahati[0], "ledger", whose=whose)

    def test_a_role_that_may_not_record_a_fact_is_offered_no_correction(
        self, sign_in: Callable[[str], Client], omar: Case, office: Office
    ) -> None:
        """N1"""
        address = reverse("duties:correct", args=[omar.key, entry(office, omar, "allocation_decided").pk])

        assert address not in shown(sign_in("housing_social_worker"), omar, "ledger")
        assert address in shown(sign_in("caseworker"), omar, "ledger")
