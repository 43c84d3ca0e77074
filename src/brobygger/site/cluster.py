"""One PostgreSQL data folder and the programs that make, start and stop its server."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from brobygger.site.binaries import Binaries, acting_as
from brobygger.site.faults import Fault, no_room
from brobygger.site.folders import Folders, made

SUPERUSER = "postgres"
PORT = 5432  # only names the socket; nothing listens on the network
TRIES = 10
BETWEEN_TRIES = 1.0  # seconds
BUILTIN_LOCALE_SINCE = 17
TAIL = 15  # lines of the server's log that a fault shows
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - looked at only
NO_ROOM = "No space left on device"  # LC_ALL is C: PostgreSQL's programs say it in English

SETTINGS = """\
# Written by Brobygger at every start; a change here does not last.
listen_addresses = ''
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
fsync = on
full_page_writes = on
synchronous_commit = on
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = '128MB'
timezone = 'Europe/Copenhagen'
log_timezone = 'Europe/Copenhagen'
dynamic_shared_memory_type = '{shared_memory}'
# No personal data in the server's log.
log_statement = 'none'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
"""


class ClusterFault(Fault):
    """The data folder or its server cannot be used."""


class Cluster:
    """Knows nothing of who else uses the server: see `embedded.py`."""

    def __init__(self, folders: Folders, binaries: Binaries) -> None:
        self.folders = folders
        self.binaries = binaries
        self.data = folders.cluster

    @property
    def exists(self) -> bool:
        return self.data.exists()

    def refuse_another_major(self) -> None:
        """Data that another major version wrote are left alone."""
        if not self.exists:
            return
        try:
            theirs = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            theirs = ""
        if not theirs:
            raise ClusterFault(
                da=f"{self.data} er ikke en hel PostgreSQL-database: filen PG_VERSION mangler. Læg en sikkerhedskopi "
                "tilbage, eller flyt mappen væk for at begynde forfra.",
                en=f"{self.data} is not a whole PostgreSQL database: the file PG_VERSION is missing. Put a backup "
                "back, or move the folder away to start afresh.",
            )
        if theirs != str(self.binaries.major):
            raise ClusterFault(
                da=f"Databasen i {self.data} er skrevet af PostgreSQL {theirs}, og programmerne i "
                f"{self.binaries.folder} er version {self.binaries.major}. Sæt BROBYGGER_PG_BIN til version {theirs}'s "
                "programmer, og flyt med `brobygger db dump`, eller begynd forfra med en anden BROBYGGER_DATA.",
                en=f"The data in {self.data} was written by PostgreSQL {theirs}, and the programs in "
                f"{self.binaries.folder} are {self.binaries.major}. Set BROBYGGER_PG_BIN to PostgreSQL {theirs}'s "
                "programs, and move with `brobygger db dump`, or start afresh with another BROBYGGER_DATA.",
            )

    def initialise(self, password: str) -> None:
        """A new cluster, whole or not at all: it is made beside its place and moved there when it is done."""
        half = self.data.with_suffix(".new")
        shutil.rmtree(half, ignore_errors=True)
        made(half, mode=0o700, account=self.folders.server)
        with tempfile.NamedTemporaryFile("w", dir=self.folders.log.parent) as given:
            given.write(password)
            given.flush()
            os.chown(given.name, self.folders.server.uid, self.folders.server.gid)
            locale = ["--locale=C.UTF-8"]
            if self.binaries.major >= BUILTIN_LOCALE_SINCE:
                locale.append("--locale-provider=builtin")
            try:
                self._run(
                    "initdb",
                    f"--pgdata={half}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={given.name}",
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--encoding=UTF8",
                    *locale,
                )
            except subprocess.CalledProcessError as error:
                shutil.rmtree(half, ignore_errors=True)  # a full disk gets its room back
                raise self._initdb_fault(str(error.output)) from error
        half.rename(self.data)

    def _initdb_fault(self, output: str) -> Fault:
        """What initdb said last: a full disk has its own remedy."""
        if NO_ROOM in output:
            return no_room(str(self.data))
        last = "\n".join(output.splitlines()[-TAIL:])
        return ClusterFault(
            da=f"Databasen kunne ikke laves i {self.data}. Ret det, som initdb melder, eller sæt BROBYGGER_DATA til en "
            "anden mappe.",
            en=f"The database could not be made in {self.data}. Mend what initdb reports, or set BROBYGGER_DATA to "
            f"another folder. Its last lines:\n{last}",
        )

    def pid(self) -> int | None:
        """The running server's process, or None. A pid file that names another program's process counts as none."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
            return pid if _serves(pid, self.data) else None
        except (FileNotFoundError, ProcessLookupError, PermissionError, ValueError, IndexError):
            return None

    def launch(self) -> None:
        """Start the server, more than once if processes of a killed forerunner are still leaving."""
        (self.data / "postgresql.conf").write_text(
            SETTINGS.format(
                port=PORT,
                sockets=str(self.folders.sockets).replace("'", "''"),
                shared_memory=_shared_memory(),
            )
        )
        for left in reversed(range(TRIES)):
            if self.pid() is None:
                # PostgreSQL itself still refuses for as long as an old process uses the shared memory.
                (self.data / "postmaster.pid").unlink(missing_ok=True)
            try:
                self._pg_ctl("start", "--wait", "--timeout=120", f"--log={self.folders.log}")
            except subprocess.CalledProcessError as fault:
                if not left:
                    raise self.fault(da="startede ikke", en="did not start") from fault
                time.sleep(BETWEEN_TRIES)
            else:
                return

    def stop(self) -> None:
        """Stop the server; what is committed is safe either way, a fast stop saves the next start its recovery."""
        if self.pid() is None:
            return
        try:
            self._pg_ctl("stop", "--mode=fast", "--wait", "--timeout=60")
        except subprocess.CalledProcessError:
            self._pg_ctl("stop", "--mode=immediate", "--wait", "--timeout=60")

    def fault(self, *, da: str, en: str) -> Fault:
        """What went wrong, with the end of the server's own log; a full disk has its own remedy."""
        log = self.folders.log
        tail = log.read_text(errors="replace").splitlines()[-TAIL:] if log.exists() else []
        if any(NO_ROOM in line for line in tail):
            return no_room(str(self.data))
        return ClusterFault(
            da=f"Den indlejrede PostgreSQL {da}. Ret det, som slutningen af {log} melder, og prøv igen.",
            en="\n".join([f"The embedded PostgreSQL {en}. Mend what the end of {log} reports, and try again:", *tail]),
        )

    def _pg_ctl(self, *arguments: str) -> None:
        self._run("pg_ctl", f"--pgdata={self.data}", "--silent", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        # No PG* variable of the caller's reaches the server, and its output goes to a file: a server that inherits
        # a pipe would keep it open for as long as it runs.
        environ = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "HOME": "/"}
        with tempfile.TemporaryFile("w+") as output:
            try:
                subprocess.run(  # noqa: S603 - our own programs and paths
                    [self.binaries.program(program), *arguments],
                    check=True,
                    env=environ,
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                    **acting_as(self.folders.server),
                )
            except subprocess.CalledProcessError as error:
                output.seek(0)
                error.output = output.read()
                raise


def _shared_memory() -> str:
    """POSIX shared memory where it can be used; without /dev/shm the older kind, which needs no folder."""
    mode = SHARED_MEMORY.stat().st_mode if SHARED_MEMORY.is_dir() else 0
    if not mode & stat.S_IWOTH or os.statvfs(SHARED_MEMORY).f_flag & os.ST_RDONLY:
        return "sysv"
    return "posix"


def _serves(pid: int, data: Path) -> bool:
    """Whether the process is that folder's server. Only Linux tells; elsewhere the pid file is believed."""
    return sys.platform != "linux" or os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes()
