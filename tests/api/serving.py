"""Applications to be asked: on a port, with other settings, and what they send in pieces.

Shared by the tests of answers, of conversations and of the OpenAI protocol; ``conftest`` makes
fixtures of it.
"""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.settings import Settings

_STOP_S = 20

NORMS_QUESTION = "Định mức tiết dạy của giáo viên THCS là bao nhiêu?"
"""Of the sample library; the statements below are on what answers it."""

TRUE_TEXT = "Giáo viên trung học cơ sở có định mức 19 tiết dạy trong một tuần."
ALSO_TRUE_TEXT = "Giáo viên dạy lớp dành cho người khuyết tật có định mức 16 tiết một tuần."
FALSE_TEXT = "Giáo viên trung học cơ sở có định mức 21 tiết dạy trong một tuần."


def says(text: str, token: int, part: str) -> dict[str, object]:
    """A statement as a model writes it."""
    return {"text": text, "citations": [token], "part": part}


TRUE = says(TRUE_TEXT, 1, "short")
ALSO_TRUE = says(ALSO_TRUE_TEXT, 3, "detail")
FALSE = says(FALSE_TEXT, 1, "short")


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_STOP_S)


@contextmanager
def clients(door: Any, settings: Settings) -> Iterator[Callable[..., TestClient]]:
    """Makes clients of applications before ``door`` with some settings changed."""
    with ExitStack() as stack:

        def make(**values: Any) -> TestClient:
            app = create_app(settings.model_copy(update=values), lambda _settings: door)
            return stack.enter_context(TestClient(app, raise_server_exceptions=False))

        yield make


def named_events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream of ``/v1/chat``: their names and data."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.startswith("event:")]
    lines = [block.split("\n", 1) for block in blocks]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]


def data_events(text: str) -> list[str]:
    """The data of the events of a stream of the OpenAI protocol, which have no names."""
    return [line.removeprefix("data: ") for line in text.split("\n\n") if line.startswith("data: ")]
