"""A rate of the law on a day: its value, period, source, and what it was derived from. Runs the pure core only."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import UNITS, Rate, RateBook, RatePeriod, Undetermined, value_said
from brobygger.law.amounts.tree import kroner, spell_as_json
from brobygger.law.errors import FaultsError
from brobygger.law.findings import citation_as_json
from brobygger.law.library import DENMARK
from brobygger.law.rulebook import Language
from brobygger.law.wording import said

WIDTH = 110
WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "from": "fra {}", "to": "{} til {}", "high": "bekræftet", "medium": "ubekræftet", "low": "meget usikkert",
        "derived": "beregnet, ikke offentliggjort", "conflict": "Beregnet beløb: {}. Det offentliggjorte går forud.",
        "undetermined": "Kan ikke afgøres", "missing": "Mangler: {}",
    },
    "en": {
        "from": "from {}", "to": "{} to {}", "high": "confirmed", "medium": "unconfirmed", "low": "very uncertain",
        "derived": "derived, not published", "conflict": "Derived amount: {}. The published one goes first.",
        "undetermined": "Undetermined", "missing": "Missing: {}",
    },
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which rate, on which day, and how to print."""
    parser.add_argument("rate", metavar="ID", help="for example kh-30plus-parent")
    parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DATE", help="the day asked")
    parser.add_argument("--known-on", type=date.fromisoformat, metavar="DATE", help="only what was known then")
    parser.add_argument("--municipality", default=DENMARK, help="whose own rates stand beside the law's")
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Print the rate; 2 when a file has faults or nothing has that id."""
    try:
        book = load_rates(arguments.municipality, arguments.rules)
    except FaultsError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2
    rates = book.named(arguments.rate)
    if not rates:
        print(f"{arguments.rate}: no such rate. {nearest(arguments.rate, book)}", file=sys.stderr)
        return 2
    found = [(rate, rate.on(arguments.on, arguments.known_on)) for rate in rates]
    if arguments.format == "json":
        told = [as_json(rate, one, arguments.on, arguments.lang) for rate, one in found]
        json.dump(told[0] if len(told) == 1 else told, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(line for rate, one in found for line in as_lines(rate, one, arguments.lang)))
    return 0


def nearest(name: str, book: RateBook) -> str:
    """Ids that look like the one asked for."""
    close = difflib.get_close_matches(name, book.rates, n=5, cutoff=0.5)
    return f"Did you mean: {', '.join(close)}?" if close else f"There are {len(book.rates)}; see denmark/rates/."


def as_json(rate: Rate, found: RatePeriod | Undetermined, day: date, language: Language) -> dict[str, Any]:
    """The rate as plain data: the value in whole units, dates as ISO text."""
    about = {"id": rate.id, "title": rate.title[language], "on": day.isoformat(), "unit": rate.unit}
    if isinstance(found, Undetermined):
        return {**about, "value": None, "missing": list(found.missing), "text": found.text[language]}
    remark = found.derived_from or found.remark or rate.remark
    return {
        **about,
        "value": kroner(found.value),
        "currency": "DKK" if UNITS[rate.unit].money else None,
        "period": spell_as_json((found.starts, found.until)),
        "confirmed": found.confirmed,
        "confidence": found.confidence,
        "derived": found.derived,
        "base_level": found.level,
        "regulated_by": rate.regulated_by,
        "reckoned": None if found.reckoned is None else kroner(found.reckoned),
        "missing": [],
        "text": remark[language] if remark else "",
        "citation": citation_as_json(found.citation),
    }


def as_lines(rate: Rate, found: RatePeriod | Undetermined, language: Language) -> list[str]:
    """The rate, its period and standing, its source, then the remarks."""
    words = WORDS[language]
    lines = [f"{rate.id}: {rate.title[language]}"]
    if isinstance(found, Undetermined):
        lines.append(f"    {words['undetermined']}. {words['missing'].format(', '.join(found.missing))}")
        return [*lines, f"    {found.text[language]}"]
    spell = (said(found.starts, language), said(found.until, language) if found.until else "")
    period = words["to"].format(*spell) if found.until else words["from"].format(spell[0])
    standing = words["derived"] if found.derived else words[found.confidence]
    lines.append(f"    {value_said(found.value, rate.unit, language)}, {period} ({standing})")
    cited = found.citation
    lines.append(f"    [{cited.law} {cited.section}: {cited.source}]")
    lines.append(f"    {cited.url}")
    remarks = [text[language] for text in (found.derived_from, found.remark, rate.remark) if text]
    if found.reckoned not in (None, found.value):
        remarks.append(words["conflict"].format(value_said(found.reckoned or 0, rate.unit, language)))
    for remark in remarks:
        lines += textwrap.wrap(remark, WIDTH, initial_indent="    ! ", subsequent_indent="      ")
    return lines
