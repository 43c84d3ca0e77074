"""Every rejected pair as rows of JSON: one by one, or a household's all at once from parts written once for many."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from brobygger.exchange.placement_voice import Voice
from brobygger.exchange.placement_wording import lost_said, refusal_said, row_said, worse_said
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import TAKEN, Judged, Rejection, Rejections
from brobygger.matching.judging import Latest, Verdict
from brobygger.matching.model import NO_END, Household, Refusal, Share, Value

Row = dict[str, object]
Objects = NDArray[np.object_]
Parts = tuple[Objects, Objects]
"""Of each row what is written before and after the word that says whether it is the first of its pair."""
BETWEEN = ",\n    "
SLOT = "@"
"""Stands where a row's own number or text is to stand."""
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
        passed = Passed(judged.got, voice)
        told = zip(judged.here.tolist(), judged.most_lost(), judged.taken[judged.can].tolist(), strict=True)
        rows = [passed.parts(here, worse, better, taken=taken) for here, (worse, better), taken in told]
        return (np.repeat(judged.can, [len(those) for those in rows]), *both(chain.from_iterable(rows)))


class Passed:
    """The rows of homes that no rule forbids one household: most of what is said is the same of all of them."""

    def __init__(self, got: int | None, voice: Voice) -> None:
        """*got* is the quality of the home that the household was given."""
        self.got, self.voice = got, voice
        self.why: dict[Share | None, str] = {None: ""}
        self.criteria: dict[tuple[int | None, bool], list[str]] = {}
        other = Rejection(household="", home="", taken=True)
        [taken] = other.rows
        self.taken = parts_of(taken, row_said(taken, other, voice))
        [lost] = Rejection(household="", home="", here=0, got=got).rows
        before, after = parts_of(replace(lost, has=SLOT), SLOT)
        self.before, self.after = before.split(written(SLOT)), after.split(written(SLOT))

    def parts(self, here: int, worse: Share | None, better: Share | None, *, taken: bool) -> list[tuple[str, str]]:
        """The rows of one home, of quality *here*."""
        loss = None if self.got is None else self.got - here
        kind = (None if loss is None else (loss > 0) - (loss < 0), taken)
        if kind not in self.criteria:
            alike = Rejection(household="", home="", here=here, got=self.got, taken=taken)
            self.criteria[kind] = [row.criterion for row in alike.rows]
        if worse not in self.why and worse is not None:
            self.why[worse] = worse_said(worse, better, self.voice)
        return [
            self.taken if criterion == TAKEN else self.lost(here, lost_said(loss, self.why[worse], self.voice))
            for criterion in self.criteria[kind]
        ]

    def lost(self, here: int, text: str) -> tuple[str, str]:
        """The row that tells what would be lost, from its written parts."""
        return f"{self.before[0]}{here}{self.before[1]}", f"{self.after[0]}{written(text)}{self.after[1]}"


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
