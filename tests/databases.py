"""Test databases: made, copied and thrown away as the owner, whichever server the settings name."""

from __future__ import annotations

import time
from contextlib import suppress

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from brobygger.site import roles
from brobygger.site.databases import OWNER_ALIAS

PATIENCE = 100  # tenths of a second


def migrated(name: str) -> None:
    """A new database of that name has every table, and the application's role may use them."""
    owner = connections[OWNER_ALIAS].settings_dict["USER"]
    app = connections["default"].settings_dict["USER"]
    dropped(name)
    execute(f"CREATE DATABASE {name} TEMPLATE template0")
    with psycopg.connect(address(name), autocommit=True) as connection:
        roles.open_to(connection, owner=owner, app=app)
    looked_at(name)
    call_command("migrate", database=OWNER_ALIAS, verbosity=0)
    connections.close_all()
    keep_the_statistics(name)


def keep_the_statistics(name: str) -> None:
    """Nothing is analysed in the background: which index the planner prefers does not depend on when that happened."""
    with psycopg.connect(address(name), autocommit=True) as connection:
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            connection.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = false)").format(sql.Identifier(table)))


def copied(source: str, name: str) -> None:
    """The database of that name is a new copy of *source*, and the one that both roles look at."""
    connections.close_all()
    dropped(name)
    execute(f"CREATE DATABASE {name} TEMPLATE {source}")
    # What a test rolls back is vacuumed in the background; then the planner believes the tables empty and reads them
    # whole, row by row: minutes for one page, and only on a slow day. Tests use the indexes that real tables use.
    execute(f"ALTER DATABASE {name} SET enable_seqscan = off")
    # Should a statement still go astray, its test fails and the rest go on.
    execute(f"ALTER DATABASE {name} SET statement_timeout = '60s'")
    looked_at(name)


def looked_at(name: str) -> None:
    """Both roles' next connection is to that database."""
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name


def dropped(name: str) -> None:
    """There is no database of that name, whoever was connected.

    The owner may not cut off the application's role: a page still being answered is waited for.
    """
    for _ in range(PATIENCE):
        with suppress(errors.InsufficientPrivilege):
            execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            return
        time.sleep(0.1)
    execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def execute(statement: str) -> None:
    """The owner runs the statement outside every transaction."""
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement))


def address(database: str) -> str:
    """The owner's address of one of its databases."""
    parameters = connections[OWNER_ALIAS].get_connection_params()
    kept = {key: value for key, value in parameters.items() if key in {"host", "port", "user", "password", "passfile"}}
    return make_conninfo(**kept | {"dbname": database})
