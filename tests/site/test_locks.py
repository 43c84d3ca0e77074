"""Locks: for us alone, and never waited for without a word or without an end."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from brobygger.site import locks
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from brobygger.site import locks
with locks.alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_nobody_else_may_open_the_lock_also_where_an_earlier_version_let_them(tmp_path: Path) -> None:
    (tmp_path / "door").touch(mode=0o644)
    with locks.alone(tmp_path / "door"):
        assert stat.S_IMODE((tmp_path / "door").stat().st_mode) == 0o600


def test_whoever_waits_hears_for_whom_and_gets_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "SAY_AFTER", 0.0)
    other = holder(tmp_path / "door")
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        threading.Thread(target=other.communicate, args=("",)).start()

    with locks.alone(tmp_path / "door", say=say):
        assert said == [f"Venter på proces {other.pid}, som starter eller standser databasen"]
    other.wait()


def test_a_wait_without_end_is_given_up_naming_who_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.2)
    other = holder(tmp_path / "door")
    with (
        pytest.raises(Fault, match=f"låst af proces {other.pid} (.|\n)*Stop it, and try again"),
        locks.alone(tmp_path / "door"),
    ):
        pytest.fail("two were in the block at once")
    other.communicate("")


def test_a_link_in_a_lock_s_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").touch()
    (tmp_path / "door").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), locks.alone(tmp_path / "door"):
        pytest.fail("a link was followed")
