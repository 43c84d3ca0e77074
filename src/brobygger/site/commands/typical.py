"""Typical households under each law, a month each, as a table to check by hand. Runs the pure core only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.amounts.typical import typical
from brobygger.law.amounts.typical_table import as_markdown
from brobygger.law.errors import FaultsError
from brobygger.law.library import DENMARK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which rulebooks, and in which language."""
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--lang", choices=("da", "en"), default="da")


def run(arguments: argparse.Namespace) -> int:
    """Print the table; 1 when a household does not come out as it was worked by hand, 2 when a file has faults."""
    try:
        books = load_books(DENMARK, arguments.rules)
        worked = typical(books, arguments.rules)
    except FaultsError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2
    print(as_markdown(worked, books, arguments.lang), end="")
    problems = [f"{one.household}, {one.column.id}: {told}" for one in worked for told in one.problems(books)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
