"""A language model: asked for objects, which it gives as they come, within limits that hold.

    model = open_model(settings)                       # None where none is configured
    for item in model.stream(messages, shape, spent):  # raises ModelFailure
        ...

Whatever an endpoint does, or does not do, a call ends in time and with a word why.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import HocVuError
from assistant.library.spending import Spending
from assistant.models.failures import Failure, ModelFailure
from assistant.models.limits import Lane
from assistant.models.reading import Reader
from assistant.models.shapes import Shape
from assistant.models.spending import Ledger, Purse, Spent
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.models.chat import Chat, Messages, Piece

__all__ = [
    "Failure",
    "LanguageModel",
    "ModelFailure",
    "ModelUnusable",
    "Shape",
    "Spent",
    "Which",
    "open_model",
]

Which = Literal["main", "small", "judge"]

_WHOLE = frozenset({"stop", "tool_calls", "function_call"})
_FAIR_SHARE = 0.5
"""Of the usual time: a call given less says nothing of the endpoint by being late."""


class ModelUnusable(HocVuError):
    """The settings of the model do not fit together."""

    code, status = "model_unusable", 503


class LanguageModel:
    """The configured models of one endpoint. Threads share it; ``close`` ends its connections."""

    def __init__(self, settings: Settings, ledger: Ledger | None = None) -> None:
        self._settings = settings
        self._purse = Purse(settings, ledger)
        self._ledger = ledger
        self._lanes = {judge: Lane(settings.model_concurrency) for judge in (False, True)}
        self._lock = threading.Lock()
        self._chat: Chat | None = None
        self.name = settings.model

    @property
    def judges(self) -> bool:
        """Whether a second model is configured to judge."""
        return bool(self._settings.model_judge)

    def name_of(self, which: Which) -> str:
        """The name of the model for that work."""
        names = {"small": self._settings.model_small, "judge": self._settings.model_judge}
        return names.get(which) or self.name

    def output_of(self, which: Which) -> str:
        """How that model is asked for JSON, as far as it is known by now: schema, tool or text."""
        return self._opened().output_of(self.name_of(which))

    def warm(self) -> None:
        """Get ready in the background: importing the client takes more than a second."""
        threading.Thread(target=self._opened, name="model-warm", daemon=True).start()

    def close(self) -> None:
        """Give the connections back."""
        with self._lock:
            if self._chat is not None:
                self._chat.close()
                self._chat = None
        if self._ledger is not None:
            self._ledger.close()

    def ask(
        self,
        messages: "Messages",
        shape: Shape,
        spent: Spent,
        *,
        small: bool = False,
        judge: bool = False,
        deadline: float | None = None,
    ) -> list[dict[str, Any]]:
        """The whole reply. Raises ``ModelFailure`` where it is not whole."""
        return list(self.stream(messages, shape, spent, small=small, judge=judge, deadline=deadline))

    def stream(
        self,
        messages: "Messages",
        shape: Shape,
        spent: Spent,
        *,
        small: bool = False,
        judge: bool = False,
        deadline: float | None = None,
    ) -> Iterator[dict[str, Any]]:
        """The objects of the reply as they come; closing the iterator ends the call.

        ``deadline``: in ``monotonic`` seconds; without one, that of the settings from now on. Raises
        ``ModelFailure``, also after some objects, where the reply is not whole.
        """
        usual = self._settings.model_timeout_s
        by = monotonic() + usual if deadline is None else deadline
        lane = self._lanes[judge]
        name = self.name_of("judge" if judge else "small" if small else "main")
        reply = _Reply(shape)
        if by <= monotonic():
            raise ModelFailure(Failure.TIMEOUT, "no time left", lasting=False)
        with ExitStack() as limits:
            limits.enter_context(lane.gate.passing(by - monotonic()))
            bill = limits.enter_context(self._purse.paying(sum(len(text) for _, text in messages)))
            limits.enter_context(lane.breaker.guarding(fair=by - monotonic() >= usual * _FAIR_SHARE))
            chat = self._opened()
            call = _call(name, messages, shape, by, spent, bill)
            with closing(chat.pieces(call)) as pieces:
                yield from reply.read(pieces)
        yield from reply.end()  # what is wrong with a reply says nothing of the endpoint: not in its limits

    def _opened(self) -> "Chat":
        with self._lock:
            if self._chat is None:
                from assistant.models.chat import Chat

                self._chat = Chat(self._settings)
            return self._chat


def _call(*fields: Any) -> Any:  # noqa: ANN401  the class is imported late
    from assistant.models.chat import Call

    return Call(*fields)


class _Reply:
    """What a model writes, be it in its words or in the arguments of a tool."""

    def __init__(self, shape: Shape) -> None:
        self._readers = Reader(shape), Reader(shape)
        self._finish = ""

    def read(self, pieces: "Iterator[Piece]") -> Iterator[dict[str, Any]]:
        """The objects in it as they come."""
        words, arguments = self._readers
        for piece in pieces:
            self._finish = piece.finish or self._finish
            yield from words.feed(piece.text)
            yield from arguments.feed(piece.arguments)

    def end(self) -> Iterator[dict[str, Any]]:
        """What is left when it is over. Raises ``ModelFailure`` where it is not whole."""
        if self._finish == "content_filter":
            raise ModelFailure(Failure.DECLINED)
        if self._finish not in _WHOLE:
            raise ModelFailure(Failure.CUT, "length" if self._finish == "length" else "no end")
        for reader in self._readers:
            yield from reader.end()
        if any(reader.is_broken for reader in self._readers):
            raise ModelFailure(Failure.INVALID)
        if not any(reader.given for reader in self._readers):
            raise ModelFailure(Failure.EMPTY)


def open_model(settings: Settings, ledger: Ledger | None = None) -> LanguageModel | None:
    """The configured model; ``None`` where none is. Opens no connection.

    ``ledger``: of the day's spending; where a budget is set and none is given, the library's. Raises
    ``ModelUnusable`` where the settings do not fit together.
    """
    if not settings.model:
        return None
    if settings.model_daily_budget and not (settings.model_price_in or settings.model_price_out):
        raise ModelUnusable(
            "Đã đặt ngân sách ngày cho mô hình ngôn ngữ mà chưa đặt giá.",
            "Đặt HOCVU_MODEL_PRICE_IN và HOCVU_MODEL_PRICE_OUT, hoặc bỏ HOCVU_MODEL_DAILY_BUDGET.",
        )
    if settings.model_daily_budget and ledger is None:
        ledger = Spending.open(settings.answers_url)
    return LanguageModel(settings, ledger)
