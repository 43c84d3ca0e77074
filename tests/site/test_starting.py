"""Starting on a machine as it really is: what works works, and what cannot ends in a Danish and an English sentence."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

from brobygger import __main__ as command_line
from brobygger.site import faults, roles
from brobygger.site.embedded import Embedded, running
from brobygger.site.faults import Fault
from brobygger.site.folders import Folders, unprivileged
from own_folder import folder_of_its_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from brobygger.site.binaries import Binaries

    Command = Callable[..., subprocess.CompletedProcess[str]]

OTHER_SERVERS = {
    "PGHOST": "192.0.2.1",
    "PGHOSTADDR": "192.0.2.1",
    "PGPORT": "1",
    "PGUSER": "nobody-here",
    "PGPASSWORD": "wrong",
    "PGSERVICE": "no-such-service",
    "PGOPTIONS": "-c statement_timeout=1",
    "PGSSLMODE": "verify-full",
}


def pointing_to(folders: Folders) -> dict[str, str]:
    return {"BROBYGGER_DATA": str(folders.data), "DATABASE_URL": "", "DATABASE_OWNER_URL": ""}


@pytest.fixture
def environ(folders: Folders) -> dict[str, str]:
    return pointing_to(folders)


def two_sentences(done: subprocess.CompletedProcess[str], danish: str, english: str) -> None:
    """It ended with a fault in both languages, and with no traceback."""
    assert done.returncode == 2
    assert re.search(danish, done.stderr), done.stderr
    assert re.search(english, done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def test_other_servers_in_the_environment_are_not_asked(environ: dict[str, str], brobygger: Command) -> None:
    done = brobygger(environ | OTHER_SERVERS, "db", "prepare")
    assert done.returncode == 0, done.stderr


def test_danish_is_printed_whatever_the_locale(environ: dict[str, str], brobygger: Command) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = brobygger(environ | plain, "rules", "show", "integration_contract", "--lang", "da")
    assert done.returncode == 0, done.stderr
    assert "måned" in done.stdout


@pytest.mark.parametrize("key", ["x", "a" * 49])
def test_a_short_key_is_refused(environ: dict[str, str], brobygger: Command, key: str) -> None:
    done = brobygger(environ | {"BROBYGGER_SECRET_KEY": key}, "manage", "check")
    two_sentences(done, "skal have mindst 50 tilfældige tegn", "needs at least 50 random ones")


def test_an_empty_key_file_is_refused_before_anybody_is_served(
    environ: dict[str, str], folders: Folders, brobygger: Command
) -> None:
    folders.data.mkdir(mode=folders.mode)
    folders.secret_key.touch()
    two_sentences(brobygger(environ, "serve", "--port", "0"), "er ikke hel", "is not whole")


def test_the_demo_is_for_this_machine_alone(environ: dict[str, str], brobygger: Command) -> None:
    done = brobygger(environ | {"BROBYGGER_DEMO": "1"}, "serve", "--host", "0.0.0.0", "--port", "0")
    two_sentences(done, "åbner uden adgangskoder", "opens without passwords")


def test_a_cluster_that_lost_its_version_is_left_alone(folders: Folders, server: Embedded) -> None:
    with running(server):
        pass
    (folders.cluster / "PG_VERSION").unlink()
    with pytest.raises(Fault, match=r"PG_VERSION mangler(.|\n)*PG_VERSION is missing"):
        server.start()


def test_a_server_without_shared_memory_uses_the_older_kind(
    server: Embedded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brobygger.site.cluster.SHARED_MEMORY", tmp_path / "no-such-folder")
    with running(server), psycopg.connect(server.conninfo(roles.APP)) as connection:
        assert connection.execute("SHOW dynamic_shared_memory_type").fetchone() == ("sysv",)
        connection.execute("SET max_parallel_workers_per_gather = 2")
        connection.execute("SET parallel_setup_cost = 0")
        assert connection.execute("SELECT count(*) FROM pg_attribute").fetchone() != (0,)


def test_initdb_that_fails_says_what_it_said_and_leaves_nothing(
    folders: Folders, binaries: Binaries, tmp_path: Path
) -> None:
    """A stand-in for a disk that fills up half-way."""
    (tmp_path / "initdb").write_text("#!/bin/sh\necho 'could not write: No space left on device' >&2\nexit 1\n")
    tmp_path.chmod(0o755)
    (tmp_path / "initdb").chmod(0o755)
    for folder in tmp_path.parents:
        if folder.owner() == "root" and os.geteuid() == 0 and str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    full = Embedded(folders, type(binaries)(folder=tmp_path, major=binaries.major))
    with pytest.raises(Fault, match=r"Disken er fuld(.|\n)*The disk is full"):
        full.start()
    assert not folders.cluster.exists()
    assert not folders.cluster.with_suffix(".new").exists()


def test_two_who_migrate_at_once_take_turns(environ: dict[str, str], brobygger: Command) -> None:
    brobygger(environ, "db", "prepare")
    ended: list[subprocess.CompletedProcess[str]] = []
    both = [threading.Thread(target=lambda: ended.append(brobygger(environ, "db", "migrate"))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [done.returncode for done in ended] == [0, 0], [done.stderr for done in ended]


@pytest.fixture(scope="module")
def migrated() -> Iterator[Folders]:
    """Data folders whose database has its tables."""
    with folder_of_its_own() as folder:
        kept = Folders(data=folder / "data", server=unprivileged())
        command = [sys.executable, "-m", "brobygger", "db", "migrate"]
        subprocess.run(command, env=os.environ | pointing_to(kept), check=True, capture_output=True)
        yield kept


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_in_the_background_every_signal_to_stop_is_heard(
    migrated: Folders, binaries: Binaries, number: signal.Signals
) -> None:
    """A shell starts what runs in the background with Ctrl-C's signal ignored."""
    program = (
        "import signal, os, sys\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'brobygger', 'serve', '--port', '0'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], env=os.environ | pointing_to(migrated), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    while "Ctrl-C lukker" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(number)
    process.communicate(timeout=60)
    assert Embedded(migrated, binaries).cluster.pid() is None


def test_a_taken_port_is_refused_with_one_that_is_free(environ: dict[str, str], brobygger: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = brobygger(environ, "demo", "--port", str(taken.getsockname()[1]))
    two_sentences(done, r"Vælg en anden med --port, fx --port \d+", r"Choose another with --port, e.g. --port \d+")


def test_where_the_demo_s_usual_port_is_taken_the_next_free_one_is_used() -> None:
    from brobygger.site import workers

    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with workers.listen_nearby("127.0.0.1", port, say=said.append) as listening:
            used = listening.getsockname()[1]
    assert used != port
    assert said == [f"Port {port} er optaget; i stedet bruges {used}"]


class TestWhatNobodyForesaw:
    """No traceback, and none of the error's own words, which may quote what was entered."""

    @pytest.fixture
    def failing(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], int]:
        def run(error: Exception) -> int:
            def fail(_: object) -> int:
                raise error

            monkeypatch.setattr("brobygger.site.commands.typical.run", fail)
            return command_line.main(["typical"])

        return run

    @pytest.mark.parametrize(
        ("error", "danish", "english"),
        [
            (OSError(28, "No space left on device", "/srv/file"), "Disken er fuld: .*/srv/file", "The disk is full"),
            (OSError(30, "Read-only file system", "/srv/file"), "disk, der kun kan læses", "read-only disk"),
            (PermissionError(13, "Permission denied", "/srv/file"), "ikke adgang til /srv/file", "/srv/file is denied"),
            (OSError(24, "Too many open files"), "afviste et kald: Too many open", "refused a call: Too many open"),
            (KeyError("010190-1234"), r"Uventet fejl \(KeyError i ", r"Unexpected error \(KeyError in "),
        ],
    )
    def test_it_ends_in_two_sentences(
        self,
        failing: Callable[[Exception], int],
        capsys: pytest.CaptureFixture[str],
        error: Exception,
        danish: str,
        english: str,
    ) -> None:
        assert failing(error) == 2
        told = capsys.readouterr().err
        assert re.search(danish, told)
        assert re.search(english, told)
        assert "Traceback" not in told
        assert "010190" not in told

    def test_a_database_whose_disk_is_full_says_so(self) -> None:
        error = RuntimeError("could not extend file")
        error.__cause__ = psycopg.errors.DiskFull("could not extend file")
        assert "Disken er fuld" in str(faults.unexpected(error))

    def test_whoever_asks_gets_the_whole_story(
        self, failing: Callable[[Exception], int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BROBYGGER_TRACEBACK", "1")
        with pytest.raises(KeyError):
            failing(KeyError("x"))
