"""Loads the rules of benefits from `denmark/benefits/*.toml`, all faults told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from brobygger.law.amounts.benefit_law import (
    NOT_READ,
    BenefitLaw,
    Books,
    Ceiling,
    Conditions,
    CoupleRule,
    DanishRule,
    OneSum,
    Otherwise,
    Reduction,
    Regime,
    Row,
    Scheme,
    SchemeVersion,
    Supplement,
)
from brobygger.law.amounts.lines import TITLES
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import RateBook
from brobygger.law.amounts.people import COUPLES
from brobygger.law.amounts.traits import KINDS
from brobygger.law.conditions import allowed_values
from brobygger.law.errors import Fault, RulebookFaultsError
from brobygger.law.loading import DENMARK, SHIPPED, load
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import Citation, Word
from brobygger.law.rules import ROLES, read_citation

FOLDER = "benefits"
WAYS = ("one_benefit_together", "as_the_partner")


@dataclass(kw_only=True)
class Shelf:
    """What the files may name: the vocabulary, the rates, the schemes; and the faults found so far."""

    folder: Path
    words: Mapping[str, Word]
    rates: RateBook
    events: frozenset[str]
    schemes: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)

    def file(self, name: str) -> Reading:
        """One file of the folder; one that cannot be read is empty, with the reason noted."""
        where = f"{DENMARK}/{FOLDER}/{name}"
        found = read_toml(self.folder / name, where=where, faults=self.faults)
        return found or Reading({}, where=where, faults=self.faults)


def load_books(municipality: str = DENMARK, directory: Path | None = None) -> Books:
    """The rulebook, rates and benefit rules of *municipality*. Raises `RulebookFaultsError` with every fault found."""
    rulebook, rates = load(municipality, directory), load_rates(municipality, directory)
    shelf = Shelf(
        folder=(directory or SHIPPED) / DENMARK / FOLDER,
        words=rulebook.facts,
        rates=rates,
        events=frozenset(rulebook.facts) | {rule.id for rule in rulebook.milestones},
    )
    law = read_law(shelf)
    if shelf.faults:
        raise RulebookFaultsError(shelf.faults)
    return Books(rulebook=rulebook, rates=rates, law=law)


def read_law(shelf: Shelf) -> BenefitLaw:
    """Every file of the folder."""
    shelf.schemes = frozenset(path.stem for path in (shelf.folder / "schemes").glob("*.toml"))
    schemes = {name: read_scheme(name, shelf) for name in sorted(shelf.schemes)}
    files = {name: shelf.file(f"{name}.toml") for name in ("regimes", "couples", "danish", "ceilings", "reductions")}
    came_by, resident_by = (files["regimes"].words(key, required=True) for key in ("came_by", "resident_by"))
    for name in sorted({*came_by, *resident_by} - shelf.events):
        files["regimes"].fault(f"'{name}' is neither fact nor milestone.", "Name a date of facts.toml or a milestone.")
    law = BenefitLaw(
        came_by=came_by,
        resident_by=resident_by,
        schemes=schemes,
        regimes=tuple(read_regime(one, shelf) for one in files["regimes"].each("version")),
        couples=tuple(read_couple(one, shelf) for one in files["couples"].each("version")),
        danish=tuple(read_danish(one, shelf) for one in files["danish"].each("version")),
        one_sums=tuple(read_one_sum(one, shelf) for one in files["danish"].each("once")),
        ceilings=tuple(read_ceiling(one, shelf) for one in files["ceilings"].each("version")),
        reductions=tuple(read_reduction(one, shelf) for one in files["reductions"].each("version")),
    )
    for book in files.values():
        read_heading(book)
    return law


def read_heading(book: Reading) -> None:
    """What a file tells of itself; it must have a title, an explanation and a version."""
    for key in ("title", "explanation"):
        book.text(key, required=True)
    book.words("facts_csv")
    if not book.table.get("version"):
        book.fault("The file has no version.", "Add [[version]].")
    book.done()


def read_dated(entry: Reading, shelf: Shelf) -> dict[str, Any]:
    """What every version has: its days, citation, standing, title, note and whom it is for."""
    in_force, until = entry.take("in_force", "date", required=True), entry.take("until", "date")
    if in_force and until and until < in_force:
        entry.fault(f"'until' {until} is before 'in_force' {in_force}.", "Mend one of them.")
    return {
        "in_force": in_force or date.min,
        "until": until,
        "announced": entry.take("announced", "date"),
        "citation": read_citation(entry),
        "confirmed": entry.take("confirmed", "yes or no") is not False,
        "title": entry.text("title") or {},
        "note": entry.text("note"),
        "owner": entry.one_of("owner", ROLES, default="leader"),
        "conditions": read_conditions(entry, shelf),
    }


def read_conditions(entry: Reading, shelf: Shelf) -> Conditions:
    """Whom a version or a row is for."""
    parts = {key: entry.inner(key) for key in ("when", "documented", "unless")}
    return Conditions(**{key: read_asked(part, shelf) for key, part in parts.items() if part is not None})


def read_asked(entry: Reading, shelf: Shelf) -> dict[str, Any]:
    """Traits with what they ask, facts with the values they may have."""
    asked: dict[str, Any] = {}
    for name in entry.table:
        if name in KINDS:
            asked[name] = entry.take(name, KINDS[name], required=True)
        else:
            asked[name] = allowed_values(entry, name, entry.take(name, "list") or [], dict(shelf.words))
    entry.done()
    return {name: wanted for name, wanted in asked.items() if wanted is not None}


def read_row(entry: Reading, shelf: Shelf) -> Row:
    """One line: exactly one of a rate, nothing for a reason, or law not read."""
    row = Row(
        conditions=read_conditions(entry, shelf),
        rate=one_rate(entry, shelf, required=False),
        beside=entry.words("beside"),
        nothing=entry.text("nothing"),
        not_read=entry.text("not_read"),
        doubt=entry.text("doubt"),
    )
    if sum(map(bool, (row.rate, row.nothing, row.not_read))) != 1:
        entry.fault("The row does not say what is paid.", "Give it one of: rate, nothing, not_read.")
    entry.done()
    return row


def one_rate(entry: Reading, shelf: Shelf, *, required: bool = True) -> str:
    """A rate that some file has."""
    name: str = entry.take("rate", "text", required=required) or ""
    if name and name not in shelf.rates.rates:
        entry.fault(f"'{name}' is no rate.", f"Name a rate of {DENMARK}/rates.")
    return name


def read_rows(entry: Reading, shelf: Shelf) -> tuple[Row, ...]:
    """The rows in their order; there is at least one."""
    rows = tuple(read_row(one, shelf) for one in entry.each("row"))
    if not rows:
        entry.fault("There is no row.", "Add a row with its rate.")
    return rows


def read_scheme(name: str, shelf: Shelf) -> Scheme:
    """One benefit."""
    book = shelf.file(f"schemes/{name}.toml")
    scheme = Scheme(
        id=name,
        title=book.text("title") or {"da": name, "en": name},
        versions=tuple(read_scheme_version(one, shelf) for one in book.each("version")),
    )
    read_heading(book)
    return scheme


def read_scheme_version(entry: Reading, shelf: Shelf) -> SchemeVersion:
    """A scheme's rows and supplements as they stand from one day."""
    version = SchemeVersion(
        **read_dated(entry, shelf),
        rows=read_rows(entry, shelf),
        supplements=tuple(read_supplement(one, shelf) for one in entry.each("supplement")),
    )
    entry.done()
    return version


