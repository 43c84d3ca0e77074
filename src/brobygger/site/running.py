"""Running with Django and its database at hand, whichever database it is."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django

from brobygger.site import catalogues, databases, embedded, folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.site.settings")


def leave_by_the_door() -> None:
    """Told to stop by a signal, the process leaves its blocks as it does on Ctrl-C, and the database is stopped."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda told, _: sys.exit(128 + told))


@contextmanager
def database(*, say: Callable[[str], None] = embedded.quiet) -> Iterator[None]:
    """The database answers inside the block: the one that is named, or the embedded one."""
    if databases.external():
        yield
        return
    with embedded.running(embedded.embedded(say=say)):
        yield


@contextmanager
def office(*, say: Callable[[str], None] = embedded.quiet) -> Iterator[None]:
    """Django is set up and its database answers inside the block."""
    catalogues.compile_all(folders.LOCALE)
    with database(say=say):
        django.setup()
        yield
