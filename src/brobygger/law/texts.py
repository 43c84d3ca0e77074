"""The laws and regulations that rules are read against: `denmark/texts.toml`, by number in Lovtidende.

A version that is confirmed names two of them: the text in force on its first day and the one in force on its last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brobygger.law.errors import Fault
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import Citation, Text

FILE = "texts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawText:
    """One text of Lovtidende that somebody has read.

    A whole text is in force from `starts` until the next whole text of the same law. What only `amends` a law is in
    force beside the whole text, until the law is consolidated again.
    """

    number: str
    law: str
    title: Text
    starts: date
    url: str
    read_on: date
    amends: bool = False


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
        read_on=entry.take("read_on", "date", required=True) or date.min,
        amends=bool(entry.take("amends", "yes or no")),
    )
    entry.done()
    return text


def check_named(citation: Citation, texts: Mapping[str, LawText], *, where: str, faults: list[Fault]) -> None:
    """The texts that a citation says were read stand in the table."""
    for key, number in (("first", citation.first), ("last", citation.last)):
        if number and number not in texts:
            faults.append(
                Fault(where, f"'{key}' names '{number}'.", f"Name a text of denmark/{FILE}, or add it there when read.")
            )
