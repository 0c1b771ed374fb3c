"""A language model's server for tests: real HTTP, OpenAI's protocol, scripted behaviour.

    with ModelServer(Statements([{"text": "...", "citations": [1], "part": "short"}])) as server:
        settings = Settings(model="mau", model_base_url=server.url, _env_file=None)

What it is given are replies, used one a request in their order, the last one for every request after;
or one function from the request's JSON to a reply, for a model that reads what it is told
(``prompts.blocks.read`` finds the blocks of a prompt). ``server.requests`` keeps what was asked.

Replies write themselves as the request wants them: as content where a JSON schema or plain text is
asked for, as arguments of the tool where a tool is; in a stream or at once.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_TOKEN_CHARS = 6
"""Characters a chunk of the stream: near to what a token of Vietnamese is."""

_GONE = (BrokenPipeError, ConnectionResetError, ConnectionAbortedError, TimeoutError)


@dataclass(frozen=True)
class Asked:
    """A request as it came. ``headers`` have lower-case names."""

    path: str
    headers: Mapping[str, str]
    json: dict[str, Any]

    @property
    def mode(self) -> str:
        """How the reply is wanted: ``schema``, ``tool`` or ``text``."""
        if self.json.get("tools"):
            return "tool"
        return "schema" if self.json.get("response_format") else "text"

    @property
    def prompt(self) -> str:
        """All that was said, in one text."""
        return "\n\n".join(str(message["content"]) for message in self.json.get("messages", []))


class Exchange:
    """One request being answered: what replies write to."""

    def __init__(self, handler: BaseHTTPRequestHandler, asked: Asked, stopping: threading.Event) -> None:
        self._handler = handler
        self.asked = asked
        self._stopping = stopping
        self._opened = False
        self._words = 0

    def wait(self, seconds: float) -> None:
        """Do nothing for a while, or until the server closes."""
        if self._stopping.wait(seconds):
            raise BrokenPipeError

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        self._handler.send_response(status)
        for name, value in headers.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def whole(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """A reply at once."""
        kinds = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        self.head(status, {**kinds, **(headers or {})})
        self.raw(body)

    def raw(self, data: bytes) -> None:
        self._handler.wfile.write(data)
        self._handler.wfile.flush()

    def piece(self, data: bytes) -> None:
        """Bytes of the stream's body, as one HTTP chunk; the head first where it has not gone out."""
        if not self._opened:
            self._opened = True
            self.head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        self.raw(b"%x\r\n%s\r\n" % (len(data), data))

    def event(self, value: Any) -> None:
        self.piece(b"data: " + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n\n")

    def say(self, text: str) -> None:
        """A chunk of what the model writes, where the request wants it."""
        self._words += 1
        self.choice({"tool_calls": [_call(self.asked, text)]} if self.tool else {"content": text})

    @property
    def tool(self) -> bool:
        return self.asked.mode == "tool"

    def choice(self, delta: Mapping[str, Any], finish: str | None = None) -> None:
        self.event(_chunk(self.asked, [{"index": 0, "delta": dict(delta), "finish_reason": finish}]))

    def finish(self, reason: str = "", *, usage: bool = True) -> None:
        """The stream's end: the reason, the tokens where they were asked for, the last word."""
        self.choice({}, reason or ("tool_calls" if self.tool else "stop"))
        if usage and (self.asked.json.get("stream_options") or {}).get("include_usage"):
            self.event(_chunk(self.asked, []) | {"usage": _usage(self.asked, self._words)})
        self.event(b"[DONE]")
        self.raw(b"0\r\n\r\n")

    def cut(self) -> None:
        """End the connection where it is."""
        with suppress(OSError):
            self._handler.connection.shutdown(socket.SHUT_RDWR)
        self._handler.close_connection = True


def _chunk(asked: Asked, choices: list[dict[str, Any]]) -> dict[str, Any]:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1}
    return {**head, "model": asked.json.get("model", ""), "choices": choices}


def _call(asked: Asked, text: str) -> dict[str, Any]:
    name = asked.json["tools"][0]["function"]["name"]
    return {"index": 0, "id": "call_1", "type": "function", "function": {"name": name, "arguments": text}}


def _usage(asked: Asked, words: int) -> dict[str, int]:
    prompt = len(asked.prompt) // _TOKEN_CHARS
    return {"prompt_tokens": prompt, "completion_tokens": words, "total_tokens": prompt + words}


