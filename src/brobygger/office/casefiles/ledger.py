"""The ledger of facts: entries are added, corrected by new entries, and read back as the law core wants them.

`office.duties.actions.record` is the one door for facts; it locks the case and calls `append`. Nobody else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from brobygger.law import facts

from .models import Case, Entry, Family

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brobygger.office.access.models import Officer

AT_A_TIME = 2_000
"""Entries a statement: enough to make ten thousand persons a handful of round trips."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A fact as an officer or a notice brings it, about one person or, where the vocabulary says so, a family.

    `corrects` is the key of the entry that was wrong; with `withdrawn` that entry is taken back and nothing put in
    its place.
    """

    fact: str
    value: facts.Value = None
    holds_from: date | None = None
    holds_to: date | None = None
    corrects: str | None = None
    withdrawn: bool = False


Subject = Case | Family
Batch = Iterable[tuple[Subject, "Sequence[News]"]]


def append(
    subject: Subject, news: Sequence[News], *, source: str, officer: Officer, today: date
) -> list[Entry]:
    """Enter *news* about one case or family. Their words and values are checked before (`vocabulary.faults`)."""
    return append_many([(subject, news)], source=source, officer=officer, today=today)


def append_many(batch: Batch, *, source: str, officer: Officer, today: date) -> list[Entry]:
    """Enter news about many cases and families at once, in few statements."""
    entries = [
        _entry(subject, piece, source=source, officer=officer, today=today)
        for subject, news in batch
        for piece in news
    ]
    return Entry.objects.bulk_create(entries, batch_size=AT_A_TIME)


def _entry(subject: Subject, news: News, *, source: str, officer: Officer, today: date) -> Entry:
    return Entry(
        municipality_id=subject.municipality_id,
        case=subject if isinstance(subject, Case) else None,
        family=subject if isinstance(subject, Family) else None,
        fact=news.fact,
        value=news.value.isoformat() if isinstance(news.value, date) else news.value,
        holds_from=news.holds_from,
        holds_to=news.holds_to,
        recorded_on=today,
        source=source,
        officer=officer,
        replaces_id=int(news.corrects) if news.corrects else None,
        withdrawn=news.withdrawn,
    )
