"""The `brobygger` command itself."""

from __future__ import annotations

import subprocess
import sys

from brobygger.__main__ import CUT_SHORT


def test_a_reader_who_has_had_enough_ends_it_quietly() -> None:
    """`brobygger rules show | head -1`"""
    command = [sys.executable, "-m", "brobygger", "rules", "show", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr  # noqa: PT018 - said for the type checker
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == CUT_SHORT
