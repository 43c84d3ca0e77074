"""The virtual environment and the Python packages in it: exactly those of `requirements.lock`, by their hashes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from brobygger.site.faults import Fault
from brobygger.site.setup.steps import run, say

VENV = ".venv"
LOCK = "requirements.lock"
OLDEST = (3, 11)
LOG = "setup.log"
WHAT = "Python-pakkerne"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")
PER_PACKAGE = 0.6  # seconds on a usual machine, by pip
PLACING = 10.0  # seconds on a usual machine: pip moves all packages into place together
FINDING = 0.6  # share of pip's time that goes with finding and fetching
TRUSTED = 0.1  # share done from which the pace so far says more than the usual one

# Renewing the lock file resolves for every Python and system at once, which pip cannot.
RESOLVE = (
    "pip", "compile", "--quiet", "--universal", "--fork-strategy", "fewest", "--python-version", "3.11", "--upgrade",
    "--generate-hashes", "--all-extras", "--no-header", "--no-annotate", "--no-emit-index-url",
)  # fmt: skip


def install(clone: Path) -> None:
    """The environment holds what the lock file names, and the clone itself. Quick when it does already."""
    wanted = _fingerprint(clone)
    venv = clone / VENV
    done = venv / "installed"
    if done.exists() and done.read_text() == wanted:
        return
    _refuse_unless_possible(clone)
    done.unlink(missing_ok=True)
    python = _environment(venv)
    log = venv / LOG
    number = sum("==" in line for line in (clone / LOCK).read_text(encoding="utf-8").splitlines())
    say(f"Python-pakkerne hentes: {number}, cirka {round(PER_PACKAGE * number + PLACING)} sekunder")
    run(
        _installer(python, "install", "--no-deps", "--require-hashes", "-r", clone / LOCK),
        log=log, what=WHAT, progress=lambda seconds: _progress(venv, log, number, seconds),
    )  # fmt: skip
    run(
        _installer(python, "install", "--no-deps", "--no-build-isolation", "--editable", clone),
        log=log, what=WHAT, progress=lambda _: "Brobygger selv lægges på plads",
    )  # fmt: skip
    done.write_text(wanted)


def renew_lock(clone: Path) -> None:
    """Today's newest versions that `pyproject.toml` allows, the same for every Python from 3.11 on, with hashes."""
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv")
        if uv is None:
            say("uv hentes for at finde versionerne")
            subprocess.run([sys.executable, *PIP, "install", "--quiet", "--target", folder, "uv"], check=True)  # noqa: S603 - our own command
            uv = str(Path(folder) / "bin" / "uv")
        subprocess.run([uv, *RESOLVE, "pyproject.toml", "--output-file", LOCK], check=True, cwd=clone)  # noqa: S603 - our own command
    say(f"{LOCK} er fornyet; kør `make test` og `make check`, før den tages i brug")


def _fingerprint(clone: Path) -> str:
    """What the environment depends on: another Python, lock file, project or place asks for a new one."""
    content = b"\0".join((clone / name).read_bytes() for name in (LOCK, "pyproject.toml"))
    return f"{hashlib.sha256(content).hexdigest()} {os.fsencode(clone).hex()} {sys.version_info[:2]}"


def _refuse_unless_possible(clone: Path) -> None:
    if sys.version_info < OLDEST:
        raise Fault(
            da=f"Brobygger kræver Python 3.11 eller nyere; dette er {sys.version.split()[0]}. Sæt PYTHON: "
            "`make demo PYTHON=python3.12`.",
            en=f"Brobygger needs Python 3.11 or newer; this is {sys.version.split()[0]}. Set PYTHON: "
            "`make demo PYTHON=python3.12`.",
        )
    if os.pathsep in str(clone):
        raise Fault(
            da=f"Stien {clone} indeholder et kolon, og det kan et Python-miljø ikke. Flyt mappen.",
            en=f"The path {clone} holds a colon, which a Python environment cannot have. Move the folder.",
        )
    if not os.access(clone, os.W_OK):
        raise Fault(
            da=f"Der kan ikke skrives i {clone}, hvor Python-pakkerne skal ligge. Gør den skrivbar, eller kopiér den "
            "til en mappe, der er.",
            en=f"{clone}, where the Python packages go, cannot be written to. Make it writable, or copy it to a folder "
            "that is.",
        )


def _environment(venv: Path) -> Path:
    """A virtual environment of the Python that runs this; one of another Python, or a broken one, is made anew."""
    python = venv / "bin" / "python"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    asked = [str(python), "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2], sys.prefix)"]
    try:
        found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split(maxsplit=1)  # noqa: S603 - our own command
    except (OSError, subprocess.CalledProcessError):
        found = []
    if found[:1] != [version] or Path(found[1].strip()).resolve() != venv.resolve():
        say("Python-miljøet laves")
        shutil.rmtree(venv, ignore_errors=True)
        venv.mkdir()
        command: list[str | Path] = [sys.executable, "-m", "venv", venv]
        run(command, log=venv / LOG, what="Python-miljøet", progress=lambda _: "Python-miljøet laves stadig")
    return python


def _installer(python: Path, *arguments: str | Path) -> list[str | Path]:
    """Uv where it is found, else the environment's own pip; both read the same file and check the same hashes."""
    if uv := shutil.which("uv"):
        return [uv, "pip", *arguments, "--python", python]
    # What is not compiled now is compiled when it is first imported, and most of it never is.
    return [python, *PIP, *arguments, "--no-compile", "--progress-bar", "off"]


def _progress(venv: Path, log: Path, number: int, seconds: float) -> str:
    """How far pip is, and about how long the rest takes by the pace so far."""
    found = log.read_text(encoding="utf-8", errors="replace").count("Collecting ")
    placed = len(list(venv.glob("lib/python*/site-packages/*.dist-info")))
    share = FINDING * min(found / number, 1) + (1 - FINDING) * min(placed / number, 1)
    usual = PER_PACKAGE * number + PLACING
    left = seconds / share - seconds if share > TRUSTED else usual - seconds
    where = f"{found} af {number} hentet" if found < number else f"{placed} af {number} på plads"
    return f"Python-pakkerne: {where}, cirka {max(round(left / 5), 1) * 5} sekunder tilbage"
