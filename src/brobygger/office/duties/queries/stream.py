"""What has happened in a household lately: facts entered and what each of them moved, decisions, hand-overs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.office.casefiles.models import Entry
from brobygger.office.duties.choices import Why
from brobygger.office.duties.models import Movement
from brobygger.office.foundation.parts import Move

from .entries import title_of
from .moves import state_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brobygger.office.casefiles.models.entries import EntryQuerySet

    from .opened import Opened

LATEST = 8
MOST_ENTRIES, MOST_MOVES = 60, 60


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of a happening, and where its entry stands."""

    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What one officer entered or decided in one step, about whom, and what it moved."""

    day: date
    at: datetime
    lines: tuple[Told, ...]
    about: tuple[str, ...]
    source: str
    officer: str
    moves: tuple[Move, ...]


def stream(opened: Opened, *, length: int = LATEST) -> list[Happening]:
    """The latest happenings, newest first; two queries however long the case."""
    entries = list(_entries(opened)[:MOST_ENTRIES])
    moved = list(_movements(opened, entries)[:MOST_MOVES])
    steps: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        steps[entry.recorded_at, entry.officer_id, entry.source].append(entry)
    caused: dict[int | None, list[Movement]] = defaultdict(list)
    for movement in moved:
        caused[movement.entry_id].append(movement)
    happened = [
        entered(together, [one for entry in together for one in caused[entry.pk]], opened)
        for together in steps.values()
    ]
    happened += [changed(one, opened) for one in _together(caused[None])]
    return sorted(happened, key=lambda one: (one.day, one.at), reverse=True)[:length]


def moved_by(entry: Entry, opened: Opened) -> tuple[Move, ...]:
    """What one entry moved among the duties within the officer's reach."""
    cases = [case.pk for case in opened.reached]
    moved = Movement.objects.filter(entry=entry, duty__case__in=cases, moved_on__lte=opened.day)
    return moves(moved.select_related("duty").order_by("pk"), opened)


def _entries(opened: Opened) -> EntryQuerySet:
    """Those that the officer reads, the newest first."""
    found = Entry.objects.about(cases=[case.pk for case in opened.reached], families=opened.families)
    found = found.filter(fact__in=opened.readable(), recorded_on__lte=opened.day)
    return found.select_related("officer", "replaces").order_by("-recorded_on", "-pk")


def _movements(opened: Opened, entries: Sequence[Entry]) -> QuerySet[Movement]:
    """What these entries moved, and what moved by decision, hand-over or the nightly run."""
    found = Movement.objects.filter(duty__case__in=[case.pk for case in opened.reached], moved_on__lte=opened.day)
    found = found.filter(Q(entry__in=[entry.pk for entry in entries]) | Q(entry=None))
    return found.select_related("duty", "officer").order_by("-moved_on", "-pk")


def _together(movements: Sequence[Movement]) -> list[list[Movement]]:
    """Movements written in one step, as one happening."""
    steps: dict[tuple[datetime, int, bool], list[Movement]] = defaultdict(list)
    for movement in movements:
        steps[movement.moved_at, movement.officer_id, movement.why == Why.ASSIGNED].append(movement)
    return list(steps.values())


def entered(entries: Sequence[Entry], moved: Sequence[Movement], opened: Opened) -> Happening:
    """Facts that were entered, corrected or withdrawn in one step."""
    told: dict[str, str] = {}
    for entry in reversed(entries):
        told.setdefault(title_of(entry), opened.address("entry", entry.pk))
    first = entries[0]
    return Happening(
        day=first.recorded_on,
        at=first.recorded_at,
        lines=tuple(Told(title, href) for title, href in told.items()),
        about=tuple(dict.fromkeys(opened.name_of(entry.case_id) for entry in reversed(entries))),
        source=first.source,
        officer=first.officer.display_name,
        moves=moves(moved, opened),
    )


def changed(moved: Sequence[Movement], opened: Opened) -> Happening:
    """Duties that moved without a new fact."""
    first = moved[0]
    handed = first.why == Why.ASSIGNED
    title = _("Forpligtelser fordelt") if handed else _("Ny beslutning, eller en dag indtrådte")
    return Happening(
        day=first.moved_on,
        at=first.moved_at,
        lines=(Told(title, ""),),
        about=(),
        source="",
        officer=first.officer.display_name,
        moves=moves(moved, opened),
    )


def moves(moved: Iterable[Movement], opened: Opened) -> tuple[Move, ...]:
    """Each duty before and after; what only changed hands says between whom."""
    return tuple(_move(movement, opened) for movement in moved)


def _move(movement: Movement, opened: Opened) -> Move:
    duty, before, after = movement.duty, movement.before, movement.after
    handed = movement.why == Why.ASSIGNED
    return Move(
        duty=duty.name,
        about=opened.name_of(None if duty.of_household else duty.case_id),
        before=before["responsible"] if handed else state_said(before) if before else _("fandtes ikke"),
        after=after["responsible"] if handed else state_said(after),
        href="" if opened.past else reverse("duties:duty", args=[duty.key]),
    )
