"""The worklist: whose duties, which of them, how many, and the rows of one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.office.access.models import Officer
from brobygger.office.access.permissions import may
from brobygger.office.casefiles.models import Case
from brobygger.office.duties.choices import Breach, Standing, WaitsFor
from brobygger.office.duties.models import DATED, Duty, DutyQuerySet, is_overdue, is_past_target
from brobygger.office.duties.permissions import within_role
from brobygger.office.duties.queries.addresses import case_address
from brobygger.office.duties.queries.duty import fact_said
from brobygger.office.duties.queries.stays import number_of
from brobygger.office.duties.queries.tallies import Tally, tallies
from brobygger.office.foundation.parts import Chip, Tab, Tone
from brobygger.office.foundation.standings import SUNDAY

if TYPE_CHECKING:
    from datetime import date

    from django.core.paginator import Page
    from django.http import QueryDict

ROWS = 50
A_MONTH = 30
NEW_FOR = 7
MINE, TEAM, ALL = WHOSE = ("mine", "team", "all")
OF_RULE, OF_HOLDER = "rule", "holder"
TABS = {MINE: gettext_lazy("Mine"), TEAM: gettext_lazy("Teamets"), ALL: gettext_lazy("Alle")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One ready filter of the worklist."""

    name: str
    text: str
    condition: Q
    tone: Tone = Tone.QUIET


