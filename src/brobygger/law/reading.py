"""Reads one TOML table and gathers what is wrong with it, so that all faults are told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from brobygger.law.errors import Fault
from brobygger.law.rulebook import Text

KINDS = {"date": date, "text": str, "whole number": int, "yes or no": bool, "list": list, "table": dict}


class Reading:
    """One table being read: each key is taken once; what nobody took is a fault, told by `done`."""

    def __init__(self, table: Mapping[str, Any], *, where: str, faults: list[Fault]) -> None:
        self.table, self.where, self.faults = dict(table), where, faults
        self.taken: set[str] = set()

    def fault(self, problem: str, remedy: str) -> None:
        """Note what is wrong here and what mends it."""
        self.faults.append(Fault(self.where, problem, remedy))

    def take(self, key: str, kind: str, *, required: bool = False) -> Any:
        """The value under *key*, or None with a fault noted when it is missing or of the wrong kind."""
        self.taken.add(key)
        value = self.table.get(key)
        if value is None:
            if required:
                self.fault(f"'{key}' is missing.", f"Add {key} ({kind}).")
            return None
        wanted = KINDS[kind]
        fits = isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))
        if not fits or isinstance(value, datetime):
            self.fault(f"'{key}' is {value!r}.", f"Write a {kind}.")
            return None
        return value

    def words(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A word or a list of words under *key*."""
        if isinstance(self.table.get(key), str):
            self.taken.add(key)
            return (self.table[key],)
        found = self.take(key, "list", required=required) or []
        if not all(isinstance(word, str) for word in found):
            self.fault(f"'{key}' is {found!r}.", "Write words in quotation marks.")
            return ()
        return tuple(found)

    def one_of(self, key: str, allowed: Iterable[str], *, default: str | None = None) -> str:
        """A word of a closed list."""
        value = self.take(key, "text", required=default is None)
        if value is not None and value not in set(allowed):
            self.fault(f"'{key}' is '{value}'.", f"Use one of: {', '.join(allowed)}.")
        return value if value in set(allowed) else (default or "")

    def text(self, key: str, *, required: bool = False) -> Text | None:
        """A sentence in Danish and English."""
        found = self.take(key, "table", required=required)
        if found is None:
            return None
        if set(found) != {"da", "en"} or not all(isinstance(said, str) and said.strip() for said in found.values()):
            self.fault(f"'{key}' is not told in both languages.", f'Write {key} = {{ da = "…", en = "…" }}.')
            return {"da": str(found.get("da", "")), "en": str(found.get("en", ""))}
        return dict(found)

    def inner(self, key: str, *, required: bool = False) -> Reading | None:
        """The table under *key*."""
        found = self.take(key, "table", required=required)
        return None if found is None else Reading(found, where=f"{self.where}, {key}", faults=self.faults)

    def each(self, key: str) -> list[Reading]:
        """The tables of the list under *key*, numbered from 1."""
        found = self.take(key, "list") or []
        tables = []
        for number, table in enumerate(found, start=1):
            if isinstance(table, dict):
                tables.append(Reading(table, where=f"{self.where}, {key} {number}", faults=self.faults))
            else:
                self.fault(f"'{key}' {number} is not a table.", f"Write [[{key}]].")
        return tables

    def done(self) -> None:
        """Every key has been asked for; the rest are not known here."""
        for key in sorted(set(self.table) - self.taken):
            self.fault(f"'{key}' is not known here.", f"Remove it, or use one of: {', '.join(sorted(self.taken))}.")


def read_toml(path: Path, *, where: str, faults: list[Fault]) -> Reading | None:
    """The file as a table, or None with the reason noted."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        faults.append(Fault(where, f"The file cannot be read ({problem.strerror}).", "Check the path and its rights."))
    except UnicodeDecodeError:
        faults.append(Fault(where, "The file is not UTF-8.", "Save it as UTF-8."))
    except tomllib.TOMLDecodeError as problem:
        faults.append(Fault(where, f"Not valid TOML: {problem}.", "Mend the line named."))
    else:
        return Reading(table, where=where, faults=faults)
    return None
