"""What is not confirmed in the municipality's rulebook, what its leader has settled of it, and the form for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from brobygger.law.rulebook import Rulebook
from brobygger.law.unconfirmed import Unconfirmed, unconfirmed
from brobygger.office.access import permissions
from brobygger.office.access.choices import Role
from brobygger.office.access.models import Officer
from brobygger.office.duties.settlements import Settlement
from brobygger.office.foundation.forms import Form
from brobygger.office.foundation.languages import spoken
from brobygger.office.rules.sentences import counting, whom

MOST = 999
COUNTS = (
    ("days_after", pgettext_lazy("counted", "dage efter")),
    ("weeks_after", pgettext_lazy("counted", "uger efter")),
    ("months_after", pgettext_lazy("counted", "måneder efter")),
    ("years_after", pgettext_lazy("counted", "år efter")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that is not confirmed, in words, and the settlement that answers it, if there is one."""

    key: str
    kind: str
    rule: str
    title: str
    starts: date
    until: date | None
    counting: str
    whom: tuple[str, ...]
    missing: str
    owner: str
    settled: Settlement | None

    @property
    def settles_count(self) -> bool:
        """Whether a count can be set, too: what becomes of running clocks can only be confirmed."""
        return self.kind == "version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """All of them: open ones that hold today, that hold later, or did before, and those that are settled."""

    now: tuple[Question, ...]
    ahead: tuple[Question, ...]
    past: tuple[Question, ...]
    settled: tuple[Question, ...]


def questions(book: Rulebook, settlements: Iterable[Settlement], *, today: date) -> Questions:
    """The municipality's list. *book* is the rulebook as the program has it, before anything was settled."""
    standing = last(settlements)
    found = [_question(one, book, standing.get((one.key, one.kind))) for one in unconfirmed(book)]
    still = [one for one in found if one.settled is None]
    return Questions(
        now=tuple(one for one in still if one.starts <= today <= (one.until or date.max)),
        ahead=tuple(one for one in still if one.starts > today),
        past=tuple(one for one in still if one.until is not None and one.until < today),
        settled=tuple(one for one in found if one.settled is not None),
    )


def question(book: Rulebook, settlements: Iterable[Settlement], *, key: str, kind: str) -> Question | None:
    """The one of that key and kind, None when the rulebook has no such."""
    standing = last(settlements)
    return next(
        (
            _question(one, book, standing.get((key, kind)))
            for one in unconfirmed(book)
            if (one.key, one.kind) == (key, kind)
        ),
        None,
    )


def last(settlements: Iterable[Settlement]) -> dict[tuple[str, str], Settlement]:
    """The last settlement of each, save those taken back."""
    standing = {(one.version, one.kind): one for one in settlements}
    return {about: one for about, one in standing.items() if not one.withdrawn}


def may_settle(officer: Officer) -> bool:
    """Whoever answers for how the municipality reads the law."""
    return permissions.may(officer, "settling")


def _question(one: Unconfirmed, book: Rulebook, settled: Settlement | None) -> Question:
    return Question(
        key=one.key,
        kind=one.kind,
        rule=one.rule.id,
        title=spoken(one.rule.title_of(one.version)),
        starts=one.starts,
        until=one.until,
        counting=counting(one.version, one.rule, book),
        whom=tuple(whom(one.version, book)),
        missing=spoken(one.missing),
        owner=str(Role(one.owner).label),
        settled=settled,
    )


class SettlementForm(Form):
    """Confirm as it is, or set a count of the municipality's own; with the source either way."""

    way = forms.ChoiceField(
        label=_("Hvad er afklaret"),
        choices=(("confirm", _("Reglen er, som den står her")), ("set", _("Fristen skal tælles sådan:"))),
        widget=forms.RadioSelect,
        initial="confirm",
    )
    number = forms.IntegerField(label=_("Antal"), min_value=1, max_value=MOST, required=False)
    count = forms.ChoiceField(label=_("Tælles"), choices=COUNTS, required=False)
    source = forms.CharField(
        label=_("Kilde"),
        max_length=300,
        help_text=_("Fx »LBK nr. 1146/2020 § 19, læst i Karnov« eller »brev fra ministeriet 3. maj 2026«."),
    )

    def __init__(self, *args: Any, asked: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asked.settles_count:
            for name in ("way", "number", "count"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A count that is set has a number."""
        cleaned = super().clean() or {}
        if cleaned.get("way") == "set" and not self.errors and not (cleaned.get("number") and cleaned.get("count")):
            self.add_error("number", gettext("Antal: Skriv, hvor mange dage, uger, måneder eller år der tælles."))
        return cleaned

    def settlement(self, asked: Question) -> Settlement:
        """What was answered, to be kept."""
        sets = self.cleaned_data.get("way") == "set"
        return Settlement(
            rule=asked.rule,
            version=asked.key,
            kind=asked.kind,
            count=self.cleaned_data["count"] if sets else "",
            number=self.cleaned_data["number"] if sets else None,
            source=self.cleaned_data["source"],
        )
