"""A case file on disk: `CASE.toml`, the plain text form of one family's facts, for the command and the oracle cases.

municipality = "randers"
[[person]]   id, born, role
[[fact]]     person (left out: the family), fact, value, from, to, recorded
[[decision]] rule, person, kind, from, until, reason, by, recorded, occurrence (in a second stay 1001, 1002 ...)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from brobygger.law.deciding import KINDS
from brobygger.law.errors import CaseFaultsError, Fault
from brobygger.law.facts import CaseFile, Decision, Fact, Person, Value
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import BORN, Rulebook, Word

ROLES = ("single", "adult", "spouse", "child")
TOLD_BESIDE = ("why", "source", "as_of", "expect")
"""What an oracle case tells beside the case itself, so that a lawyer reads question and answer in one file."""
DEFAULTS: Mapping[str, Value] = {"yes_no": True}


def read_municipality(path: Path) -> str:
    """The municipality that the case file names. Raises `CaseFaultsError` when it names none."""
    faults: list[Fault] = []
    table = read_toml(path, where=path.name, faults=faults)
    name = table.take("municipality", "text", required=True) if table else None
    if faults or not name:
        raise CaseFaultsError(faults)
    return str(name)


def read_case(path: Path, rulebook: Rulebook) -> CaseFile:
    """The case file. Raises `CaseFaultsError` with every fault found: place, problem and remedy."""
    faults: list[Fault] = []
    table = read_toml(path, where=path.name, faults=faults)
    if table is None:
        raise CaseFaultsError(faults)
    table.take("municipality", "text", required=True)
    persons = tuple(read_person(entry) for entry in table.each("person"))
    ids = [person.id for person in persons]
    if not persons:
        table.fault("There is no person.", "Add [[person]] with id, born and role.")
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        table.fault(f"The person '{twice}' stands twice.", "Give each person an id of their own.")
    case = CaseFile(
        municipality=rulebook.municipality,
        persons=persons,
        facts=tuple(
            read_fact(entry, ids, rulebook.facts, number) for number, entry in enumerate(table.each("fact"), start=1)
        ),
        decisions=tuple(
            read_decision(entry, ids, rulebook, number) for number, entry in enumerate(table.each("decision"), start=1)
        ),
    )
    table.taken.update(TOLD_BESIDE)
    table.done()
    if faults:
        raise CaseFaultsError(faults)
    return case


def read_person(entry: Reading) -> Person:
    """One person of the family."""
    person = Person(
        id=entry.take("id", "text", required=True) or "",
        born=read_day(entry, "born"),
        role=entry.one_of("role", ROLES, default="single"),
    )
    entry.done()
    return person


def read_day(entry: Reading, key: str) -> date | None:
    """A date, also when it stands as ISO text or with a time of day."""
    value = entry.table.get(key)
    if isinstance(value, datetime):
        entry.table[key] = value.date()
    elif isinstance(value, str):
        try:
            entry.table[key] = date.fromisoformat(value)
        except ValueError:
            entry.taken.add(key)
            entry.fault(f"'{key}' is {value!r}.", "Write a date: 2015-05-15.")
            return None
    day: date | None = entry.take(key, "date")
    return day


def read_who(entry: Reading, ids: list[str]) -> str | None:
    """The person meant, or None for the family."""
    who: str | None = entry.take("person", "text")
    if who is not None and who not in ids:
        entry.fault(
            f"The person '{who}' is not in the case.", f"Use one of: {', '.join(ids)}; leave out for the family."
        )
    return who


def read_fact(entry: Reading, ids: list[str], words: Mapping[str, Word], number: int) -> Fact:
    """One fact; an event's day may stand as its value or as `from`."""
    name = entry.take("fact", "text", required=True) or ""
    known = {word for word in words if word != BORN}
    if name and name not in known:
        entry.fault(f"The fact '{name}' is not in the vocabulary.", f"Use one of: {', '.join(sorted(known))}.")
    holds_from, holds_to = read_day(entry, "from"), read_day(entry, "to")
    if holds_from and holds_to and holds_to < holds_from:
        entry.fault(f"'to' {holds_to} is before 'from' {holds_from}.", "Mend one of them.")
    value = read_value(entry, words.get(name), holds_from)
    fact = Fact(
        name=name,
        person=read_who(entry, ids),
        value=value,
        holds_from=holds_from or (value if isinstance(value, date) and not ahead(words.get(name)) else None),
        holds_to=holds_to,
        recorded_on=read_day(entry, "recorded"),
        key=f"fact {number}",
    )
    entry.done()
    return fact


