"""The ledger of a household as its page shows it: every entry, what replaced it, and what it replaced."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.law.rulebook import BORN
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.models import Case, Entry, Family
from brobygger.office.foundation.days import written

from .addresses import record_address
from .stays import Stay, of_entry
from .words import label_of, value_in_words

if TYPE_CHECKING:
    from brobygger.law.known import Known
    from brobygger.office.casefiles.models.entries import EntryQuerySet

    from .opened import Opened

ROWS = 25
FAMILY = "family"
WITH = ("officer", "replaces", "replaced_by", "case", "family")
AREAS = {
    "registration": gettext_lazy("Person, tilladelse og overtagelse"),
    "general": gettext_lazy("Program, kontrakt, samtaler og dansk"),
    "home": gettext_lazy("Bolig og familie"),
    "housing": gettext_lazy("Bolig og familie"),
    "economy": gettext_lazy("Økonomi"),
    "health": gettext_lazy("Helbred"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as the ledger's table shows it."""

    entry: Entry
    about: str
    label: str
    value: str
    replaced_by: Entry | None
    correctable: bool
    stay: Stay | None

    @property
    def subject(self) -> Case | Family:
        """The case or the family that the entry is about."""
        whose = self.entry.case or self.entry.family
        assert whose is not None  # noqa: S101 - the database holds that it is one of the two
        return whose

    @property
    def period(self) -> str:
        """From and to, where the fact holds for a time."""
        days = [written(day) if day else "" for day in (self.entry.holds_from, self.entry.holds_to)]
        word = vocabulary.words().get(self.entry.fact)
        if word is not None and word.shape != "state" and not self.entry.holds_to:
            return ""
        return " – ".join(days).strip() if any(days) else ""

    @property
    def stands(self) -> bool:
        """Whether nothing has replaced it and it is no withdrawal itself."""
        return self.replaced_by is None and not self.entry.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One fact that can be recorded, and where."""

    text: str
    href: str


def title_of(entry: Entry) -> str:
    """The entry in one line: what was entered, or what was corrected from what."""
    label = label_of(entry.fact)
    if entry.withdrawn:
        return _("Trukket tilbage: %(fact)s") % {"fact": label}
    value = value_in_words(entry.fact, entry.value)
    if entry.replaces:
        said = {"fact": label, "value": value, "before": value_in_words(entry.fact, entry.replaces.value)}
        return _("Rettelse: %(fact)s %(value)s, ikke %(before)s") % said
    return f"{label}: {value}"


def readable(opened: Opened) -> EntryQuerySet:
    """The household's entries that the officer reads, as far as they were known on the day shown."""
    found = Entry.objects.about(cases=[case.pk for case in opened.reached], families=opened.families)
    return found.filter(fact__in=opened.readable(), recorded_on__lte=opened.day)


def page_of_ledger(opened: Opened, *, fact: str, whose: str, number: str) -> Page[Entry]:
    """One page of the ledger, the newest first; of one fact or one member when that is asked."""
    found = readable(opened)
    if fact:
        found = found.filter(fact=fact)
    if whose:
        chosen = [case.pk for case in opened.reached if str(case.key) == whose]
        found = found.filter(case=None) if whose == FAMILY else found.filter(case__in=chosen)
    found = found.select_related(*WITH)
    return Paginator(found.order_by("-recorded_on", "-pk"), ROWS).get_page(number)


def line_of(opened: Opened, pk: int) -> Line | None:
    """One entry of the household; None when there is none that the officer reads."""
    entry = readable(opened).select_related(*WITH).filter(pk=pk).first()
    return line(entry, opened) if entry else None


def line(entry: Entry, opened: Opened, known: Known | None = None) -> Line:
    """One entry, with what replaced it by the day shown; *known* tells to which stay it belongs."""
    later = getattr(entry, "replaced_by", None)
    replaced_by = later if later is not None and later.recorded_on <= opened.day else None
    word = vocabulary.words().get(entry.fact)
    records = word is not None and vocabulary.may_record(opened.officer, word)
    return Line(
        entry=entry,
        about=opened.name_of(entry.case_id),
        label=label_of(entry.fact),
        value=_("trukket tilbage") if entry.withdrawn else value_in_words(entry.fact, entry.value),
        replaced_by=replaced_by,
        correctable=records and not opened.past and replaced_by is None and not entry.withdrawn,
        stay=of_entry(entry, known) if known else None,
    )


def withheld(opened: Opened) -> bool:
    """Whether some facts are kept from the officer's role; told, so that nobody takes the page for the whole."""
    return len(opened.readable()) < len(vocabulary.known_to(opened.officer))


def facts_entered(opened: Opened) -> list[tuple[str, str]]:
    """The facts that have entries, by their name, with how many there are: what the ledger can be filtered by."""
    counted = readable(opened).order_by().values_list("fact").annotate(number=Count("pk"))
    found = [(name, f"{label_of(name)} ({number})") for name, number in counted]
    return sorted(found, key=lambda one: one[1])


def facts_to_record(opened: Opened) -> dict[str, list[Choice]]:
    """The facts that the officer's role records, under the headings an office knows them by."""
    found: dict[str, list[Choice]] = defaultdict(list)
    for name, word in vocabulary.words().items():
        if name != BORN and vocabulary.may_record(opened.officer, word):  # the register's, not the ledger's
            choice = Choice(text=vocabulary.label(name), href=record_address(opened.case, name))
            found[str(AREAS[word.area])].append(choice)
    return dict(found)
