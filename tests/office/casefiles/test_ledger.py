"""The ledger is added to, never changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connections, transaction
from pytest_django import DjangoAssertNumQueries

from brobygger.law import facts
from brobygger.office.access.context import acting
from brobygger.office.access.models import Officer
from brobygger.office.casefiles import actions, ledger
from brobygger.office.casefiles.ledger import News, NewsRefusedError
from brobygger.office.casefiles.models import Case, Entry, Family
from staffed import Office, OpenCase

TODAY = date(2018, 6, 9)
ALLOCATED = News(fact="allocation_decided", value=date(2018, 4, 17), holds_from=date(2018, 4, 17))


def enter(case: Case | Family | None, officer: Officer, *news: News, source: str = "Brev") -> list[Entry]:
    assert case is not None
    return ledger.append(case, news, source=source, officer=officer, today=TODAY)


def test_a_fact_comes_back_as_the_law_core_wants_it(caseworker: Officer, open_case: OpenCase) -> None:
    case = open_case(caseworker, born=date(1988, 8, 1))

    [entry] = enter(case, caseworker, ALLOCATED)

    file = ledger.casefile(case)
    assert file.municipality == "vesthimmerland"
    assert file.persons == (facts.Person(id=str(case.pk), born=date(1988, 8, 1), role="single"),)
    assert file.facts == (
        facts.Fact(
            name="allocation_decided",
            value=date(2018, 4, 17),
            person=str(case.pk),
            holds_from=date(2018, 4, 17),
            recorded_on=TODAY,
            key=str(entry.pk),
        ),
    )


def test_a_family_is_read_whole_whoever_is_asked_for(caseworker: Officer, open_case: OpenCase) -> None:
    family = actions.open_family(name="Kidane", officer=caseworker)
    mother, son = open_case(caseworker, family=family), open_case(caseworker, family=family)
    alone = open_case(caseworker)
    ledger.append(
        family, [News(fact="bed_assigned", value=TODAY)], source="Boligfinder", officer=caseworker, today=TODAY
    )
    enter(son, caseworker, ALLOCATED)

    assert ledger.casefile(mother) == ledger.casefile(son) == ledger.casefile(family)
    assert [(fact.name, fact.person) for fact in ledger.casefile(mother).facts] == [
        ("allocation_decided", str(son.pk)),
        ("bed_assigned", None),
    ]
    assert len(ledger.casefile(alone).persons) == 1


def test_a_thousand_households_are_three_queries(
    caseworker: Officer, open_case: OpenCase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        open_case(caseworker, family=actions.open_family(name="Kidane", officer=caseworker))
    with django_assert_num_queries(3):
        assert len(list(ledger.households(Case.objects.all()))) == 5


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE casefiles_entry SET value = '1'", "DELETE FROM casefiles_entry", "TRUNCATE casefiles_entry CASCADE"],
)
def test_no_one_changes_or_removes_an_entry(statement: str, alias: str, office: Office, open_case: OpenCase) -> None:
    with acting(office.caseworker):
        enter(open_case(office.caseworker), office.caseworker, ALLOCATED)

    with (
        pytest.raises(DatabaseError, match=r"never changed or removed|permission denied"),
        acting(office.caseworker, using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_correction_is_a_new_entry_and_the_old_one_stays(caseworker: Officer, open_case: OpenCase) -> None:
    case = open_case(caseworker)
    [wrong] = enter(case, caseworker, ALLOCATED)

    [right] = enter(case, caseworker, News(fact="allocation_decided", value=date(2018, 4, 30), corrects=str(wrong.pk)))

    assert [entry.pk for entry in Entry.objects.order_by("pk")] == [wrong.pk, right.pk]
    assert list(Entry.objects.standing()) == [right]
    assert ledger.casefile(case).facts[1].replaces == str(wrong.pk)


def test_a_withdrawal_is_a_new_entry_too(caseworker: Officer, open_case: OpenCase) -> None:
    case = open_case(caseworker)
    [wrong] = enter(case, caseworker, ALLOCATED)

    enter(case, caseworker, News(fact="allocation_decided", corrects=str(wrong.pk), withdrawn=True))

    assert list(Entry.objects.standing()) == []
    assert Entry.objects.count() == 2


def test_an_entry_is_replaced_once(caseworker: Officer, open_case: OpenCase) -> None:
    case = open_case(caseworker)
    [wrong] = enter(case, caseworker, ALLOCATED)
    correction = News(fact="allocation_decided", value=date(2018, 4, 30), corrects=str(wrong.pk))
    enter(case, caseworker, correction)

    with pytest.raises(NewsRefusedError, match="allerede rettet"):
        enter(case, caseworker, correction)


def test_a_correction_is_of_the_same_fact_about_the_same_person(caseworker: Officer, open_case: OpenCase) -> None:
    [wrong] = enter(open_case(caseworker), caseworker, ALLOCATED)
    elsewhere = open_case(caseworker)

    for subject, fact in ((elsewhere, "allocation_decided"), (wrong.case, "arrived")):
        with pytest.raises(NewsRefusedError, match="retter en anden oplysning"):
            enter(subject, caseworker, News(fact=fact, value=date(2018, 4, 30), corrects=str(wrong.pk)))


def test_what_is_of_the_household_is_entered_on_it_and_who_is_alone_is_their_own(
    caseworker: Officer, open_case: OpenCase
) -> None:
    family = actions.open_family(name="Bahati", officer=caseworker)
    member = open_case(caseworker, family=family)
    bed = News(fact="bed_assigned", value=TODAY, holds_from=TODAY)

    with pytest.raises(NewsRefusedError, match="registreres på familien"):
        enter(member, caseworker, bed)

    assert enter(family, caseworker, bed)
    assert enter(open_case(caseworker), caseworker, bed)


def test_nobody_enters_a_fact_in_another_officers_name(
    caseworker: Officer, office: Office, open_case: OpenCase
) -> None:
    case = open_case(caseworker)

    with pytest.raises(DatabaseError, match="no other name than their own"), transaction.atomic():
        enter(case, office.job_consultant, ALLOCATED)


def test_an_entry_without_source_is_refused(caseworker: Officer, open_case: OpenCase) -> None:
    with pytest.raises(NewsRefusedError, match="hvor oplysningen kommer fra"):
        enter(open_case(caseworker), caseworker, ALLOCATED, source="")


@pytest.mark.parametrize(
    ("news", "says"),
    [
        (News(fact="shoe_size", value=42), "findes ikke i ordlisten"),
        (News(fact="allocation_decided", value="2018-04-17"), "forkert form"),
        (News(fact="allocation_decided"), "mangler"),
        (News(fact="legal_basis", value="asylum"), "vælg en af mulighederne"),
        (News(fact="contract_signed", value=date(2018, 6, 10)), "ude i fremtiden"),
        (News(fact="allocation_decided", value=date(218, 4, 17)), "før 1900"),
        (News(fact="income", value="on_benefit", holds_from=TODAY, holds_to=date(2018, 1, 1)), "før startdatoen"),
    ],
)
def test_what_the_vocabulary_does_not_allow_is_refused_with_the_reason(
    news: News, says: str, caseworker: Officer, open_case: OpenCase
) -> None:
    with pytest.raises(NewsRefusedError, match=says):
        enter(open_case(caseworker), caseworker, news)
    assert not Entry.objects.exists()


def test_what_lies_ahead_may_be_stated_where_the_word_says_so(caseworker: Officer, open_case: OpenCase) -> None:
    [entry] = enter(open_case(caseworker), caseworker, News(fact="arrival_expected", value=date(2018, 8, 1)))
    assert entry.value == "2018-08-01"


def test_a_role_enters_only_its_own_areas(office: Office, open_case: OpenCase) -> None:
    needed = News(fact="health_assessment_needed", value=True)
    with acting(office.leader), pytest.raises(NewsRefusedError, match="din rolle"):
        enter(open_case(office.leader), office.leader, needed)
    with acting(office.caseworker):
        assert enter(open_case(office.caseworker, alien_number="1"), office.caseworker, needed)
