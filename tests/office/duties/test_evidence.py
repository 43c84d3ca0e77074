"""B24: every rule use is kept as evidence: law, version, section, the facts it rests on, and what came of it."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.office.access.models import Officer
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.duties.models import Duty
from brobygger.office.duties.queries.duty import evidence
from staffed import TODAY, OpenCase

pytestmark = pytest.mark.django_db


def test_a_duty_keeps_the_law_the_version_the_facts_and_the_outcome(caseworker: Officer, open_case: OpenCase) -> None:
    case = open_case(caseworker, born=date(1984, 1, 1))
    news = [
        News(fact="legal_basis", value="convention_refugee", holds_from=date(2018, 4, 10)),
        News(fact="allocation_decided", value=date(2018, 4, 17), holds_from=date(2018, 4, 17)),
        News(fact="contract_signed", value=date(2018, 6, 8), holds_from=date(2018, 6, 8)),
        News(fact="interview_held", value=date(2018, 6, 8), holds_from=date(2018, 6, 8)),
    ]
    record(case, news, source="Underretning", officer=caseworker, today=TODAY)

    duty = Duty.objects.get(rule="integration_contract")

    used = {item.entry.fact: item.value for item in evidence(duty, officer=caseworker)}
    assert set(used) == {"legal_basis", "allocation_decided", "contract_signed"}
    assert used["allocation_decided"] == "17. april 2018"
    [takeover, contract] = duty.reckoning["steps"]
    assert (takeover["rule"], takeover["falls_on"]) == ("responsibility_taken", "2018-06-01")
    assert takeover["version_in_force"] == "2017-10-11"
    assert contract["citation"]["section"] == "§ 19, stk. 1"
    assert (duty.standing, duty.fulfilled_on) == ("fulfilled", date(2018, 6, 8))


def test_health_facts_are_evidence_only_for_those_who_may_read_them(
    caseworker: Officer, open_case: OpenCase, office: object
) -> None:
    case = open_case(caseworker, born=date(1984, 1, 1))
    news = [
        News(fact="legal_basis", value="convention_refugee", holds_from=date(2018, 4, 10)),
        News(fact="allocation_decided", value=date(2018, 4, 17), holds_from=date(2018, 4, 17)),
        News(fact="health_assessment_needed", value=True, holds_from=date(2018, 6, 8)),
    ]
    record(case, news, source="Underretning", officer=caseworker, today=TODAY)
    duty = Duty.objects.get(rule="health_assessment")

    def facts(officer: Officer) -> set[str]:
        return {item.entry.fact for item in evidence(duty, officer=officer)}

    assert "health_assessment_needed" in facts(caseworker)
    assert "health_assessment_needed" not in facts(office.leader)  # type: ignore[attr-defined]  # an Office answers by role
