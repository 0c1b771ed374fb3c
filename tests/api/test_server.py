import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import httpx
import psutil
import pytest

from api.errors import CannotListen
from api.server import serve
from evals.benchmarks.made import write
from ingest.pipeline import Ingest

_SERVE = """
import sys
from pathlib import Path
from api.server import serve
from assistant.settings import Settings
if __name__ == "__main__":
    serve(Settings(home=Path(sys.argv[1])), port=int(sys.argv[2]), processes=2)
"""


def test_a_port_that_is_taken_is_told_in_words(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen) as caught:
            serve(settings, port=port)
    assert str(port) in caught.value.message
    assert "--port" in caught.value.hint


@pytest.fixture
def two_serving(settings, tmp_path):
    """``hocvu serve --processes 2`` on a library of one made regulation; its port and process."""
    Ingest(settings).run(write(tmp_path / "first", range(1)))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVE, str(settings.home), str(port)]
    with subprocess.Popen(command) as server:
        try:
            _until(lambda: _edition(port) == 1)
            yield port, psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait(30)


def test_two_processes_follow_the_editions_of_one_library_and_a_dead_one_is_replaced(
    two_serving, settings, tmp_path
):
    port, server = two_serving
    serving = _until(lambda: len(found := _serving(server)) == 2 and found)
    Ingest(settings).run(write(tmp_path / "more", range(1, 3)))
    _until(lambda: {_edition(port) for _ in range(20)} == {2})
    serving[0].kill()
    _until(lambda: len(now := _serving(server)) == 2 and serving[0] not in now)
    _until(lambda: {_edition(port) for _ in range(20)} == {2})


def _serving(server: psutil.Process) -> list[psutil.Process]:
    """The processes that answer, without Python's own helper beside them and without dead ones."""
    alive = (each for each in server.children() if each.status() != psutil.STATUS_ZOMBIE)
    return [each for each in alive if "spawn_main" in " ".join(each.cmdline())]


def _edition(port: int) -> int | None:
    """The edition that answers, over a new connection: whichever process takes it."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/v1/search", params={"q": "hồ sơ bàn giao"}, timeout=30)
    except httpx.TransportError:
        return None
    return answer.json().get("edition")


def _until(holds: Callable[[], Any], within_s: float = 90.0) -> Any:
    """What ``holds`` gives once it is true; fails where that takes too long."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if found := holds():
            return found
        time.sleep(0.1)
    raise AssertionError("did not come to hold in time")
