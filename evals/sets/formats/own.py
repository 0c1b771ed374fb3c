"""This project's own question sets of other forms: articles that answer, and date-flip pairs."""

from pathlib import Path

from assistant.domain.answer import Outcome
from assistant.domain.path import ProvisionPath
from evals.cases import Case, DateMode, Kind
from evals.date_flips import Gold as Version
from evals.date_flips import Pair, Side, load
from evals.sets.formats.addresses import article_address
from evals.sets.formats.files import json_lines, told, word, wrong
from evals.sets.formats.stated import ANSWERED, Stated, asked

_FORM = 'Mẫu: {"id": "1", "question": "…", "gold": [{"document": "43/2019/QH14", "article": "5"}]}'
_UNANSWERED = (Outcome.NOT_IN_FORCE, Outcome.NOT_FOUND, Outcome.WORDING_UNKNOWN)


def read_retrieval(path: Path, stated: Stated) -> list[Case]:
    """The questions of a retrieval dataset (``evals.retrieval``): a document and an article each.

    ``education`` of ``true`` is kept as the field, for slices. An ``id`` that is missing is the line's
    number. Raise ``BadRequest``.
    """
    found: dict[str, Case] = {}
    for n, row in json_lines(path, _FORM):
        try:
            gold = [
                article_address(word(one, "document"), word(one, "article"), stated.names)
                for one in row.get("gold") or ()
            ]
            if not gold:
                raise ValueError("câu hỏi không có gold")
            id_ = word(row, "id") if row.get("id") else f"{path.stem}-{n}"
            field = "giáo dục" if row.get("education") is True else ""
            case = asked(
                id_,
                word(row, "question"),
                stated.groups(gold),
                stated,
                source=f"retrieval:{path.stem}",
                field_=field,
            )
        except (ValueError, AttributeError, TypeError) as error:
            wrong(path, n, told(error), _FORM)
        if case.id in found:
            wrong(path, n, f"mã {case.id} đã có ở dòng trên", "Cho mỗi câu hỏi một mã riêng.")
        found[case.id] = case
    return list(found.values())


def read_flips(path: Path, stated: Stated) -> list[Case]:
    """Two cases of each date-flip pair (``evals.date_flips``), for its older and its later day.

    ``Stated.as_of`` is not used: the pairs have days. The question names none, and is asked with the
    day beside it, so it is ``CURRENT``. A side that no version governs is taken as unanswerable,
    although the pairs do not claim that no other article answers there. What the words were on
    each day a case cannot say: where both days have the same address, only a register with wordings
    tells the sides apart (``evals.sets.wordings.flip_wordings``). Raise ``BadRequest``.
    """
    return [
        _side(pair, side, n, stated, f"flips:{path.stem}")
        for pair in load(path)
        for n, side in enumerate(pair.sides, 1)
    ]


def _side(pair: Pair, side: Side, n: int, stated: Stated, source: str) -> Case:
    gold = ((version_address(side.gold),),) if side.gold else ()
    return Case(
        id=f"{pair.id}-{n}",
        question=pair.question,
        as_of=side.day,
        date_mode=DateMode.CURRENT,
        kind=Kind.FLIP,
        field="giáo dục" if pair.education else stated.field,
        audience=stated.audience,
        history=(),
        gold=gold,
        superseded=_decoys(side),
        nuggets=(),
        answerable=bool(gold),
        expected=ANSWERED if gold else _UNANSWERED,
        cluster=_document(pair),
        pair=pair.id,
        variant_of=None,
        split=stated.split,
        source=source,
        checked_by=None,
        checked_on=None,
    )


def _decoys(side: Side) -> tuple[str, ...]:
    """What must not be given as in force: what the pair says, and the other day's article where it
    is another one and does not hold.
    """
    own = version_address(side.gold) if side.gold else ""
    other = side.other
    more = (version_address(other),) if other and not other.holds(side.day) else ()
    return tuple(one for one in dict.fromkeys((*side.superseded, *more)) if one != own)


def version_address(version: Version) -> str:
    """The address of the article that a version is of."""
    plain = ProvisionPath.parse(article_address(version.document, version.article, {}))
    return str(ProvisionPath(plain.document, version.scope, plain.segments))


def _document(pair: Pair) -> str:
    """Both sides of a pair are one draw: the document of the later day."""
    version = pair.gold2 or pair.gold1
    return version.document if version else pair.id
