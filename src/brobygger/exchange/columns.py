"""Which column says what: guessed from its heading and its cells, for the officer to correct."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from brobygger.exchange.cells import Cell, shown
from brobygger.exchange.cpr import BadCprError, read_cpr
from brobygger.exchange.dates import NoDateError, read_date
from brobygger.exchange.tables import Table
from brobygger.exchange.wording import Wording
from brobygger.exchange.words import data, is_blank, read_country, read_legal_basis, read_word

MENDING = Wording("Hvad skal rettes", "What to mend")
_SAMPLE = 60
# A heading so like a known one that it is taken for a slip of the pen.
_ALIKE = 0.86
_NEARLY = 0.8
_SHORTEST_SLIP = 4
_LONGEST_HEADING = 60
_LEAST_HEADINGS = 3
# Cells alone never make a guess sure; dates, names and free text are too much alike to be told apart by their cells.
_CELLS_ONLY = 0.5
_HEADING_WEIGHT = 0.75
_CELLS_UNKNOWN = 0.6
_ALMOST_ALL = 0.8
_TELLING = ("cpr", "alien", "sex", "role", "basis", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something a notice can tell, with the headings offices give it."""

    name: str
    kind: str
    label: Wording
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What one column is taken to say; `field` is None where nothing fits. Confidence runs from 0 to 1."""

    column: int
    heading: str
    field: str | None
    confidence: float
    samples: tuple[str, ...]


@cache
def fields() -> dict[str, Field]:
    """Everything a list of notices can tell, in the order of the form."""
    return {
        name: Field(
            name=name, kind=said["kind"], label=Wording(said["da"], said["en"]), headings=tuple(said["headings"])
        )
        for name, said in data()["columns"].items()
    }


def heading_score(cells: Sequence[str]) -> float:
    """How many known headings a line has; 0 below three, which a line of people's data may well have by chance."""
    known = sum(_bare(cell) in _headings() for cell in cells if cell)
    return float(known) if known >= _LEAST_HEADINGS else 0.0


@lru_cache(maxsize=1000)
def heading_match(heading: str) -> tuple[str | None, float]:
    """The field a heading names, and how surely: 1 for a known heading, less for one that is nearly so."""
    said = _bare(heading)[:_LONGEST_HEADING]
    if said in _headings():
        return _headings()[said], 1.0
    near = get_close_matches(said, _headings(), n=1, cutoff=_ALIKE) if len(said) >= _SHORTEST_SLIP else []
    return (_headings()[near[0]], _NEARLY) if near else (None, 0.0)


def guess_columns(table: Table) -> tuple[Guess, ...]:
    """Each column's likeliest field, no field twice; the surest guesses choose first."""
    columns = range(table.width)
    samples = {column: _sample(table, column) for column in columns}
    headings = {column: table.heading[column] if column < len(table.heading) else "" for column in columns}
    offers = sorted(
        (
            (_confidence(headings[column], samples[column], field), -column, field.name)
            for column in columns
            for field in fields().values()
        ),
        reverse=True,
    )
    chosen: dict[int, tuple[str, float]] = {}
    for confidence, negative, name in offers:
        taken = -negative in chosen or name in {field for field, _ in chosen.values()}
        if confidence > 0 and not taken:
            chosen[-negative] = (name, confidence)
    return tuple(
        Guess(
            column=column,
            heading=headings[column],
            field=chosen[column][0] if column in chosen else None,
            confidence=round(chosen[column][1], 2) if column in chosen else 0.0,
            samples=tuple(shown(cell) for cell in samples[column][:3]),
        )
        for column in columns
    )


def places(guesses: Sequence[Guess]) -> dict[str, int]:
    """Where each field stands."""
    return {guess.field: guess.column for guess in guesses if guess.field}


def corrected(guesses: Sequence[Guess], choices: Mapping[int, str | None]) -> tuple[Guess, ...]:
    """The guesses with the officer's choices in their place; a field chosen twice stays with the first column."""
    out: list[Guess] = []
    for guess in guesses:
        field = choices.get(guess.column, guess.field)
        taken = field in {other.field for other in out}
        out.append(
            Guess(
                column=guess.column,
                heading=guess.heading,
                field=None if taken or field not in fields() else field,
                confidence=guess.confidence if field == guess.field else 1.0,
                samples=guess.samples,
            )
        )
    return tuple(out)


def _confidence(heading: str, sample: Sequence[Cell], field: Field) -> float:
    named, sure = heading_match(heading)
    if named == field.name:
        return sure * (_HEADING_WEIGHT + (1 - _HEADING_WEIGHT) * _fitting(sample, field.kind, unknown=_CELLS_UNKNOWN))
    if named is None and field.kind in _TELLING:
        fitting = _fitting(sample, field.kind, unknown=0.0)
        return _CELLS_ONLY * fitting if fitting > _ALMOST_ALL else 0.0
    return 0.0


def _fitting(sample: Sequence[Cell], kind: str, *, unknown: float) -> float:
    return sum(_FITS[kind](cell) for cell in sample) / len(sample) if sample else unknown


def _sample(table: Table, column: int) -> list[Cell]:
    cells = (line.cells[column] for line in table.lines[: _SAMPLE * 4] if column < len(line.cells))
    return [cell for cell in cells if not is_blank(shown(cell))][:_SAMPLE]


def _is_date(cell: Cell) -> bool:
    try:
        read_date(cell, newest=2060)
    except NoDateError:
        return False
    return True


def _is_cpr(cell: Cell) -> bool:
    try:
        read_cpr(shown(cell))
    except BadCprError:
        return False
    return True


def _matches(pattern: str) -> Callable[[Cell], bool]:
    return lambda cell: bool(re.fullmatch(pattern, shown(cell)))


_FITS: dict[str, Callable[[Cell], bool]] = {
    "date": _is_date,
    "cpr": _is_cpr,
    "alien": _matches(r"\d[\d .]{5,11}\d"),
    "journal": _matches(r"(?=.*\d)[\w./ -]{2,40}"),
    "name": _matches(r"[^\d;]{2,120}"),
    "text": lambda cell: bool(shown(cell)),
    "language": _matches(r"[^\d]{3,40}"),
    "sex": lambda cell: read_word("sex", shown(cell)) is not None,
    "role": lambda cell: read_word("role", shown(cell)) is not None,
    "basis": lambda cell: read_legal_basis(shown(cell)) is not None and not _is_date(cell),
    "country": lambda cell: read_country(shown(cell)) is not None,
    "yes": lambda cell: read_word("yes", shown(cell)) is not None,
}


@cache
def _headings() -> dict[str, str]:
    return {_bare(heading): field.name for field in fields().values() for heading in (field.name, *field.headings)}


def _bare(heading: str) -> str:
    return "".join(sign for sign in heading.casefold() if sign.isalnum() or sign == "§")