def ready_filters(today: date) -> list[Filter]:
    """The filters an office works by, in the order they press."""
    sunday = today + timedelta(days=SUNDAY - today.isoweekday())
    dated = Q(standing__in=DATED)
    return [
        Filter(name="overdue", text=_("Overskredet"), condition=is_overdue(today), tone=Tone.LATE),
        Filter(name="today", text=_("I dag"), condition=dated & Q(due_on=today), tone=Tone.SOON),
        Filter(
            name="week",
            text=_("Denne uge"),
            condition=dated & Q(due_on__range=(today, sunday)) | is_past_target(today),
            tone=Tone.SOON,
        ),
        Filter(
            name="month",
            text=_("Næste 30 dage"),
            condition=dated & Q(due_on__range=(today, today + timedelta(days=A_MONTH))) | is_past_target(today),
        ),
        Filter(name="unassigned", text=_("Uden ansvarlig"), condition=Q(responsible=None)),
        Filter(name="new", text=_("Nye"), condition=Q(arose_on__gt=today - timedelta(days=NEW_FOR))),
        Filter(name="citizen", text=_("Venter på borger"), condition=Q(waits_for=WaitsFor.CITIZEN)),
        Filter(name="us", text=_("Venter på os"), condition=Q(waits_for=WaitsFor.US)),
        Filter(
            name="others",
            text=_("Venter på andre"),
            condition=~Q(waits_for__in=[WaitsFor.CITIZEN, WaitsFor.US]),
        ),
        Filter(
            name="missing",
            text=_("Mangler oplysning"),
            condition=Q(standing=Standing.UNDETERMINED),
            tone=Tone.MISSING,
        ),
        Filter(name="permit", text=_("Tilladelse udløber"), condition=Q(rule="permit_expiry")),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the worklist."""

    duty: Duty
    number: int
    citizen: str
    family: str
    missing: str
    case_address: str
    standing: Standing
    breach: Breach


def household_size() -> Subquery:
    """How many cases the duty's family has; reckoned for the rows of the page alone, which the database picks first."""
    family = Case.objects.filter(family=OuterRef("case__family")).order_by().values("family")
    return Subquery(family.annotate(n=Count("pk")).values("n"))


def row_of(duty: Duty, *, officer: Officer, today: date) -> Row:
    """What the row says of one duty; it comes with the size of its `household`."""
    size = vars(duty)["household"] or 1
    family = ngettext("familie på %(count)s", "familie på %(count)s", size) % {"count": size}
    return Row(
        duty=duty,
        number=number_of(duty),
        citizen=duty.case.person.shown_name(officer),
        family=family if size > 1 else _("enlig"),
        missing=", ".join(fact_said(name) for name in duty.missing),
        case_address=case_address(duty.case),
        standing=duty.standing_on(today),
        breach=duty.breach_on(today),
    )


class Worklist:
    """What one officer sees of the municipality's duties, chosen by the address bar and by nothing else."""

    def __init__(self, asked: QueryDict, *, officer: Officer, today: date) -> None:
        self.officer, self.today = officer, today
        self.filters = ready_filters(today)
        names = {ready.name for ready in self.filters}
        self.show = asked.get("show", "") if asked.get("show") in names else ""
        self.rule = asked.get("rule", "")
        self.families = asked.get("families") == "1"
        self.number = asked.get("page", "1")
        self.asked_whose = asked.get("whose", "")
        self.asked_holder = asked.get("officer", "")

    @cached_property
    def reachable(self) -> DutyQuerySet:
        """Every duty on the list that the officer may see."""
        return Duty.objects.listed_for(self.officer).filter(within_role(self.officer)).on_the_list(today=self.today)

    @cached_property
    def tallies(self) -> list[Tally]:
        """Every count of the page: the duties within reach counted once, apart by whose they are."""
        apart = {
            MINE: self.belongs(MINE),
            TEAM: self.belongs(TEAM),
            OF_RULE: Q(rule=self.rule) if self.rule else Q(),
            OF_HOLDER: Q(responsible=self.holder) if self.holder else Q(),
        }
        return tallies(self.reachable, apart=apart, filters={one.name: one.condition for one in self.filters})

    @cached_property
    def tab_counts(self) -> dict[str, int]:
        """How many are mine, my role's, and everyone's."""
        return {whose: sum(one.counts[ALL] for one in self.tallies if whose in one.within) for whose in WHOSE}

    @cached_property
    def whose(self) -> str:
        """Mine, when I have any; else the team's, else everyone's."""
        if self.asked_whose in WHOSE:
            return self.asked_whose
        if self.holder:
            return ALL
        return next((whose for whose in WHOSE if self.tab_counts[whose]), MINE)

    def belongs(self, whose: str) -> Q:
        """The condition for one tab."""
        return {MINE: Q(responsible=self.officer), TEAM: Q(role=self.officer.role), ALL: Q()}[whose]

    @cached_property
    def holder(self) -> Officer | None:
        """The colleague whose duties alone are shown, named by an opaque key; their duties can so be handed over."""
        try:
            key = UUID(self.asked_holder)
        except ValueError:
            return None
        return Officer.objects.filter(key=key).first()

    @cached_property
    def in_tab(self) -> DutyQuerySet:
        """The duties of the tab, of one rule or one colleague when one is chosen."""
        found = self.reachable.filter(self.belongs(self.whose))
        if self.holder:
            found = found.filter(responsible=self.holder)
        return found.filter(rule=self.rule) if self.rule else found

    @cached_property
    def duties(self) -> DutyQuerySet:
        """The duties chosen, the most pressing first; in shared lists what nobody has taken comes on top."""
        chosen = next((ready.condition for ready in self.filters if ready.name == self.show), Q())
        found = self.in_tab.filter(chosen).for_worklist().annotate(household=household_size())
        if self.families:
            return found.order_by("case__family", "case", "acts_on", "pk")
        return found if self.whose == MINE else found.order_by("taken", "acts_on", "pk")

    @cached_property
    def page(self) -> Page[Duty]:
        """The rows of one page, each person marked hidden where the officer may not see the name."""
        paginator = Paginator(self.duties, ROWS)
        paginator.count = self.counts[self.show or ALL]  # counted with the filters already
        page = paginator.get_page(self.number)
        for duty in page.object_list:
            duty.mark_person()
        return page

    @cached_property
    def rows(self) -> list[Row]:
        """The page's duties, each with what its row says."""
        return [row_of(duty, officer=self.officer, today=self.today) for duty in self.page.object_list]

    @cached_property
    def tabs(self) -> list[Tab]:
        """Mine, the team's, everyone's."""
        return [
            Tab(
                text=str(TABS[whose]),
                href=self.address(whose=whose),
                count=self.tab_counts[whose],
                chosen=whose == self.whose,
            )
            for whose in WHOSE
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many each ready filter would show, and how many there are in all."""
        within = [one for one in self.tallies if {self.whose, OF_RULE, OF_HOLDER} <= one.within]
        return {name: sum(one.counts[name] for one in within) for name in (ALL, *(one.name for one in self.filters))}

    @cached_property
    def chips(self) -> list[Chip]:
        """The ready filters with their counts; the chosen one is let go by choosing it again."""
        counts = self.counts
        return [
            Chip(
                text=ready.text,
                href=self.address(show="" if ready.name == self.show else ready.name),
                count=counts[ready.name],
                chosen=ready.name == self.show,
                tone=ready.tone if counts[ready.name] else Tone.QUIET,
            )
            for ready in self.filters
        ]

    @property
    def rule_title(self) -> str:
        """The chosen rule's name."""
        return next((duty.name for duty in self.page.object_list), self.rule)

    @property
    def plain(self) -> str:
        """The tab with no filter chosen."""
        return self.address(show="", rule="", officer="")

    @property
    def without_rule(self) -> str:
        """The list without the chosen rule."""
        return self.address(rule="")

    @property
    def without_holder(self) -> str:
        """The list without the chosen colleague."""
        return self.address(officer="")

    @property
    def other_grouping(self) -> str:
        """Families together, or by date."""
        return self.address(families="" if self.families else "1")

    @property
    def excel(self) -> str:
        """The same list as a sheet."""
        return reverse("duties:worklist_excel") + self.address()

    @property
    def may_export(self) -> bool:
        """The officer may take at least their own duties out of the house."""
        return may(self.officer, "export")

    def address(self, **changed: str) -> str:
        """The address bar with something changed; what is empty is left out, and the page starts over."""
        kept = {"whose": self.whose, "show": self.show, "rule": self.rule, "families": "1" if self.families else ""}
        kept["officer"] = str(self.holder.key) if self.holder else ""
        chosen = {name: value for name, value in (kept | changed).items() if value}
        return f"?{urlencode(chosen)}"
