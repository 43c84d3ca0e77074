"""Facts come in at one door, duties follow, and what moved is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from brobygger.office.casefiles.news import News, NewsRefusedError
from brobygger.office.duties.actions import assign, decide, lift, nightly, record
from brobygger.office.duties.choices import Kind, Standing, Why
from brobygger.office.duties.models import Duty, Movement, is_past_target
from brobygger.office.foundation.parts import Tone
from brobygger.office.foundation.standings import tag_for

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.models import Case
    from staffed import Office, OpenCase

pytestmark = pytest.mark.django_db
MAY = date(2015, 5, 20)


@pytest.fixture
def case(caseworker: Officer, open_case: OpenCase) -> Case:
    """A grown person's case."""
    return open_case(caseworker, born=date(1988, 8, 1))


def notice(case: Case, officer: Officer, *, allocated: date = date(2015, 5, 15), today: date = MAY) -> None:
    """What every notice says."""
    record(
        case,
        [
            News(fact="legal_basis", value="convention_refugee", holds_from=date(2015, 5, 1)),
            News(fact="allocation_decided", value=allocated, holds_from=allocated),
        ],
        source="Underretning",
        officer=officer,
        today=today,
    )


def contract(case: Case) -> Duty:
    """The contract duty of the case."""
    return Duty.objects.get(case=case, rule="integration_contract")


def test_a_notice_puts_the_contract_on_the_list(case: Case, caseworker: Officer) -> None:
    """B1, B17"""
    notice(case, caseworker)

    duty = contract(case)

    assert (duty.due_on, duty.legal_due_on) == (date(2015, 8, 1), date(2015, 8, 1))
    assert duty.standing == Standing.OPEN
    assert [step["rule"] for step in duty.reckoning["steps"]] == ["responsibility_taken", "integration_contract"]


def test_a_late_correction_moves_the_duty_and_says_so(case: Case, caseworker: Officer) -> None:
    """B20"""
    notice(case, caseworker)
    wrong = case.entries.get(fact="allocation_decided")
    right = News(
        fact="allocation_decided", value=date(2015, 4, 30), holds_from=date(2015, 4, 30), corrects=str(wrong.pk)
    )

    changes = record(case, [right], source="Opringning", officer=caseworker, today=date(2015, 6, 2))

    moved = {change.duty.rule: (change.before, change.after) for change in changes}
    assert moved["integration_contract"] == (date(2015, 8, 1), date(2015, 7, 1))
    movement = Movement.objects.get(duty=contract(case))
    assert (movement.why, movement.before["due_on"], movement.after["due_on"]) == (
        Why.MOVED,
        "2015-08-01",
        "2015-07-01",
    )
    assert movement.entry
    assert movement.entry.source == "Opringning"


def test_the_fact_that_meets_a_duty_meets_it(case: Case, caseworker: Officer) -> None:
    """B1"""
    notice(case, caseworker)

    record(
        case,
        [News(fact="contract_signed", value=date(2015, 8, 2), holds_from=date(2015, 8, 2))],
        source="Samtale",
        officer=caseworker,
        today=date(2015, 8, 3),
    )

    assert contract(case).standing == Standing.FULFILLED_LATE
    assert contract(case).fulfilled_on == date(2015, 8, 2)


def test_refused_news_enters_nothing(case: Case, caseworker: Officer) -> None:
    """A4"""
    with pytest.raises(NewsRefusedError):
        record(
            case,
            [News(fact="contract_signed", value=date(2031, 1, 1), holds_from=date(2031, 1, 1))],
            source="Samtale",
            officer=caseworker,
            today=MAY,
        )

    assert not case.entries.exists()


