"""Running with Django and its database at hand, whichever database it is."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING

import django

from brobygger.site import catalogues, databases, embedded, folders

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


@contextmanager
def office(
    *, say: Callable[[str], None] = embedded.quiet, starting: AbstractContextManager[None] | None = None
) -> Iterator[None]:
    """Django is set up and its database answers inside the block; *starting* is around what comes before it."""
    with ExitStack() as stack:
        with starting or nullcontext():
            catalogues.compile_all(folders.LOCALE)
            stack.enter_context(database(say=say))
            django.setup()
        yield
