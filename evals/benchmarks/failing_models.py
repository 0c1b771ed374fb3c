"""Endpoints of language models that fail, each in one way, down to the bytes on the wire.

Each behaviour gets the connection after a request was read and does its worst with it. What a model
would say stands in ``said``: a true sentence copied from the first source of the prompt, and then an
invented one that holds ``CANARY``, which must never reach anybody.
"""

import gzip
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from prompts.blocks import read

CANARY = "chim hoàng yến"
_INVENTED = f"Giáo viên nuôi {CANARY} được giảm 77 tiết dạy theo Thông tư 99/2099/TT-BGDM."
_HTML = f"<html><body><h1>{CANARY}</h1><script>alert('{CANARY}')</script></body></html>"
_SSE = "text/event-stream"
_REFUSED = "cau"
"""The block of a statement that is given back to be mended."""
_STEP_S = 0.05
_PIECE = 6


@dataclass
class Wire:
    """One request and the way back."""

    connection: socket.socket
    stopping: threading.Event
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """All that was said to the model."""
        return "\n".join(str(message["content"]) for message in self.body.get("messages", []))

    def send(self, data: bytes) -> None:
        """Bytes as they are."""
        self.connection.sendall(data)

    def wait(self, seconds: float) -> None:
        """Do nothing for a while, or until the server ends."""
        if self.stopping.wait(seconds):
            raise ConnectionAbortedError

    def reset(self) -> None:
        """Break the connection off."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def head(self, status: str = "200 OK", kind: str = _SSE, **more: str) -> None:
        """The head of a reply whose body ends with the connection."""
        fields = {"Content-Type": kind, "Connection": "close"} | {
            k.replace("_", "-"): v for k, v in more.items()
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode())

    def event(self, value: object) -> None:
        """One event of the stream."""
        self.send(b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n")

    def say(self, text: str, finish: str | None = None) -> None:
        """Words of the model as one event."""
        self.event(chunk({"content": text}, finish))

    def end(self) -> None:
        """The last events of a whole stream."""
        self.say("", "stop")
        self.send(b"data: [DONE]\n\n")


Behaviour = Callable[[Wire], None]


def chunk(delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    """A chunk of OpenAI's protocol."""
    choice = {"index": 0, "delta": dict(delta), "finish_reason": finish}
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "mau"}
    return head | {"choices": [choice]}


def statement(text: str, part: str = "detail") -> str:
    """A statement on the first source, as models are asked to write it."""
    return json.dumps({"text": text, "citations": [1], "part": part}, ensure_ascii=False)


def true_words(prompt: str) -> str:
    """A sentence of the first source of a prompt; where there is none, of the question's form."""
    found = next((block for block in read(prompt) if block.name == "nguon"), None)
    line = found.text.split("\n")[0].split(". ", 1)[-1].strip() if found else "Không có nguồn"
    return line.rstrip(";:.") + "."


def said(prompt: str) -> str:
    """A reply of a true statement and an invented one."""
    both = ", ".join((statement(true_words(prompt)), statement(_INVENTED)))
    return f'{{"answerable": true, "statements": [{both}]}}'


# --- what may go wrong


def _status(status: str, **headers: str) -> Behaviour:
    def behave(wire: Wire) -> None:
        wire.head(status, "application/json", **headers)
        wire.send(json.dumps({"error": {"message": f"{CANARY} {_INVENTED}", "code": CANARY}}).encode())

    return behave


def _body(kind: str, text: str | bytes) -> Behaviour:
    def behave(wire: Wire) -> None:
        wire.head(kind=kind)
        wire.send(text if isinstance(text, bytes) else text.encode())

    return behave


def _words(text: str | Callable[[str], str], finish: str = "stop", kind: str = _SSE) -> Behaviour:
    """A whole stream of these words, or of what is made of the prompt."""

    def behave(wire: Wire) -> None:
        wire.head(kind=kind)
        wire.say(text if isinstance(text, str) else text(wire.prompt), finish)
        wire.send(b"data: [DONE]\n\n")

    return behave


def _cut(share: float, *, clean: bool) -> Behaviour:
    """The stream of ``said`` ends after a share of it."""

    def behave(wire: Wire) -> None:
        wire.head()
        words = said(wire.prompt)
        for at in range(0, round(len(words) * share), _PIECE):
            wire.say(words[at : at + _PIECE])
        if not clean:
            wire.wait(_STEP_S)
            wire.reset()

    return behave


def _mid_event(wire: Wire) -> None:
    wire.head()
    wire.say(said(wire.prompt)[:-3])
    wire.send(b'data: {"id": "1", "choices": [{"index": 0, "delta": {"content": "' + CANARY.encode()[:7])
    wire.reset()


