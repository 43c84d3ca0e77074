"""Locks between processes: one file each, for us alone, and never waited for without a word or without an end."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 300.0  # seconds; a first start of a slow disk's database takes most of it
BETWEEN_TRIES = 0.1  # seconds
SAY_AFTER = 2.0  # seconds


def shared(path: Path) -> IO[str]:
    """Held together with others until it is closed; waits for whoever has it alone.

    Raises Fault when that takes longer than PATIENCE.
    """
    return _locked(path, fcntl.LOCK_SH, say=None)


def alone_at_once(path: Path) -> IO[str] | None:
    """Held alone until it is closed, or None when somebody else holds it."""
    lock = _opened(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


@contextmanager
def alone(path: Path, *, say: Callable[[str], None] | None = None) -> Iterator[None]:
    """One process at a time is in the block. *say* hears of a wait; after PATIENCE a Fault names who is there."""
    with _locked(path, fcntl.LOCK_EX, say=say) as lock:
        lock.seek(0)
        lock.truncate()
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def _opened(path: Path) -> IO[str]:
    """Whoever can open the file can lock it, so nobody else may: also where an earlier version let them."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "r+")


def _locked(path: Path, how: int, *, say: Callable[[str], None] | None) -> IO[str]:
    lock = _opened(path)
    began, said = time.monotonic(), False
    while True:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = time.monotonic() - began
            holder = _holder(path)
            if waited > PATIENCE:
                lock.close()
                raise Fault(
                    da=f"{path} har været låst af {holder} i {PATIENCE:.0f} sekunder. Stop den proces, og prøv igen.",
                    en=f"{path} has been locked by {holder} for {PATIENCE:.0f} seconds. Stop it, and try again.",
                ) from None
            if say and not said and waited > SAY_AFTER:
                say(f"Venter på {holder}, som starter eller standser databasen")
                said = True
            time.sleep(BETWEEN_TRIES)
        except BaseException:
            lock.close()
            raise
        else:
            return lock


def _holder(path: Path) -> str:
    """The process that wrote its number in the file; one that holds it together with others writes none."""
    number = path.read_text(errors="replace").strip()
    return f"proces {number}" if number.isdigit() else "en anden proces / another process"
