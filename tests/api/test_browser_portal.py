"""A page of another origin that calls the service, in a real browser."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from api.app import create_app

pytestmark = pytest.mark.browser

ASK = """async (site) => {
  const headers = { "Content-Type": "application/json", "X-Portal": "1" };
  const body = JSON.stringify({ question: "Khi nào được bảo lưu kết quả?" });
  try {
    const response = await fetch(`${site}/v1/chat`, { method: "POST", headers, body });
    return [response.status, (await response.json()).outcome, response.headers.get("x-request-id") !== null];
  } catch (error) {
    return [error.name];
  }
}"""


class _Portal(BaseHTTPRequestHandler):
    """A page with nothing on it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><p>Portal</p>")

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@pytest.fixture
def port():
    """The port of the portal, which has two origins: by its address and by its name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(door, settings, port):
    named = settings.model_copy(update={"cors_origins": f"http://127.0.0.1:{port}"})
    return create_app(named, lambda _settings: door)


def test_the_page_of_a_named_portal_asks_and_reads_the_answer(open_page, site, port):
    page = open_page(f"http://127.0.0.1:{port}/", quiet=False)
    assert page.evaluate(ASK, site) == [200, "answered", True]


def test_the_page_of_another_reads_nothing(open_page, site, port, door):
    page = open_page(f"http://localhost:{port}/", quiet=False)
    assert page.evaluate(ASK, site) == ["TypeError"]
    assert door.asked == []
