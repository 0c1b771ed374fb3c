"""``GET /v1/pages/{number}/{page}.png``: a page of the source, the cited lines marked."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from api import lookup
from api.door import Door, House, HouseDep
from api.errors import NoPicture
from api.pictures import PDF, Box, Picture, boxes_on, no_page
from api.routers.common import failures
from api.routers.documents import NumberPath

router = APIRouter(tags=["Văn bản"])

Offset = Annotated[int | None, Query(ge=0, le=100_000_000, description="Vị trí trong nội dung của điều.")]


@router.get(
    "/v1/pages/{number:path}/{page}.png",
    summary="Ảnh một trang PDF, có đánh dấu đoạn trích",
    response_class=Response,
    responses=failures(404) | {200: {"content": {"image/png": {}}}, 304: {"description": "Ảnh không đổi"}},
)
async def page_picture(
    request: Request,
    house: HouseDep,
    number: NumberPath,
    page: Annotated[int, Path(ge=1, le=100_000, description="Trang, đếm từ 1.")],
    path: Annotated[str, Query(max_length=300, description="Địa chỉ của điều, khoản cần đánh dấu.")] = "",
    start: Offset = None,
    end: Offset = None,
    width: Annotated[int, Query(ge=200, le=2_000, description="Chiều rộng ảnh, điểm ảnh.")] = 1_000,
) -> Response:
    """Draw a page of a PDF. ``start`` and ``end`` narrow the mark to a quotation."""
    picture = await house.pictures.run(lambda: _picture(house, number, page, path, (start, end), width))
    headers = {"ETag": f'"{picture.etag}"', "Cache-Control": "private, no-cache"}
    if picture.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    png = await house.pictures.run(lambda: request.app.state.drawn.png(picture))
    return Response(png, media_type="image/png", headers=headers)


def _picture(
    house: House, number: str, page: int, path: str, part: tuple[int | None, int | None], width: int
) -> Picture:
    door = house.keeper.get()
    record = lookup.document(door, number)
    if record.source.media_type != PDF:
        raise NoPicture("Văn bản này không có ảnh trang.", "Chỉ văn bản đọc từ tệp PDF mới có.")
    if record.pages and page > len(record.pages):
        raise no_page(page)
    boxes = _boxes(door, path, page, part, record.id) if path else ()
    return Picture(door.source_file(record.id), record.source.sha256, page, width, boxes)


def _boxes(
    door: Door, path: str, page: int, part: tuple[int | None, int | None], document_id: int
) -> tuple[Box, ...]:
    """The marks of a provision; none where it belongs to another document."""
    address, stored, _ = lookup.provision(door, path)
    if stored.document_id != document_id:
        return ()
    start, end = lookup.span(address, stored)
    wanted = (start if part[0] is None else part[0], end if part[1] is None else part[1])
    return boxes_on(stored, page, *wanted)
