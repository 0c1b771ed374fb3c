"""A run as ragas reads it, and what ragas said of it.

The file is one that ``EvaluationDataset.from_jsonl`` of ragas reads: a line for each answerable asking with
the fields of ``SingleTurnSample`` (``ragas/dataset_schema.py``, ragas 0.4): ``user_input``, ``response``,
``retrieved_contexts``, ``retrieved_context_ids``, ``reference``, ``reference_contexts``,
``reference_context_ids``. ragas passes over fields that it does not know, so its results
(``EvaluationResult.to_pandas().to_csv()``: the sample's fields, then a column for each metric) have no id of
ours: rows are told by what was asked, answered and expected, alike ones by their order.
"""

import csv
import io
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite

import orjson

from assistant.errors import BadRequest
from evals.cases import Case
from evals.exchange.imported import Imported
from evals.register import Register
from evals.running.rows import AnswerRow, Manifest

TOOL = "ragas"
_SAMPLE = frozenset(
    {
        "user_input", "response", "retrieved_contexts", "retrieved_context_ids", "reference",
        "reference_contexts", "reference_context_ids", "multi_responses", "rubrics", "rubric", "persona_name",
        "query_style", "query_length", "case", "repeat", "",
    }
)  # fmt: skip
_LONGEST = 10_000_000

Rows = Mapping[tuple[str, int], AnswerRow]


def export(cases: Sequence[Case], rows: Rows, register: Register) -> str:
    """The lines, one for each repeat of each answerable case, in order of the set. An asking that came to
    nothing has an empty ``response``: left out, it would be no fault. ``case`` and ``repeat`` are for people.
    """
    lines = (orjson.dumps(_sample(case, row, register)).decode() for case, row in _askings(cases, rows))
    return "".join(f"{line}\n" for line in lines)


def read_results(text: str, cases: Sequence[Case], rows: Rows, manifest: Manifest) -> list[Imported]:
    """What ragas said, from its CSV. Raise ``BadRequest`` where that is none of this run's, or has no
    metric.
    """
    csv.field_size_limit(_LONGEST)
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    metrics = _metrics(lines)
    askings = _by_words(cases, rows)
    found = [_matched(askings, line, at) for at, line in enumerate(lines, 2)]
    return [
        Imported(
            run=manifest.fingerprint,
            tool=TOOL,
            metric=metric,
            case=row.case,
            repeat=row.repeat,
            value=(value := _value(line[metric])),
            why="" if value is not None else f"ragas: {line[metric] or 'empty'}",
            answerable=True,
        )
        for line, row in zip(lines, found, strict=True)
        for metric in metrics
    ]


def _askings(cases: Sequence[Case], rows: Rows) -> Iterator[tuple[Case, AnswerRow]]:
    by_id = {case.id: case for case in cases if case.answerable}
    return ((by_id[name], row) for (name, _), row in rows.items() if name in by_id)


def _sample(case: Case, row: AnswerRow, register: Register) -> dict[str, object]:
    cited = row.answer.citations if row.answer else ()
    gold = [path for group in case.gold for path in group]
    worded = [
        (path, kept.text)
        for path in gold
        for kept in register.wordings_of(path)
        if kept.held.holds(case.as_of)
    ]
    return {
        "user_input": _asked(case),
        "response": _said(row),
        "retrieved_contexts": [one.quote for one in cited],
        "retrieved_context_ids": [one.path for one in cited],
        "reference": _reference(case),
        "reference_contexts": [text for _, text in worded],
        "reference_context_ids": gold,
        "case": case.id,
        "repeat": row.repeat,
    }


def _asked(case: Case) -> str:
    """The question, after the turns that it leans on."""
    return "\n".join([*(turn.question for turn in case.history), case.question])


def _said(row: AnswerRow) -> str:
    if row.answer is None:
        return ""
    return "\n".join(one.text for one in row.answer.statements) or row.answer.answer


def _reference(case: Case) -> str:
    """The points of a right answer; without any, the addresses that it stands on."""
    return "\n".join(one.text for one in case.nuggets) or "; ".join(" / ".join(group) for group in case.gold)


def _metrics(lines: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns that are none of a sample's and have numbers, or nothing but NaN, in them."""
    names = [name for name in (lines[0] if lines else {}) if name and name not in _SAMPLE]
    found = [name for name in names if all(_is_figure(line.get(name)) for line in lines)]
    if not found:
        raise BadRequest(
            "Tệp không có cột điểm nào của ragas.",
            'Ghi kết quả bằng result.to_pandas().to_csv("ragas.csv", index=False) rồi đưa tệp ấy.',
        )
    return found


def _is_figure(text: str | None) -> bool:
    if text is None or not text.strip():
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True


def _value(text: str | None) -> float | None:
    value = float(text) if text and text.strip() else float("nan")
    return value if isfinite(value) else None


def _key(asked: str, said: str, reference: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in (asked, said, reference))


def _by_words(cases: Sequence[Case], rows: Rows) -> dict[tuple[str, ...], deque[AnswerRow]]:
    found: dict[tuple[str, ...], deque[AnswerRow]] = defaultdict(deque)
    for case, row in _askings(cases, rows):
        found[_key(_asked(case), _said(row), _reference(case))].append(row)
    return found


def _matched(
    askings: Mapping[tuple[str, ...], deque[AnswerRow]], line: Mapping[str, str], at: int
) -> AnswerRow:
    own = [line.get(name) or "" for name in ("user_input", "response", "reference")]
    waiting = askings.get(_key(*own))
    if not waiting:
        raise BadRequest(
            f"Dòng {at} của tệp ragas không phải của lần đo này.",
            "Xuất lại bằng hocvu eval export ragas, chạy ragas trên đúng tệp ấy.",
        )
    return waiting.popleft()
