"""What the pages of the rulebooks show, made from a rulebook and the day asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brobygger.law.library import DENMARK
from brobygger.law.rulebook import Citation, Rule, Rulebook, Version
from brobygger.office.access.choices import Role
from brobygger.office.duties.choices import WaitsFor
from brobygger.office.foundation.languages import spoken
from brobygger.office.foundation.parts import Source
from brobygger.office.rules.examples import Worked, worked
from brobygger.office.rules.sentences import counting, name_of, provisos, whom


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    """One version in words, with its source and whether it is in force on the day asked."""

    title: str
    in_force: date
    until: date | None
    whom: list[str]
    counting: str
    provisos: list[str]
    basis: str
    confirmed: bool
    derived: bool
    citation: Source
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which a rule is counted on the day asked; `whom` tells it from the rule's other ways."""

    counting: str
    basis: str
    confirmed: bool
    whom: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule in the list: its name and how it is counted on the day asked."""

    id: str
    title: str
    ways: list[Way]
    role: str
    waits_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rules of one kind."""

    kind: str
    lines: list[RuleLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """Everything that is known of one rule."""

    id: str
    kind: str
    title: str
    explanation: str
    law: list[VersionShown]
    frame: list[VersionShown]
    examples: list[Worked]
    fulfilled_by: list[str]
    instead_of_count: list[str]
    counted_by: list[tuple[str, str]]
    suspends: list[tuple[str, str]]
    subject: str
    role: str
    waits_for: str
    origins: list[str]


def groups(book: Rulebook, *, today: date) -> list[Group]:
    """Milestones, duties by law, the frame's own duties, and what suspends deadlines, each by title."""
    by_kind: dict[str, list[RuleLine]] = {"milestone": [], "law": [], "frame": [], "suspension": []}
    for rule in book.rules.values():
        by_kind[kind(rule)].append(line(rule, book, today=today))
    return [
        Group(kind=name, lines=sorted(lines, key=lambda one: one.title)) for name, lines in by_kind.items() if lines
    ]


def kind(rule: Rule) -> str:
    """Whether the rule is a milestone, a suspension, a duty that the law knows, or one that only the frame has."""
    if rule.kind != "duty":
        return rule.kind
    return "law" if any(version.is_law for version in rule.versions) else "frame"


def line(rule: Rule, book: Rulebook, *, today: date) -> RuleLine:
    """The rule as the list shows it: what holds today, else nothing."""
    holding = [version for version in rule.versions if holds(version, today=today)]
    return RuleLine(
        id=rule.id,
        title=spoken(rule.title_of(holding[-1] if holding else None)),
        ways=_ways(rule, holding, book),
        role=role_of(rule) if rule.kind == "duty" else "",
        waits_for=str(WaitsFor(rule.waits_for).label) if rule.kind == "duty" else "",
    )


def _ways(rule: Rule, holding: list[Version], book: Rulebook) -> list[Way]:
    """Each way once; what all ways ask of everybody is left out, for it tells none of them apart."""
    asked = [whom(version, book) for version in holding]
    of_all = set.intersection(*map(set, asked)) if asked else set()
    ways = [
        Way(
            counting=counting(version, rule, book),
            basis=version.basis,
            confirmed=version.confirmed,
            whom=tuple(condition for condition in conditions if condition not in of_all),
        )
        for version, conditions in zip(holding, asked, strict=True)
    ]
    return list(dict.fromkeys(ways))


def role_of(rule: Rule) -> str:
    """Whose the rule is; the municipality's own name for the role beside the program's."""
    label = str(Role(rule.role).label)
    return f"{spoken(rule.role_title)} ({label})" if rule.role_title else label


def holds(version: Version, *, today: date) -> bool:
    """A clock that starts today is governed by the version."""
    return version.in_force <= today <= (version.until or date.max)


def page(rule: Rule, book: Rulebook, *, today: date) -> RulePage:
    """The rule with its versions, newest first: the law's, and beside them the frame's."""
    newest_first = sorted(rule.versions, key=lambda version: (version.in_force, version.basis), reverse=True)
    shown = [(version.is_law, _shown(version, rule, book, today=today)) for version in newest_first]
    instead = [name for name in (rule.stated_by, rule.earlier_by) if name]
    return RulePage(
        id=rule.id,
        kind=kind(rule),
        title=spoken(rule.title),
        explanation=spoken(rule.explanation),
        law=[version for is_law, version in shown if is_law],
        frame=[version for is_law, version in shown if not is_law],
        examples=[worked(example, book) for example in rule.examples],
        fulfilled_by=[name_of(name, book) for name in rule.fulfilled_by],
        instead_of_count=[name_of(name, book) for name in instead],
        counted_by=_counted_by(rule, book),
        suspends=[(name, spoken(book.rules[name].title)) for name in rule.suspends],
        subject=rule.subject,
        role=role_of(rule),
        waits_for=str(WaitsFor(rule.waits_for).label),
        origins=list(rule.sources),
    )


def _counted_by(milestone: Rule, book: Rulebook) -> list[tuple[str, str]]:
    """The rules that count from this one: id and title."""
    using = [
        rule for rule in book.rules.values() if any(milestone.id in version.counted_from for version in rule.versions)
    ]
    return sorted(((rule.id, spoken(rule.title)) for rule in using), key=lambda pair: pair[1])


def _shown(version: Version, rule: Rule, book: Rulebook, *, today: date) -> VersionShown:
    return VersionShown(
        title=spoken(version.title or {}),
        in_force=version.in_force,
        until=version.until,
        whom=whom(version, book),
        counting=counting(version, rule, book),
        provisos=provisos(version, rule, book),
        basis=version.basis,
        confirmed=version.confirmed,
        derived=version.derived,
        citation=source(version.citation),
        holds=holds(version, today=today),
    )


def source(citation: Citation) -> Source:
    """The citation as the components show it; only a web address becomes a link."""
    return Source(
        law=citation.law,
        section=citation.section,
        source=citation.source,
        address=citation.url if citation.url.startswith("https://") else "",
        checked_on=citation.checked_on,
    )


def frame_of(book: Rulebook) -> str:
    """The name of the frame that lies over the law; nothing for the law alone."""
    return "" if book.municipality == DENMARK else spoken(book.name)
