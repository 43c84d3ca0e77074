"""One line of a month's amounts: what is paid to whom, by which law, with its arithmetic or with what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.tree import Outcome, kroner, spell_as_json
from brobygger.law.counting import days_after, months_after
from brobygger.law.findings import citation_as_json
from brobygger.law.rulebook import Citation, Language, Text

BENEFIT, RENT, LEFT = "benefit", "temporary_rent", "left_to_live_on"
TITLES: dict[str, Text] = {
    BENEFIT: {"da": "Ydelse", "en": "Benefit"},
    "activity_supplement": {"da": "Aktivitetstillæg", "en": "Activity supplement"},
    "child_supplement": {"da": "Børnetillæg", "en": "Child supplement"},
    "single_supplement": {"da": "Tillæg til enlige", "en": "Supplement for singles"},
    "youth_supplement": {"da": "Særligt ungetillæg", "en": "Special youth supplement"},
    "transition_supplement": {"da": "Midlertidigt tilpasningstillæg", "en": "Temporary adjustment supplement"},
    "danish_supplement": {"da": "Dansktillæg", "en": "Danish supplement"},
    "earnings_deduction": {"da": "Fradrag for arbejdsindtægt", "en": "Deduction for earnings"},
    "leisure_supplement": {"da": "Fritidstillæg til børn", "en": "Supplement for children's leisure"},
    "ceiling_reduction": {"da": "Nedsættelse efter kontanthjælpsloftet", "en": "Reduction by the benefit ceiling"},
    "housing_benefit_reduction": {
        "da": "Nedsættelse efter boligstøtteloftet",
        "en": "Reduction by the housing benefit ceiling",
    },
    RENT: {"da": "Betaling for midlertidig bolig", "en": "Payment for a temporary home"},
    LEFT: {"da": "Til at leve for efter husleje, før skat", "en": "Left to live on after rent, before tax"},
    "affordable_rent": {"da": "Husleje, der kan betales, før skat", "en": "Affordable rent, before tax"},
}
"""Every kind of line, in the order they are told."""
ORDER = tuple(TITLES)
EARNED, LEISURE, CEILING, HOUSING = (
    "earnings_deduction", "leisure_supplement", "ceiling_reduction", "housing_benefit_reduction",
)  # fmt: skip
REDUCTIONS = (EARNED, CEILING, HOUSING)
OF_ALL = (LEISURE, CEILING, HOUSING)
"""What hangs on the benefits of the whole household, not of one person."""
PAID = {kind: -1 if kind in REDUCTIONS else 1 for kind in ORDER[: ORDER.index(RENT)]}
"""What the municipality pays a household, added up: benefits and supplements, less what is deducted and reduced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One amount of one month, for a person or for a household.

    `law` is the name of the benefit under the law of the day, `because` the circumstances that were looked at. A doubt
    makes the line unconfirmed; a remark does not.
    """

    kind: str
    month: date
    outcome: Outcome
    rule: str
    person: str | None = None
    household: tuple[str, ...] = ()
    law: Text | None = None
    citation: Citation | None = None
    because: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def ore(self) -> int | None:
        """The amount in øre, or None where it is undetermined."""
        return None if isinstance(self.outcome, Undetermined) else self.outcome.ore

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing; empty when there is an amount."""
        return self.outcome.missing if isinstance(self.outcome, Undetermined) else ()

    @property
    def confirmed(self) -> bool:
        """True when every rate was read at the source and nothing was taken for granted."""
        return not isinstance(self.outcome, Undetermined) and self.outcome.confirmed and not self.doubts

    @property
    def place(self) -> tuple[object, ...]:
        """Where the line stands among the others."""
        return (self.household, self.person is None, self.person or "", ORDER.index(self.kind))

    def as_json(self, language: Language) -> dict[str, Any]:
        """The line as plain data: what `brobygger amount --format json` prints."""
        outcome = self.outcome
        own = None if isinstance(outcome, Undetermined) else outcome.citation
        return {
            "kind": self.kind,
            "title": TITLES[self.kind][language],
            "person": self.person,
            "household": list(self.household),
            "amount": None if self.ore is None else kroner(self.ore),
            "currency": "DKK",
            "rule": self.rule,
            "law": self.law[language] if self.law else "",
            "period": spell_as_json((self.month, last_day(self.month))),
            "confirmed": self.confirmed,
            "derived": False if isinstance(outcome, Undetermined) else outcome.derived,
            "missing": list(self.missing),
            "because": [text[language] for text in self.because],
            "text": outcome.text[language],
            "remarks": [text[language] for text in (*self.doubts, *self.remarks)],
            "arithmetic": None if isinstance(outcome, Undetermined) else outcome.as_json(language),
            "citation": citation_as_json(own or self.citation),
        }


def last_day(month: date) -> date:
    """The month's last day.

    >>> last_day(date(2016, 2, 1))
    datetime.date(2016, 2, 29)
    """
    return days_after(months_after(month.replace(day=1), 1), -1)
