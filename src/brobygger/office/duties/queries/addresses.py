"""Where the screens of duties lead to in other rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from brobygger.office.casefiles.models import Case


def case_address(case: Case) -> str:
    """The case page."""
    return reverse("duties:case", args=[case.key])


def record_address(case: Case, fact: str) -> str:
    """The form in which one fact about the case is recorded."""
    return f"{reverse('duties:record', args=[case.key])}?{urlencode({'fact': fact})}"


def rule_address(rule: str) -> str:
    """The rule's own page."""
    return f"/rules/{rule}/"
