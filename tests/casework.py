"""Cases worth looking at, for tests of the duties' screens: a convention refugee alone, and a family of four."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.test import Client
from django.urls import reverse

from brobygger.office.access.context import acting
from brobygger.office.access.models import Officer
from brobygger.office.casefiles import actions
from brobygger.office.casefiles.choices import FamilyRole
from brobygger.office.casefiles.models import Case, Family, Person
from brobygger.office.casefiles.news import News
from brobygger.office.duties.actions import record_many

NOTICED = date(2018, 4, 19)
ALLOCATED = date(2018, 4, 17)
NUMBERS = count(1)


def event(fact: str, day: date, *, corrects: str | None = None) -> News:
    """Something that happened on a day."""
    return News(fact=fact, value=day, holds_from=day, corrects=corrects)


def notice(*, allocated: date = ALLOCATED, basis: str = "convention_refugee") -> list[News]:
    """What every notice says."""
    return [
        News(fact="legal_basis", value=basis, holds_from=date(2018, 4, 10)),
        event("allocation_decided", allocated),
    ]


def told(officer: Officer, cases: list[Case], news: list[News], *, today: date = NOTICED, source: str = "Brev") -> None:
    """The facts are entered about each of the cases, in one step."""
    with acting(officer):
        record_many([(case, news) for case in cases], source=source, officer=officer, today=today)


def opened(
    officer: Officer, *, family: Family | None = None, role: FamilyRole = FamilyRole.SINGLE, **person: object
) -> Case:
    """A case from the day of the notice."""
    number = next(NUMBERS)
    with acting(officer):
        return actions.open_case(
            Person(**{"name": f"Person {number}", "alien_number": f"88{number:06}", **person}),
            number=f"2018-9{number:03}",
            opened_on=NOTICED,
            officer=officer,
            family=family,
            role_in_family=role,
        )


def a_single(officer: Officer) -> Case:
    """Omar Najjar, allocated on 17 April 2018, so that the municipality takes over on 1 June."""
    case = opened(officer, name="Omar Najjar", own_script_name="عمر نجار", born=date(1984, 1, 1), cpr="0101840101")
    told(officer, [case], notice())
    return case


def a_family(officer: Officer) -> list[Case]:
    """The Bahatis: two grown, a child of fourteen and one of two."""
    with acting(officer):
        family = actions.open_family(name="Bahati", household="H1", officer=officer)
    members = (
        ("Furaha Bahati", date(1984, 1, 1), FamilyRole.ADULT),
        ("Espoir Bahati", date(1980, 5, 2), FamilyRole.SPOUSE),
        ("Divine Bahati", date(2003, 9, 3), FamilyRole.CHILD),
        ("Amani Bahati", date(2016, 2, 7), FamilyRole.CHILD),
    )
    cases = [opened(officer, family=family, role=role, name=name, born=born) for name, born, role in members]
    told(officer, cases, notice())
    return cases


def shown(client: Client, case: Case, name: str = "case", *pieces: object, **query: str) -> str:
    """A page of the case, as text."""
    answer = client.get(reverse(f"duties:{name}", args=[case.key, *pieces]), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
