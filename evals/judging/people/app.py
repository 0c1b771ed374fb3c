"""The page's application: a page that holds nothing, and what its script asks for with a token."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from evals.judging.people.desk import Desk, Lying
from evals.judging.people.guard import Guard, person_of, refusal
from evals.judging.people.labels import CHOICES, Item
from evals.judging.people.showing import answer, work

_PAGE = Path(__file__).parent / "page"
_FILES = {"/": "label.html", "/label.css": "label.css", "/label.js": "label.js"}
_NO_TELEMETRY = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


class Given(BaseModel):
    """A label from the page; ``label`` of ``None`` takes it back."""

    model_config = ConfigDict(extra="forbid")

    answer: str = Field(max_length=64)
    item: str = Field(max_length=64)
    label: str | None = Field(max_length=32)
    words: str = Field(default="", max_length=2000)


def create_app(desk: Desk, tokens: Mapping[str, str]) -> FastAPI:
    """The application over a desk whose book is open. ``tokens``: each to the person who has it."""
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,  # type: ignore[arg-type]
    )
    for path, name in _FILES.items():
        app.add_api_route(path, _file(name), methods=["GET"])
    _add_faces(app, desk, tokens)
    app.add_exception_handler(StarletteHTTPException, _told)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_middleware(Guard)
    return app


def _file(name: str) -> Any:  # noqa: ANN401  what add_api_route takes
    return lambda: FileResponse(_PAGE / name)


def _add_faces(app: FastAPI, desk: Desk, tokens: Mapping[str, str]) -> None:
    def person(request: Request) -> str:
        who = person_of(request.headers.get("authorization", ""), tokens)
        if who is None:
            raise HTTPException(401, "Hãy mở trang bằng đường dẫn in ra ở cửa sổ lệnh.")
        return who

    who_ = Annotated[str, Depends(person)]

    @app.get("/api/work")
    def _work(who: who_) -> dict[str, Any]:
        return work(desk, who)

    @app.get("/api/answers/{name}")
    def _answer(name: str, who: who_) -> dict[str, Any]:
        return answer(desk, who, _lying(desk, who, name))

    @app.post("/api/labels")
    def _label(given: Given, who: who_) -> dict[str, Any]:
        lying = _lying(desk, who, given.answer)
        desk.book.put(lying.task, _item(lying, given), who, given.label, given.words.strip())
        return {"done": desk.done(who, lying)}

    @app.post("/api/undo")
    def _undo(who: who_) -> dict[str, Any]:
        return _undone(desk, who)


def _lying(desk: Desk, who: str, name: str) -> Lying:
    found = desk.find(who, name)
    if found is None:
        raise HTTPException(404, "Không có câu trả lời này. Hãy tải lại trang.")
    return found


def _item(lying: Lying, given: Given) -> Item:
    """The item that is labelled, its label one that can be given."""
    found = next((one for one in lying.items if one.id == given.item), None)
    if found is None or (given.label is not None and given.label not in CHOICES[found.matter]):
        raise HTTPException(422, "Không có nhãn này. Hãy tải lại trang.")
    return found


def _undone(desk: Desk, who: str) -> dict[str, Any]:
    """What was taken back, by the names the page knows; both ``None`` where nothing was."""
    taken = desk.book.undo(who, {one.task.key for one in desk.lying[who]})
    if taken is None:
        return {"answer": None, "item": None}
    task, item = taken
    return {"answer": desk.name_of(task), "item": item.id}


async def _told(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)  # noqa: S101  as it was registered
    return refusal(error.status_code, str(error.detail))


async def _unfit(_: Request, __: Exception) -> JSONResponse:
    """Without what was sent: it may hold somebody's words."""
    return refusal(422, "Yêu cầu không đúng mẫu.")
