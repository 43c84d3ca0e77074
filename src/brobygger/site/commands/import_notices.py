"""Take in a file of notices. What is refused comes back as a file to mend; nobody is named, only lines and letters."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from django.utils.module_loading import import_string

from brobygger.site import embedded, running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the municipality, and whether anything is to be written."""
    parser.add_argument("file", type=Path, metavar="FILE", help="Excel, CSV, TSV or text")
    parser.add_argument("--municipality", required=True, metavar="NAME", help="its short name, e.g. vesthimmerland")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument("--refused", type=Path, metavar="OUT.csv", help="write the refused lines here, to be mended")
    parser.add_argument(
        "--received", type=date.fromisoformat, metavar="DATE", help="received on, where the file does not say it"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when every line went in or was skipped, 1 when some were refused, 2 when nothing could be read."""
    with running.office(say=embedded.quiet):
        take_in = import_string("brobygger.site.notices.take_in")
        return int(
            take_in(
                arguments.file,
                municipality=arguments.municipality,
                dry_run=arguments.dry_run,
                refused=arguments.refused,
                received_on=arguments.received,
            )
        )
