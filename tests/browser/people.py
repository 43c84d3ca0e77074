"""The people the browser meets: Vesthimmerland's list of 2018 taken in, and what an office has done with them since."""

from __future__ import annotations

from datetime import date, timedelta

from brobygger.exchange.notices import read_notices
from brobygger.office.access import demo
from brobygger.office.access.actions import set_working_date
from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.access.signing_in import AtTheDoor
from brobygger.office.casefiles.models import Case
from brobygger.office.casefiles.news import News
from brobygger.office.duties import actions
from brobygger.office.duties.models import Duty
from brobygger.office.reception.actions import take_in_all
from brobygger.site.folders import CLONE

TODAY = date(2018, 6, 9)
LIST = CLONE / "examples" / "notices" / "vesthimmerland-2018.xlsx"
OFFICE = "vesthimmerland"


def officer(role: str) -> Officer:
    """The demo's officer of that key."""
    known = demo.officer_called(f"{OFFICE}-{role}")
    assert known is not None
    found = AtTheDoor().called(known.email)
    assert isinstance(found, Officer)
    return found


def move_in() -> None:
    """The list is taken in; half of the cases are handed out, contracts signed in time and late, one fact mended."""
    caseworker, leader = officer("caseworker"), officer("leader")
    with acting(leader):
        set_working_date(Municipality.objects.get(pk=leader.municipality_id), day=TODAY)
        reading = read_notices(LIST.read_bytes(), today=TODAY)
        take_in_all(reading.arrivals, officer=leader, today=TODAY, missing=reading.missing)
        cases = list(Case.objects.order_by("number"))
        actions.hand_over(cases[::2], to=caseworker, officer=leader, today=TODAY)
    with acting(caseworker):
        due = Duty.objects.filter(rule="integration_contract", due_on__lt=TODAY + timedelta(days=60)).order_by("pk")
        for number, duty in enumerate(due[:12]):
            assert duty.due_on is not None
            day = min(duty.due_on + timedelta(days=4 if number % 4 == 0 else -6), TODAY)
            news = [News(fact="contract_signed", value=day, holds_from=day)]
            actions.record(duty.case, news, source="Møde på rådhuset", officer=caseworker, today=TODAY)
