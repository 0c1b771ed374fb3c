"""``GET /v1/answers/{id}/still-valid``: what became of an answer given earlier."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.door import HouseDep
from api.lives import StillDetail
from api.routers.common import failures

router = APIRouter(tags=["Hiệu lực"])

AnswerId = Annotated[
    str,
    Path(max_length=64, description="Mã trong trường `id` của câu trả lời.", examples=["k3jYw0yq7sZb1XqT"]),
]


@router.get(
    "/v1/answers/{answer_id}/still-valid",
    summary="Câu trả lời trước đây còn đúng không",
    responses=failures(404),
)
async def still_valid(house: HouseDep, answer_id: AnswerId) -> StillDetail:
    """Say of each citation whether it is in force today in the words that were cited, and what
    ended or changed it. The library keeps what answers cite, never the question.
    """
    return StillDetail.of(await house.work.run(lambda: house.keeper.get().still_valid(answer_id)))
