"""A list of notices from the Immigration Service, judged line by line.

One line is a person; lines with the same journal number and household are one household and one notice. Nothing is
guessed: what a line does not say stays undetermined and is remarked on; what it says wrongly sends the line back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from brobygger.exchange.arrival import Arrival, Role
from brobygger.exchange.cells import Cell, Line
from brobygger.exchange.columns import Guess, corrected, fields, guess_columns, heading_score, places
from brobygger.exchange.notice_remarks import Remark, refusal, remark
from brobygger.exchange.notice_rows import RowReader, same_heading
from brobygger.exchange.tables import Table, read_table
from brobygger.exchange.words import is_sum

__all__ = ["Arrival", "Reading", "Standing", "Verdict", "also_refused", "judge_people", "read_notices"]

ADULT = 18
# What identifies a person or a family: a line with one of these is not a mere note.
_IDENTITY = ("alien_number", "cpr", "name")
# In a narrower list a line with one cell filled is a person badly told, not a note.
_LEAST_COLUMNS = 3
Home = tuple[str, str]


class Standing(StrEnum):
    """What becomes of a line."""

    GOOD = "good"
    REMARKS = "remarks"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One line's fate. `arrival` stands only where the line goes in; `home` also where it is refused and readable."""

    line: Line
    standing: Standing
    arrival: Arrival | None = None
    home: Home | None = None
    journal_number: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole list as read: its columns and a verdict for every line."""

    table: Table
    columns: tuple[Guess, ...]
    verdicts: tuple[Verdict, ...]

    def standing(self, *wanted: Standing) -> tuple[Verdict, ...]:
        """The lines of these standings, in the file's order."""
        return tuple(verdict for verdict in self.verdicts if verdict.standing in wanted)

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        """Everyone who goes in."""
        return tuple(verdict.arrival for verdict in self.verdicts if verdict.arrival)

    @property
    def missing(self) -> Counter[Home]:
        """How many of each household's lines were refused: their families enter incomplete."""
        return Counter(verdict.home for verdict in self.standing(Standing.REFUSED) if verdict.home)


def read_notices(
    content: bytes,
    *,
    today: date,
    choices: Mapping[int, str | None] | None = None,
    received_on: date | None = None,
    sheet: str | None = None,
) -> Reading:
    """A file's people, judged. *choices* corrects the guessed columns; *received_on* is for files that do not say it.

    Raises UnreadableFileError when the file as a whole is no list.
    """
    table = read_table(content, score=heading_score, sheet=sheet)
    columns = corrected(guess_columns(table), choices or {})
    judge = partial(_judged, table=table, at=places(columns), today=today, received_on=received_on)
    verdicts = _with_roles(_without_repeats([judge(line) for line in table.lines]))
    return Reading(table=table, columns=columns, verdicts=tuple(verdicts))


def judge_people(rows: Sequence[Mapping[str, Cell]], *, today: date) -> tuple[Verdict, ...]:
    """People told field by field, as by a form, judged as the lines of a file are; one verdict each, in their order."""
    names = tuple(fields())
    at = {name: column for column, name in enumerate(names)}
    lines = [Line(number, tuple(row.get(name) for name in names)) for number, row in enumerate(rows, 1)]
    return tuple(_with_roles(_without_repeats([_read(line, at=at, today=today, received_on=None) for line in lines])))


def also_refused(reading: Reading, refusals: Mapping[int, Remark]) -> Reading:
    """The reading with more lines refused, by their numbers: for what only the office can know."""
    verdicts = [
        replace(verdict, standing=Standing.REFUSED, arrival=None, remarks=(refusals[verdict.line.number],))
        if verdict.arrival and verdict.line.number in refusals
        else verdict
        for verdict in reading.verdicts
    ]
    return replace(reading, verdicts=tuple(verdicts))


def _judged(line: Line, *, table: Table, at: Mapping[str, int], today: date, received_on: date | None) -> Verdict:
    why = _no_person(line, table=table, at=at)
    if why:
        return Verdict(line=line, standing=Standing.SKIPPED, remarks=(remark(why, field=""),))
    return _read(line, at=at, today=today, received_on=received_on)


