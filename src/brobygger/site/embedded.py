"""The embedded PostgreSQL and its supervisor: for the demo, the tests and one desk.

Whoever uses the server holds a shared lock on `in_use`; the last one to leave stops it. A lock dies with its process,
so a server left over from a killed process is found running by the next one, used, and stopped when that one leaves.
"""

from __future__ import annotations

import subprocess
import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import make_conninfo

from brobygger.site import locks, passwords, roles
from brobygger.site.binaries import Binaries, acting_as, find
from brobygger.site.cluster import BETWEEN_TRIES, PORT, SUPERUSER, TRIES, Cluster, ClusterFault
from brobygger.site.faults import Fault
from brobygger.site.folders import FolderFault, Folders, made, ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

BETWEEN_LOOKS = 0.5  # seconds


def quiet(_: str) -> None:
    """Tell nobody."""


class Embedded:
    """One data folder's server. `start` and `stop` may be called by any number of processes at once."""

    def __init__(self, folders: Folders, binaries: Binaries, *, say: Callable[[str], None] = quiet) -> None:
        self.folders = folders
        self.cluster = Cluster(folders, binaries)
        self.say = say
        self._in_use: IO[str] | None = None

    def start(self) -> None:
        """The server answers, loses nothing that is committed, and has its two roles and its database."""
        self._make_folders()
        with self._door():
            self.cluster.refuse_another_major()
            if not self.cluster.exists:
                self.say("Databasen gøres klar (første gang)")
                # Before the cluster, so that there is never one whose passwords nobody knows.
                passwords.keep(self.folders.passwords, (SUPERUSER, roles.OWNER, roles.APP))
                self.cluster.initialise(passwords.of(self.folders.passwords, SUPERUSER))
            passwords.of(self.folders.passwords, SUPERUSER)
            self._in_use = locks.shared(self.folders.data / "in_use")
            self._launch_unless_running()
            self._await_answer()
            self._refuse_unless_durable()
            roles.prepare(self.admin, owner=self._role(roles.OWNER), app=self._role(roles.APP), creates_databases=True)

    def stop(self) -> None:
        """Leave; the last one out stops the server."""
        if self._in_use is None:
            return
        with self._door():
            self._in_use.close()
            self._in_use = None
            alone = locks.alone_at_once(self.folders.data / "in_use")
            if alone is None:
                return
            with alone:
                self.say("Databasen standses")
                self.cluster.stop()

    def ensure_running(self) -> None:
        """Start the server again if it is gone."""
        if self.cluster.pid() is None:
            with self._door():
                self._launch_unless_running()

    def conninfo(self, user: str, database: str = roles.DATABASE) -> str:
        """How to connect as one of the roles; the password comes from the file."""
        return make_conninfo(
            host=str(self.folders.sockets), port=PORT, user=user, dbname=database, passfile=str(self.folders.passwords)
        )

    @property
    def admin(self) -> str:
        """The superuser's address; Brobygger itself uses it for nothing but the two roles."""
        return self.conninfo(SUPERUSER, "postgres")

    def _role(self, name: str) -> roles.Role:
        return roles.Role(name=name, password=passwords.of(self.folders.passwords, name), database=roles.DATABASE)

    def _make_folders(self) -> None:
        folders = self.folders
        made(folders.data, mode=folders.mode)
        made(folders.sockets, mode=0o700, account=folders.server)
        made(folders.log.parent, mode=0o700, account=folders.server)
        command = ["/usr/bin/env", "test", "-w", str(folders.sockets)]
        if subprocess.run(command, check=False, **acting_as(folders.server)).returncode != 0:  # noqa: S603 - our own paths
            raise FolderFault(
                da=f"Kontoen {folders.server.name}, som databasen kører under, kan ikke skrive i {folders.data}. Sæt "
                "BROBYGGER_DATA til en mappe uden for roots hjemmemappe, eller lad den være.",
                en=f"The account {folders.server.name}, which the database runs as, cannot reach {folders.data}. Set "
                "BROBYGGER_DATA to a folder outside root's home, or leave it out.",
            )

    @contextmanager
    def _door(self) -> Iterator[None]:
        """One process at a time starts or stops."""
        with locks.alone(self.folders.data / "door", say=self.say):
            yield

    def _launch_unless_running(self) -> None:
        if self.cluster.pid() is None:
            self.say("Databasen startes")
            self.cluster.launch()

    def _await_answer(self) -> None:
        """A server that was found running may still be on its way up, or a killed one's last moments."""
        for left in reversed(range(TRIES)):
            try:
                psycopg.connect(self.admin, connect_timeout=10).close()
            except psycopg.OperationalError as fault:
                if not left:
                    raise self.cluster.fault(da="svarer ikke", en="does not answer") from fault
                time.sleep(BETWEEN_TRIES)
                self._launch_unless_running()
            else:
                return

    def _refuse_unless_durable(self) -> None:
        with psycopg.connect(self.admin) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
                row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
                if row != ("on",):
                    raise ClusterFault(
                        da=f"Den indlejrede PostgreSQL har {setting} = {row}: gemte rækker kunne gå tabt. Sæt den til "
                        "on.",
                        en=f"The embedded PostgreSQL has {setting} = {row}: committed rows could be lost. Set it to "
                        "on.",
                    )


def embedded(*, say: Callable[[str], None] = quiet) -> Embedded:
    """The server of the installation that we are."""
    folders = ours()
    return Embedded(folders, find(folders.server, copies=folders.data.parent / "programs"), say=say)


@contextmanager
def running(server: Embedded) -> Iterator[Embedded]:
    """The server answers inside the block, also after a crash there; it is stopped afterwards unless others use it."""
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
        except (Fault, OSError, subprocess.SubprocessError) as fault:
            server.say(f"Databasen kunne ikke startes igen, der prøves om lidt: {fault}")
