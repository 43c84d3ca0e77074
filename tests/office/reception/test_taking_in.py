"""One letter is one notice, one person one case, one household one family; facts go in at the one door."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from brobygger.exchange.arrival import Arrival
from brobygger.exchange.notices import read_notices
from brobygger.exchange.people import people
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Officer
from brobygger.office.casefiles.models import Case, Entry, Family, Person
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from brobygger.office.reception.actions import take_in, take_in_all
from brobygger.office.reception.models import Member, Notice, Party
from brobygger.office.reception.outcome import Fate
from staffed import TODAY, Office, OpenCase

Letter = Callable[..., Arrival]
EXAMPLES = Path(__file__).parents[3] / "examples" / "notices"
TAKERS = {
    Role.LEADER,
    Role.CASEWORKER,
    Role.JOB_CONSULTANT,
    Role.FAMILY_CONSULTANT,
    Role.ADMINISTRATIVE_OFFICER,
    Role.AUTOMATIC,
}


def facts(case: Case) -> dict[str, object]:
    return dict(Entry.objects.filter(case=case).values_list("fact", "value"))


def test_a_letter_opens_a_case_with_its_facts(caseworker: Officer, letter: Letter) -> None:
    """A4, A6"""
    notice = take_in(letter(special_needs="kørestol", own_name="باسل منصور"), officer=caseworker, today=TODAY)

    [case] = Case.objects.select_related("person", "family")
    assert (notice.journal_number, notice.received_on, notice.officer) == ("2018-0100", date(2018, 4, 20), caseworker)
    assert case.family
    assert (case.number, case.journal_number, case.special_needs) == ("2018-0001", "2018-0100", "kørestol")
    assert (case.person.name, case.person.own_script_name, case.person.sex) == ("Bassel Mansour", "باسل منصور", "male")
    assert (case.family.name, case.family.household) == ("Mansour", "V100")
    assert facts(case) == {
        "notice_received": "2018-04-20",
        "legal_basis": "convention_refugee",
        "permit": "granted",
        "allocation_decided": "2018-04-17",
        "arrival_expected": "2018-06-01",
    }
    permit = Entry.objects.get(fact="permit")
    assert (permit.holds_from, permit.holds_to) == (date(2018, 4, 15), date(2019, 4, 15))
    assert set(Entry.objects.values_list("source", flat=True)) == {"Underretning 2018-0100"}


def test_the_letter_puts_the_contract_on_the_list_with_its_date(caseworker: Officer, letter: Letter) -> None:
    """Allocated 17 April 2018: responsibility 1 June, contract 1 July, a Sunday, not moved."""
    take_in(letter(), officer=caseworker, today=TODAY)

    contract = Duty.objects.get(rule="integration_contract")
    assert (contract.due_on, contract.work_by) == (date(2018, 7, 1), date(2018, 6, 29))


def test_a_letter_of_a_day_to_come_counts_once_it_is_entered(caseworker: Officer, letter: Letter) -> None:
    """Half of Vesthimmerland's list of 2018 lies after the working date."""
    later = letter(received_on=date(2018, 9, 8), allocated_on=date(2018, 9, 5), permit_from=None, permit_to=None)
    take_in(later, officer=caseworker, today=TODAY)

    assert Duty.objects.get(rule="integration_contract").due_on == date(2018, 12, 1)


def test_a_cpr_number_in_a_letter_is_no_cpr_registration(caseworker: Officer, letter: Letter) -> None:
    """A quota refugee's clock stays undetermined until the registration is a fact of its own."""
    take_in(letter(cpr="6110850317", legal_basis="quota_refugee"), officer=caseworker, today=TODAY)

    contract = Duty.objects.get(rule="integration_contract")
    assert (contract.due_on, contract.missing) == (None, ["cpr_registered"])
    assert Person.objects.get().cpr == "6110850317"


def test_a_takeover_stated_in_the_letter_is_a_fact(caseworker: Officer, letter: Letter) -> None:
    take_in(letter(responsibility_stated=date(2018, 7, 1)), officer=caseworker, today=TODAY)

    assert Entry.objects.get(fact="responsibility_stated").value == "2018-07-01"


def test_what_a_letter_does_not_say_is_left_undetermined(caseworker: Officer, letter: Letter) -> None:
    """B23"""
    days = dict.fromkeys(("allocated_on", "permit_from", "permit_to", "born", "arrival_expected"))
    take_in(letter(legal_basis=None, sex="", **days), officer=caseworker, today=TODAY)

    case = Case.objects.get()
    assert set(facts(case)) == {"notice_received"}
    assert (case.person.born, case.person.sex) == (None, "unknown")


