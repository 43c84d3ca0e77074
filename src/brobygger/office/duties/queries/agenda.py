"""What an officer may do now in a case: the facts that its open duties wait for, and the standing jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.law.rulebook import BORN
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.permissions import may_mend_person
from brobygger.office.duties.permissions import may_hand_over
from brobygger.office.foundation.days import written

from .addresses import record_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .opened import Opened
    from .rows import Row

MOST = 4
INTERVIEW = ("interview_held", "repatriation_guidance_given", "interview_agreed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing to do, and where."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What an officer may do now: hold the interview, enter what duties wait for, and the standing jobs."""

    interview: Deed | None = None
    facts: tuple[Deed, ...] = ()
    others: tuple[Deed, ...] = ()


def deeds(opened: Opened, found: Sequence[Row]) -> Deeds:
    """What the officer's role may do today; nothing on a day that has passed."""
    if opened.past:
        return Deeds()
    return Deeds(interview=_interview(opened), facts=tuple(_waited_for(opened, found)), others=tuple(_standing(opened)))


def records(opened: Opened, name: str) -> bool:
    """Whether the officer's role records that fact."""
    word = vocabulary.words().get(name)
    return word is not None and vocabulary.may_record(opened.officer, word)


def next_interview(opened: Opened, found: Sequence[Row]) -> str:
    """By when the interview after this one must be held, as far as the duties tell; nothing where they do not."""
    waiting = [
        one
        for one in found
        if not one.over
        and one.duty.case_id == opened.case.pk
        and "interview_held" in one.duty.reckoning["fulfilled_by"]
    ]
    for one in waiting[1:]:  # the first is the interview now being held
        if one.acts_on:
            return _("%(duty)s: senest %(day)s.") % {"duty": one.title, "day": written(one.acts_on)}
    return ""


def _interview(opened: Opened) -> Deed | None:
    if not all(records(opened, name) for name in INTERVIEW):
        return None
    return Deed(text=_("Registrér samtale"), href=opened.address("interview"))


def _waited_for(opened: Opened, found: Sequence[Row]) -> Iterator[Deed]:
    """The facts that the next duties are met by or lack, each once."""
    names: dict[str, None] = {}
    for one in found:
        if not one.over and one.towards(opened.case):
            wanted = one.duty.missing or one.duty.reckoning["fulfilled_by"]
            names |= dict.fromkeys(name for name in wanted if name not in {*INTERVIEW, BORN} and records(opened, name))
    for name in list(names)[:MOST]:
        yield Deed(text=vocabulary.label(name), href=record_address(opened.case, name))


def _standing(opened: Opened) -> Iterator[Deed]:
    if any(vocabulary.may_record(opened.officer, word) for word in vocabulary.words().values()):
        yield Deed(text=_("Tilføj en anden oplysning"), href=opened.address("record"))
        yield Deed(text=_("Ret en oplysning"), href=opened.address("ledger"))
    if may_hand_over(opened.officer):
        yield Deed(text=_("Vælg ansvarlig og forvaltning"), href=opened.address("care"))
    if may_mend_person(opened.officer):
        yield Deed(text=_("Ret stamdata"), href=reverse("casefiles:person", args=[opened.case.key]))
