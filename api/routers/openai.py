"""``POST /v1/chat/completions``, ``GET /v1/models``: the assistant for clients of the OpenAI protocol."""

import json
import time
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.door import House, HouseDep
from api.errors import failure_of, log, request_id_of
from api.listening import Hearing
from api.openai import requests, tasks, titles
from api.openai.markdown import Composer, Piece
from api.openai.models import MODELS, Model, model_named
from api.openai.requests import Asked, ChatCompletionRequest
from api.openai.titles import Title
from api.openai.wire import Wire
from api.web.pages import document_href
from assistant.domain.answer import Answer, Citation
from assistant.telling import CitationTold, Listen, Opened, Told

router = APIRouter(tags=["Giao thức OpenAI"])

_BEGIN_S = 1.0
"""How long a stream waits for the first word, so that what fails at once has its own status."""
_PING_S = 10

_ABOUT = """Cho các chương trình nói giao thức của OpenAI: gói `openai`, Open WebUI, LibreChat…

- Câu hỏi là lời sau cùng của `user`; các lượt trước giúp hiểu câu hỏi nối tiếp, và chỉ vài lượt sau cùng được
  dùng. Lời của `system`, `developer` và `tool` không làm đổi câu trả lời.
- `as_of` (với gói `openai`: `extra_body={"as_of": "2025-09-01"}`) chọn ngày áp dụng.
- Văn bản là Markdown: các câu đã kiểm tra với dấu [1], rồi “Căn cứ” với địa chỉ, hiệu lực, liên kết. Cùng nội
  dung ở dạng trường: `hoc_vu` (toàn bộ câu trả lời; khi trả lời dần thì ở mẩu sau cùng) và `annotations`.
- `temperature`, `max_tokens`, `stop`, `tools`… được nhận và bỏ qua. `n` lớn hơn 1, `logprobs`,
  `response_format` khác `text`, `tool_choice` bắt gọi công cụ: lỗi 400, trừ khi chỉ để đặt tên cho hội thoại.
- Lỗi có dạng của OpenAI: `{"error": {"message", "type", "param", "code"}}`. Khoá API nào cũng được.
"""
_STREAM = {"description": "Câu trả lời", "content": {"text/event-stream": {"schema": {"type": "string"}}}}


@router.get("/v1/models", summary="Các mô hình để chọn")
async def models(house: HouseDep) -> dict[str, Any]:
    """List the models: one assistant, put for three kinds of reader."""
    created = await _edition_made(house)
    return {"object": "list", "data": [model.values(created) for model in MODELS]}


@router.get("/v1/models/{name}", summary="Một mô hình")
async def model(name: str, house: HouseDep) -> dict[str, Any]:
    """Show a model."""
    return model_named(name).values(await _edition_made(house))


async def _edition_made(house: House) -> int:
    """When the edition that answers was made, in seconds of Unix time; 0 while there is none."""
    edition = await house.work.run(lambda: house.keeper.get().edition())
    return int(edition.created_at.timestamp()) if edition else 0


@router.post(
    "/v1/chat/completions",
    summary="Hỏi theo giao thức OpenAI",
    description=_ABOUT,
    response_model=None,
    responses={200: _STREAM},
)
async def completions(body: ChatCompletionRequest, request: Request, house: HouseDep) -> Response:
    """Answer the last message of the user."""
    title = titles.title_wanted(body)
    if title is None:
        requests.check(body)
    chosen = model_named(body.model)
    request_id = request_id_of(request)
    wire = Wire(f"chatcmpl-{request_id}", chosen.id, int(time.time()))
    if title is not None:
        return _titled(wire, body, title)
    text = body.messages[body.last_of_user()].text
    done = tasks.tools_reply(body.instructions) or tasks.task_reply(text)
    if done is not None:
        return _told(wire, body, Piece(done))
    asked = requests.asked_of(body, tasks.question_in(text), house.settings.max_question_chars)
    composer = Composer(partial(_page, str(request.base_url)), unread=asked.unread)
    if body.stream:
        return await _stream(_Stream(house, chosen, asked, wire, composer, request_id), body)
    answer = await house.work.run(lambda: _answer(house, chosen, asked, None))
    return JSONResponse(wire.completion(list(composer.close(answer)), answer))


