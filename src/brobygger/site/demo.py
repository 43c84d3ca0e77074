"""The demo offices: every room that has something to show names its loader here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from brobygger.site.progress import Progress

# In this order, each with the seconds that it takes on a usual machine. A loader is `load(*, say) -> list[str]`: it is
# quick when its data are there already, says what it is doing, and returns lines to print beside the address.
LOADERS = {"brobygger.office.access.demo.load": 1.0, "brobygger.office.reception.demo.load": 31.0}


def load(progress: Progress) -> list[str]:
    """The synthetic municipalities are in the database. Returns what the reader should know to get in."""
    lines: list[str] = []
    for loader in LOADERS:
        with progress.step(loader):
            lines += import_string(loader)(say=progress.say)
    return lines
