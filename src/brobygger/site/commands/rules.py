"""The rulebooks: `check` finds every fault and runs every worked example, `show` prints one municipality's rules."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from brobygger.exchange.placement_frames import check_frames
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.amounts.benefit_shelf import FOLDER
from brobygger.law.amounts.examples import amount_problems, worked_amounts
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.typical import typical
from brobygger.law.amounts.unconfirmed import stale_amounts
from brobygger.law.errors import Fault, FaultsError
from brobygger.law.examples import problems, worked
from brobygger.law.library import DENMARK, library
from brobygger.law.loading import load
from brobygger.law.rulebook import Language, Rule, Rulebook, Text, Version
from brobygger.law.unconfirmed import stale
from brobygger.law.wording import counting_said, said, short_said, uncapitalised
from brobygger.site import not_confirmed

BASES: dict[Language, dict[str, str]] = {
    "da": {"statute": "lov", "regulation": "bekendtgørelse", "service_frame": "serviceramme", "practice": "praksis"},
    "en": {"statute": "statute", "regulation": "regulation", "service_frame": "service frame", "practice": "practice"},
}
IN_OTHER_WORDS = ("windows", "as_agreed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which rulebooks."""
    parser.add_argument("action", choices=("check", "show"))
    parser.add_argument("rule", nargs="?", help="with show: one rule only")
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--unconfirmed", action="store_true", help="with check: list what is not confirmed instead")
    parser.add_argument(
        "--municipality", default="denmark", help="with show and --unconfirmed: whose frame is laid over the law"
    )
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """0 when all is well, 1 when a worked example fails, 2 when a file has faults."""
    try:
        if arguments.action == "check":
            if arguments.unconfirmed:
                not_confirmed.tell(
                    arguments.municipality, arguments.rules, language=arguments.lang, as_json=arguments.format == "json"
                )
                return 0
            return check(arguments.rules)
        return show(load(arguments.municipality, arguments.rules), arguments)
    except FaultsError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2


def check(directory: Path | None) -> int:
    """Load every municipality and frame, run every worked example. Raises `FaultsError` with the faults of all."""
    faults: list[Fault] = []
    told: list[list[str]] = []
    shelf = library(directory)
    names = shelf.municipalities()
    for name in names:
        for run_examples in (examples_of_duties, examples_of_amounts, examples_of_households):
            try:
                told += run_examples(name, directory)
            except FaultsError as refused:
                faults += refused.faults
    try:
        frames = check_frames(directory)
    except FaultsError as refused:
        faults += refused.faults
    if faults or not names:
        raise FaultsError(faults) if names else SystemExit(f"No rulebooks under {shelf.base}.")
    failed = [problem for problems_of_one in told for problem in problems_of_one]
    for problem in failed:
        print(problem)
    today = datetime.now(tz=UTC).date()
    old = [one for name in names for one in stale(load(name, directory), today=today)]
    for one in dict.fromkeys(map(str, [*old, *stale_amounts(directory, today=today)])):
        print(f"warning: {one}", file=sys.stderr)
    print(f"{len(names)} rulebooks, {frames} frames for placing, {len(told)} worked examples, {len(failed)} failed.")
    return 1 if failed else 0


def examples_of_duties(name: str, directory: Path | None) -> list[list[str]]:
    """The problems of each worked example of a date."""
    book = load(name, directory)
    return [
        [f"{example.origin} ({example.tells['en']}): {problem}" for problem in problems(rule, example, book)]
        for rule, example in worked(book)
    ]


def examples_of_households(name: str, directory: Path | None) -> list[list[str]]:
    """The problems of each household worked by hand, where the rulebooks have the rules of benefits."""
    if name != DENMARK or not (library(directory).folder(DENMARK) / FOLDER).is_dir():
        return []
    books = load_books(name, directory)
    return [
        [f"{one.household}, {one.column.id}: {problem}" for problem in one.problems(books)]
        for one in typical(books, directory)
    ]


def examples_of_amounts(name: str, directory: Path | None) -> list[list[str]]:
    """The problems of each worked example of an amount. Raises `FaultsError`, also when an example cannot be read."""
    faults: list[Fault] = []
    examples = list(worked_amounts(name, directory, faults))
    try:
        book = load_rates(name, directory)
    except FaultsError as refused:
        faults += refused.faults
    if faults:
        raise FaultsError(faults)
    return [
        [f"{example.origin} ({example.tells['en']}): {problem}" for problem in amount_problems(example, book)]
        for example in examples
    ]


def show(book: Rulebook, arguments: argparse.Namespace) -> int:
    """Print the rules with their versions."""
    if arguments.rule and arguments.rule not in book.rules:
        print(f"{arguments.rule}: no such rule. Use one of: {', '.join(book.rules)}.", file=sys.stderr)
        return 2
    rules = [book.rules[arguments.rule]] if arguments.rule else list(book.rules.values())
    if arguments.format == "json":
        json.dump([rule_as_json(rule, arguments.lang) for rule in rules], sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        for rule in rules:
            print(f"{rule.id}: {rule.title[arguments.lang]}")
            for version in rule.versions:
                print(f"    {version_line(version, book, arguments.lang)}")
    return 0


def version_line(version: Version, book: Rulebook, language: Language) -> str:
    """One version on a line: days, count, basis, citation."""
    until = said(version.until, language) if version.until else ""
    where = f"{version.citation.law} {version.citation.section}"
    doubt = "" if version.confirmed else " (ubekræftet)" if language == "da" else " (unconfirmed)"
    return (
        f"{said(version.in_force, language)} - {until}: {counted_line(version, book, language)} "
        f"[{BASES[language][version.basis]}: {where}]{doubt}"
    )


def counted_line(version: Version, book: Rulebook, language: Language) -> str:
    """How a version counts, and from what, by the names that people know."""
    labels = [label_of(name, book) for name in version.counted_from]
    if version.repeats in IN_OTHER_WORDS:
        return short_said(version, labels[0])[language]
    span = counting_said(version.span.count, version.span.number, language)
    inside = version.span.count != "same_day" and version.counted_from[0] in book.rules
    return f"{span}{'' if inside else ':'} {', '.join(uncapitalised(label[language]) for label in labels)}"


def label_of(name: str, book: Rulebook) -> Text:
    """The label of a fact, or the name of a milestone as it stands inside a sentence."""
    if name in book.facts:
        return book.facts[name].label
    return book.rules[name].in_short or book.rules[name].title


def rule_as_json(rule: Rule, language: Language) -> dict[str, object]:
    """The rule as plain data."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "title": rule.title[language],
        "explanation": rule.explanation[language],
        "subject": rule.subject,
        "role": rule.role,
        "waits_for": rule.waits_for,
        "fulfilled_by": list(rule.fulfilled_by),
        "versions": [
            {
                "in_force": version.in_force.isoformat(),
                "until": version.until.isoformat() if version.until else None,
                "basis": version.basis,
                "confirmed": version.confirmed,
                "counted_from": list(version.counted_from),
                "counted_from_all": version.counted_from_all,
                "count": version.span.count,
                "number": version.span.number,
                "repeats": version.repeats,
                "law": version.citation.law,
                "section": version.citation.section,
                "source": version.citation.source,
                "url": version.citation.url,
                "checked_on": version.citation.checked_on.isoformat(),
            }
            for version in rule.versions
        ],
    }
