"""Questions and judgements of relevance as cases: what BEIR and TREC have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.cases import Case
from evals.sets.formats.addresses import NEXT, address_of
from evals.sets.formats.files import told, wrong
from evals.sets.formats.stated import Stated, asked


@dataclass(frozen=True)
class Judged:
    """A judgement on a line of its file: how relevant what ``place`` names is for a question."""

    line: int
    question: str
    place: str
    grade: float


def cases_of(
    questions: Mapping[str, str],
    judgements: Iterable[Judged],
    stated: Stated,
    path: Path,
    places: Mapping[str, str],
    source: str,
) -> list[Case]:
    """The cases in the order in which ``path`` first judges their questions.

    A question without judgements is passed over: it belongs to another part. Raise ``BadRequest``
    where a judgement names a question that is not there, what it judges is no address, or
    judgements leave a question without gold.
    """
    gold: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    for one in judgements:
        if one.question not in questions:
            wrong(path, one.line, f"không có câu hỏi mang mã {one.question}", "Kiểm tra tệp câu hỏi.")
        first.setdefault(one.question, one.line)
        relevant = gold.setdefault(one.question, [])
        if one.grade >= stated.least:
            relevant.append(_address(one, path, places))
    return [
        _case(id_, questions[id_], found, stated, path, first[id_], source) for id_, found in gold.items()
    ]


def _address(one: Judged, path: Path, places: Mapping[str, str]) -> str:
    try:
        return address_of(one.place, places)
    except ValueError as error:
        wrong(path, one.line, told(error), NEXT)


def _case(
    id_: str, question: str, gold: list[str], stated: Stated, path: Path, line: int, source: str
) -> Case:
    if not gold:
        wrong(
            path,
            line,
            f"câu hỏi {id_} không có điều khoản nào từ mức {stated.least:g} trở lên",
            "Bỏ câu hỏi này khỏi tệp, hoặc hạ mức liên quan thấp nhất.",
        )
    try:
        return asked(id_, question, stated.groups(gold), stated, source=source)
    except ValueError as error:
        wrong(path, line, told(error), "Sửa câu hỏi trong tệp.")
