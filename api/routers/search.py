"""``GET /v1/search``: the provisions that a question finds, best first, without an answer."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.door import Door, HouseDep
from api.routers.common import AsOf, failures
from api.schemas import QuestionRead, ReasonItem, SearchAnswer, SearchHit, address_in_words
from assistant.days import today
from assistant.inputs import clean_question
from assistant.retrieval import Hit
from assistant.retrieval.explaining import reasons_of

router = APIRouter(tags=["Tìm kiếm"])

MAX_K = 50
MAX_DEPTH = 3


@router.get("/v1/search", summary="Tìm điều, khoản theo câu hỏi", responses=failures(400, 413))
async def search(
    house: HouseDep,
    q: Annotated[str, Query(description="Câu hỏi hoặc từ khoá.", examples=["điều kiện chuyển trường"])],
    k: Annotated[int, Query(ge=1, le=MAX_K, description="Số kết quả.")] = 10,
    chars: Annotated[int, Query(ge=100, le=20_000, description="Số ký tự tối đa mỗi kết quả.")] = 2_000,
    as_of: AsOf = None,
    follow: Annotated[
        bool, Query(description="Kèm quy định được dẫn chiếu và nơi định nghĩa từ ngữ trong câu hỏi.")
    ] = False,
    depth: Annotated[int, Query(ge=1, le=MAX_DEPTH, description="Số bước dẫn chiếu, với follow=true.")] = 1,
    explain: Annotated[bool, Query(description="Kèm những con số đã nâng hoặc hạ mỗi kết quả.")] = False,
) -> SearchAnswer:
    """Find provisions by words and meaning; a document's number is found exactly. With a day,
    given or named in the words, only those in force on it are found, in its words; without one
    those of any day, each with its status today.

    With ``follow`` each hit comes with its clauses that are nearest to the question and the provisions
    that these refer to, in the words and with the status of the day; ``definitions`` are of words in
    the question. A reference that leads nowhere is listed too, and ``reach`` and ``note`` say why.

    With ``explain`` each hit that the ranker looked at comes with what each figure added to its score
    there, in ``reasons``, the largest first.
    """
    asked = clean_question(q, house.settings.max_question_chars)
    return await house.work.run(
        lambda: _found(house.keeper.get(), asked, k, chars, as_of, depth * follow, explain=explain)
    )


def _found(
    door: Door, asked: str, k: int, chars: int, as_of: date | None, depth: int, *, explain: bool
) -> SearchAnswer:
    """The hits; with a ``depth`` also what stands beside them."""
    result = door.search(asked, k=k, as_of=as_of, explain=explain)
    day = result.as_of or today()
    hits = [_hit(hit, day, chars) for hit in result.hits]
    understood = QuestionRead.model_validate(result.understood.values())
    answer = SearchAnswer(question=asked, as_of=day, edition=result.edition, understood=understood, hits=hits)
    if depth:
        beside = door.beside(result, depth=depth)
        answer.definitions = list(beside.definitions)
        for hit, shown, followed in zip(hits, beside.shown, beside.followed, strict=True):
            hit.shown, hit.followed = list(shown), list(followed)
    return answer


def _hit(hit: Hit, day: date, chars: int) -> SearchHit:
    stored = hit.stored
    unit, head = stored.provision, stored.document
    return SearchHit(
        path=str(unit.path),
        document=str(head.number),
        article=unit.path.article,
        address=address_in_words(unit.path, stored),
        title=unit.heading,
        document_title=head.title,
        headings=list(stored.headings),
        score=hit.score,
        text=unit.text[:chars],
        truncated=len(unit.text) > chars,
        status=stored.status_on(day),
        words_known=stored.words_stand_on(day),
        in_force_from=stored.in_force_from,
        expires_on=stored.expires_on,
        sample=head.sample,
        url=unit.url or head.url,
        reasons=[ReasonItem.of(reason) for reason in reasons_of(hit)],
    )
