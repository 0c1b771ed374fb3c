"""The JSON of ALQAC and of the Zalo AI Challenge 2021 (legal text retrieval).

ALQAC: an array of ``{"question_id", "text", "relevant_articles": [{"law_id", "article_id"}]}``, with
``label`` (2021, true or false), ``answer`` (2022: a span of the text), or ``question_type``, ``choices``
and ``answer`` (since 2023: "Đúng/Sai", "Trắc nghiệm", "Tự luận"); ``relevant_articles`` are all that are
relevant, and an article is relevant if the question can be answered with it (alqac.github.io/alqac-2022,
sites.google.com/view/ALQAC2023). Zalo: ``{"items": [{"question_id", "question",
"relevant_articles"}]}`` (``train_question_answer.json``; read so by the solutions published for it), with
document numbers in lower case.

What ALQAC gives as the answer becomes a vital nugget.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.cases import Case, Nugget
from evals.sets.formats.addresses import NEXT, article_address
from evals.sets.formats.files import json_items, told, word, wrong
from evals.sets.formats.stated import Stated, asked

_FORM = (
    'Mẫu: [{"question_id": "q-1", "text": "…", "relevant_articles": [{"law_id": "45/2019/QH14", '
    '"article_id": "1"}]}] (ALQAC), hoặc {"items": […]} với "question" (Zalo).'
)
_TRUE = {"đúng": "Nhận định trong câu hỏi là đúng.", "sai": "Nhận định trong câu hỏi là sai."}


def read_legal(path: Path, stated: Stated) -> list[Case]:
    """The cases of a file of either competition, in its order. Raise ``BadRequest``."""
    found: dict[str, Case] = {}
    for n, row in json_items(path, "items", _FORM):
        try:
            case = _case(row, stated, path.stem)
        except ValueError as error:
            wrong(path, n, told(error), NEXT if "số hiệu" in str(error) else _FORM)
        if case.id in found:
            wrong(path, n, f"mã {case.id} đã có ở trên", "Cho mỗi câu hỏi một mã riêng.")
        found[case.id] = case
    return list(found.values())


def _case(row: Any, stated: Stated, name: str) -> Case:  # noqa: ANN401  whatever JSON can hold
    id_, question = word(row, "question_id"), word(row, "text", "question")
    gold = list(_articles(row.get("relevant_articles"), stated))
    if not gold:
        raise ValueError(f"câu hỏi {id_} không có relevant_articles (tệp này là đề thi chưa có đáp án?)")
    answer = _answer(row)
    nuggets = (Nugget(text=answer, vital=True),) if answer else ()
    return asked(id_, question, stated.groups(gold), stated, source=f"legal:{name}", nuggets=nuggets)


def _articles(listed: Any, stated: Stated) -> Iterator[str]:  # noqa: ANN401  whatever JSON can hold
    if not isinstance(listed, list):
        return
    for one in listed:
        yield article_address(word(one, "law_id"), word(one, "article_id"), stated.names)


def _answer(row: dict[str, Any]) -> str:
    """What the file calls right, in words; empty where it does not say."""
    if isinstance(row.get("label"), bool):
        return _TRUE["đúng" if row["label"] else "sai"]
    answer, choices = row.get("answer"), row.get("choices")
    if not isinstance(answer, str):
        return ""
    if isinstance(choices, dict) and isinstance(choices.get(answer), str):
        return str(choices[answer]).strip()
    return _TRUE.get(answer.strip().lower(), answer.strip())
