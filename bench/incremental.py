"""Reckoning only those whose facts changed, against reckoning everybody: the same answer, and how much sooner."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from time import process_time

from bench.pasts import BOOK, families
from brobygger.law.assessment import assess, reassess

ON = date(2026, 11, 22)
AT_A_TIME = 500


def run(number: int) -> None:
    """Print how many histories differ (it must be none) and the time of both ways."""
    chance = random.Random(2)
    differ, whole, part, left, seed = 0, 0.0, 0.0, number, 10
    while left > 0:
        for case in families(min(AT_A_TIME, left), seed=seed):
            late = chance.choice(case.facts)
            before = replace(case, facts=tuple(fact for fact in case.facts if fact is not late))
            known = assess(before, BOOK, on=ON)
            touched = {late.person} if late.person else {person.id for person in case.persons}
            begun = process_time()
            anew = assess(case, BOOK, on=ON)
            middle = process_time()
            again = reassess(known, case, BOOK, persons=frozenset(touched), on=ON)
            part += process_time() - middle
            whole += middle - begun
            differ += anew != again
        left, seed = left - AT_A_TIME, seed + 1
    print(f"incremental: {number} histories with a late entry, {differ} differ")
    print(f"  from scratch {whole / number * 1000:.2f} ms, incremental {part / number * 1000:.2f} ms a history")
    if differ:
        raise SystemExit(1)
