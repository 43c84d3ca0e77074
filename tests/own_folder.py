"""A data folder of its own for a server that a test starts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """Not pytest's own: under root the server's account must be able to pass through."""
    folder = Path(tempfile.mkdtemp(prefix="brobygger-test-", dir="/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    yield folder
    shutil.rmtree(folder)