def test_the_same_letter_twice_makes_one_case(caseworker: Officer, family: list[Arrival]) -> None:
    """A4"""
    first = take_in_all(family, officer=caseworker, today=TODAY)
    entries = Entry.objects.count()
    second = take_in_all(family, officer=caseworker, today=TODAY)

    assert (first.count(Fate.OPENED), second.count(Fate.OPENED), second.count(Fate.KNOWN)) == (3, 0, 3)
    assert second.notices == first.notices
    assert [model.objects.count() for model in (Notice, Party, Member, Case, Person, Family)] == [1, 1, 3, 3, 3, 1]
    assert Entry.objects.count() == entries
    assert all(not outcome.differences for outcome in second.outcomes)


def test_a_household_makes_one_family(caseworker: Officer, family: list[Arrival]) -> None:
    take_in_all(family, officer=caseworker, today=TODAY)

    [made] = Family.objects.all()
    assert (made.name, made.household) == ("Mansour", "V100")
    assert list(made.cases.order_by("number").values_list("number", "role_in_family")) == [
        ("2018-0001", "adult"),
        ("2018-0002", "spouse"),
        ("2018-0003", "child"),
    ]


def test_a_family_with_a_protected_member_is_not_named_after_anyone(caseworker: Officer, family: list[Arrival]) -> None:
    hidden = [*family[:2], replace(family[2], protected=True)]
    take_in_all(hidden, officer=caseworker, today=TODAY)

    assert Family.objects.get().name == "V100"


def test_one_letter_about_two_households_is_one_notice(caseworker: Officer, letter: Letter) -> None:
    other = letter(alien_number="70000000", household="V101")
    take_in_all([letter(), other], officer=caseworker, today=TODAY)

    assert Notice.objects.count() == 1
    assert Party.objects.count() == Family.objects.count() == 2


def test_a_refused_member_does_not_keep_the_household_out(caseworker: Officer, family: list[Arrival]) -> None:
    """The family enters incomplete; the mended row joins it later."""
    home = family[0].home
    take_in_all(family[:1], officer=caseworker, today=TODAY, missing={home: 2})
    assert Party.objects.get().missing == 2
    assert Family.objects.get().cases.count() == 1

    take_in_all(family[1:2], officer=caseworker, today=TODAY, missing={home: 1})
    assert Party.objects.get().missing == 1

    take_in_all(family[2:], officer=caseworker, today=TODAY)
    assert Party.objects.get().missing == 0
    assert Family.objects.get().cases.count() == 3


def test_a_whole_list_loaded_again_after_mending_leaves_nobody_missing(
    caseworker: Officer, family: list[Arrival]
) -> None:
    for _ in range(2):
        take_in_all(family[:2], officer=caseworker, today=TODAY, missing={family[0].home: 1})
        assert Party.objects.get().missing == 1

    take_in_all(family, officer=caseworker, today=TODAY)

    assert Party.objects.get().missing == 0


def test_a_spouse_announced_later_joins_the_one_who_came_alone(caseworker: Officer, letter: Letter) -> None:
    take_in(letter(), officer=caseworker, today=TODAY)
    take_in(letter(alien_number="70000000", name="Maha Mansour", role="spouse"), officer=caseworker, today=TODAY)

    assert Family.objects.get().cases.count() == 2


def test_a_later_letter_fills_what_stood_empty_and_changes_nothing(caseworker: Officer, letter: Letter) -> None:
    take_in(letter(born=None, legal_basis=None), officer=caseworker, today=TODAY)
    later = letter(
        journal_number="2018-0200",
        cpr="6110850317",
        name="Basil Mansoor",
        arrival_expected=date(2018, 6, 8),
        protected=True,
    )
    [outcome] = take_in_all([later], officer=caseworker, today=TODAY).outcomes

    [case] = Case.objects.select_related("person")
    assert outcome.fate is Fate.KNOWN
    assert (case.person.born, case.person.cpr, case.person.protected) == (date(1985, 10, 1), "6110850317", True)
    assert case.person.name == "Bassel Mansour"
    assert facts(case)["legal_basis"] == "convention_refugee"
    assert facts(case)["arrival_expected"] == "2018-06-01"
    assert [(difference.about, difference.day) for difference in outcome.differences] == [
        ("name", ""),
        ("arrival_expected", "2018-06-08"),
    ]
    with translation.override("da"):
        assert [difference.said.split(",")[0] for difference in outcome.differences] == [
            "Navn: brevet siger noget andet end sagen. Ret det på sagen",
            "Forventet ankomst: brevet siger 8. juni 2018",
        ]


def test_a_person_known_by_cpr_gets_the_alien_number_of_the_letter(caseworker: Officer, letter: Letter) -> None:
    take_in(letter(alien_number=None, cpr="6110850317"), officer=caseworker, today=TODAY)
    take_in(letter(cpr="6110850317", journal_number="2018-0200"), officer=caseworker, today=TODAY)

    assert Person.objects.get().alien_number == "62280164"


