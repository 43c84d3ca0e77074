"""How a long loading says how far it is."""

from __future__ import annotations

from typing import Protocol


class Say(Protocol):
    """Prints a line of progress. `done` is how much of the loader's own work, 0 to 1, is behind when it is printed."""

    def __call__(self, line: str, /, *, done: float = 0) -> None: ...
