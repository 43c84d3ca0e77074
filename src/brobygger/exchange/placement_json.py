"""The proposal as plain data, for other programs: every number beside the sentence that is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import TextIO

from brobygger.exchange.placement_rows import BETWEEN, AllRows, Row, Written, plain, rows_of, written
from brobygger.exchange.placement_voice import Voice
from brobygger.exchange.placement_wording import certificate_said, change_said, reason_said
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import Rejections, reasons
from brobygger.matching.model import Certificate, Frame, HardRule, Placement, PriorityClass, Problem, Solution
from brobygger.matching.relaxations import Relaxed

FIRST = BETWEEN.removeprefix(",")


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
        self, rejections: Rejections, most: int | None, relaxed: tuple[Relaxed, ...] | None, seconds: float
    ) -> Iterator[tuple[str, object]]:
        """Every field of the answer with its value, or with the rows of its list.

        Of each household's rejected homes the *most* nearest are told, or all, home by home.
        """
        solution = self.solution
        yield "as_of", self.problem.as_of.isoformat()
        yield "frame", self.frame.municipality
        yield "placements", map(self.placement, solution.placements)
        yield (
            "rejected",
            self.nearest(rejections, most) if most is not None else iter(AllRows(rejections, self.language)),
        )
        yield "rejected_pairs", {"all": len(rejections), "nearest_of_each": most}
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

    def nearest(self, rejections: Rejections, most: int) -> Iterator[Row]:
        """The rows of the nearest homes of each household, the nearest first."""
        for household in rejections.waiting:
            for rejection in islice(rejections.of(household).nearest(), most):
                yield from rows_of(rejection, self.voice(household.id))

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
        "when": asdict(stated.living) if isinstance(stated, PriorityClass) and stated.living else None,
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
        out.write(f"{',' if number else ''}\n  {written(name)}: ")
        if isinstance(value, Iterator):
            rows = (entry if isinstance(entry, Written) else written(entry) for entry in value)
            out.write("[")
            out.writelines(f"{BETWEEN if number else FIRST}{row}" for number, row in enumerate(rows))
            out.write("\n  ]")
        else:
            out.write(written(value))
    out.write("\n}\n")
