"""What a client of the OpenAI protocol sends, read into a question and the turns before it.

The last message of the user is the question. Earlier messages of user and assistant become
turns, which a follow-up may lean on and which are never a source. Messages of other roles
(``system``, ``developer``, ``tool``) are read and change nothing: how an answer is made is not
for the sender to say. Parameters that steer a model (``temperature``, ``max_tokens``, ``stop``,
``seed`` and whatever else) are taken and ignored; those that ask for a form that does not exist
here are refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api import inputs
from api.openai.errors import Unsupported, WrongParameter
from api.openai.history import turn_of
from api.openai.models import DEFAULT_MODEL
from assistant.domain.conversation import Turn
from assistant.errors import BadRequest
from assistant.inputs import clean_question

TURNS = 6
"""Turns that a question is given; of older ones nothing is left that it could lean on."""

_TEXTS = ("text", "input_text")
_USER, _ASSISTANT = "user", "assistant"
_INSTRUCTING = ("system", "developer")


class Message(BaseModel):
    """A message: its content is text, or parts of which those with text are read."""

    role: str
    content: str | list[Any] | None = None

    @property
    def text(self) -> str:
        """The text of the message; empty where it has none."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part["text"] for part in self.content or () if _is_text(part))

    @property
    def has_more(self) -> bool:
        """Whether it holds something beside text: a picture, a file, a recording."""
        return isinstance(self.content, list) and not all(map(_is_text, self.content))


def _is_text(part: object) -> bool:
    return isinstance(part, dict) and part.get("type") in _TEXTS and isinstance(part.get("text"), str)


class StreamOptions(BaseModel):
    """What a stream holds beside the answer."""

    include_usage: bool | None = None


class ChatCompletionRequest(BaseModel):
    """A request of the OpenAI protocol. What is not named here is taken and ignored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "model": "hoc-vu",
                    "messages": [{"role": "user", "content": "Học sinh được chuyển trường khi nào?"}],
                }
            ]
        }
    )

    messages: list[Message] = Field(min_length=1, description="Hội thoại; câu hỏi là lời sau cùng của user.")
    model: str = Field(DEFAULT_MODEL, description="Tên trong /v1/models.")
    stream: bool | None = Field(None, description="Trả lời dần, mỗi câu đã kiểm tra là một mẩu.")
    stream_options: StreamOptions | None = None
    as_of: str | None = Field(
        None, description="Riêng của Học Vụ: ngày áp dụng (năm-tháng-ngày); bỏ trống là theo câu hỏi."
    )
    n: int | None = Field(None, description="Chỉ nhận 1.")
    logprobs: bool | None = Field(None, description="Không có.")
    top_logprobs: int | None = Field(None, description="Không có.")
    response_format: Any = Field(None, description="Chỉ nhận kiểu text, trừ yêu cầu đặt tên hội thoại.")
    tools: Any = Field(None, description="Không gọi, trừ yêu cầu đặt tên hội thoại.")
    tool_choice: Any = Field(None, description="Chỉ nhận auto hoặc none, trừ yêu cầu đặt tên hội thoại.")
    function_call: Any = Field(None, description="Chỉ nhận auto hoặc none.")

    @property
    def wants_usage(self) -> bool:
        """Whether a stream ends with a chunk of its own for the tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)

    @property
    def instructions(self) -> Iterator[str]:
        """What the client's program says in its own name; it changes no answer."""
        return (message.text for message in self.messages if message.role in _INSTRUCTING)

    def last_of_user(self) -> int:
        """The place of the question among the messages; raises ``WrongParameter``."""
        places = [at for at, message in enumerate(self.messages) if message.role == _USER]
        if not places:
            raise WrongParameter("messages", "Hội thoại chưa có lời nào của người dùng (role “user”).")
        return places[-1]


@dataclass(frozen=True)
class Asked:
    """A question with the turns before it; ``unread``: something beside its text was sent."""

    question: str
    turns: tuple[Turn, ...] = ()
    as_of: date | None = None
    unread: bool = False


def asked_of(request: ChatCompletionRequest, question: str, max_chars: int) -> Asked:
    """The question ``question`` of a request with the turns before it.

    Raises ``WrongParameter`` and what ``clean_question`` raises.
    """
    at = request.last_of_user()
    return Asked(
        question=clean_question(question, max_chars),
        turns=turns_of(request.messages[:at], max_chars),
        as_of=_day(request.as_of),
        unread=request.messages[at].has_more,
    )


def turns_of(messages: Sequence[Message], max_chars: int) -> tuple[Turn, ...]:
    """The last ``TURNS`` turns of a history: a message of the user and what was answered to it."""
    told = [m for m in messages if m.role in (_USER, _ASSISTANT)]
    starts = [at for at, message in enumerate(told) if message.role == _USER and message.text.strip()]
    spans = list(pairwise([*starts, len(told)]))[-TURNS:]
    return tuple(turn_of(told[a].text, _answers(told[a + 1 : b]), max_chars) for a, b in spans)


def _answers(messages: Iterable[Message]) -> str:
    return "\n\n".join(m.text for m in messages if m.role == _ASSISTANT and m.text.strip())


def _day(text: str | None) -> date | None:
    try:
        return inputs.day_or_none(text or "")
    except BadRequest as error:
        raise WrongParameter("as_of", error.message, error.hint) from None


def check(request: ChatCompletionRequest) -> None:
    """Refuse what is asked for and cannot be given; raises ``Unsupported``."""
    if request.n not in (None, 1):
        raise Unsupported("n", "Mỗi câu hỏi chỉ có một câu trả lời (n = 1).")
    if request.logprobs or request.top_logprobs:
        raise Unsupported("logprobs", "Câu trả lời là lời văn đã kiểm tra nên không có xác suất của từ.")
    for name in ("tool_choice", "function_call"):
        if getattr(request, name) not in (None, "auto", "none"):
            raise Unsupported(name, "Trợ lý không gọi công cụ của bên hỏi; bỏ trống hoặc đặt “none”.")
    if _format(request.response_format) not in (None, "text"):
        raise Unsupported(
            "response_format",
            "Câu trả lời là văn bản; bản có cấu trúc ở trường “hoc_vu” của mỗi câu trả lời.",
        )


def _format(wanted: object) -> object:
    return wanted.get("type") if isinstance(wanted, dict) else wanted
