"""Running with Django and its database at hand, whichever database it is."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

import django

from brobygger.exchange.placement_frames import check_frames
from brobygger.law.amounts.loading import load_rates
from brobygger.law.errors import RulebookFaultsError
from brobygger.law.library import DENMARK, VARIABLE, municipalities
from brobygger.law.loading import load, load_words
from brobygger.site import catalogues, databases, embedded, folders
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.site.settings")


def leave_by_the_door() -> None:
    """On a signal to stop, the process leaves its blocks as it does on Ctrl-C, and the database is stopped.

    A shell starts what runs in the background with Ctrl-C's signal ignored; here it is heard all the same.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))


@contextmanager
def database(*, say: Callable[[str], None] = embedded.quiet) -> Iterator[None]:
    """The database answers inside the block: the one that is named, or the embedded one."""
    if databases.external():
        yield
        return
    databases.forget_other_servers()
    with embedded.running(embedded.embedded(say=say)):
        yield


def refuse_broken_rulebooks() -> None:
    """Read every rulebook where the environment names a folder of the municipality's own.

    Raises `Fault` with what is wrong in all of them, one fault a line.
    """
    if VARIABLE not in os.environ:
        return
    names = [name for name in municipalities() if name != DENMARK]
    readers: list[Callable[[], object]] = [load_words, check_frames]
    readers += [partial(reader, name) for name in names for reader in (load, load_rates)]
    faults = set()
    for read in readers:
        try:
            read()
        except RulebookFaultsError as refused:
            faults |= set(refused.faults)
    if faults:
        listed = "\n".join(map(str, sorted(faults)))
        raise Fault(
            da=f"Regelbøgerne i {VARIABLE} kan ikke bruges. Ret det, der står herunder, og start igen.",
            en=f"The rulebooks of {VARIABLE} cannot be used. Mend what is listed here, and start again.\n{listed}",
        )


@contextmanager
def office(
    *, say: Callable[[str], None] = embedded.quiet, starting: AbstractContextManager[None] | None = None
) -> Iterator[None]:
    """Django is set up and its database answers inside the block; *starting* is around what comes before it.

    Raises `Fault` with every fault of the municipality's own rulebooks: an office never opens by half.
    """
    refuse_broken_rulebooks()
    with ExitStack() as stack:
        with starting or nullcontext():
            catalogues.compile_all(folders.LOCALE)
            stack.enter_context(database(say=say))
            django.setup()
        yield
