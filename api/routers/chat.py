"""``POST /v1/chat``: a question, and its answer at once or piece by piece."""

import json
from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.door import House, HouseDep
from api.errors import failure_of, log, request_id_of
from api.routers.common import failures
from api.schemas import ChatRequest
from assistant.domain.answer import Answer
from assistant.inputs import clean_question

router = APIRouter(tags=["Hỏi đáp"])

_EVENTS = """Trả lời câu hỏi bằng chính lời văn của quy định, kèm căn cứ đã kiểm tra.

Gửi `Accept: text/event-stream` hoặc `"stream": true` để nhận câu trả lời từng phần. Các sự kiện, theo thứ tự:

| sự kiện | dữ liệu |
| --- | --- |
| `start` | `question`, `as_of` (null nếu người hỏi không chọn ngày), `request_id` |
| `understood` | cách hiểu câu hỏi |
| `found` | `outcome`, số căn cứ, ấn bản của thư viện, `as_of`, `as_of_reason`, `notices` |
| `citation` | `index` và một căn cứ (lặp lại) |
| `statement` | một câu trả lời với số thứ tự các căn cứ (lặp lại) |
| `done` | toàn bộ câu trả lời, giống hệt dạng JSON |
| `error` | thay cho phần còn lại khi có lỗi, theo mẫu lỗi chung |
"""


@router.post(
    "/v1/chat",
    response_model=Answer,
    summary="Hỏi và nhận câu trả lời có căn cứ",
    description=_EVENTS,
    responses=failures(400, 413)
    | {200: {"description": "Câu trả lời", "content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def chat(body: ChatRequest, request: Request, house: HouseDep) -> Answer | Response:
    """Answer a question from the library."""
    asked = clean_question(body.question, house.settings.max_question_chars)
    day = body.as_of
    if body.stream or "text/event-stream" in request.headers.get("accept", ""):
        house.work.check()
        steps = _steps(house, asked, day, body.audience, request_id_of(request))
        return EventSourceResponse(steps, headers={"X-Accel-Buffering": "no"}, ping=15)
    return await answer(house, asked, day, body.audience)


async def answer(house: House, asked: str, day: date | None, audience: str | None = None) -> Answer:
    """The door's answer, worked out in a thread."""
    return await house.work.run(lambda: house.keeper.get().answer(asked, as_of=day, audience=audience))


async def _steps(
    house: House, asked: str, day: date | None, audience: str | None, request_id: str
) -> AsyncIterator[ServerSentEvent]:
    """The events of one answer; a failure is an event too, since the status has gone out."""
    chosen = day.isoformat() if day else None
    yield _event("start", {"question": asked, "as_of": chosen, "request_id": request_id})
    try:
        result = await answer(house, asked, day, audience)
    except Exception as error:
        failure = failure_of(error)
        if failure.status == 500:
            log.exception("request %s failed", request_id)
        yield _event("error", failure.form(request_id))
        return
    for name, data in _pieces(result):
        yield _event(name, data)


def _pieces(result: Answer) -> list[tuple[str, dict[str, Any]]]:
    whole = result.model_dump(mode="json")
    found = {
        "outcome": whole["outcome"],
        "citations": len(result.citations),
        "as_of": whole["as_of"],
        "as_of_reason": result.as_of_reason,
        "notices": list(result.notices),
        "edition": result.edition,
    }
    return [
        ("understood", whole["understood"]),
        ("found", found),
        *(("citation", {"index": n, "citation": item}) for n, item in enumerate(whole["citations"])),
        *(("statement", {"index": n, **item}) for n, item in enumerate(whole["statements"])),
        ("done", whole),
    ]


_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(_json(data), event=name, sep="\n")
