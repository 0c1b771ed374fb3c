"""Start the service with uvicorn, as ``hocvu serve`` does."""

import uvicorn

from api.app import create_app
from assistant.settings import Settings

_KEEP_ALIVE_S = 15
_SHUTDOWN_S = 10
_BACKLOG = 256


def serve(settings: Settings | None = None, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until interrupted.

    No access log: addresses hold questions, and questions are the asker's own. Headers of a
    proxy are believed only from this machine; ``FORWARDED_ALLOW_IPS`` names others.
    """
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_SHUTDOWN_S,
        backlog=_BACKLOG,
    )
