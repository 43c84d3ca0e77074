"""The duties of a household as its page shows them: open ones first, and the same on one time axis."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.office.access.choices import Role
from brobygger.office.duties.choices import Breach, Standing, WaitsFor
from brobygger.office.duties.models import Duty
from brobygger.office.duties.permissions import may_fulfil
from brobygger.office.foundation.languages import spoken
from brobygger.office.foundation.parts import Line, Mark, Tag, Tone, Why
from brobygger.office.foundation.standings import tag_for

from .duty import fact_said, why
from .stays import Stay, number_of, of_duty, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brobygger.office.casefiles.models import Case

    from .opened import Opened

OVER = frozenset({Standing.FULFILLED, Standing.FULFILLED_LATE, Standing.LAPSED, Standing.WAIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One duty towards a member or the household; one reckoned for an earlier day leads nowhere and says why itself."""

    duty: Duty
    about: str
    title: str
    standing: Standing
    tag: Tag
    breach: Breach
    missing: tuple[str, ...]
    href: str
    why: Why | None
    stay: Stay | None

    @property
    def earlier(self) -> bool:
        """Whether it was owed in a stay that another has followed."""
        return self.stay is not None and self.stay.followed

    @property
    def over(self) -> bool:
        """Whether nobody need do anything more about it."""
        return self.standing in OVER

    @property
    def acts_on(self) -> date | None:
        """The day to meet it by, or to look at it again when it is held."""
        return self.duty.held_until or self.duty.due_on

    def towards(self, case: Case) -> bool:
        """Whether it is owed to that person, alone or with the household."""
        return self.duty.of_household or self.duty.case_id == case.pk

    @property
    def on_axis(self) -> date | None:
        """Where it stands on the axis: when it was met, else when it is due."""
        return self.duty.fulfilled_on or self.acts_on

    @property
    def own_target(self) -> bool:
        """Whether the municipality works to an earlier day than the law's."""
        return self.duty.legal_due_on is not None and self.duty.legal_due_on != self.duty.due_on

    @property
    def waits_for(self) -> str:
        """Whose move it is, while it is anybody's."""
        return "" if self.over else str(WaitsFor(self.duty.waits_for).label)

    @property
    def whose(self) -> str:
        """The officer who answers for it, else the role that it falls to."""
        return self.duty.responsible.initials if self.duty.responsible else str(Role(self.duty.role).label)

    @property
    def says(self) -> tuple[object, ...]:
        """Everything that the table says of it but whom it is about."""
        duty = self.duty
        return (
            duty.rule, self.title, duty.of_household, self.acts_on, duty.legal_due_on, duty.fulfilled_on, self.standing,
            self.breach, self.missing, self.waits_for, self.whose, duty.confirmed,
        )  # fmt: skip

    @property
    def broken(self) -> bool:
        """Whether law or frame is broken."""
        return self.breach is not Breach.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The same duty towards several of the household: same date, same standing, same hands. One line of the table."""

    first: Row
    each: tuple[Row, ...]


def grouped(found: Iterable[Row]) -> list[Group]:
    """The rows with those that say the same of several members put together, in the order of their dates."""
    groups: dict[object, list[Row]] = {}
    for one in found:
        groups.setdefault(one.says, []).append(one)
    return [Group(first=each[0], each=tuple(each)) for each in groups.values()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A stay that is over, with what was owed in it."""

    stay: Stay
    groups: tuple[Group, ...]


def earlier(found: Iterable[Row]) -> list[Earlier]:
    """The stays that are over, the latest first."""
    stays: dict[str, list[Row]] = {}
    for one in found:
        if one.earlier and one.stay:
            stays.setdefault(one.stay.days, []).append(one)
    told = [Earlier(stay=theirs[0].stay, groups=tuple(grouped(theirs))) for theirs in stays.values() if theirs[0].stay]
    return sorted(told, key=lambda one: (one.stay.ends or date.max, one.stay.number), reverse=True)


def stored(opened: Opened) -> list[Duty]:
    """The duties of the household as last reckoned, in one query."""
    cases = [case.pk for case in opened.reached]
    found = Duty.objects.filter(case__in=cases).exclude(standing=Standing.GONE)
    return list(found.select_related("responsible").order_by("pk"))


