"""Who may do what with a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from brobygger.office.access.choices import Extent
from brobygger.office.access.permissions import extent, may
from brobygger.office.casefiles import vocabulary

from .rulebooks import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.models import Case

    from .models import Duty


def may_fulfil(officer: Officer, duty: Duty) -> bool:
    """The officer's role records at least one of the facts that meet the duty."""
    return any(vocabulary.may_record(officer, vocabulary.words()[name]) for name in duty.reckoning["fulfilled_by"])


def within_role(officer: Officer) -> Q:
    """The duties that a role sees in its lists: all of its cases', or, of minimal cases, those it is to meet itself.

    The same as `rows.is_own` on a case's page, as a condition.
    """
    if extent(officer, "cases") is not Extent.MINIMAL:
        return Q()
    words = vocabulary.words()
    met = [
        rule.id
        for rule in rulebook(officer.municipality.rulebook).duties
        if any(vocabulary.may_record(officer, words[name]) for name in rule.fulfilled_by)
    ]
    return Q(role=officer.role) | Q(rule__in=met)


def may_decide(officer: Officer, duty: Duty) -> bool:
    """The officer's role records facts, and the duty is theirs to meet: by role, or as leader."""
    return may(officer, "facts") and (duty.role == officer.role or may_fulfil(officer, duty))


def may_assign(officer: Officer) -> bool:
    """Whoever records facts hands out duties among colleagues."""
    return may(officer, "facts")


def may_hand_over(officer: Officer) -> bool:
    """Who records facts and sees whole cases says which colleague answers for one."""
    return may(officer, "facts") and extent(officer, "cases") in {Extent.ALL, Extent.OWN}


def may_export_case(officer: Officer, household: Iterable[Case]) -> bool:
    """Whether a case's duties may leave the house: all of them, or those of a household that is the officer's own."""
    match extent(officer, "export"):
        case Extent.ALL:
            return True
        case Extent.OWN:
            return any(case.responsible_id == officer.pk for case in household)
        case _:
            return False