def test_a_waiver_keeps_its_reason_and_can_be_lifted(case: Case, caseworker: Officer) -> None:
    """B19"""
    notice(case, caseworker)
    decide(contract(case), kind=Kind.WAIVED, reason="Er rejst", officer=caseworker, today=date(2015, 7, 1))

    waived = contract(case)
    assert waived.standing == Standing.WAIVED
    assert "Er rejst" in waived.reckoning["steps"][-1]["text"]["da"]

    lift(waived.decisions.get(), reason="Kom tilbage", officer=caseworker, today=date(2015, 7, 5))

    assert contract(case).standing == Standing.OPEN


def test_a_day_to_work_to_is_never_overdue(case: Case, caseworker: Officer) -> None:
    """B6, D5: the first offer within two weeks where possible, a month at the latest; between them nothing is late."""
    notice(case, caseworker, allocated=date(2018, 4, 17), today=date(2018, 4, 20))
    income = News(fact="income", value="on_benefit", holds_from=date(2018, 6, 1))
    record(case, [income], source="Samtale", officer=caseworker, today=date(2018, 6, 1))
    offer = Duty.objects.get(case=case, rule="first_company_offer")

    assert (offer.due_on, offer.last_day) == (date(2018, 6, 15), date(2018, 7, 1))
    for day, standing, late in (
        (date(2018, 6, 15), Standing.OPEN, False),
        (date(2018, 6, 16), Standing.OPEN, False),
        (date(2018, 7, 1), Standing.OPEN, False),
        (date(2018, 7, 2), Standing.OVERDUE, True),
    ):
        assert offer.standing_on(day) == standing
        assert Duty.objects.overdue(today=day).filter(pk=offer.pk).exists() is late
        past_target = Duty.objects.filter(is_past_target(day), pk=offer.pk).exists()
        assert past_target is (date(2018, 6, 15) < day <= date(2018, 7, 1))
    tag = tag_for(Standing.OPEN, due_on=offer.due_on, today=date(2018, 6, 16), last_day=offer.last_day)
    assert (tag.text, tag.tone) == ("Bør ske nu", Tone.SOON)


def test_a_postponed_duty_is_overdue_again_when_its_day_has_passed(case: Case, caseworker: Officer) -> None:
    """B19: nothing changes at midnight, the dates tell."""
    notice(case, caseworker)
    duty = contract(case)
    decide(
        duty,
        kind=Kind.POSTPONED,
        reason="Tolk syg",
        until=date(2015, 8, 10),
        officer=caseworker,
        today=date(2015, 7, 30),
    )

    duty = contract(case)

    assert duty.standing_on(date(2015, 8, 10)) == Standing.POSTPONED
    assert duty.standing_on(date(2015, 8, 11)) == Standing.OVERDUE
    assert not Duty.objects.overdue(today=date(2015, 8, 10)).filter(pk=duty.pk).exists()
    assert Duty.objects.overdue(today=date(2015, 8, 11)).filter(pk=duty.pk).exists()


def test_many_duties_change_hands_at_once(case: Case, caseworker: Officer, office: Office) -> None:
    """N1"""
    notice(case, caseworker)
    duties = list(Duty.objects.filter(case=case))

    assert assign(duties, to=office.leader, officer=caseworker, today=MAY) == len(duties)

    theirs = list(Duty.objects.filter(responsible=office.leader))
    assert len(theirs) == len(duties)
    assert assign(theirs, to=office.leader, officer=caseworker, today=MAY) == 0


def test_the_nightly_run_writes_only_what_moved(case: Case, caseworker: Officer) -> None:
    """B18: a reckoning on the day after writes nothing; the end of the permit lapses what falls due later."""
    notice(case, caseworker)
    permit = News(fact="permit", value="granted", holds_from=date(2015, 5, 1), holds_to=date(2015, 6, 30))
    record(case, [permit], source="Brev", officer=caseworker, today=MAY)

    assert nightly(officer=caseworker, today=date(2015, 5, 21)) == 0
    assert nightly(officer=caseworker, today=date(2015, 7, 1)) > 0
    assert contract(case).standing == Standing.LAPSED
