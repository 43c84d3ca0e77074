"""Every duty of a case file on a day, each with its reckoning. Runs the pure core: no database, no settings."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from datetime import date
from pathlib import Path

from brobygger.exchange.case_toml import read_case, read_municipality
from brobygger.law.assessment import assess
from brobygger.law.errors import Fault, FaultsError
from brobygger.law.findings import Finding
from brobygger.law.library import DENMARK
from brobygger.law.loading import load
from brobygger.law.rulebook import Language
from brobygger.law.stays import within_stay
from brobygger.law.wording import said

WIDTH = 110
HEADINGS: dict[Language, tuple[str, ...]] = {
    "da": ("Frist", "Lovfrist", "Pligt", "Hvem", "Status"),
    "en": ("Due", "Legal limit", "Duty", "Who", "Standing"),
}
STANDINGS: dict[Language, dict[str, str]] = {
    "da": {
        "open": "kommende", "overdue": "overskredet", "fulfilled": "opfyldt", "fulfilled_late": "opfyldt for sent",
        "waived": "frafaldet", "postponed": "udsat", "paused": "på pause", "lapsed": "bortfaldet",
        "undetermined": "mangler oplysning",
    },
    "en": {
        "open": "open", "overdue": "overdue", "fulfilled": "fulfilled", "fulfilled_late": "fulfilled late",
        "waived": "waived", "postponed": "postponed", "paused": "paused", "lapsed": "lapsed",
        "undetermined": "undetermined",
    },
}  # fmt: skip
FAMILY: dict[Language, str] = {"da": "familien", "en": "the family"}
STAY: dict[Language, str] = {"da": "ophold", "en": "stay"}
UNCONFIRMED: dict[Language, str] = {"da": "ubekræftet", "en": "unconfirmed"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The case file, the day asked, and how to print."""
    parser.add_argument("case", type=Path, metavar="CASE.toml")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE", help="the day asked")
    parser.add_argument("--known-on", type=date.fromisoformat, metavar="DATE", help="what was known then (else: as-of)")
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 2 when the case or the rulebook has faults, each told on standard error."""
    try:
        rulebook = load(read_municipality(arguments.case), arguments.rules)
        case = read_case(arguments.case, rulebook)
    except FaultsError as refused:
        for fault in sorted({*refused.faults, *other_faults(arguments)}):
            print(fault, file=sys.stderr)
        return 2
    findings = assess(case, rulebook, on=arguments.as_of, known_on=arguments.known_on)
    if arguments.format == "json":
        json.dump([found.as_json(arguments.lang) for found in findings], sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(as_table(findings, arguments.lang)))
    return 0


def other_faults(arguments: argparse.Namespace) -> list[Fault]:
    """What else is wrong with the case, read against the law alone: a fault in one place hides none in another."""
    try:
        read_case(arguments.case, load(DENMARK, arguments.rules))
    except FaultsError as refused:
        return refused.faults
    return []


def as_table(findings: list[Finding], language: Language) -> list[str]:
    """A line a duty, its reckoning indented below."""
    several = any((found.stay or 1) > 1 for found in findings)
    rows = [row_of(found, language, several=several) for found in findings]
    heads = HEADINGS[language]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    lines = ["  ".join(head.ljust(width) for head, width in zip(heads, widths, strict=True)).rstrip()]
    lines.append("  ".join("-" * width for width in widths))
    for found, row in zip(findings, rows, strict=True):
        lines.append("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        lines += reckoning_of(found, language)
    return lines


def row_of(found: Finding, language: Language, *, several: bool) -> tuple[str, ...]:
    """Due, legal limit, duty, person, standing; the duty with its stay where there are several."""
    number = within_stay(found.occurrence)
    title = f"{found.title[language]} {number}" if number > 1 else found.title[language]
    if several and found.stay is not None:
        title += f" ({STAY[language]} {found.stay})"
    standing = STANDINGS[language][found.standing]
    if not found.confirmed:
        standing += f" ({UNCONFIRMED[language]})"
    return (
        said(found.due_on, language) if found.due_on else "-",
        said(found.legal_due_on, language) if found.legal_due_on else "-",
        title,
        found.person or FAMILY[language],
        standing,
    )


def reckoning_of(found: Finding, language: Language) -> list[str]:
    """The steps with their citations, then the remarks."""
    lines = []
    for step in found.reckoning:
        cited = f" [{step.citation.law} {step.citation.section}]" if step.citation else ""
        lines += textwrap.wrap(step.text[language] + cited, WIDTH, initial_indent="    · ", subsequent_indent="      ")
    for remark in found.remarks:
        lines += textwrap.wrap(remark[language], WIDTH, initial_indent="    ! ", subsequent_indent="      ")
    return lines
