"""The official SDK's client before a real server: a process with a pipe, and HTTP on a port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

_ROOT = Path(__file__).resolve().parents[3]
_HOCVU = "from api.cli.main import main; main()"


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HOCVU_")}
    return kept | {"HOCVU_HOME": str(home), "PYTHONPATH": str(_ROOT)}


def by_pipe(home: Path, *args: str) -> StdioServerParameters:
    """``hocvu mcp`` as a program starts it."""
    return StdioServerParameters(
        command=sys.executable, args=["-c", _HOCVU, "mcp", *args], env=environment(home), cwd=home.parent
    )


@pytest.fixture(scope="module")
def by_http(living_home: Path) -> Iterator[str]:
    """``hocvu mcp --http``; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _HOCVU, "mcp", "--http", "--port", str(port)]
    with subprocess.Popen(command, env=environment(living_home), stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


class Calls:
    """A client that calls one thing at a time; each call over a connection of its own."""

    def __init__(self, server: Any) -> None:
        self.server = server

    def __call__(self, name: str, **arguments: Any) -> Any:
        return self.do(lambda client: client.call_tool(name, arguments))

    def do(self, act: Any, **options: Any) -> Any:
        async def run() -> Any:
            async with Client(self.server, read_timeout_seconds=120, **options) as client:
                return await act(client)

        return anyio.run(run)


@pytest.fixture(params=["pipe", "http"])
def call(request: pytest.FixtureRequest) -> Calls:
    if request.param == "pipe":
        return Calls(by_pipe(request.getfixturevalue("living_home")))
    return Calls(request.getfixturevalue("by_http"))


@pytest.fixture
def over_http(by_http: str) -> Calls:
    return Calls(by_http)


@pytest.fixture(name="by_pipe")
def _by_pipe() -> Any:
    return by_pipe
