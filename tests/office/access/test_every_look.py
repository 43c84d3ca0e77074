"""Every address of the site, asked with real keys: a page that names a person has one look, and the person is in it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.access.models import Look
from brobygger.office.casefiles import actions
from brobygger.office.casefiles.models import Case, Person
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from staffed import Office, OpenCase

TODAY = date(2018, 6, 9)
FACTS = [
    News(fact="legal_basis", value="convention_refugee", holds_from=date(2018, 4, 1)),
    News(fact="allocation_decided", value=date(2018, 4, 17), holds_from=date(2018, 4, 17)),
]
NAMES = ["Qorvexa Umbelino", "Zyphandra Ottokar", "Wexolinde Brymdal"]


@pytest.fixture
def cases(office: Office, open_case: OpenCase) -> list[Case]:
    """A couple and a person alone, with names that stand nowhere else, and with duties."""
    officer = office.caseworker
    with acting(officer):
        family = actions.open_family(name="Umbelino", officer=officer)
        made = [open_case(officer, name=name, family=family if name != NAMES[2] else None) for name in NAMES]
        for case in made:
            record(case, FACTS, source="Brev", officer=officer, today=TODAY)
    return made


def pages(office: Office, cases: list[Case]) -> list[str]:
    """Each page that may show a person, with keys that lead somewhere."""
    with acting(office.leader):
        duties = list(Duty.objects.order_by("pk").values_list("key", flat=True)[:3])
        look = Look.objects.create(
            municipality=office.municipality,
            officer=office.leader,
            purpose="case",
            page="p",
            persons=[cases[0].person_id],
        )

    def at(name: str, key: UUID) -> str:
        return reverse(name, kwargs={"key": key})

    assert duties
    person = cases[0].person.key
    return [
        reverse("duties:worklist"),
        reverse("duties:worklist_excel"),
        *(at("duties:duty", key) for key in duties),
        *(at(f"duties:{name}", case.key) for name in ("case", "family", "ledger", "case_excel") for case in cases),
        at("casefiles:person", cases[0].key),
        reverse("casefiles:looks"),
        f"{reverse('casefiles:looks')}?person={person}",
        reverse("casefiles:look", kwargs={"number": look.pk}),
        reverse("casefiles:looks_file", kwargs={"key": person, "form": "csv"}),
        reverse("reception:overview"),
        reverse("staff:officers"),
        *(at(f"staff:{name}", office.caseworker.key) for name in ("officer", "end")),
    ]


@pytest.mark.parametrize("role", ["leader", "caseworker", "housing_finder"])
def test_a_page_that_names_a_person_is_one_look_at_them(
    role: str, office: Office, cases: list[Case], client: Client
) -> None:
    officer = office.officers[role]
    client.force_login(officer)
    named_somewhere = set()
    for address in pages(office, cases):
        with acting(officer):
            last = Look.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        response = client.get(address)
        text = response.content.decode(errors="replace")
        named = {case.person_id for case, name in zip(cases, NAMES, strict=True) if name in text}
        with acting(officer):
            looks = list(Look.objects.filter(pk__gt=last))
        assert len(looks) <= 1, address
        assert named <= {person for look in looks for person in look.persons}, f"{address} shows more than it logs"
        if response.status_code != 200:
            assert not named, address
        named_somewhere |= named
    assert named_somewhere == {case.person_id for case in cases}


def test_a_protected_name_stands_on_no_page_of_those_it_is_hidden_from(
    office: Office, cases: list[Case], client: Client
) -> None:
    with acting(office.leader):
        Person.objects.filter(pk=cases[2].person_id).update(protected=True, address="Zinkvej 7")
    client.force_login(office.caseworker)
    for address in pages(office, cases):
        response = client.get(address)
        for secret in (*NAMES[2].split(), "Zinkvej"):
            assert secret not in response.content.decode(errors="replace"), address
