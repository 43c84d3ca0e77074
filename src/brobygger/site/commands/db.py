"""The database's roles and shape: `brobygger db prepare`, then `brobygger db migrate`."""

from __future__ import annotations

import argparse
import os

from django.core.management import call_command

from brobygger.site import databases, roles, running


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


def run(arguments: argparse.Namespace) -> int:
    """Do the step and say what was done."""
    return _prepare(arguments) if arguments.step == "prepare" else _migrate()


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


def _migrate() -> int:
    with running.office(say=print):
        call_command("migrate", database=databases.OWNER_ALIAS)
    return 0
