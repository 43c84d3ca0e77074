"""The English beside the Danish: list what lacks it, or tidy the catalogue."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from brobygger.site import catalogues, translations
from brobygger.site.translations import CATALOGUE

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`check` fails on a fault; `tidy` sorts the catalogue, drops what is unused and adds what is to be worded."""
    parser.add_argument("what", choices=["check", "tidy"])


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 if a fault is left."""
    used = translations.in_use()
    if arguments.what == "tidy":
        CATALOGUE.write_text(translations.tidied(used, catalogues.read(CATALOGUE)))
    found = translations.faults(used, catalogues.read(CATALOGUE))
    for wrong in found:
        print(wrong, file=sys.stderr)
    print(f"{len(found)} faults in {CATALOGUE.name}")
    return 1 if found else 0
