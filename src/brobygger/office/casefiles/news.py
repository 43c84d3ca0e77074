"""A fact on its way into the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from brobygger.law.facts import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A fact as an officer or a notice brings it, about one person or, where the vocabulary says so, a family.

    `corrects` is the key of the entry that was wrong; with `withdrawn` that entry is taken back and nothing put in
    its place. `source` is where this piece comes from, when a list brings news from many letters.
    """

    fact: str
    value: Value = None
    holds_from: date | None = None
    holds_to: date | None = None
    corrects: str | None = None
    withdrawn: bool = False
    source: str = ""


class NewsRefusedError(Exception):
    """The ledger takes none of the news until these faults are mended; each is a sentence for the officer."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))
