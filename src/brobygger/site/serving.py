"""From a database that answers to an office that is open."""

from __future__ import annotations

import os
import socket
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from brobygger.site import guards, workers
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MIGRATING = 0x62726F62  # "brob": the advisory lock of whoever brings the tables up to date
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def say(line: str) -> None:
    """One line of progress, at once."""
    print(f"  {line}", flush=True)


def migrate(alias: str, *, verbosity: int = 0) -> None:
    """The tables are as the code expects. Two who migrate at once take turns: the second finds nothing left to do."""
    owner = connections[alias]
    with owner.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            call_command("migrate", database=alias, verbosity=verbosity)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def collect_static(*, say: Callable[[str], None] = say) -> None:
    """The static files lie ready, each under a name that changes with its content."""
    if not settings.DESIGN_SYSTEM.exists():
        raise Fault(
            da=f"Designsystemet er ikke i {settings.DESIGN_SYSTEM}. Kør `make setup`.",
            en=f"The design system is not in {settings.DESIGN_SYSTEM}. Run `make setup`.",
        )
    say("Sidernes faste filer samles")
    call_command("collectstatic", interactive=False, verbosity=0)


def refuse_unless_ready() -> None:
    """Walls that hold, and tables that are up to date; else a fault that says what to do."""
    guards.refuse_unless_safe(connection, outside=frozenset(settings.OUTSIDE_THE_WALLS))
    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Fault(
            da=f"Databasen mangler {len(missing)} migreringer. Kør `brobygger db migrate`.",
            en=f"The database lacks {len(missing)} migrations. Run `brobygger db migrate`.",
        )
    connection.close()


def refuse_the_demo_abroad(host: str) -> None:
    """In the demo anybody becomes anybody without a password, so it is for this machine alone."""
    if settings.DEMO and host not in LOOPBACK:
        raise Fault(
            da=f"BROBYGGER_DEMO=1 åbner uden adgangskoder og må ikke lytte på {host}. Fjern BROBYGGER_DEMO, eller brug "
            "--host 127.0.0.1.",
            en=f"BROBYGGER_DEMO=1 opens without passwords and must not listen on {host}. Remove BROBYGGER_DEMO, or use "
            "--host 127.0.0.1.",
        )


def until_stopped(listening: socket.socket, *, count: int, lines: Sequence[str] = ()) -> None:
    """Serve until Ctrl-C or a signal; *lines* are printed with the address."""
    refuse_unless_ready()
    name, bound = listening.getsockname()[:2]
    try:
        with workers.serving(listening, workers=count, say=say) as look:
            shown = f"[{name}]" if ":" in name else name
            closing = f"Ctrl-C lukker; i baggrunden: kill {os.getpid()}\n"
            print(f"\nBrobygger er åben på http://{shown}:{bound}/", *lines, closing, sep="\n", flush=True)
            while True:
                look()
                time.sleep(workers.BETWEEN_LOOKS)
    except KeyboardInterrupt:
        print(flush=True)
        say("Brobygger lukker")
    finally:
        listening.close()
