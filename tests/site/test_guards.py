"""N4: the office is not opened over a role that could walk around the municipalities' walls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from brobygger.site import guards, roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brobygger.site.embedded import Embedded

WALLED = """
CREATE TABLE walled (municipality_id bigint);
ALTER TABLE walled ENABLE ROW LEVEL SECURITY;
ALTER TABLE walled FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON walled USING (false);
"""


@pytest.fixture
def shape(standing: Embedded) -> Iterator[psycopg.Connection]:
    """The owner, whose tables are gone after the test."""
    with psycopg.connect(standing.conninfo(roles.OWNER), autocommit=True) as owner:
        yield owner
        owner.execute("DROP OWNED BY CURRENT_USER")
        with psycopg.connect(standing.admin, autocommit=True, dbname=roles.DATABASE) as admin:
            roles.open_to(admin, owner=roles.OWNER, app=roles.APP)


@pytest.mark.django_db
def test_the_walls_hold_in_the_tables_as_they_are_migrated() -> None:
    assert guards.faults(connection, outside=frozenset(settings.OUTSIDE_THE_WALLS)) == []


def told(
    standing: Embedded, *, attributes: str = "", member_of: str = "", outside: frozenset[str] = frozenset()
) -> str:
    """What is said of a role with these attributes."""
    with psycopg.connect(standing.admin, autocommit=True, dbname=roles.DATABASE) as admin:
        admin.execute(sql.SQL("CREATE ROLE tried " + attributes))
        try:
            if member_of:
                admin.execute(sql.SQL("GRANT {} TO tried").format(sql.Identifier(member_of)))
            admin.execute("SET ROLE tried")
            return "\n".join(guards.faults(admin, outside=outside))
        finally:
            admin.execute("RESET ROLE")
            admin.execute("DROP ROLE tried")


def test_the_application_s_own_role_over_walled_tables_is_safe(standing: Embedded, shape: psycopg.Connection) -> None:
    shape.execute(WALLED)
    with psycopg.connect(standing.conninfo(roles.APP)) as app:
        assert guards.faults(app) == []


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ("SUPERUSER", "tried is a superuser"),
        ("BYPASSRLS", "tried bypasses row-level security"),
        ("CREATEROLE", "tried may make roles"),
    ],
)
def test_a_role_with_too_much_power_is_told_with_the_remedy(standing: Embedded, attributes: str, said: str) -> None:
    assert said in told(standing, attributes=attributes)


def test_the_owner_of_the_tables_is_refused(standing: Embedded, shape: psycopg.Connection) -> None:
    shape.execute(WALLED)
    assert "brobygger_owner owns tables" in "\n".join(guards.faults(shape))


def test_a_member_of_the_owner_s_role_is_refused_too(standing: Embedded, shape: psycopg.Connection) -> None:
    shape.execute(WALLED)
    assert "tried owns tables, itself or as a member of brobygger_owner" in told(standing, member_of=roles.OWNER)


@pytest.mark.parametrize(
    "weakened",
    [
        "ALTER TABLE walled DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE walled NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY own ON walled",
    ],
)
def test_a_table_whose_walls_were_weakened_is_told_by_name(
    standing: Embedded, shape: psycopg.Connection, weakened: str
) -> None:
    shape.execute(WALLED)
    shape.execute(sql.SQL(weakened))
    assert "Table walled has no forced row-level security" in told(standing)


def test_a_table_outside_the_walls_must_be_named_to_be_let_through(
    standing: Embedded, shape: psycopg.Connection
) -> None:
    shape.execute("CREATE TABLE sign_in (municipality_id bigint)")
    assert "Table sign_in" in told(standing)
    assert told(standing, outside=frozenset({"sign_in"})) == ""


def test_all_faults_are_told_at_once(standing: Embedded, shape: psycopg.Connection) -> None:
    shape.execute("CREATE TABLE bare (municipality_id bigint)")
    with pytest.raises(guards.UnsafeToServe) as refusal:
        guards.refuse_unless_safe(shape)
    assert len(refusal.value.faults) == 2