def _answer(house: House, chosen: Model, asked: Asked, listen: Listen | None) -> Answer:
    """The door's answer; blocks."""
    return house.keeper.get().answer(
        asked.question, asked.as_of, chosen.audience, turns=asked.turns, listen=listen
    )


def _page(base: str, citation: Citation) -> str:
    """A provision's own page here."""
    return base.rstrip("/") + document_href(citation.path)


def _titled(wire: Wire, body: ChatCompletionRequest, title: Title) -> Response:
    """A title in the fields that were asked for."""
    if not title.tool:
        return _told(wire, body, Piece(title.fields))
    if not body.stream:
        return JSONResponse(wire.calling(title.tool, title.fields))
    return _streamed(wire, body, wire.call_chunk(title.tool, title.fields))


def _told(wire: Wire, body: ChatCompletionRequest, piece: Piece) -> Response:
    """A reply that needed no library."""
    if not body.stream:
        return JSONResponse(wire.completion([piece], None))
    return _streamed(wire, body, wire.chunk(piece))


def _streamed(wire: Wire, body: ChatCompletionRequest, chunk: dict[str, Any]) -> Response:
    usage = [wire.usage(None)] if body.wants_usage else []
    return _events(_each([wire.opening(), chunk, wire.closing(None), *usage]))


async def _each(chunks: list[dict[str, Any]]) -> AsyncIterator[ServerSentEvent]:
    for chunk in chunks:
        yield _event(chunk)
    yield _DONE


class _Stream:
    """One answer as chunks, while it is made."""

    def __init__(
        self, house: House, chosen: Model, asked: Asked, wire: Wire, composer: Composer, request_id: str
    ) -> None:
        house.work.check()
        self._hearing = Hearing(house.work, lambda listen: _answer(house, chosen, asked, listen))
        self._wire, self._composer, self._request_id = wire, composer, request_id

    async def begin(self) -> None:
        """Wait a moment; raises where the answer failed before its first word."""
        await self._hearing.begin(_BEGIN_S)

    async def events(self, *, usage: bool) -> AsyncIterator[ServerSentEvent]:
        """The chunks; a failure is one too, since the status has gone out."""
        try:
            async for chunk in self._chunks(usage=usage):
                yield _event(chunk)
        except Exception as error:
            yield _event(self._failed(error))
        finally:
            self._hearing.close()
        yield _DONE

    async def _chunks(self, *, usage: bool) -> AsyncIterator[dict[str, Any]]:
        yield self._wire.opening()
        async for told in self._hearing.pieces():
            if (piece := self._piece(told)) is not None:
                yield self._wire.chunk(piece)
        answer = await self._hearing.result()
        for piece in self._composer.close(answer):
            yield self._wire.chunk(piece)
        yield self._wire.closing(answer)
        if usage:
            yield self._wire.usage(answer)

    def close(self) -> None:
        """End the work where it is not done."""
        self._hearing.close()

    def _piece(self, told: Told) -> Piece | None:
        if isinstance(told, Opened):
            return self._composer.open(told)
        if isinstance(told, CitationTold):
            self._composer.cite(told.citation)
            return None
        return self._composer.say(told.statement)

    def _failed(self, error: Exception) -> dict[str, Any]:
        failure = failure_of(error)
        if failure.status == 500:
            log.exception("request %s failed", self._request_id)
        return failure.openai_form(self._request_id)


async def _stream(stream: _Stream, body: ChatCompletionRequest) -> Response:
    try:
        await stream.begin()
    except BaseException:
        stream.close()
        raise
    return _events(stream.events(usage=body.wants_usage))


def _events(events: AsyncIterator[ServerSentEvent]) -> Response:
    return EventSourceResponse(events, headers={"X-Accel-Buffering": "no"}, ping=_PING_S, sep="\n")


_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
_DONE = ServerSentEvent("[DONE]", sep="\n")


def _event(chunk: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(_json(chunk), sep="\n")