@pytest.mark.parametrize("known_by_both", [True, False])
def test_two_numbers_of_two_people_are_left_out_and_told(
    known_by_both: bool,  # noqa: FBT001 - a parameter of the test
    caseworker: Officer,
    letter: Letter,
) -> None:
    take_in(letter(cpr="6110850317"), officer=caseworker, today=TODAY)
    if known_by_both:
        take_in(letter(alien_number="70000000", journal_number="2018-0101"), officer=caseworker, today=TODAY)
    cases = Case.objects.count()

    mixed = letter(alien_number="70000000", cpr="6110850317", journal_number="2018-0300")
    intake = take_in_all([mixed, letter(alien_number="70000009")], officer=caseworker, today=TODAY)

    assert [outcome.fate for outcome in intake.outcomes] == [Fate.TWO_PEOPLE, Fate.OPENED]
    assert Case.objects.count() == cases + 1
    assert not Notice.objects.filter(journal_number="2018-0300").exists()


def test_each_municipality_has_its_own_case_of_a_person(office: Office, elsewhere: Office, letter: Letter) -> None:
    """One person and one case per municipality, and neither sees the other's."""
    for there in (office, elsewhere):
        with acting(there.caseworker):
            take_in(letter(), officer=there.caseworker, today=TODAY)
            assert Case.objects.count() == Notice.objects.count() == 1


@pytest.mark.parametrize("role", Role)
def test_who_may_take_in_a_letter(role: Role, office: Office, letter: Letter) -> None:
    officer = office.automatic if role is Role.AUTOMATIC else office.officers[role]
    with acting(officer):
        if role in TAKERS:
            assert take_in(letter(), officer=officer, today=TODAY).pk
        else:
            with pytest.raises(PermissionDenied), transaction.atomic():
                take_in(letter(), officer=officer, today=TODAY)
            assert not Case.objects.exists()


def test_numbers_go_on_from_the_years_last_whatever_others_look_like(
    caseworker: Officer, letter: Letter, open_case: OpenCase
) -> None:
    for number in ("2018-0041", "2018-gammel", "2017-9999"):
        Case.objects.filter(pk=open_case(caseworker).pk).update(number=number)
    take_in(letter(), officer=caseworker, today=TODAY)

    assert Case.objects.get(journal_number="2018-0100").number == "2018-0042"


def test_a_list_of_five_hundred_takes_as_few_statements_as_one_of_fifty(caseworker: Officer) -> None:
    """The lock, what is known and settled, numbers, six tables, the one door; ledger and duties in parts of 2,000."""

    def statements(persons: int, seed: int) -> int:
        crowd = people(persons, seed=seed, since=date(2017, 1, 1), until=date(2018, 6, 1))
        crowd = [replace(a, journal_number=f"{seed}-{a.journal_number}") for a in crowd]
        with CaptureQueriesContext(connection) as captured:
            take_in_all(crowd, officer=caseworker, today=TODAY)
        return len(captured)

    assert statements(50, 1) == 28
    assert statements(500, 2) <= 30


def test_vesthimmerlands_list_goes_in_whole(caseworker: Officer) -> None:
    """The main job: every § 7 adult has a date, and the quota refugee waits for the CPR registration."""
    reading = read_notices((EXAMPLES / "vesthimmerland-2018.xlsx").read_bytes(), today=TODAY)
    intake = take_in_all(reading.arrivals, officer=caseworker, today=TODAY, missing=reading.missing)

    contracts = Duty.objects.filter(rule="integration_contract")
    assert intake.count(Fate.OPENED) == 61
    assert contracts.count() >= sum(arrival.role != "child" for arrival in reading.arrivals)
    assert [duty.missing for duty in contracts.filter(due_on=None)] == [["cpr_registered"]]


@pytest.mark.django_db(transaction=True)
def test_two_officers_taking_in_the_same_letter_at_once_make_one_case(office: Office, family: list[Arrival]) -> None:
    fates: list[Fate] = []
    start = threading.Barrier(2)

    def work(officer: Officer) -> None:
        try:
            start.wait()
            with acting(officer):
                fates.extend(o.fate for o in take_in_all(family, officer=officer, today=TODAY).outcomes)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work, args=[o]) for o in (office.caseworker, office.leader)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(fates) == [Fate.KNOWN] * 3 + [Fate.OPENED] * 3
    with acting(office.caseworker):
        assert Case.objects.count() == 3


