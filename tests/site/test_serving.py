"""The demo and the site open, refuse, recover and close, as their users would see it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from brobygger.site import roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from brobygger.site.embedded import Embedded
    from brobygger.site.folders import Folders

    Command = Callable[..., subprocess.CompletedProcess[str]]

STYLESHEET = "static/dkfds/css/dkfds.min.css"


class Open:
    """A `brobygger demo` or `serve` that has printed its address."""

    def __init__(self, command: str, environ: dict[str, str], *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "brobygger", command, "--port", "0", *arguments],
            env=os.environ | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.told = ""
        self.address = ""
        assert self.process.stdout
        for line in self.process.stdout:
            self.told += line
            if found := re.search(r"http://\S+", line):
                self.address = found.group()
                break

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as response:
                return int(response.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def head(self, path: str, headers: dict[str, str]) -> tuple[int, str | None]:
        """Status and where it sends on to, not followed."""
        host = re.sub(r"^http://|/$", "", self.address)
        connection = http.client.HTTPConnection(host, timeout=20)
        connection.request("HEAD", path, headers={"Host": "127.0.0.1", **headers})
        self.answer = connection.getresponse()
        connection.close()
        return self.answer.status, self.answered("Location")

    def answered(self, header: str) -> str | None:
        return self.answer.getheader(header)

    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def close(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.told += self.process.communicate(timeout=60)[0]


@pytest.fixture
def environ(folders: Folders) -> dict[str, str]:
    return {"BROBYGGER_DATA": str(folders.data), "DATABASE_URL": "", "DATABASE_OWNER_URL": ""}


@pytest.fixture
def opened(environ: dict[str, str]) -> Iterator[list[Open]]:
    """What a test opened is closed, however the test ends."""
    all_opened: list[Open] = []
    yield all_opened
    for one in all_opened:
        if one.process.poll() is None:
            one.close()


def kept(server: Embedded) -> list[tuple[int]]:
    with psycopg.connect(server.conninfo(roles.OWNER)) as connection:
        return connection.execute("SELECT number FROM entered").fetchall()


def test_the_demo_opens_shows_its_address_and_survives_the_death_of_all_its_processes(
    server: Embedded, environ: dict[str, str], opened: list[Open]
) -> None:
    opened.append(first := Open("demo", environ))
    assert "Databasen startes" in first.told
    assert first.get(STYLESHEET) == 200
    with psycopg.connect(server.conninfo(roles.OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE entered AS SELECT 7 AS number")
    database = server.cluster.pid()
    assert database is not None
    for pid in [first.process.pid, *first.workers(), database]:
        os.kill(pid, signal.SIGKILL)
    first.process.communicate()

    opened.append(second := Open("demo", environ))
    assert second.get(STYLESHEET) == 200
    assert kept(server) == [(7,)]
    second.close(signal.SIGINT)
    assert second.process.returncode == 0
    assert "Databasen standses" in second.told
    assert server.cluster.pid() is None


def test_a_web_worker_that_dies_is_replaced_and_all_leave_with_their_parent(
    server: Embedded, environ: dict[str, str], opened: list[Open]
) -> None:
    opened.append(demo := Open("demo", environ, "--workers", "2"))
    [first, second] = demo.workers()
    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + 20
    while demo.workers() in ([second], [first, second]):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert demo.get(STYLESHEET) == 200
    workers = demo.workers()
    demo.process.kill()
    demo.process.communicate()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("role", "said"), [("postgres", "postgres is a superuser"), (roles.OWNER, "brobygger_owner owns tables")]
)
def test_serving_over_a_role_with_too_much_power_is_refused(
    standing: Embedded, role: str, said: str, brobygger: Command
) -> None:
    owner = standing.conninfo(roles.OWNER)
    environ = {"DATABASE_URL": standing.conninfo(role), "DATABASE_OWNER_URL": owner}
    brobygger(environ, "db", "migrate")
    done = brobygger(environ, "serve", "--port", "0")
    assert done.returncode == 2
    assert said in done.stderr


def test_serving_over_tables_that_lag_behind_is_refused(standing: Embedded, brobygger: Command) -> None:
    with psycopg.connect(standing.conninfo(roles.OWNER, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
    with psycopg.connect(make_conninfo(standing.admin, dbname="empty"), autocommit=True) as connection:
        roles.open_to(connection, owner=roles.OWNER, app=roles.APP)
    done = brobygger({"DATABASE_URL": standing.conninfo(roles.APP, "empty")}, "serve", "--port", "0")
    assert done.returncode == 2
    assert re.search(r"lacks \d+ migrations. Run `brobygger db migrate`", done.stderr)


def test_a_taken_port_is_told_with_the_remedy(standing: Embedded, brobygger: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        environ = {"DATABASE_URL": standing.conninfo(roles.APP)}
        done = brobygger(environ, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "Choose another with --port" in done.stderr


def test_a_proxy_s_word_is_taken_only_where_the_proxy_is_named(
    environ: dict[str, str], opened: list[Open], brobygger: Command
) -> None:
    """Behind it plain http is sent on to https, and cookies go over https alone."""
    brobygger(environ, "db", "migrate")
    opened.append(bare := Open("serve", environ, "--workers", "1"))
    assert bare.head("/static/none", {"X-Forwarded-Proto": "https"}) == (404, None)
    assert not bare.answered("Strict-Transport-Security")
    bare.close()
    opened.append(behind := Open("serve", environ | {"BROBYGGER_PROXY": "127.0.0.1"}, "--workers", "1"))
    assert behind.head("/static/none", {"X-Forwarded-Proto": "http"}) == (301, "https://127.0.0.1/static/none")
    assert behind.head("/static/none", {"X-Forwarded-Proto": "https"}) == (404, None)
    assert behind.answered("Strict-Transport-Security")
