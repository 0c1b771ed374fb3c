"""Calls to an endpoint of OpenAI's protocol, through LangChain.

Importing this imports LangChain and OpenAI's client, which takes more than a second: only
``assistant.models.model`` does, when a model is first used.
"""

import warnings
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from time import monotonic, time
from typing import Any, Literal

import openai
from langchain_core.messages import AIMessageChunk
from langchain_openai import ChatOpenAI
from langsmith.run_helpers import tracing_context
from pydantic import SecretStr
from tenacity import RetryCallState, Retrying, retry_if_exception

from assistant.models.failures import Failure, ModelFailure
from assistant.models.forms import Form, Forms, is_too_long
from assistant.models.shapes import Shape
from assistant.models.spending import Bill, Spent, Tokens
from assistant.models.wire import Allowance, http_client
from assistant.settings import Settings

# Of an event that fits no type of the client library pydantic warns in the endpoint's very words.
warnings.filterwarnings("ignore", "Pydantic serializer warnings", UserWarning)

_OPENAI = "https://api.openai.com/v1"
_BACKOFF_S = 0.25
_LONGEST_RETRY_AFTER_S = 5.0
_BYTES_A_TOKEN = 1_000
"""Of the stream: an event around each token, its padding, and what a reasoning model thinks."""

_CHARS_A_TOKEN_AT_MOST = 8
_HEAD_BYTES = 65_536

_PASSING = frozenset({Failure.UNREACHABLE, Failure.LIMITED, Failure.BROKEN})
"""Failures that another try may mend, as long as nothing of a reply has come."""

Messages = Sequence[tuple[Literal["system", "user", "assistant"], str]]
"""What is said to a model: who says it, and the words."""


class _Failed(ModelFailure):
    """A failure with what decides on another try."""

    def __init__(
        self, reason: Failure, detail: str, retry_after_s: float = 0.0, *, lasting: bool = True
    ) -> None:
        super().__init__(reason, detail, lasting=lasting)
        self.retry_after_s = retry_after_s


@dataclass(frozen=True)
class Piece:
    """What one event of the stream adds: words, arguments of a tool, why it ends, tokens in all."""

    text: str = ""
    arguments: str = ""
    finish: str = ""
    tokens: Tokens | None = None


@dataclass
class Call:
    """One call: what is said to which model, in which form, until when, and what it takes."""

    model: str
    messages: Messages
    shape: Shape
    deadline: float
    spent: Spent
    bill: Bill
    allowance: Allowance = field(init=False)
    written: int = 0
    begun: bool = False

    @property
    def was_taken(self) -> bool:
        """Whether the endpoint may have worked on it: it began to answer, or took its time."""
        return self.begun or self.allowance.is_late

    @property
    def chars(self) -> int:
        """Characters of the prompt."""
        return sum(len(text) for _, text in self.messages)

    def charge(self, tokens: Tokens | None) -> None:
        """Put what a request took on the bill; estimated where the endpoint did not tell."""
        self.bill.add(tokens or Tokens.of(self.chars, self.written), self.spent)


