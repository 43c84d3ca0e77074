"""Every rejected pair as rows of JSON: one by one, or a household's all at once from parts written once for many."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from brobygger.exchange.placement_voice import Voice
from brobygger.exchange.placement_wording import refusal_said, row_said
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import Judged, Rejection, Rejections
from brobygger.matching.judging import Latest, Verdict
from brobygger.matching.model import NO_END, Household, Refusal, Value

Row = dict[str, object]
Objects = NDArray[np.object_]
Parts = tuple[Objects, Objects]
"""Of each row what is written before and after the word that says whether it is the first of its pair."""
BETWEEN = ",\n    "
WORDS = np.array(["false", "true"], dtype=object)
written = json.JSONEncoder(ensure_ascii=False).encode


class Written(str):
    """Rows that are JSON already."""

    __slots__ = ()


def plain(value: Value) -> Value:
    """The value as JSON knows it: days as text, a lease without an end as "open"."""
    if isinstance(value, date):
        return "open" if value == NO_END else value.isoformat()
    return value


def demand(row: Refusal) -> Row:
    """What is needed and what there is."""
    return {
        "criterion": row.criterion,
        "needed": plain(row.needed),
        "has": plain(row.has),
        "unit": row.unit,
        "missing": row.missing or None,
    }


def rows_of(rejection: Rejection, voice: Voice) -> Iterator[Row]:
    """A row for each thing that stands in the way of a home, the first marked."""
    for number, row in enumerate(rejection.rows):
        yield {
            "household": rejection.household,
            "home": rejection.home,
            **demand(row),
            "first": number == 0,
            "text": row_said(row, rejection, voice),
        }


class AllRows:
    """The rows of every home that a household was not given, home by home, as `rows_of` has them."""

    def __init__(self, rejections: Rejections, language: Language) -> None:
        """The names of the homes, written once."""
        self.rejections, self.language = rejections, language
        self.homes = objects(f'"home": {written(home.id)}, ' for home in rejections.homes)
        self.parts: Latest[Parts] = Latest()

    def __iter__(self) -> Iterator[Written]:
        """The rows of one household after the other."""
        return filter(None, map(self.of, self.rejections.waiting))

    def of(self, household: Household) -> Written:
        """All rows of one household."""
        judged = self.rejections.of(household)
        voice = Voice(self.language, min(household.size, 2))  # more are spoken to as two are
        parts = [self.refused(verdict, voice) for verdict in judged.verdicts]
        passed, before, after = self.passed(judged, voice)
        homes = np.concatenate([*(verdict.homes for verdict in judged.verdicts), passed])
        before = np.concatenate([*(part[0] for part in parts), before])
        after = np.concatenate([*(part[1] for part in parts), after])
        order = np.argsort(homes, kind="stable")
        if judged.given is not None:
            order = order[homes[order] != judged.given]
        homes = homes[order]
        first = WORDS[np.diff(homes, prepend=-1).astype(bool).astype(np.int64)]
        who = f'{{"household": {written(household.id)}, '
        rows = zip(
            self.homes[homes].tolist(), before[order].tolist(), first.tolist(), after[order].tolist(), strict=True
        )
        return Written(BETWEEN.join([f"{who}{home}{begin}{mark}{end}" for home, begin, mark, end in rows]))

    def refused(self, verdict: Verdict, voice: Voice) -> Parts:
        """What a rule has against each of the homes that fail it."""

        def make() -> Parts:
            return both(parts_of(refusal, refusal_said(refusal, voice)) for refusal in verdict.refusals)

        before, after = self.parts.get((verdict, voice), make, lambda made: len(made[0]))
        return before[verdict.which], after[verdict.which]

    def passed(self, judged: Judged, voice: Voice) -> tuple[NDArray[np.int64], Objects, Objects]:
        """The homes that no rule forbids, each as often as it has rows, and their parts."""
        times: list[int] = []
        rows: list[tuple[str, str]] = []
        told = zip(judged.here.tolist(), judged.most_lost(), judged.taken[judged.can].tolist(), strict=True)
        for here, (worse, better), taken in told:
            rejection = Rejection(
                household="", home="", here=here, got=judged.got, worse=worse, better=better, taken=taken
            )
            these = rejection.rows
            times.append(len(these))
            rows.extend(parts_of(row, row_said(row, rejection, voice)) for row in these)
        return (np.repeat(judged.can, times), *both(rows))


def parts_of(row: Refusal, text: str) -> tuple[str, str]:
    """What is written of a row before and after the word that says whether it is the first."""
    return f'{written(demand(row))[1:-1]}, "first": ', f', "text": {written(text)}}}'


def both(parts: Iterable[tuple[str, str]]) -> Parts:
    """The parts before and the parts after."""
    told = list(parts)
    return objects(before for before, _ in told), objects(after for _, after in told)


def objects(those: Iterable[str]) -> Objects:
    """As an array."""
    return np.array([*those], dtype=object)