def _read(line: Line, *, at: Mapping[str, int], today: date, received_on: date | None) -> Verdict:
    row = RowReader(line, at, today=today, received_on=received_on)
    arrival = row.arrival()
    standing = Standing.REFUSED if arrival is None else Standing.REMARKS if row.said else Standing.GOOD
    home = row.home()
    said = tuple(said for said in row.said if said.refuses or arrival)
    return Verdict(
        line=line, standing=standing, arrival=arrival, home=home, journal_number=home[0] if home else "", remarks=said
    )


def _no_person(line: Line, *, table: Table, at: Mapping[str, int]) -> str | None:
    texts = line.texts()
    filled = [text for text in texts if text]
    identity = [texts[at[field]] for field in _IDENTITY if field in at and at[field] < len(texts) and texts[at[field]]]
    if not filled:
        return "empty"
    if same_heading(line, table.heading):
        return "heading"
    if any(is_sum(text) for text in filled[:2]) and not any(text.isdigit() for text in identity):
        return "sum"
    lonely = len(filled) == 1 and not identity and table.width >= _LEAST_COLUMNS
    return "note" if lonely else None


def _without_repeats(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """One person, one line: the first stands, a repeat is skipped, and one that says otherwise is refused."""
    seen: dict[tuple[str, str], Arrival] = {}
    out: list[Verdict] = []
    for verdict in verdicts:
        arrival = verdict.arrival
        keys = [(kind, number) for kind in ("alien_number", "cpr") if arrival and (number := getattr(arrival, kind))]
        first = next((seen[key] for key in keys if key in seen), None)
        out.append(_beside(verdict, arrival, first) if first and arrival else verdict)
        if arrival and out[-1].arrival:
            seen |= {key: arrival for key in keys if key not in seen}
    return out


def _beside(verdict: Verdict, arrival: Arrival, before: Arrival) -> Verdict:
    if arrival == before:
        return replace(verdict, standing=Standing.SKIPPED, arrival=None, remarks=(remark("repeated", field=""),))
    field = "alien_number" if arrival.alien_number == before.alien_number else "cpr"
    another = field == "cpr" and None not in (arrival.alien_number, before.alien_number)
    if arrival.journal_number == before.journal_number or another:
        return replace(verdict, standing=Standing.REFUSED, arrival=None, remarks=(refusal("other_data", field=field),))
    said = remark("other_journal", field=field)
    return replace(verdict, standing=Standing.REMARKS, remarks=(*verdict.remarks, said))


def _with_roles(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """A role the line does not tell follows from household and age, and is remarked on."""
    sizes = Counter(verdict.home for verdict in verdicts if verdict.standing is not Standing.SKIPPED)
    grown = {verdict.home for verdict in verdicts if verdict.arrival and verdict.arrival.role == "adult"}
    out: list[Verdict] = []
    for verdict in verdicts:
        if (arrival := verdict.arrival) and not arrival.role:
            role = _role(arrival, alone=sizes[verdict.home] == 1, adult_known=verdict.home in grown)
            grown |= {verdict.home} if role == "adult" else set()
            out.append(_noted(verdict, replace(arrival, role=role), "role_by_age"))
        elif arrival and (child := _under_age(arrival)) is not None and child != (arrival.role == "child"):
            out.append(_noted(verdict, arrival, "young_adult" if child else "grown_child"))
        else:
            out.append(verdict)
    return out


def _role(arrival: Arrival, *, alone: bool, adult_known: bool) -> Role:
    if alone:
        return "single"
    if _under_age(arrival):
        return "child"
    return "spouse" if adult_known else "adult"


def _noted(verdict: Verdict, arrival: Arrival, code: str) -> Verdict:
    said = (*verdict.remarks, remark(code, field="role"))
    return replace(verdict, arrival=arrival, standing=Standing.REMARKS, remarks=said)


def _under_age(arrival: Arrival) -> bool | None:
    if arrival.born is None:
        return None
    born, day = arrival.born, arrival.received_on
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < ADULT