class Chat:
    """An endpoint with its models. Threads share it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = http_client(settings.model_connect_timeout_s)
        own = not settings.model_base_url
        output: Any = "schema" if settings.model_output == "auto" else settings.model_output
        limit = "max_completion_tokens" if own else "max_tokens"
        self._forms = Forms(Form(output, limit=limit))
        self._fixed = settings.model_output != "auto"
        self._url = settings.model_base_url or _OPENAI
        self._clients: dict[str, ChatOpenAI] = {}

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def output_of(self, model: str) -> str:
        """How a model is asked for JSON."""
        return self._forms.of(model).output

    def pieces(self, call: Call) -> Generator[Piece]:
        """The reply, as it comes. Raises ``ModelFailure``; tokens are charged however it ends."""
        tokens = None
        try:
            with closing(self._begun(call)) as pieces:
                for piece in pieces:
                    tokens = piece.tokens or tokens
                    call.written += len(piece.text) + len(piece.arguments)
                    self._check_length(call)
                    yield piece
        finally:
            if call.was_taken:
                call.charge(tokens)

    def _check_length(self, call: Call) -> None:
        """The endpoint was asked for so many tokens; one that does not care is stopped."""
        if call.written > self._settings.model_max_tokens * _CHARS_A_TOKEN_AT_MOST:
            raise ModelFailure(Failure.TOO_LONG)

    def _begun(self, call: Call) -> Generator[Piece]:
        """The pieces of a reply whose first has come, tried again as often as may be."""
        attempts = Retrying(
            stop=lambda state: self._is_enough(call, state),
            wait=_pause,
            retry=retry_if_exception(_may_pass),
            reraise=True,
        )
        first, rest = attempts(self._opened, call)
        return _chained(first, rest)

    def _is_enough(self, call: Call, state: RetryCallState) -> bool:
        tries = state.attempt_number > self._settings.model_retries
        pause = state.upcoming_sleep
        return tries or pause > _LONGEST_RETRY_AFTER_S or monotonic() + pause >= call.deadline

    def _opened(self, call: Call) -> tuple[Piece, Generator[Piece]]:
        """The first piece and the rest, in the first form that the endpoint takes."""
        while True:
            form = self._forms.of(call.model)
            pieces = self._requested(call, form)
            try:
                return next(pieces), pieces
            except StopIteration:
                raise _Failed(Failure.EMPTY, "no event") from None
            except _FormRefused as refused:
                weaker = form.weaker(refused.said, fixed=self._fixed)
                if weaker is None or is_too_long(refused.said):
                    raise refused.failure from None
                self._forms.learn(call.model, weaker)

    def _requested(self, call: Call, form: Form) -> Generator[Piece]:
        """One request and its stream."""
        most = self._settings.model_max_tokens
        call.allowance = Allowance(call.deadline, _HEAD_BYTES + most * _BYTES_A_TOKEN)
        call.spent.call()
        fields = form.fields(call.shape, most, self._settings.model_temperature)
        chunks = self._client(call.model).stream(list(call.messages), **fields)
        try:
            for chunk in _stepped(chunks, call.allowance):
                piece = _piece(chunk)
                call.begun = True
                yield piece
        except ModelFailure:
            raise
        except Exception as error:  # whatever a parser makes of what an endpoint sends
            raise _told(error, call) from error
        finally:
            call.allowance.close()

    def _client(self, model: str) -> ChatOpenAI:
        if model not in self._clients:
            self._clients[model] = ChatOpenAI(
                model=model,
                base_url=self._url,
                api_key=SecretStr(self._settings.model_api_key or "none"),
                http_client=self._http,
                timeout=self._http.timeout,
                max_retries=0,
                use_responses_api=False,
                openai_proxy=None,
                cache=False,
                callbacks=[],
            )
        return self._clients[model]


class _FormRefused(Exception):
    """The endpoint does not take the form of the request; ``said``: its words, for us alone."""

    def __init__(self, said: str, failure: ModelFailure) -> None:
        super().__init__("form refused")
        self.said = said
        self.failure = failure


def _stepped(chunks: Iterator[AIMessageChunk], allowance: Allowance) -> Iterator[AIMessageChunk]:
    """Each step counted by the allowance and traced nowhere. Another thread may take each."""
    while True:
        with allowance.counting(), tracing_context(enabled=False):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


def _chained(first: Piece, rest: Generator[Piece]) -> Generator[Piece]:
    with closing(rest):
        yield first
        yield from rest


def _piece(chunk: AIMessageChunk) -> Piece:
    usage = chunk.usage_metadata
    tokens = Tokens(usage["input_tokens"], usage["output_tokens"]) if usage else None
    arguments = "".join(part["args"] or "" for part in chunk.tool_call_chunks)
    finish = str(chunk.response_metadata.get("finish_reason") or "")
    return Piece(str(chunk.text), arguments, finish, tokens)


def _told(error: Exception, call: Call) -> Exception:
    """Our failure for an error of the client library."""
    detail = type(error).__name__
    if call.allowance.is_over:
        return _Failed(Failure.TOO_LONG, detail)
    if call.allowance.is_late:
        return _Failed(Failure.TIMEOUT, detail, lasting=not call.begun)  # slow, but there
    if isinstance(error, openai.APIStatusError):
        return _by_status(error)
    if isinstance(error, openai.APIConnectionError) or _is_of_network(error):
        return _Failed(_broken_connection(call), detail)
    if isinstance(error, openai.APIError):  # told in the stream
        return _Failed(Failure.BROKEN, detail)
    nothing = not call.begun and isinstance(error, ValueError) and "No generation chunks" in str(error)
    return _Failed(Failure.EMPTY if nothing else Failure.INVALID, detail)


def _is_of_network(error: Exception) -> bool:
    return type(error).__module__.partition(".")[0] in {"httpx2", "httpcore2"}


def _broken_connection(call: Call) -> Failure:
    if call.begun:
        return Failure.CUT
    return Failure.INVALID if call.allowance.taken else Failure.UNREACHABLE


def _by_status(error: openai.APIStatusError) -> Exception:
    status = error.status_code
    failure = _Failed(_REASONS.get(status, _reason(status)), f"status {status}", _retry_after(error))
    if status not in _FORM:
        return failure
    said = str(error.message)
    return _FormRefused(said, _Failed(Failure.TOO_LONG, "prompt") if is_too_long(said) else failure)


_FORM = frozenset({400, 415, 422, 501})
"""What endpoints answer where they do not take a field of the request."""

_REASONS = {408: Failure.TIMEOUT, 413: Failure.TOO_LONG, 429: Failure.LIMITED, 402: Failure.LIMITED}


def _reason(status: int) -> Failure:
    return Failure.BROKEN if status >= 500 else Failure.REFUSED


def _retry_after(error: openai.APIStatusError) -> float:
    """Seconds that the endpoint asks to wait, from either form of the header."""
    said = error.response.headers.get("retry-after", "")
    with suppress(ValueError):
        return max(0.0, float(said))
    with suppress(ValueError, TypeError):
        return max(0.0, float(parsedate_to_datetime(said).timestamp()) - time())
    return 0.0


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, _Failed) and error.reason in _PASSING


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome is not None else None
    asked = error.retry_after_s if isinstance(error, _Failed) else 0.0
    return max(asked, _BACKOFF_S * 2.0 ** (state.attempt_number - 1))
