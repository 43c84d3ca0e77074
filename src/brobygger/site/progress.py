"""Lines of progress with the time left, from what each step takes on a usual machine and how fast this one has been."""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SILENCE = 5.0  # seconds without a line, then one is printed
SLOWEST, FASTEST = 10.0, 0.2  # how far this machine's pace is trusted to differ from the usual one
USUAL = 8.0  # seconds mixed in as usual ones: of the first moments nothing can be concluded
WORTH_SAYING = 5.0  # seconds left; less is not announced


class Progress:
    """`steps` names every step in order, with the seconds that it takes on a usual machine."""

    def __init__(self, steps: Mapping[str, float], *, print_line: Callable[[str], None]) -> None:
        self._steps = dict(steps)
        self._print = print_line
        self._began = self._marked = time.monotonic()
        self._pace = 1.0  # seconds here for one on a usual machine, as of the last mark
        self._over = 0.0  # usual seconds of the steps that are over
        self._step = ""
        self._share = 0.0
        self._line = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """The named step is under way in the block, and over after it."""
        self._step, self._share = name, 0.0
        yield
        self._over += self._steps[name]
        self._step, self._share = "", 0.0

    def say(self, line: str, /, *, done: float = 0) -> None:
        """Print the line with the time left; *done* is the share of the step that is behind, 0 to 1."""
        self._share = max(self._share, done)
        self._line = line
        self._marked = time.monotonic()
        so_far = (self._marked - self._began + USUAL) / (self._behind() + USUAL)
        self._pace = min(max(so_far, FASTEST), SLOWEST)
        self._print(f"{line}{self._time_left()}")

    def left(self) -> float:
        """Seconds until the last step is over, by the pace so far."""
        after = sum(self._steps.values()) - self._over - self._steps.get(self._step, 0.0)
        here = (1 - self._share) * self._steps.get(self._step, 0.0) * self._pace
        return max(here - (time.monotonic() - self._marked), 0.0) + after * self._pace

    def _behind(self) -> float:
        return self._over + self._share * self._steps.get(self._step, 0.0)

    @contextmanager
    def never_silent(self) -> Iterator[None]:
        """Inside the block no SILENCE passes without a line."""
        over = Event()
        watch = Thread(target=self._watch, args=(over,), name="progress", daemon=True)
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()

    def _watch(self, over: Event) -> None:
        printed = time.monotonic()
        while not over.wait(0.5):
            if time.monotonic() - max(self._marked, printed) >= SILENCE:
                printed = time.monotonic()
                self._print(f"{self._line} … stadig i gang{self._time_left()}")

    def _time_left(self) -> str:
        seconds = self.left()
        return f" (ca. {round(seconds / 5) * 5} sekunder tilbage)" if seconds >= WORTH_SAYING else ""
