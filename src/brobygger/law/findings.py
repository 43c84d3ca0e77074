"""What the assessment finds: each duty with its dates and the whole reckoning behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from brobygger.law.rulebook import Citation, Language, Text

STANDINGS = (
    "open", "overdue", "fulfilled", "fulfilled_late", "waived", "postponed", "paused", "lapsed", "undetermined",
)  # fmt: skip
BREACHES = ("none", "frame", "law")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a reckoning: which rule counted what from which day, and on what authority."""

    rule: str
    version_in_force: date | None
    from_what: str
    counted_from: date | None
    count: str
    number: int
    falls_on: date | None
    basis: str
    confirmed: bool
    citation: Citation | None
    text: Text

    def as_json(self, language: Language) -> dict[str, Any]:
        """The step as plain data, dates as ISO text."""
        return {
            "rule": self.rule,
            "version_in_force": iso(self.version_in_force),
            "from_what": self.from_what,
            "counted_from": iso(self.counted_from),
            "count": self.count,
            "number": self.number,
            "falls_on": iso(self.falls_on),
            "basis": self.basis,
            "confirmed": self.confirmed,
            "citation": citation_as_json(self.citation),
            "text": self.text[language],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A duty as it stands on the day asked. Dates are None where they are not known; `missing` says why.

    `due_on` is the earlier of the law's and the frame's date, `legal_due_on` the law's, `frame_due_on` the frame's,
    past which the frame is broken, `work_by` the last working day on or before `due_on`. What `runs_out` is never
    late: it lapses when its day has passed. `stay` is the number of the stay in which the duty is owed, the earliest
    being 1, with the days it began and ended as far as they are known; None for what is counted over the whole life.
    It is `stay_followed` when another has begun since.
    `occurrence` numbers the duties of the rule; those of each further stay begin at the next thousand.
    `nothing_after` is the day of a departure, a death or another ending: what would fall due later is not broken.
    `decided_until` is the last day of the decision that gives the standing, None when it has no end. `in_short` tells
    in a few words how the date is counted. `evidence` holds the keys of the facts used.
    """

    rule: str
    person: str | None
    occurrence: int
    title: Text
    standing: str
    due_on: date | None
    legal_due_on: date | None
    frame_due_on: date | None
    runs_out: bool
    stay: int | None
    stay_from: date | None
    stay_to: date | None
    stay_followed: bool
    nothing_after: date | None
    work_by: date | None
    watch_from: date | None
    counted_from: date | None
    fulfilled_on: date | None
    decided_until: date | None
    missing: tuple[str, ...]
    breach: str
    role: str
    waits_for: str
    basis: str
    confirmed: bool
    citation: Citation | None
    in_short: Text
    reckoning: tuple[Step, ...]
    fulfilled_by: tuple[str, ...]
    evidence: tuple[str, ...]
    remarks: tuple[Text, ...]

    def as_json(self, language: Language) -> dict[str, Any]:
        """The finding as plain data: what `brobygger assess --format json` prints."""
        return {
            "rule": self.rule,
            "person": self.person,
            "title": self.title[language],
            "standing": self.standing,
            "due_on": iso(self.due_on),
            "legal_due_on": iso(self.legal_due_on),
            "frame_due_on": iso(self.frame_due_on),
            "runs_out": self.runs_out,
            "stay": self.stay,
            "stay_from": iso(self.stay_from),
            "stay_to": iso(self.stay_to),
            "stay_followed": self.stay_followed,
            "nothing_after": iso(self.nothing_after),
            "work_by": iso(self.work_by),
            "watch_from": iso(self.watch_from),
            "fulfilled_on": iso(self.fulfilled_on),
            "decided_until": iso(self.decided_until),
            "missing": list(self.missing),
            "breach": self.breach,
            "role": self.role,
            "waits_for": self.waits_for,
            "occurrence": self.occurrence,
            "basis": self.basis,
            "confirmed": self.confirmed,
            "citation": citation_as_json(self.citation),
            "in_short": self.in_short[language],
            "reckoning": [step.as_json(language) for step in self.reckoning],
            "fulfilled_by": list(self.fulfilled_by),
            "evidence": list(self.evidence),
            "remarks": [remark[language] for remark in self.remarks],
        }


def iso(day: date | None) -> str | None:
    """The date as YYYY-MM-DD, or None."""
    return day.isoformat() if day else None


def citation_as_json(citation: Citation | None) -> dict[str, str] | None:
    """The citation as plain data."""
    if citation is None:
        return None
    return {
        "law": citation.law,
        "section": citation.section,
        "source": citation.source,
        "url": citation.url,
        "checked_on": citation.checked_on.isoformat(),
    }
