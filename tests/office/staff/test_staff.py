"""The officers' pages: employ, change post, end, take back, let in by a link, and hand over what somebody had. (N1)"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from brobygger.office.access import actions, permissions, staffing
from brobygger.office.access.choices import Extent, Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Alteration, Look, Officer, PasswordLink, SignIn
from brobygger.office.casefiles.models import Case
from brobygger.office.duties.models import Duty, Movement
from brobygger.office.staff import forms, rights
from casework import a_family, a_single
from staffed import PASSWORD, TODAY, Office

NEW = {"display_name": "Åse Ny Holm", "email": "aase@vesthimmerland.example", "role": "caseworker", "initials": ""}
LINK = re.compile(r"http://testserver(/password/choose/[\w-]+/)")

# Session, officer with municipality: 2. Counts and rows: 2. The menu: 1. The transaction's context, and in tests its
# savepoint and what held before: 5.
PINNED = 10


@pytest.fixture(autouse=True)
def working_day(settings: Settings) -> None:
    """The office works on its own day, and hashes are quick."""
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def leader(office: Office, client: Client) -> Client:
    """The leader's own window."""
    client.force_login(office.leader)
    return client


def at(name: str, colleague: Officer) -> str:
    return reverse(f"staff:{name}", kwargs={"key": colleague.key})


def read(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, address: str, status: int = 200, /, **said: str) -> str:
    answer = client.post(address, said)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def again(colleague: Officer) -> Officer:
    with acting(None, municipality=colleague.municipality):
        return Officer.objects.get(pk=colleague.pk)


