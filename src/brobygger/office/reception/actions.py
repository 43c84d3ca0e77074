"""Notices are taken in: one letter one notice, one person one case, one household one family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from . import known, newcomers, told
from .choices import Way
from .models import Notice
from .outcome import Difference, Fate, Intake, Outcome
from .permissions import may_take_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from brobygger.exchange.arrival import Arrival
    from brobygger.office.access.models import Officer

    from .known import Home, Known
    from .models import Party, Upload

AT_A_TIME = 1_000
"""Rows a statement."""


def take_in(arrival: Arrival, *, officer: Officer, today: date) -> Notice:
    """Open the case a notice calls for. The same notice twice opens it once."""
    return take_in_all([arrival], officer=officer, today=today).notices[0]


@transaction.atomic
def take_in_all(
    arrivals: Sequence[Arrival],
    *,
    officer: Officer,
    today: date,
    upload: Upload | None = None,
    missing: Mapping[Home, int] | None = None,
) -> Intake:
    """Take in everyone or, with an error, no one; in few statements however many they are.

    *missing* says how many lines of each household were refused: its family enters incomplete. A person whose two
    numbers belong to two people of the office is left out, and their outcome says so.
    """
    if not may_take_in(officer):
        raise PermissionDenied
    _one_at_a_time(officer)
    found = known.about(arrivals)
    clear = [arrival for arrival in arrivals if not found.is_two_people(arrival)]
    notices = _notices(clear, found, officer=officer, today=today, upload=upload)
    new = newcomers.open_cases(clear, found, missing=missing or {}, officer=officer, today=today)
    opened = {case.pk for case in new}
    unlike = told.fill_blanks(clear, found, new=opened)
    for case, more in told.enter(clear, found, officer=officer, today=today).items():
        unlike[case] += more
    outcomes = [_outcome(arrival, found, opened=opened, unlike=unlike) for arrival in arrivals]
    return Intake(notices=tuple(notices), outcomes=tuple(outcomes))


@transaction.atomic
def complete(party: Party, *, officer: Officer) -> None:
    """The household lacks nobody after all; who said so stands in the alterations."""
    if not may_take_in(officer):
        raise PermissionDenied
    party.missing = 0
    party.save(update_fields=["missing"])


def _one_at_a_time(officer: Officer) -> None:
    """Two officers who take in the same letter at once meet here: the second finds what the first has written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reception'), %s::int)", [officer.municipality_id])


def _notices(
    arrivals: Sequence[Arrival], found: Known, *, officer: Officer, today: date, upload: Upload | None
) -> list[Notice]:
    """The letters, in the order in which the list names them."""
    first: dict[str, Arrival] = {}
    for arrival in arrivals:
        first.setdefault(arrival.journal_number, arrival)
    new = [
        Notice(
            municipality_id=officer.municipality_id,
            journal_number=journal,
            received_on=arrival.received_on,
            way=Way.FILE if upload else Way.FORM,
            upload=upload,
            officer=officer,
            taken_in_on=today,
        )
        for journal, arrival in first.items()
        if journal not in found.notices
    ]
    for notice in Notice.objects.bulk_create(new, batch_size=AT_A_TIME):
        found.notices[notice.journal_number] = notice
    return [found.notices[journal] for journal in first]


def _outcome(
    arrival: Arrival, found: Known, *, opened: set[int], unlike: Mapping[int, Sequence[Difference]]
) -> Outcome:
    if found.is_two_people(arrival):
        return Outcome(arrival=arrival, fate=Fate.TWO_PEOPLE, case=None)
    case = found.case_of(arrival)
    if case is None:
        raise LookupError(arrival.journal_number)  # everyone who is not two people has a case by now
    fate = Fate.OPENED if case.pk in opened else Fate.KNOWN
    return Outcome(arrival=arrival, fate=fate, case=case, differences=tuple(unlike.get(case.pk, ())))
