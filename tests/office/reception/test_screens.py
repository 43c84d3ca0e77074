"""Letters and lists come in through the screens, in few steps, and nothing typed or sent is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brobygger.exchange.arrival import Arrival
from brobygger.exchange.people import people
from brobygger.office.access.context import acting
from brobygger.office.access.models import Look
from brobygger.office.casefiles.models import Case, Family, Person
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.reception.actions import take_in_all
from brobygger.office.reception.models import Notice, Party, RawFile, Upload
from staffed import TODAY, Office

Letter = Callable[..., Arrival]
EXAMPLES = Path(__file__).parents[3] / "examples" / "notices"
VESTHIMMERLAND = "vesthimmerland-2018.xlsx"
LEJRE = "lejre-2019-med-fejl.csv"

# Session, officer with municipality: 2. The menu: 1. The look: 1. The transaction: BEGIN, its context, COMMIT: 3. The
# page's own: drafts, filters, parties, members, persons: 5. That is 12 in the office; in tests the block also asks what
# held before it and says so again: 2 more.
OVERVIEW = 14


@pytest.fixture(autouse=True)
def _demo(settings: object) -> None:
    """The working date of the office counts: 9 June 2018."""
    settings.DEMO = True  # type: ignore[attr-defined]


@pytest.fixture
def signed_in(client: Client, office: Office) -> Client:
    client.force_login(office.caseworker)
    return client


@pytest.fixture
def within(office: Office) -> Iterator[None]:
    """The test itself looks at the database as the caseworker."""
    with acting(office.caseworker):
        yield


def send(client: Client, content: bytes, name: str = "liste.csv") -> HttpResponse:
    return client.post(reverse("reception:files"), {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


def text(response: HttpResponse) -> str:
    """What a page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def a_letter(**changed: str) -> dict[str, str]:
    """The form as typed for a family of two."""
    return {
        "journal_number": "2018-0100",
        "received_on": "20. april 2018",
        "legal_basis": "convention_refugee",
        "allocated_on": "17-04-2018",
        "arrival_expected": "1/6-2018",
        "permit_from": "15.4.2018",
        "permit_to": "2019-04-15",
        "citizenship": "Syrien",
        "language": "Arabisk",
        "people-TOTAL_FORMS": "4",
        "people-INITIAL_FORMS": "0",
        "people-0-name": "Bassel Mansour",
        "people-0-alien_number": "62 28 01 64",
        "people-0-cpr": "611085-0317",
        "people-0-born": "1. oktober 1985",
        "people-0-sex": "male",
        "people-1-name": "Lina Mansour",
        "people-1-alien_number": "62280165",
        "people-1-born": "4-3-2010",
        **changed,
    }


def test_a_family_is_typed_in_from_a_letter(signed_in: Client, office: Office) -> None:
    """A4"""
    response = signed_in.post(reverse("reception:new"), a_letter())

    with acting(office.caseworker):
        notice = Notice.objects.get()
        people = list(Person.objects.order_by("pk").values_list("name", "alien_number", "citizenship", "language"))
        roles = list(Case.objects.order_by("pk").values_list("role_in_family", flat=True))
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("reception:notice", args=[notice.key])
    assert people == [("Bassel Mansour", "62280164", "SYR", "arabisk"), ("Lina Mansour", "62280165", "SYR", "arabisk")]
    assert roles == ["adult", "child"]
    page = text(signed_in.get(response.headers["Location"]))  # type: ignore[arg-type]
    assert "2 sager er åbnet" in page
    assert "Lina Mansour" in page


def test_what_was_typed_stands_when_something_must_be_put_right(signed_in: Client, office: Office) -> None:
    wrong = a_letter(
        **{
            "allocated_on": "31-02-2018",
            "people-0-cpr": "611085-03",
            "people-1-alien_number": "",
            "people-1-role": "child",
        }
    )
    response = signed_in.post(reverse("reception:new"), wrong)
    page = text(response)  # type: ignore[arg-type]

    assert response.status_code == 422
    assert "Datoen »31-02-2018« findes ikke" in page
    assert 'value="Bassel Mansour"' in response.content.decode()
    with acting(office.caseworker):
        assert not Case.objects.exists()

    response = signed_in.post(reverse("reception:new"), {**wrong, "allocated_on": "17-04-2018"})
    page = text(response)  # type: ignore[arg-type]
    assert response.status_code == 422
    assert "CPR »611085-03« har ikke ti cifre. Skriv alle ti cifre, eller lad feltet stå tomt." in page
    assert "Udlændingenr mangler, og der er heller ikke noget CPR-nummer. Skriv udlændingenummeret fra brevet." in page


def test_a_letter_about_nobody_is_told(signed_in: Client) -> None:
    nobody = {name: value for name, value in a_letter().items() if not re.match(r"people-\d", name)}
    response = signed_in.post(reverse("reception:new"), nobody)

    assert response.status_code == 422
    assert "Skriv mindst én person ind." in text(response)  # type: ignore[arg-type]


