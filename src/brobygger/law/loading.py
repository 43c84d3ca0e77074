"""Loads a municipality's rulebook: the law of Denmark with the municipality's frame laid over it.

One rule a file, its path is its id: `denmark/duties/integration_contract.toml`. A municipality's file of the same name
adds versions to the rule; one of a new name is the frame's own rule. All faults of all files are told at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from brobygger.law.days import check_days
from brobygger.law.errors import Fault, RulebookFaultsError
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import BORN, Kind, Rule, Rulebook, Text, Version, Word
from brobygger.law.rules import read_rule
from brobygger.law.suspending import check_suspensions
from brobygger.law.texts import FILE as TEXTS
from brobygger.law.texts import check_named, read_texts
from brobygger.law.vocabulary import read_vocabulary

SHIPPED = Path(__file__).parent.parent / "rulebooks"
DENMARK = "denmark"
KINDS: dict[str, Kind] = {"milestones": "milestone", "duties": "duty", "suspensions": "suspension"}


def municipalities(directory: Path = SHIPPED) -> list[str]:
    """Every municipality that the rulebooks know, and `denmark` for the law alone."""
    return sorted(file.parent.name for file in directory.glob("*/municipality.toml"))


def load(municipality: str, directory: Path | None = None) -> Rulebook:
    """The rulebook in force for *municipality*. Raises `RulebookFaultsError` with every fault found."""
    directory = directory or SHIPPED
    faults: list[Fault] = []
    words = read_vocabulary(directory / "facts.toml", faults)
    known = municipalities(directory)
    if municipality not in known:
        faults.append(
            Fault(str(municipality), "No rulebook of that name.", f"Use one of: {', '.join(known) or 'none found'}.")
        )
        raise RulebookFaultsError(faults)
    name = read_name(directory / municipality, faults)
    rules = read_folder(directory, DENMARK, words, faults)
    if municipality != DENMARK:
        for overlay in read_folder(directory, municipality, words, faults).values():
            rules[overlay.id] = laid_over(rules.get(overlay.id), overlay, faults)
    rules = {name: with_ages(rule) for name, rule in rules.items()}
    check_between(rules, words, faults)
    check_days(rules, words, faults)
    check_suspensions(rules, faults)
    texts = read_texts(directory / DENMARK / TEXTS, where=f"{DENMARK}/{TEXTS}", faults=faults)
    for rule in rules.values():
        for version in rule.versions:
            check_named(version.citation, texts, where=rule.origin, faults=faults)
    if faults:
        raise RulebookFaultsError(faults)
    return Rulebook(municipality=municipality, name=name, facts=words, rules=dict(sorted(rules.items())))


def read_name(folder: Path, faults: list[Fault]) -> Text:
    """The municipality's name in both languages."""
    where = f"{folder.name}/municipality.toml"
    entry = read_toml(folder / "municipality.toml", where=where, faults=faults)
    if entry is None:
        return {"da": folder.name, "en": folder.name}
    name = entry.text("name", required=True) or {}
    entry.done()
    return name


def read_folder(directory: Path, municipality: str, words: dict[str, Word], faults: list[Fault]) -> dict[str, Rule]:
    """Every rule of one folder, by id."""
    rules: dict[str, Rule] = {}
    for folder, kind in KINDS.items():
        for path in sorted((directory / municipality / folder).glob("*.toml")):
            where = path.relative_to(directory).as_posix()
            entry: Reading | None = read_toml(path, where=where, faults=faults)
            if entry is None:
                continue
            if path.stem in rules:
                entry.fault("Another file has the same name.", "A rule's name is used once; rename the file.")
            rule = read_rule(path.stem, entry, words=words, kind=kind, overlay=municipality != DENMARK)
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