def read_supplement(entry: Reading, shelf: Shelf) -> Supplement:
    """One supplement with its rows."""
    supplement = Supplement(
        kind=entry.one_of("kind", TITLES),
        conditions=read_conditions(entry, shelf),
        rows=read_rows(entry, shelf),
        citation=read_cited(entry),
    )
    entry.done()
    return supplement


def read_cited(entry: Reading) -> Citation:
    """A supplement's own section, read when its version was."""
    told = entry.inner("citation", required=True) or Reading({}, where=entry.where, faults=[])
    said = {key: told.take(key, "text", required=True) or "" for key in ("law", "section", "source", "url")}
    told.done()
    return Citation(**said, checked_on=entry.take("checked_on", "date") or date.min)


def read_schemes(entry: Reading, key: str, shelf: Shelf) -> tuple[str, ...]:
    """Names of schemes."""
    names = entry.words(key, required=True)
    for name in sorted(set(names) - shelf.schemes):
        entry.fault(f"'{key}' names '{name}'.", f"Use: {', '.join(sorted(shelf.schemes))}.")
    return names


def read_regime(entry: Reading, shelf: Shelf) -> Regime:
    """Which scheme is for whom."""
    scheme = entry.one_of("scheme", (*sorted(shelf.schemes), NOT_READ))
    regime = Regime(**read_dated(entry, shelf), scheme=scheme, rule="regimes")
    if not regime.title:
        entry.fault("'title' is missing.", "Say what the benefit is called.")
    entry.done()
    return regime


