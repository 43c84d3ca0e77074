"""The ledger of facts: entries are added, corrected by new entries, and read back as the law core wants them.

`office.duties.actions.record` is the one door for facts; it locks the case and calls `append`. Nobody else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from brobygger.law import facts

from . import vocabulary
from .models import Case, Entry, Family
from .news import News, NewsRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from brobygger.office.access.models import Officer

    from .models.cases import CaseQuerySet

__all__ = ["Household", "News", "NewsRefusedError", "append", "append_many", "casefile", "fact_of", "households"]

AT_A_TIME = 2_000
"""Rows a statement: ten thousand persons are a handful of round trips."""

Subject = Case | Family


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What is assessed together: a family's cases, or the one case of a person without family.

    In the file a person's id is the number of their case.
    """

    family: int | None
    cases: tuple[int, ...]
    file: facts.CaseFile


def append(subject: Subject, news: Sequence[News], *, source: str, officer: Officer, today: date) -> list[Entry]:
    """Enter *news* about one case or family, all of it or, with `NewsRefusedError`, none."""
    return append_many([(subject, news)], source=source, officer=officer, today=today)


def append_many(
    batch: Iterable[tuple[Subject, Sequence[News]]], *, source: str, officer: Officer, today: date
) -> list[Entry]:
    """Enter news about many cases and families, in few statements; all of it or none."""
    entries, refused = [], []
    for subject, news in batch:
        about_family = isinstance(subject, Family)
        for piece in news:
            refused += vocabulary.faults(piece, about_family=about_family, officer=officer, today=today)
            entries.append(_entry(subject, piece, source=source, officer=officer, today=today))
    if refused:
        raise NewsRefusedError(refused)
    try:
        with transaction.atomic():
            return Entry.objects.bulk_create(entries, batch_size=AT_A_TIME)
    except IntegrityError as fault:
        raise NewsRefusedError([_why(fault)]) from fault


def casefile(subject: Subject) -> facts.CaseFile:
    """All that is known of the family, or of a person without one."""
    cases = Case.objects.filter(family=subject) if isinstance(subject, Family) else Case.objects.filter(pk=subject.pk)
    [household] = households(cases)
    return household.file


def households(cases: CaseQuerySet) -> Iterator[Household]:
    """The households that *cases* belong to, whole; one query, and one more for each two thousand of them."""
    together: dict[tuple[int | None, int | None], list[Case]] = {}
    for case in cases.with_their_households().select_related("person", "municipality").order_by("pk"):
        together.setdefault((case.family_id, None if case.family_id else case.pk), []).append(case)
    waiting = iter(together.values())
    while some := list(islice(waiting, AT_A_TIME)):
        yield from _read(some)


def _read(some: list[list[Case]]) -> Iterator[Household]:
    families = [members[0].family_id for members in some if members[0].family_id is not None]
    entries: dict[tuple[int | None, int | None], list[Entry]] = {}
    for entry in Entry.objects.about(cases=[case.pk for members in some for case in members], families=families):
        entries.setdefault((entry.family_id, entry.case_id), []).append(entry)
    for members in some:
        family = members[0].family_id
        theirs = [entry for case in members for entry in entries.get((None, case.pk), [])]
        if family is not None:
            theirs += entries.get((family, None), [])
        yield Household(
            family=family,
            cases=tuple(case.pk for case in members),
            file=facts.CaseFile(
                municipality=members[0].municipality.rulebook,
                persons=tuple(_person(case) for case in members),
                facts=tuple(fact_of(entry) for entry in theirs),
            ),
        )


def _person(case: Case) -> facts.Person:
    return facts.Person(id=str(case.pk), born=case.person.born, role=case.role_in_family)


def fact_of(entry: Entry) -> facts.Fact:
    """An entry as the law core wants it."""
    word = vocabulary.words().get(entry.fact)
    dated = word is not None and word.type == "date" and entry.value is not None
    return facts.Fact(
        name=entry.fact,
        value=date.fromisoformat(entry.value) if dated else entry.value,
        person=None if entry.case_id is None else str(entry.case_id),
        holds_from=entry.holds_from,
        holds_to=entry.holds_to,
        recorded_on=entry.recorded_on,
        key=str(entry.pk),
        replaces=None if entry.replaces_id is None else str(entry.replaces_id),
        withdrawn=entry.withdrawn,
    )


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
        source=news.source or source,
        officer=officer,
        replaces_id=int(news.corrects) if news.corrects else None,
        withdrawn=news.withdrawn,
    )


def _why(fault: IntegrityError) -> str:
    """The database's refusal as a sentence; two officers correcting one entry meet here."""
    broken = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
    for constraint in Entry._meta.constraints:  # noqa: SLF001 - Django's documented API
        if constraint.name == broken:
            return str(constraint.violation_error_message)
    return _("Registreringen er allerede rettet, eller retter en anden oplysning. Hent siden igen.")
