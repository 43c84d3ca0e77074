"""Loads a municipality's rulebook: the law of Denmark with the municipality's frame laid over it.

One rule a file, its path is its id: `denmark/duties/integration_contract.toml`. A municipality's file of the same name
adds versions to the rule; one of a new name is the frame's own rule. All faults of all files are told at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from brobygger.law.days import check_days
from brobygger.law.errors import Fault, RulebookFaultsError
from brobygger.law.library import DENMARK, FACTS, NAMED, Library, library
from brobygger.law.reading import read_toml
from brobygger.law.roles import OwnRole
from brobygger.law.rulebook import BORN, Kind, LawText, Rule, Rulebook, Text, Version, Word
from brobygger.law.rules import read_rule
from brobygger.law.suspending import check_suspensions
from brobygger.law.texts import FILE as TEXTS
from brobygger.law.texts import check_confirmed, check_named, read_texts
from brobygger.law.vocabulary import read_own_roles, read_own_words, read_vocabulary

KINDS: dict[str, Kind] = {"milestones": "milestone", "duties": "duty", "suspensions": "suspension"}


def load(municipality: str, directory: Path | None = None) -> Rulebook:
    """The rulebook in force for *municipality*. Raises `RulebookFaultsError` with every fault found."""
    shelf = library(directory)
    faults = shelf.faults()
    words = read_vocabulary(shelf.base / FACTS, faults)
    if municipality not in shelf.municipalities():
        raise RulebookFaultsError([*faults, shelf.unknown(municipality)])
    name, roles = read_heading(shelf, municipality, faults)
    rules = read_folder(shelf, DENMARK, words, {}, faults)
    if municipality != DENMARK:
        words |= read_own_words(shelf.folder(municipality) / FACTS, municipality, words, roles, faults)
        for overlay in read_folder(shelf, municipality, words, roles, faults).values():
            rules[overlay.id] = laid_over(rules.get(overlay.id), overlay, faults)
    rules = {name: with_ages(rule) for name, rule in rules.items()}
    check_between(rules, words, faults)
    check_days(rules, words, faults)
    check_suspensions(rules, faults)
    texts = read_texts(shelf.base / DENMARK / TEXTS, where=f"{DENMARK}/{TEXTS}", faults=faults)
    for rule in rules.values():
        check_citations(rule, texts, faults)
    if faults:
        raise RulebookFaultsError(faults)
    return Rulebook(
        municipality=municipality, name=name, facts=words, rules=dict(sorted(rules.items())), roles=roles, texts=texts
    )


def load_words(directory: Path | None = None) -> dict[str, Word]:
    """The shared vocabulary with the words that only one municipality has, for an office that serves several.

    Raises `RulebookFaultsError` with every fault found; two municipalities may not have the same word of their own.
    """
    shelf = library(directory)
    faults = shelf.faults()
    shared = read_vocabulary(shelf.base / FACTS, faults)
    words = dict(shared)
    for municipality in shelf.municipalities():
        if municipality == DENMARK:
            continue
        _name, roles = read_heading(shelf, municipality, faults)
        own = read_own_words(shelf.folder(municipality) / FACTS, municipality, shared, roles, faults)
        faults += [
            Fault(f"{municipality}/{FACTS}, {name}", f"{words[name].own_to} has the same word.", "Choose another name.")
            for name in own
            if name in words and name not in shared
        ]
        words |= own
    if faults:
        raise RulebookFaultsError(faults)
    return words


def read_heading(shelf: Library, municipality: str, faults: list[Fault]) -> tuple[Text, dict[str, OwnRole]]:
    """The municipality's name in both languages, and the roles it has names of its own for."""
    entry = read_toml(shelf.folder(municipality) / NAMED, where=f"{municipality}/{NAMED}", faults=faults)
    if entry is None:
        return {"da": municipality, "en": municipality}, {}
    name = entry.text("name", required=True) or {}
    roles = read_own_roles(entry)
    entry.done()
    return name, roles


