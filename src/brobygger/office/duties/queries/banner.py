"""What stands on top of every page of a case: who it is, on what basis they are here, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brobygger.office.access.permissions import may
from brobygger.office.casefiles import vocabulary
from brobygger.office.foundation.days import age

from . import stays
from .words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brobygger.law.facts import Fact
    from brobygger.law.known import Known

    from .opened import Opened
    from .rows import Row
    from .stays import Stay

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
    stays: tuple[Stay, ...]
    following: Row | None

    @property
    def stay(self) -> Stay | None:
        """The present stay, or the last one, of someone who has been here more than once."""
        return self.stays[-1] if len(self.stays) > 1 else None


def banner(opened: Opened, found: Sequence[Row]) -> Banner:
    """The banner of the case, on the day it is shown; one query."""
    case, person = opened.case, opened.case.person
    known = stays.told(opened, besides=TOLD)
    there = known.stays(str(case.pk))
    basis, permit, target = (_latest(known.within(there[-1]), name, opened) for name in TOLD)
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
        stays=tuple(stays.shown(stay) for stay in there),
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


def _latest(known: Known, name: str, opened: Opened) -> Fact | None:
    """The state that holds on the day, or the event that happened last; None where the officer does not read it."""
    word, subject = vocabulary.words().get(name), str(opened.case.pk)
    if word is None or not opened.reads(word):
        return None
    if word.shape == "state":
        return known.holding(name, subject, opened.day)
    return max(known.events(name, subject), key=lambda fact: str(fact.day), default=None)
