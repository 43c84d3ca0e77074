"""A case as one officer has opened it: the person, the household, and how far the officer reaches in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.office.access import permissions
from brobygger.office.access.choices import Extent
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.choices import FamilyRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from brobygger.law.rulebook import Word
    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.models import Case

ELDERS_FIRST = {FamilyRole.SINGLE: 0, FamilyRole.ADULT: 0, FamilyRole.SPOUSE: 1, FamilyRole.CHILD: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the household. Of someone out of the officer's reach no more is shown than the name, if that."""

    case: Case
    name: str
    reached: bool
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case on an officer's screen, today or as it was known on an earlier day."""

    case: Case
    members: tuple[Member, ...]
    officer: Officer
    rulebook: str
    today: date
    day: date

    @property
    def past(self) -> bool:
        """Whether it is shown as known on an earlier day; nothing can then be done to it."""
        return self.day != self.today

    @property
    def query(self) -> str:
        """What keeps the next page on the day shown."""
        return f"?as_of={self.day.isoformat()}" if self.past else ""

    def address(self, page: str, *more: object) -> str:
        """One of the case's pages, on the day shown."""
        return reverse(f"duties:{page}", args=[self.case.key, *more]) + self.query

    @property
    def minimal(self) -> bool:
        """Whether the officer's role sees name, contact and dates only."""
        return permissions.extent(self.officer, "cases") is Extent.MINIMAL

    @property
    def reached(self) -> tuple[Case, ...]:
        """The cases of the household within the officer's reach."""
        return tuple(member.case for member in self.members if member.reached)

    @property
    def persons(self) -> list[int]:
        """Everyone whom the page shows, for the log of looks."""
        return [member.case.person_id for member in self.members if member.named]

    @property
    def families(self) -> list[int]:
        """The number of the household's family, if it is one."""
        return [self.case.family_id] if self.case.family_id else []

    def name_of(self, case: int | None) -> str:
        """The member's name as the officer may read it; the household's where no one person is meant."""
        if case is None:
            return _("Hele familien")
        return next((member.name for member in self.members if member.case.pk == case), _("Beskyttet person"))

    def reads(self, word: Word) -> bool:
        """Whether the officer reads facts of that word in this case."""
        return vocabulary.may_read(self.officer, word)

    def readable(self) -> list[str]:
        """The names of the facts that the officer reads."""
        return [name for name, word in vocabulary.words().items() if self.reads(word)]


def opened(case: Case, *, officer: Officer, rulebook: str, today: date) -> Opened:
    """The case with its household, as it came through the door. *case* is within the officer's reach."""
    members = sorted(_members(case, officer=officer), key=_elders_first)
    mine = next(member.case for member in members if member.case.pk == case.pk)
    return Opened(case=mine, members=tuple(members), officer=officer, rulebook=rulebook, today=today, day=today)


def _members(case: Case, *, officer: Officer) -> Iterator[Member]:
    for one in case.household:
        one.person.__dict__["hidden"] = one.hidden  # asked once, in the list's own query
        yield Member(case=one, name=one.person.shown_name(officer), reached=one.reached, named=not one.hidden)


def _elders_first(member: Member) -> tuple[int, str, int]:
    born = member.case.person.born
    return (ELDERS_FIRST[FamilyRole(member.case.role_in_family)], born.isoformat() if born else "", member.case.pk)
