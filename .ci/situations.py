"""Tries both commands in the situations that a fresh machine really has, each from a clone with an empty HOME.

Run as root on Debian: `python3 .ci/situations.py FOLDER [NAME ...]`, with FOLDER an empty one outside /root: all that
are quick, two at a time, or those named; `whole_suite` is the long one. Prints a table of situation, seconds and
result, and fails if one of them failed. What is not at hand is named as such.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
OPENED = re.compile(r"Brobygger er åben på (http://\S+)")
PATIENCE = 600  # seconds for a demo to open
SILENCE = 30  # seconds without a line of progress
SUITE = 4000  # seconds for a suite to end
PLAIN_USER = "nobody"
DEBIANS = "/usr/bin/python3"
# What an installation's network needs to fetch packages; nothing else of this machine's environment is handed on.
HANDED_ON = re.compile(r"(?i)PIP_|UV_|NODE_|npm_config_|SSL_|REQUESTS_|(https?|no|all)_proxy$")
# A test of every kind: no database, the database as the application's role, the embedded server, the programs, the law.
SOME_TESTS = (
    "tests/site/test_setup.py tests/site/test_roles.py tests/site/test_finders.py tests/site/test_binaries.py "
    "tests/law/test_clocks.py tests/site/test_embedded.py::test_a_new_cluster_answers_both_roles_and_no_network"
)
OTHER_SERVERS = {"PGHOST": "192.0.2.1", "PGPASSWORD": "wrong", "PGSERVICE": "no-such-service"}


class Failed(Exception):
    """A situation in which a command did not do what the README says."""


class NotAtHand(Exception):
    """This machine lacks what the situation is about."""


@dataclass
class Place:
    """A clone with its own empty HOME, and who works in it with which Python."""

    clone: Path
    python: str = DEBIANS
    user: str = ""
    path: str = "/usr/local/bin:/usr/bin:/bin"
    environ: dict[str, str] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    """A command that the situation's commands run under, e.g. in a mount name space of their own."""

    @property
    def home(self) -> Path:
        return self.clone.parent / "home"

    def command(self, *arguments: str) -> list[str]:
        if not self.user:
            return [*self.inside, *arguments]
        drop = ("setpriv", f"--reuid={self.user}", f"--regid={gid(self.user)}", "--clear-groups", "--inh-caps=-all")
        return [*self.inside, *drop, *arguments]

    def environment(self) -> dict[str, str]:
        handed = {name: value for name, value in os.environ.items() if HANDED_ON.match(name)}
        caches = self.clone.parent.parent / f"cache-{self.user or 'root'}"
        return {
            **handed,
            "PATH": self.path,
            "HOME": str(self.home),
            "PIP_CACHE_DIR": str(caches / "pip"),
            "UV_CACHE_DIR": str(caches / "uv"),
            "npm_config_cache": str(caches / "npm"),
            **self.environ,
        }

    def make(self, *arguments: str, **more: str) -> list[str]:
        return self.command("make", f"PYTHON={self.python}", *arguments, *(f"{k}={v}" for k, v in more.items()))


def gid(user: str) -> str:
    return subprocess.run(["id", "-g", user], check=True, capture_output=True, text=True).stdout.strip()


