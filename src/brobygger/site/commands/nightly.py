"""Reckon every open case anew and write only what moved: new windows, lapses, pauses. Run once a night."""

from __future__ import annotations

import argparse
from datetime import date

from django.utils.module_loading import import_string

from brobygger.site import embedded, running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which municipality, which day."""
    parser.add_argument("--municipality", help="its short name; else every municipality on the installation")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day reckoned (else today)")


def run(arguments: argparse.Namespace) -> int:
    """How many duties moved, by municipality; 2 when the municipality is not here."""
    with running.office(say=embedded.quiet):
        return int(import_string("brobygger.site.nightly.reckon")(arguments.municipality, arguments.on))
