"""What is not confirmed beside the duties: rules of benefits, amounts, and rules for placing.

Nobody settles these on a page, as the count of a duty is settled: the figure is looked up where it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, Protocol

from brobygger.law.rulebook import Text

Part = Literal["benefit", "rate", "placement"]


class Cited(Protocol):
    """Where something is written: law, section, edition and address."""

    @property
    def law(self) -> str:
        """The law."""

    @property
    def section(self) -> str:
        """The section."""

    @property
    def source(self) -> str:
        """The edition that was read."""

    @property
    def url(self) -> str:
        """Its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One period of a rule or of a rate that nobody has confirmed, with the role that looks it up.

    `rule` is the rule's id in its file, and `cited` is where the text or the figure is written.
    """

    part: Part
    rule: str
    title: Text
    starts: date
    until: date | None
    missing: Text
    owner: str
    cited: Cited

    @property
    def key(self) -> str:
        """What tells it from the others of the same list."""
        return f"{self.rule} {self.starts} {self.part} {self.missing['en']}"

    def holds_on(self, day: date) -> bool:
        """True from the first day of the period to its last."""
        return self.starts <= day <= (self.until or date.max)


def merged(doubts: Iterable[Doubt]) -> list[Doubt]:
    """The doubts by rule and day; periods that follow each other and lack the same are one."""
    found: list[Doubt] = []
    for one in sorted(doubts, key=lambda one: (one.part, one.rule, one.missing["en"], one.starts)):
        before = found[-1] if found else None
        if before is not None and _goes_on(before, one):
            found[-1] = replace(before, until=one.until)
        elif before is None or before.key != one.key or before.until != one.until:
            found.append(one)
    return sorted(found, key=lambda one: (one.part, one.rule, one.starts))


def _goes_on(before: Doubt, one: Doubt) -> bool:
    same = (before.part, before.rule, before.missing) == (one.part, one.rule, one.missing)
    return same and before.until is not None and before.until + timedelta(days=1) == one.starts
