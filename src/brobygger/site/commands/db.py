"""The database's roles and shape: `brobygger db prepare`, then `brobygger db migrate`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from brobygger.site import databases, embedded, moving, roles, running, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`prepare` makes roles and database, `migrate` the tables."""
    steps = parser.add_subparsers(dest="step", required=True)
    prepare = steps.add_parser(
        "prepare", help="make the owner's role, the application's role and the database; may be repeated"
    )
    prepare.add_argument(
        "--as", dest="admin", metavar="ADDRESS", default=os.environ.get("DATABASE_ADMIN_URL"),
        help="address of a role that may make roles (default: DATABASE_ADMIN_URL, else DATABASE_OWNER_URL)",
    )  # fmt: skip
    prepare.add_argument(
        "--for-tests", action="store_true", help="the owner may make databases too, which the test suite needs"
    )
    steps.add_parser("migrate", help="bring the tables up to date, as the owner")
    dump = steps.add_parser("dump", help="write the whole embedded database to a file")
    restore = steps.add_parser("restore", help="read such a file into the empty database of DATABASE_OWNER_URL")
    for step in (dump, restore):
        step.add_argument("file", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Do the step and say what was done."""
    running.leave_by_the_door()
    return {"prepare": _prepare, "migrate": _migrate, "dump": _dump, "restore": _restore}[arguments.step](arguments)


def _prepare(arguments: argparse.Namespace) -> int:
    if not databases.external():
        with running.database(say=print):
            print("Den indlejrede database er klar: begge roller er der.")
        return 0
    owner = databases.owner_address()
    done = roles.prepare(
        arguments.admin or owner,
        owner=roles.role_of(owner),
        app=roles.role_of(os.environ["DATABASE_URL"]),
        creates_databases=arguments.for_tests,
    )
    for address in (owner, os.environ["DATABASE_URL"]):
        roles.refuse_unless_admitted(address)
    print("Lavet: " + ", ".join(done) if done else "Alt var på plads.")
    return 0


def _dump(arguments: argparse.Namespace) -> int:
    with embedded.running(embedded.embedded(say=print)) as server:
        moving.dump(server, arguments.file)
    print(f"Databasen ligger i {arguments.file}.")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    moving.restore(embedded.embedded().cluster.binaries, arguments.file, owner=databases.owner_address())
    print(f"{arguments.file} er læst ind.")
    return 0


def _migrate(_: argparse.Namespace) -> int:
    with running.office(say=print):
        serving.migrate(databases.OWNER_ALIAS, verbosity=1)
    return 0
