"""Answers in the wire form of the OpenAI protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.openai.markdown import Piece
from assistant.domain.answer import Answer, ModelUse

STOP = "stop"


@dataclass(frozen=True)
class Wire:
    """The forms of one reply: its id, its model, when it was made (seconds of Unix time).

    Beside what the protocol has, a reply holds ``hoc_vu``: the whole answer as ``POST /v1/chat``
    gives it, with each citation's address, words, validity and what says so.
    """

    id: str
    model: str
    created: int

    def completion(self, pieces: Sequence[Piece], answer: Answer | None) -> dict[str, Any]:
        """The whole reply at once."""
        message: dict[str, Any] = {
            "role": "assistant",
            "content": "".join(piece.text for piece in pieces),
            "refusal": None,
            "annotations": [one for piece in pieces for one in piece.annotations],
        }
        choice = {"index": 0, "message": message, "finish_reason": STOP, "logprobs": None}
        return self._reply("chat.completion", [choice]) | {"usage": usage_of(answer), **_ours(answer)}

    def calling(self, tool: str, arguments: str) -> dict[str, Any]:
        """The whole reply where it is a call of the client's tool."""
        message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": None, "annotations": []}
        message["tool_calls"] = [self._call(tool, arguments)]
        choice = {"index": 0, "message": message, "finish_reason": STOP, "logprobs": None}
        return self._reply("chat.completion", [choice]) | {"usage": usage_of(None)}

    def call_chunk(self, tool: str, arguments: str) -> dict[str, Any]:
        """A chunk with such a call."""
        return self._chunk({"tool_calls": [{"index": 0} | self._call(tool, arguments)]})

    def _call(self, tool: str, arguments: str) -> dict[str, Any]:
        function = {"name": tool, "arguments": arguments}
        return {"id": self.id.replace("chatcmpl-", "call_"), "type": "function", "function": function}

    def opening(self) -> dict[str, Any]:
        """The first chunk of a stream: who speaks."""
        return self._chunk({"role": "assistant", "content": ""})

    def chunk(self, piece: Piece) -> dict[str, Any]:
        """A chunk with a piece of the text."""
        annotations = {"annotations": list(piece.annotations)} if piece.annotations else {}
        return self._chunk({"content": piece.text} | annotations)

    def closing(self, answer: Answer | None) -> dict[str, Any]:
        """The chunk that ends the text, with the whole answer beside it."""
        return self._chunk({}, STOP) | _ours(answer)

    def usage(self, answer: Answer | None) -> dict[str, Any]:
        """The chunk of tokens, where the client wants it: after the text, without a choice."""
        return self._reply("chat.completion.chunk", []) | {"usage": usage_of(answer)}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return self._reply("chat.completion.chunk", [choice])

    def _reply(self, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        head = {"id": self.id, "object": kind, "created": self.created, "model": self.model}
        return head | {"system_fingerprint": None, "choices": choices}


def usage_of(answer: Answer | None) -> dict[str, int]:
    """The tokens that a language model took for the answer; zeros where none was asked."""
    used = (answer.model if answer else None) or ModelUse(model="")
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
    }


def _ours(answer: Answer | None) -> dict[str, Any]:
    return {"hoc_vu": answer.model_dump(mode="json")} if answer else {}