def rows(duties: Iterable[Duty], opened: Opened) -> list[Row]:
    """The duties as the page shows them: by date, those that cannot be dated last.

    A role that sees names, contact and dates only sees the duties that are its own to meet.
    """
    shown = [duty for duty in duties if not opened.minimal or is_own(duty, opened)]
    several = Counter(series_of(duty) for duty in shown)
    found = [row(duty, opened, repeated=several[series_of(duty)] > 1) for duty in shown]
    place = {member.case.pk: number for number, member in enumerate(opened.members)}
    return sorted(
        found, key=lambda one: (one.acts_on is None, one.acts_on or date.max, one.title, place[one.duty.case_id])
    )


def is_own(duty: Duty, opened: Opened) -> bool:
    """Whether the duty falls to the officer's role, or is met by a fact that the role records."""
    return duty.role == opened.officer.role or may_fulfil(opened.officer, duty)


def row(duty: Duty, opened: Opened, *, repeated: bool) -> Row:
    """One duty's row; one of several says its number."""
    standing = duty.standing_on(opened.day)
    numbered = _("%(duty)s nr. %(number)s") % {"duty": duty.name, "number": number_of(duty)}
    return Row(
        duty=duty,
        about=opened.name_of(None if duty.of_household else duty.case_id),
        title=numbered if repeated else duty.name,
        standing=standing,
        tag=tag_for(standing, due_on=duty.due_on, today=opened.day, last_day=duty.last_day),
        breach=duty.breach_on(opened.day),
        missing=tuple(fact_said(name) for name in duty.missing),
        href="" if opened.past else reverse("duties:duty", args=[duty.key]),
        why=why(duty, officer=opened.officer) if opened.past else None,
        stay=of_duty(duty),
    )


def lines(found: Sequence[Row], opened: Opened) -> list[Line]:
    """Every member's duties, and the household's own, on one axis; who has none has no line."""
    named = [(member.name, member.case.pk, False) for member in opened.members if member.reached]
    drawn = [
        Line(name=name, marks=marks([one for one in found if one.duty.case_id == pk and not one.duty.of_household]))
        for name, pk, _household in named
    ]
    drawn.append(Line(name=_("Hele familien"), marks=marks([one for one in found if one.duty.of_household])))
    return [line for line in drawn if line.marks]


def marks(found: Sequence[Row]) -> tuple[Mark, ...]:
    """The duties that have a day, after the milestones that they are counted from."""
    dated = [
        Mark(day=one.on_axis, text=one.title, tag=one.tag, href=one.href) for one in found if one.on_axis is not None
    ]
    return (*milestones(found), *dated)


def milestones(found: Sequence[Row]) -> tuple[Mark, ...]:
    """What the duties are counted from, such as the day the municipality took over; each once."""
    reached: dict[tuple[str, str], Mark] = {}
    for one in found:
        for step in one.duty.reckoning["steps"]:
            if step["falls_on"] and step["rule"] not in {"", one.duty.rule}:
                day = date.fromisoformat(step["falls_on"])
                text = spoken(step["title"])
                reached[step["rule"], step["falls_on"]] = Mark(
                    day=day, text=text, tag=Tag(_("Skæringsdag"), Tone.QUIET)
                )
    return tuple(reached.values())


def headings() -> list[str]:
    """What the columns of the case's sheet are called."""
    return [
        _("Frist"), _("Lovfrist"), _("Opfyldt"), _("Forpligtelse"), _("Hvem"), _("Venter på"), _("Ansvarlig"),
        _("Status"), _("Brud"),
    ]  # fmt: skip


def titled(one: Row) -> str:
    """The duty's title, in a stay that is over with the days of the stay."""
    return f"{one.title} ({one.stay.days})" if one.earlier and one.stay else one.title


def cells(found: Iterable[Row]) -> list[list[str | date | None]]:
    """The duties as rows of a sheet."""
    return [
        [
            one.acts_on, one.duty.legal_due_on, one.duty.fulfilled_on, titled(one), one.about, one.waits_for, one.whose,
            one.tag.text, str(one.breach.label) if one.broken else "",
        ]
        for one in found
    ]  # fmt: skip
