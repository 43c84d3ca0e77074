"""The demo offices: every room that has something to show names its loader here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

# In this order. A loader is `load(*, say) -> list[str]`: it is quick when its data are there already, tells by `say`
# what it is doing, and returns lines to print beside the address, the demo roles for one.
LOADERS: tuple[str, ...] = ("brobygger.office.access.demo.load", "brobygger.office.reception.demo.load")


def load(*, say: Callable[[str], None]) -> list[str]:
    """The synthetic municipalities stand in the database. Returns what the reader should know to get in."""
    return [line for loader in LOADERS for line in import_string(loader)(say=say)]
