"""A10: one administration answers for the whole effort towards a person and the family."""

from __future__ import annotations

import pytest

from brobygger.office.access.models import Officer
from brobygger.office.casefiles import actions
from brobygger.office.casefiles.choices import Administration
from staffed import OpenCase

pytestmark = pytest.mark.django_db


def test_a_family_has_one_coordinating_administration(caseworker: Officer, open_case: OpenCase) -> None:
    family = actions.open_family(name="Kidane", officer=caseworker)
    mother, son = open_case(caseworker, family=family), open_case(caseworker, family=family)

    actions.coordinate(mother, by=Administration.JOB_CENTRE, officer=caseworker)
    actions.coordinate(son, by=Administration.CHILDREN, officer=caseworker)

    family.refresh_from_db()
    assert family.coordinating_administration == Administration.CHILDREN


def test_a_person_alone_has_their_own(caseworker: Officer, open_case: OpenCase) -> None:
    case = open_case(caseworker)

    actions.coordinate(case, by=Administration.HEALTH, officer=caseworker)

    case.refresh_from_db()
    assert case.coordinating_administration == Administration.HEALTH
