"""Worked examples of amounts, in the files of the rates: a few facts in, an amount out, run by `rules check`.

[[example]] tells = { da, en }, reckon = "guarantee_left", given = { … }, gives = KRONER or missing = [ … ];
and where it matters confirmed and derived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brobygger.law.amounts.model import HUNDREDTHS, RateBook, Undetermined
from brobygger.law.amounts.reckonings import RECKONINGS
from brobygger.law.amounts.tree import kroner
from brobygger.law.errors import Fault
from brobygger.law.library import library
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import Text

EXPECTED = ("gives", "missing", "confirmed", "derived")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountExample:
    """A worked example that a benefits officer could check by hand."""

    tells: Text
    reckon: str
    given: Mapping[str, Any]
    expects: Mapping[str, Any]
    origin: str


def worked_amounts(municipality: str, directory: Path | None, faults: list[Fault]) -> Iterator[AmountExample]:
    """The examples in the municipality's own files of rates; what is wrong with them is noted."""
    for path, where in library(directory).files(municipality, "rates"):
        book = read_toml(path, where=where, faults=faults)
        for entry in book.each("example") if book else ():
            example = read_example(entry)
            if example is not None:
                yield example


def read_example(entry: Reading) -> AmountExample | None:
    """One example; None when it cannot be run."""
    before = len(entry.faults)
    example = AmountExample(
        tells=entry.text("tells", required=True) or {},
        reckon=entry.one_of("reckon", RECKONINGS),
        given=entry.take("given", "table", required=True) or {},
        expects={key: entry.table[key] for key in EXPECTED if key in entry.table},
        origin=entry.where,
    )
    entry.taken |= set(EXPECTED)
    if ("gives" in example.expects) == ("missing" in example.expects):
        entry.fault("The example must say either 'gives' or 'missing'.", "Say the kroner, or what is not known.")
    entry.done()
    return example if len(entry.faults) == before else None


def amount_problems(example: AmountExample, book: RateBook) -> list[str]:
    """What the example expects and does not get; empty when it holds."""
    try:
        found = RECKONINGS[example.reckon](book, example.given)
    except (KeyError, TypeError, IndexError, AttributeError) as problem:
        return [f"'given' cannot be used: {problem!r}. Name every fact that {example.reckon} asks for."]
    got: dict[str, Any]
    if isinstance(found, Undetermined):
        got = {"missing": list(found.missing)}
    else:
        found.checked()
        got = {"gives": kroner(found.ore), "confirmed": found.confirmed, "derived": found.derived}
    return [
        f"{key}: expected {expected!r}, got {got.get(key)!r}"
        for key, expected in example.expects.items()
        if not same(expected, got.get(key))
    ]


def same(expected: Any, got: Any) -> bool:
    """Equal, kroner to the øre."""
    if isinstance(expected, float) and isinstance(got, (int, float)):
        return round(expected * HUNDREDTHS) == round(got * HUNDREDTHS)
    return type(expected) is type(got) and bool(expected == got)
