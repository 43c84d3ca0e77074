"""The database of the tests: made by the owner, used as the application's own role.

A migrated template is made once a run; a test that commits gets its changes thrown away by copying the template anew,
since the application's role may not truncate and the ledger's own triggers forbid it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase, override_settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from brobygger.site import catalogues, folders, roles, running
from brobygger.site.databases import OWNER_ALIAS

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE = "test_brobygger_template"
NAME = "test_brobygger"


def pytest_configure() -> None:
    """The English wording is compiled from the source as it stands."""
    catalogues.compile_all(folders.LOCALE)


@pytest.fixture(autouse=True, scope="session")
def _static_files_as_they_lie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No copying and renaming: a page of the tests names the files where they are."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


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
        _make_template()
        _copy_template()
        yield
        connections.close_all()
        _execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")


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
            connections.close_all()
            _copy_template()


def _make_template() -> None:
    owner = connections[OWNER_ALIAS].settings_dict["USER"]
    app = connections["default"].settings_dict["USER"]
    _execute(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)", f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    with psycopg.connect(_owner(TEMPLATE), autocommit=True) as connection:
        roles.open_to(connection, owner=owner, app=app)
    connections[OWNER_ALIAS].settings_dict["NAME"] = TEMPLATE
    call_command("migrate", database=OWNER_ALIAS, verbosity=0)
    connections[OWNER_ALIAS].close()


def _copy_template() -> None:
    _execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME} TEMPLATE {TEMPLATE}")
    for alias in connections:
        connections[alias].settings_dict["NAME"] = NAME


def _execute(*statements: str) -> None:
    with psycopg.connect(_owner("postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement))


def _owner(database: str) -> str:
    """The owner's address of one of its databases."""
    parameters = connections[OWNER_ALIAS].get_connection_params()
    kept = {key: value for key, value in parameters.items() if key in {"host", "port", "user", "password", "passfile"}}
    return make_conninfo(**kept | {"dbname": database})
