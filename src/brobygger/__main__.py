"""The `brobygger` command: finds the sub-command's module and runs it."""

from __future__ import annotations

import argparse
import importlib
import locale
import os
import pkgutil
import sys

from brobygger.site import commands, faults
from brobygger.site.faults import Fault

CUT_SHORT = 141  # as a shell tells of a program whose reader has gone


def names() -> list[str]:
    """Every sub-command: one module in `site.commands`, `_` read as `-`."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))


def main(argv: list[str] | None = None) -> int:
    """Run `brobygger NAME ...`; only the chosen command's module is imported, so the pure ones stay quick."""
    if argv is None:
        _in_utf8()
        argv = sys.argv[1:]
    chooser = argparse.ArgumentParser(prog="brobygger", description=__doc__)
    chooser.add_argument("command", choices=names(), metavar="COMMAND", help=", ".join(names()))
    chosen = chooser.parse_args(argv[:1])
    try:
        module = importlib.import_module(f"{commands.__name__}.{chosen.command.replace('-', '_')}")
        parser = argparse.ArgumentParser(prog=f"brobygger {chosen.command}", description=module.__doc__)
        module.add_arguments(parser)
        ended = int(module.run(parser.parse_args(argv[1:])))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read it (`| head`) has had enough; what is left goes nowhere, and quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_SHORT
    except Fault as fault:
        return _refused(fault)
    except OSError as error:
        return _refused(faults.of_system(error), error)
    except Exception as error:  # noqa: BLE001 - nobody meets a traceback; it may quote what was entered
        return _refused(faults.unexpected(error), error)
    return ended


def _refused(fault: Fault, error: Exception | None = None) -> int:
    """Two sentences on standard error, Danish and English; the whole story only for whoever asks for it."""
    if error is not None and os.environ.get("BROBYGGER_TRACEBACK"):
        raise error
    print(f"brobygger: {fault}", file=sys.stderr)
    return 2


def _in_utf8() -> None:
    """Danish goes in and out whatever the machine's locale says: Python starts anew in its UTF-8 mode if need be."""
    if locale.getencoding().lower().replace("-", "") != "utf8" and not sys.flags.utf8_mode:
        sys.stdout.flush()
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "brobygger", *sys.argv[1:]])  # noqa: S606 - ourselves, no shell


if __name__ == "__main__":
    raise SystemExit(main())
