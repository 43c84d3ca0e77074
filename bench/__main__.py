"""`make bench`: every benchmark in one run. `python -m bench incremental 1000000` runs one at a chosen size."""

from __future__ import annotations

import sys

from bench import assess, benefits, incremental

BENCHES = {"assess": (assess.run, 200), "incremental": (incremental.run, 2_000), "benefits": (benefits.run, 5_000)}


def main(asked: list[str]) -> None:
    """Run what is asked, else everything at its usual size."""
    for name, (run, size) in BENCHES.items():
        if not asked or asked[0] == name:
            run(int(asked[1]) if len(asked) > 1 else size)


main(sys.argv[1:])
