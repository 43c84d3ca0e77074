"""What stands on top of every page of a case: who it is, on what basis they are here, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brobygger.law.facts import CaseFile, Person
from brobygger.law.known import Known
from brobygger.office.access.permissions import may
from brobygger.office.casefiles import ledger, vocabulary
from brobygger.office.casefiles.models import Entry
from brobygger.office.duties.rulebooks import rulebook
from brobygger.office.foundation.days import age

from .words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brobygger.law.facts import Fact

    from .opened import Opened
    from .rows import Row

BASIS, PERMIT, TARGET = "legal_basis", "permit", "target_group_decided"
TOLD = (BASIS, PERMIT, TARGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The person in one glance, as far as the officer's role sees them."""

    opened: Opened
    age: int | None
    cpr: str
    legal_basis: str
    permit: str
    permit_until: date | None
    target_group: str
    administration: str
    special_needs: str
    following: Row | None


def banner(opened: Opened, found: Sequence[Row]) -> Banner:
    """The banner of the case, on the day it is shown; one query."""
    case, person = opened.case, opened.case.person
    known = _known(opened)
    basis, permit, target = (_latest(known, name, opened) for name in TOLD)
    whole = case.family or case
    return Banner(
        opened=opened,
        age=age(person.born, today=opened.day) if person.born else None,
        cpr=person.shown_cpr(opened.officer),
        legal_basis=said(basis),
        permit=said(permit),
        permit_until=permit.holds_to if permit else None,
        target_group=_group(target),
        administration=whole.get_coordinating_administration_display(),
        special_needs=case.special_needs if may(opened.officer, "health") else "",
        following=following(found, opened),
    )


def following(found: Sequence[Row], opened: Opened) -> Row | None:
    """The next duty towards the person or the household that has a day."""
    return next((one for one in found if one.towards(opened.case) and not one.over and one.acts_on), None)


def _group(target: Fact | None) -> str:
    """The target group, or, while only the decision's day is kept, that day."""
    if target is not None and isinstance(target.value, date):
        return _("afgjort %(day)s") % {"day": said(target)}
    return said(target)


def _known(opened: Opened) -> Known:
    """The few facts that the banner tells, as known on the day."""
    names = [name for name in TOLD if name in vocabulary.words() and opened.reads(vocabulary.words()[name])]
    case = opened.case
    entries = Entry.objects.about(cases=[case.pk], families=opened.families).filter(
        fact__in=names, recorded_on__lte=opened.day
    )
    book = rulebook(opened.rulebook)
    file = CaseFile(
        municipality=book.municipality,
        persons=(Person(id=str(case.pk), born=case.person.born),),
        facts=tuple(ledger.fact_of(entry) for entry in entries),
    )
    return Known(file, book, on=opened.day, known_on=opened.day)


def _latest(known: Known, name: str, opened: Opened) -> Fact | None:
    """The state that holds on the day, or the event that happened last."""
    word, subject = vocabulary.words().get(name), str(opened.case.pk)
    if word is None:
        return None
    if word.shape == "state":
        return known.holding(name, subject, opened.day)
    return max(known.events(name, subject), key=lambda fact: str(fact.day), default=None)
