"""The demo's offices have people with a past, and worklists that look like an office's."""

from __future__ import annotations

import pytest

from brobygger.office.access import demo as staffing
from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.casefiles.models import Case, Entry
from brobygger.office.duties.models import Duty
from brobygger.office.reception import demo
from brobygger.office.reception.demo import InHand
from brobygger.office.reception.models import Notice, Upload
from brobygger.site.progress import Progress


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """Two offices with few people: enough to see that all is there."""
    settings.DEMO = True  # type: ignore[attr-defined]
    few = {
        "lejre": InHand(persons=10, years=2, seed=13, file="lejre-2019-med-fejl.csv"),
        "idag": InHand(persons=10, years=2, seed=14),
    }
    monkeypatch.setattr(demo, "OFFICES", few)


@pytest.mark.django_db
@pytest.mark.usefixtures("_small")
def test_the_demo_loads_once_with_people_a_past_and_work_handed_out() -> None:
    said: list[str] = []
    progress = Progress({}, print_line=said.append)
    staffing.load(say=progress.say)
    said.clear()

    lines = demo.load(say=progress.say)
    again = demo.load(say=progress.say)

    assert lines == again
    assert len(said) == 2
    lejre = Municipality.objects.get(slug="lejre")
    with acting(None, municipality=lejre):
        officer = Officer.objects.get(email="lejre-caseworker@brobygger.invalid")
    with acting(officer):
        assert Case.objects.count() >= 39
        assert Upload.objects.get().outcome["refused"] == 5
        assert Notice.objects.filter(journal_number__contains="-D").exists()
        assert Entry.objects.filter(fact="contract_signed").exists()
        assert Entry.objects.values("recorded_on").distinct().count() > 5
        standings = set(Duty.objects.values_list("standing", flat=True))
        assert {"open", "fulfilled"} <= standings
        assert Duty.objects.filter(responsible=officer).exists()
        assert Case.objects.filter(responsible=None).exists()
        assert not Entry.objects.filter(recorded_on__gt=lejre.working_date).exists()
        # Interviews by law are counted from the assignment, which the made-up office has decided.
        assigned = set(Entry.objects.filter(fact="target_group_decided").values_list("case", flat=True))
        interviews = Duty.objects.filter(rule="interview", legal_due_on__isnull=False)
        on_benefit = set(Entry.objects.filter(fact="income", value="on_benefit").values_list("case", flat=True))
        assert on_benefit & set(interviews.values_list("case", flat=True)) <= assigned
        assert assigned & on_benefit
