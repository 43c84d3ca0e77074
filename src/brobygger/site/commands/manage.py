"""Django's own commands, with the database started: `brobygger manage makemigrations`."""

from __future__ import annotations

import argparse

from django.core.management import execute_from_command_line

from brobygger.site import running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything is handed on."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER)


def run(arguments: argparse.Namespace) -> int:
    """Whatever Django's command does."""
    with running.database():
        execute_from_command_line(["brobygger manage", *arguments.arguments])
    return 0
