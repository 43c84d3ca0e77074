"""The oracle once more, lived through: each case is recorded day by day at the one door, and read off the screen."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from brobygger.exchange.case_toml import read_case
from brobygger.law.assessment import assess
from brobygger.law.facts import LONG_AGO, CaseFile, Decision, Fact
from brobygger.law.findings import Finding
from brobygger.law.loading import load
from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.casefiles import actions as casefiles
from brobygger.office.casefiles.choices import FamilyRole
from brobygger.office.casefiles.models import Case, Family, Person
from brobygger.office.casefiles.news import News
from brobygger.office.duties import actions
from brobygger.office.duties.choices import Kind, Standing
from brobygger.office.duties.models import Duty
from brobygger.office.duties.reassessment import reassess
from brobygger.office.foundation.days import written
from brobygger.office.foundation.standings import tag_for
from staffed import Office, an_office

pytestmark = pytest.mark.django_db
FILES = sorted((Path(__file__).parents[2] / "law" / "oracle").glob("*.toml"))
BOOKS = {name: load(name) for name in ("denmark", "lejre", "randers", "vesthimmerland")}


class Lived:
    """One oracle case as the office lived it: facts and decisions on the days they were known."""

    def __init__(self, path: Path) -> None:
        self.told = tomllib.loads(path.read_text(encoding="utf-8"))
        self.book = BOOKS[self.told["municipality"]]
        self.file: CaseFile = read_case(path, self.book)
        self.on: date = self.told["as_of"]
        self.known_on: date = self.told.get("known_on", self.on)
        self.office: Office = an_office(self.told["municipality"], rulebook=self.told["municipality"])
        self.cases: dict[str, Case] = {}

    @property
    def officer(self) -> Officer:
        return self.office.caseworker

    @property
    def first_day(self) -> date:
        """Before it nothing is known; what is undated was known from then on."""
        days = [day for day in (fact.known_from for fact in self.file.facts) if day != LONG_AGO]
        return min([*days, self.on])

    def live(self) -> None:
        """Every day on which something became known, in order; and the night before the day asked."""
        with acting(self.officer):
            family = self.open_cases()
            news: list[Fact | Decision] = [*self.file.facts, *self.file.decisions]
            for piece in sorted((p for p in news if p.known_from <= self.known_on), key=self.day_of):
                if isinstance(piece, Fact):
                    self.enter(piece, family)
                else:
                    self.decide(piece)
            reassess(actions.lock([family]), officer=self.officer, today=self.on)

    def day_of(self, piece: Fact | Decision) -> tuple[date, bool]:
        return max(piece.known_from, self.first_day), isinstance(piece, Decision)

    def open_cases(self) -> Family:
        family = casefiles.open_family(name="Familien", officer=self.officer)
        for number, person in enumerate(self.file.persons, start=1):
            someone = Person(name=f"Person {number}", alien_number=f"9100{number:04}", born=person.born)
            self.cases[person.id] = casefiles.open_case(
                someone,
                number=f"sag-{number}",
                opened_on=self.first_day,
                officer=self.officer,
                family=family,
                role_in_family=FamilyRole(person.role),
            )
        return family

    def enter(self, fact: Fact, family: Family) -> None:
        """A fact of the whole family is entered on the family where the vocabulary says so, else on each member."""
        of_family = self.book.facts[fact.name].of == "family"
        subjects: list[Case | Family] = (
            [family] if of_family else [case for key, case in self.cases.items() if fact.person in (key, None)]
        )
        value = fact.day if self.book.facts[fact.name].type == "date" else fact.value
        for subject in subjects:
            actions.record(
                subject,
                [News(fact=fact.name, value=value, holds_from=fact.holds_from, holds_to=fact.holds_to)],
                source="Orakel",
                officer=self.officer,
                today=self.day_of(fact)[0],
            )

    def decide(self, decision: Decision) -> None:
        mine = Duty.objects.filter(rule=decision.rule, case=self.cases[decision.person or next(iter(self.cases))])
        duty = mine.filter(occurrence=decision.occurrence) if decision.occurrence else mine.order_by("-occurrence")
        actions.decide(
            duty[0],
            kind=Kind(decision.kind),
            reason=decision.reason,
            until=decision.until,
            officer=self.officer,
            today=decision.starts,
        )

    def findings(self) -> list[Finding]:
        return assess(self.file, self.book, on=self.on, known_on=self.known_on)

    def kept(self) -> dict[tuple[str, str | None, int], Duty]:
        ids = {case.pk: key for key, case in self.cases.items()}
        with acting(self.officer):
            duties = Duty.objects.exclude(standing=Standing.GONE).select_related("case")
            return {(d.rule, None if d.of_household else ids[d.case_id], d.occurrence): d for d in duties}


@pytest.fixture(params=[pytest.param(path, id=path.stem) for path in FILES])
def lived(request: pytest.FixtureRequest, db: None) -> Lived:
    life = Lived(request.param)
    life.live()
    return life


def test_the_office_keeps_what_the_core_finds_and_shows_it(lived: Lived, client: Client) -> None:
    """B17, B18, B20: the dates, standings and missing facts of every duty, kept and on the case page."""
    kept = lived.kept()
    found = {(f.rule, f.person, f.occurrence): f for f in lived.findings()}
    assert set(kept) == set(found)
    for key, finding in found.items():
        duty = kept[key]
        assert (duty.due_on, duty.legal_due_on, duty.work_by) == (
            finding.due_on,
            finding.legal_due_on,
            finding.work_by,
        ), key
        assert duty.standing_on(lived.on) == finding.standing, key
        assert (duty.fulfilled_on, tuple(duty.missing)) == (finding.fulfilled_on, finding.missing), key
        assert duty.breach_on(lived.on) == finding.breach, key

    with acting(lived.office.automatic):
        Municipality.objects.filter(pk=lived.office.municipality.pk).update(working_date=lived.on)
    client.force_login(lived.officer)
    framed = [duty for duty in kept.values() if duty.basis in {"service_frame", "practice"}]
    with override_settings(DEMO=True):
        answers = [client.get(reverse("duties:duty", args=[duty.key])) for duty in framed]
        assert [answer.status_code for answer in answers] == [200] * len(framed)
        page = client.get(reverse("duties:case", args=[next(iter(lived.cases.values())).key])).content.decode()

    rows = [row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if 'class="day"' in row]
    for key, duty in kept.items():
        [row] = [row for row in rows if str(duty.key) in row] or ["not on the page"]
        if duty.acts_on:
            assert written(duty.acts_on) in row, key
        tag = tag_for(duty.standing_on(lived.on), due_on=duty.due_on, today=lived.on, last_day=duty.last_day)
        assert tag.text in row, key
