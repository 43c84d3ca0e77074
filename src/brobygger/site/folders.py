"""Where Brobygger keeps what it must keep: the embedded database, its passwords and the secret key.

Everything is outside the repository's tracked files. Started as root, the database server runs as an unprivileged user,
which root's home would shut out: its data lies under /var/lib (else /tmp) then, one folder a clone.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

CLONE = Path(__file__).resolve().parents[3]
LOCALE = Path(__file__).resolve().parents[1] / "office" / "locale"

# A socket's whole path must fit in 107 bytes on Linux (sun_path) and 103 on macOS.
LONGEST_SOCKET_FOLDER = 80


class FolderFault(Fault):
    """A folder or account that cannot be used: says which, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The operating system's account that the database server runs as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """One installation's folders and the account that its database server runs as."""

    data: Path
    server: Account

    @property
    def mode(self) -> int:
        """Ours alone; the unprivileged account that a server of root's runs as must be able to pass through."""
        return 0o711 if self.server.uid != os.geteuid() else 0o700

    @property
    def cluster(self) -> Path:
        return self.data / "cluster"

    @property
    def sockets(self) -> Path:
        """The socket's folder: with the data, unless the path would be too long for a socket."""
        beside = self.data / "run"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        return Path("/tmp") / f"brobygger-{fingerprint(self.data)}"  # noqa: S108 - owner and mode are checked before use

    @property
    def passwords(self) -> Path:
        """The three roles' passwords, in libpq's own format, readable by us alone."""
        return self.data / "pgpass"

    @property
    def secret_key(self) -> Path:
        return self.data / "secret_key"

    @property
    def log(self) -> Path:
        return self.data / "log" / "postgresql.log"


def made(folder: Path, *, mode: int, account: Account | None = None) -> Path:
    """The folder, made if need be, with this mode and owner; one that somebody else made is refused."""
    uid = account.uid if account else os.geteuid()
    try:
        folder.mkdir(parents=True, mode=mode)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {uid, os.geteuid()}:
            message = f"{folder} belongs to somebody else. Remove it, or set BROBYGGER_DATA to another folder."
            raise FolderFault(message) from None
    if account and os.geteuid() == 0:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(mode)
    return folder


def fingerprint(path: Path) -> str:
    """Twelve characters that tell one path from another."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def unprivileged(environ: Mapping[str, str] = os.environ) -> Account:
    """The account for the database server: ourselves, or under root `BROBYGGER_PG_USER`, `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return Account(name=str(os.geteuid()), uid=os.geteuid(), gid=os.getegid())
    asked = environ.get("BROBYGGER_PG_USER")
    for name in [asked] if asked else ["postgres", "nobody"]:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    message = (
        f"PostgreSQL does not run as root, and there is no unprivileged account {asked or '`postgres` or `nobody`'!r}. "
        "Name one in BROBYGGER_PG_USER, or start Brobygger as a plain user."
    )
    raise FolderFault(message)


def ours(environ: Mapping[str, str] = os.environ) -> Folders:
    """The folders of the installation that we are: `BROBYGGER_DATA`, else `.data` in the clone, else the user's."""
    server = unprivileged(environ)
    if asked := environ.get("BROBYGGER_DATA"):
        return Folders(data=Path(asked).expanduser().resolve(), server=server)
    if os.geteuid() == 0:
        parent = Path("/var/lib") if os.access("/var/lib", os.W_OK) else Path("/tmp")  # noqa: S108 - as above
        return Folders(data=parent / "brobygger" / fingerprint(CLONE), server=server)
    if (CLONE / "pyproject.toml").exists():
        return Folders(data=CLONE / ".data", server=server)
    state = Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return Folders(data=state / "brobygger", server=server)
