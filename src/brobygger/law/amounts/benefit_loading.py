"""Loads the rules of benefits from `denmark/benefits/*.toml`, all faults told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from brobygger.law.amounts.benefit_law import (
    NOT_READ,
    BenefitLaw,
    Books,
    CoupleRule,
    DanishRule,
    OneSum,
    Otherwise,
    Regime,
    Scheme,
    SchemeVersion,
    Supplement,
)
from brobygger.law.amounts.benefit_shelf import (
    FOLDER,
    Shelf,
    one_rate,
    read_cited,
    read_conditions,
    read_dated,
    read_event,
    read_heading,
    read_rows,
    read_schemes,
    read_tests,
)
from brobygger.law.amounts.deduction_loading import (
    read_ceiling,
    read_earnings,
    read_housing_caps,
    read_leisure,
    read_reduction,
)
from brobygger.law.amounts.lines import TITLES
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.people import COUPLES
from brobygger.law.errors import RulebookFaultsError
from brobygger.law.library import DENMARK, library
from brobygger.law.loading import load
from brobygger.law.reading import Reading

WAYS = ("one_benefit_together", "as_the_partner")
LATER = ("housing_benefit", "earnings", "leisure")
"""Files that folders of rules written before them do not have."""


def load_books(municipality: str = DENMARK, directory: Path | None = None) -> Books:
    """The rulebook, rates and benefit rules of *municipality*. Raises `RulebookFaultsError` with every fault found."""
    rulebook, rates = load(municipality, directory), load_rates(municipality, directory)
    shelf = Shelf(
        folder=library(directory).folder(DENMARK) / FOLDER,
        words=rulebook.facts,
        rates=rates,
        events=frozenset(rulebook.facts) | {rule.id for rule in rulebook.milestones},
        texts=rulebook.texts,
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
    later = {name: shelf.later(f"{name}.toml") for name in LATER}
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
        housing_caps=read_housing_caps(later["housing_benefit"], shelf),
        earnings=read_earnings(later["earnings"], shelf),
        leisure=read_leisure(later["leisure"], shelf),
    )
    titles = {name: read_heading(book) for name, book in files.items()}
    titles |= {name: book.text("title") or {} for name, book in later.items() if book is not None}
    return replace(law, titles=titles)


def read_scheme(name: str, shelf: Shelf) -> Scheme:
    """One benefit."""
    book = shelf.file(f"schemes/{name}.toml")
    versions: dict[date, SchemeVersion] = {}
    newest_first = book.each("version")[::-1]
    for entry in sorted(newest_first, key=lambda one: "rows_as" in one.table):
        version = read_scheme_version(entry, shelf, versions)
        versions[version.in_force] = version
    scheme = Scheme(
        id=name,
        title=book.text("title") or {"da": name, "en": name},
        versions=tuple(sorted(versions.values(), key=lambda one: one.in_force)),
    )
    read_heading(book)
    return scheme


def read_scheme_version(
    entry: Reading, shelf: Shelf, others: Mapping[date, SchemeVersion] | None = None
) -> SchemeVersion:
    """A scheme's rows and supplements as they stand from one day.

    With `rows_as` those of one of the *others* hold as well; the version's own rows are looked at before them.
    """
    named = entry.take("rows_as", "date")
    shared = (others or {}).get(named) if named else None
    if named and shared is None:
        entry.fault(f"'rows_as' is {named}.", "Name the first day of a version of the file with rows of its own.")
    own = read_rows(entry, shelf) if named is None or "row" in entry.table else ()
    supplements = tuple(read_supplement(one, shelf) for one in entry.each("supplement"))
    version = SchemeVersion(
        **read_dated(entry, shelf),
        rows=(*own, *(shared.rows if shared else ())),
        supplements=supplements or (shared.supplements if shared else ()),
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
