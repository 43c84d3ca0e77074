"""The two database roles: one owns the tables and migrates, the other does the daily work and owns nothing."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from brobygger.site.faults import Fault

OWNER = "brobygger_owner"
APP = "brobygger_app"
DATABASE = "brobygger"


FUTURE = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT "
OPENING = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT ALL ON SCHEMA public TO {owner}",
    "GRANT USAGE ON SCHEMA public TO {app}",
    FUTURE + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    FUTURE + "USAGE, SELECT ON SEQUENCES TO {app}",
)


class RolesFault(Fault):
    """The roles cannot be made: says who lacks which right, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role's name and password, and the database that it works in."""

    name: str
    password: str | None
    database: str


def role_of(url: str) -> Role:
    """The role that a database address names."""
    parts = conninfo_to_dict(url)
    name, database = parts.get("user"), parts.get("dbname")
    if not name or not database:
        raise RolesFault(
            da="En databaseadresse skal nævne bruger og database: postgresql://bruger:adgangskode@vært/database",
            en="A database address must name user and database: postgresql://user:password@host/database",
        )
    password = parts.get("password")
    return Role(name=str(name), password=str(password) if password else None, database=str(database))


def prepare(admin: str, *, owner: Role, app: Role, creates_databases: bool = False) -> list[str]:
    """Both roles and the database are there, with no more rights than they need. Returns what was changed.

    *admin* is the address of somebody who may make roles; where all is made already, the owner will do.
    *creates_databases* lets the owner make more databases, which the tests need.
    """
    if owner.name == app.name:
        raise RolesFault(
            da=f"DATABASE_OWNER_URL og DATABASE_URL nævner samme rolle, {app.name}. Giv programmet sin egen rolle.",
            en=f"DATABASE_OWNER_URL and DATABASE_URL name the same role, {app.name}. Give the application its own.",
        )
    with _connected(admin) as connection:
        done = _make_role(connection, owner, creates_databases=creates_databases)
        done += _make_role(connection, app, creates_databases=False)
        done += _make_database(connection, owner)
    with psycopg.connect(make_conninfo(admin, dbname=owner.database), autocommit=True) as connection:
        open_to(connection, owner=owner.name, app=app.name)
    return done


def open_to(connection: psycopg.Connection[tuple[object, ...]], *, owner: str, app: str) -> None:
    """The application may work in the tables that the owner will make in this database, and make none itself."""
    names = {"owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    for statement in OPENING:
        connection.execute(sql.SQL(statement).format(**names))


def _connected(admin: str) -> psycopg.Connection[tuple[object, ...]]:
    """The named database may be the very one to be made: then by way of the one that every server has."""
    try:
        return psycopg.connect(admin, autocommit=True)
    except psycopg.OperationalError as fault:
        try:
            return psycopg.connect(make_conninfo(admin, dbname="postgres"), autocommit=True)
        except psycopg.OperationalError:
            name = conninfo_to_dict(admin).get("user")
            raise RolesFault(
                da=f"Ingen forbindelse som {name}. Giv en anden adresse med --as.",
                en=f"No connection as {name}: {fault}. Give another address with --as.",
            ) from fault


def _make_role(connection: psycopg.Connection[tuple[object, ...]], role: Role, *, creates_databases: bool) -> list[str]:
    wanted = (True, False, False, False, creates_databases)
    if role.name == connection.info.user:
        return _as_we_are(connection, creates_databases=creates_databases)
    found = connection.execute(
        "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s",
        [role.name],
    ).fetchone()
    if found == wanted:
        return []
    attributes = sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION {}").format(
        sql.SQL("CREATEDB" if creates_databases else "NOCREATEDB")
    )
    password = sql.SQL(" PASSWORD {}").format(sql.Literal(role.password)) if role.password else sql.SQL("")
    verb = sql.SQL("ALTER" if found else "CREATE")
    try:
        connection.execute(sql.SQL("{} ROLE {} {}{}").format(verb, sql.Identifier(role.name), attributes, password))
    except psycopg.errors.InsufficientPrivilege as fault:
        name = connection.info.user
        raise RolesFault(
            da=f"{name} må ikke lave rollen {role.name}. Giv en administrators adresse med --as.",
            en=f"{name} may not make the role {role.name}. Give an administrator's address with --as.",
        ) from fault
    return [f"role {role.name}"]


def _as_we_are(connection: psycopg.Connection[tuple[object, ...]], *, creates_databases: bool) -> list[str]:
    """Nobody changes its own attributes; whether they suffice is all that can be said."""
    row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if creates_databases and row != (True,):
        name = connection.info.user
        raise RolesFault(
            da=f"{name} må ikke lave databaser. Giv en administrators adresse med --as.",
            en=f"{name} may not make databases. Give an administrator's address with --as.",
        )
    return []


def refuse_unless_admitted(address: str) -> None:
    """The server takes the address as it stands, its password included."""
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError as fault:
        name = role_of(address).name
        raise RolesFault(
            da=f"Rollen {name} findes, men serveren afviser dens adresse. Ret dens adgangskode.",
            en=f"The role {name} is there, but the server turns its address away: {fault}. Put its password right.",
        ) from fault


def _make_database(connection: psycopg.Connection[tuple[object, ...]], owner: Role) -> list[str]:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [owner.database]).fetchone():
        return []
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            sql.Identifier(owner.database), sql.Identifier(owner.name)
        )
    )
    return [f"database {owner.database}"]
