"""The ledger of facts: entries are added, corrected by new entries, and read back as the law core wants them.

`office.duties.actions.record` is the one door for facts; it locks the case and calls `append`. Nobody else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

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


class Member(NamedTuple):
    """What is asked of each case; plain rows, since making a model of every one takes most of the time."""

    pk: int
    family_id: int | None
    role_in_family: str
    person__born: date | None
    municipality__rulebook: str


class Kept(NamedTuple):
    """What is asked of each entry."""

    pk: int
    family_id: int | None
    case_id: int | None
    fact: str
    value: Any
    holds_from: date | None
    holds_to: date | None
    recorded_on: date
    replaces_id: int | None
    withdrawn: bool


def append(subject: Subject, news: Sequence[News], *, source: str, officer: Officer, today: date) -> list[Entry]:
    """Enter *news* about one case or family, all of it or, with `NewsRefusedError`, none."""
    return append_many([(subject, news)], source=source, officer=officer, today=today)


def append_many(
    batch: Iterable[tuple[Subject, Sequence[News]]], *, source: str, officer: Officer, today: date
) -> list[Entry]:
    """Enter news about many cases and families, in few statements; all of it or none."""
    entries, refused = [], []
    for subject, news in batch:
        about = whom(subject)
        for piece in news:
            refused += vocabulary.faults(piece, about=about, officer=officer, today=today)
            entries.append(_entry(subject, piece, source=source, officer=officer, today=today))
    if refused:
        raise NewsRefusedError(refused)
    try:
        with transaction.atomic():
            return Entry.objects.bulk_create(entries, batch_size=AT_A_TIME)
    except IntegrityError as fault:
        raise NewsRefusedError([_why(fault)]) from fault


def whom(subject: Subject) -> frozenset[str]:
    """Whom the vocabulary's words may be of, when entered about the subject: who is alone is their own household."""
    if isinstance(subject, Family):
        return frozenset({"family"})
    return frozenset({"person"} if subject.family_id else {"person", "family"})


def casefile(subject: Subject) -> facts.CaseFile:
    """All that is known of the family, or of a person without one."""
    family = subject.pk if isinstance(subject, Family) else subject.family_id
    [household] = _households(Case.objects.filter(family=family) if family else Case.objects.filter(pk=subject.pk))
    return household.file


def households(cases: CaseQuerySet) -> Iterator[Household]:
    """The households that *cases* belong to, whole; two queries, and one more for each two thousand of them."""
    return _households(cases.with_their_households())


def _households(whole: CaseQuerySet) -> Iterator[Household]:
    together: dict[tuple[int | None, int | None], list[Member]] = {}
    for row in whole.order_by("pk").values_list(*Member._fields):
        member = Member(*row)
        together.setdefault((member.family_id, None if member.family_id else member.pk), []).append(member)
    waiting = iter(together.values())
    while some := list(islice(waiting, AT_A_TIME)):
        yield from _read(some)


def _read(some: list[list[Member]]) -> Iterator[Household]:
    known: dict[tuple[int | None, int | None], list[facts.Fact]] = {}
    entries = Entry.objects.about(
        cases=[member.pk for members in some for member in members],
        families=[members[0].family_id for members in some if members[0].family_id is not None],
    )
    for row in entries.values_list(*Kept._fields):
        kept = Kept(*row)
        known.setdefault((kept.family_id, kept.case_id), []).append(fact_of(kept))
    for members in some:
        family = members[0].family_id
        theirs = [fact for member in members for fact in known.get((None, member.pk), ())]
        if family is not None:
            theirs += known.get((family, None), ())
        yield Household(
            family=family,
            cases=tuple(member.pk for member in members),
            file=facts.CaseFile(
                municipality=members[0].municipality__rulebook,
                persons=tuple(
                    facts.Person(id=str(member.pk), born=member.person__born, role=member.role_in_family)
                    for member in members
                ),
                facts=tuple(theirs),
            ),
        )


def fact_of(entry: Entry | Kept) -> facts.Fact:
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
