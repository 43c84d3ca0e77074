"""Found a municipality on this installation, or list those that are here. Its first officer: `brobygger officer`."""

from __future__ import annotations

import argparse

from django.utils.module_loading import import_string

from brobygger.law.library import municipalities
from brobygger.site import running, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`found` makes one, `list` names them."""
    steps = parser.add_subparsers(dest="step", required=True)
    found = steps.add_parser("found", help="make the municipality; asked twice it changes nothing")
    found.add_argument("slug", metavar="SHORT-NAME", help="as other commands name it, e.g. lejre")
    found.add_argument("--name", required=True, help="as the pages name it, e.g. 'Lejre Kommune'")
    found.add_argument("--rulebook", required=True, choices=municipalities(), help="denmark: the law with no frame")
    steps.add_parser("list", help="short name, name, rulebook and how many are in office")


def run(arguments: argparse.Namespace) -> int:
    """Do the step and say what was done; 2 when it cannot be."""
    with running.office():
        serving.refuse_unless_ready()
        if arguments.step == "list":
            return int(import_string("brobygger.site.staffing.listed")())
        found = import_string("brobygger.site.staffing.found")
        return int(found(arguments.slug, name=arguments.name, rulebook=arguments.rulebook))
