"""Which cases an officer reaches, as conditions for lists; the same rule answers for a single case.

Asked of a case, or with prefixes of anything that points at one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Q, Value, When

from brobygger.office.access import permissions
from brobygger.office.access.choices import Extent
from brobygger.office.access.models import Opening

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from brobygger.office.access.models import Officer

EVERYTHING = Q()
NOTHING = Q(pk__in=[])


def own(officer: Officer, *, path: str = "") -> Q:
    """The officer is responsible for the case, or for another in the same family: a household is one piece of work."""
    families = officer.cases.exclude(family=None).values("family")
    return Q(**{f"{path}responsible": officer}) | Q(**{f"{path}family__in": families})


def opened(officer: Officer, *, path: str = "") -> Q:
    """The officer has opened the case for a stated reason, and the opening still holds."""
    return Q(**{f"{path}pk__in": Opening.objects.running().filter(officer=officer).values("casefile")})


def listed(officer: Officer, *, path: str = "") -> Q:
    """The case is in the officer's lists."""
    match permissions.extent(officer, "cases"):
        case Extent.ALL | Extent.MINIMAL:
            return EVERYTHING
        case Extent.OWN:
            return own(officer, path=path) | Q(**{f"{path}responsible": None}) | opened(officer, path=path)
        case _:
            return NOTHING


def shows(officer: Officer, *, path: str = "", person: str = "person__") -> Q:
    """The person's name and address are not protected from the officer."""
    unprotected = Q(**{f"{person}protected": False})
    match permissions.extent(officer, "protected"):
        case Extent.ALL:
            return EVERYTHING
        case Extent.ASSIGNED:
            return unprotected | own(officer, path=path) | opened(officer, path=path)
        case _:
            return unprotected | opened(officer, path=path)


def reached(officer: Officer) -> Combinable:
    """Whether the officer may open a case without giving a reason, as a column."""
    return Case(When(listed(officer) & shows(officer) & Q(pk__isnull=False), then=True), default=False)


def hidden(officer: Officer, *, path: str = "", person: str = "person__") -> Combinable:
    """The opposite of `shows`, as a column of a list; where the database cannot tell, the person is hidden."""
    shown = shows(officer, path=path, person=person)
    return Case(When(shown, then=False), default=True) if shown else Value(value=False)
