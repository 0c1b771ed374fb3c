"""What stands before the application: request ids, security headers, limits of the wire.

Plain ASGI, so that streamed answers pass through unbuffered. The order is fixed by
``create_app``: Guard (outermost) > HostGuard > CORS, where origins are named > BodyGuard > application.
"""

import asyncio
import re
import secrets
import sys
from collections.abc import Iterable, Mapping

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import UnknownHost, failure_of, log, respond

_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Gives each request an id and each answer its headers; turns what nobody caught into 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get("x-request-id", ""))
        scope.setdefault("state", {})["request_id"] = request_id
        sender = _Sender(send, request_id)
        try:
            await self.app(scope, receive, sender)
        except Exception as error:
            log.exception("request %s failed", request_id)
            if sender.started:
                raise
            await respond(Request(scope), failure_of(error))(scope, receive, sender)


class _Sender:
    """Adds the headers when an answer starts, and remembers that it has."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            self._add_headers(MutableHeaders(scope=message))
        await self._send(message)

    def _add_headers(self, headers: MutableHeaders) -> None:
        is_page = headers.get("content-type", "").startswith("text/html")
        headers["Content-Security-Policy"] = _PAGE_POLICY if is_page else _DATA_POLICY
        headers["X-Request-ID"] = self._request_id
        headers.setdefault(
            "Cache-Control", "private, no-cache" if is_page or "etag" in headers else "no-store"
        )
        for name, value in _HEADERS.items():
            headers[name] = value


class HostGuard:
    """Answers only to the hosts that the settings name, where they name any."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.strip().lower() for host in hosts if host.strip())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and self.hosts and _host(scope) not in self.hosts:
            error = UnknownHost("Máy chủ không phục vụ tên miền này.", "Kiểm tra lại địa chỉ đã nhập.")
            await respond(Request(scope), failure_of(error))(scope, receive, send)
            return
        await self.app(scope, receive, send)


class BodyGuard:
    """Refuses a body that is too large before it is read, and one that comes too slowly.

    ``larger``: addresses with a limit of their own.
    """

    def __init__(
        self, app: ASGIApp, max_bytes: int, timeout_s: float, larger: Mapping[str, int] | None = None
    ) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.timeout_s = timeout_s
        self.larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its body counted."""
        max_bytes = self.larger.get(scope.get("path", ""), self.max_bytes)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _announced(scope) > max_bytes:
            failure = failure_of(HTTPException(413, headers={"Connection": "close"}))
            await respond(Request(scope), failure)(scope, receive, send)
        else:
            await self.app(scope, _Body(receive, max_bytes, self.timeout_s), send)


class _Body:
    """A ``receive`` that counts bytes, and waits for them only so long."""

    def __init__(self, receive: Receive, max_bytes: int, timeout_s: float) -> None:
        self._receive = receive
        self._left = max_bytes
        self._timeout_s: float | None = timeout_s

    async def __call__(self) -> Message:
        try:
            message = await asyncio.wait_for(self._receive(), self._timeout_s)
        except TimeoutError:
            raise HTTPException(408, headers={"Connection": "close"}) from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413, headers={"Connection": "close"})
        if not message.get("more_body", False):
            self._timeout_s = None
        return message


def _announced(scope: Scope) -> int:
    """The length the sender announces; 0 where it announces none or nonsense."""
    text = Headers(scope=scope).get("content-length", "")
    if not (text.isascii() and text.isdigit()):
        return 0
    return int(text) if len(text) < 16 else sys.maxsize


def _host(scope: Scope) -> str:
    """The host name without its port, IPv6 in brackets included."""
    host = Headers(scope=scope).get("host", "").lower()
    return host.rpartition(":")[0] if re.search(r":\d+$", host) else host


def _request_id(given: str) -> str:
    """The proxy's id where it is a plain one, else a new one."""
    return given if _REQUEST_ID.match(given) else secrets.token_hex(8)
