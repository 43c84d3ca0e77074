"""The list of what is not confirmed, as a command prints it: duties, rules of benefits, amounts, rules for placing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from brobygger.exchange import placement_doubts
from brobygger.law.amounts import unconfirmed as amounts
from brobygger.law.doubts import Doubt, Part
from brobygger.law.loading import load
from brobygger.law.roles import ROLE_NAMES
from brobygger.law.rulebook import Language, Text
from brobygger.law.unconfirmed import Unconfirmed, unconfirmed
from brobygger.law.wording import said

OWNERS: dict[Language, str] = {"da": "[afklares af: {owner}]", "en": "[settled by: {owner}]"}
WHERE: Text = {"da": "Står i", "en": "Written in"}
HEADINGS: dict[Part, Text] = {
    "benefit": {"da": "Regler om ydelser", "en": "Rules of benefits"},
    "rate": {"da": "Beløb og satser", "en": "Amounts and rates"},
    "placement": {"da": "Regler om boligplacering", "en": "Rules for placing"},
}
COUNTED: dict[Language, str] = {
    "da": "{all} er ikke bekræftet: {duties} om pligter og frister, {benefit} om ydelser, {rate} om beløb, "
    "{placement} om boligplacering.",
    "en": "{all} are not confirmed: {duties} of duties and deadlines, {benefit} of benefits, {rate} of amounts, "
    "{placement} of placing.",
}


def tell(municipality: str, directory: Path | None, *, language: Language, as_json: bool) -> None:
    """Print rule, period, what is missing, and who settles it. Raises `RulebookFaultsError` with every fault."""
    duties = unconfirmed(load(municipality, directory))
    doubts = [*amounts.doubts(municipality, directory), *placement_doubts.doubts(municipality, directory)]
    if as_json:
        told = [duty_as_json(one, language) for one in duties] + [doubt_as_json(one, language) for one in doubts]
        json.dump(told, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return
    for duty in duties:
        print_duty(duty, language)
    numbers = {"all": len(duties) + len(doubts), "duties": len(duties)}
    for part, heading in HEADINGS.items():
        of_part = [one for one in doubts if one.part == part]
        numbers[part] = len(of_part)
        if of_part:
            print(f"\n{heading[language]}")
        for doubt in of_part:
            print_doubt(doubt, language)
    print(COUNTED[language].format(**numbers))


def print_duty(one: Unconfirmed, language: Language) -> None:
    """One version of a duty, or what becomes of the clocks that ran when it ended."""
    until = said(one.until, language) if one.until else ""
    owner = OWNERS[language].format(owner=ROLE_NAMES[one.owner][language])
    print(f"{one.rule.title_of(one.version)[language]} ({one.rule.id})")
    print(f"    {said(one.starts, language)} - {until}: {one.missing[language]} {owner}")


def print_doubt(one: Doubt, language: Language) -> None:
    """One rule or amount, with where it is written."""
    until = said(one.until, language) if one.until else ""
    owner = OWNERS[language].format(owner=ROLE_NAMES[one.owner][language])
    print(f"{one.title[language]} ({one.rule})")
    print(f"    {said(one.starts, language)} - {until}: {one.missing[language]} {owner}")
    print(f"    {WHERE[language]} {one.cited.law} {one.cited.section}, {one.cited.url}")


def duty_as_json(one: Unconfirmed, language: Language) -> dict[str, object]:
    """The same as plain data."""
    return {
        "rule": one.rule.id,
        "title": one.rule.title_of(one.version)[language],
        "kind": one.kind,
        "from": one.starts.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "missing": one.missing[language],
        "owner": one.owner,
        "key": one.key,
    }


def doubt_as_json(one: Doubt, language: Language) -> dict[str, object]:
    """The same as plain data, with the kind `benefit`, `rate` or `placement`, and where it is written."""
    return {
        "rule": one.rule,
        "title": one.title[language],
        "kind": one.part,
        "from": one.starts.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "missing": one.missing[language],
        "owner": one.owner,
        "key": one.key,
        "law": one.cited.law,
        "section": one.cited.section,
        "source": one.cited.source,
        "url": one.cited.url,
    }
