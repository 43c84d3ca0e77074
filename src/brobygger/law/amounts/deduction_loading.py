"""Loads what is taken off or laid beside a benefit: the ceilings, the reductions, earnings, and children's leisure."""

from __future__ import annotations

from brobygger.law.amounts.benefit_law import (
    CUT_COUPLES,
    CUTS,
    Ceiling,
    Earned,
    EarningsRule,
    HousingCap,
    LeisureRule,
    Reduction,
)
from brobygger.law.amounts.benefit_shelf import (
    Shelf,
    one_rate,
    read_dated,
    read_heading,
    read_rates,
    read_rows,
    read_schemes,
)
from brobygger.law.reading import Reading


def read_ceiling(entry: Reading, shelf: Shelf) -> Ceiling:
    """The ceiling of one scheme."""
    scheme = entry.one_of("scheme", (*sorted(shelf.schemes), *CUT_COUPLES))
    ceiling = Ceiling(**read_dated(entry, shelf), scheme=scheme, rows=read_rows(entry, shelf), rule="ceilings")
    entry.done()
    return ceiling


def read_reduction(entry: Reading, shelf: Shelf) -> Reduction:
    """What reduces a benefit: by the amount of its rows, or by one that was not read, whose note says why."""
    years, doubt = entry.take("open_after_years", "whole number") or 0, entry.text("doubt")
    how = entry.one_of("how", CUTS, default="")
    reduction = Reduction(
        **read_dated(entry, shelf),
        how=how,
        schemes=read_schemes(entry, "schemes", shelf) if "schemes" in entry.table else (),
        rows=read_rows(entry, shelf) if how else (),
        open_after_years=years,
        doubt=doubt,
        rule="reductions",
    )
    if bool(years) != bool(doubt):
        entry.fault("'open_after_years' and 'doubt' belong together.", "Give both, or neither.")
    if not (reduction.note or how) or not reduction.conditions.documented:
        entry.fault("The reduction does not say when it applies, or why.", "Add documented = {…} and note = {…}.")
    entry.done()
    return reduction


def read_housing_caps(book: Reading | None, shelf: Shelf) -> tuple[HousingCap, ...]:
    """The caps on the housing benefit of those on some rates."""
    return () if book is None else tuple(read_housing_cap(one, shelf) for one in with_heading(book))


def read_housing_cap(entry: Reading, shelf: Shelf) -> HousingCap:
    """One cap."""
    cap = HousingCap(
        **read_dated(entry, shelf), beside=read_rates(entry, "beside", shelf), rate=one_rate(entry, shelf),
        rule="housing_benefit",
    )  # fmt: skip
    entry.done()
    return cap


def read_earnings(book: Reading | None, shelf: Shelf) -> tuple[EarningsRule, ...]:
    """How earnings are deducted."""
    return () if book is None else tuple(read_earnings_rule(one, shelf) for one in with_heading(book))


def read_earnings_rule(entry: Reading, shelf: Shelf) -> EarningsRule:
    """One version, with what is disregarded beside which rates."""
    rows = entry.each("row")
    rule = EarningsRule(
        **read_dated(entry, shelf),
        percent=one_rate(entry, shelf, "percent"),
        allowances=tuple(read_earned(row, shelf) for row in rows),
        rule="earnings",
    )
    if not rule.allowances:
        entry.fault("There is no row.", "Add a row with beside, free and limit.")
    entry.done()
    return rule


def read_earned(entry: Reading, shelf: Shelf) -> Earned:
    """What is disregarded beside some rates."""
    earned = Earned(
        beside=read_rates(entry, "beside", shelf), free=one_rate(entry, shelf, "free"),
        limit=one_rate(entry, shelf, "limit"),
    )  # fmt: skip
    entry.done()
    return earned


def read_leisure(book: Reading | None, shelf: Shelf) -> tuple[LeisureRule, ...]:
    """The supplement for children's leisure."""
    return () if book is None else tuple(read_leisure_rule(one, shelf) for one in with_heading(book))


def read_leisure_rule(entry: Reading, shelf: Shelf) -> LeisureRule:
    """One version."""
    rule = LeisureRule(
        **read_dated(entry, shelf),
        schemes=read_schemes(entry, "schemes", shelf),
        rate=one_rate(entry, shelf),
        single_share=one_rate(entry, shelf, "single_share"),
        most_children=entry.take("most_children", "whole number", required=True) or 0,
        after_months=entry.take("after_months", "whole number", required=True) or 0,
        rule="leisure",
    )
    entry.done()
    return rule


def with_heading(book: Reading) -> list[Reading]:
    """The versions of a file that also has a title and an explanation."""
    versions = list(book.each("version"))
    read_heading(book)
    return versions
