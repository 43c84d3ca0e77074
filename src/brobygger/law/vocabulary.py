"""Reads `facts.toml`: every fact's name, type, label, and who may record it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from brobygger.law.errors import Fault
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import BORN, OFFICES, Word
from brobygger.law.stays import OPENINGS

TYPES = ("date", "choice", "yes_no", "number", "text")
SHAPES = ("event", "events", "state", "attribute")


def read_vocabulary(path: Path, faults: list[Fault]) -> dict[str, Word]:
    """Every word of the vocabulary by name; faults are added to *faults*."""
    book = read_toml(path, where=path.name, faults=faults)
    if book is None:
        return {}
    areas = book.inner("areas", required=True)
    roles = {area: areas.words(area) for area in areas.table} if areas else {}
    words = {}
    for name in book.table:
        if name != "areas" and (entry := book.inner(name)) is not None:
            words[name] = read_word(name, entry, roles)
    if BORN not in words:
        book.fault(f"The word '{BORN}' is missing.", "Add it as an attribute of type date.")
    return words


def read_word(name: str, entry: Reading, roles: Mapping[str, tuple[str, ...]]) -> Word:
    """One word with its choices and groups."""
    area = entry.one_of("area", roles)
    choices = entry.inner("choices")
    groups = entry.inner("groups")
    word = Word(
        name=name,
        label=entry.text("label", required=True) or {},
        help=entry.text("help"),
        type=entry.one_of("type", TYPES),
        shape=entry.one_of("shape", SHAPES),
        of=entry.one_of("of", ("person", "family"), default="person"),
        area=area,
        recorded_by=roles.get(area, ()),
        waits_for=entry.one_of("waits_for", OFFICES, default="us"),
        ahead=bool(entry.take("ahead", "yes or no")),
        announced=bool(entry.take("announced", "yes or no")),
        latest=bool(entry.take("latest", "yes or no")),
        whenever=bool(entry.take("whenever", "yes or no")),
        whole_life=bool(entry.take("whole_life", "yes or no")),
        opens_stay=entry.one_of("opens_stay", OPENINGS, default=""),
        ends_stay=bool(entry.take("ends_stay", "yes or no")),
        choices={key: choices.text(key) or {} for key in choices.table} if choices else {},
        groups={key: groups.words(key) for key in groups.table} if groups else {},
    )
    if (word.type == "choice") != bool(word.choices):
        entry.fault("'choices' and the type do not fit.", "Give choices to a choice, and to nothing else.")
    for group, members in word.groups.items():
        for member in set(members) - set(word.choices):
            entry.fault(f"The group '{group}' names '{member}'.", f"Use: {', '.join(word.choices)}.")
    entry.done()
    return word
