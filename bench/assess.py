"""How long it takes to reckon a family anew, by the length of its ledger."""

from __future__ import annotations

from datetime import date
from statistics import median
from time import process_time

from bench.pasts import BOOK, families, who_stayed
from brobygger.law.assessment import assess

ON = date(2026, 11, 22)
LEDGERS = (25, 75, 250)


def run(number: int) -> None:
    """Print the processor's milliseconds a family: median and slowest, of those who stayed and of all as drawn."""
    print("assess: ms of processor time a family")
    for facts in LEDGERS:
        drawn = families(number, facts=facts)
        for name, cases in (("one stay each", [who_stayed(case) for case in drawn]), ("several stays", drawn)):
            spent, found = [], 0
            for case in cases:
                begun = process_time()
                found += len(assess(case, BOOK, on=ON))
                spent.append((process_time() - begun) * 1000)
            print(
                f"  {facts:>4} facts, {name}: median {median(spent):6.1f}  slowest {max(spent):6.1f}"
                f"  ({found / number:.0f} duties a family, {number} families)"
            )
