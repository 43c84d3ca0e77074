"""A real browser at a real server: the demo's offices, served as the application's own role.

The demo's people are loaded once into a database of their own. Tests that only look share one copy; a test that
writes asks for `fresh` and leaves a new copy behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, StorageState, sync_playwright

import databases
from brobygger.site import demo
from brobygger.site.progress import Progress
from browser.desk import Desk
from conftest import NAME, TEMPLATE

STOCKED = "test_brobygger_stocked"
SERVED = "test_brobygger_served"
DEMO = {
    "DEMO": True,
    "ROOT_URLCONF": "browser.urls",
    # Plain http: no cookie of the demo is for https only.
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
    "LANGUAGE_COOKIE_SECURE": False,
    "SESSION_COOKIE_NAME": "brobygger",
    "CSRF_COOKIE_NAME": "csrf",
    "SECURE_HSTS_SECONDS": 0,
    "ALLOWED_HOSTS": ["localhost"],
}


@pytest.fixture(scope="session")
def stocked(django_db_setup: None, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the demo's offices and people, to be copied."""
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock():
        with override_settings(**DEMO):
            databases.copied(TEMPLATE, STOCKED)
            demo.load(Progress(demo.LOADERS, print_line=lambda _: None))
        connections.close_all()
        databases.looked_at(NAME)
        yield STOCKED
        databases.dropped(STOCKED)


@pytest.fixture(scope="module")
def address(stocked: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the demo answers, for the tests of one file; the tests of other files are back at their own database."""
    with request.getfixturevalue("django_db_blocker").unblock(), override_settings(**DEMO):
        databases.copied(stocked, SERVED)
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://localhost:{server.port}"
        server.terminate()
        connections.close_all()
        databases.looked_at(NAME)
        databases.dropped(SERVED)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of one file, Debian's or whichever stands in the path."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("No Chromium. On Debian: apt-get install chromium.")
    sandbox = [] if os.getuid() else ["--no-sandbox"]  # Chromium refuses its sandbox to root
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread; the tests' own few queries are not in its way.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=found, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture
def fresh(address: str) -> Iterator[None]:
    """The test may write: what it wrote is thrown away."""
    yield
    databases.copied(STOCKED, SERVED)


@pytest.fixture(scope="module")
def badges(browser: Browser, address: str) -> Callable[[str], StorageState]:
    """What an officer's browser keeps when signed in, by one real sign-in each."""

    @cache
    def badge(officer: str) -> StorageState:
        desk = Desk.at(browser, address, language="da", width=1280)
        desk.sign_in(officer)
        kept = desk.context.storage_state()
        desk.leave()
        return kept

    return badge


@pytest.fixture
def desk(browser: Browser, address: str, badges: Callable[[str], StorageState]) -> Iterator[Callable[..., Desk]]:
    """Sits an officer down: `desk("vesthimmerland-caseworker", language="da", width=1280)`; no name, no signing in."""
    desks: list[Desk] = []

    def sit(officer: str = "", *, language: str = "da", width: int = 1280, scripts: bool = True) -> Desk:
        cookies = badges(officer) if officer else None
        desks.append(Desk.at(browser, address, language=language, width=width, scripts=scripts, cookies=cookies))
        return desks[-1]

    yield sit
    for one in desks:
        one.leave()
