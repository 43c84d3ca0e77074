"""Which rules of a frame for placing nobody has confirmed: the law's, and those of the municipality laid over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from brobygger.exchange.placement_frames import FILE, Entry, read_file
from brobygger.law.doubts import Doubt, merged
from brobygger.law.errors import Fault, RulebookFaultsError
from brobygger.law.library import DENMARK, library

OWNER = "leader"


def doubts(municipality: str = DENMARK, directory: Path | None = None) -> list[Doubt]:
    """What is not confirmed of all days; nothing where there is no frame. Raises `RulebookFaultsError`."""
    faults: list[Fault] = []
    shelf = library(directory)
    law = entries(shelf.folder(DENMARK) / FILE, DENMARK, faults)
    own = entries(shelf.folder(municipality) / FILE, municipality, faults) if municipality != DENMARK else ()
    if faults:
        raise RulebookFaultsError(faults)
    under = law if municipality == DENMARK else tuple(left_over(law, own))
    return merged(of_entry(one) for one in (*under, *own) if not one.said.confirmed)


def entries(path: Path, municipality: str, faults: list[Fault]) -> tuple[Entry, ...]:
    """Every entry of a frame, none where there is no file."""
    return read_file(path, municipality, faults).entries if path.exists() else ()


def left_over(law: tuple[Entry, ...], own: tuple[Entry, ...]) -> Iterator[Entry]:
    """The law's rules for as long as the municipality has none of the same id in their place."""
    for entry in law:
        begun = [one.in_force for one in own if (one.part, one.id) == (entry.part, entry.id) and one.until is None]
        last = min(begun) - timedelta(days=1) if begun else entry.until
        if entry.part == "rule" and (last is None or last >= entry.in_force):
            yield replace(entry, until=min(filter(None, (last, entry.until)), default=None))


def of_entry(entry: Entry) -> Doubt:
    """What one entry lacks, as its note tells."""
    said = entry.said
    return Doubt(
        part="placement", rule=entry.id, title=said.title, starts=entry.in_force, until=entry.until,
        missing=said.note or {}, owner=OWNER, cited=said.citation,
    )  # fmt: skip
