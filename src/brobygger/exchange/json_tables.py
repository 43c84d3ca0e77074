"""Reads one JSON object and gathers what is wrong with it: each fault with its place, `homes[2].rooms[0].beds`."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from brobygger.law.errors import Fault

MOST = 10_000_000
LONGEST = 40
"""Letters of a value that a fault repeats."""
YEARS = range(1900, 2200)
"""A day outside these is a slip of the pen, or stands for something else."""
BROKEN = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters: no name has them, and a page cannot print them."""


class Twice(dict[str, Any]):
    """An object of the file; `twice` names the fields that stand in it more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.twice = sorted({name for name in names if names.count(name) > 1})


class JsonTable:
    """One object being read: each field is taken once; what nobody took is a fault, told by `done`."""

    def __init__(self, table: Twice, *, place: str, faults: list[Fault]) -> None:
        self.table, self.place, self.faults = table, place, faults
        self.taken: set[str] = set()
        for name in table.twice:
            self.fault(name, "The field stands twice.", "Keep one of them.")

    def at(self, key: str) -> str:
        """The field's own place, as a reader would point at it."""
        return f"{self.place}.{key}" if self.place else key

    def fault(self, key: str, problem: str, remedy: str) -> None:
        """Note what is wrong with a field and what mends it."""
        self.faults.append(Fault(self.at(key), problem, remedy))

    def take(self, key: str, *, required: bool = False) -> Any:
        """The value as it stands; `null` is the same as left out."""
        self.taken.add(key)
        value = self.table.get(key)
        if value is None and required:
            self.fault(key, "This is missing.", "Add it.")
        return value

    def text(self, key: str, *, required: bool = False) -> str:
        """A word or a sentence that is not empty; '' when it is left out."""
        value = self.take(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"{shown(value)} is no text.", "Write a word in quotation marks.")
            return ""
        if not is_printable(value):
            self.fault(key, f"{shown(value)} has a line break or a broken letter in it.", "Write it on one line.")
            return ""
        return value.strip()

    def one_of(self, key: str, allowed: Iterable[str], *, required: bool = False) -> str:
        """A word of a closed list; '' when it is left out or not on it."""
        value = self.text(key, required=required)
        if value and value not in set(allowed):
            self.fault(key, f"'{value}' is not known here.", f"Use one of: {', '.join(allowed)}.")
            return ""
        return value

    def whole(self, key: str, *, required: bool = False, least: int = 0, most: int = MOST) -> int | None:
        """A whole number between *least* and *most*."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            quoted = ", without quotation marks" if isinstance(value, str) else ""
            self.fault(key, f"{shown(value)} is no whole number.", f"Write a whole number{quoted}.")
        elif value < least:
            self.fault(key, f"{value} is too small.", f"Write a whole number from {least}.")
        elif value > most:
            self.fault(key, f"{value} is too large.", f"Write a whole number up to {most}.")
        else:
            return value
        return None

    def number(self, key: str) -> float | None:
        """A number of 0 or more, with or without decimals."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.fault(key, f"{shown(value)} is no number.", "Write a number, without quotation marks.")
        elif not 0 <= value <= MOST:
            self.fault(key, f"{value} is too {'small' if value < 0 else 'large'}.", f"Write a number from 0 to {MOST}.")
        else:
            return float(value)
        return None

    def yes_no(self, key: str, *, required: bool = False) -> bool | None:
        """True, False, or None when nobody has said."""
        value = self.take(key, required=required)
        if value is None or isinstance(value, bool):
            return value
        self.fault(
            key, f"{shown(value)} is neither true nor false.", "Write true or false, or leave it out if unknown."
        )
        return None

    def day(self, key: str, *, required: bool = False, or_else: str = "") -> date | None:
        """A date as YYYY-MM-DD; *or_else* tells what else may stand there."""
        value = self.take(key, required=required)
        if value is None:
            return None
        remedy = f"Write a date: 2019-06-01{or_else}."
        try:
            day = date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2019-06-01") else None
        except ValueError:
            day = None
        if day is None:
            self.fault(key, f"{shown(value)} is no date.", remedy)
        elif day.year not in YEARS:
            self.fault(key, f"{day} is not between {YEARS[0]} and {YEARS[-1]}.", remedy)
        else:
            return day
        return None

    def words(self, key: str, *, such_as: str = '"arabisk", "kurdisk"') -> tuple[str, ...] | None:
        """A list of words, each once, *such_as* these; None when it is left out."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            self.fault(key, f"{shown(value)} is no list of words.", f"Write a list: [{such_as}].")
            return None
        if not all(map(is_printable, value)):
            self.fault(key, f"{shown(value)} has a line break or a broken letter in it.", "Write each on one line.")
            return None
        return tuple(dict.fromkeys(word.strip() for word in value))

    def each(self, key: str, *, required: bool = False) -> list[JsonTable] | None:
        """The objects of a list, each with its own place; None when it is left out."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, list):
            self.fault(key, f"{shown(value)} is no list.", "Write a list of objects in square brackets.")
            return None
        tables = []
        for number, item in enumerate(value):
            if isinstance(item, Twice):
                tables.append(JsonTable(item, place=f"{self.at(key)}[{number}]", faults=self.faults))
            else:
                self.fault(f"{key}[{number}]", f"{shown(item)} is no object.", "Write an object in curly brackets.")
        return tables

    def done(self) -> None:
        """Every field has been asked for; the rest are not known here."""
        for key in sorted(set(self.table) - self.taken):
            self.fault(
                key, "The field is not known here.", f"Remove it, or use one of: {', '.join(sorted(self.taken))}."
            )


def read_json(text: str, faults: list[Fault]) -> JsonTable | None:
    """The text as one object, or None with the reason noted."""
    try:
        table = json.loads(text, object_pairs_hook=Twice, parse_constant=no_number)
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        faults.append(Fault("the file", f"Not valid JSON: {problem.msg} ({where}).", "Mend it there, or just before."))
        return None
    except NotANumberError as problem:
        remedy = "Write a number, or leave it out if unknown."
        faults.append(Fault("the file", f"Not valid JSON: {problem} is no number.", remedy))
        return None
    except ValueError:
        faults.append(Fault("the file", "A number has thousands of digits.", "Write a number that can be read."))
        return None
    except RecursionError:
        faults.append(Fault("the file", "Brackets stand within brackets, thousands deep.", "Close each bracket."))
        return None
    if not isinstance(table, Twice):
        faults.append(
            Fault("the file", f"{shown(table)} is no object.", 'Write {"as_of": …, "homes": […], "households": […]}.')
        )
        return None
    return JsonTable(table, place="", faults=faults)


class NotANumberError(ValueError):
    """NaN or Infinity, which Python reads and JSON does not know."""


def no_number(word: str) -> Any:
    """Refuses them."""
    raise NotANumberError(word)


def is_printable(text: str) -> bool:
    """Nothing in it that a line of a page cannot hold."""
    return not any(unicodedata.category(letter) in BROKEN for letter in text)


def shown(value: object) -> str:
    """The value as it stood in the file, cut where it is long."""
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= LONGEST else f"{written[: LONGEST - 1]}…"
