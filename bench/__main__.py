"""`make bench`: every benchmark in one run. `python -m bench incremental 1000000` runs one at a chosen size."""

from __future__ import annotations

import sys
from importlib import import_module

from bench import assess, benefits, incremental, matching
from brobygger.site import running


def office(persons: int, keep: str = "") -> None:
    """The benchmark of the pages, with Django and its database at hand."""
    with running.office():
        import_module("bench.office").run(persons, keep)


BENCHES = {
    "assess": (assess.run, 200),
    "benefits": (benefits.run, 5_000),
    "incremental": (incremental.run, 2_000),
    "matching": (matching.run, 250),
    "office": (office, 2_000),
}


def main(asked: list[str]) -> None:
    """Run what is asked, else everything at its usual size."""
    for name, (run, size) in BENCHES.items():
        if not asked or asked[0] == name:
            run(int(asked[1]) if len(asked) > 1 else size, *asked[2:])


running.leave_by_the_door()
main(sys.argv[1:])
