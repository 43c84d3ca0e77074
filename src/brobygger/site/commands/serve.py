"""Serve the office: web workers behind one supervisor, on the database that is named or the embedded one."""

from __future__ import annotations

import argparse
import os

from brobygger.site import running, secret_key, serving, workers
from brobygger.site.folders import ours


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many workers."""
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000; 0 takes a free one")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="default: one a processor")


def run(arguments: argparse.Namespace) -> int:
    """Until told to stop. Refuses, with every fault and remedy, if the municipalities' walls do not hold."""
    running.leave_by_the_door()
    listening = workers.listen(arguments.host, arguments.port)
    secret_key.keep(ours())
    with running.office(say=serving.say):
        serving.refuse_the_demo_abroad(arguments.host)
        serving.collect_static()
        serving.until_stopped(listening, count=arguments.workers)
    return 0
