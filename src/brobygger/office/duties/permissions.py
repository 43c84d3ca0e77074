"""Who may do what with a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brobygger.office.access.permissions import may
from brobygger.office.casefiles import vocabulary

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer

    from .models import Duty


def may_fulfil(officer: Officer, duty: Duty) -> bool:
    """The officer's role records at least one of the facts that meet the duty."""
    return any(vocabulary.may_record(officer, vocabulary.words()[name]) for name in duty.reckoning["fulfilled_by"])


def may_decide(officer: Officer, duty: Duty) -> bool:
    """The officer's role records facts, and the duty is theirs to meet: by role, or as leader."""
    return may(officer, "facts") and (duty.role == officer.role or may_fulfil(officer, duty))


def may_assign(officer: Officer) -> bool:
    """Whoever records facts hands out duties among colleagues."""
    return may(officer, "facts")
