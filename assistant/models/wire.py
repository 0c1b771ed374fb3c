"""The way to an endpoint and back, within limits that hold whatever the other side does.

The time limits of an HTTP client are for one wait each: a server that sends a byte a second keeps
such a client for ever. Here every wait on the network, looking up the name and the handshake too,
ends by the deadline of the whole call, and so does what is read past the bytes that it may take.
"""

import ipaddress
import queue
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

import httpcore2
import httpx2

_TELLING = ("x-stainless-", "openai-organization", "openai-project")
"""Headers that the client library adds from the machine and its environment: not sent."""

_KEPT_S = 60.0
"""How long a connection is kept for the next call."""


class Allowance:
    """What one call may take: time, until ``deadline`` (``monotonic`` seconds), and bytes."""

    def __init__(self, deadline: float, most_bytes: int) -> None:
        self._deadline = deadline
        self._most = most_bytes
        self._response: httpx2.Response | None = None
        self.taken = 0

    @property
    def is_late(self) -> bool:
        """Whether the time is over."""
        return self.left <= 0

    @property
    def is_over(self) -> bool:
        """Whether more came than may."""
        return self.taken > self._most

    @property
    def left(self) -> float:
        """Seconds left; negative when it is too late."""
        return self._deadline - monotonic()

    def wait(self, wanted: float | None) -> float:
        """How long a wait may take. Raises where the time is over."""
        if (left := self.left) <= 0:
            raise httpcore2.ReadTimeout("deadline")
        return left if wanted is None else min(left, wanted)

    def take(self, count: int) -> None:
        """Count bytes that came. Raises where they are too many."""
        self.taken += count
        if self.is_over:
            raise httpcore2.ReadError("too much")

    def holds(self, response: httpx2.Response) -> None:
        """The response that is being read."""
        self._response = response

    def close(self) -> None:
        """End the response where it is; its connection is not used again if more was to come."""
        if self._response is not None:
            self._response.close()

    @contextmanager
    def counting(self) -> Iterator[None]:
        """All that is read and waited for inside is counted."""
        token = _counting.set(self)
        try:
            yield
        finally:
            _counting.reset(token)


_counting: ContextVar[Allowance] = ContextVar("allowance of the call under way")


class _Stream(httpcore2.NetworkStream):
    """A connection whose every wait asks the allowance of the call under way."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        allowance = _counting.get()
        data = self._stream.read(max_bytes, timeout=allowance.wait(timeout))
        allowance.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=_counting.get().wait(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        wait = _counting.get().wait(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout=wait))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _Network(httpcore2.SyncBackend):
    """Connects within one limit for the name and all its addresses together."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        within = monotonic() + _counting.get().wait(timeout)
        failed: Exception = httpcore2.ConnectError("no address")
        for address in _addresses(host, port, within):
            try:
                wait = max(0.001, within - monotonic())
                return _Stream(super().connect_tcp(address, port, wait, local_address, socket_options))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed


def _addresses(host: str, port: int, within: float) -> list[str]:
    """The addresses of a name. The system's resolver knows no time limit: it is asked in a thread
    of its own, which is left to itself where it takes too long.
    """
    try:
        return [str(ipaddress.ip_address(host.strip("[]")))]
    except ValueError:
        pass
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answer), daemon=True).start()
    try:
        found = answer.get(timeout=max(0.0, within - monotonic()))
    except queue.Empty as error:
        raise httpcore2.ConnectTimeout("name not found in time") from error
    if isinstance(found, OSError):
        raise httpcore2.ConnectError("name not found") from found
    return found


def _look_up(host: str, port: int, answer: "queue.SimpleQueue[list[str] | OSError]") -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        answer.put(error if isinstance(error, OSError) else OSError("no such name"))
    else:
        answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))


class _Transport(httpx2.HTTPTransport):
    """HTTP over such connections, compressing nothing: a small body could unpack to a large one."""

    def __init__(self) -> None:  # httpx2's own takes no network backend, and is this otherwise
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            max_connections=None,
            keepalive_expiry=_KEPT_S,
            network_backend=_Network(),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        for name in list(request.headers):
            if name.lower().startswith(_TELLING):
                del request.headers[name]
        request.headers["accept-encoding"] = "identity"
        request.headers["user-agent"] = "hocvu"
        response = super().handle_request(request)
        _counting.get().holds(response)
        if response.headers.get("content-encoding", "identity") != "identity":
            response.close()
            raise httpx2.RemoteProtocolError("compressed against the request")
        return response


def http_client(connect_timeout_s: float) -> httpx2.Client:
    """A client that goes straight to where it is sent: no proxy of the environment, no redirect."""
    return httpx2.Client(
        transport=_Transport(),
        timeout=httpx2.Timeout(None, connect=connect_timeout_s),
        trust_env=False,
        follow_redirects=False,
    )
