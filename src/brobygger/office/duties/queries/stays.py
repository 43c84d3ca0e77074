"""The stays of a household as its pages show them: the present one first, those before it with their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brobygger.law.facts import CaseFile, Person
from brobygger.law.known import Known
from brobygger.law.stays import of_a_stay, within_stay
from brobygger.office.casefiles import ledger, vocabulary
from brobygger.office.casefiles.models import Entry
from brobygger.office.duties.rulebooks import rulebook
from brobygger.office.foundation.days import written

if TYPE_CHECKING:
    from collections.abc import Collection

    from brobygger.law import stays
    from brobygger.office.duties.models import Duty

    from .opened import Opened


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay: its days as far as they are recorded, and whether another has begun since."""

    number: int
    begins: date | None
    ends: date | None
    followed: bool

    @property
    def days(self) -> str:
        """From when until when."""
        begins, ends = (written(day) if day else "" for day in (self.begins, self.ends))
        if begins and ends:
            return f"{begins} – {ends}"
        if begins:
            return _("fra %(day)s") % {"day": begins}
        return _("til %(day)s") % {"day": ends} if ends else ""


def of_duty(duty: Duty) -> Stay | None:
    """The stay in which the duty is owed; None for what is counted over the whole life."""
    told = duty.reckoning.get("stay")
    if told is None:
        return None
    begins, ends = (date.fromisoformat(told[key]) if told[key] else None for key in ("from", "to"))
    return Stay(told["number"], begins, ends, told["followed"])


def number_of(duty: Duty) -> int:
    """The number of the duty among those of its rule in the same stay."""
    return within_stay(duty.occurrence)


def series_of(duty: Duty) -> tuple[object, ...]:
    """The same for duties that are numbered together."""
    return (duty.case_id, duty.of_household, duty.rule, duty.occurrence - number_of(duty))


def told(opened: Opened, *, besides: Collection[str] = ()) -> Known:
    """What tells of the household's stays, and *besides* some facts by name, as known on the day shown; one query."""
    names = {name for name, word in vocabulary.words().items() if of_a_stay(word)} | set(besides)
    entries = Entry.objects.about(cases=[case.pk for case in opened.reached], families=opened.families).filter(
        fact__in=names, recorded_on__lte=opened.day
    )
    book = rulebook(opened.rulebook)
    file = CaseFile(
        municipality=book.municipality,
        persons=tuple(Person(id=str(case.pk), born=case.person.born) for case in opened.reached),
        facts=tuple(ledger.fact_of(entry) for entry in entries),
    )
    return Known(file, book, on=opened.day, known_on=opened.day)


def shown(stay: stays.Stay) -> Stay:
    """A stay of the law core as a page shows it."""
    return Stay(stay.number, stay.began, stay.ended, stay.until < date.max)


def of_entry(entry: Entry, known: Known) -> Stay | None:
    """The stay to which an entry belongs, when it is one that is over; else None."""
    fact = ledger.fact_of(entry)
    word = vocabulary.words().get(fact.name)
    if word is None or fact.day is None or not of_a_stay(word):
        return None
    found = shown(known.stay_of(fact, fact.person))
    return found if found.followed else None
