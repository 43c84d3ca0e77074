"""The whole database as one file, and back again: from the embedded PostgreSQL to the municipality's own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from brobygger.site import roles
from brobygger.site.cluster import SUPERUSER
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from brobygger.site.binaries import Binaries
    from brobygger.site.embedded import Embedded

# Written by the programs of PostgreSQL 17 and newer, and unknown to 15 and 16.
NEWER_SETTING = b"SET transaction_timeout = 0;\n"


def dump(server: Embedded, file: Path) -> None:
    """Everything in the embedded database, in a file that nobody else may read.

    As its superuser: the walls are forced on the owner too, who would see no rows.
    """
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise Fault(
            da=f"{file} findes allerede. Giv et andet navn, eller fjern den.",
            en=f"{file} is there already. Give another name, or remove it.",
        ) from None
    source = server.conninfo(SUPERUSER, roles.DATABASE)
    _run(server.cluster.binaries, "pg_dump", "--format=custom", f"--file={file}", f"--dbname={source}")


def restore(binaries: Binaries, file: Path, *, owner: str) -> None:
    """Everything in the file, in an empty database that `db prepare` has made; all of it or nothing."""
    with TemporaryDirectory(prefix="brobygger-") as folder:  # for us alone, as all of Python's temporary folders
        script, older = Path(folder) / "newer.sql", Path(folder) / "older.sql"
        _run(binaries, "pg_restore", "--no-owner", f"--file={script}", str(file))
        with script.open("rb") as source, older.open("wb") as target:
            _without_newer_setting(source, target)
        quietly = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _run(binaries, "psql", *quietly, f"--dbname={owner}", f"--file={older}")


def _without_newer_setting(lines: BinaryIO, older: BinaryIO) -> None:
    """The settings stand before the first row, so no row's text can be taken for one."""
    for line in lines:
        if line == NEWER_SETTING:
            break
        older.write(line)
    older.writelines(lines)


def _run(binaries: Binaries, program: str, *arguments: str) -> None:
    command = [binaries.program(program), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own programs
    if done.returncode != 0:
        raise Fault(
            da=f"{program} gik i stå, og intet blev ændret på modtagerens side. Ret det, som programmet melder.",
            en=f"{program} stopped: {done.stderr.strip()}. Nothing was changed where it should arrive. Mend that.",
        )
