"""What is owed back when a fact or a rate became known late: cases as known on two days. Runs the pure core only."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from brobygger.exchange.case_toml import read_case, read_municipality
from brobygger.law.amounts.backdating import Owed, Side, months_between, owed
from brobygger.law.amounts.backdating_words import told
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.errors import Fault, FaultsError
from brobygger.site.commands.amount import month_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The case files, the months, the two days, and how to print."""
    parser.add_argument("cases", type=Path, nargs="+", metavar="CASE.toml")
    parser.add_argument("--month", type=month_of, required=True, metavar="YYYY-MM", help="the first month")
    parser.add_argument("--until", type=month_of, required=True, metavar="YYYY-MM", help="the last month")
    parser.add_argument("--known-on", type=date.fromisoformat, required=True, metavar="DATE", help="as known then")
    parser.add_argument("--compared-to", type=date.fromisoformat, metavar="DATE", help="as known later (else: all)")
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--rules-then", type=Path, metavar="DIR", help="the rulebooks of then, where they differ")
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Print what moved in each case; 2 when a case or a rulebook has faults, each told on standard error."""
    try:
        months = months_asked(arguments)
        found = [(path, settled(path, arguments, months)) for path in arguments.cases]
    except FaultsError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2
    if arguments.format == "json":
        answer = [{"case": str(path), **one.as_json(arguments.lang)} for path, one in found]
        json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        for path, one in found:
            print("\n".join((f"{path.name}", *told(one, arguments.lang), "")))
    return 0


def months_asked(arguments: argparse.Namespace) -> list[date]:
    """The months. Raises `FaultsError` when they or the days run backwards."""
    faults = []
    if arguments.until < arguments.month:
        faults.append(Fault("--until", f"{arguments.until:%Y-%m} is before the first month.", "Mend one of them."))
    if arguments.compared_to and arguments.compared_to < arguments.known_on:
        faults.append(Fault("--compared-to", f"{arguments.compared_to} is before --known-on.", "Swap the two days."))
    if faults:
        raise FaultsError(faults)
    return months_between(arguments.month, arguments.until)


def settled(path: Path, arguments: argparse.Namespace, months: list[date]) -> Owed:
    """What moved in one case between the two days."""
    municipality = read_municipality(path)
    now = load_books(municipality, arguments.rules)
    then = load_books(municipality, arguments.rules_then) if arguments.rules_then else now
    case = read_case(path, now.rulebook)
    return owed(
        Side(case=case, books=then, known_on=arguments.known_on),
        Side(case=case, books=now, known_on=arguments.compared_to),
        months,
    )
