"""``GET /v1/changes``: what came into force, changed or ended in a stretch of time."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api import inputs
from api.door import HouseDep
from api.lives import ChangeItem, ChangePage
from api.routers.common import failures
from assistant.days import today

router = APIRouter(tags=["Hiệu lực"])


@router.get("/v1/changes", summary="Quy định mới, sửa đổi, hết hiệu lực", responses=failures())
async def changes(
    house: HouseDep,
    since: Annotated[date | None, Query(description="Từ ngày; bỏ trống là một năm trước.")] = None,
    until: Annotated[date | None, Query(description="Đến hết ngày; bỏ trống là cả sau này.")] = None,
    q: Annotated[
        str, Query(max_length=300, description="Lọc theo chữ trong số hiệu, tên, cơ quan, lĩnh vực.")
    ] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> ChangePage:
    """List what happened to documents and provisions, in the order of days. What befell a whole
    document is told once, with the number of its articles.
    """
    first, text = since or inputs.a_year_before(today()), inputs.search_text(q)
    inputs.check_span(first, until, text)
    found = await house.work.run(lambda: house.keeper.get().changes(first, until, text=text))
    items = [ChangeItem.of(one) for one in found[offset : offset + limit]]
    return ChangePage(items=items, total=len(found), offset=offset, limit=limit, since=first, until=until)
