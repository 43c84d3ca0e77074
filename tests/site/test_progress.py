"""Progress: the time left follows from what is behind and the pace so far, and no silence is long."""

from __future__ import annotations

import threading

import pytest

from brobygger.site import progress as under_test
from brobygger.site.progress import Progress


class Clock:
    """A clock that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("brobygger.site.progress.time.monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_the_time_left_shrinks_with_the_clock_and_follows_the_machine_s_pace(clock: Clock) -> None:
    lines: list[str] = []
    progress = Progress({"one": 10.0, "two": 30.0}, print_line=lines.append)
    with progress.step("one"):
        progress.say("Det første")
        clock.now += 10
        assert progress.left() == pytest.approx(30)
        clock.now += 10  # twice as slow as usual
    with progress.step("two"):
        progress.say("Det andet")
        assert progress.left() == pytest.approx(30 * (20 + under_test.USUAL) / (10 + under_test.USUAL))
        progress.say("Næsten færdig", done=0.99)
    assert lines[0] == "Det første (ca. 40 sekunder tilbage)"
    assert lines[-1] == "Næsten færdig"
    assert progress.left() == 0


def test_what_takes_no_time_announces_none(clock: Clock) -> None:
    lines: list[str] = []
    progress = Progress({"one": 0.0}, print_line=lines.append)
    with progress.step("one"):
        progress.say("Alt er der")
    assert lines == ["Alt er der"]


def test_no_silence_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "SILENCE", 0.0)
    said = threading.Event()
    lines: list[str] = []

    def print_line(line: str) -> None:
        lines.append(line)
        if "stadig i gang" in line:
            said.set()

    progress = Progress({"one": 60.0}, print_line=print_line)
    with progress.never_silent(), progress.step("one"):
        progress.say("Det tager tid")
        assert said.wait(10)
    assert lines[1] == "Det tager tid … stadig i gang (ca. 60 sekunder tilbage)"
