"""The officers of the municipality as their leader reads of them: the list, and one with what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from brobygger.office.access.choices import Role
from brobygger.office.access.models import Alteration, Officer, PasswordLink, SignIn
from brobygger.office.access.permissions import may
from brobygger.office.casefiles.history import Changed
from brobygger.office.casefiles.models import Case
from brobygger.office.casefiles.spelling import danish_order
from brobygger.office.duties.models import Duty
from brobygger.office.duties.permissions import may_hand_over
from brobygger.office.foundation.days import written
from brobygger.office.foundation.parts import Chip, Tab

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import Field, QuerySet
    from django.http import QueryDict

ROWS = 50
MOST_SHOWN = 50
LINKS_SHOWN = 5
HERE, GONE = SHOWS = ("here", "gone")
HELD_BACK = "password"
TOLD = ("display_name", "initials", "email", "role", "is_active", "employed_on", "ended_on", "ended_because", HELD_BACK)
FIELDS: dict[str, Field[Any, Any]] = {
    field.name: field
    for field in Officer._meta.concrete_fields  # noqa: SLF001 - Django's documented API
    if field.name in TOLD
}


def colleagues() -> QuerySet[Officer]:
    """Everybody who works or has worked in the office, each with the last time they came in."""
    came_in = SignIn.objects.filter(officer=OuterRef("pk")).order_by("-at").values("at")[:1]
    return Officer.objects.exclude(role=Role.AUTOMATIC).annotate(last_sign_in=Subquery(came_in))


class Roster:
    """The list, chosen by the address bar: who is here or gone, in which role, fifty at a time."""

    def __init__(self, asked: QueryDict) -> None:
        self.show = asked.get("show", "") if asked.get("show") in SHOWS else HERE
        self.role = asked.get("role", "") if asked.get("role") in Role.values else ""
        self.number = asked.get("page", "1")

    @property
    def gone(self) -> bool:
        """Those who have left are shown."""
        return self.show == GONE

    @cached_property
    def counts(self) -> dict[tuple[bool, str], int]:
        """How many there are, in office or not, in each role."""
        counted = Officer.objects.exclude(role=Role.AUTOMATIC).order_by().values("is_active", "role")
        return {(one["is_active"], one["role"]): one["n"] for one in counted.annotate(n=Count("pk"))}

    def number_of(self, *, here: bool, role: str = "") -> int:
        """How many of one tab, in one role or in all."""
        return sum(n for (active, held), n in self.counts.items() if active is here and role in {"", held})

    @cached_property
    def page(self) -> Page[Officer]:
        """One page of them, in Danish order of their names."""
        chosen = colleagues().filter(is_active=not self.gone)
        if self.role:
            chosen = chosen.filter(role=self.role)
        paginator = Paginator(chosen.order_by(danish_order("display_name"), "pk"), ROWS)
        paginator.count = self.number_of(here=not self.gone, role=self.role)  # counted with the filters already
        return paginator.get_page(self.number)

    @property
    def tabs(self) -> list[Tab]:
        """Here, and gone."""
        texts = {HERE: _("I tjeneste"), GONE: _("Stoppet")}
        return [
            Tab(
                text=texts[show],
                href=self.address(show=show, role=""),
                count=self.number_of(here=show == HERE),
                chosen=show == self.show,
            )
            for show in SHOWS
        ]

    @property
    def chips(self) -> list[Chip]:
        """The roles that somebody has, with how many; the chosen one is let go by choosing it again."""
        return [
            Chip(
                text=str(role.label),
                href=self.address(role="" if role == self.role else role),
                count=self.number_of(here=not self.gone, role=role),
                chosen=role == self.role,
            )
            for role in Role
            if self.number_of(here=not self.gone, role=role) or role == self.role
        ]

    def address(self, **changed: str) -> str:
        """The address bar with something changed; the page starts over."""
        chosen = {"show": self.show, "role": self.role} | changed
        return f"?{urlencode({name: value for name, value in chosen.items() if value and value != HERE})}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What an officer answers for: open cases, duties on the list today, and duties that come on it later."""

    cases: int
    duties: int
    later: int

    @property
    def anything(self) -> bool:
        """Something is left to hand over."""
        return bool(self.cases or self.duties or self.later)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One officer, what they answer for, and what was done with them."""

    colleague: Officer
    held: Held
    worklist: str
    hands_over: bool
    links: tuple[PasswordLink, ...]
    changes: tuple[Changed, ...]


def sheet(colleague: Officer, *, reader: Officer, today: date) -> Sheet:
    """What a reader may see of one colleague; the worklist only for who sees cases."""
    return Sheet(
        colleague=colleague,
        held=held(colleague, today=today),
        worklist=f"{reverse('duties:worklist')}?{urlencode({'whose': 'all', 'officer': str(colleague.key)})}"
        if may(reader, "cases")
        else "",
        hands_over=may_hand_over(reader),
        links=tuple(links(colleague)),
        changes=tuple(changes(colleague)),
    )


def held(colleague: Officer, *, today: date) -> Held:
    """How much an officer answers for, counted on that day."""
    theirs = Duty.objects.filter(responsible=colleague).order_by()
    on_the_list = theirs.on_the_list(today=today).count()
    return Held(
        cases=Case.objects.open_on(today).filter(responsible=colleague).order_by().count(),
        duties=on_the_list,
        later=theirs.active().count() - on_the_list,
    )


def links(colleague: Officer) -> QuerySet[PasswordLink]:
    """The newest links to a password, each told whether its day has run out."""
    run_out = ExpressionWrapper(Q(until__lte=Now()), output_field=BooleanField())
    found = PasswordLink.objects.filter(to=colleague).annotate(run_out=run_out)
    return found.select_related("officer").order_by("-at", "-pk")[:LINKS_SHOWN]


def changes(colleague: Officer) -> list[Changed]:
    """What the officer's row said before, the newest first."""
    table = Officer._meta.db_table  # noqa: SLF001 - Django's documented API
    kept = Alteration.objects.filter(thing=table, row=colleague.pk).select_related("officer").order_by("-pk")
    return [
        Changed(
            at=one.at,
            by=one.officer.display_name,
            field=_("adgangskode") if name == HELD_BACK else str(FIELDS[name].verbose_name),
            before=_said(name, before),
            after=_said(name, (one.became or {}).get(name)),
        )
        for one in kept[:MOST_SHOWN]
        for name, before in sorted(one.was.items())
        if name in FIELDS
    ]


def _said(name: str, value: Any) -> str:
    """A value in words; a password is never told, not even as its hash."""
    if name == HELD_BACK:
        return _("skjult")
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if value and name.endswith("_on"):
        return written(date.fromisoformat(value))
    return str(dict(FIELDS[name].flatchoices).get(value, value)) if value else "–"
