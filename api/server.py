"""Start the service with uvicorn, as ``hocvu serve`` does."""

import contextlib
import socket

import uvicorn

from api.app import create_app
from api.errors import CannotListen
from assistant.settings import Settings

_KEEP_ALIVE_S = 15
_SHUTDOWN_S = 10
_BACKLOG = 256


def serve(settings: Settings | None = None, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until interrupted; raises ``CannotListen`` where the address is taken.

    No access log: addresses hold questions, and questions are the asker's own. Headers of a
    proxy are believed only from this machine; ``FORWARDED_ALLOW_IPS`` names others.
    """
    with _listening(host, port) as listener, contextlib.suppress(KeyboardInterrupt):
        config = uvicorn.Config(
            create_app(settings),
            access_log=False,
            server_header=False,
            log_level="warning",
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_SHUTDOWN_S,
        )
        uvicorn.Server(config).run(sockets=[listener])


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
