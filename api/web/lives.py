"""The pages of validity: a life, two wordings compared, what changed, what an answer is worth today.
All of them are whole without scripts.
"""

from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import inputs, lookup, sentences
from api.door import Door, HouseDep
from api.errors import Failure, failure_of
from api.lives import ChangeItem, StillDetail, comparing_days
from api.routers.answers import AnswerId
from api.web.bars import bar_of
from api.web.blocks import clauses
from api.web.pages import anchor, page
from assistant.days import today
from assistant.domain.path import ProvisionPath
from assistant.errors import HocVuError
from assistant.library.happenings import Happening
from assistant.lives import Life

router = APIRouter(include_in_schema=False)

_PER_PAGE = 100
_METHODS = ["GET", "HEAD"]

Address = Annotated[str, Query(max_length=300)]


@router.api_route("/dien-bien", methods=_METHODS)
async def life(request: Request, house: HouseDep, path: Address = "", as_of: str = "") -> Response:
    """The life of a provision or document, and its words on a day."""
    day = inputs.day_or_none(as_of) or today()
    return await house.work.run(lambda: _life_page(request, house.keeper.get(), path, day))


def _life_page(request: Request, door: Door, text: str, day: date) -> Response:
    path, found = lookup.life(door, text)
    worded = sentences.has_words(found)
    stored = door.show(path, day) if worded else None
    return page(
        request,
        "life.html",
        path=path,
        life=found,
        title=_title(path, found),
        bar=bar_of(path, found.timeline, today(), day, worded=worded),
        stored=stored,
        parts=clauses(stored.provision) if stored else [],
        marked=anchor(path) if path != found.path else "",
        note=sentences.words_note(stored, day) if stored else "",
        day=day,
        today=today(),
    )


def _title(path: ProvisionPath, found: Life) -> str:
    where = path.vietnamese() or found.label or str(path)
    return ". ".join(filter(None, (sentences.sentence_case(where), found.heading)))


@router.api_route("/so-sanh", methods=_METHODS)
async def compare(
    request: Request,
    house: HouseDep,
    path: Address = "",
    from_: Annotated[str, Query(alias="from")] = "",
    to: str = "",
) -> Response:
    """Two wordings of a provision, word by word. Days left empty are those of its last change."""
    first, second = inputs.day_or_none(from_), inputs.day_or_none(to)
    return await house.work.run(lambda: _compare_page(request, house.keeper.get(), path, first, second))


def _compare_page(
    request: Request, door: Door, text: str, first: date | None, second: date | None
) -> Response:
    path, found = lookup.life(door, text)
    usual = _usual_days(found)
    days = (first or usual[0], second or usual[1])
    _, comparison = lookup.compared(door, text, *days)
    return page(
        request,
        "compare.html",
        path=path,
        life=found,
        title=_title(path, found),
        comparison=comparison,
        sides=[(side, sentences.side_sentence(side)) for side in (comparison.before, comparison.after)],
        sentence=sentences.comparison_sentence(comparison),
        days=days,
        today=today(),
    )


def _usual_days(found: Life) -> tuple[date, date]:
    """The last two wordings that are known; without such today, twice."""
    pairs = (comparing_days(found.timeline, phase) for phase in reversed(found.timeline.phases))
    return next(filter(None, pairs), (today(), today()))


@router.api_route("/thay-doi", methods=_METHODS)
async def changes(
    request: Request,
    house: HouseDep,
    since: str = "",
    until: str = "",
    q: Annotated[str, Query(max_length=300)] = "",
    nth: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """What came into force, changed or ended, the latest day first."""
    text = inputs.search_text(q)
    first, last, failure = _asked_days(since, until, text)
    found = await house.work.run(lambda: house.keeper.get().changes(first, last, text=text))
    latest = sorted(found, key=lambda one: one.day, reverse=True)
    return page(
        request,
        "changes.html",
        failure.status if failure else 200,
        days=_by_day(latest[(nth - 1) * _PER_PAGE : nth * _PER_PAGE]),
        total=len(found),
        q=text,
        since=first,
        until=last,
        failure=failure,
        page=nth,
        pages=max(1, -(-len(found) // _PER_PAGE)),
        today=today(),
    )


def _asked_days(since: str, until: str, text: str) -> tuple[date, date | None, Failure | None]:
    """The days in the form; the last year where they cannot be taken, and what is wrong with them."""
    usual = inputs.a_year_before(today())
    try:
        first, last = inputs.day_or_none(since) or usual, inputs.day_or_none(until)
        inputs.check_span(first, last, text)
        return first, last, None
    except HocVuError as error:
        return usual, None, failure_of(error)


def _by_day(found: list[Happening]) -> list[tuple[date, list[ChangeItem]]]:
    return [
        (day, [ChangeItem.of(one) for one in group]) for day, group in groupby(found, lambda one: one.day)
    ]


@router.api_route("/tra-loi/{answer_id}", methods=_METHODS)
async def still_valid(request: Request, house: HouseDep, answer_id: AnswerId) -> Response:
    """Whether an answer given earlier still holds."""
    found = await house.work.run(lambda: house.keeper.get().still_valid(answer_id))
    return page(request, "still.html", still=StillDetail.of(found))
