"""What must hold before anybody is served: the application's role has no way around the municipalities' walls."""

from __future__ import annotations

from typing import Any, Protocol

from brobygger.site.faults import Fault


class Connection(Protocol):
    """Django's connection, or the driver's own."""

    def cursor(self) -> Any: ...


ROLE = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
       (SELECT array_agg(DISTINCT pg_get_userbyid(c.relowner)::text ORDER BY pg_get_userbyid(c.relowner)::text)
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
           AND pg_has_role(current_user, c.relowner, 'MEMBER'))
  FROM pg_roles r WHERE r.rolname = current_user
"""

# A table that names a municipality is walled: policies on, and forced on its owner too.
TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
   AND (c.relrowsecurity
        OR EXISTS (SELECT 1 FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname = 'municipality_id' AND NOT a.attisdropped))
 ORDER BY c.relname
"""


class UnsafeToServe(Fault):
    """The application must not be served: `faults` says why, each with its remedy."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(
            da="Brobygger åbner ikke, for væggene mellem kommunerne holder ikke. Ret hver af fejlene herunder.",
            en="Brobygger does not open, because the walls between municipalities do not hold. Mend each of these:\n"
            + "\n".join(faults),
        )
        self.faults = faults


def refuse_unless_safe(connection: Connection, *, outside: frozenset[str] = frozenset()) -> None:
    """Raise with every fault at once. *outside* names the tables that stand outside the walls, for a stated reason."""
    if found := faults(connection, outside=outside):
        raise UnsafeToServe(found)


def faults(connection: Connection, *, outside: frozenset[str] = frozenset()) -> list[str]:
    """All that lets this connection's role around the walls, in words that say what to do."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        name, superuser, bypasses, makes_roles, owners = cursor.fetchone()
        cursor.execute(TABLES)
        tables = cursor.fetchall()
    found = []
    if superuser:
        found.append(f"{name} is a superuser. Give DATABASE_URL the application's own role: brobygger db prepare.")
    if bypasses:
        found.append(f"{name} bypasses row-level security. ALTER ROLE {name} NOBYPASSRLS.")
    if makes_roles and not superuser:
        found.append(f"{name} may make roles. ALTER ROLE {name} NOCREATEROLE.")
    if owners and not superuser:
        found.append(
            f"{name} owns tables, itself or as a member of {', '.join(owners)}. "
            "DATABASE_URL must name a role that owns nothing: brobygger db prepare."
        )
    for table, enabled, forced, has_policy in tables:
        if table not in outside and not (enabled and forced and has_policy):
            found.append(f"Table {table} has no forced row-level security. Run the migrations, or name its reason.")
    return found