@contextlib.contextmanager
def demo(place: Place) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """`make demo` in the background, as a script starts it, once it has printed its address and the page answers."""
    # A shell that is no terminal's starts what runs in the background with Ctrl-C's signal ignored.
    shell = 'trap "" INT; exec "$@"'
    process = subprocess.Popen(
        ["sh", "-c", shell, "sh", *place.make("demo")],
        cwd=place.clone,
        env=place.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    lines: list[str] = []
    began = said = time.monotonic()
    longest, before = 0.0, ""
    try:
        assert process.stdout
        address = ""
        for line in process.stdout:
            if time.monotonic() - said > longest:
                longest, before = time.monotonic() - said, "".join([*lines[-1:], line])
            said = time.monotonic()
            lines.append(line)
            if found := OPENED.search(line):
                address = found.group(1)
            if "Ctrl-C lukker" in line:
                break
            if time.monotonic() - began > PATIENCE:
                raise Failed("the demo did not open in time")
        if not address:
            raise Failed("".join(lines[-30:]))
        if longest > SILENCE:
            raise Failed(f"{longest:.0f} seconds passed without a line of progress: {before}")
        with urllib.request.urlopen(address, timeout=60) as page:
            if page.status != 200 or "Brobygger" not in page.read().decode():
                raise Failed(f"{address} does not show the sign-in page")
        yield process, address, lines
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            lines += process.communicate(timeout=90)[0].splitlines(keepends=True)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def stopped_by(number: signal.Signals, process: subprocess.Popen[str], lines: list[str]) -> None:
    """The signal, sent where the demo itself says, closes all in good order."""
    told = re.search(r"i baggrunden: kill (\d+)", "".join(lines))
    if not told:
        raise Failed("the demo does not say how it is closed from the background")
    os.kill(int(told.group(1)), number)
    try:
        lines += process.communicate(timeout=90)[0].splitlines(keepends=True)
    except subprocess.TimeoutExpired:
        raise Failed(f"{number.name} did not stop the demo") from None
    if "Databasen standses" not in "".join(lines):
        raise Failed(f"{number.name} left the database running: " + "".join(lines[-10:]))
    if "Traceback" in "".join(lines):
        raise Failed("".join(lines[-30:]))


def both_commands(place: Place, number: signal.Signals, *, tests: str = SOME_TESTS) -> None:
    with demo(place) as (process, _, lines):
        stopped_by(number, process, lines)
    suite(place, tests)


def suite(place: Place, tests: str) -> None:
    """`make test`, with the named tests; none named: all of them."""
    report = place.clone.parent / "tests.xml"
    place.environ["PYTEST_ADDOPTS"] = f"{tests} --durations=15 --junitxml={shlex.quote(str(report))}"
    with (place.clone.parent / "tests.log").open("w") as log:
        done = subprocess.run(
            place.make("test"), cwd=place.clone, env=place.environment(), stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, check=False, timeout=SUITE,
        )  # fmt: skip
    if done.returncode != 0:
        raise Failed((place.clone.parent / "tests.log").read_text(errors="replace")[-12000:])
    if not tests:
        print((place.clone.parent / "tests.log").read_text(errors="replace")[-2500:], flush=True)
        subprocess.run([sys.executable, CHECKOUT / ".ci" / "no_browser_test_skipped.py", report], check=True)


def refused(place: Place, danish: str, english: str, *arguments: str) -> None:
    """The command ends with one Danish and one English sentence, and in no traceback."""
    done = subprocess.run(
        place.make(*(arguments or ("demo",))), cwd=place.clone, env=place.environment(), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=PATIENCE,
    )  # fmt: skip
    output = done.stdout + done.stderr
    if done.returncode == 0 or "Traceback" in output or danish not in output or english not in output:
        raise Failed(f"exit {done.returncode}, expected '{danish}' and '{english}':\n{output[-3000:]}")


class Situations:
    """One method a situation; its docstring is its name in the table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.chmod(0o711)

    def place(self, name: str, *, user: str = "", below: str = "clone", mode: int = 0o755, **more: object) -> Place:
        """A fresh clone, owned by whoever works in it."""
        parent = self.folder / name
        clone = parent / below / "brobygger"
        clone.parent.mkdir(parents=True)
        subprocess.run(["git", "clone", "--quiet", str(CHECKOUT), str(clone)], check=True)
        place = Place(clone=clone, user=user, **more)  # type: ignore[arg-type]
        place.home.mkdir()
        caches = self.folder / name / f"cache-{user or 'root'}"
        caches.mkdir(exist_ok=True)
        if user:
            subprocess.run(["chown", "-R", f"{user}:{gid(user)}", str(parent)], check=True)
        parent.chmod(mode)
        return place

    def whole_suite(self) -> None:
        """Root, in a folder that only root reads; Debian's Python, no uv; SIGTERM; then the whole suite"""
        both_commands(self.place("root-alone", mode=0o700), signal.SIGTERM, tests="")

    def root_in_a_readable_folder_with_uv(self) -> None:
        """Root, in a folder that everyone reads; with uv; SIGINT in the background"""
        both_commands(self.place("root-uv", path=f"{self.uv()}:/usr/bin:/bin"), signal.SIGINT)

    def plain_user_odd_path(self) -> None:
        """Plain user; path with space, æøå, $, quotes; LANG=C; PGHOST, PGPASSWORD, PGSERVICE set; SIGHUP"""
        odd = "Sagsbehandling æøå $HOME \"a\" 'b' `c`"
        environ = {"LANG": "C", **OTHER_SERVERS}
        both_commands(self.place("odd", user=PLAIN_USER, below=odd, environ=environ), signal.SIGHUP)

    def root_odd_path(self) -> None:
        """Root; the same odd path, readable by root alone; LC_ALL=C and Python's UTF-8 mode off; with uv"""
        odd = "Sagsbehandling æøå $HOME \"a\" 'b' `c`"
        environ = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        place = self.place("root-odd", below=odd, mode=0o700, environ=environ, path=f"{self.uv()}:/usr/bin:/bin")
        both_commands(place, signal.SIGINT)

    def no_npm_beside_another_clone(self) -> None:
        """Plain user without npm, while another clone's demo runs and port 8000 is taken; another port is printed"""
        first = self.place("first", path=f"{self.uv()}:/usr/bin:/bin")
        second = self.place("no-npm", user=PLAIN_USER, path=self.without("npm", "npx", "node", "nodejs", "uv"))
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):
                stack.enter_context(socket.create_server(("127.0.0.1", 8000)))
            _, one, _ = stack.enter_context(demo(first))
            process, two, lines = stack.enter_context(demo(second))
            if ":8000" in one + two or one == two:
                raise Failed(f"both on {one} and {two}")
            if "Port 8000 er optaget" not in "".join(lines):
                raise Failed("nothing says that port 8000 is taken")
            stopped_by(signal.SIGTERM, process, lines)
            with urllib.request.urlopen(one, timeout=60) as page:
                if page.status != 200:
                    raise Failed("stopping one clone's demo harmed the other's")
        suite(second, SOME_TESTS)

    def newer_pythons(self) -> None:
        """Every newer Python at hand, with uv"""
        found = []
        for minor in range(12, 20):
            kept = sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python3.{minor}"))
            for python in filter(None, (shutil.which(f"python3.{minor}"), *map(str, kept[-1:]))):
                asked = [python, "-c", "import sys, ensurepip; print(sys.executable)"]
                done = subprocess.run(asked, capture_output=True, text=True, check=False)
                if done.returncode == 0:
                    found.append((minor, done.stdout.strip()))
                    break
        if not found:
            raise NotAtHand("no Python newer than Debian's")
        for minor, python in found:
            place = self.place(f"python3.{minor}", python=python, path=f"{self.uv()}:/usr/bin:/bin")
            both_commands(place, signal.SIGTERM)
            print(f"   Python 3.{minor}: both commands", flush=True)

    def no_shared_memory(self) -> None:
        """No /dev/shm; with uv"""
        inside = ("unshare", "--mount", "sh", "-c", 'umount -l /dev/shm && rmdir /dev/shm 2>/dev/null; exec "$@"', "sh")
        self.mounts_or_not(inside)
        both_commands(self.place("no-shm", path=f"{self.uv()}:/usr/bin:/bin", inside=inside), signal.SIGTERM)

    def what_cannot_work(self) -> None:
        """Refused in Danish and English: disk full, read-only, no network, odd or foreign BROBYGGER_DATA"""
        place = self.place("refused", path=f"{self.uv()}:/usr/bin:/bin")
        closed = "http://127.0.0.1:9"
        nowhere = {
            "HTTP_PROXY": closed,
            "HTTPS_PROXY": closed,
            "NO_PROXY": "",
            "UV_NO_CACHE": "1",
            "UV_HTTP_RETRIES": "0",
        }
        offline = Place(clone=place.clone, path=place.path, environ=nowhere)
        refused(offline, "kunne ikke hentes", "could not be fetched")
        subprocess.run(place.make("setup"), cwd=place.clone, env=place.environment(), check=True, capture_output=True)
        self.data_refused(place, "/tmp/a$b", "en mappe uden dem", "a folder without them")
        foreign = self.folder / "foreign"
        foreign.mkdir()
        shutil.chown(foreign, PLAIN_USER)
        self.data_refused(place, str(foreign), "tilhører en anden", "belongs to somebody else")
        full = self.small_disk("full", megabytes=20)
        self.data_refused(place, str(full / "data"), "Disken er fuld", "The disk is full")
        tight = self.small_disk("tight", megabytes=120)
        clone = tight / "clone" / "brobygger"
        clone.parent.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(CHECKOUT), str(clone)], check=True)
        (tight / "clone" / "home").mkdir()
        no_cache = {"UV_NO_CACHE": "1", "TMPDIR": str(self.folder)}
        refused(Place(clone=clone, path=place.path, environ=no_cache), "Disken er fuld", "The disk is full")
        lock = 'mount --bind -r "{0}" "{0}" && cd "{0}" && exec "$@"'
        read_only = Place(
            clone=place.clone, path=place.path, environ={"BROBYGGER_DATA": str(place.clone / ".data")},
            inside=("unshare", "--mount", "sh", "-c", lock.format(place.clone), "sh"),
        )  # fmt: skip
        refused(read_only, "disk, der kun kan læses", "read-only disk")

    def data_refused(self, place: Place, data: str, danish: str, english: str) -> None:
        elsewhere = Place(clone=place.clone, path=place.path, environ={"BROBYGGER_DATA": data})
        refused(elsewhere, danish, english)

    def small_disk(self, name: str, *, megabytes: int) -> Path:
        folder = self.folder / name
        folder.mkdir()
        options = f"size={megabytes}m,mode=755"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=False)
        if done.returncode != 0:
            raise NotAtHand("this machine lets nobody mount")
        return folder

    def mounts_or_not(self, inside: tuple[str, ...]) -> None:
        if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode != 0:
            raise NotAtHand("this machine lets nobody mount")

    def uv(self) -> str:
        """A folder with uv and nothing else."""
        return str(self.folder / "uv" / "bin")

    def without(self, *programs: str) -> str:
        """A folder with every program of the machine's but these."""
        folder = self.folder / f"without-{programs[0]}"
        folder.mkdir()
        for origin in ("/bin", "/usr/bin"):
            for program in Path(origin).iterdir():
                if program.name not in programs and not (folder / program.name).exists():
                    (folder / program.name).symlink_to(program)
        return str(folder)

    def prepare(self) -> None:
        """uv itself comes from PyPI, for the situations that have it; its folder holds nothing else."""
        made = self.folder / "uv-environment"
        subprocess.run([DEBIANS, "-m", "venv", str(made)], check=True)
        pip = [str(made / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", "uv"]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
        Path(self.uv()).mkdir(parents=True)
        (Path(self.uv()) / "uv").symlink_to(made / "bin" / "uv")

    def close(self) -> None:
        for name in ("full", "tight"):
            if (self.folder / name).is_mount():
                subprocess.run(["umount", "-l", str(self.folder / name)], check=False)


def tried(situation: Callable[[], None]) -> tuple[str, float, str]:
    began = time.monotonic()
    try:
        situation()
        result = "virker"
    except NotAtHand as missing:
        result = f"ikke prøvet: {missing}"
    except Exception as failed:  # whatever it was, the others are tried too
        result = f"FEJL: {type(failed).__name__}: {failed}"
    seconds = time.monotonic() - began
    print(f"== {situation.__doc__}: {seconds:.0f} s, {result}", flush=True)
    return str(situation.__doc__), seconds, result


def main() -> int:
    folder = Path(sys.argv[1]).resolve()
    situations = Situations(folder)
    situations.prepare()
    by_default = [
        situations.no_npm_beside_another_clone,
        situations.newer_pythons,
        situations.plain_user_odd_path,
        situations.root_odd_path,
        situations.root_in_a_readable_folder_with_uv,
        situations.no_shared_memory,
        situations.what_cannot_work,
    ]
    chosen = [getattr(situations, name) for name in sys.argv[2:]] or by_default
    try:
        with ThreadPoolExecutor(max_workers=2) as lanes:
            results = list(lanes.map(tried, chosen))
    finally:
        situations.close()
    # The whole suite's own closing line is above; here is how many of the situations held.
    print("\n| situation | sekunder | resultat |\n|---|---|---|")
    for name, seconds, result in results:
        print(f"| {name} | {seconds:.0f} | {result.splitlines()[0]} |")
    (folder / "results.json").write_text(json.dumps(results))
    return int(any(result.startswith("FEJL") for _, _, result in results))


if __name__ == "__main__":
    raise SystemExit(main())
