"""A municipality that the program has never heard of works by a rulebook beside it, with no line of code. N8"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.models import Case
from brobygger.office.casefiles.news import News
from brobygger.office.duties import rulebooks
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from brobygger.office.reception.models import Upload
from brobygger.office.rules import doubts, views
from brobygger.site import running
from brobygger.site.commands import import_notices
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


LETTERS = Path(__file__).with_name("koege-2018.csv")
"""A family of two, and a letter whose day of allocation is in no calendar."""


def forget() -> None:
    """What a process reads once is read again."""
    for read in (vocabulary.words, rulebooks.rulebook, views._names, doubts.doubts):
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


def taken_in_and_explained(client: Client, office: Office) -> None:
    """The family of the file has the duties of the law and of the frame, each with its own reason."""
    client.force_login(office.caseworker)
    page = client.get(reverse("duties:worklist"), {"whose": "all"}).content.decode()
    with acting(office.caseworker):
        assert sorted(Case.objects.values_list("person__name", flat=True)) == ["Bassel Mansour", "Lina Mansour"]
        meeting = Duty.objects.get(rule="welcome_meeting")
        contract = Duty.objects.get(rule="integration_contract")
    why = client.get(reverse("duties:duty", args=[meeting.key])).content.decode()

    assert "Velkomstmøde inden ankomsten" in page
    assert meeting.due_on == date(2018, 5, 18)  # two weeks before the arrival
    assert contract.due_on == date(2018, 7, 1)  # a month after the takeover on 1 June
    assert "Sådan tager vi imod flygtninge, Køge Kommune" in why


def test_a_file_of_letters_goes_in_by_the_command(
    client: Client, koege: Office, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The database of the test is the office's; all else is the command's own."""
    monkeypatch.setattr(running, "office", lambda **_: nullcontext())
    refused = tmp_path / "refused.csv"
    parser = argparse.ArgumentParser()
    import_notices.add_arguments(parser)

    code = import_notices.run(parser.parse_args([str(LETTERS), "--municipality", "koege", "--refused", str(refused)]))

    assert code == 1
    assert "2 cases opened, 0 people had a case, 1 lines refused" in capsys.readouterr().out
    assert "31.02.2018" in refused.read_text(encoding="utf-8-sig")
    taken_in_and_explained(client, koege)


def test_a_file_of_letters_goes_in_by_the_page(client: Client, koege: Office) -> None:
    client.force_login(koege.caseworker)
    sent = client.post(reverse("reception:files"), {"file": SimpleUploadedFile("koege.csv", LETTERS.read_bytes())})
    with acting(koege.caseworker):
        key = Upload.objects.get().key
    preview = client.get(sent.headers["Location"]).content.decode()
    done = client.post(reverse("reception:take_in", args=[key]))

    assert sent.status_code == done.status_code == 302
    assert "Selam Tesfay" in preview
    assert "31.02.2018" in client.get(reverse("reception:refused", args=[key])).content.decode("utf-8-sig")
    taken_in_and_explained(client, koege)


def test_what_is_not_confirmed_is_listed_for_its_leader(client: Client, koege: Office) -> None:
    client.force_login(koege.leader)

    page = client.get(reverse("rules:unconfirmed")).content.decode()

    assert "Cirka en uge." in page
    assert "Blandede par" in page
    assert "En seng til hver" in page


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