FIRST_LETTER = {
    "allocated_on": date(2013, 6, 3), "received_on": date(2013, 6, 5), "arrival_expected": None,
    "permit_from": date(2013, 5, 20), "permit_to": date(2015, 5, 20),
}  # fmt: skip
AGAIN = {
    "journal_number": "2016-0700", "allocated_on": date(2016, 9, 12), "received_on": date(2016, 9, 14),
    "arrival_expected": date(2016, 11, 1), "permit_from": date(2016, 9, 1), "permit_to": date(2018, 9, 1),
}  # fmt: skip


def left(case: Case, officer: Officer, day: date = date(2014, 3, 31)) -> None:
    record(case, [News(fact="left_municipality", value=day, holds_from=day)], source="CPR", officer=officer, today=day)


def values(case: Case, fact: str) -> list[str]:
    return list(Entry.objects.filter(case=case, fact=fact).order_by("pk").values_list("value", flat=True))


def test_a_letter_of_a_second_allocation_begins_a_new_stay(caseworker: Officer, letter: Letter) -> None:
    take_in(letter(**FIRST_LETTER), officer=caseworker, today=date(2013, 6, 5))
    [case] = Case.objects.all()
    left(case, caseworker)
    [outcome] = take_in_all([letter(**AGAIN)], officer=caseworker, today=date(2016, 9, 14)).outcomes

    assert outcome.fate is Fate.KNOWN
    assert outcome.differences == ()
    assert values(case, "allocation_decided") == ["2013-06-03", "2016-09-12"]
    assert values(case, "notice_received") == ["2013-06-05", "2016-09-14"]
    assert values(case, "legal_basis") == ["convention_refugee"]  # it goes on, and is entered once
    permits = Entry.objects.filter(fact="permit").order_by("pk").values_list("holds_from", "holds_to")
    assert list(permits) == [(date(2013, 5, 20), date(2015, 5, 20)), (date(2016, 9, 1), date(2018, 9, 1))]
    contracts = Duty.objects.filter(rule="integration_contract").order_by("occurrence")
    assert [(one.due_on, one.standing) for one in contracts] == [
        (date(2013, 9, 1), "lapsed"),
        (date(2016, 12, 1), "open"),
    ]


def test_the_same_second_letter_twice_and_the_first_one_again_enter_nothing(
    caseworker: Officer, letter: Letter
) -> None:
    take_in(letter(**FIRST_LETTER), officer=caseworker, today=date(2013, 6, 5))
    [case] = Case.objects.all()
    left(case, caseworker)
    take_in(letter(**AGAIN), officer=caseworker, today=date(2016, 9, 14))
    before = Entry.objects.count()
    again = [letter(**FIRST_LETTER), letter(**AGAIN), letter(**AGAIN)]
    outcomes = take_in_all(again, officer=caseworker, today=date(2016, 9, 20)).outcomes

    assert Entry.objects.count() == before
    assert [outcome.differences for outcome in outcomes] == [(), (), ()]


def test_a_second_letter_of_the_new_stay_that_differs_is_told_and_changes_nothing(
    caseworker: Officer, letter: Letter
) -> None:
    take_in(letter(**FIRST_LETTER), officer=caseworker, today=date(2013, 6, 5))
    [case] = Case.objects.all()
    left(case, caseworker)
    take_in(letter(**AGAIN), officer=caseworker, today=date(2016, 9, 14))
    other = letter(**(AGAIN | {"allocated_on": date(2016, 9, 19)}))
    [outcome] = take_in_all([other], officer=caseworker, today=date(2016, 9, 20)).outcomes

    assert values(case, "allocation_decided") == ["2013-06-03", "2016-09-12"]
    assert [(one.about, one.day) for one in outcome.differences] == [("allocation_decided", "2016-09-19")]


def test_a_new_basis_of_the_second_stay_holds_from_after_the_departure(caseworker: Officer, letter: Letter) -> None:
    take_in(letter(**FIRST_LETTER), officer=caseworker, today=date(2013, 6, 5))
    [case] = Case.objects.all()
    left(case, caseworker)
    told = letter(**(AGAIN | {"legal_basis": "protection_refugee", "permit_from": date(2013, 5, 20)}))
    take_in(told, officer=caseworker, today=date(2016, 9, 14))

    bases = Entry.objects.filter(fact="legal_basis").order_by("pk").values_list("value", "holds_from")
    assert list(bases)[1] == ("protection_refugee", date(2014, 4, 1))


def test_a_second_allocation_of_someone_who_is_here_is_told_with_what_to_do(
    caseworker: Officer, letter: Letter
) -> None:
    take_in(letter(**FIRST_LETTER), officer=caseworker, today=date(2013, 6, 5))
    [outcome] = take_in_all([letter(**AGAIN)], officer=caseworker, today=date(2016, 9, 14)).outcomes

    with translation.override("da"):
        assert any("registrér fraflytningen" in difference.said for difference in outcome.differences)
    with translation.override("en"):
        assert any("record the departure" in difference.said for difference in outcome.differences)
