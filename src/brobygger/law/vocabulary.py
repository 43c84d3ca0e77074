"""Reads `facts.toml`: every fact's name, type, label, and who may record it, with the words one municipality has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from brobygger.law.errors import Fault
from brobygger.law.reading import Reading, read_toml
from brobygger.law.roles import ROLES, OwnRole
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


def read_own_roles(entry: Reading) -> dict[str, OwnRole]:
    """The roles under `[roles]` of a municipality's file, each mapped onto one of the program's."""
    told = entry.inner("roles")
    roles = {}
    for name in told.table if told else ():
        if told is None or (one := told.inner(name)) is None:
            continue
        roles[name] = OwnRole(title=one.text("title", required=True) or {}, role=one.one_of("as", ROLES))
        if name in ROLES:
            one.fault(f"'{name}' is a role of the program.", "Give the municipality's own another name.")
        one.done()
    return roles


def read_own_words(
    path: Path, municipality: str, shared: Mapping[str, Word], roles: Mapping[str, OwnRole], faults: list[Fault]
) -> dict[str, Word]:
    """The words that only one municipality has, beside the *shared*; none when it has no such file.

    A word names one of the shared areas, whose roles then record it, or says itself who does: `recorded_by`.
    """
    book = read_toml(path, where=f"{municipality}/{path.name}", faults=faults) if path.exists() else None
    areas = {word.area: word.recorded_by for word in shared.values()}
    words = {}
    for name in book.table if book else ():
        if book is None or (entry := book.inner(name)) is None:
            continue
        if name in shared:
            entry.fault(f"'{name}' is a word of the shared vocabulary.", "Use that one, or choose another name.")
        recorded_by = recorders(entry, roles)
        word = read_word(name, entry, areas)
        words[name] = replace(word, own_to=municipality, recorded_by=recorded_by or word.recorded_by)
    return words


def recorders(entry: Reading, roles: Mapping[str, OwnRole]) -> tuple[str, ...]:
    """The roles that record a word, the municipality's own names turned into the program's."""
    named = entry.words("recorded_by")
    for name in named:
        if name not in ROLES and name not in roles:
            entry.fault(f"'recorded_by' names '{name}'.", f"Use: {', '.join((*ROLES, *roles))}.")
    return tuple(dict.fromkeys(roles[name].role if name in roles else name for name in named))


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
