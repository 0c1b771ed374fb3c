"""How programs reach the server: a pipe, or HTTP on this machine."""

import contextlib
import socket
from collections.abc import Iterator

import anyio
import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from api.door import DoorKeeper, House
from api.errors import CannotListen
from api.mcp.server import make_server
from assistant.errors import BadRequest
from assistant.settings import Settings

PATH = "/mcp"
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  compared, not bound
_WAITING = 4
"""Connections for each place of a request; more are sent away."""


@contextlib.contextmanager
def open_house(settings: Settings) -> Iterator[House]:
    """The rooms of the work; the library opens when it is first needed."""
    house = House.build(settings, DoorKeeper(settings))
    try:
        yield house
    finally:
        house.close()


def serve_pipe(settings: Settings) -> None:
    """Serve over standard input and output until the program at the other end closes them.

    Standard output carries the protocol and nothing else: while serving, whatever a library
    prints there goes to standard error.
    """
    with open_house(settings) as house:
        anyio.run(_serve_pipe, house)


async def _serve_pipe(house: House) -> None:
    server = make_server(house)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def serve_http(settings: Settings, *, host: str, port: int) -> None:
    """Serve streamable HTTP until interrupted; raises ``CannotListen``, ``BadRequest``."""
    security = security_of(host, settings)
    with _listening(host, port) as listener, open_house(settings) as house:
        config = uvicorn.Config(
            http_app(house, security),
            access_log=False,
            server_header=False,
            log_level="warning",
            limit_concurrency=_WAITING * settings.max_requests,
        )
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def http_app(house: House, security: TransportSecuritySettings) -> Starlette:
    """The application at ``/mcp``. It keeps no sessions: each request stands by itself."""
    return make_server(house).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=house.settings.max_body_bytes,
        transport_security=security,
    )


def security_of(host: str, settings: Settings) -> TransportSecuritySettings:
    """The hosts that are answered to and the pages that may ask, so that no page in a browser can reach
    this service under a name of its own (DNS rebinding). Raises ``BadRequest`` where the service
    would listen everywhere and nobody named its hosts.
    """
    named = [name.strip().lower() for name in settings.allowed_hosts.split(",") if name.strip()]
    if host in _ANYWHERE and not named:
        raise BadRequest(
            "Mở cho máy khác thì phải nêu tên máy chủ được phục vụ.",
            "Đặt HOCVU_ALLOWED_HOSTS, ví dụ HOCVU_ALLOWED_HOSTS=hocvu.truong.edu.vn, rồi chạy lại.",
        )
    own = f"[{host}]" if ":" in host else host
    hosts = list(dict.fromkeys([*named, *_LOCAL, *([own] if host not in _ANYWHERE else [])]))
    origins = [f"{scheme}://{name}" for name in hosts for scheme in ("http", "https")]
    return TransportSecuritySettings(allowed_hosts=_any_port(hosts), allowed_origins=_any_port(origins))


def _any_port(names: list[str]) -> list[str]:
    return [*names, *(f"{name}:*" for name in names)]


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError:
        raise CannotListen(
            f"Không mở được cổng {port} trên {host}: cổng đang được dùng hoặc không được phép.",
            "Dừng chương trình đang dùng cổng đó, hoặc chọn cổng khác: hocvu mcp --http --port 8002.",
        ) from None
