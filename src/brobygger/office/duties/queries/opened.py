"""A case as one officer has opened it: the person, the household, and how far the officer reaches in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from brobygger.office.access import permissions
from brobygger.office.access.choices import Extent
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.choices import FamilyRole
from brobygger.office.casefiles.models import Case

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from brobygger.law.rulebook import Word
    from brobygger.office.access.models import Officer

ELDERS_FIRST = {FamilyRole.SINGLE: 0, FamilyRole.ADULT: 0, FamilyRole.SPOUSE: 1, FamilyRole.CHILD: 2}


class OutOfReachError(Exception):
    """The case is there, but the officer opens it only for a stated reason."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(f"case {case.pk}")


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
    today: date
    day: date

    @property
    def past(self) -> bool:
        """Whether it is shown as known on an earlier day; nothing can then be done to it."""
        return self.day != self.today

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


def opened(key: UUID, *, officer: Officer, today: date) -> Opened:
    """The case with its household. Raises `Case.DoesNotExist`, or `OutOfReachError` when a reason must be given."""
    case = Case.objects.select_related("person", "family", "responsible", "municipality").get(key=key)
    members = tuple(sorted(_members(case, officer=officer), key=_elders_first))
    mine = next(member for member in members if member.case.pk == case.pk)
    if not mine.reached:
        raise OutOfReachError(case)
    return Opened(case=mine.case, members=members, officer=officer, today=today, day=today)


def _members(case: Case, *, officer: Officer) -> list[Member]:
    within = Case.objects.within_reach(officer).filter(pk=OuterRef("pk"))
    household = Case.objects.filter(family=case.family_id) if case.family_id else Case.objects.filter(pk=case.pk)
    cases = household.select_related("person", "family", "responsible", "municipality").annotate(reached=Exists(within))
    return [_member(one, officer=officer, reached=vars(one)["reached"]) for one in cases.order_by("pk")]


def _member(case: Case, *, officer: Officer, reached: bool) -> Member:
    case.person.__dict__["hidden"] = not reached  # asked once, in the list's own query
    named = not case.person.is_hidden_from(officer)
    return Member(case=case, name=case.person.shown_name(officer), reached=reached, named=named)


def _elders_first(member: Member) -> tuple[int, str, int]:
    born = member.case.person.born
    return (ELDERS_FIRST[FamilyRole(member.case.role_in_family)], born.isoformat() if born else "", member.case.pk)
