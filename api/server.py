"""Start the service with uvicorn, as ``hocvu serve`` does.

One process answers on about one core and a half: searching lets other threads run, the rest
of Python does not. More processes share one port and one library; each opens the indexes
for itself (its own memory) and follows the library's editions like any other reader. Limits
of requests (``HOCVU_MAX_REQUESTS``, ``HOCVU_REQUEST_THREADS``) hold in each process.

Each process has a socket of its own on the port, and the system shares connections out among
them. Of one socket that all have, the process that wakes first takes every connection that
waits: measured, two processes then answered 95 questions a second instead of 160.
"""

import contextlib
import functools
import socket
import sys

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.errors import CannotListen
from assistant.settings import Settings

_KEEP_ALIVE_S = 15
_SHUTDOWN_S = 10
_BACKLOG = 256
_SWITCH_S = 0.001
"""How long a thread may keep the others waiting. With Python's own 5 ms, threads that search
keep the one that reads and writes the wire waiting longer than a whole search takes."""


def serve(
    settings: Settings | None = None, *, host: str = "127.0.0.1", port: int = 8000, processes: int = 1
) -> None:
    """Serve until interrupted; raises ``CannotListen`` where the address is taken.

    ``processes``: how many answer side by side; one that dies is replaced.

    No access log: addresses hold questions, and questions are the asker's own. Headers of a
    proxy are believed only from this machine; ``FORWARDED_ALLOW_IPS`` names others.
    """
    with _listening(host, port) as listener, contextlib.suppress(KeyboardInterrupt):
        config = uvicorn.Config(
            functools.partial(_app, settings),
            factory=True,
            workers=processes,
            access_log=False,
            server_header=False,
            log_level="warning",
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_SHUTDOWN_S,
        )
        if processes == 1:
            uvicorn.Server(config).run(sockets=[listener])
        else:
            Multiprocess(config, [_shared(listener)]).run()


def _app(settings: Settings | None) -> FastAPI:
    """The application, made in the process that serves it."""
    sys.setswitchinterval(_SWITCH_S)
    return create_app(settings)


class _Place(socket.socket):
    """An address that each process binds for itself when it is given it. Here it only keeps the
    port: it does not listen, so that no connection comes to it.
    """

    def __reduce__(self) -> tuple[object, ...]:
        """How another process gets it: bound anew."""
        return _place, (self.family, self.getsockname())


def _place(family: socket.AddressFamily, address: tuple[str, int]) -> _Place:
    place = _Place(family)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    place.bind(address)
    return place


def _shared(listener: socket.socket) -> socket.socket:
    """What processes are given to listen at: a place each where the system has such, else
    ``listener``, which all of them then share.
    """
    if not hasattr(socket, "SO_REUSEPORT"):
        return listener
    address = listener.getsockname()
    listener.close()
    return _place(listener.family, address)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, taken before anything slow is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError:
        raise CannotListen(
            f"Không mở được cổng {port} trên {host}: cổng đang được dùng hoặc không được phép.",
            "Dừng chương trình đang dùng cổng đó, hoặc chọn cổng khác: hocvu serve --port 8001.",
        ) from None
