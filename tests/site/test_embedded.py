"""The embedded database starts, stops, comes back after a kill, and loses nothing that was committed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from brobygger.site import roles
from brobygger.site.cluster import ClusterFault
from brobygger.site.embedded import Embedded, running
from brobygger.site.faults import Fault
from brobygger.site.folders import FolderFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from brobygger.site.folders import Folders

WRITERS = 20
ROUNDS = 3
SERVING_AGAIN = 10.0  # seconds
USE_UNTIL_TOLD = """
import sys
from brobygger.site import running
running.leave_by_the_door()
with running.database():
    print("up", flush=True)
    sys.stdin.read()
"""


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill_everything(pid: int) -> None:
    """As if the power went: the server and all its processes at once."""
    for process in [pid, *children(pid)]:
        os.kill(process, signal.SIGKILL)


def kill_the_postmaster(pid: int) -> None:
    """The first process alone; those it leaves behind may answer for a moment more."""
    os.kill(pid, signal.SIGKILL)


def serving(server: Embedded, *, until: float, other_than: int | None = None) -> int:
    """The number of the process that serves, once it is another than the one told."""
    while (pid := server.cluster.pid()) in (None, other_than):
        assert time.monotonic() < until, "no server came back"
        time.sleep(0.01)
    assert pid is not None
    return pid


def user_of(folders: Folders) -> subprocess.Popen[str]:
    """Another process that uses the same data folder's server."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE_UNTIL_TOLD],
        env={**os.environ, "BROBYGGER_DATA": str(folders.data), "DATABASE_URL": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "up\n"
    return process


@pytest.fixture
def started(server: Embedded) -> Iterator[Embedded]:
    with running(server):
        yield server


def test_a_new_cluster_answers_both_roles_and_no_network(standing: Embedded) -> None:
    for role in (roles.OWNER, roles.APP):
        with psycopg.connect(standing.conninfo(role)) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (role,)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_nobody_gets_in_without_the_password(standing: Embedded) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(standing.conninfo(roles.APP), passfile="/dev/null")


def test_nobody_else_may_read_data_socket_or_passwords(standing: Embedded) -> None:
    folders = standing.folders
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folders.cluster, folders.sockets, folders.passwords)}
    assert modes == {folders.cluster: 0o700, folders.sockets: 0o700, folders.passwords: 0o600}


def test_the_server_never_runs_as_root(standing: Embedded) -> None:
    pid = standing.cluster.pid()
    assert Path(f"/proc/{pid}").stat().st_uid == standing.folders.server.uid != 0


def test_danish_and_arabic_letters_are_lower_cased(standing: Embedded) -> None:
    """The C locale would leave them as they are, and no search would find Østergård."""
    with psycopg.connect(standing.conninfo(roles.APP)) as connection:
        assert connection.execute("SELECT lower('ØSTERGÅRD ÆBLE')").fetchone() == ("østergård æble",)


def test_stopping_leaves_no_server_and_starting_again_keeps_the_data(server: Embedded) -> None:
    with running(server), psycopg.connect(server.conninfo(roles.OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert server.cluster.pid() is None
    with running(server), psycopg.connect(server.conninfo(roles.OWNER)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_the_last_of_several_users_stops_the_server(server: Embedded, folders: Folders) -> None:
    other = user_of(folders)
    with running(server):
        other.communicate("")
        assert server.cluster.pid() is not None
    assert server.cluster.pid() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_user_told_to_stop_leaves_no_server(server: Embedded, folders: Folders, number: signal.Signals) -> None:
    other = user_of(folders)
    other.send_signal(number)
    other.communicate()
    assert server.cluster.pid() is None


def test_a_server_left_by_a_killed_user_is_taken_over_and_stopped(server: Embedded, folders: Folders) -> None:
    other = user_of(folders)
    other.kill()
    other.communicate()
    left = server.cluster.pid()
    assert left is not None
    with running(server):
        assert server.cluster.pid() == left
    assert server.cluster.pid() is None


def test_a_pid_file_that_names_another_process_is_no_server(started: Embedded) -> None:
    """After a power cut the number may be anybody's, ours too."""
    started.cluster.stop()
    (started.folders.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{started.folders.cluster}\n")
    started.ensure_running()
    with psycopg.connect(started.conninfo(roles.APP)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_could_lose_a_committed_row_is_refused(server: Embedded) -> None:
    with running(server), psycopg.connect(server.admin, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # written where it outranks our own settings
    with pytest.raises(ClusterFault, match=r"fsync = .*off.*committed rows could be lost"):
        server.start()


def test_data_of_another_major_version_are_refused_with_the_remedy(server: Embedded, folders: Folders) -> None:
    with running(server):
        pass
    version = folders.cluster / "PG_VERSION"
    version.write_text("15\n")
    with pytest.raises(ClusterFault, match=r"written by PostgreSQL 15.*Set BROBYGGER_PG_BIN to PostgreSQL 15"):
        server.start()
    assert server.cluster.pid() is None


def test_data_whose_passwords_are_gone_are_left_alone(server: Embedded, folders: Folders) -> None:
    with running(server):
        pass
    folders.passwords.unlink()
    with pytest.raises(Fault, match="Put the file back"):
        server.start()


def test_a_folder_made_by_somebody_else_is_refused(server: Embedded, folders: Folders, place: Path) -> None:
    (place / "elsewhere").mkdir()
    folders.data.symlink_to(place / "elsewhere")
    with pytest.raises(FolderFault, match="belongs to somebody else"):
        server.start()


def write_until(over: threading.Event, server: Embedded, writer: int, told: list[tuple[int, int]]) -> None:
    """Insert one row after another and note each that the server said it had."""
    number = 0
    while not over.is_set():
        try:
            with psycopg.connect(server.conninfo(roles.OWNER), connect_timeout=5, autocommit=True) as connection:
                while not over.is_set():
                    number += 1
                    connection.execute("INSERT INTO written VALUES (%s, %s)", [writer, number])
                    told.append((writer, number))
        except psycopg.Error:
            time.sleep(0.05)


@pytest.mark.parametrize("kill", [kill_everything, kill_the_postmaster])
def test_killed_under_writers_it_serves_again_soon_and_no_acknowledged_row_is_lost(
    started: Embedded, kill: Callable[[int], None]
) -> None:
    with psycopg.connect(started.conninfo(roles.OWNER)) as connection:
        connection.execute("CREATE TABLE written (writer int, number int)")
    told: list[tuple[int, int]] = []
    over = threading.Event()
    writers = [threading.Thread(target=write_until, args=(over, started, who, told)) for who in range(WRITERS)]
    for writer in writers:
        writer.start()
    for _ in range(ROUNDS):
        await_more(told, than=len(told) + WRITERS)
        pid = serving(started, until=time.monotonic() + SERVING_AGAIN)
        kill(pid)
        killed = time.monotonic()
        serving(started, until=killed + SERVING_AGAIN, other_than=pid)
        await_more(told, than=len(told) + WRITERS)
        assert time.monotonic() - killed < SERVING_AGAIN
    over.set()
    for writer in writers:
        writer.join()
    with psycopg.connect(started.conninfo(roles.OWNER)) as connection:
        kept = set(connection.execute("SELECT writer, number FROM written").fetchall())
    assert len(told) > ROUNDS * WRITERS
    assert set(told) - kept == set()


def await_more(told: list[tuple[int, int]], *, than: int) -> None:
    until = time.monotonic() + 60
    while len(told) <= than:
        assert time.monotonic() < until, "the writers got no further"
        time.sleep(0.01)
