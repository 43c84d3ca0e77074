"""Finding a person: by the beginning of a name or by a number, posted, and never in an address."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from brobygger.office.access.context import acting
from brobygger.office.access.models import Look, Officer
from brobygger.office.casefiles import queries
from brobygger.office.casefiles.models import Case, NameWord, Person
from brobygger.office.casefiles.spelling import beginning_with
from staffed import Office, OpenCase


@pytest.fixture
def caseworker(office: Office, open_case: OpenCase) -> Officer:
    """With a handful of cases in the office."""
    officer = office.caseworker
    with acting(officer):
        for name, own in [
            ("Tesfay Kidane", "ተስፋይ ኪዳነ"),
            ("Kidane Haile", ""),
            ("Åse Maalouf", ""),
            ("Zoë O'Brien-Öz", ""),
            ("Олена Шевченко", "Олена Шевченко"),
        ]:
            open_case(officer, name=name, own_script_name=own)
        case = open_case(officer, name="Bisrat Kidane", cpr="6101820317", alien_number="70502221")
        Case.objects.filter(pk=case.pk).update(journal_number="2015-0045", number="2015-0045-2")
    return officer


def found(text: str, officer: Officer) -> list[str]:
    with acting(officer):
        return [case.person.name for case in queries.find(text, officer=officer).cases]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kid", ["Bisrat Kidane", "Kidane Haile", "Tesfay Kidane"]),
        ("KIDANE tes", ["Tesfay Kidane"]),
        ("tes kid", ["Tesfay Kidane"]),
        ("idane", []),
        ("aase", ["Åse Maalouf"]),
        ("ÅSE", ["Åse Maalouf"]),
        ("ma", ["Åse Maalouf"]),
        ("zoe", ["Zoë O'Brien-Öz"]),
        ("brien", ["Zoë O'Brien-Öz"]),
        ("шев", ["Олена Шевченко"]),
        ("ተስ", ["Tesfay Kidane"]),
        ("610182-0317", ["Bisrat Kidane"]),
        ("6101820317", ["Bisrat Kidane"]),
        ("70502221", ["Bisrat Kidane"]),
        ("2015-0045", ["Bisrat Kidane"]),
        ("2015-0045-2", ["Bisrat Kidane"]),
        ("2015-004", []),
        ("%", []),
        ("'", []),
        ("kid%", []),
    ],
)
def test_what_is_found(text: str, names: list[str], caseworker: Officer) -> None:
    assert found(text, caseworker) == names


def test_the_words_follow_the_name(caseworker: Officer) -> None:
    with acting(caseworker):
        person = Person.objects.get(name="Kidane Haile")
        person.name = "Abeba Haile"
        person.save()
        assert set(NameWord.objects.filter(person=person).values_list("word", flat=True)) == {"abeba", "haile"}
    assert "Abeba Haile" not in found("kid", caseworker)


def test_danish_order_puts_the_three_letters_last(office: Office, open_case: OpenCase) -> None:
    names = ["Aabye", "Abel", "Zita", "Ægir", "Ørn", "Åge", "abild", "Øre", "Aa", "Ä", "Ö"]
    with acting(office.caseworker):
        for name in names:
            open_case(office.caseworker, name=name)
        ordered = list(Person.objects.in_danish_order().values_list("name", flat=True))
    assert ordered == ["Abel", "abild", "Zita", "Ä", "Ægir", "Ö", "Øre", "Ørn", "Aa", "Aabye", "Åge"]


def test_a_protected_name_is_not_found_by_those_it_is_hidden_from(office: Office, caseworker: Officer) -> None:
    with acting(office.leader):
        Person.objects.filter(name="Bisrat Kidane").update(protected=True)
    assert found("bisrat", caseworker) == []
    assert found("bisrat", office.leader) == ["Bisrat Kidane"]
    with acting(caseworker):
        [case] = queries.find("6101820317", officer=caseworker).cases
        assert not case.reached


def test_one_alone_is_opened_at_once_and_more_are_shown_with_one_look(caseworker: Officer, client: Client) -> None:
    client.force_login(caseworker)
    alone = client.post(reverse("casefiles:search"), {"q": "2015-0045"})
    assert alone.status_code == 302
    assert "2015-0045" not in alone.headers["Location"]

    several = client.post(reverse("casefiles:search"), {"q": "kid"}).content.decode()

    assert "Tesfay Kidane" in several
    assert "610182-••••" in several
    assert "6101820317" not in several
    with acting(caseworker):
        [look] = Look.objects.all()
        assert (look.purpose, len(look.persons)) == ("search", 3)


def test_a_hidden_person_found_by_number_is_shown_by_case_number_alone(
    office: Office, caseworker: Officer, client: Client
) -> None:
    with acting(office.leader):
        Person.objects.filter(name="Bisrat Kidane").update(protected=True)
    client.force_login(caseworker)
    page = client.post(reverse("casefiles:search"), {"q": "70502221"}).content.decode()
    assert "2015-0045-2" in page
    assert not {"Bisrat", "610182", "70502221"} & set(page.replace('value="70502221"', "").split())
    with acting(caseworker):
        assert not Look.objects.exists()


def test_what_is_searched_for_stands_in_no_log(
    caseworker: Officer, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(caseworker)
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("casefiles:search"), {"q": "610182-0317"})
    written = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "610182" not in written


@pytest.mark.parametrize(("text", "questions"), [("kid tes", 2), ("610182-0317", 2)])
def test_a_search_asks_twice(
    text: str, questions: int, caseworker: Officer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """By name: the words as the database spells them, and the cases. By number: the persons, and the cases."""
    with acting(caseworker), django_assert_num_queries(questions):
        queries.find(text, officer=caseworker)


def test_the_index_of_words_is_used_below_the_policies(caseworker: Officer) -> None:
    """LIKE is not leakproof, and would read every name in the municipality."""
    first, last = beginning_with("kid")
    with acting(caseworker):
        Person.objects.bulk_create(
            Person(municipality_id=caseworker.municipality_id, name=f"N{n}") for n in range(3000)
        )
        plan = NameWord.objects.filter(word__gte=first, word__lt=last).explain()
    assert "casefiles_nameword_pkey" in plan
    assert "Filter" not in plan
