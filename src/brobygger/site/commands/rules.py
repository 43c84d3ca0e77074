"""The rulebooks: `check` finds every fault and runs every worked example, `show` prints one municipality's rules."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from brobygger.exchange.placement_frames import check_frames
from brobygger.law.errors import FaultsError
from brobygger.law.examples import problems, worked
from brobygger.law.loading import SHIPPED, load, municipalities
from brobygger.law.rulebook import Language, Rule, Rulebook, Version
from brobygger.law.wording import counting_said, said

BASES: dict[Language, dict[str, str]] = {
    "da": {"statute": "lov", "regulation": "bekendtgørelse", "service_frame": "serviceramme", "practice": "praksis"},
    "en": {"statute": "statute", "regulation": "regulation", "service_frame": "service frame", "practice": "practice"},
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which rulebooks."""
    parser.add_argument("action", choices=("check", "show"))
    parser.add_argument("rule", nargs="?", help="with show: one rule only")
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument("--municipality", default="denmark", help="with show: whose frame is laid over the law")
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(arguments: argparse.Namespace) -> int:
    """0 when all is well, 1 when a worked example fails, 2 when a file has faults."""
    try:
        if arguments.action == "check":
            return check(arguments.rules or SHIPPED)
        return show(load(arguments.municipality, arguments.rules), arguments)
    except FaultsError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2


def check(directory: Path) -> int:
    """Load every municipality and frame, run every worked example. Raises `FaultsError` with the faults of all."""
    faults, failed, examples = [], 0, 0
    names = municipalities(directory)
    for name in names:
        try:
            book = load(name, directory)
        except FaultsError as refused:
            faults += refused.faults
            continue
        for rule, example in worked(book):
            examples += 1
            for problem in problems(rule, example, book):
                failed += 1
                print(f"{example.origin} ({example.tells['en']}): {problem}")
    try:
        frames = check_frames(directory)
    except FaultsError as refused:
        faults += refused.faults
    if faults or not names:
        raise FaultsError(faults) if names else SystemExit(f"No rulebooks under {directory}.")
    print(f"{len(names)} rulebooks, {frames} frames for placing, {examples} worked examples, {failed} failed.")
    return 1 if failed else 0


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
                print(f"    {version_line(version, arguments.lang)}")
    return 0


def version_line(version: Version, language: Language) -> str:
    """One version on a line: days, count, basis, citation."""
    until = said(version.until, language) if version.until else ""
    span = counting_said(version.span.count, version.span.number, language)
    where = f"{version.citation.law} {version.citation.section}"
    doubt = "" if version.confirmed else " (ubekræftet)" if language == "da" else " (unconfirmed)"
    return (
        f"{said(version.in_force, language)} - {until}: {span} {', '.join(version.counted_from)} "
        f"[{BASES[language][version.basis]}: {where}]{doubt}"
    )


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
