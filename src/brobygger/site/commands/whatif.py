"""What a changed rate or rule would mean for a population: total, winners, losers, groups. Runs the pure core only."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from brobygger.exchange.population_csv import read_population
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.counting import months_after
from brobygger.law.errors import Fault, FaultsError
from brobygger.law.library import DENMARK
from brobygger.site.commands.amount import month_of
from brobygger.whatif.changes import read_change
from brobygger.whatif.effect import effect_of, groups_of
from brobygger.whatif.effect_words import told

MOST_MONTHS = 120


def number_of_months(text: str) -> int:
    """How many months are asked."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_MONTHS:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of months. Write a number from 1 to {MOST_MONTHS}.")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The change, the population, the months, and how to print."""
    parser.add_argument("change", type=Path, metavar="CHANGE.toml")
    parser.add_argument("--population", type=Path, required=True, metavar="FILE.csv")
    january = datetime.now(tz=UTC).date().replace(month=1, day=1)
    parser.add_argument(
        "--from", dest="first", type=month_of, default=january, metavar="YYYY-MM", help="else from January this year"
    )
    parser.add_argument("--months", type=number_of_months, default=12, metavar="NUMBER")
    parser.add_argument("--group-by", metavar="COLUMN", help="a column of the list, children or size")
    parser.add_argument("--municipality", default=DENMARK, help="whose own rates stand beside the law's")
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """Print the effect; 2 when the change, the population or the rulebook has faults, each told on standard error."""
    faults: list[Fault] = []
    change = population = None
    try:
        books = load_books(arguments.municipality, arguments.rules)
    except FaultsError as refused:
        return told_faults(refused.faults)
    try:
        change = read_change(arguments.change, books)
    except FaultsError as refused:
        faults += refused.faults
    try:
        population = read_population(arguments.population, books)
    except FaultsError as refused:
        faults += refused.faults
    if population and arguments.group_by and arguments.group_by not in groups_of(population):
        known = ", ".join(groups_of(population))
        faults.append(Fault("--group-by", f"'{arguments.group_by}' is no group.", f"Use one of: {known}."))
    if faults or change is None or population is None:
        return told_faults(faults)
    months = [months_after(arguments.first, step) for step in range(arguments.months)]
    effect = effect_of(population, books, change.books, months)
    if arguments.format == "json":
        answer = effect.as_json(arguments.lang, change.title[arguments.lang], arguments.group_by)
        json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        facts = books.rulebook.facts
        print("\n".join(told(effect, change.title, arguments.group_by, facts, arguments.lang)))
    return 0


def told_faults(faults: list[Fault]) -> int:
    """Every fault on standard error, and the exit code of a refusal."""
    for fault in faults:
        print(fault, file=sys.stderr)
    return 2
