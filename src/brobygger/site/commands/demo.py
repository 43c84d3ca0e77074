"""See it work: the embedded database, the synthetic municipalities and the office itself, on this machine only."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack

from brobygger.site import databases, demo, running, secret_key, serving, workers
from brobygger.site.folders import ours
from brobygger.site.progress import Progress

HOST = "127.0.0.1"
PORT = 8000
DATABASE, TABLES, FILES = 4.0, 5.0, 2.0  # seconds on a usual machine, the first time


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The port, and whether to serve at all."""
    parser.add_argument("--port", type=int, help=f"default: {PORT}, or the next free one; 0 takes any free one")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--load-only", action="store_true", help="make everything ready, and serve nothing")


def run(arguments: argparse.Namespace) -> int:
    """Until Ctrl-C. What was entered is there at the next start."""
    os.environ["BROBYGGER_DEMO"] = "1"
    running.leave_by_the_door()
    given = arguments.port
    listening = workers.listen_nearby(HOST, PORT, say=serving.say) if given is None else workers.listen(HOST, given)
    serving.say("Brobygger åbner")
    folders = ours()
    first_time = not folders.cluster.exists()
    secret_key.keep(folders)
    steps = {"database": DATABASE, "tables": TABLES} | demo.LOADERS | {"files": FILES}
    # What is there already takes no time worth announcing.
    progress = Progress(steps if first_time else dict.fromkeys(steps, 0.0), print_line=serving.say)
    with ExitStack() as busy:
        busy.enter_context(progress.never_silent())
        with running.office(say=progress.say, starting=progress.step("database")):
            with progress.step("tables"):
                progress.say("Tabellerne bringes ajour")
                serving.migrate(databases.OWNER_ALIAS)
            lines = demo.load(progress)
            with progress.step("files"):
                serving.collect_static(say=progress.say)
            busy.close()
            if not arguments.load_only:
                serving.until_stopped(listening, count=arguments.workers, lines=lines)
    listening.close()
    return 0
