"""The pages people read: the conversation, the list of documents, one document."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from api import inputs, lookup
from api.door import Door, HouseDep
from api.errors import failure_of, wants_page
from api.routers.chat import answer
from api.routers.documents import NumberPath
from api.schemas import DocumentItem
from api.web.blocks import clauses, tree
from api.web.pages import STATIC
from assistant.assistant import today
from assistant.errors import HocVuError
from assistant.inputs import clean_question

router = APIRouter(include_in_schema=False)

_PER_PAGE = 50
_METHODS = ["GET", "HEAD"]


def _page(request: Request, name: str, status: int = 200, **values: object) -> Response:
    page: Response = request.app.state.pages.TemplateResponse(request, name, values, status_code=status)
    return page


@router.api_route("/", methods=_METHODS)
async def conversation(request: Request, house: HouseDep, q: str = "", as_of: str = "") -> Response:
    """The conversation. With ``q`` the answer is in the page, so no script is needed."""
    result, failure = None, None
    if q.strip():
        try:
            asked = clean_question(q, house.settings.max_question_chars)
            result = await answer(house, asked, _day(as_of))
        except HocVuError as error:
            if not wants_page(request):
                raise
            failure = failure_of(error)
    return _page(
        request,
        "index.html",
        failure.status if failure else 200,
        answer=result,
        failure=failure,
        asked=q[: house.settings.max_question_chars],
        day=_day(as_of),
        today=today(),
        starters=await _starters(house),
        max_chars=house.settings.max_question_chars,
    )


async def _starters(house: HouseDep) -> list[str]:
    """Questions to begin with; the page opens without them while the library is shut."""
    try:
        return list(await house.work.run(lambda: house.keeper.get().suggestions()))
    except HocVuError:
        return []


def _day(text: str) -> date:
    """The day in the form's field; an empty or impossible one is today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()


@router.api_route("/van-ban", methods=_METHODS)
async def document_list(
    request: Request,
    house: HouseDep,
    q: Annotated[str, Query(max_length=300)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The documents of the library."""
    text = inputs.search_text(q)
    offset = (page - 1) * _PER_PAGE
    records, total = await house.work.run(
        lambda: house.keeper.get().documents(text=text, offset=offset, limit=_PER_PAGE)
    )
    items = [DocumentItem.of(record, today()) for record in records]
    pages = max(1, -(-total // _PER_PAGE))
    return _page(request, "documents.html", items=items, total=total, q=text, page=page, pages=pages)


@router.api_route("/van-ban/{number:path}", methods=_METHODS)
async def document(request: Request, house: HouseDep, number: NumberPath) -> Response:
    """A document with its outline; every unit has an anchor."""
    return await house.work.run(lambda: _document_page(request, house.keeper.get(), number))


def _document_page(request: Request, door: Door, number: str) -> Response:
    """The page of a document; made in a thread, since a document may have thousands of units."""
    record = lookup.document(door, number)
    outline = door.outline(record.head.number)
    return _page(
        request,
        "document.html",
        record=record,
        head=record.head,
        item=DocumentItem.of(record, today()),
        today=today(),
        nodes=tree(outline),
        units=[(stored, clauses(stored.provision)) for stored in outline],
    )


@router.api_route("/favicon.ico", methods=_METHODS)
async def favicon() -> FileResponse:
    """The mark of the house, for browsers that ask for it unprompted."""
    return FileResponse(STATIC / "logo.svg", media_type="image/svg+xml")
