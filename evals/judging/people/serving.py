"""Start the page on this machine."""

import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn

from assistant.errors import BadRequest
from evals.judging.people.app import create_app
from evals.judging.people.book import Book
from evals.judging.people.desk import Desk, Plan
from evals.judging.people.tasks import tasks_of

HOST = "127.0.0.1"

Announce = Callable[[Mapping[str, str], Desk], None]
"""Is told each person's link, and what lies on the desk, once the page can be opened."""


def serve(folders: Sequence[Path], plan: Plan, announce: Announce, *, port: int = 0) -> None:
    """Let people label the answers of one or several runs until interrupted. ``port`` of 0: any that is
    free. Raise ``BadRequest`` where a folder is no run, another process labels it, or the port is taken.

    No address but this machine's own, no log of requests; a link holds a random token behind ``#``,
    which browsers never send.
    """
    tasks = tasks_of(folders)
    with Book.opened(tasks) as book, _listening(port) as listener:
        desk = Desk(book, plan)
        tokens = {secrets.token_urlsafe(24): who for who in desk.lying}
        announce(links(tokens, listener.getsockname()[1]), desk)
        config = uvicorn.Config(
            create_app(desk, tokens), access_log=False, server_header=False, log_level="warning"
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def links(tokens: Mapping[str, str], port: int) -> dict[str, str]:
    """Each person's link."""
    return {who: f"http://{HOST}:{port}/#{token}" for token, who in tokens.items()}


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise BadRequest(
            f"Không mở được cổng {port}: cổng đang được dùng hoặc không được phép.", "Chọn cổng khác: --port"
        ) from error
