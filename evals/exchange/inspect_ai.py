"""Cases as a dataset of inspect_ai, and the scores of its log.

``json_dataset`` of inspect_ai reads a line as a ``Sample`` of ``input``, ``target``, ``id`` and ``metadata``
(``inspect_ai/dataset/_util.py``; ``input`` may be messages with ``role`` and ``content``). Its log, written
as JSON (``--log-format json``, or ``inspect log dump``), has ``samples`` with ``id``, ``epoch`` from 1, and
``scores`` by scorer, each with a ``value``: a number, a letter, or several by name
(``inspect_ai/scorer/_metric.py``). Letters count as ``value_to_float`` has them: C 1, P 0.5, I and N 0.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

import orjson

from assistant.errors import BadRequest
from evals.cases import Case
from evals.exchange.imported import Imported
from evals.running.rows import AnswerRow, Manifest

TOOL = "inspect"
_LETTERS = {"C": 1.0, "P": 0.5, "I": 0.0, "N": 0.0}
_WORDS = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}

Rows = Mapping[tuple[str, int], AnswerRow]


def export(cases: Sequence[Case], rows: Rows) -> str:
    """A line for each case. ``metadata`` has what this project knows of it, and under ``answer`` and
    ``citations`` what the run said when the case was asked first, for scorers that judge what is there.
    """
    lines = (orjson.dumps(_sample(case, rows.get((case.id, 0)))).decode() for case in cases)
    return "".join(f"{line}\n" for line in lines)


def read_log(content: bytes, cases: Sequence[Case], manifest: Manifest) -> list[Imported]:
    """The scores of a log. A sample that ended in an error has none, and has the worst value. Raise
    ``BadRequest`` where that is no log, or of none of these cases.
    """
    samples = _samples(content)
    known = {case.id for case in cases}
    own = [one for one in samples if str(one.get("id")) in known]
    metrics = sorted({name for one in own for name, _, _ in _values(one)})
    if not metrics:
        raise BadRequest(
            "Tệp nhật ký không có điểm của câu nào trong lần đo này.",
            "Chạy inspect trên tệp xuất bằng hocvu eval export inspect, rồi đưa nhật ký của nó.",
        )
    return [row for one in own for row in _rows(one, metrics, manifest)]


def _sample(case: Case, row: AnswerRow | None) -> dict[str, Any]:
    given = row.answer if row else None
    said = "\n".join(one.text for one in given.statements) or given.answer if given else ""
    return {
        "id": case.id,
        "input": _input(case),
        "target": [one.text for one in case.nuggets] or [" / ".join(group) for group in case.gold] or [""],
        "metadata": {
            "as_of": case.as_of.isoformat(),
            "kind": case.kind.value,
            "audience": case.audience.value if case.audience else None,
            "cluster": case.cluster,
            "gold": case.gold,
            "superseded": case.superseded,
            "answerable": case.answerable,
            "expected": [one.value for one in case.expected],
            "outcome": given.outcome.value if given else "failed",
            "answer": said,
            "citations": [{"path": one.path, "quote": one.quote} for one in given.citations] if given else [],
        },
    }


def _input(case: Case) -> str | list[dict[str, str]]:
    if not case.history:
        return case.question
    turns: list[dict[str, str]] = []
    for turn in case.history:
        turns.append({"role": "user", "content": turn.question})
        if turn.answer:
            turns.append({"role": "assistant", "content": turn.answer})
    return [*turns, {"role": "user", "content": case.question}]


def _samples(content: bytes) -> list[dict[str, Any]]:
    try:
        log = json.loads(content)  # not orjson: inspect writes NaN, which strict JSON has not
        return [one for one in log["samples"] if isinstance(one, dict)]
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest(
            "Tệp không phải nhật ký JSON của inspect.",
            "Nhật ký .eval thì chuyển trước: inspect log dump TỆP.eval > nhat-ky.json",
        ) from error


def _rows(sample: Mapping[str, Any], metrics: Sequence[str], manifest: Manifest) -> Iterator[Imported]:
    said = {name: (value, why) for name, value, why in _values(sample)}
    failed = "inspect: error" if sample.get("error") else "inspect: no score"
    for metric in metrics:
        value, why = said.get(metric, (None, failed))
        yield Imported(
            run=manifest.fingerprint,
            tool=TOOL,
            metric=metric,
            case=str(sample["id"]),
            repeat=_epoch(sample) - 1,
            value=value,
            why=why,
        )


def _epoch(sample: Mapping[str, Any]) -> int:
    epoch = sample.get("epoch", 1)
    return epoch if isinstance(epoch, int) and epoch > 0 else 1


def _values(sample: Mapping[str, Any]) -> Iterator[tuple[str, float | None, str]]:
    """Name, value and words of each score; of a score with several values one each."""
    scores = sample.get("scores")
    for name, score in scores.items() if isinstance(scores, dict) else ():
        told = score if isinstance(score, dict) else {"value": score}
        why = str(told.get("explanation") or "")[:300]
        value = told.get("value")
        if isinstance(value, dict):
            yield from ((f"{name}.{key}", _number(one), why) for key, one in value.items())
        else:
            yield name, _number(value), why


def _number(value: object) -> float | None:
    if isinstance(value, bool | int | float):
        return float(value) if isfinite(value) else None
    if not isinstance(value, str):
        return None
    if value in _LETTERS or value.lower() in _WORDS:
        return _LETTERS.get(value, _WORDS.get(value.lower()))
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None
