"""`{% load casefiles %}`: persons as an officer may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.models import Person

register = template.Library()


@register.filter
def shown_name(person: Person, officer: Officer) -> str:
    """The name, or that it is protected."""
    return person.shown_name(officer)


@register.filter
def shown_cpr(person: Person, officer: Officer) -> str:
    """The CPR number, masked."""
    return person.shown_cpr(officer)


@register.filter
def shown_address(person: Person, officer: Officer) -> str:
    """The address, or that it is protected."""
    return person.shown_address(officer)
