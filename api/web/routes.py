"""The pages people read: the conversation, the list of documents, one document."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from api import inputs, lookup, sentences
from api.door import Door, HouseDep
from api.errors import failure_of, wants_page
from api.routers.chat import answer
from api.routers.documents import NumberPath
from api.schemas import DocumentItem
from api.web.bars import bar_of
from api.web.blocks import clauses, tree
from api.web.pages import STATIC, page
from assistant.days import today
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.errors import HocVuError
from assistant.inputs import clean_question
from assistant.library.records import StoredProvision

router = APIRouter(include_in_schema=False)

_PER_PAGE = 50
_METHODS = ["GET", "HEAD"]


@router.api_route("/", methods=_METHODS)
async def conversation(
    request: Request, house: HouseDep, q: str = "", as_of: str = "", audience: str = ""
) -> Response:
    """The conversation. With ``q`` the answer is in the page, so no script is needed."""
    result, failure = None, None
    if q.strip():
        try:
            asked = clean_question(q, house.settings.max_question_chars)
            result = await answer(house, asked, inputs.day_or_none(as_of), audience)
        except HocVuError as error:
            if not wants_page(request):
                raise
            failure = failure_of(error)
    return page(
        request,
        "index.html",
        failure.status if failure else 200,
        answer=result,
        failure=failure,
        asked=q[: house.settings.max_question_chars],
        chosen=as_of,
        audience=audience,
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


@router.api_route("/van-ban", methods=_METHODS)
async def document_list(
    request: Request,
    house: HouseDep,
    q: Annotated[str, Query(max_length=300)] = "",
    nth: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """The documents of the library."""
    text = inputs.search_text(q)
    offset = (nth - 1) * _PER_PAGE
    records, total = await house.work.run(
        lambda: house.keeper.get().documents(text=text, offset=offset, limit=_PER_PAGE)
    )
    items = [DocumentItem.of(record, today()) for record in records]
    pages = max(1, -(-total // _PER_PAGE))
    return page(request, "documents.html", items=items, total=total, q=text, page=nth, pages=pages)


@router.api_route("/van-ban/{number:path}", methods=_METHODS)
async def document(request: Request, house: HouseDep, number: NumberPath, as_of: str = "") -> Response:
    """A document with its outline, in the words of a day; every unit has an anchor."""
    day = inputs.day_or_none(as_of) or today()
    return await house.work.run(lambda: _document_page(request, house.keeper.get(), number, day))


def _document_page(request: Request, door: Door, number: str, day: date) -> Response:
    """The page of a document; made in a thread, since a document may have thousands of units."""
    record = lookup.document(door, number)
    outline = door.outline(record.head.number, day)
    path = ProvisionPath(record.head.number)
    return page(
        request,
        "document.html",
        record=record,
        head=record.head,
        item=DocumentItem.of(record, day),
        bar=bar_of(path, record.timeline, today(), day, worded=False),
        today=today(),
        day=day,
        nodes=tree(outline),
        units=[_unit(stored, day, record.status_on(day)) for stored in outline],
    )


def _unit(stored: StoredProvision, day: date, whole: Status) -> dict[str, object]:
    """A unit of the document's page; what it shares with the whole document is not told again. The
    life of what has no words is its document's.
    """
    unit, status, worded = stored.provision, stored.status_on(day), bool(stored.provision.text)
    apart = status not in (whole, Status.IN_FORCE)
    unlike = apart or stored.computed or status is Status.IN_FORCE
    return {
        "stored": stored,
        "parts": clauses(unit),
        "status": status,
        "tagged": apart,
        "note": sentences.words_note(stored, day) if worded and unlike else "",
        "bar": bar_of(unit.path, stored.timeline, today(), day, worded=True) if worded else None,
    }


@router.api_route("/favicon.ico", methods=_METHODS)
async def favicon() -> FileResponse:
    """The mark of the house, for browsers that ask for it unprompted."""
    return FileResponse(STATIC / "logo.svg", media_type="image/svg+xml")
