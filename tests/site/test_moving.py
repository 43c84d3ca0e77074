"""What was in the embedded database is in the municipality's own afterwards, row for row, walls and all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from brobygger.site import guards, roles
from brobygger.site.embedded import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    from brobygger.site.embedded import Embedded

    Command = Callable[..., CompletedProcess[str]]


def contents(address: str) -> dict[str, object]:
    """A checksum of every table's rows."""
    with psycopg.connect(address) as connection:
        connection.execute("SET timezone = 'UTC'")
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = sql.SQL("SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {} t")
        return {str(name): connection.execute(rows.format(sql.Identifier(str(name)))).fetchone() for (name,) in tables}


@pytest.fixture
def arrival(standing: Embedded) -> Iterator[str]:
    """An empty database elsewhere, as `db prepare` makes it, by its owner's address."""
    with psycopg.connect(standing.conninfo(roles.OWNER, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE arrival TEMPLATE template0")
    with psycopg.connect(make_conninfo(standing.admin, dbname="arrival"), autocommit=True) as connection:
        roles.open_to(connection, owner=roles.OWNER, app=roles.APP)
    yield standing.conninfo(roles.OWNER, "arrival")
    with psycopg.connect(standing.admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE arrival")


def test_every_row_arrives_and_the_walls_stand(
    server: Embedded, standing: Embedded, arrival: str, place: Path, brobygger: Command
) -> None:
    here = {"BROBYGGER_DATA": str(server.folders.data), "DATABASE_URL": "", "DATABASE_OWNER_URL": ""}
    assert brobygger(here, "demo", "--load-only").returncode == 0
    dumped = brobygger(here, "db", "dump", str(place / "office.dump"))
    assert dumped.returncode == 0, dumped.stderr
    there = {"DATABASE_URL": "dbname=arrival", "DATABASE_OWNER_URL": arrival}
    restored = brobygger(there, "db", "restore", str(place / "office.dump"))
    assert restored.returncode == 0, restored.stderr
    with running(server):
        before = contents(make_conninfo(server.admin, dbname=roles.DATABASE))
    assert before["access_municipality"] != (0, None)
    assert contents(make_conninfo(standing.admin, dbname="arrival")) == before
    with psycopg.connect(standing.conninfo(roles.APP, "arrival")) as app:
        assert guards.faults(app) == []
        assert app.execute("SELECT count(*) FROM casefiles_entry").fetchone() == (0,)


def test_a_file_that_is_there_is_not_written_over(server: Embedded, place: Path, brobygger: Command) -> None:
    (place / "kept").write_text("kept")
    done = brobygger({"BROBYGGER_DATA": str(server.folders.data)}, "db", "dump", str(place / "kept"))
    assert done.returncode == 2
    assert "Give another name" in done.stderr
    assert (place / "kept").read_text() == "kept"


def test_a_database_that_is_not_empty_is_left_as_it_was(
    server: Embedded, standing: Embedded, arrival: str, place: Path, brobygger: Command
) -> None:
    here = {"BROBYGGER_DATA": str(server.folders.data), "DATABASE_URL": "", "DATABASE_OWNER_URL": ""}
    brobygger(here, "db", "migrate")
    brobygger(here, "db", "dump", str(place / "office.dump"))
    with psycopg.connect(arrival) as connection:
        connection.execute("CREATE TABLE django_session (mine int)")
    done = brobygger({"DATABASE_OWNER_URL": arrival}, "db", "restore", str(place / "office.dump"))
    assert done.returncode == 2
    assert "Nothing was changed" in done.stderr
    assert list(contents(arrival)) == ["django_session"]
