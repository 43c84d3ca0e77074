"""The best placement of households in homes, in the council's order, with every yes and every no explained.

Runs the pure core: no database, no settings. FILE.json is {"as_of", "homes", "households"}; `-` reads standard input.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from brobygger.exchange.placement import read_day, read_problem
from brobygger.exchange.placement_frames import load_frame
from brobygger.exchange.placement_json import Answer, write
from brobygger.exchange.placement_page import SHOWN, Page
from brobygger.law.errors import Fault, FaultsError
from brobygger.law.library import DENMARK
from brobygger.matching.explaining import Rejections
from brobygger.matching.model import Frame, Problem
from brobygger.matching.ordering import beyond
from brobygger.matching.placing import place
from brobygger.matching.relaxations import Relaxed, relaxations

SECONDS = 60.0
STDIN = "-"
ALL = "all"
MANY_DIGITS = 10
NAMED: dict[str, int | str] = {"table": SHOWN, "json": ALL}
"""How many rejected homes are told of each household where nothing is said of it."""
STDOUT = 1
"""The number of standard output, as C knows it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, whose frame, how long, and how to print."""
    parser.add_argument("file", metavar="FILE.json", help="homes and households; - reads standard input")
    parser.add_argument(
        "--frame",
        default=DENMARK,
        metavar="NAME",
        help="a municipality with a rulebook, or a FRAME.toml of your own",
    )
    parser.add_argument("--rules", type=Path, metavar="DIR", help="rulebooks other than those shipped")
    parser.add_argument(
        "--seconds",
        type=positive,
        default=SECONDS,
        metavar="N",
        help=f"time allowed, for each change too ({SECONDS:g})",
    )
    parser.add_argument("--relax", action="store_true", help="also: who would be served if one thing were otherwise")
    parser.add_argument("--lang", choices=("da", "en"), default="da")
    parser.add_argument(
        "--rejected",
        type=how_many,
        metavar="all|N",
        help=f"homes to tell of each household beside the one proposed, the nearest first (json: {NAMED['json']}, "
        f"table: {NAMED['table']})",
    )
    parser.add_argument("--format", choices=tuple(NAMED), default="table")


def positive(text: str) -> float:
    """More than no seconds."""
    with contextlib.suppress(ValueError):
        if 0 < float(text) < float("inf"):
            return float(text)
    raise argparse.ArgumentTypeError(f"{text} is no time: write seconds, more than 0")


def how_many(text: str) -> int | str:
    """All, or so many."""
    if text == ALL:
        return text
    if text.isascii() and text.isdigit() and len(text) < MANY_DIGITS:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no number of homes: write {ALL}, or a whole number from 0")


def run(arguments: argparse.Namespace) -> int:
    """Print the proposal; 2 when the file or the frame has faults, each told on standard error, nothing computed."""
    try:
        text = read_text(arguments.file)
        problem, frame = read(text, arguments)
    except FaultsError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 2
    began, relaxed = time.perf_counter(), None
    with quiet():
        solution = place(problem, frame, seconds=arguments.seconds)
        if arguments.relax:
            relaxed = relaxations(problem, frame, solution, frame.changes, seconds=arguments.seconds)
    spent = time.perf_counter() - began
    found = Rejections(problem, frame, solution)
    asked = NAMED[arguments.format] if arguments.rejected is None else arguments.rejected
    most = asked if isinstance(asked, int) else None
    if arguments.format == "json":
        answer = Answer(problem, frame, solution, language=arguments.lang)
        write(answer.fields(found, most, relaxed, spent), sys.stdout)
    else:
        page = Page(problem, frame, solution, language=arguments.lang, shown=most)
        for line in lines(page, found, relaxed or ()):
            print(line)
    return 0


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Nothing but our own words on standard output: HiGHS now and then prints a line of its own, past Python."""
    sys.stdout.flush()
    ours = os.dup(STDOUT)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device, no path of ours
        os.dup2(nowhere.fileno(), STDOUT)
    try:
        yield
    finally:
        with contextlib.suppress(OSError, TypeError):  # where C keeps no lines back, or is not to be had
            ctypes.CDLL(None).fflush(None)
        os.dup2(ours, STDOUT)
        os.close(ours)


def read_text(name: str) -> str:
    """The file's text, or what comes on standard input. Raises `FaultsError` when it cannot be read."""
    try:
        content = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as problem:
        fault = Fault(name, f"The file cannot be read ({problem.strerror}).", "Check the path and its rights.")
    except UnicodeDecodeError:
        where = "standard input" if name == STDIN else name
        fault = Fault(where, "The file is not UTF-8.", "Save it as UTF-8.")
    raise FaultsError([fault])


def read(text: str, arguments: argparse.Namespace) -> tuple[Problem, Frame]:
    """What is asked, and the frame of its day; the faults of both are told together."""
    faults: list[Fault] = []
    frame = None
    try:
        frame = load_frame(arguments.frame, on=read_day(text) or date.max, directory=arguments.rules)
    except FaultsError as refused:
        faults += refused.faults
    try:
        problem = read_problem(text, lowest_class=beyond(frame) if frame else None)
    except FaultsError as refused:
        faults += refused.faults
    if faults or frame is None:
        raise FaultsError(faults)
    return problem, frame


def lines(page: Page, found: Rejections, relaxed: tuple[Relaxed, ...]) -> Iterator[str]:
    """Every line of the page: the heading, each household that waits, and what the office needs."""
    yield from page.heading()
    for household in found.waiting:
        yield from page.of_household(household, found.of(household))
    yield from page.for_the_office(relaxed)
