"""`brobygger db prepare` gives any PostgreSQL its two roles and its database, as often as it is asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from brobygger.site import roles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import CompletedProcess

    from brobygger.site.embedded import Embedded

    Command = Callable[..., CompletedProcess[str]]


@pytest.fixture
def elsewhere(standing: Embedded) -> Iterator[dict[str, str]]:
    """Addresses of roles and a database that are not there yet."""
    host = {"host": str(standing.folders.sockets), "port": "5432", "dbname": "elsewhere"}
    yield {
        "DATABASE_OWNER_URL": make_conninfo(**host, user="the_owner", password="one"),
        "DATABASE_URL": make_conninfo(**host, user="the_app", password="two"),
    }
    with psycopg.connect(standing.admin, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS elsewhere")
        for name in ("the_owner", "the_app"):
            admin.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


@pytest.fixture
def prepare(brobygger: Command) -> Command:
    return lambda addresses, *arguments: brobygger(addresses, "db", "prepare", *arguments)


def test_a_bare_server_gets_both_roles_and_the_database(
    standing: Embedded, elsewhere: dict[str, str], prepare: Command
) -> None:
    done = prepare(elsewhere, "--as", standing.admin)
    assert (done.returncode, done.stdout) == (0, "Lavet: role the_owner, role the_app, database elsewhere\n")
    with psycopg.connect(elsewhere["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, name text)")
    with psycopg.connect(elsewhere["DATABASE_URL"]) as app:
        app.execute("INSERT INTO thing (name) VALUES ('seng')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("DROP TABLE thing")


def test_asked_again_it_changes_nothing_and_the_owner_may_ask(
    standing: Embedded, elsewhere: dict[str, str], prepare: Command
) -> None:
    prepare(elsewhere, "--as", standing.admin)
    assert prepare(elsewhere, "--as", standing.admin).stdout == "Alt var på plads.\n"
    assert prepare(elsewhere).stdout == "Alt var på plads.\n"


def test_a_role_that_was_given_too_much_is_put_right(
    standing: Embedded, elsewhere: dict[str, str], prepare: Command
) -> None:
    prepare(elsewhere, "--as", standing.admin)
    with psycopg.connect(standing.admin, autocommit=True) as admin:
        admin.execute("ALTER ROLE the_app BYPASSRLS CREATEDB")
        assert prepare(elsewhere, "--as", standing.admin).stdout == "Lavet: role the_app\n"
        row = admin.execute("SELECT rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = 'the_app'").fetchone()
        assert row == (False, False)


def test_somebody_who_may_make_no_roles_is_told_who_can(
    standing: Embedded, elsewhere: dict[str, str], prepare: Command
) -> None:
    done = prepare(elsewhere, "--as", standing.conninfo(roles.APP))
    assert done.returncode == 2
    assert "brobygger_app may not make the role the_owner. Give an administrator's address with --as." in done.stderr


def test_one_role_for_both_jobs_is_refused(standing: Embedded, elsewhere: dict[str, str], prepare: Command) -> None:
    done = prepare(elsewhere | {"DATABASE_URL": elsewhere["DATABASE_OWNER_URL"]}, "--as", standing.admin)
    assert done.returncode == 2
    assert "name the same role, the_owner" in done.stderr


def test_a_password_that_the_server_does_not_take_is_told(
    standing: Embedded, elsewhere: dict[str, str], prepare: Command
) -> None:
    prepare(elsewhere, "--as", standing.admin)
    wrong = make_conninfo(elsewhere["DATABASE_URL"], password="three")
    done = prepare(elsewhere | {"DATABASE_URL": wrong}, "--as", standing.admin)
    assert done.returncode == 2
    assert "The role the_app is there, but the server turns its address away" in done.stderr


def test_an_administrator_named_as_owner_makes_the_rest_and_keeps_its_own_rights(
    standing: Embedded, elsewhere: dict[str, str], prepare: Command
) -> None:
    owner = make_conninfo(standing.admin, dbname="elsewhere")
    done = prepare(elsewhere | {"DATABASE_OWNER_URL": owner})
    assert (done.returncode, done.stdout) == (0, "Lavet: role the_app, database elsewhere\n")
    with psycopg.connect(standing.admin) as admin:
        row = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        assert row == (True,)


def test_a_server_that_lets_nobody_in_is_told_with_who_asked(
    standing: Embedded, elsewhere: dict[str, str], prepare: Command
) -> None:
    done = prepare(elsewhere)
    assert done.returncode == 2
    assert "No connection as the_owner" in done.stderr
