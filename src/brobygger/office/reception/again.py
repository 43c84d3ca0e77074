"""A letter about someone who left and is allocated again: what it tells is of the new stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brobygger.exchange.arrival import Arrival
    from brobygger.office.casefiles.news import News

    from .known import Telling

BASIS = "legal_basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The time between two departures in which a letter's allocation lies; None where there was none."""

    after: date | None
    until: date | None

    @classmethod
    def departures(cls, days: Iterable[date], arrival: Arrival) -> Between:
        """The stay that the letter is about; an allocation on the day of a departure is of the next one."""
        about = arrival.allocated_on or arrival.responsibility_stated or arrival.received_on
        return cls(
            after=max((day for day in days if day <= about), default=None),
            until=min((day for day in days if day > about), default=None),
        )

    def holding(self, tellings: list[Telling]) -> list[Telling]:
        """What is recorded of this stay; what has no day is of the first."""
        return [one for one in tellings if self.holds(day_of(one))]

    def holds(self, day: date | None) -> bool:
        """Whether what is told of that day is of this stay."""
        if day is None:
            return self.after is None
        return (self.after is None or day > self.after) and (self.until is None or day <= self.until)

    def mended(self, told: Iterable[News]) -> Iterator[News]:
        """What a letter tells, with nothing that reaches back into a stay before."""
        for news in told:
            if self.after and news.fact == BASIS and news.holds_from and news.holds_from <= self.after:
                yield replace(news, holds_from=self.after + timedelta(days=1))
            else:
                yield news

    def goes_on(self, news: News, tellings: list[Telling]) -> bool:
        """Whether a letter of a further stay tells of a basis that holds already: it is not entered once more."""
        if self.after is None or news.fact != BASIS or self.holding(tellings):
            return False
        earlier = [one for one in tellings if one[1] is None or news.holds_from is None or one[1] <= news.holds_from]
        last = max(earlier, key=lambda one: one[1] or date.min, default=None)
        return last is not None and last[0] == str(news.value) and last[2] is None


def day_of(told: Telling) -> date | None:
    """The day that a telling is about: of an event its own, of a state the first on which it holds."""
    value, holds_from, _ = told
    try:
        return date.fromisoformat(value)
    except ValueError:
        return holds_from
