"""The database of the tests: made by the owner, used as the application's own role.

A migrated template is made once a run; a test that commits gets its changes thrown away by copying the template anew,
since the application's role may not truncate and the ledger's own triggers forbid it.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test import TransactionTestCase, override_settings
from django.utils import translation

import databases
from brobygger.site import catalogues, folders, running

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = "test_brobygger_template"
NAME = "test_brobygger"


def pytest_configure() -> None:
    """The English wording is compiled from the source as it stands.

    A run begun in the background of a script ignores Ctrl-C, and so would every server that its tests start and stop.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    catalogues.compile_all(folders.LOCALE)


@pytest.fixture(autouse=True, scope="session")
def _static_files_as_they_lie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No copying and renaming: a page of the tests names the files where they are."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True)
def _danish_first() -> None:
    """Each test begins in Danish; a page shown in English by the test before leaves its language behind."""
    translation.activate("da")


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """The database answers, the embedded one or the one that DATABASE_URL names."""
    running.leave_by_the_door()
    with running.database():
        yield


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, database_server: None) -> Iterator[None]:
    """Replaces pytest-django's: one test database, two roles."""
    blocker = request.getfixturevalue("django_db_blocker")
    # Django would empty the tables after a test that commits; copying the template anew takes its place.
    TransactionTestCase._fixture_teardown = lambda _: None  # type: ignore[attr-defined]
    with blocker.unblock():
        databases.migrated(TEMPLATE)
        databases.copied(TEMPLATE, NAME)
        yield
        connections.close_all()
        databases.dropped(NAME)
        databases.dropped(TEMPLATE)


@pytest.fixture(autouse=True)
def _commits_are_thrown_away(request: pytest.FixtureRequest) -> Iterator[None]:
    """First set up, last torn down: after pytest-django has let go of the connections."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames) or (
        marker and marker.kwargs.get("transaction")
    )
    yield
    if commits:
        with request.getfixturevalue("django_db_blocker").unblock():
            databases.copied(TEMPLATE, NAME)