class Reply:
    """What the server does with a request."""

    def send(self, exchange: Exchange) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Reply):
    """Words just as they are, in chunks of ``size`` characters, ``delay_s`` before each, and
    ``first_s`` before the first; ``finish``: why it ends. ``usage``: whether tokens are told.
    """

    text: str
    size: int = _TOKEN_CHARS
    delay_s: float = 0.0
    first_s: float = 0.0
    finish: str = ""
    usage: bool = True

    def send(self, exchange: Exchange) -> None:
        if not exchange.asked.json.get("stream"):
            exchange.wait(self.first_s)
            return exchange.whole(200, json.dumps(self._at_once(exchange)).encode())
        exchange.wait(self.first_s)
        exchange.choice({"role": "assistant", "content": None if exchange.tool else ""})
        for chunk in self.chunks():
            exchange.wait(self.delay_s)
            exchange.say(chunk)
        return exchange.finish(self.finish, usage=self.usage)

    def chunks(self) -> Iterator[str]:
        return (self.text[at : at + self.size] for at in range(0, len(self.text), self.size))

    def _at_once(self, exchange: Exchange) -> dict[str, Any]:
        said = {"tool_calls": [_call(exchange.asked, self.text)]} if exchange.tool else {"content": self.text}
        finish = self.finish or ("tool_calls" if exchange.tool else "stop")
        choice = {"index": 0, "message": {"role": "assistant", **said}, "finish_reason": finish}
        whole = _chunk(exchange.asked, [choice]) | {"object": "chat.completion"}
        return whole | {"usage": _usage(exchange.asked, len(self.text) // self.size)}


def Statements(  # noqa: N802  reads as the reply that it makes
    items: Sequence[Mapping[str, Any]], *, answerable: bool = True, **how: Any
) -> Text:
    """The statements of an answer in the form that prompts ask for; ``how`` as in ``Text``."""
    return Object({"answerable": answerable, "statements": list(map(dict, items))}, **how)


def Object(value: Mapping[str, Any], **how: Any) -> Text:  # noqa: N802
    """Any JSON object; ``how`` as in ``Text``."""
    return Text(json.dumps(value, ensure_ascii=False), **how)


def Fenced(  # noqa: N802
    items: Sequence[Mapping[str, Any]], *, answerable: bool = True, **how: Any
) -> Text:
    """The same with fenced code and words around, as models without a schema like to write."""
    value = {"answerable": answerable, "statements": list(map(dict, items))}
    body = json.dumps(value, ensure_ascii=False, indent=2)
    return Text(f"Dưới đây là câu trả lời:\n\n```json\n{body}\n```\n\nHy vọng hữu ích!", **how)


def Lines(items: Sequence[Mapping[str, Any]], **how: Any) -> Text:  # noqa: N802
    """The same as JSON lines."""
    return Text("\n".join(json.dumps(dict(item), ensure_ascii=False) for item in items), **how)


def Marked(items: Sequence[Mapping[str, Any]], **how: Any) -> Text:  # noqa: N802
    """The same in plain sentences with [1] marks."""
    marks = ("".join(f"[{token}]" for token in item["citations"]) for item in items)
    return Text(" ".join(f"{item['text']} {mark}" for item, mark in zip(items, marks, strict=True)), **how)


@dataclass(frozen=True)
class Status(Reply):
    """An HTTP status, with what the endpoint says about it."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    message: str = "scripted failure"
    body: bytes | None = None

    def send(self, exchange: Exchange) -> None:
        error = {"error": {"message": self.message, "type": "scripted", "code": self.status}}
        exchange.whole(self.status, self.body or json.dumps(error).encode(), self.headers)


@dataclass(frozen=True)
class Cut(Reply):
    """A reply whose connection ends after ``chunks`` chunks. ``clean``: the body ends as if it were
    whole, without a reason or a last word.
    """

    reply: Text
    chunks: int
    clean: bool = False

    def send(self, exchange: Exchange) -> None:
        exchange.choice({"role": "assistant", "content": ""})
        for at, chunk in enumerate(self.reply.chunks()):
            if at == self.chunks:
                break
            exchange.say(chunk)
        if self.clean:
            exchange.raw(b"0\r\n\r\n")
        else:
            exchange.cut()


@dataclass(frozen=True)
class Drip(Reply):
    """A stream whose bytes come one at a time; ``head``: that of HTTP too."""

    every_s: float = 0.05
    head: bool = False

    def send(self, exchange: Exchange) -> None:
        if self.head:
            for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100_000:
                exchange.raw(bytes([byte]))
                exchange.wait(self.every_s)
        while True:
            exchange.piece(b":")
            exchange.wait(self.every_s)


@dataclass(frozen=True)
class Silence(Reply):
    """Nothing at all for a while, or after ``opened`` nothing more; then the connection ends."""

    seconds: float = 60.0
    opened: bool = False

    def send(self, exchange: Exchange) -> None:
        if self.opened:
            exchange.choice({"role": "assistant", "content": ""})
        exchange.wait(self.seconds)
        exchange.cut()


@dataclass(frozen=True)
class Garbage(Reply):
    """Bytes that are no HTTP; ``stream``: inside a stream of HTTP; ``event``: as its data."""

    data: bytes = b"\x00\xff\x1b[31m\x80garbage\r\n\r\n"
    stream: bool = False
    event: bool = False

    def send(self, exchange: Exchange) -> None:
        if self.event:
            exchange.event(self.data)
        elif self.stream:
            exchange.piece(self.data)
        if not (self.event or self.stream):
            exchange.raw(self.data)
            return exchange.cut()
        return exchange.raw(b"0\r\n\r\n")


@dataclass(frozen=True)
class Event(Reply):
    """A stream of these events, whatever they are."""

    values: Sequence[Any]

    def send(self, exchange: Exchange) -> None:
        for value in self.values:
            exchange.event(value)
        exchange.event(b"[DONE]")
        exchange.raw(b"0\r\n\r\n")


@dataclass(frozen=True)
class Empty(Reply):
    """A stream in which the model says nothing."""

    finish: str = ""

    def send(self, exchange: Exchange) -> None:
        exchange.choice({"role": "assistant", "content": ""})
        exchange.finish(self.finish)


@dataclass(frozen=True)
class Endless(Reply):
    """``tokens`` chunks of ``word`` after ``start``: a model that does not stop."""

    tokens: int = 100_000
    word: str = "vâng "
    start: str = ""

    def send(self, exchange: Exchange) -> None:
        exchange.choice({"role": "assistant", "content": ""})
        if self.start:
            exchange.say(self.start)
        for _ in range(self.tokens):
            exchange.say(self.word)
        exchange.finish("length")


@dataclass(frozen=True)
class Without(Reply):
    """A server that refuses requests with one of ``fields`` (400), and else does as ``reply``."""

    reply: Reply
    fields: frozenset[str]
    message: str = "Unsupported parameter: {field}"

    def send(self, exchange: Exchange) -> None:
        refused = sorted(self.fields & exchange.asked.json.keys())
        told = Status(400, message=self.message.format(field=refused[0])) if refused else self.reply
        told.send(exchange)


InvalidJson = Text('{"answerable": true, "statements": [{"text": "Sinh viên, "citations": 1]]}')
"""What looks like an answer and is no JSON."""

Behaviour = Reply | Callable[[dict[str, Any]], Reply]


class ModelServer:
    """The server, from ``with`` to its end. ``url`` is the base URL to configure."""

    def __init__(self, *replies: Behaviour, models: Sequence[str] = ("mau",)) -> None:
        self.replies = list(replies) or [Empty()]
        self.models = tuple(models)
        self.requests: list[Asked] = []
        self.hung_up = 0
        """Requests whose asker went away before the reply was out."""
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._busy = 0
        self.most_at_once = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ModelServer":
        run = self._server.serve_forever
        threading.Thread(target=run, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def prompts(self) -> list[str]:
        """What was said in each request."""
        return [asked.prompt for asked in self.requests]

    def answer(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        """Do as the script says."""
        reply = self._next(asked)
        try:
            reply.send(Exchange(handler, asked, self._stopping))
        except _GONE:
            with self._lock:
                self.hung_up += 1
            handler.close_connection = True
        finally:
            with self._lock:
                self._busy -= 1

    def _next(self, asked: Asked) -> Reply:
        with self._lock:
            at = min(len(self.requests), len(self.replies) - 1)
            self.requests.append(asked)
            self._busy += 1
            self.most_at_once = max(self.most_at_once, self._busy)
        behaviour = self.replies[at]
        return behaviour if isinstance(behaviour, Reply) else behaviour(asked.json)


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            models = [{"id": name, "object": "model", "owned_by": "tests"} for name in server.models]
            body = json.dumps({"object": "list", "data": models}).encode()
            self._plain(200 if self.path.endswith("/models") else 404, body)

        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not self.path.endswith("/chat/completions"):
                return self._plain(404, b'{"error": {"message": "no such path"}}')
            headers = {name.lower(): value for name, value in self.headers.items()}
            return server.answer(self, Asked(self.path, headers, json.loads(said)))

        def _plain(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

        def handle(self) -> None:
            with suppress(*_GONE, ValueError):
                super().handle()

    return Handler
