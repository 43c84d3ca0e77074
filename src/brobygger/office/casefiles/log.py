"""The log of looks, as a leader reads it and a citizen is given it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.office.access.models import Look, LookQuerySet, Opening

from . import queries
from .models import Case

if TYPE_CHECKING:
    from datetime import date

    from brobygger.office.access.models import Officer

    from .models import Person

A_PAGE = 50
FEW = 3
"""So many persons a look shows by name in the list; more are told on its own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader wants to see of the log; nothing chosen is everything."""

    person: Person | None = None
    officer: Officer | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One look: when, who, why, and at whom."""

    look: Look
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An opening that no leader has read of, with what the reader may know of the case."""

    opening: Opening
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Fifty looks, the number from which the next fifty follow, and the persons whom the page names."""

    lines: tuple[Line, ...]
    next: int | None
    unread: tuple[Unread, ...]
    person_name: str
    persons: frozenset[int]


def read(asked: Asked, *, reader: Officer) -> Page:
    """The looks asked for, the newest first. They are not counted: a log of millions is paged by its numbers."""
    looks = list(_asked_for(asked)[: A_PAGE + 1])
    shown = looks[:A_PAGE]
    openings = list(Opening.objects.unread().select_related("officer").order_by("-at")[:A_PAGE])
    cases = {
        case.pk: case
        for case in Case.objects.as_seen_by(reader).filter(
            Q(pk__in=[opening.casefile for opening in openings])
            | Q(person__in={person for look in shown if len(look.persons) <= FEW for person in look.persons})
            | Q(person=asked.person)
        )
    }
    names = {case.person_id: queries.told(case) for case in cases.values()}
    return Page(
        lines=tuple(_line(look, names) for look in shown),
        next=shown[-1].pk if len(looks) > A_PAGE else None,
        unread=tuple(Unread(opening=one, case=queries.told(cases[one.casefile])) for one in openings),
        person_name=names[asked.person.pk] if asked.person else "",
        persons=frozenset(case.person_id for case in cases.values() if case.reached),
    )


def _asked_for(asked: Asked) -> LookQuerySet:
    found = Look.objects.for_page()
    if asked.person:
        found = found.at_person(asked.person.pk)
    if asked.officer:
        found = found.filter(officer=asked.officer)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.before:
        last = Look.objects.filter(pk=asked.before).values("at")[:1]
        found = found.filter(Q(at__lt=last) | Q(at=last, pk__lt=asked.before))
    return found


def one(look: Look, *, reader: Officer) -> tuple[Line, frozenset[int]]:
    """One look with every person it showed, and those of them whom the page now names."""
    cases = list(Case.objects.as_seen_by(reader).filter(person__in=look.persons))
    line = Line(look=look, count=len(look.persons), names=tuple(sorted(queries.told(case) for case in cases)))
    return line, frozenset(case.person_id for case in cases if case.reached)


def for_the_citizen(person: Person) -> tuple[list[str], list[list[str]]]:
    """Headings and rows: every look at the person, the oldest first, in the language that is spoken now."""
    headings = [_("Tidspunkt"), _("Medarbejder"), _("Rolle"), _("Formål")]
    looks = Look.objects.at_person(person.pk).select_related("officer").order_by("at", "pk")
    return headings, [
        [
            look.at.astimezone(timezone.get_current_timezone()).strftime("%Y-%m-%d %H:%M"),
            look.officer.display_name,
            str(look.officer.get_role_display()),
            str(look.get_purpose_display()),
        ]
        for look in looks.iterator()
    ]


def _line(look: Look, names: dict[int, str]) -> Line:
    few = len(look.persons) <= FEW
    return Line(
        look=look,
        count=len(look.persons),
        names=tuple(sorted(names[person] for person in look.persons if person in names)) if few else (),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
