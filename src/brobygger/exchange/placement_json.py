"""The proposal as plain data, for other programs: every number beside the sentence that is said of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TextIO

from brobygger.exchange.placement_voice import Voice
from brobygger.exchange.placement_wording import certificate_said, change_said, reason_said, row_said
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import Rejection, reasons
from brobygger.matching.model import (
    NO_END,
    Certificate,
    Frame,
    HardRule,
    Placement,
    PriorityClass,
    Problem,
    Solution,
    Value,
)
from brobygger.matching.relaxations import Relaxed

Row = dict[str, object]


def plain(value: Value) -> Value:
    """The value as JSON knows it: days as text, a lease without an end as "open"."""
    if isinstance(value, date):
        return "open" if value == NO_END else value.isoformat()
    return value


class Answer:
    """The solution field by field; what is long comes row by row, so that it never has to be held whole."""

    def __init__(self, problem: Problem, frame: Frame, solution: Solution, *, language: Language) -> None:
        """What was asked and what was found."""
        self.problem, self.frame, self.solution, self.language = problem, frame, solution, language
        self.homes = {home.id: home for home in problem.homes}
        self.households = {household.id: household for household in problem.households}

    def voice(self, household: str) -> Voice:
        """The voice in which the household is spoken to."""
        return Voice(self.language, self.households[household].size)

    def fields(
        self, rejections: Iterable[Rejection], relaxed: tuple[Relaxed, ...] | None, seconds: float
    ) -> Iterator[tuple[str, object]]:
        """Every field of the answer with its value, or with the rows of its list."""
        solution = self.solution
        yield "as_of", self.problem.as_of.isoformat()
        yield "frame", self.frame.municipality
        yield "placements", map(self.placement, solution.placements)
        yield "rejected", self.rejected(rejections)
        yield "unplaced", map(self.unplaced, solution.unplaced)
        yield "kept", list(solution.kept)
        yield (
            "served_per_class",
            [
                {"class": tally.number, "waiting": tally.waiting, "served": tally.served, "at_most": tally.at_most}
                for tally in solution.served_per_class
            ],
        )
        yield "quality", solution.quality
        yield "bound", solution.bound
        yield "gap", solution.gap
        free = solution.price_of_priority
        price = max(0, free.quality - solution.quality)
        yield (
            "price_of_priority",
            {"price": price, "quality": free.quality, "served": free.served, "optimal": free.optimal},
        )
        yield "optimal", solution.optimal
        if relaxed is not None:
            yield "relaxations", map(self.relaxed, relaxed)
        yield "rules", iter([*map(rule_row, self.frame.rules), *map(rule_row, self.frame.classes)])
        yield "seconds", round(seconds, 3)
        yield "seconds_by_step", {step: round(spent, 3) for step, spent in solution.seconds.items()}

    def placement(self, placement: Placement) -> Row:
        """One proposal with its reasons in order of weight."""
        return {
            "household": placement.household,
            "home": placement.home,
            "beds": placement.beds,
            "rooms": list(placement.rooms),
            "from": placement.from_day.isoformat(),
            "class": placement.priority,
            "quality": placement.quality,
            "leaves": placement.leaves,
            "after": list(placement.after),
            "reasons": list(self.reasons(placement)),
        }

    def reasons(self, placement: Placement) -> Iterator[Row]:
        """Every reason with its numbers."""
        household, voice = self.households[placement.household], self.voice(placement.household)
        for reason in reasons(placement, household, self.homes[placement.home], self.frame):
            yield {
                "part": reason.part,
                "criterion": reason.criterion,
                "needed": plain(reason.needed),
                "has": plain(reason.has),
                "points": reason.points,
                "weight": reason.weight,
                "missing": reason.missing or None,
                "text": reason_said(reason, self.frame, voice),
            }

    def rejected(self, rejections: Iterable[Rejection]) -> Iterator[Row]:
        """Every rejected pair: a row for each thing that stands in its way, the first of a pair marked."""
        for rejection in rejections:
            voice = self.voice(rejection.household)
            for number, row in enumerate(rejection.rows):
                yield {
                    "household": rejection.household,
                    "home": rejection.home,
                    "criterion": row.criterion,
                    "needed": plain(row.needed),
                    "has": plain(row.has),
                    "unit": row.unit,
                    "missing": row.missing or None,
                    "first": number == 0,
                    "text": row_said(row, rejection, voice),
                }

    def unplaced(self, certificate: Certificate) -> Row:
        """One household left out, with the certificate that can be counted over."""
        return {
            "household": certificate.household,
            "certificate": {
                "households": list(certificate.households),
                "homes": list(certificate.homes),
                "argument": certificate.argument,
                "needed": certificate.needed,
                "has": certificate.has,
            },
            "text": certificate_said(certificate, self.voice(certificate.household)),
        }

    def relaxed(self, relaxed: Relaxed) -> Row:
        """What one change would do."""
        change = relaxed.change
        return {
            "change": change.id,
            "number": change.number or None,
            "kind": change.kind or None,
            "until": relaxed.until.isoformat() if relaxed.until else None,
            "opened": relaxed.opened,
            "served": list(relaxed.served),
            "no_longer": list(relaxed.no_longer),
            "optimal": relaxed.optimal,
            "text": change_said(change, relaxed.until, Voice(self.language, 2)),
        }


def rule_row(stated: HardRule | PriorityClass) -> Row:
    """A rule or a class with where it stands, so that whoever complains can look it up."""
    cited = stated.citation
    return {
        "id": stated.condition if isinstance(stated, PriorityClass) else stated.id,
        "class": stated.number if isinstance(stated, PriorityClass) else None,
        "limits": dict(stated.limits),
        "basis": stated.basis,
        "confirmed": stated.confirmed,
        "law": cited.law,
        "section": cited.section,
        "source": cited.source,
        "url": cited.url,
        "checked_on": cited.checked_on.isoformat(),
    }


def write(fields: Iterator[tuple[str, object]], out: TextIO) -> None:
    """The fields as one JSON object; a list that comes row by row is written row by row."""
    out.write("{")
    for number, (name, value) in enumerate(fields):
        out.write(f"{',' if number else ''}\n  {json.dumps(name)}: ")
        if isinstance(value, Iterator):
            rows = (json.dumps(entry, ensure_ascii=False) for entry in value)
            out.write("[")
            out.writelines(f"{',' if row else ''}\n    {written}" for row, written in enumerate(rows))
            out.write("\n  ]")
        else:
            out.write(json.dumps(value, ensure_ascii=False))
    out.write("\n}\n")
