"""A language model as judge: puts every question of a run to it, and keeps each verdict.

The judge sees the words of an answer and of what it cites in blocks that nothing inside can end, never
who made them. One that fails, or says what is no label, has a row that says so; asking goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.domain.answer import Audience
from assistant.models.model import LanguageModel, ModelFailure, Shape, Spent
from evals.cases import Case
from evals.judging.asks import LABELS, RUBRIC, Ask, Kind, answer_digest, asks, passages
from evals.judging.verdicts import VERDICTS, Judge, Verdict
from evals.measures.reading import written
from evals.running.files import Appended, read_rows
from evals.running.rows import AnswerRow, Cited, Given
from prompts import Said, load
from prompts.blocks import Blocks, block

Tick = Callable[[int, int, str], None]

_PROMPTS = ("verify", "nuggets", "judge")
_TEXT = {"type": "string"}


def _listed(key: str, labels: Sequence[str]) -> Shape:
    item = {
        "type": "object",
        "properties": {key: {"type": "integer"}, "verdict": {"type": "string", "enum": list(labels)}},
        "required": [key, "verdict"],
        "additionalProperties": False,
    }
    return _object("verdicts", {"verdicts": {"type": "array", "items": item}})


def _object(name: str, fields: dict[str, Any]) -> Shape:
    schema = {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
    return Shape(name=name, schema=schema)


_SUPPORT = _listed("statement", LABELS[Kind.SUPPORT])
_NUGGETS = _listed("point", LABELS[Kind.NUGGET])
_RUBRIC = _object(
    "rubric", {name: {"type": "integer", "enum": [0, 1, 2]} for name in RUBRIC} | {"reason": _TEXT}
)


@dataclass(frozen=True)
class Round:
    """Questions that are put to a judge in one call."""

    case: Case
    row: AnswerRow
    asks: tuple[Ask, ...]
    number: int


def judge_of(model: LanguageModel, temperature: float) -> Judge:
    """Who a model is as a judge."""
    hashes = {f"{one.name}/{one.version}": one.hash for one in map(load, _PROMPTS)}
    return Judge(model=model.name_of("judge"), prompts=hashes, temperature=temperature)


def judge_run(
    cases: Sequence[Case],
    rows: Sequence[AnswerRow],
    folder: Path,
    model: LanguageModel,
    judge: Judge,
    *,
    rounds: int = 1,
    workers: int = 2,
    tick: Tick = lambda _done, _of, _note: None,
) -> Spent:
    """Put what was not judged yet, and add the verdicts to the folder's file. What a judge failed at is
    put again the next time: a verdict of another sort is never looked for.
    """
    by_id = {case.id: case for case in cases}
    kept = {one.key for one in read_rows(folder / VERDICTS, Verdict) if not one.failure}
    calls = [
        call
        for row in rows
        if row.case in by_id
        for number in range(rounds)
        for call in _calls(by_id[row.case], row, number)
        if any(_verdict(call, ask, judge).key not in kept for ask in call.asks)
    ]
    spent, failed = Spent(), 0
    with Appended[Verdict](folder / VERDICTS) as file, ThreadPoolExecutor(workers) as pool:
        put = pool.map(lambda call: list(_put(call, model, judge, spent)), calls)
        for done, verdicts in enumerate(put, 1):
            for verdict in verdicts:
                file.add(verdict)
                failed += bool(verdict.failure)
            tick(done, len(calls), f"{failed} lỗi" if failed else "")
    return spent


def _calls(case: Case, row: AnswerRow, number: int) -> Iterator[Round]:
    """A call for each question about a statement, one for all nuggets, one for the rubric."""
    wanted = asks(case, row)
    yield from (
        Round(case, row, (ask,), number) for ask in wanted if ask.kind not in (Kind.NUGGET, Kind.RUBRIC)
    )
    for kind in (Kind.NUGGET, Kind.RUBRIC):
        if together := tuple(ask for ask in wanted if ask.kind is kind):
            yield Round(case, row, together, number)


def _put(call: Round, model: LanguageModel, judge: Judge, spent: Spent) -> Iterator[Verdict]:
    messages, shape = _question(call)
    try:
        said = _read(call, model.ask(messages, shape, spent, judge=model.judges))
        failure = ""
    except ModelFailure as error:
        said, failure = {}, str(error.reason.value)
    for ask in call.asks:
        label, words = said.get(ask.item, (None, ""))
        known = label if label in LABELS[ask.kind] else None
        why = failure or ("" if known is not None else "no_label")
        yield _verdict(call, ask, judge, label=known, failure=why, words=words[:500], at=datetime.now(UTC))


def _verdict(call: Round, ask: Ask, judge: Judge, **said: Any) -> Verdict:  # noqa: ANN401  fields of a row
    return Verdict(
        run=call.row.run,
        case=call.case.id,
        repeat=call.row.repeat,
        answer=answer_digest(call.row),
        judge=judge.fingerprint,
        round=call.number,
        kind=ask.kind,
        item=ask.item,
        passage=ask.passage,
        **said,
    )


def _question(call: Round) -> tuple[Sequence[Said], Shape]:
    given, kind = call.row.answer, call.asks[0].kind
    assert given is not None  # noqa: S101  nothing is asked of a row without an answer
    if kind is Kind.NUGGET:
        points = [nugget.text for nugget in call.case.nuggets]
        return load("nuggets").render(
            question=call.case.question, answer=_words(given), points=points
        ), _NUGGETS
    if kind is Kind.RUBRIC:
        return _rubric(call.case, given), _RUBRIC
    cited = passages(given, call.asks[0])
    tokens = ", ".join(str(at) for at in range(1, len(cited) + 1))
    statement = {"text": written(given)[call.asks[0].item].text, "citations": tokens}
    return load("verify").render(sources=_sources(cited), statements=[statement]), _SUPPORT


def _rubric(case: Case, given: Given) -> Sequence[Said]:
    return load("judge").render(
        question=case.question,
        day=case.as_of.strftime("ngày %d tháng %m năm %Y"),
        audience="citizen" if case.audience is Audience.CITIZEN else "official",
        sources=_sources(given.citations),
        reference="\n".join(f"- {nugget.text}" for nugget in case.nuggets),
        answer=_words(given),
    )


def _words(given: Given) -> str:
    return "\n".join(one.text for one in given.statements) or given.answer


def _sources(cited: Sequence[Cited]) -> list[Blocks]:
    return [
        block(at, {"vi_tri": f"{one.label} {one.document}".strip()}, one.quote)
        for at, one in enumerate(cited, 1)
    ]


def _read(call: Round, items: Sequence[dict[str, Any]]) -> dict[int, tuple[str | None, str]]:
    """The label of each item that a reply speaks of, with the judge's own words."""
    kind = call.asks[0].kind
    if kind is Kind.RUBRIC:
        whole = items[0] if items else {}
        words = str(whole.get("reason", ""))
        return {at: (str(whole[name]), words) for at, name in enumerate(RUBRIC) if name in whole}
    if kind is Kind.NUGGET:
        found = ((item.get("point"), item.get("verdict")) for item in items)
        return {at - 1: (str(label), "") for at, label in found if isinstance(at, int)}
    verdicts = [str(item["verdict"]) for item in items if "verdict" in item]
    return {call.asks[0].item: (verdicts[0], "")} if len(verdicts) == 1 else {}
