"""``POST /v1/chat``: a question, and its answer at once or piece by piece."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.door import House, HouseDep
from api.errors import failure_of, log, request_id_of
from api.listening import Hearing
from api.routers.common import failures
from api.schemas import ChatRequest
from assistant.domain.answer import Answer
from assistant.errors import BadRequest
from assistant.inputs import clean_question
from assistant.telling import CitationTold, Listen, Opened, Told

router = APIRouter(tags=["Hỏi đáp"])

_PING_S = 15

_EVENTS = """Trả lời câu hỏi bằng quy định còn hiệu lực vào ngày hỏi, kèm căn cứ đã kiểm tra.

Không đặt mô hình ngôn ngữ thì câu trả lời là chính lời văn của quy định. Có đặt thì mô hình viết lại cho dễ
đọc, và mỗi câu nó viết chỉ hiện ra sau khi đối chiếu được với căn cứ; không thì lời văn của quy định thế chỗ.

- `conversation`: `"new"` mở một cuộc trò chuyện được lưu, mã của nó ở trường `conversation` của câu trả lời;
  gửi lại mã ấy để hỏi tiếp. Bỏ trống thì không lưu gì.
- `history`: các lượt trước, khi bên hỏi tự giữ; chỉ câu hỏi của chúng giúp hiểu câu hỏi nối tiếp.

Gửi `Accept: text/event-stream` hoặc `"stream": true` để nhận câu trả lời từng phần. Các sự kiện, theo thứ tự:

| sự kiện | dữ liệu |
| --- | --- |
| `start` | `question`, `as_of` (null nếu người hỏi không chọn ngày), `request_id` |
| `understood` | cách hiểu câu hỏi; `standalone`: câu hỏi nối tiếp được hiểu đầy đủ là gì |
| `found` | `outcome`, ấn bản của thư viện, `as_of`, `as_of_reason`, `notices`, `language` |
| `citation` | `index` và một căn cứ (lặp lại, mỗi căn cứ trước câu đầu tiên dựa vào nó) |
| `statement` | `index`, một câu trả lời với số thứ tự các căn cứ (lặp lại, ngay khi câu ấy kiểm tra xong) |
| `done` | toàn bộ câu trả lời, giống hệt dạng JSON; thay cho những gì đã gửi nếu khác |
| `error` | thay cho phần còn lại khi có lỗi, theo mẫu lỗi chung |
"""

Ask = Callable[[Listen | None], Answer]
"""Asks the door; blocks."""


@router.post(
    "/v1/chat",
    response_model=Answer,
    summary="Hỏi và nhận câu trả lời có căn cứ",
    description=_EVENTS,
    responses=failures(400, 404, 413)
    | {200: {"description": "Câu trả lời", "content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def chat(body: ChatRequest, request: Request, house: HouseDep) -> Answer | Response:
    """Answer a question from the library."""
    asked = clean_question(body.question, house.settings.max_question_chars)
    ask = _asking(house, body, asked)
    if body.stream or "text/event-stream" in request.headers.get("accept", ""):
        house.work.check()
        steps = _steps(house, ask, asked, body.as_of, request_id_of(request))
        return EventSourceResponse(steps, headers={"X-Accel-Buffering": "no"}, ping=_PING_S)
    return await house.work.run(lambda: ask(None))


async def answer(house: House, asked: str, day: date | None, audience: str | None = None) -> Answer:
    """The door's answer, worked out in a thread."""
    return await house.work.run(lambda: house.keeper.get().answer(asked, as_of=day, audience=audience))


def _asking(house: House, body: ChatRequest, asked: str) -> Ask:
    """How the door is asked: in a conversation that the library keeps, or after turns that were sent."""
    if body.conversation and body.history:
        raise BadRequest(
            "Gửi cả conversation lẫn history nên không rõ câu hỏi nối tiếp lượt nào.",
            "Chỉ gửi một trong hai.",
        )
    if body.conversation:
        going_on = body.conversation
        return lambda listen: house.keeper.get().converse(
            asked, going_on, body.as_of, body.audience, listen=listen
        )
    turns = tuple(turn.turn for turn in body.history)
    return lambda listen: house.keeper.get().answer(
        asked, body.as_of, body.audience, turns=turns, listen=listen
    )


async def _steps(
    house: House, ask: Ask, asked: str, day: date | None, request_id: str
) -> AsyncIterator[ServerSentEvent]:
    """The events of one answer; a failure is an event too, since the status has gone out."""
    chosen = day.isoformat() if day else None
    yield _event("start", {"question": asked, "as_of": chosen, "request_id": request_id})
    hearing = Hearing(house.work, ask)
    try:
        async for told in hearing.pieces():
            for name, data in _pieces(told):
                yield _event(name, data)
        answer = await hearing.result()
        yield _event("done", answer.model_dump(mode="json"))
    except Exception as error:
        failure = failure_of(error)
        if failure.status == 500:
            log.exception("request %s failed", request_id)
        yield _event("error", failure.form(request_id))
    finally:
        hearing.close()


def _pieces(told: Told) -> list[tuple[str, dict[str, Any]]]:
    """What was told, as events."""
    if isinstance(told, Opened):
        return [("understood", told.understood | {"standalone": told.standalone}), ("found", _found(told))]
    if isinstance(told, CitationTold):
        return [("citation", {"index": told.index, "citation": told.citation.model_dump(mode="json")})]
    return [("statement", {"index": told.index, **told.statement.model_dump(mode="json")})]


def _found(opened: Opened) -> dict[str, Any]:
    return {
        "outcome": opened.outcome.value,
        "as_of": opened.as_of.isoformat(),
        "as_of_reason": opened.as_of_reason,
        "notices": list(opened.notices),
        "edition": opened.edition,
        "language": opened.language,
    }


_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(_json(data), event=name, sep="\n")
