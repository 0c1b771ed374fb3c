"""``POST /v1/feedback``: what somebody says of an answer, for an official to work through."""

from fastapi import APIRouter

from api.door import HouseDep
from api.kept import FeedbackRequest, FeedbackTaken
from api.routers.common import failures

router = APIRouter(tags=["Góp ý"])


@router.post(
    "/v1/feedback",
    status_code=201,
    summary="Góp ý về một câu trả lời",
    responses=failures(400, 404, 413, 429),
)
async def give(house: HouseDep, body: FeedbackRequest) -> FeedbackTaken:
    """Put an opinion into the queue. The question is kept only where its asker agrees."""
    opinion = body.opinion()
    return FeedbackTaken(id=await house.work.run(lambda: house.keeper.get().kept.give(opinion)))
