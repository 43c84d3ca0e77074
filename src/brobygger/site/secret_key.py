"""The key that signs sessions, kept in the data folder where nobody gives one."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from brobygger.site.faults import Fault
from brobygger.site.folders import made
from brobygger.site.passwords import write_for_us_alone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brobygger.site.folders import Folders

VARIABLE = "BROBYGGER_SECRET_KEY"
SHORTEST = 50  # signs; Django's own check asks for as many


def read(folders: Folders, environ: Mapping[str, str] = os.environ) -> str:
    """The key: given, else kept, else one that lasts as long as this process, enough for a migration or a check.

    Raises Fault for a key of fewer than SHORTEST signs, which can be guessed.
    """
    if given := environ.get(VARIABLE):
        if len(given) < SHORTEST:
            raise Fault(
                da=f"{VARIABLE} har {len(given)} tegn; en nøgle skal have mindst {SHORTEST} tilfældige tegn. Giv en "
                "længere, eller fjern den, så laves en.",
                en=f"{VARIABLE} has {len(given)} signs; a key needs at least {SHORTEST} random ones. Give a longer "
                "one, or leave it out and one is made.",
            )
        return given
    try:
        kept = folders.secret_key.read_text().strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(50)
    if len(kept) < SHORTEST:
        raise Fault(
            da=f"Nøglen i {folders.secret_key} er ikke hel. Slet filen, så laves en ny; alle skal da logge ind igen.",
            en=f"The key in {folders.secret_key} is not whole. Remove the file: a new one is made, all sign in again.",
        )
    return kept


def keep(folders: Folders, environ: Mapping[str, str] = os.environ) -> None:
    """Make the kept key, unless one is given or kept already, so that all workers and later starts share it."""
    if not environ.get(VARIABLE) and not folders.secret_key.exists():
        made(folders.data, mode=folders.mode)
        write_for_us_alone(folders.secret_key, secrets.token_urlsafe(50))
