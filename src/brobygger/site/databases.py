"""Where the database is and as whom it is asked: `default` does the daily work, `owner` migrates."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from psycopg.conninfo import conninfo_to_dict

from brobygger.site import roles
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brobygger.site.folders import Folders

OWNER_ALIAS = "owner"


def external(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the database is somebody else's, named by its address."""
    return bool(environ.get("DATABASE_URL"))


def forget_other_servers() -> None:
    """Drop libpq's own variables (PGHOST, PGSERVICE, PGPASSWORD ...): the embedded database is meant."""
    for variable in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[variable]


def databases(folders: Folders, environ: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """Django's `DATABASES`. A web worker of a production site need not know the owner's address."""
    if not external(environ):
        return {
            "default": _from_parts(_embedded(folders, roles.APP)),
            OWNER_ALIAS: _from_parts(_embedded(folders, roles.OWNER)),
        }
    found = {"default": _from_parts(conninfo_to_dict(environ["DATABASE_URL"]))}
    if owner := environ.get("DATABASE_OWNER_URL"):
        found[OWNER_ALIAS] = _from_parts(conninfo_to_dict(owner))
    return found


class Router:
    """The owner migrates, and nothing else goes through it."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ARG002 - Django's signature
        return db == OWNER_ALIAS


def owner_address(environ: Mapping[str, str] = os.environ) -> str:
    """The owner's address, which a command that changes the database's shape cannot do without."""
    if owner := environ.get("DATABASE_OWNER_URL"):
        return owner
    raise Fault(
        da="DATABASE_URL er sat, og DATABASE_OWNER_URL er ikke. Sæt den til adressen på rollen, der ejer tabellerne.",
        en="DATABASE_URL is set and DATABASE_OWNER_URL is not. Set it to the address of the role that owns the tables.",
    )


def _embedded(folders: Folders, user: str) -> dict[str, Any]:
    return {
        "host": str(folders.sockets),
        "port": 5432,
        "user": user,
        "dbname": roles.DATABASE,
        "passfile": str(folders.passwords),
    }


def _from_parts(parts: Mapping[str, Any]) -> dict[str, Any]:
    left = {name: value for name, value in parts.items() if value is not None}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": left.pop("dbname", ""),
        "USER": left.pop("user", ""),
        "PASSWORD": left.pop("password", ""),
        "HOST": left.pop("host", ""),
        "PORT": str(left.pop("port", "")),
        "OPTIONS": left,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }
