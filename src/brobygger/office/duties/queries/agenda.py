"""What an officer may do now in a case: the facts that its open duties wait for, and the standing jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from brobygger.law.rulebook import BORN
from brobygger.office.casefiles import vocabulary
from brobygger.office.duties.permissions import may_assign
from brobygger.office.foundation.days import written

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


def deeds(opened: Opened, found: Sequence[Row]) -> list[Deed]:
    """What the officer's role may do today; nothing on a day that has passed."""
    if opened.past:
        return []
    return [*_interview(opened), *_waited_for(opened, found), *_standing(opened)]


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


def _interview(opened: Opened) -> Iterator[Deed]:
    if all(records(opened, name) for name in INTERVIEW):
        yield Deed(text=_("Registrér samtale"), href=_at("interview", opened))


def _waited_for(opened: Opened, found: Sequence[Row]) -> Iterator[Deed]:
    """The facts that the next duties are met by or lack, each once."""
    names: dict[str, None] = {}
    for one in found:
        if not one.over and (one.duty.of_household or one.duty.case_id == opened.case.pk):
            wanted = one.duty.missing or one.duty.reckoning["fulfilled_by"]
            names |= dict.fromkeys(name for name in wanted if name not in {*INTERVIEW, BORN} and records(opened, name))
    for name in list(names)[:MOST]:
        query = urlencode({"fact": name})
        yield Deed(text=vocabulary.label(name), href=f"{_at('record', opened)}?{query}")


def _standing(opened: Opened) -> Iterator[Deed]:
    if any(vocabulary.may_record(opened.officer, word) for word in vocabulary.words().values()):
        yield Deed(text=_("Tilføj en anden oplysning"), href=_at("record", opened))
        yield Deed(text=_("Ret en oplysning"), href=_at("ledger", opened))
    if may_assign(opened.officer):
        yield Deed(text=_("Vælg ansvarlig og forvaltning"), href=_at("care", opened))


def _at(page: str, opened: Opened) -> str:
    return reverse(f"duties:{page}", args=[opened.case.key])