def ahead(word: Word | None) -> bool:
    """True for what may be stated before it happens: without a day of recording it counts as always known."""
    return word is not None and word.ahead


def read_value(entry: Reading, word: Word | None, holds_from: date | None) -> Value:
    """The value, of the type that the vocabulary gives the fact."""
    if word is None:
        entry.taken.add("value")
        return None
    if word.type == "date":
        return read_event_day(entry, word, holds_from)
    value: Any = entry.table.get("value", DEFAULTS.get(word.type))
    entry.taken.add("value")
    if word.name == "permit" and value is None:
        value = "granted"
    allowed = {"choice": tuple(word.choices), "yes_no": (True, False)}.get(word.type)
    if allowed and (value not in allowed or (word.type == "yes_no") != isinstance(value, bool)):
        entry.fault(f"'{word.name}' is {value!r}.", f"Use one of: {', '.join(map(str, allowed))}.")
        return None
    if word.type == "number" and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        entry.fault(f"'{word.name}' is {value!r}.", "Write a whole number from 0, without quotation marks.")
        return None
    return value  # type: ignore[no-any-return]  # TOML values are of any type


def read_event_day(entry: Reading, word: Word, holds_from: date | None) -> Value:
    """The day of an event: its value when that is a date, else `from`."""
    value = entry.table.get("value")
    entry.taken.add("value")
    if isinstance(value, (date, str)) and not isinstance(value, bool):
        return read_day(entry, "value")
    if value not in (None, True):
        entry.fault(
            f"'{word.name}' is {value!r}.", "Write the date it happened: value = 2015-05-15, or from = 2015-05-15."
        )
    elif holds_from is None:
        entry.fault(f"'{word.name}' has no date.", "Write value = 2015-05-15, or from = 2015-05-15.")
    return holds_from


def read_decision(entry: Reading, ids: list[str], rulebook: Rulebook, number: int) -> Decision:
    """One officer's decision; a waiver, postponement or pause needs reason and name."""
    rule = entry.take("rule", "text", required=True) or ""
    duties = [duty.id for duty in rulebook.duties]
    if rule and rule not in duties:
        entry.fault(f"The rule '{rule}' is no duty of the rulebook.", f"Use one of: {', '.join(duties)}.")
    starts, until = read_day(entry, "from"), read_day(entry, "until")
    if starts is None:
        entry.fault("'from' is missing.", "Write the date the decision takes effect.")
    elif until and until < starts:
        entry.fault(f"'until' {until} is before 'from' {starts}.", "Mend one of them.")
    said = {key: (entry.take(key, "text", required=True) or "").strip() for key in ("reason", "by")}
    for key in (key for key, words in said.items() if not words and isinstance(entry.table.get(key), str)):
        entry.fault(f"'{key}' is empty.", "A decision needs a reason and a name.")
    decision = Decision(
        rule=rule,
        kind=entry.one_of("kind", KINDS),
        starts=starts or date.min,
        until=until,
        person=read_who(entry, ids),
        reason=said["reason"],
        by=said["by"],
        recorded_on=read_day(entry, "recorded"),
        occurrence=entry.take("occurrence", "whole number"),
        key=f"decision {number}",
    )
    if decision.kind == "postponed" and until is None:
        entry.fault("'until' is missing.", "Write the date the duty is postponed to.")
    entry.done()
    return decision
