"""Employ an officer, or let one in again: a link to choose a password by is printed, once. For the first of an office.

Name and address are asked for, so that they stand in no list of processes and no shell's memory; a password never does.
"""

from __future__ import annotations

import argparse
import getpass
import sys

from django.utils.module_loading import import_string

from brobygger.site import running, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`employ` makes an officer, `link` a new link for one who cannot get in."""
    steps = parser.add_subparsers(dest="step", required=True)
    employ = steps.add_parser("employ", help="a new officer of a municipality")
    employ.add_argument("--role", required=True, help="e.g. leader or system_administrator, who employ the others")
    employ.add_argument("--name", help="asked for when left out, as is the address")
    employ.add_argument("--ask-password", action="store_true", help="type a password here instead of getting a link")
    link = steps.add_parser("link", help="a new link for an officer, by their address")
    for step in (employ, link):
        step.add_argument("--municipality", required=True, metavar="SHORT-NAME", help="e.g. lejre")
        step.add_argument("--email", help="asked for when left out")
        step.add_argument(
            "--site", metavar="ADDRESS", default="", help="where officers reach the site (default: by BROBYGGER_HOSTS)"
        )


def run(arguments: argparse.Namespace) -> int:
    """The link alone on standard output, so that it can be taken from there; 2 when it cannot be done."""
    with running.office():
        serving.refuse_unless_ready()
        if arguments.step == "link":
            link = import_string("brobygger.site.staffing.link")
            email = arguments.email or asked("E-mail")
            return int(link(arguments.municipality, email=email, site=arguments.site))
        employ = import_string("brobygger.site.staffing.employ")
        given = {
            "role": arguments.role,
            "display_name": arguments.name or asked("Name"),
            "email": arguments.email or asked("E-mail"),
        }
        password = typed_twice() if arguments.ask_password else None
        return int(employ(arguments.municipality, given=given, password=password, site=arguments.site))


def asked(what: str) -> str:
    """A line from whoever runs the command; the question goes where it is no part of the answer."""
    print(f"{what}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def typed_twice() -> str:
    """A password, unseen; an empty one where the two are not the same, which no rule lets through."""
    first, second = getpass.getpass("Password: "), getpass.getpass("Password again: ")
    return first if first == second else ""