def test_more_places_keep_what_was_typed_and_judge_nothing(signed_in: Client) -> None:
    response = signed_in.post(reverse("reception:new"), a_letter(more="1", journal_number=""))
    page = response.content.decode()

    assert response.status_code == 200
    assert 'value="Lina Mansour"' in page
    assert "people-7-name" in page
    assert "skal rettes" not in page


def test_the_same_letter_typed_twice_makes_one_case(signed_in: Client, office: Office) -> None:
    for _ in range(2):
        response = signed_in.post(reverse("reception:new"), a_letter())
    with acting(office.caseworker):
        assert (Case.objects.count(), Notice.objects.count()) == (2, 1)
    assert "2 personer havde en sag" in text(signed_in.get(response.headers["Location"]))  # type: ignore[arg-type]


def test_numbers_of_two_people_are_told_at_the_field(signed_in: Client, office: Office, letter: Letter) -> None:
    with acting(office.caseworker):
        two = [letter(cpr="6110850317", alien_number=None), letter(alien_number="62280164", household="B")]
        take_in_all(two, officer=office.caseworker, today=TODAY)
    response = signed_in.post(reverse("reception:new"), a_letter(journal_number="2018-0200"))

    assert response.status_code == 422
    assert "hører til en anden person end CPR-nummeret" in text(response)  # type: ignore[arg-type]


def test_somebody_more_joins_a_household_that_stands(signed_in: Client, office: Office) -> None:
    signed_in.post(reverse("reception:new"), a_letter())
    with acting(office.caseworker):
        party = Party.objects.select_related("notice").get()
    address = reverse("reception:add", args=[party.notice.key, party.pk])
    page = signed_in.get(address).content.decode()
    values = dict(re.findall(r'<input type="(?:text|hidden)" name="(\w+)" value="([^"]*)"', page))
    assert (values["journal_number"], values["allocated_on"]) == ("2018-0100", "17. april 2018")

    more = {name: value for name, value in a_letter(**values).items() if not re.match(r"people-\d", name)}
    more |= {"people-0-name": "Omar Mansour", "people-0-alien_number": "62280166", "people-0-role": "child"}
    added = signed_in.post(address, more)
    assert added.status_code == 302, text(added)  # type: ignore[arg-type]

    with acting(office.caseworker):
        assert Family.objects.get().cases.count() == 3


def test_the_main_job_from_file_to_cases(signed_in: Client, office: Office) -> None:
    """A4: sent in, looked at, taken in; nothing is written before."""
    sent = send(signed_in, example(VESTHIMMERLAND), VESTHIMMERLAND)
    address = sent.headers["Location"]
    preview = text(signed_in.get(address))  # type: ignore[arg-type]
    with acting(office.caseworker):
        assert not Case.objects.exists()
    assert "61 linjer tages ind" in preview
    assert "overskriften er linje 3" in preview

    taken = signed_in.post(f"{address}take-in/")
    result = text(signed_in.get(taken.headers["Location"]))  # type: ignore[arg-type]

    with acting(office.caseworker):
        assert Case.objects.count() == 61
        assert bytes(RawFile.objects.get().content) == example(VESTHIMMERLAND)
    assert "Sager åbnet 61" in result
    assert Case.__name__ not in address


def test_a_file_is_taken_in_once(signed_in: Client, office: Office) -> None:
    address = send(signed_in, example(VESTHIMMERLAND)).headers["Location"]
    for _ in range(2):
        taken = signed_in.post(f"{address}take-in/")
    page = text(signed_in.get(taken.headers["Location"]))  # type: ignore[arg-type]

    assert "Der er ikke ændret noget" in page
    with acting(office.caseworker):
        assert Case.objects.count() == 61
        assert Upload.objects.get().outcome["opened"] == 61


def test_refused_lines_come_back_and_join_their_families_once_mended(signed_in: Client, office: Office) -> None:
    address = send(signed_in, example(LEJRE)).headers["Location"]
    signed_in.post(f"{address}take-in/")
    result = text(signed_in.get(address))  # type: ignore[arg-type]
    assert "Sager åbnet 29" in result
    assert "Afviste linjer 5" in result
    with acting(office.caseworker):
        assert sum(Party.objects.values_list("missing", flat=True)) == 5

    refused = signed_in.get(f"{address}refused.csv")
    assert refused.headers["Content-Disposition"] == 'attachment; filename="afviste-linjer-2018-06-09.csv"'
    mended = refused.content.replace(b"31.02.2019;", b"26.11.2018;").replace(b"03.05.2031;", b"01.01.1967;")
    again = send(signed_in, mended.replace(b"snarest;", b"01.03.2019;"), "rettet.csv").headers["Location"]
    signed_in.post(f"{again}take-in/")

    with acting(office.caseworker):
        assert Case.objects.count() == 32
        assert {p.notice.journal_number: p.missing for p in Party.objects.incomplete().select_related("notice")} == {
            "2019-0007": 2
        }
        assert Family.objects.get(household="L010").cases.count() == 2


