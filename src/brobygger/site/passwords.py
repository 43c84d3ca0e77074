"""The embedded database's passwords: made once, in libpq's own format, readable by us alone."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable


def keep(path: Path, users: Iterable[str]) -> None:
    """The file is there, with a password for each user. One that is there is left as it is."""
    if not path.exists():
        write_for_us_alone(path, "".join(f"*:*:*:{user}:{secrets.token_urlsafe(24)}\n" for user in users))


def of(path: Path, user: str) -> str:
    """A user's password; a fault if the file that belongs to the data is gone."""
    for line in path.read_text().splitlines() if path.exists() else []:
        *_, name, password = line.split(":")
        if name == user:
            return password
    raise Fault(
        da=f"{path} har ingen adgangskode til {user}. Læg den fil tilbage, som hører til databasen ved siden af.",
        en=f"{path} names no password for {user}. Put the file back that belongs to the data beside it.",
    )


def write_for_us_alone(path: Path, text: str) -> None:
    """The file is whole or not there, and at no moment can anybody else read it."""
    half = path.with_suffix(".new")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    half.write_text(text)
    half.rename(path)