def read_couple(entry: Reading, shelf: Shelf) -> CoupleRule:
    """How a mixed couple is reckoned."""
    unions = entry.words("unions", required=True)
    for name in sorted(set(unions) - set(COUPLES)):
        entry.fault(f"'unions' names '{name}'.", f"Use: {', '.join(COUPLES)}.")
    rule = CoupleRule(
        **read_dated(entry, shelf),
        unions=unions,
        reduced=read_schemes(entry, "reduced", shelf),
        beside=read_schemes(entry, "beside", shelf),
        how=entry.one_of("how", WAYS),
        rule="mixed_couples",
    )
    entry.done()
    return rule


def read_danish(entry: Reading, shelf: Shelf) -> DanishRule:
    """The supplement or bonus for a passed test."""
    counted_from = read_event(entry, "counted_from", shelf)
    others = [(one, one.one_of("scheme", sorted(shelf.schemes))) for one in entry.each("otherwise")]
    rule = DanishRule(
        **read_dated(entry, shelf),
        beside=read_schemes(entry, "beside", shelf),
        tests=read_tests(entry, shelf),
        rate=one_rate(entry, shelf),
        otherwise=tuple(Otherwise(scheme=name, conditions=read_conditions(one, shelf)) for one, name in others),
        months=entry.take("months", "whole number") or 0,
        counted_from=counted_from,
        rule="danish_supplement",
    )
    if rule.months and not counted_from:
        entry.fault("'counted_from' is missing.", "Say from which day the months are counted.")
    for one, _ in others:
        one.done()
    entry.done()
    return rule


def read_event(entry: Reading, key: str, shelf: Shelf) -> str:
    """A date of the vocabulary, or a milestone."""
    name: str = entry.take(key, "text") or ""
    if name and name not in shelf.events:
        entry.fault(f"'{key}' names '{name}'.", "Name a date of facts.toml.")
    return name


def read_tests(entry: Reading, shelf: Shelf) -> tuple[str, ...]:
    """The Danish tests that count."""
    told = entry.take("tests", "list", required=True) or []
    return tuple(str(test) for test in allowed_values(entry, "danish_test", told, dict(shelf.words)))


def read_one_sum(entry: Reading, shelf: Shelf) -> OneSum:
    """The bonus of the self-supporting."""
    rule = OneSum(
        **read_dated(entry, shelf),
        tests=read_tests(entry, shelf),
        passed_from=entry.take("passed_from", "date", required=True) or date.min,
        rate=one_rate(entry, shelf),
        counted_from=read_event(entry, "counted_from", shelf),
        rule="danish_supplement",
    )
    entry.done()
    return rule


def read_ceiling(entry: Reading, shelf: Shelf) -> Ceiling:
    """The ceiling of one scheme."""
    scheme = entry.one_of("scheme", sorted(shelf.schemes))
    ceiling = Ceiling(**read_dated(entry, shelf), scheme=scheme, rows=read_rows(entry, shelf), rule="ceilings")
    entry.done()
    return ceiling


def read_reduction(entry: Reading, shelf: Shelf) -> Reduction:
    """What reduces a benefit by an amount that was not read; its note says why."""
    years, doubt = entry.take("open_after_years", "whole number") or 0, entry.text("doubt")
    reduction = Reduction(**read_dated(entry, shelf), open_after_years=years, doubt=doubt, rule="reductions")
    if bool(years) != bool(doubt):
        entry.fault("'open_after_years' and 'doubt' belong together.", "Give both, or neither.")
    if not reduction.note or not reduction.conditions.documented:
        entry.fault("The reduction does not say when it applies, or why.", "Add documented = {…} and note = {…}.")
    entry.done()
    return reduction
