"""What is not confirmed beside the duties, for the leader's page: by part, by law, and one line a rule or rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from brobygger.exchange import placement_doubts
from brobygger.law.amounts import unconfirmed as amounts
from brobygger.law.doubts import Doubt, Part
from brobygger.office.access.choices import Role
from brobygger.office.foundation.languages import spoken

PARTS: dict[Part, object] = {
    "benefit": _("Regler om ydelser"),
    "rate": _("Beløb og satser"),
    "placement": _("Regler om boligplacering"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period, and what is missing in it."""

    starts: date
    until: date | None
    missing: str
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One rule or rate with its periods, where it is written, and who looks it up."""

    title: str
    owner: str
    section: str
    source: str
    url: str
    periods: tuple[Period, ...]

    @property
    def on_the_web(self) -> bool:
        """Whether the address can be followed: a frame's own document is kept with the program."""
        return self.url.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Everything of one law or frame that is not confirmed; `now` is how many of its periods hold today."""

    name: str
    subjects: tuple[Subject, ...]
    number: int
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One part of the page."""

    id: Part
    title: object
    laws: tuple[Law, ...]
    number: int


@cache
def doubts(municipality: str) -> tuple[Doubt, ...]:
    """The rulebook's, read once. Raises `RulebookFaultsError` when it has faults."""
    return (*amounts.doubts(municipality), *placement_doubts.doubts(municipality))


def groups(found: Iterable[Doubt], *, today: date) -> list[Group]:
    """The parts that have anything, each by law."""
    found = list(found)
    return [
        Group(id=part, title=title, laws=tuple(_laws(of_part, today)), number=len(of_part))
        for part, title in PARTS.items()
        if (of_part := [one for one in found if one.part == part])
    ]


def _laws(found: list[Doubt], today: date) -> Iterable[Law]:
    in_order = sorted(found, key=lambda one: (one.cited.law, spoken(one.title), one.rule, one.starts))
    for name, of_law in groupby(in_order, key=lambda one: one.cited.law):
        listed = list(of_law)
        yield Law(
            name=name,
            subjects=tuple(_subject(list(same), today) for _same, same in groupby(listed, key=_written)),
            number=len(listed),
            now=sum(one.holds_on(today) for one in listed),
        )


def _written(one: Doubt) -> tuple[str, ...]:
    """What stands on one line: the same rule, called the same and written in the same place."""
    return one.rule, spoken(one.title), one.cited.section, one.cited.source, one.cited.url


def _subject(same: list[Doubt], today: date) -> Subject:
    first = same[0]
    return Subject(
        title=spoken(first.title),
        owner=str(Role(first.owner).label),
        section=first.cited.section,
        source=first.cited.source,
        url=first.cited.url,
        periods=tuple(
            Period(starts=one.starts, until=one.until, missing=spoken(one.missing), now=one.holds_on(today))
            for one in same
        ),
    )