def _silent(wire: Wire) -> None:
    wire.wait(60)


def _silent_after_head(wire: Wire) -> None:
    wire.head()
    wire.wait(60)


def _silent_after_true_words(wire: Wire) -> None:
    wire.head()
    wire.say(said(wire.prompt).rsplit(", {", 1)[0])
    wire.wait(60)


def _slow(wire: Wire) -> None:
    wire.wait(10)
    _words(said)(wire)


def _drip(before: Callable[[Wire], None], piece: bytes) -> Behaviour:
    def behave(wire: Wire) -> None:
        before(wire)
        while True:
            wire.send(piece)
            wire.wait(_STEP_S)

    return behave


def _drip_words(wire: Wire) -> None:
    wire.head()
    for char in said(wire.prompt):
        wire.say(char)
        wire.wait(_STEP_S)
    wire.end()


def _endless(start: str, word: str, times: int = 100_000) -> Behaviour:
    def behave(wire: Wire) -> None:
        wire.head()
        wire.say(start)
        for _ in range(times):
            wire.say(word)
        wire.end()

    return behave


def _line_without_end(wire: Wire) -> None:
    wire.head()
    for _ in range(20_000):
        wire.send(b"data: " + CANARY.encode() * 100)


def _error_in_stream(wire: Wire) -> None:
    wire.head()
    wire.say(said(wire.prompt).rsplit(", {", 1)[0])
    wire.event({"error": {"message": CANARY, "code": 500}})


def _events(*values: object) -> Behaviour:
    def behave(wire: Wire) -> None:
        wire.head()
        for value in values:
            wire.event(value)
        wire.send(b"data: [DONE]\n\n")

    return behave


def _raw(data: bytes) -> Behaviour:
    return lambda wire: wire.send(data)


def _headers(count: int, length: int) -> Behaviour:
    def behave(wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\n")
        for at in range(count):
            wire.send(f"X-{at}: {CANARY.encode().hex()}{'a' * length}\r\n".encode())
        wire.send(b"\r\n")

    return behave


def _endless_informing(wire: Wire) -> None:
    for _ in range(1_000_000):
        wire.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")


def _whole_json(wire: Wire) -> None:
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": said(wire.prompt)},
        "finish_reason": "stop",
    }
    wire.head(kind="application/json")
    wire.send(json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode())


def _wrong_length(length: int) -> Behaviour:
    def behave(wire: Wire) -> None:
        wire.head(Content_Length=str(length))
        wire.say(said(wire.prompt))
        wire.end()

    return behave


def _bad_chunks(wire: Wire) -> None:
    wire.head(Transfer_Encoding="chunked")
    wire.send(b"zz\r\n" + CANARY.encode() + b"\r\n-5\r\n")


def _compressed(wire: Wire) -> None:
    wire.head(Content_Encoding="gzip")
    wire.send(gzip.compress(CANARY.encode() * 1_000_000))


def _then(first: Behaviour, after: Behaviour) -> Behaviour:
    """One behaviour for a request to write, another for one to mend: a repair that fails."""
    return lambda wire: (after if _mends(wire.prompt) else first)(wire)


def _mends(prompt: str) -> bool:
    return any(block.name == _REFUSED for block in read(prompt))


