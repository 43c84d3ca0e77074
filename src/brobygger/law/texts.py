"""The laws and regulations that rules are read against: `denmark/texts.toml`, by number in Lovtidende.

A version that is confirmed names two of them: the text in force on its first day and the one in force on its last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from brobygger.law.errors import Fault
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import Citation, LawText

FILE = "texts.toml"
ADDRESS = re.compile(r"/eli/lta/(\d{4}/\d+)")
REMEDY = (
    f"Name the text of denmark/{FILE} that was read as in force on that day, split the version, or write "
    "confirmed = false with a note."
)


class Dated(Protocol):
    """What has days and a citation: a version of a rule or of a benefit."""

    @property
    def in_force(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day, None for an open end."""

    @property
    def citation(self) -> Citation:
        """Where it stands."""


def read_texts(path: Path, *, where: str, faults: list[Fault]) -> dict[str, LawText]:
    """Every text by number; faults are added to *faults*. A folder without the file has read nothing."""
    book = read_toml(path, where=where, faults=faults) if path.exists() else None
    if book is None:
        return {}
    return {number: read_text(number, entry) for number in book.table if (entry := book.inner(number)) is not None}


def read_text(number: str, entry: Reading) -> LawText:
    """One text of the table."""
    text = LawText(
        number=number,
        law=entry.take("law", "text", required=True) or "",
        title=entry.text("title", required=True) or {},
        starts=entry.take("from", "date", required=True) or date.min,
        url=entry.take("url", "text", required=True) or "",
        read_on=entry.take("read_on", "date"),
        amends=bool(entry.take("amends", "yes or no")),
    )
    entry.done()
    return text


def numbered(url: str) -> str:
    """The number of the text that an address of Lovtidende leads to; nothing for another address.

    >>> numbered("https://www.retsinformation.dk/eli/lta/2014/1094"), numbered("https://www.kl.dk/takster")
    ('2014/1094', '')
    """
    found = ADDRESS.search(url)
    return found[1] if found else ""


def in_force(text: LawText, day: date, texts: Mapping[str, LawText]) -> bool:
    """True when the text was in force on the day: begun, and not yet replaced by the next whole text of its law."""
    return text.starts <= day and not any(
        other.law == text.law and not other.amends and text.starts < other.starts <= day for other in texts.values()
    )


def newest(law: str, texts: Mapping[str, LawText]) -> LawText | None:
    """The newest whole text of the law, read or not."""
    whole = [text for text in texts.values() if text.law == law and not text.amends]
    return max(whole, key=lambda text: text.starts, default=None)


def check_confirmed(version: Dated, texts: Mapping[str, LawText], *, where: str, faults: list[Fault]) -> None:
    """A confirmed version names the texts read for its first and its last day, and each was in force on that day.

    Where the end is open, the last is the newest text that anybody has read; one that is out and unread does not make
    the rulebook unusable: `brobygger rules check` warns of it.
    """
    read = {number: text for number, text in texts.items() if text.read_on}
    for key, number, day, among in (
        ("first", version.citation.first, version.in_force, texts),
        ("last", version.citation.last, version.until or date.max, texts if version.until else read),
    ):
        if not number:
            faults.append(Fault(where, f"The version of {version.in_force} is confirmed without '{key}'.", REMEDY))
        elif number in texts and number not in read:
            faults.append(Fault(where, f"'{key}' names '{number}', which nobody has read.", REMEDY))
        elif number in read and not in_force(read[number], day, among):
            on = f"on {day}" if day != date.max else "any more"
            faults.append(
                Fault(where, f"'{key}' names '{number}' ({read[number].law}), which is not in force {on}.", REMEDY)
            )


def check_named(citation: Citation, texts: Mapping[str, LawText], *, where: str, faults: list[Fault]) -> None:
    """The texts that a citation says were read stand in the table."""
    for key, number in (("first", citation.first), ("last", citation.last)):
        if number and number not in texts:
            faults.append(
                Fault(where, f"'{key}' names '{number}'.", f"Name a text of denmark/{FILE}, or add it there when read.")
            )
