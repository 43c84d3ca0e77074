"""A municipality's frame for placing households: `placement.toml`, the law of Denmark with its own laid over it.

[[rule]]      id, title, in_force, until, basis, confirmed, note, limits, checked_on, [rule.citation]
[[criterion]] the same with weight and best, worst or points
[[class]]     the same with number and condition; with [class.when] the condition is the municipality's own
[[change]]    id, number, kind, until: what the office usually asks about

An id may stand several times, each for its own days. A municipality's rule takes the place of the law's of the same id;
where the law gives a number, the municipality's may be stricter, never slacker. All faults are told at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from brobygger.law.errors import Fault, RulebookFaultsError
from brobygger.law.library import DENMARK, library
from brobygger.law.reading import Reading, read_toml
from brobygger.law.rulebook import BASES
from brobygger.law.rulebook import LAW as IN_LAW
from brobygger.law.rules import read_citation
from brobygger.matching.hard_rules import RULES, complete
from brobygger.matching.model import KINDS, Change, Citation, Criterion, Frame, HardRule, Living, PriorityClass, Text
from brobygger.matching.ordering import CONDITIONS
from brobygger.matching.quality import CRITERIA

FILE = "placement.toml"
MOST_POINTS = 1000

Part = Literal["rule", "criterion", "class"]
IDS: dict[Part, tuple[str, ...]] = {"rule": tuple(RULES), "criterion": tuple(CRITERIA), "class": tuple(CONDITIONS)}
LIMITS = {
    "area": ("m2_first", "m2_further"),
    "lease": ("open_stay_days",),
    "rent_ceiling": ("single", "couple", "couple_1_3", "couple_4_plus"),
    "sharing": ("most_in_room",),
    "small_room": ("under_m2",),
    "travel": ("minutes_to_school",),
}
OPTIONAL_LIMITS = {"area": ("permanent_only",)}
LESS_IS_STRICTER = ("single", "couple", "couple_1_3", "couple_4_plus", "most_in_room", "minutes_to_school")
READY = {
    "family_with_children": Living(
        people_from=2, child_under=18, lives_in=tuple(kind for kind in KINDS if kind != "permanent")
    ),
}
"""Conditions made of the same parts as a municipality's own, and so common that they have a name."""
UNSCALED = ("in_municipality", "kind", "language_community")
CHANGE_NEEDS = {
    "rent": ("number",),
    "travel": ("number",),
    "area": ("number",),
    "lease": ("number",),
    "sharing": ("number",),
    "kind_until": ("kind",),
    "ramp": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one entry of the file says, and the days that it holds."""

    part: Part
    where: str
    in_force: date
    until: date | None
    said: HardRule | Criterion | PriorityClass

    @property
    def id(self) -> str:
        """The rule, the criterion or the condition."""
        return self.said.condition if isinstance(self.said, PriorityClass) else self.said.id

    def holds(self, on: date) -> bool:
        """True when it is in force on that day."""
        return self.in_force <= on and (self.until is None or on <= self.until)

    @property
    def is_firm_law(self) -> bool:
        """True for a number that was read in a statute or a regulation."""
        return self.said.basis in IN_LAW and self.said.confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementFile:
    """One `placement.toml`, every entry of every day."""

    municipality: str
    name: Text
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]


def load_frame(name: str, *, on: date, directory: Path | None = None) -> Frame:
    """The frame in force on that day. *name* is a municipality, or the path of a `.toml` that is laid over the law.

    Raises `RulebookFaultsError` with every fault found.
    """
    faults: list[Fault] = []
    shelf = library(directory)
    law = read_file(shelf.folder(DENMARK) / FILE, DENMARK, faults)
    own = law
    if name.endswith(".toml"):
        own = read_file(Path(name), Path(name).stem, faults)
    elif name != DENMARK and name in (known := shelf.municipalities()):
        own = read_file(shelf.folder(name) / FILE, name, faults)
    elif name != DENMARK:
        remedy = f"Use one of: {', '.join(known)}, or the path of a file that ends in .toml."
        faults.append(Fault(name, "No frame of that name.", remedy))
    check_overlay(law, own, faults)
    frame = frame_of(law, own, on)
    if not faults and not any(entry.holds(on) for entry in own.entries):
        first = min((entry.in_force for entry in own.entries), default=None)
        faults.append(
            Fault(name, f"Nothing of the frame is in force on {on}.", f"Its first day is {first}; use {DENMARK}.")
        )
    if faults:
        raise RulebookFaultsError(faults)
    return frame


def check_frames(directory: Path | None = None) -> int:
    """How many frames stand. Raises `RulebookFaultsError` with the faults of all of them, whatever days they hold."""
    faults: list[Fault] = []
    shelf = library(directory)
    names = [name for name in shelf.municipalities() if (shelf.folder(name) / FILE).exists()]
    law = read_file(shelf.folder(DENMARK) / FILE, DENMARK, faults) if names else None
    for name in names:
        own = law if name == DENMARK else read_file(shelf.folder(name) / FILE, name, faults)
        if law and own:
            check_overlay(law, own, faults)
    if faults:
        raise RulebookFaultsError(faults)
    return len(names)


def frame_of(law: PlacementFile, own: PlacementFile, on: date) -> Frame:
    """The law with the municipality's own laid over it, as it stands on that day."""
    mine = [entry for entry in own.entries if entry.holds(on)]
    taken = {(entry.part, entry.id) for entry in mine}
    under = [] if own is law else [entry for entry in law.entries if entry.holds(on) and entry.part == "rule"]
    entries = [entry.said for entry in (*(e for e in under if (e.part, e.id) not in taken), *mine)]
    rules = [said for said in entries if isinstance(said, HardRule)]
    classes = [said for said in entries if isinstance(said, PriorityClass)]
    return Frame(
        municipality=own.municipality,
        name=own.name,
        rules=tuple(sorted(rules, key=lambda rule: IDS["rule"].index(rule.id))),
        criteria=tuple(said for said in entries if isinstance(said, Criterion)),
        classes=tuple(sorted(classes, key=lambda said: said.number)),
        changes=own.changes,
    )


def read_file(path: Path, municipality: str, faults: list[Fault]) -> PlacementFile:
    """Every entry of one file; faults are noted."""
    where = f"{path.parent.name}/{path.name}" if path.name == FILE else path.name
    table = read_toml(path, where=where, faults=faults)
    if table is None:
        return PlacementFile(municipality=municipality, name={}, entries=(), changes=())
    name = table.text("name", required=True) or {}
    entries = tuple(read_entries(table, overlay=municipality != DENMARK))
    changes = tuple(read_change(change) for change in table.each("change"))
    table.done()
    check_days(entries, table)
    check_scales(entries, table)
    return PlacementFile(municipality=municipality, name=name, entries=entries, changes=changes)


def read_entries(table: Reading, *, overlay: bool) -> Iterator[Entry]:
    """Rules, criteria and classes; the first of an id carries the title for those that follow."""
    titles: dict[tuple[str, str], Text] = {}
    for part, ids in IDS.items():
        for item in table.each(part):
            name = named(item, part, ids)
            if not name:
                continue
            title = item.text("title", required=(part, name) not in titles) or titles.get((part, name), {})
            titles.setdefault((part, name), title)
            in_force = item.take("in_force", "date", required=True) or date.min
            until = item.take("until", "date")
            if until and until < in_force:
                item.fault(f"'until' {until} is before 'in_force' {in_force}.", "Mend one of them.")
            said = read_said(item, part, name, title, overlay=overlay)
            item.done()
            yield Entry(part=part, where=item.where, in_force=in_force, until=until, said=said)


def named(item: Reading, part: Part, ids: tuple[str, ...]) -> str:
    """The id, or a class's condition: one of the program's, or with `when` a name of the municipality's own."""
    if part != "class" or item.table.get("when") is None:
        return item.one_of("condition" if part == "class" else "id", (*ids, *READY) if part == "class" else ids)
    name: str = item.take("condition", "text", required=True) or ""
    if name in ids:
        item.fault(f"'{name}' is a condition of the program.", "Give the municipality's own another name.")
    return name


def read_living(item: Reading, name: str) -> Living | None:
    """The condition that the municipality words itself; None for one of the program's."""
    told = item.inner("when")
    if told is None:
        return READY.get(name)
    living = Living(
        people_from=number_of(told, "people_from"),
        people_to=number_of(told, "people_to"),
        child_under=number_of(told, "child_under"),
        needs=told.words("needs"),
        lives_in=told.words("lives_in"),
        in_municipality=told.take("in_municipality", "yes or no"),
    )
    for kind in living.lives_in:
        if kind not in KINDS:
            told.fault(f"'lives_in' names '{kind}'.", f"Use: {', '.join(KINDS)}.")
    if living == Living():
        told.fault("The condition asks nothing.", "Say one of: people_from, people_to, child_under, needs, lives_in.")
    told.done()
    return living


def read_said(
    item: Reading, part: Part, name: str, title: Text, *, overlay: bool
) -> HardRule | Criterion | PriorityClass:
    """What the entry says, with where it stands and whether anybody has confirmed it."""
    basis = item.one_of("basis", (*BASES, "derived"))
    if overlay and basis in IN_LAW:
        item.fault(f"A frame says basis '{basis}'.", "Use service_frame, practice or derived.")
    confirmed = item.take("confirmed", "yes or no") is not False
    note = item.text("note", required=not confirmed)
    stands = read_citation(item)
    citation = Citation(
        law=stands.law, section=stands.section, source=stands.source, url=stands.url, checked_on=stands.checked_on
    )
    if part == "criterion":
        return Criterion(
            id=name,
            title=title,
            weight=number_of(item, "weight", required=True),
            best=item.take("best", "whole number"),
            worst=item.take("worst", "whole number"),
            points=numbers(item, "points", KINDS if name == "kind" else (), required=name == "kind"),
            basis=basis,
            confirmed=confirmed,
            note=note,
            citation=citation,
        )
    known = KINDS if name == "lives_in_kind" else (*LIMITS.get(name, ()), *OPTIONAL_LIMITS.get(name, ()))
    limits = numbers(item, "limits", known, required=bool(known))
    for missing in LIMITS.get(name, ()):
        if (limits or confirmed) and missing not in limits:
            item.fault(f"'limits' lacks '{missing}'.", f"Write all of: {', '.join(LIMITS[name])}.")
    if part == "class":
        number = number_of(item, "number", required=True)
        return PriorityClass(
            number=number, condition=name, title=title, basis=basis, citation=citation, limits=limits,
            confirmed=confirmed, note=note, living=read_living(item, name),
        )  # fmt: skip
    return HardRule(id=name, title=title, basis=basis, citation=citation, limits=limits, confirmed=confirmed, note=note)


def number_of(item: Reading, key: str, *, required: bool = False) -> int:
    """A number of one or more, or 0 with a fault noted."""
    number = item.take(key, "whole number", required=required)
    if number is not None and number < 1:
        item.fault(f"'{key}' is {number}.", "Write a number of 1 or more.")
    return number or 0


def numbers(item: Reading, key: str, known: tuple[str, ...], *, required: bool) -> dict[str, int]:
    """Words with a whole number each, all from the list of those known."""
    found = item.take(key, "table", required=required) or {}
    for name, number in found.items():
        if name not in known:
            item.fault(f"'{key}' names '{name}'.", f"Use: {', '.join(known) or 'none here'}.")
        elif not isinstance(number, int) or isinstance(number, bool) or number < 0:
            item.fault(f"'{key}' says {name} = {number!r}.", "Write a whole number of 0 or more.")
        elif key == "points" and number > MOST_POINTS:
            item.fault(f"'{key}' says {name} = {number}.", f"Points are thousandths: at most {MOST_POINTS}.")
    return {name: number for name, number in found.items() if isinstance(number, int)}


def read_change(item: Reading) -> Change:
    """One change that the office usually asks about."""
    name = item.one_of("id", CHANGE_NEEDS)
    change = Change(
        id=name,
        number=number_of(item, "number"),
        kind=item.one_of("kind", KINDS, default=" ").strip(),
        until=item.take("until", "date"),
    )
    for key in CHANGE_NEEDS.get(name, ()):
        if not getattr(change, key):
            item.fault(f"'{key}' is missing.", f"A change of '{name}' needs: {', '.join(CHANGE_NEEDS[name])}.")
    if name == "kind_until" and not change.until and not change.number:
        item.fault("Nobody says until when.", "Write until, a date, or number, the days from the day asked.")
    item.done()
    return change


def check_days(entries: tuple[Entry, ...], table: Reading) -> None:
    """No day has two of the same: of a rule, of a criterion, of a class's number."""
    marks = [(str(entry.part), entry.id, entry) for entry in entries]
    marks += [("number", str(e.said.number), e) for e in entries if isinstance(e.said, PriorityClass)]
    for place, (part, name, entry) in enumerate(marks):
        for other_part, other_name, other in marks[:place]:
            if (part, name) == (other_part, other_name) and overlapping(entry, other):
                table.fault(f"'{name}' stands twice from {max(entry.in_force, other.in_force)}.", "End one of them.")


def overlapping(one: Entry, other: Entry) -> bool:
    """True when there is a day on which both hold."""
    return one.holds(max(one.in_force, other.in_force)) and other.holds(max(one.in_force, other.in_force))


def check_scales(entries: tuple[Entry, ...], table: Reading) -> None:
    """A criterion that is a number has a scale with two ends that differ; any other has none."""
    for said in (entry.said for entry in entries if isinstance(entry.said, Criterion)):
        ends = {said.best, said.worst} - {None}
        if said.id in UNSCALED and ends:
            table.fault(f"'{said.id}' has a scale.", "Leave out best and worst.")
        elif said.id not in UNSCALED and len(ends) != 2:  # noqa: PLR2004  best and worst
            table.fault(f"'{said.id}' has no scale with two ends.", "Write best and worst, and let them differ.")


def check_overlay(law: PlacementFile, own: PlacementFile, faults: list[Fault]) -> None:
    """No day lacks a rule that no placement can do without; a number of the law may be made stricter, never slacker."""
    for day in sorted({entry.in_force for entry in own.entries}):
        faults += [
            Fault(f"{own.municipality}/{FILE}", f"From {day} there is no rule '{rule}'.", "Add [[rule]] for that day.")
            for rule in complete(frame_of(law, own, day).rules)
        ]
    for entry in own.entries:
        for legal in law.entries:
            if (
                (entry.part, entry.id) != (legal.part, legal.id)
                or not legal.is_firm_law
                or not overlapping(entry, legal)
            ):
                continue
            slacker = [
                key
                for key, number in legal.said.limits.items()  # type: ignore[union-attr]  # only rules are of the law
                if key in LESS_IS_STRICTER and entry.said.limits.get(key, number) > number  # type: ignore[union-attr]  # likewise
            ]
            faults += [
                Fault(entry.where, f"'{key}' is slacker than the law's.", "Write the law's number or a stricter one.")
                for key in slacker
            ]
