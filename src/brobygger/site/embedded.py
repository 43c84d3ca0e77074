"""The embedded PostgreSQL and its supervisor: for the demo, the tests and one desk.

Whoever uses the server holds a shared lock on `in_use`; the last one to leave stops it. A lock dies with its process,
so a server left over from a killed process is found running by the next one, used, and stopped when that one leaves.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import psycopg

from brobygger.site import roles
from brobygger.site.binaries import Binaries, acting_as, find
from brobygger.site.faults import Fault
from brobygger.site.folders import FolderFault, Folders, made, ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

SUPERUSER = "postgres"
PORT = 5432  # only names the socket; nothing listens on the network
TRIES = 10
BETWEEN_TRIES = 1.0  # seconds
BETWEEN_LOOKS = 0.5  # seconds

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
log_statement = 'none'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_min_error_statement = 'panic'
"""  # the last four: no personal data in the server's log


class EmbeddedFault(Fault):
    """The embedded server cannot be used: says what is wrong and what to do."""


def quiet(_: str) -> None:
    """Tell nobody."""


class Embedded:
    """One data folder's server. `start` and `stop` may be called by any number of processes at once."""

    def __init__(self, folders: Folders, binaries: Binaries, *, say: Callable[[str], None] = quiet) -> None:
        self.folders = folders
        self.binaries = binaries
        self.say = say
        self._in_use: IO[str] | None = None

    def start(self) -> None:
        """The server answers, holds to its promises, and has its two roles and its database."""
        self._make_folders()
        with self._door():
            self._refuse_another_major()
            self._keep_passwords()
            if not self.folders.cluster.exists():
                self._initialise()
            self._in_use = self._locked("in_use", fcntl.LOCK_SH)
            self._ensure_running()
            with self._superuser() as connection:
                _assert_durable(connection)
            roles.prepare(self.admin, owner=self.owner, app=self.app, creates_databases=True)

    def stop(self) -> None:
        """Leave; the last one out stops the server."""
        if self._in_use is None:
            return
        with self._door():
            self._in_use.close()
            self._in_use = None
            try:
                alone = self._locked("in_use", fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            with alone:
                self._stop_server()

    def ensure_running(self) -> None:
        """Start the server again if it is gone; for the watch."""
        if self.pid() is None:
            with self._door():
                if self.pid() is None:
                    self._ensure_running()

    def pid(self) -> int | None:
        """The running server's process, or None. A pid file that tells of something else's process counts as none."""
        try:
            pid = int((self.folders.cluster / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
            return None
        except PermissionError:
            return pid
        command = Path(f"/proc/{pid}/cmdline")
        if command.exists() and os.fsencode(self.folders.cluster) not in command.read_bytes():
            return None
        return pid

    def conninfo(self, user: str, database: str) -> str:
        """How to connect as one of the roles; the password comes from the file."""
        return psycopg.conninfo.make_conninfo(
            host=str(self.folders.sockets), port=PORT, user=user, dbname=database, passfile=str(self.folders.passwords)
        )

    @property
    def admin(self) -> str:
        return self.conninfo(SUPERUSER, "postgres")

    @property
    def owner(self) -> roles.Role:
        return roles.Role(name=roles.OWNER, password=self._password(roles.OWNER), database=roles.DATABASE)

    @property
    def app(self) -> roles.Role:
        return roles.Role(name=roles.APP, password=self._password(roles.APP), database=roles.DATABASE)

    def _make_folders(self) -> None:
        folders = self.folders
        made(folders.data, mode=0o700 if os.geteuid() else 0o711)
        made(folders.sockets, mode=0o700, account=folders.server)
        made(folders.log.parent, mode=0o700, account=folders.server)
        reach = subprocess.run(  # noqa: S603 - our own paths
            ["/usr/bin/env", "test", "-w", folders.sockets], check=False, **acting_as(folders.server)
        )
        if reach.returncode != 0:
            message = (
                f"The account {folders.server.name}, which the database server runs as, cannot reach {folders.data}. "
                "Set BROBYGGER_DATA to a folder outside root's home, or leave it out."
            )
            raise FolderFault(message)

    @contextmanager
    def _door(self) -> Iterator[None]:
        """One process at a time starts or stops."""
        with self._locked("door", fcntl.LOCK_EX):
            yield

    def _locked(self, name: str, how: int) -> IO[str]:
        lock = (self.folders.data / name).open("a")
        try:
            fcntl.flock(lock, how)
        except BaseException:
            lock.close()
            raise
        return lock

    def _refuse_another_major(self) -> None:
        try:
            theirs = (self.folders.cluster / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return
        if theirs != str(self.binaries.major):
            message = (
                f"The data in {self.folders.cluster} was written by PostgreSQL {theirs}, and the programs in "
                f"{self.binaries.folder} are {self.binaries.major}. Set BROBYGGER_PG_BIN to PostgreSQL {theirs}'s "
                "programs, and move with pg_dump and pg_restore, or start afresh with another BROBYGGER_DATA."
            )
            raise EmbeddedFault(message)

    def _keep_passwords(self) -> None:
        """Made once, before the cluster, so that there is never a cluster whose passwords nobody knows."""
        path = self.folders.passwords
        if path.exists():
            return
        lines = [f"*:*:*:{name}:{secrets.token_urlsafe(24)}\n" for name in (SUPERUSER, roles.OWNER, roles.APP)]
        half = path.with_suffix(".new")
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        half.write_text("".join(lines))
        half.rename(path)

    def _password(self, name: str) -> str:
        for line in self.folders.passwords.read_text().splitlines():
            *_, user, password = line.split(":")
            if user == name:
                return password
        message = f"{self.folders.passwords} names no password for {name}. It belongs to {self.folders.cluster}."
        raise EmbeddedFault(message)

    def _initialise(self) -> None:
        """A new cluster, whole or not at all: it is made beside its place and moved there when it is done."""
        self.say("Databasen gøres klar (første gang)")
        half = self.folders.data / "cluster.new"
        shutil.rmtree(half, ignore_errors=True)
        made(half, mode=0o700, account=self.folders.server)
        provider = ["--locale-provider=builtin"] if self.binaries.major >= 17 else []  # noqa: PLR2004 - builtin came in 17
        with tempfile.NamedTemporaryFile("w", dir=self.folders.log.parent) as told:
            told.write(self._password(SUPERUSER))
            told.flush()
            os.chown(told.name, self.folders.server.uid, self.folders.server.gid)
            self._run(
                "initdb", f"--pgdata={half}", f"--username={SUPERUSER}", f"--pwfile={told.name}", "--encoding=UTF8",
                "--auth=scram-sha-256", "--data-checksums", "--locale=C.UTF-8", *provider,
            )  # fmt: skip
        half.rename(self.folders.cluster)

    def _ensure_running(self) -> None:
        """A running server is used; a stopped one is started, more than once if its forerunner is still dying."""
        if self.pid() is None:
            self._launch()
        for left in reversed(range(TRIES)):
            try:
                self._superuser().close()
            except psycopg.OperationalError as fault:
                if not left:
                    raise self._fault("does not answer") from fault
                time.sleep(BETWEEN_TRIES)
            else:
                return

    def _launch(self) -> None:
        self.say("Databasen startes")
        (self.folders.cluster / "postgresql.conf").write_text(
            SETTINGS.format(port=PORT, sockets=str(self.folders.sockets).replace("'", "''"))
        )
        for left in reversed(range(TRIES)):
            stale = self.folders.cluster / "postmaster.pid"
            if self.pid() is None:
                stale.unlink(missing_ok=True)  # PostgreSQL itself still refuses while an old process uses the memory
            try:
                self._pg_ctl("start", "--wait", "--timeout=120", f"--log={self.folders.log}")
            except subprocess.CalledProcessError as fault:
                if not left:
                    raise self._fault("did not start") from fault
                time.sleep(BETWEEN_TRIES)
            else:
                return

    def _stop_server(self) -> None:
        if self.pid() is None:
            return
        self.say("Databasen standses")
        try:
            self._pg_ctl("stop", "--mode=fast", "--wait", "--timeout=60")
        except subprocess.CalledProcessError:
            self._pg_ctl("stop", "--mode=immediate", "--wait", "--timeout=60")

    def _pg_ctl(self, *arguments: str) -> None:
        self._run("pg_ctl", f"--pgdata={self.folders.cluster}", "--silent", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        # No PG* variable of the caller's reaches the server, and its output goes to a file: a server that inherits
        # a pipe would keep it open for as long as it runs.
        environ = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "HOME": "/"}
        with tempfile.TemporaryFile("w+") as output:
            try:
                subprocess.run(  # noqa: S603 - our own programs and paths
                    [self.binaries.program(program), *arguments], check=True, env=environ, cwd="/",
                    stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
                    **acting_as(self.folders.server),
                )  # fmt: skip
            except subprocess.CalledProcessError as fault:
                output.seek(0)
                fault.add_note(output.read())
                raise

    def _superuser(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.admin, connect_timeout=10)

    def _fault(self, what: str) -> EmbeddedFault:
        tail = ""
        if self.folders.log.exists():
            tail = "\n".join(self.folders.log.read_text(errors="replace").splitlines()[-15:])
        return EmbeddedFault(f"The embedded PostgreSQL {what}. The end of {self.folders.log}:\n{tail}")


def _assert_durable(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
        if row != ("on",):
            message = f"The embedded PostgreSQL runs with {setting} = {row}: a committed row could be lost. Set it to on."
            raise EmbeddedFault(message)


def embedded(*, say: Callable[[str], None] = quiet) -> Embedded:
    """This installation's embedded server."""
    folders = ours()
    return Embedded(folders, find(folders.server, copies=folders.data.parent / "programs"), say=say)


@contextmanager
def running(server: Embedded) -> Iterator[Embedded]:
    """The server answers inside the block, also if it is killed there; afterwards it is stopped unless others use it."""
    over = Event()
    watch = Thread(target=_watch, args=(server, over), name="embedded-postgresql-watch", daemon=True)
    try:
        server.start()
        watch.start()
        yield server
    finally:
        over.set()
        if watch.is_alive():
            watch.join()
        server.stop()


def _watch(server: Embedded, over: Event) -> None:
    while not over.wait(BETWEEN_LOOKS):
        try:
            server.ensure_running()
        except (EmbeddedFault, OSError, subprocess.SubprocessError) as fault:
            server.say(f"Databasen kunne ikke startes igen, der prøves om lidt: {fault}")
