"""One outside program run as a step: its output in a log, its progress on the screen, its failure in two sentences."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

from brobygger.site.faults import Fault, no_room

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

BETWEEN_LOOKS = 0.2  # seconds
SILENCE = 5.0  # seconds without a line, then one is printed
TAIL = 12  # lines of the log that are shown

# What pip, uv, npm and Python say in English when the cause is known, with the remedy.
FULL = ("No space left on device", "ENOSPC", "Disk quota exceeded")
OFFLINE = (
    "NewConnectionError",
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "No matching distribution found",
    "error sending request",
    "Failed to fetch",
    "ENOTFOUND",
    "ECONNREFUSED",
    "EAI_AGAIN",
    "Max retries exceeded",
    "network was disabled",
)
ALTERED = ("DO NOT MATCH THE HASHES", "Hash mismatch", "EINTEGRITY")


def say(line: str) -> None:
    """One line of progress, at once."""
    print(f"  {line}", flush=True)


def run(command: Sequence[str | Path], *, log: Path, what: str, progress: Callable[[float], str]) -> None:
    """Run the command to its end. *progress* is given the seconds so far and returns the line for a long wait.

    Raises Fault, with the remedy where the log shows the cause. *what* names the step in Danish.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        )
        began = said = time.monotonic()
        try:
            while process.poll() is None:
                time.sleep(BETWEEN_LOOKS)
                if time.monotonic() - said >= SILENCE:
                    said = time.monotonic()
                    say(progress(said - began))
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if process.returncode != 0:
        raise _fault(what, log)


def _fault(what: str, log: Path) -> Fault:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-200:]
    text = "\n".join(lines)
    if any(sign in text for sign in FULL):
        return no_room(str(log.parent))
    if any(sign in text for sign in ALTERED):
        return Fault(
            da=f"{what}: en hentet pakke er ikke den, som låsefilen nævner, og bruges ikke. Prøv igen, eller fra et "
            "andet netværk.",
            en=f"{what}: a fetched package is not the one that the lock file names, and is not used. Try again, or "
            "from another network.",
        )
    if any(sign in text for sign in OFFLINE):
        return Fault(
            da=f"{what}: pakkerne kunne ikke hentes. Kontrollér netforbindelsen, og at pip og npm er sat op til den, "
            f"og prøv igen. Hele svaret er i {log}.",
            en=f"{what}: the packages could not be fetched. Check the network, and that pip and npm are set up for it, "
            f"and try again. The whole answer is in {log}.",
        )
    tail = "\n".join(lines[-TAIL:])
    return Fault(
        da=f"{what} lykkedes ikke. Ret det, som slutningen af {log} melder, og prøv igen.",
        en=f"{what} failed. Mend what the end of {log} reports, and try again:\n{tail}",
    )