def test_a_family_that_lacks_nobody_after_all_is_declared_complete(signed_in: Client, office: Office) -> None:
    address = send(signed_in, example(LEJRE)).headers["Location"]
    signed_in.post(f"{address}take-in/")
    with acting(office.caseworker):
        party = Party.objects.select_related("notice").get(household="L010")
    page = signed_in.get(reverse("reception:notice", args=[party.notice.key])).content.decode()
    assert "En linje om husstanden blev afvist" in page

    signed_in.post(reverse("reception:complete", args=[party.notice.key, party.pk]))

    with acting(office.caseworker):
        assert not Party.objects.incomplete().filter(household="L010").exists()


def test_guessed_columns_are_corrected_and_kept(signed_in: Client, office: Office) -> None:
    """A list whose headings nobody could know."""
    rows = example("randers-2015.csv").decode("utf-8-sig").split("\n")
    heading = ";".join(f"felt {number}" for number in range(17))
    content = "\n".join([heading, *rows[1:6]]).encode()
    address = send(signed_in, content).headers["Location"]
    page = signed_in.get(address).content.decode()
    assert "Afvist" in page

    names = "journal_number received_on alien_number cpr name born sex citizenship language legal_basis"
    names += " permit_from permit_to allocated_on arrival_expected household role special_needs"
    chosen = {f"column_{number}": name for number, name in enumerate(names.split())}
    signed_in.post(f"{address}columns/", chosen)
    page = text(signed_in.get(address))  # type: ignore[arg-type]

    assert "5 linjer tages ind" in page
    with acting(office.caseworker):
        assert Upload.objects.get().choices["4"] == "name"


def test_two_columns_cannot_mean_the_same(signed_in: Client) -> None:
    address = send(signed_in, example(LEJRE)).headers["Location"]
    response = signed_in.post(f"{address}columns/", {"column_0": "name", "column_4": "name"})

    assert response.status_code == 422
    assert "En anden kolonne betyder allerede det samme" in text(response)  # type: ignore[arg-type]


def test_a_day_for_the_whole_file_is_given_where_the_list_does_not_say(signed_in: Client, office: Office) -> None:
    lines = [line.split(";") for line in example(LEJRE).decode("cp1252").splitlines()]
    content = "\n".join(";".join(line[:1] + line[2:]) for line in lines[:3]).encode()
    address = send(signed_in, content).headers["Location"]
    assert "0 linjer tages ind" in text(signed_in.get(address))  # type: ignore[arg-type]

    fields = _columns(signed_in.get(address).content.decode())
    signed_in.post(f"{address}columns/", {**fields, "received_on": "1. juni 2018"})
    signed_in.post(f"{address}take-in/")

    with acting(office.caseworker):
        assert set(Notice.objects.values_list("received_on", flat=True)) == {date(2018, 6, 1)}


