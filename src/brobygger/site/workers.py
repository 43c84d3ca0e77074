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
BETWEEN_LOOKS = 0.2  # seconds
PATIENCE = 30.0  # seconds for requests under way, when told to stop


def listen(host: str, port: int) -> socket.socket:
    """The socket that all workers accept from."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=256)
    except OSError as fault:
        message = f"Nothing can listen on {host}, port {port}: {fault.strerror}. Choose another with --port."
        raise Fault(message) from fault
    listening.set_inheritable(True)
    return listening


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
