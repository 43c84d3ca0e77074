"""A municipality that the program has never heard of works by a rulebook beside it, with no line of code. N8"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.news import News
from brobygger.office.duties import rulebooks
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from brobygger.office.rules import views
from brobygger.site import running
from brobygger.site.commands import municipality as command
from brobygger.site.faults import Fault
from brobygger.site.staffing import found
from staffed import TODAY, Office, OpenCase, an_office

OWN = Path(__file__).parents[1] / "rulebooks"
pytestmark = pytest.mark.django_db
LETTER = {
    "journal_number": "2018-0100", "received_on": "20. april 2018", "legal_basis": "convention_refugee",
    "allocated_on": "17-04-2018", "arrival_expected": "1/6-2018", "citizenship": "Syrien", "language": "Arabisk",
    "people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-name": "Bassel Mansour",
    "people-0-alien_number": "62280164", "people-0-born": "1. oktober 1985", "people-0-sex": "male",
}  # fmt: skip


def forget() -> None:
    """What a process reads once is read again."""
    for read in (vocabulary.words, rulebooks.rulebook, views._names):
        read.cache_clear()


@pytest.fixture(autouse=True)
def _own(monkeypatch: pytest.MonkeyPatch, settings: object) -> Iterator[None]:
    settings.DEMO = True  # type: ignore[attr-defined]
    monkeypatch.setenv("BROBYGGER_RULEBOOKS", str(OWN))
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def koege(db: None) -> Office:
    return an_office("koege", rulebook="koege")


def test_the_municipality_is_founded_by_its_own_rulebook(db: None) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    told = parser.parse_args(["found", "koege", "--name", "Køge Kommune", "--rulebook", "koege"])

    assert found(told.slug, name=told.name, rulebook=told.rulebook) == 0
    assert Municipality.objects.get(slug="koege").rulebook == "koege"


def test_a_letter_gives_the_frames_duties_and_each_tells_why(client: Client, koege: Office) -> None:
    client.force_login(koege.caseworker)
    assert client.post(reverse("reception:new"), LETTER).status_code == 302

    page = client.get(reverse("duties:worklist"), {"whose": "all"}).content.decode()
    with acting(koege.caseworker):
        duty = Duty.objects.get(rule="welcome_meeting")
    why = client.get(reverse("duties:duty", args=[duty.key])).content.decode()

    assert "Velkomstmøde inden ankomsten" in page
    assert "Sådan tager vi imod flygtninge, Køge Kommune" in why
    assert duty.due_on == date(2018, 5, 18)  # two weeks before the arrival
    assert "1. juni 2018" in why


def test_its_own_words_are_recorded_there_and_by_the_role_it_names(koege: Office, open_case: OpenCase) -> None:
    consultant = koege.family_consultant
    with acting(koege.caseworker):
        child = open_case(koege.caseworker, born=date(2010, 3, 1), name="Lina Mansour")
        record(
            child,
            [News(fact="arrived", value=date(2018, 6, 1), holds_from=date(2018, 6, 1))],
            source="Brev",
            officer=koege.caseworker,
            today=TODAY,
        )
    word = vocabulary.words()["school_enrolled"]

    assert vocabulary.may_record(consultant, word)
    assert not vocabulary.may_record(koege.benefits_office, word)
    with acting(koege.caseworker):
        assert Duty.objects.get(rule="school_enrolment").due_on == date(2018, 6, 15)


def test_another_municipality_does_not_have_its_words(koege: Office, elsewhere: Office) -> None:
    word = vocabulary.words()["welcome_meeting_held"]

    assert vocabulary.may_record(koege.caseworker, word)
    assert not vocabulary.may_record(elsewhere.caseworker, word)
    assert not vocabulary.may_read(elsewhere.leader, word)
    assert "welcome_meeting_held" not in vocabulary.known_to(elsewhere.leader)


def test_the_pages_name_its_own_role(client: Client, koege: Office) -> None:
    client.force_login(koege.caseworker)

    page = client.get(reverse("rules:rule", args=["met_at_station"])).content.decode()

    assert "Kontaktperson" in page


def test_a_broken_rulebook_is_refused_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books = Path(shutil.copytree(OWN, tmp_path / "books"))
    meeting = books / "koege" / "duties" / "welcome_meeting.toml"
    meeting.write_text(meeting.read_text(encoding="utf-8").replace("service_frame", "rumour"), encoding="utf-8")
    (books / "koege" / "facts.toml").write_text('[born]\nlabel = "Født"\n', encoding="utf-8")
    monkeypatch.setenv("BROBYGGER_RULEBOOKS", str(books))

    with pytest.raises(Fault) as refused:
        running.refuse_broken_rulebooks()

    for said in (
        "'basis' is 'rumour'",
        "'born' is a word of the shared vocabulary",
        "koege/duties/met_at_station.toml",
    ):
        assert said in str(refused.value)


@pytest.mark.parametrize(
    ("made", "said"),
    [("", "There is no such folder"), ("empty/", "It holds no rulebook"), ("a/koege/", "It has no municipality.toml")],
)
def test_a_folder_that_holds_no_rulebook_is_refused(
    made: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if made:
        (tmp_path / made).mkdir(parents=True)
    monkeypatch.setenv("BROBYGGER_RULEBOOKS", str(tmp_path / (made.split("/", maxsplit=1)[0] or "nowhere")))

    with pytest.raises(Fault, match=said):
        running.refuse_broken_rulebooks()
