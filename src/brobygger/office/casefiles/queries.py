"""Finding persons, and what the log remembers, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from brobygger.exchange.cpr import BadCprError, read_cpr

from . import reach
from .models import Case, NameWord, Person
from .spelling import beginning_with

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer

    from .models.cases import CaseQuerySet

MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a search found: at most fifty cases, and whether there were more."""

    text: str
    cases: tuple[Case, ...]
    more: bool

    @property
    def shown(self) -> list[int]:
        """The persons whom the page shows by name."""
        return [case.person_id for case in self.cases if case.reached]


def find(text: str, *, officer: Officer) -> Search:
    """The cases of whom the text is the name's beginning, or a number.

    By name an officer finds whom their lists show; a number, known from elsewhere, finds any case of the municipality,
    though one out of reach is shown by its number alone.
    """
    text = " ".join(text.split())
    asked = Case.objects.as_seen_by(officer)
    found = by_number(asked, text) if any(sign.isdigit() for sign in text) else by_name(asked, text, officer=officer)
    cases = list(found.order_by("person__order", "pk")[: MOST_FOUND + 1])
    for case in cases:
        case.person.__dict__["hidden"] = case.hidden
    return Search(text=text, cases=tuple(cases[:MOST_FOUND]), more=len(cases) > MOST_FOUND)


def by_number(cases: CaseQuerySet, text: str) -> CaseQuerySet:
    """CPR number, alien number, case number or journal number, exactly."""
    try:
        cpr = read_cpr(text)
    except BadCprError:
        cpr = None
    alien_number = text.replace(" ", "")
    persons = Person.objects.filter(Q(alien_number=alien_number) | Q(cpr=cpr) if cpr else Q(alien_number=alien_number))
    numbered = Q(number=text) | Q(journal_number=text)
    return cases.filter(numbered | Q(person__in=list(persons.values_list("pk", flat=True))))


def by_name(cases: CaseQuerySet, text: str, *, officer: Officer) -> CaseQuerySet:
    """Every word is the beginning of a word of the name. A protected name is not found by those it is hidden from."""
    words = words_of(text)
    if not words:
        return cases.none()
    for word in words:
        first, last = beginning_with(word)
        cases = cases.filter(person__in=NameWord.objects.filter(word__gte=first, word__lt=last).values("person"))
    return cases.filter(reach.listed(officer), reach.shows(officer))


def words_of(text: str) -> list[str]:
    """The words of a name, spelled as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT brobygger_words(%s)", [text])
        return list(cursor.fetchone()[0])


def told(case: Case) -> str:
    """What a reader may know whom a case is about: number and name, or the number alone where it is out of reach."""
    return f"{case.number}, {case.person.name}" if case.reached else case.number
