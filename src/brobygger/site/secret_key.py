"""The key that signs sessions, kept in the data folder where nobody gives one."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from brobygger.site.folders import made
from brobygger.site.passwords import write_for_us_alone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brobygger.site.folders import Folders

VARIABLE = "BROBYGGER_SECRET_KEY"


def read(folders: Folders, environ: Mapping[str, str] = os.environ) -> str:
    """The key: given, else kept, else one that lasts as long as this process, enough for a migration or a check."""
    if given := environ.get(VARIABLE):
        return given
    try:
        return folders.secret_key.read_text()
    except FileNotFoundError:
        return secrets.token_urlsafe(50)


def keep(folders: Folders, environ: Mapping[str, str] = os.environ) -> None:
    """Make the kept key, unless one is given or kept already, so that all workers and later starts share it."""
    if not environ.get(VARIABLE) and not folders.secret_key.exists():
        made(folders.data, mode=folders.mode)
        write_for_us_alone(folders.secret_key, secrets.token_urlsafe(50))
