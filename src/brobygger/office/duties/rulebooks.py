"""The rulebook of a municipality: the program's, read once, with what the municipality itself has settled."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from brobygger.law.loading import load
from brobygger.law.rulebook import Count
from brobygger.law.settled import Settlement as Settled
from brobygger.law.settled import with_settlements

from .settlements import Settlement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from brobygger.law.rulebook import Rulebook


@cache
def rulebook(name: str) -> Rulebook:
    """The law with that municipality's frame laid over it. Raises `RulebookFaultsError` when it has faults."""
    return load(name)


def settled_rulebook(name: str, *, known_on: date) -> Rulebook:
    """The same as the municipality that is acting has settled it by that day: one query, behind the walls."""
    return with_settlements(rulebook(name), settled(Settlement.objects.filter(settled_on__lte=known_on)))


def settled(rows: Iterable[Settlement]) -> list[Settled]:
    """What is settled, as the law core reads it; what was taken back is left out."""
    last = {(row.version, row.kind): row for row in rows}
    return [
        Settled(
            key=row.version,
            kind="transition" if row.kind == "transition" else "version",
            by=row.officer.display_name,
            on=row.settled_on,
            source=row.source,
            span=Count(count=row.count, number=row.number or 0) if row.count else None,
        )
        for row in last.values()
        if not row.withdrawn
    ]
