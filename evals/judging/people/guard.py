"""What stands before the page: only this machine, only this page, only those who have the link.

A token is sent as a header by the page's own script, never by the browser of itself: no other site can
have a request made that carries it. What remains is refused too: another host's name for this machine
(DNS rebinding), another origin, bodies without a length or too long.
"""

import secrets
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
_MOST_BYTES = 32_768
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses what is not the page's own, and gives each answer its headers. Outermost."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refused = _refused(scope)
        await (refused or self.app)(scope, receive, sender)


def _refused(scope: Scope) -> JSONResponse | None:
    headers = Headers(scope=scope)
    host = headers.get("host", "").lower()
    if host.rpartition(":")[0] not in _HOSTS and host not in _HOSTS:
        return refusal(421, "Trang này chỉ mở trên chính máy này.")
    if headers.get("origin", f"http://{host}").lower() != f"http://{host}":
        return refusal(403, "Yêu cầu đến từ một trang khác.")
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and not _followed(scope, headers):
        return refusal(403, "Yêu cầu đến từ một trang khác.")
    return _unread(scope["method"], headers)


def _followed(scope: Scope, headers: Headers) -> bool:
    """Whether somebody follows the link from elsewhere, a terminal in a browser: the page holds nothing."""
    going = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return scope["path"] == "/" and going == ("navigate", "document")


def _unread(method: str, headers: Headers) -> JSONResponse | None:
    """Bodies that are not read at all."""
    length = headers.get("content-length", "")
    if method in ("GET", "HEAD"):
        return None
    if not (length.isascii() and length.isdigit()) or "transfer-encoding" in headers:
        return refusal(411, "Yêu cầu thiếu độ dài.")
    if len(length) > len(str(_MOST_BYTES)) or int(length) > _MOST_BYTES:
        return refusal(413, "Lời ghi quá dài.")
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return refusal(415, "Yêu cầu phải là JSON.")
    return None


def refusal(status: int, words: str) -> JSONResponse:
    """A refusal in words for a person."""
    return JSONResponse({"error": words}, status)


def person_of(authorization: str, tokens: Mapping[str, str]) -> str | None:
    """Whose token a header carries; compared in the same time whatever it is."""
    given = authorization.removeprefix("Bearer ").encode()
    found = None
    for token, who in tokens.items():
        if secrets.compare_digest(token.encode(), given):
            found = who
    return found
