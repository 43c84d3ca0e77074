"""Who may do what with a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brobygger.office.access.choices import Extent
from brobygger.office.access.permissions import extent

from .models import Case

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer


def may_open(officer: Officer, case: Case) -> bool:
    """The case is within the officer's reach, or has been opened for a reason that still holds."""
    return Case.objects.within_reach(officer).filter(pk=case.pk).exists()


def may_mend_person(officer: Officer) -> bool:
    """Those who record all facts, and citizen service, who keep the register."""
    return extent(officer, "facts") in {Extent.ALL, Extent.REGISTRATION}