def _columns(page: str) -> dict[str, str]:
    """The selects of the page as they stand."""
    selects = re.findall(r'<select name="(column_\d+)".*?</select>', page, re.DOTALL)
    bodies = re.findall(r'<select name="column_\d+".*?</select>', page, re.DOTALL)
    chosen = [re.search(r'value="(\w*)" selected', body) for body in bodies]
    return {name: found[1] if found else "" for name, found in zip(selects, chosen, strict=True)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen er tom"),
        (b"%PDF-1.7 ...", "hverken en Excel-fil eller en tekstfil"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "låst med en adgangskode"),
        (b"x" * (20 * 1024 * 1024 + 1), "større end 20 MB"),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(content: bytes, said: str, signed_in: Client, office: Office) -> None:
    response = send(signed_in, content)

    assert response.status_code == 422
    assert said in text(response)
    with acting(office.caseworker):
        assert not Upload.objects.exists()


def test_a_file_put_aside_waits_no_longer(signed_in: Client, office: Office) -> None:
    address = send(signed_in, example(LEJRE)).headers["Location"]
    signed_in.post(f"{address}put-aside/")
    signed_in.post(f"{address}take-in/")

    assert "lagt væk" in text(signed_in.get(address))  # type: ignore[arg-type]
    with acting(office.caseworker):
        assert not Case.objects.exists()
        assert not Upload.objects.waiting().exists()


def test_the_files_name_stands_in_no_address_and_nobodys_number_either(signed_in: Client) -> None:
    send(signed_in, example(VESTHIMMERLAND), "Rania Khalil 610182-0317.xlsx")
    page = signed_in.get(reverse("reception:files")).content.decode()

    assert "Rania Khalil" in page
    assert not re.search(r'(href|action)="[^"]*(Rania|0317)', page)


def test_the_overview_tells_lead_time_bed_and_what_is_missing(
    signed_in: Client, office: Office, family: list[Arrival], letter: Letter
) -> None:
    """A5"""
    housed = letter(alien_number="70000000", journal_number="2018-0101", arrival_expected=date(2018, 6, 20))
    come = letter(alien_number="70000001", journal_number="2018-0102")
    with acting(office.caseworker):
        officer = office.caseworker
        take_in_all(family[:2], officer=officer, today=TODAY, missing={family[0].home: 1})
        take_in_all([housed, come], officer=officer, today=TODAY)
        bed = News(fact="bed_assigned", value=TODAY, holds_from=TODAY)
        record(Family.objects.get(cases__journal_number="2018-0101"), [bed], source="x", officer=officer, today=TODAY)
        arrived = News(fact="arrived", value=date(2018, 6, 1), holds_from=date(2018, 6, 1))
        record(Case.objects.get(journal_number="2018-0102"), [arrived], source="x", officer=officer, today=TODAY)

    page = text(signed_in.get(reverse("reception:overview")))  # type: ignore[arg-type]
    assert "Ventes 2" in page
    assert "Ankomst ikke bekræftet 1" in page
    assert "Ingen seng endnu 1" in page
    assert "Ufuldstændig familie 1" in page
    assert "42 dage" in page
    assert "61 dage" in page
    assert "Ufuldstændig: 1 mangler" in page
    assert "2018-0102" not in page
    assert "2018-0102" in text(signed_in.get(reverse("reception:overview") + "?show=all"))  # type: ignore[arg-type]
    assert "2018-0101" not in text(signed_in.get(reverse("reception:overview") + "?show=no_bed"))  # type: ignore[arg-type]


def test_everyone_shown_is_in_the_log(signed_in: Client, office: Office, family: list[Arrival]) -> None:
    """N2"""
    with acting(office.caseworker):
        take_in_all(family, officer=office.caseworker, today=TODAY)
        persons = sorted(Person.objects.values_list("pk", flat=True))
        notice = Notice.objects.get()
    for address in (reverse("reception:overview"), reverse("reception:notice", args=[notice.key])):
        signed_in.get(address)
    with acting(office.leader):
        looks = list(Look.objects.order_by("pk").values_list("page", "purpose", "persons"))
    assert looks == [("reception:overview", "reception", persons), ("reception:notice", "reception", persons)]


def test_a_protected_name_is_not_shown_to_who_may_not_read_it(
    client: Client, office: Office, family: list[Arrival], letter: Letter
) -> None:
    """N5"""
    with acting(office.caseworker):
        take_in_all([letter(protected=True)], officer=office.caseworker, today=TODAY)
        notice = Notice.objects.get()
    client.force_login(office.housing_finder)
    for address in (reverse("reception:overview"), reverse("reception:notice", args=[notice.key])):
        page = client.get(address).content.decode()
        assert "Beskyttet person" in page
        assert "Mansour" not in page


def test_who_does_not_take_in_letters_is_told_whom_to_ask(client: Client, office: Office) -> None:
    client.force_login(office.housing_finder)
    response = client.get(reverse("reception:new"), follow=True)

    assert "Din rolle tager ikke imod underretninger" in text(response)  # type: ignore[arg-type]
    assert "Ny underretning" not in text(response)  # type: ignore[arg-type]


@pytest.mark.parametrize("persons", [20, 400])
def test_the_overview_asks_the_same_however_many_are_expected(persons: int, signed_in: Client, office: Office) -> None:
    with acting(office.caseworker):
        crowd = people(persons, seed=5, since=date(2018, 1, 1), until=date(2018, 6, 1))
        take_in_all(crowd, officer=office.caseworker, today=TODAY)
    signed_in.get(reverse("reception:overview"))
    with CaptureQueriesContext(connection) as captured:
        signed_in.get(reverse("reception:overview"))

    assert len(captured) == OVERVIEW


def test_english_is_complete(signed_in: Client, office: Office, family: list[Arrival]) -> None:
    """N6"""
    signed_in.cookies["django_language"] = "en"
    with acting(office.caseworker):
        take_in_all(family[:2], officer=office.caseworker, today=TODAY, missing={family[0].home: 1})
    overview = text(signed_in.get(reverse("reception:overview")))  # type: ignore[arg-type]
    preview = text(signed_in.get(send(signed_in, example(LEJRE)).headers["Location"]))  # type: ignore[arg-type]

    assert "Arrival not confirmed" in overview
    assert "29 lines go in" in preview
    assert "is no day in the calendar" in preview
    assert not re.search(r"\b(linjer|husstand|Udfald|mangler)\b", overview + preview)