def read_folder(
    shelf: Library, municipality: str, words: dict[str, Word], roles: dict[str, OwnRole], faults: list[Fault]
) -> dict[str, Rule]:
    """Every rule of one municipality, by id."""
    rules: dict[str, Rule] = {}
    for folder, kind in KINDS.items():
        for path, where in shelf.files(municipality, folder):
            entry = read_toml(path, where=where, faults=faults)
            if entry is None:
                continue
            if path.stem in rules:
                entry.fault("Another file has the same name.", "A rule's name is used once; rename the file.")
            rule = read_rule(path.stem, entry, words=words, kind=kind, overlay=municipality != DENMARK, roles=roles)
            rules[rule.id] = rule
    return rules


def laid_over(law: Rule | None, overlay: Rule, faults: list[Fault]) -> Rule:
    """The law's rule with the frame's versions beside its own; the frame never changes the law's."""
    faults += [
        Fault(overlay.origin, f"A frame says basis '{version.basis}'.", "Use service_frame or practice.")
        for version in overlay.versions
        if version.is_law
    ]
    if law is None:
        if overlay.kind != "suspension" and not (overlay.title and overlay.fulfilled_by):
            faults.append(
                Fault(
                    overlay.origin,
                    "A rule that the law does not have needs its own title and fulfilled_by.",
                    "Add them.",
                )
            )
        return overlay
    return replace(
        law,
        versions=law.versions + overlay.versions,
        examples=law.examples + overlay.examples,
        sources={**law.sources, **overlay.sources},
    )


def check_citations(rule: Rule, texts: dict[str, LawText], faults: list[Fault]) -> None:
    """What is law and confirmed was read, on its first day and on its last; what is not says what is missing."""
    for version in rule.versions:
        check_named(version.citation, texts, where=rule.origin, faults=faults)
        if version.is_law and version.confirmed:
            check_confirmed(version, texts, where=rule.origin, faults=faults)
        elif not version.confirmed and not version.note:
            faults.append(
                Fault(
                    rule.origin,
                    f"The version of {version.in_force} is not confirmed and does not say why.",
                    "Add note: what is missing.",
                )
            )


def with_ages(rule: Rule) -> Rule:
    """The rule with its own day for ages in every version that asks one, a frame's too, and names no other."""

    def aged(version: Version) -> Version:
        asks = version.applies
        if not asks.asks_age or asks.age_at or asks.or_since:
            return version
        return replace(version, applies=replace(asks, age_at=rule.age_at, or_since=rule.or_since))

    return replace(rule, versions=tuple(aged(version) for version in rule.versions))


def check_between(rules: dict[str, Rule], words: dict[str, Word], faults: list[Fault]) -> None:
    """What no file can see alone: names that lead nowhere and circles of milestones."""
    known = set(words) | {rule.id for rule in rules.values() if rule.kind == "milestone"}
    faults += [
        Fault(rule.origin, f"Counts from '{name}', which is neither fact nor milestone.", "Name one that is.")
        for rule in rules.values()
        for version in rule.versions
        for name in (*version.counted_from, version.at_most_from or BORN, version.applies.age_at or BORN)
        if name not in known
    ]
    faults += [
        Fault(rule.origin, f"Repeats at each '{name}', which is no fact.", "Name a fact, or count once.")
        for rule in rules.values()
        for version in rule.versions
        for name in version.counted_from
        if version.repeats == "each" and name in known and name not in words
    ]
    faults += [
        Fault(
            rule.origin, f"Asks anew for '{version.while_reached}', which is no milestone.", "Name one of milestones/."
        )
        for rule in rules.values()
        for version in rule.versions
        if version.while_reached and getattr(rules.get(version.while_reached), "kind", "") != "milestone"
    ]
    faults += [
        Fault(rule.origin, "Counts from itself.", "Break the circle of milestones.")
        for rule in rules.values()
        if rule.kind == "milestone" and leads_to(rule.id, rule.id, rules, set())
    ]


def leads_to(start: str, goal: str, rules: dict[str, Rule], seen: set[str]) -> bool:
    """True when counting back from *start* comes to *goal*."""
    before = {name for version in rules[start].versions for name in version.counted_from if name in rules} - seen
    return goal in before or any(leads_to(name, goal, rules, seen | before) for name in before)
