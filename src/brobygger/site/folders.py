"""Where Brobygger keeps what it must keep: the embedded database, its passwords and the secret key.

Everything is outside the repository's tracked files. Started as root, the database server runs as an unprivileged user,
which root's home would shut out: its data lies under /var/lib (else /tmp) then, one folder a clone. So do the data of a
clone whose path holds a sign that PostgreSQL's own programs give to a shell: under the user's state folder, else /tmp.
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

# initdb and pg_ctl put paths between double quotes on a shell's command line; a comma parts two folders of sockets.
SHELL_SIGNS = '" $ ` \\ ,'


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
            raise FolderFault(
                da=f"{folder} tilhører en anden. Fjern den, eller sæt BROBYGGER_DATA til en anden mappe.",
                en=f"{folder} belongs to somebody else. Remove it, or set BROBYGGER_DATA to another folder.",
            ) from None
    if account and os.geteuid() == 0:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(mode)
    return folder


def plain(path: Path) -> bool:
    """Whether PostgreSQL's own programs can be given the path: see SHELL_SIGNS."""
    return not set(str(path)) & {*SHELL_SIGNS.split(), "\n"}


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
    wanted = asked or "postgres, nobody"
    raise FolderFault(
        da=f"PostgreSQL kører ikke som root, og der er ingen almindelig konto ved navn {wanted}. Nævn en i "
        "BROBYGGER_PG_USER, eller start Brobygger som almindelig bruger.",
        en=f"PostgreSQL does not run as root, and there is no unprivileged account called {wanted}. Name one in "
        "BROBYGGER_PG_USER, or start Brobygger as a plain user.",
    )


def ours(environ: Mapping[str, str] = os.environ) -> Folders:
    """The folders of the installation that we are: `BROBYGGER_DATA`, else `.data` in the clone, else the user's."""
    server = unprivileged(environ)
    if asked := environ.get("BROBYGGER_DATA"):
        data = Path(asked).expanduser().resolve()
        if not plain(data):
            raise FolderFault(
                da=f"PostgreSQL's egne programmer kan ikke bruge {data}, fordi stien indeholder et af tegnene "
                f"{SHELL_SIGNS}. Sæt BROBYGGER_DATA til en mappe uden dem.",
                en=f"PostgreSQL's own programs cannot use {data}, because its path holds one of {SHELL_SIGNS}. Set "
                "BROBYGGER_DATA to a folder without them.",
            )
        return Folders(data=data, server=server)
    if os.geteuid() == 0:
        return Folders(data=_kept_elsewhere(Path("/var/lib")), server=server)
    if (CLONE / "pyproject.toml").exists() and plain(CLONE):
        return Folders(data=CLONE / ".data", server=server)
    return Folders(data=_kept_elsewhere(_state_folder(environ)), server=server)


def _state_folder(environ: Mapping[str, str]) -> Path:
    """The user's own place for what programs keep (XDG Base Directory Specification)."""
    if given := environ.get("XDG_STATE_HOME"):
        return Path(given)
    return Path(environ.get("HOME") or "/nonexistent") / ".local" / "state"


def _kept_elsewhere(parent: Path) -> Path:
    """A folder of this clone's own under *parent*, or under /tmp where that cannot be written or has odd signs."""
    nearest = next(folder for folder in (parent, *parent.parents) if folder.exists())
    if not plain(parent) or not os.access(nearest, os.W_OK):
        return Path("/tmp") / f"brobygger-{os.geteuid()}" / fingerprint(CLONE)  # noqa: S108 - owner and mode are checked before use
    return parent / "brobygger" / fingerprint(CLONE)
