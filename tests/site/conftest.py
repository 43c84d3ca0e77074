"""A data folder of its own for a server that a test starts, kills and starts again."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from brobygger.site.binaries import find
from brobygger.site.embedded import Embedded, running
from brobygger.site.folders import Folders, ours, unprivileged
from own_folder import folder_of_its_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from brobygger.site.binaries import Binaries


@pytest.fixture
def place() -> Iterator[Path]:
    with folder_of_its_own() as folder:
        yield folder


@pytest.fixture(scope="session")
def standing(binaries: Binaries) -> Iterator[Embedded]:
    """A running server for the tests that leave it as it was."""
    with folder_of_its_own() as folder:
        server = Embedded(Folders(data=folder / "data", server=unprivileged()), binaries)
        with running(server):
            yield server


@pytest.fixture
def folders(place: Path) -> Folders:
    return Folders(data=place / "data", server=unprivileged())


@pytest.fixture(scope="session")
def binaries() -> Binaries:
    here = ours()
    return find(here.server, copies=here.data.parent / "programs")


@pytest.fixture
def server(folders: Folders, binaries: Binaries) -> Iterator[Embedded]:
    """Not started; whatever a test leaves running is stopped."""
    embedded = Embedded(folders, binaries)
    yield embedded
    embedded.stop()
    embedded.cluster.stop()


@pytest.fixture
def brobygger() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command as its user does, with this in the environment."""

    def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "brobygger", *arguments]
        return subprocess.run(
            command, env=os.environ | environ, capture_output=True, text=True, check=False, timeout=400
        )

    return run
