"""Officers at their desks, all at once, on the office as `brobygger serve` opens it; and what a page asks."""

from __future__ import annotations

import http.client
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.signals import request_started
from django.db import connection, reset_queries
from django.test import Client

from brobygger.office.access.models import Officer

CSRF = "0123456789abcdef" * 2
FOUND = frozenset({200, 302})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the office and who opens it: *paths* are the same page about others, *posted* is what is typed."""

    name: str
    officers: tuple[Officer, ...]
    paths: tuple[str, ...]
    posted: tuple[str, ...] = ()

    def ask(self, rng: random.Random) -> Asked:
        """One visit."""
        return Asked(
            officer=rng.choice(self.officers),
            path=rng.choice(self.paths),
            typed=rng.choice(self.posted) if self.posted else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One visit: who, where to, and what is typed."""

    officer: Officer
    path: str
    typed: str | None


@dataclass(slots=True)
class Visits:
    """How long each page took, in seconds, by its name."""

    took: dict[str, list[float]] = field(default_factory=dict)
    lasted: float = 0.0

    @property
    def number(self) -> int:
        """All of them."""
        return sum(len(each) for each in self.took.values())


def signed_in(officer: Officer) -> str:
    """The cookie of somebody who has signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def statements(page: Page) -> int:
    """How many statements the page sends to the database, BEGIN and COMMIT included; on a worker that is warm."""
    asked = page.ask(random.Random(1))
    client = Client(headers={"host": "localhost"})
    client.force_login(asked.officer)
    visit = (
        (lambda: client.get(asked.path)) if asked.typed is None else lambda: client.post(asked.path, {"q": asked.typed})
    )
    visit()
    connection.ensure_connection()
    request_started.disconnect(reset_queries)
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    try:
        answer = visit()
        found = [query["sql"] for query in connection.queries_log]
    finally:
        connection.force_debug_cursor = False
        request_started.connect(reset_queries)
    assert answer.status_code in FOUND, (page.name, answer.status_code)
    if os.environ.get("BENCH_SQL"):
        print(page.name, *(sql[:300] for sql in found), sep="\n    ")
    return len(found)


@contextmanager
def opened(database: str, owner: str) -> Iterator[str]:
    """`brobygger serve` on that database, as in production; gives host and port."""
    command = [sys.executable, "-m", "brobygger", "serve", "--port", "0"]
    environ = {"DATABASE_URL": database, "DATABASE_OWNER_URL": owner, "BROBYGGER_DEMO": "0"}
    environ["BROBYGGER_SECRET_KEY"] = settings.SECRET_KEY  # the sessions are ours
    # The server's log has a line for every visit that waits its turn; the table tells how long.
    silent = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=os.environ | environ, text=True, **silent) as process:
        try:
            assert process.stdout
            yield next(found[1] for line in process.stdout if (found := re.search(r"http://([^/\s]+)", line)))
        finally:
            process.terminate()
            process.communicate()


def visit(address: str, asked: Asked, cookie: str) -> float:
    """Seconds until the whole page is there."""
    headers = {"Cookie": cookie, "Connection": "close"}
    body = None
    if asked.typed is not None:
        body = urlencode({"q": asked.typed, "csrfmiddlewaretoken": CSRF})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    begun = time.perf_counter()
    talk = http.client.HTTPConnection(address, timeout=60)
    talk.request("POST" if body else "GET", asked.path, body, headers)
    answer = talk.getresponse()
    answer.read()
    took = time.perf_counter() - begun
    talk.close()
    assert answer.status in FOUND, (asked.path, answer.status)
    return took


def all_at_once(address: str, pages: list[Page], *, users: int, each: int, pause: float) -> Visits:
    """So many users open every page *each* times between them, in no order, with a pause of about so many seconds."""
    rng = random.Random(7)
    cookies = {officer.pk: signed_in(officer) for page in pages for officer in page.officers}
    plan = [(page.name, page.ask(rng)) for page in pages for _ in range(each)]
    rng.shuffle(plan)
    shares = [plan[place::users] for place in range(users)]
    visits = Visits({page.name: [] for page in pages})

    def work(share: list[tuple[str, Asked]]) -> None:
        mine = random.Random(len(share) + id(share))
        time.sleep(mine.uniform(0, pause))
        for name, asked in share:
            visits.took[name].append(visit(address, asked, cookies[asked.officer.pk]))
            time.sleep(mine.uniform(0.5, 1.5) * pause)

    begun = time.perf_counter()
    with ThreadPoolExecutor(users) as pool:
        list(pool.map(work, shares))
    visits.lasted = time.perf_counter() - begun
    return visits


def percentile(found: list[float], share: float) -> float:
    """The time within which that share of the visits was answered."""
    return sorted(found)[min(len(found) - 1, int(len(found) * share))]


def environment(parameters: dict[str, Any], name: str) -> str:
    """A role's address of one of its databases, as `DATABASE_URL` takes it."""
    kept = {key: value for key, value in parameters.items() if key in {"host", "port", "user", "password", "passfile"}}
    return " ".join(f"{key}='{value}'" for key, value in (kept | {"dbname": name}).items() if value)
