"""The `brobygger` command: finds the sub-command's module and runs it."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys

from brobygger.site import commands
from brobygger.site.faults import Fault

CUT_SHORT = 141  # as a shell tells of a program whose reader has gone


def names() -> list[str]:
    """Every sub-command: one module in `site.commands`, `_` read as `-`."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))


def main(argv: list[str] | None = None) -> int:
    """Run `brobygger NAME ...`; only the chosen command's module is imported, so the pure ones stay quick."""
    argv = sys.argv[1:] if argv is None else argv
    chooser = argparse.ArgumentParser(prog="brobygger", description=__doc__)
    chooser.add_argument("command", choices=names(), metavar="COMMAND", help=", ".join(names()))
    chosen = chooser.parse_args(argv[:1])
    module = importlib.import_module(f"{commands.__name__}.{chosen.command.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"brobygger {chosen.command}", description=module.__doc__)
    module.add_arguments(parser)
    try:
        ended = int(module.run(parser.parse_args(argv[1:])))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read it (`| head`) has had enough; what is left goes nowhere, and quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_SHORT
    except Fault as fault:
        print(f"brobygger: {fault}", file=sys.stderr)
        return 2
    return ended


if __name__ == "__main__":
    raise SystemExit(main())
