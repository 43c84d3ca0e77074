"""The nightly run takes every municipality, each in its own context."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.office.access.context import acting
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record
from brobygger.office.duties.choices import Standing
from brobygger.office.duties.models import Duty
from brobygger.site.nightly import reckon
from staffed import TODAY, OpenCase, an_office

pytestmark = pytest.mark.django_db


def test_a_departed_citizen_s_later_duties_lapse_in_every_office(
    open_case: OpenCase, capsys: pytest.CaptureFixture[str]
) -> None:
    """B18"""
    offices = [an_office(name, rulebook=name) for name in ("lejre", "randers")]
    for office in offices:
        with acting(office.caseworker):
            case = open_case(office.caseworker, born=date(1984, 1, 1))
            news = [
                News(fact="legal_basis", value="convention_refugee", holds_from=date(2018, 5, 1)),
                News(fact="allocation_decided", value=date(2018, 5, 1), holds_from=date(2018, 5, 1)),
                News(fact="permit", value="granted", holds_from=date(2018, 5, 1), holds_to=date(2018, 6, 20)),
            ]
            record(case, news, source="Brev", officer=office.caseworker, today=TODAY)

    assert reckon(None, date(2018, 6, 21)) == 0

    for office in offices:
        with acting(office.caseworker):
            assert Duty.objects.get(rule="integration_contract").standing == Standing.LAPSED
    told = capsys.readouterr().out.split()
    assert told[::2] == ["lejre:", "randers:"]


def test_a_municipality_that_is_not_here_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    an_office("lejre", rulebook="lejre")

    assert reckon("roskilde", date(2018, 6, 21)) == 2

    assert "Use one of: lejre." in capsys.readouterr().err
