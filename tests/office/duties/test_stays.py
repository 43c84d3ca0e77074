"""Someone who left and is allocated again: both stays on the case, the present one to work on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from python_calamine import load_workbook

from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.casefiles.models import Case, Entry
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import decide, nightly
from brobygger.office.duties.choices import Breach, Kind, Standing
from brobygger.office.duties.models import Duty
from casework import event, opened, shown, told
from staffed import Office

pytestmark = pytest.mark.django_db

TODAY = date(2016, 12, 5)
FIRST = [
    News(fact="legal_basis", value="convention_refugee", holds_from=date(2013, 6, 3)),
    event("allocation_decided", date(2013, 6, 3)),
]
LIVED = [
    event("cpr_registered", date(2013, 8, 1)), event("contract_signed", date(2013, 8, 20)),
    event("target_group_decided", date(2013, 10, 1)), event("left_municipality", date(2014, 3, 31)),
]  # fmt: skip
AGAIN = [event("allocation_decided", date(2016, 9, 12))]


def live(officer: Officer, case: Case) -> None:
    """The facts on the days on which the office came to know of them."""
    told(officer, [case], FIRST, today=date(2013, 6, 5))
    for news in LIVED:
        told(officer, [case], [news], today=news.holds_from or TODAY)
    told(officer, [case], AGAIN, today=date(2016, 9, 14))


@pytest.fixture
def ali(office: Office) -> Case:
    """Allocated on 3 June 2013, left in 2014, allocated again on 12 September 2016; the working day is in December."""
    case = opened(office.caseworker, name="Ali Again", born=date(1985, 3, 1))
    with acting(office.caseworker):
        Case.objects.filter(pk=case.pk).update(opened_on=date(2013, 6, 5))
    live(office.caseworker, case)
    with acting(office.automatic):
        Municipality.objects.filter(pk=office.municipality.pk).update(working_date=TODAY)
        nightly(officer=office.automatic, today=TODAY)
    return case


def duties(office: Office, case: Case, rule: str) -> list[Duty]:
    with acting(office.caseworker):
        found = Duty.objects.filter(case=case, rule=rule, of_household=False).exclude(standing=Standing.GONE)
        return list(found.order_by("occurrence"))


def test_the_second_takeover_and_contract_stand_beside_the_first(ali: Case, office: Office) -> None:
    """B1, B12: the acceptance of the issue."""
    first, second = duties(office, ali, "integration_contract")

    assert (first.due_on, first.standing, first.fulfilled_on) == (
        date(2013, 9, 1), Standing.FULFILLED, date(2013, 8, 20),
    )  # fmt: skip
    assert (second.counted_from, second.due_on) == (date(2016, 11, 1), date(2016, 12, 1))
    assert (second.standing_on(TODAY), second.breach_on(TODAY)) == (Standing.OVERDUE, Breach.LAW)
    assert first.key != second.key


def test_the_case_shows_the_present_stay_first_and_the_earlier_with_its_history(desk: Client, ali: Case) -> None:
    page = shown(desk, ali)

    present, earlier = page.split("case__earlier", 1)
    assert "Tidligere ophold: 3. juni 2013 – 31. marts 2014" in earlier
    assert "1. december 2016" in present
    assert "1. september 2013" not in present
    assert "1. september 2013" in earlier
    assert "20. august 2013" in earlier
    assert "nr. 2, fra 12. september 2016" in page
    assert "1001" not in page
    assert "Opfølgningssamtale nr." not in page


def test_the_target_group_of_the_first_stay_is_not_told_as_the_present_one(desk: Client, ali: Case) -> None:
    assert "afgjort 1. oktober 2013" not in shown(desk, ali)
    assert "afgjort 1. oktober 2013" in shown(desk, ali, as_of="2014-02-01")


def test_in_english_both_stays_are_told(desk: Client, ali: Case) -> None:
    desk.cookies["django_language"] = "en"
    page = shown(desk, ali)

    assert "Earlier stay: 3 June 2013 – 31 March 2014" in page
    assert "no. 2, from 12 September 2016" in page


def test_the_worklist_has_the_present_stay_alone(desk: Client, ali: Case, office: Office) -> None:
    first, second = duties(office, ali, "declaration")
    page = desk.get(reverse("duties:worklist"), {"whose": "all"}).content.decode()

    assert str(second.key) in page
    assert str(first.key) not in page
    assert (first.standing, first.breach) == (Standing.LAPSED, Breach.LAW)
    assert "1001" not in page


def test_the_ledger_says_which_entries_are_of_the_earlier_stay(desk: Client, ali: Case) -> None:
    page = shown(desk, ali, "ledger")
    rows = {
        value: "tidligere ophold 3. juni 2013 – 31. marts 2014" in row
        for row in re.findall(r"<tr id=.*?</tr>", page, re.DOTALL)
        for value in re.findall(r'data-title="Værdi">([^<]*?)<', row)
    }
    assert rows["3. juni 2013"]
    assert rows["31. marts 2014"]
    assert not rows["12. september 2016"]
    assert not rows["Konventionsflygtning (§ 7, stk. 1)"]


def test_the_page_of_a_duty_says_its_stay_and_a_past_one_is_not_to_be_met(
    desk: Client, ali: Case, office: Office
) -> None:
    first, second = duties(office, ali, "declaration")
    before = desk.get(reverse("duties:duty", args=[first.key])).content.decode()
    now = desk.get(reverse("duties:duty", args=[second.key])).content.decode()

    assert "nr. 1, 3. juni 2013 – 31. marts 2014" in before
    assert "Skulle være sket i et ophold, der er slut" in before
    assert 'id="fulfil"' not in before
    assert "nr. 2, fra 12. september 2016" in now
    assert 'id="fulfil"' in now


def test_as_known_in_2014_there_was_one_stay(desk: Client, ali: Case) -> None:
    page = shown(desk, ali, as_of="2014-06-01")
    assert "case__earlier" not in page
    assert "12. september 2016" not in page
    assert "1. september 2013" in page


def test_the_sheet_tells_the_stays_apart(sign_in: Callable[[str], Client], ali: Case) -> None:
    answer = sign_in("leader").get(reverse("duties:case_excel", args=[ali.key]))
    [_, *rows] = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    titles = [row[3] for row in rows]
    assert "Integrationskontrakt" in titles
    assert "Integrationskontrakt (3. juni 2013 – 31. marts 2014)" in titles


def test_a_second_stay_costs_no_query_more_than_one(desk: Client, ali: Case, omar: Case) -> None:
    asked = []
    for case in (omar, ali):
        shown(desk, case)
        with CaptureQueriesContext(connection) as found:
            shown(desk, case)
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_a_decision_stays_on_its_duty_when_an_earlier_stay_becomes_known(office: Office) -> None:
    """The history entered late: the decision of the present stay is still the present one's."""
    case = opened(office.caseworker, name="Late History", born=date(1985, 3, 1))
    told(office.caseworker, [case], [FIRST[0], *AGAIN], today=date(2016, 9, 14))
    with acting(office.caseworker):
        contract = Duty.objects.get(case=case, rule="integration_contract")
        decide(contract, kind=Kind.WAIVED, reason="Aftalt", officer=office.caseworker, today=date(2016, 9, 20))
    told(office.caseworker, [case], [FIRST[1], LIVED[1], LIVED[3]], today=date(2016, 10, 1))

    present, earlier = duties(office, case, "integration_contract")
    assert (present.pk, present.standing, present.due_on) == (contract.pk, Standing.WAIVED, date(2016, 12, 1))
    assert (earlier.standing, earlier.due_on) == (Standing.FULFILLED, date(2013, 9, 1))
    assert present.reckoning["stay"] == {"number": 2, "followed": False, "from": "2016-09-12", "to": None}


def test_a_mistaken_second_allocation_taken_back_leaves_one_stay(ali: Case, office: Office) -> None:
    with acting(office.caseworker):
        wrong = Entry.objects.get(case=ali, value="2016-09-12")
    back = News(fact="allocation_decided", corrects=str(wrong.pk), withdrawn=True)
    told(office.caseworker, [ali], [back], today=TODAY)

    [contract] = duties(office, ali, "integration_contract")
    assert contract.due_on == date(2013, 9, 1)
    [declaration] = duties(office, ali, "declaration")
    assert declaration.standing_on(TODAY) == Standing.OVERDUE  # as for whoever left and did not come again


def test_reckoned_anew_nothing_moves(ali: Case, office: Office) -> None:
    assert nightly(officer=office.automatic, today=TODAY) == 0


def test_the_words_of_a_stay_are_there_in_both_languages(ali: Case, office: Office) -> None:
    [lapsed, _] = duties(office, ali, "declaration")
    for language in ("da", "en"):
        with translation.override(language):
            assert lapsed.reckoning["remarks"][0][language]
