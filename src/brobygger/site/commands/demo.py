"""See it work: the embedded database, the synthetic municipalities and the office itself, on this machine only."""

from __future__ import annotations

import argparse
import os

from brobygger.site import databases, demo, running, secret_key, serving
from brobygger.site.folders import ours


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The port, and whether to serve at all."""
    parser.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes a free one")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--load-only", action="store_true", help="make everything ready, and serve nothing")


def run(arguments: argparse.Namespace) -> int:
    """Until Ctrl-C. What was entered is there at the next start."""
    os.environ["BROBYGGER_DEMO"] = "1"
    running.leave_by_the_door()
    secret_key.keep(ours())
    with running.office(say=serving.say):
        serving.say("Tabellerne bringes ajour")
        serving.migrate(databases.OWNER_ALIAS)
        lines = demo.load(say=serving.say)
        serving.collect_static()
        if not arguments.load_only:
            serving.until_stopped("127.0.0.1", arguments.port, count=arguments.workers, lines=lines)
    return 0
