"""The web workers and who looks after them: one listening socket, some processes, a dead one replaced.

The parent binds the socket and serves nothing itself. A worker lives no longer than its parent: it holds the reading
end of a pipe that nobody writes to, and leaves when the pipe closes.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THREADS = 4
NEARBY = 20  # ports after the asked one
BETWEEN_LOOKS = 0.2  # seconds
PATIENCE = 30.0  # seconds for requests under way, when told to stop


def listen(host: str, port: int) -> socket.socket:
    """The socket that all workers accept from. Raises Fault, with a free port, where the asked one cannot be had."""
    try:
        listening = _bound(host, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        free = _free_port(host)
        raise Fault(
            da=f"Der kan ikke lyttes på {host}, port {port}: {reason}. Vælg en anden med --port"
            + (f", fx --port {free}." if free else "."),
            en=f"Nothing can listen on {host}, port {port}: {reason}. Choose another with --port"
            + (f", e.g. --port {free}." if free else "."),
        ) from error
    listening.set_inheritable(True)
    return listening


def listen_nearby(host: str, port: int, *, say: Callable[[str], None]) -> socket.socket:
    """As `listen`, but where the port is taken the next free one is used instead, and *say* hears of it."""
    for candidate in range(port, port + NEARBY):
        try:
            listening = _bound(host, candidate)
        except OSError:
            continue
        if candidate != port:
            say(f"Port {port} er optaget; i stedet bruges {candidate}")
        listening.set_inheritable(True)
        return listening
    return listen(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=256)


def _free_port(host: str) -> int | None:
    """A port that was free a moment ago; none where the host itself is not ours."""
    try:
        with _bound(host, 0) as trial:
            return int(trial.getsockname()[1])
    except OSError:
        return None


@contextmanager
def serving(listening: socket.socket, *, workers: int, say: Callable[[str], None]) -> Iterator[Callable[[], None]]:
    """Workers serve inside the block; call what it gives now and then to have dead ones replaced."""
    alive_end, worker_end = os.pipe()[::-1]
    started: list[subprocess.Popen[bytes]] = []

    def look() -> None:
        for place, worker in enumerate(started):
            if worker.poll() is not None:
                say(f"En webproces stoppede ({worker.returncode}) og startes igen")
                started[place] = _start(listening, worker_end)

    try:
        started.extend(_start(listening, worker_end) for _ in range(workers))
        yield look
    finally:
        os.close(alive_end)
        os.close(worker_end)
        _await_all(started)


def _start(listening: socket.socket, pipe: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "brobygger.site.workers", str(listening.fileno()), str(pipe)],
        pass_fds=[listening.fileno(), pipe],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the parent, who lets requests under way end
    )


def _await_all(started: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + PATIENCE
    for worker in started:
        try:
            worker.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def work(listening: int, pipe: int) -> None:
    """Serve until the parent is gone."""
    from brobygger.site.wsgi import application  # noqa: PLC0415 - loads Django, which the parent has no use for

    server = create_server(
        application, sockets=[socket.socket(fileno=listening)], threads=THREADS, ident=None, **behind_proxy()
    )

    def leave_with_parent() -> None:
        os.read(pipe, 1)
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=PATIENCE)
        until = time.monotonic() + PATIENCE
        while any(channel.total_outbufs_len for channel in server.active_channels.values()):
            if time.monotonic() > until:
                break
            time.sleep(0.01)
        os._exit(0)

    Thread(target=leave_with_parent, name="leave-with-parent", daemon=True).start()
    server.run()


def behind_proxy() -> dict[str, Any]:
    """Whose word is taken on scheme and visitor's address: the named proxy's, else nobody's."""
    proxy = os.environ.get("BROBYGGER_PROXY")
    if not proxy:
        return {}
    return {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"}}


if __name__ == "__main__":
    work(int(sys.argv[1]), int(sys.argv[2]))