class TestTheList:
    """Who works here, and who has."""

    def test_it_tells_each_ones_name_role_beginning_and_last_sign_in(self, office: Office, leader: Client) -> None:
        with acting(office.automatic):
            Officer.objects.filter(pk=office.caseworker.pk).update(employed_on=date(2016, 2, 29))
        staffing.note_sign_in(office.caseworker)
        page = read(leader, reverse("staff:officers"))
        row = page[page.index("caseworker vesthimmerland") :]
        row = row[: row.index("</tr>")]
        assert "Sagsbehandler" in row
        assert "29. februar 2016" in row
        assert re.search(r"Sidste login\">\d+\. \w+ \d{4} kl\. ", row)
        assert page.count("aldrig") == len(office.officers) - 1
        assert "Automatisk" not in page

    def test_danish_order_and_never_a_colleague_of_another_municipality(
        self, office: Office, elsewhere: Office, leader: Client
    ) -> None:
        for number, name in enumerate(("Åse", "Ærø", "Abel", "øllegaard")):
            given = {**NEW, "display_name": name, "email": f"{number}@x.example"}
            sent(leader, reverse("staff:employ"), 200, **given)
        page = read(leader, reverse("staff:officers"))
        assert [page.index(name) for name in ("Abel<", "Ærø<", "øllegaard<", "Åse<")] == sorted(
            page.index(name) for name in ("Abel<", "Ærø<", "øllegaard<", "Åse<")
        )
        assert "randers" not in page

    def test_nobody_has_left_yet(self, leader: Client) -> None:
        assert "Ingen medarbejdere er stoppet." in read(leader, reverse("staff:officers"), show="gone")

    def test_fifty_a_page_by_role_and_those_who_have_left(self, office: Office, leader: Client) -> None:
        with acting(office.automatic):
            for number in range(60):
                actions.employ(
                    office.municipality,
                    role=Role.JOB_CONSULTANT,
                    email=f"{number}@vesthimmerland.example",
                    display_name=f"Konsulent {number:02}",
                    initials="K",
                    password=None,
                )
            gone = Officer.objects.get(display_name="Konsulent 07")
            staffing.end(gone, on=TODAY, reason="Pension", officer=office.automatic)
        page = read(leader, reverse("staff:officers"), role="job_consultant", page="2")
        assert page.count("Konsulent ") == 10
        assert "51–60 af 60" in page
        left = read(leader, reverse("staff:officers"), show="gone")
        assert left.count('data-title="Sidste dag"') == 1
        assert "Konsulent 07" in left
        nobody = read(leader, reverse("staff:officers"), show="gone", role="leader")
        assert "Ingen medarbejdere passer til det valgte" in nobody
        assert "Konsulent 00" not in read(leader, reverse("staff:officers"), role="leader", show="no", page="x")

    def test_the_list_costs_the_same_however_many_there_are(
        self, office: Office, leader: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        address = reverse("staff:officers")
        with django_assert_num_queries(PINNED):
            read(leader, address)
        with acting(office.automatic):
            for number in range(20):
                actions.employ(
                    office.municipality,
                    role=Role.CASEWORKER,
                    email=f"{number}@x.example",
                    display_name="Ny",
                    initials="N",
                    password=None,
                )
        with django_assert_num_queries(PINNED):
            read(leader, address)


class TestEmploying:
    """Somebody new comes in by a link."""

    def test_somebody_new_is_employed_and_comes_in_by_the_link(self, office: Office, leader: Client) -> None:
        page = sent(leader, reverse("staff:employ"), 200, **NEW)
        assert "Åse Ny Holm er ansat." in page
        link = LINK.search(page)
        assert link is not None
        visitor = Client()
        visitor.post(link[1], {"password": PASSWORD, "again": PASSWORD})
        visitor.post(reverse("account_login"), {"login": NEW["email"], "password": PASSWORD})
        with acting(office.leader):
            new = Officer.objects.get(email=NEW["email"])
            assert (new.role, new.initials, new.employed_on, new.is_active) == ("caseworker", "ÅNH", TODAY, True)
            assert SignIn.objects.get().officer_id == new.pk
        assert f'href="{reverse("account_change_password")}"' in read(visitor, "/")
        assert link[1] not in read(leader, at("officer", new))

    def test_who_has_no_password_is_offered_no_change_of_it(self, leader: Client) -> None:
        assert reverse("account_change_password") not in read(leader, "/")

    def test_the_link_is_in_no_cache(self, leader: Client) -> None:
        answer = leader.post(reverse("staff:employ"), NEW)
        assert "no-store" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (
                {"email": "LEADER@vesthimmerland.example"},
                "E-mail: leader vesthimmerland har allerede den adresse. Skriv en anden adresse.",
            ),
            (
                {"email": "leader@randers.example"},
                "E-mail: Adressen bruges allerede til at logge ind med et andet sted i Brobygger.",
            ),
            ({"email": "aase"}, "E-mail: »aase« er ikke en e-mailadresse. Skriv den som navn@kommune.dk."),
            ({"email": ""}, "E-mail: Skal udfyldes."),
            ({"role": ""}, "Rolle: Vælg en mulighed."),
            ({"role": "automatic"}, "Rolle: Det valgte findes ikke på listen."),
            ({"display_name": ""}, "Navn: Skal udfyldes."),
        ],
    )
    def test_what_is_wrong_is_named_and_what_was_typed_stays(
        self, wrong: dict[str, str], said: str, office: Office, elsewhere: Office, leader: Client
    ) -> None:
        given = {**NEW, **wrong}
        page = sent(leader, reverse("staff:employ"), 422, **given)
        assert said in page
        for name in ("display_name", "email"):
            assert not given[name] or f'value="{given[name]}"' in page
        with acting(office.leader):
            assert Officer.objects.count() == len(office.officers) + 1

    def test_one_who_left_and_has_the_address_is_to_be_taken_back(self, office: Office, leader: Client) -> None:
        with acting(office.leader):
            staffing.end(office.caseworker, on=TODAY, reason="Barsel", officer=office.leader)
        page = sent(leader, reverse("staff:employ"), 422, **{**NEW, "email": office.caseworker.email})
        assert "Genansæt caseworker vesthimmerland fra listen »Stoppet«" in page

    def test_an_address_that_another_request_took_in_between_is_refused(
        self, office: Office, leader: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(forms, "taken", lambda _address: None)
        given = {**NEW, "email": office.leader.email}
        assert str(forms.IN_USE) in sent(leader, reverse("staff:employ"), 422, **given)
        assert str(forms.IN_USE) in sent(leader, at("change", office.caseworker), 422, **given)
        assert again(office.caseworker).email != office.leader.email


def test_whoever_gives_a_role_reads_what_it_may(office: Office, leader: Client) -> None:
    """Every column and every extent of `roles.toml` has its words, so that a new one cannot be left out."""
    assert tuple(rights.COLUMNS) == permissions.COLUMNS
    assert set(rights.WORDS) == set(Extent)
    finder = next(one for one in rights.table() if one.role == "Boligfinder")
    assert [right.extent for right in finder.rights] == (
        ["navn, kontakt, datoer", "bolig", "behov", "husleje", "alt", "–", "bolig", "–", "–", "–", "–"]
    )
    for page in (read(leader, reverse("staff:employ")), read(leader, at("change", office.caseworker))):
        table = page[page.index("<summary>Hvad må rollerne?</summary>") :]
        assert table[: table.index("</details>")].count('<th scope="row">') == len(office.officers)
        assert "egne og ufordelte" in page


class TestChangingPost:
    """Another role, name or address; what it was is kept."""

    def test_another_role_holds_at_once_and_the_page_tells_what_it_was(self, office: Office, leader: Client) -> None:
        theirs = Client()
        theirs.force_login(office.caseworker)
        assert theirs.get(reverse("casefiles:looks")).status_code == 403
        given = {**NEW, "email": office.caseworker.email, "role": "leader", "initials": "ÅH"}
        sent(leader, at("change", office.caseworker), 302, **given)
        assert theirs.get(reverse("casefiles:looks")).status_code == 200

        with acting(office.leader):
            kept = Alteration.objects.get(thing="access_officer")
        assert (kept.officer_id, kept.was["role"], kept.became["role"]) == (office.leader.pk, "caseworker", "leader")
        page = read(leader, at("officer", office.caseworker))
        changes = page[page.index('id="changes"') :]
        for told in ("leader vesthimmerland", "Sagsbehandler", "Leder", "caseworker vesthimmerland", "Åse Ny Holm"):
            assert told in changes

    def test_the_form_begins_with_what_is_so(self, office: Office, leader: Client) -> None:
        page = read(leader, at("change", office.caseworker))
        assert f'value="{office.caseworker.email}"' in page
        assert '<option value="caseworker" selected>' in page

    def test_nobody_gives_themselves_a_role(self, office: Office, leader: Client) -> None:
        assert "Din egen rolle kan du ikke ændre" in read(leader, at("change", office.leader))
        given = {**NEW, "email": office.leader.email, "role": "system_administrator"}
        sent(leader, at("change", office.leader), 302, **given)
        assert (again(office.leader).role, again(office.leader).display_name) == ("leader", NEW["display_name"])
        with acting(office.leader), pytest.raises(staffing.StaffingRefusedError, match="Din egen rolle"):
            staffing.change(
                office.leader,
                role=Role.CASEWORKER,
                email=office.leader.email,
                display_name="L",
                initials="L",
                officer=office.leader,
            )

    def test_the_last_who_employs_keeps_the_role(
        self, office: Office, leader: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Only two requests at once come so far, since nobody changes their own."""
        refused = staffing.StaffingRefusedError("den eneste")

        def refuse(*_: object, **__: object) -> None:
            raise refused

        monkeypatch.setattr(staffing, "change", refuse)
        monkeypatch.setattr(staffing, "end", refuse)
        colleague = office.system_administrator
        given = {**NEW, "email": colleague.email}
        assert "den eneste" in sent(leader, at("change", colleague), 422, **given)
        assert "den eneste" in sent(leader, at("end", colleague), 422, day="9.6.2018", reason="Pension")


class TestEnding:
    """Who has left is out at once, and the name stays on what they did."""

    def test_who_is_ended_is_out_at_once_and_cannot_come_in_again(self, office: Office, leader: Client) -> None:
        theirs = Client()
        theirs.force_login(office.caseworker)
        assert theirs.get("/").status_code == 200
        sent(leader, at("end", office.caseworker), 302, day="1. juni 2018", reason="Ny stilling i Aars")
        assert theirs.get("/").status_code == 302
        ended = again(office.caseworker)
        assert (ended.is_active, ended.ended_on, ended.ended_because) == (False, date(2018, 6, 1), "Ny stilling i Aars")
        page = read(leader, at("officer", ended))
        for told in ("stoppet", "1. juni 2018", "Ny stilling i Aars", "Genansæt"):
            assert told in page
        assert "Lav link" not in page
        assert leader.get(at("end", ended)).status_code == 302

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"day": "10.6.2018"}, "Sidste dag: Dagen er ikke kommet."),
            ({"day": "31.12.2015"}, "Sidste dag: Dagen ligger før ansættelsen."),
            ({"reason": " "}, "Begrundelse: Skal udfyldes."),
        ],
    )
    def test_the_day_has_come_and_the_reason_is_given(
        self, given: dict[str, str], said: str, office: Office, leader: Client
    ) -> None:
        with acting(office.automatic):
            Officer.objects.filter(pk=office.caseworker.pk).update(employed_on=date(2016, 1, 1))
        answers = {"day": "9.6.2018", "reason": "Ny stilling", **given}
        assert said in sent(leader, at("end", office.caseworker), 422, **answers)
        assert again(office.caseworker).is_active

    def test_nobody_ends_themselves(self, office: Office, leader: Client) -> None:
        page = sent(leader, at("end", office.leader), 422, day="9.6.2018", reason="Slut")
        assert "Din egen ansættelse kan du ikke afslutte" in page
        assert again(office.leader).is_active

    def test_the_name_stays_on_what_was_done(self, office: Office, leader: Client) -> None:
        case = a_single(office.caseworker)
        sent(leader, at("end", office.caseworker), 302, day="9.6.2018", reason="Ny stilling")
        assert "caseworker vesthimmerland" in read(leader, reverse("duties:ledger", kwargs={"key": case.key}))

    def test_who_comes_back_chooses_a_new_password(self, office: Office, leader: Client) -> None:
        with acting(office.leader):
            office.caseworker.set_password(PASSWORD)
            office.caseworker.save()
        sent(leader, at("end", office.caseworker), 302, day="9.6.2018", reason="Orlov")
        page = sent(leader, at("take_back", office.caseworker))
        assert "er ansat igen" in page
        assert LINK.search(page)
        back = again(office.caseworker)
        assert (back.is_active, back.ended_on, back.employed_on) == (True, None, TODAY)
        assert not back.has_usable_password()
        sent(leader, at("take_back", office.caseworker), 302)  # asked twice
        with acting(office.leader):
            assert PasswordLink.objects.count() == 1


class TestTheLink:
    """Shown once, to whoever made it."""

    def test_it_is_told_who_made_it_and_what_became_of_it(self, office: Office, leader: Client) -> None:
        first, second = (LINK.search(sent(leader, at("link", office.caseworker))) for _ in range(2))
        assert first
        assert second
        page = read(leader, at("officer", office.caseworker))
        table = page[page.index('id="links"') :]
        assert table.count("leader vesthimmerland") == 2
        assert "trukket tilbage" in table
        assert "virker til" in table
        Client().post(second[1], {"password": PASSWORD, "again": PASSWORD})
        page = read(leader, at("officer", office.caseworker))
        assert re.search(r"brugt \d+\. \w+ \d{4} kl\. ", page[page.index('id="links"') :])
        changes = page[page.index('id="changes"') :]
        assert "adgangskode" in changes
        assert changes.count("skjult") == 2
        assert "md5$" not in page

    def test_none_is_made_for_oneself(self, office: Office, leader: Client) -> None:
        sent(leader, at("link", office.leader), 302)
        assert "skifter du selv" in read(leader, at("officer", office.leader))
        with acting(office.leader):
            assert not PasswordLink.objects.exists()


class TestWhatTheyAnswerFor:
    """Open cases and duties are counted, shown and handed over."""

    @pytest.fixture
    def cases(self, office: Office) -> list[Case]:
        """A household and one alone; the caseworker answers for all of them and for their duties."""
        made = [a_single(office.caseworker), *a_family(office.caseworker)]
        with acting(office.leader):
            Case.objects.update(responsible=office.caseworker)
            Duty.objects.update(responsible=office.caseworker)
            last = Duty.objects.active().order_by("pk").last()
            assert last is not None
            Duty.objects.filter(pk=last.pk).update(on_list_from=date(2018, 12, 1))
        return made

    def counted(self, officer: Officer, whose: Officer) -> tuple[int, int, int]:
        with acting(officer):
            theirs = Duty.objects.filter(responsible=whose)
            now = theirs.on_the_list(today=TODAY).count()
            return Case.objects.filter(responsible=whose).count(), now, theirs.active().count() - now

    def test_the_page_counts_and_leads_to_the_worklist_of_them_alone(
        self, office: Office, cases: list[Case], leader: Client
    ) -> None:
        with acting(office.leader):
            taken = Duty.objects.on_the_list(today=TODAY).order_by("pk")[0]
            Duty.objects.filter(pk=taken.pk).update(responsible=office.job_consultant)
        number, now, later = self.counted(office.leader, office.caseworker)
        page = read(leader, at("officer", office.caseworker))
        assert f"{number} åbne sager" in page
        assert f"{now} forpligtelser på arbejdslisten" in page
        assert f"{later} forpligtelse, der kommer" in page
        assert f"{number} åbne sager" in read(leader, at("end", office.caseworker))

        link = re.search(r'href="(/\?whose=all&amp;officer=[\w-]+)"', page)
        assert link is not None
        address = link[1].replace("&amp;", "&")
        listed = read(leader, address)
        assert f"1–{min(now, 50)} af {now}" in listed
        assert 'Ansvarlig: <span translate="no">caseworker vesthimmerland</span>' in listed
        assert str(taken.key) not in listed
        with acting(office.leader):
            assert set(Look.objects.order_by("pk").last().persons) <= {case.person_id for case in cases}  # type: ignore[union-attr]  # there is one

    def test_the_filter_stays_when_duties_are_handed_out_and_goes_when_let_go(
        self, office: Office, cases: list[Case], leader: Client
    ) -> None:
        key = str(office.caseworker.key)
        with acting(office.leader):
            duty = Duty.objects.on_the_list(today=TODAY).order_by("pk")[0]
        given = {"duties": str(duty.key), "to": str(office.job_consultant.key), "officer": key, "whose": "all"}
        answer = leader.post(reverse("duties:assign"), given)
        assert answer.headers["Location"] == f"/?whose=all&officer={key}"
        page = read(leader, "/", officer=key)
        assert f'type="hidden" name="officer" value="{key}"' in page
        assert 'href="?whose=all"' in page
        for nobody in ("x", "00000000-0000-0000-0000-000000000007"):
            assert 'type="hidden" name="officer"' not in read(leader, "/", officer=nobody)

    def test_one_colleague_takes_everything_also_what_comes_later(
        self, office: Office, cases: list[Case], leader: Client
    ) -> None:
        before = self.counted(office.leader, office.caseworker)
        page = sent(leader, at("hand_over", office.caseworker), 302, to=str(office.job_consultant.key))
        assert self.counted(office.leader, office.caseworker) == (0, 0, 0)
        assert self.counted(office.leader, office.job_consultant) == before
        page = read(leader, at("officer", office.caseworker))
        told = f"Sager: {before[0]}. Forpligtelser: {before[1] + before[2]}."
        assert f"job_consultant vesthimmerland har overtaget. {told}" in page
        assert "Ingen åbne sager og ingen forpligtelser." in page
        with acting(office.leader):
            kept = Movement.objects.filter(why="assigned", officer=office.leader)
            assert kept.count() == before[1] + before[2]

    def test_it_goes_to_a_colleague_in_office_who_sees_cases(
        self, office: Office, cases: list[Case], leader: Client
    ) -> None:
        before = self.counted(office.leader, office.caseworker)
        with acting(office.leader):
            staffing.end(office.housing_finder, on=TODAY, reason="Pension", officer=office.leader)
        colleagues = (office.caseworker, office.housing_finder, office.system_administrator, office.automatic)
        for nobody in ("", *(str(one.key) for one in colleagues)):
            assert "Overdrag alt til: " in sent(leader, at("hand_over", office.caseworker), 422, to=nobody)
        assert self.counted(office.leader, office.caseworker) == before

    def test_a_system_administrator_counts_but_opens_and_hands_over_no_case(
        self, office: Office, cases: list[Case], client: Client
    ) -> None:
        client.force_login(office.system_administrator)
        page = read(client, at("officer", office.caseworker))
        assert "5 åbne sager" in page
        assert "officer=" not in page
        assert "fordeles af lederen" in page
        sent(client, at("hand_over", office.caseworker), 403, to=str(office.leader.key))


def test_the_automatic_officer_and_another_municipalitys_are_nobodys_colleague(
    office: Office, elsewhere: Office, leader: Client
) -> None:
    for colleague in (office.automatic, elsewhere.caseworker):
        for name in ("officer", "change", "end"):
            assert leader.get(at(name, colleague)).status_code == 404
        for name in ("link", "take_back", "hand_over"):
            sent(leader, at(name, colleague), 404)


def test_the_pages_are_whole_in_english(office: Office, leader: Client) -> None:
    leader.cookies["django_language"] = "en"
    for address in (reverse("staff:officers"), reverse("staff:employ"), at("officer", office.caseworker)):
        page = read(leader, address)
        main = page[page.index("<main") : page.index("</main>")]
        assert not re.search("[æøå]", re.sub(r"<[^>]+>", "", main), re.IGNORECASE)
