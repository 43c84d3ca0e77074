"""From a database that answers to an office that is open."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from brobygger.site import guards, workers
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence


def say(line: str) -> None:
    """One line of progress, at once."""
    print(f"  {line}", flush=True)


def migrate(alias: str) -> None:
    """The tables are as the code expects."""
    call_command("migrate", database=alias, verbosity=0)


def collect_static() -> None:
    """The static files lie ready, each under a name that changes with its content."""
    if not settings.DESIGN_SYSTEM.exists():
        message = f"The design system is not in {settings.DESIGN_SYSTEM}. Run `make setup`."
        raise Fault(message)
    say("Sidernes faste filer samles")
    call_command("collectstatic", interactive=False, verbosity=0)


def refuse_unless_ready() -> None:
    """Walls that hold, and tables that are up to date; else a fault that says what to do."""
    guards.refuse_unless_safe(connection, outside=frozenset(settings.OUTSIDE_THE_WALLS))
    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        message = f"The database lacks {len(missing)} migrations. Run `brobygger db migrate`."
        raise Fault(message)
    connection.close()


def until_stopped(host: str, port: int, *, count: int, lines: Sequence[str] = ()) -> None:
    """Serve until Ctrl-C or a signal; *lines* are printed with the address."""
    listening = workers.listen(host, port)
    refuse_unless_ready()
    name, bound = listening.getsockname()[:2]
    try:
        with workers.serving(listening, workers=count, say=say) as look:
            shown = f"[{name}]" if ":" in name else name
            print(f"\nBrobygger er åben på http://{shown}:{bound}/", *lines, "Ctrl-C lukker.\n", sep="\n", flush=True)
            while True:
                look()
                time.sleep(workers.BETWEEN_LOOKS)
    except KeyboardInterrupt:
        print(flush=True)
        say("Brobygger lukker")
    finally:
        listening.close()
