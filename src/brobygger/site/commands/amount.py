"""Every amount of a case file in a month, each with its arithmetic. Runs the pure core: no database, no settings."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path

from brobygger.exchange.case_toml import read_case, read_municipality
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.amounts.month import amounts_of
from brobygger.law.amounts.telling import told
from brobygger.law.errors import FaultsError


def month_of(text: str) -> date:
    """The 1st of a month written as 2015-11; a whole date gives its month.

    >>> month_of("2015-11")
    datetime.date(2015, 11, 1)
    """
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no month. Write 2015-11.")
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2015-11") else text).replace(day=1)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no month. Write 2015-11.") from None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The case file, the month asked, and how to print."""
    parser.add_argument("case", type=Path, metavar="CASE.toml")
    parser.add_argument("--month", type=month_of, required=True, metavar="YYYY-MM", help="the month asked")
    parser.add_argument("--known-on", type=date.fromisoformat, metavar="DATE", help="only what was known then")
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Print the amounts; 2 when the case or the rulebook has faults, each told on standard error."""
    try:
        books = load_books(read_municipality(arguments.case), arguments.rules)
        case = read_case(arguments.case, books.rulebook)
    except FaultsError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2
    lines = amounts_of(case, books, month=arguments.month, known_on=arguments.known_on)
    if arguments.format == "json":
        json.dump([line.as_json(arguments.lang) for line in lines], sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(told(lines, arguments.month, arguments.lang)))
    return 0
