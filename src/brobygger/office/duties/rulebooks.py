"""The rulebook of the officer's municipality, read once: it ships with the program and changes with it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from brobygger.law.loading import load

if TYPE_CHECKING:
    from brobygger.law.rulebook import Rulebook


@cache
def rulebook(name: str) -> Rulebook:
    """The law with that municipality's frame laid over it. Raises `RulebookFaultsError` when it has faults."""
    return load(name)