_PROSE = f"Theo tôi biết, {_INVENTED} Bạn nên hỏi nhà trường về {CANARY}."
_STATUSES = (
    "204 No Content", "400 Bad Request", "401 No", "403 No", "404 No", "408 Slow", "413 Large", "422 No",
    "429 Many", "500 Error", "502 Bad", "503 Busy", "529 Full",
)  # fmt: skip
_SHARES = (0.0, 0.1, 0.3, 0.45, 0.6, 0.8, 0.95, 1.0)
BEHAVIOURS: dict[str, Behaviour] = {
    "closes at once": lambda wire: wire.reset(),
    "silent": _silent,
    "silent after the head": _silent_after_head,
    "silent after true words": _silent_after_true_words,
    "slow": _slow,
    "dripping head": _drip(_raw(b"HTTP/1.1 200 OK\r\nX: "), b"a"),
    "dripping comments": _drip(Wire.head, b":\n"),
    "dripping words": _drip_words,
    **{f"broken off at {share:.0%}": _cut(share, clean=False) for share in _SHARES},
    **{f"ends at {share:.0%} without an end": _cut(share, clean=True) for share in _SHARES},
    "broken off inside an event": _mid_event,
    "stopped by its length": _words(said, "length"),
    "stopped by a filter": _words(said, "content_filter"),
    **{f"status {status[:3]}": _status(status) for status in _STATUSES},
    "status 429, after a second": _status("429 Many", Retry_After="1"),
    "status 429, after an hour": _status("429 Many", Retry_After="3600"),
    "status 429, after nonsense": _status("429 Many", Retry_After=f"{CANARY.encode().hex()}"),
    "status 503, on a day": _status("503 Busy", Retry_After="Wed, 21 Oct 2099 07:28:00 GMT"),
    "status 999": _status("999 None"),
    "error in the stream": _error_in_stream,
    "empty body": _body(_SSE, ""),
    "empty words": _words(""),
    "no choices": _events({"choices": []}, {"choices": None}, {}, [], None, CANARY),
    "choices of other kinds": _events({"choices": [CANARY]}, {"choices": [{"delta": [CANARY]}]}, {"id": {}}),
    "invalid JSON": _words(lambda prompt: said(prompt).replace('": ', '" ', 3)),
    "unquoted JSON": _words(f'{{"statements": [{{"text": "{_INVENTED}, "citations": 1]]}}'),
    "JSON of another form": _words(json.dumps({"answer": _INVENTED, "sources": [1]}, ensure_ascii=False)),
    "nested JSON": _words('{"statements": ' + "[" * 5_000 + f'"{CANARY}"'),
    "lone surrogates": _words('{"statements": [{"text": "\\ud800' + _INVENTED + '", "citations": [1]}]}'),
    "no HTTP": _raw(b"\x00\xff\x1b[31m" + CANARY.encode() + b"\r\n\r\n"),
    "HTTP/2": _raw(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00" * 18),
    "HTTP/0.9": _raw(_HTML.encode()),
    "TLS alert": _raw(b"\x15\x03\x03\x00\x02\x02\x46"),
    "garbage bytes in the stream": _body(_SSE, bytes(range(256)) * 40),
    "garbage in events": _body(_SSE, b"data: " + bytes(range(14, 256)) + b"\n\ndata: \xff\xfe{"),
    "prose": _words(_PROSE),
    "prose with marks": _words(f"{_INVENTED} [1] Bạn nên nuôi {CANARY}. [1][2]"),
    "a page": _words(_HTML * 20),
    "a page instead of a stream": _body("text/html", _HTML),
    "a whole reply instead of a stream": _whole_json,
    "a stream called bytes": _words(said, kind="application/octet-stream"),
    "a picture": _body("image/png", b"\x89PNG\r\n\x1a\n" + CANARY.encode() * 50),
    "100,000 tokens of prose": _endless("", f"{CANARY} "),
    "100,000 statements": _endless('{"statements": [', statement(_INVENTED) + ","),
    "a statement without end": _endless('{"statements": [{"text": "', f"{CANARY} "),
    "100,000 opening brackets": _endless("", '{"a": '),
    "a line without end": _line_without_end,
    "huge header": _headers(1, 5_000_000),
    "100,000 headers": _headers(100_000, 20),
    "hints without end": _endless_informing,
    "length too long": _wrong_length(1_000_000),
    "length too short": _wrong_length(200),
    "no length": _wrong_length(-1),
    "broken chunks": _bad_chunks,
    "compressed against the request": _compressed,
    "a repair that is refused": _then(_words(said), _status("500 Error")),
    "a repair that is silent": _then(_words(said), _silent),
    "a repair that repeats": _words(said),
    "a repair that is prose": _then(_words(said), _words(_PROSE)),
}  # fmt: skip


def redirect(to: str) -> Behaviour:
    """To another host, with the request."""
    return _status("307 Temporary Redirect", Location=to)


# --- the server


class Endpoint:
    """A server that behaves in one way. ``requests``: how many came, whole or not."""

    def __init__(self, behave: Behaviour) -> None:
        self._behave = behave
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._stopping = threading.Event()
        self.requests = 0

    @property
    def url(self) -> str:
        """The base URL to configure."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def serve(self) -> None:
        """Take connections until the end."""
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._take, args=(connection,), daemon=True).start()

    def close(self) -> None:
        """End; what waits is woken."""
        self._stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _take(self, connection: socket.socket) -> None:
        self.requests += 1
        with suppress(OSError, ValueError), connection:
            body = _request(connection)
            self._behave(Wire(connection, self._stopping, json.loads(body or b"{}")))


def _request(connection: socket.socket) -> bytes:
    """The body of a request; empty where it is no HTTP (a handshake of TLS)."""
    reader = connection.makefile("rb")
    length = 0
    while (line := reader.readline(65_536)) not in (b"\r\n", b""):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
        if line.startswith(b"\x16"):
            return b""
    return reader.read(length)


@contextmanager
def endpoint(behave: Behaviour) -> Iterator[Endpoint]:
    """A server for a while."""
    server = Endpoint(behave)
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()
