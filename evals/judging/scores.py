"""Scores from verdicts: shares of all that was to be judged; no verdict is a bad one.

Citation recall and precision follow Gao et al., "Enabling Large Language Models to Generate Text with
Citations" (EMNLP 2023): a statement has recall where all it cites supports it; a citation is precise
where its statement has recall and it supports the statement alone or is needed for it. Nuggets, vital
and lesser, follow the TREC 2024 RAG track's AutoNuggetizer (Pradeep et al., 2024): strict scores, a
nugget that is partly said counts half in the lesser one.
"""

from collections.abc import Iterator, Sequence

from assistant.domain.answer import Part
from evals.cases import Case
from evals.judging.asks import RUBRIC, Ask, Kind
from evals.judging.verdicts import Found
from evals.measures.measure import Better, Measure, Score, Scored, Sort
from evals.measures.reading import claims, written
from evals.measures.registry import slices_of
from evals.register import Register
from evals.running.rows import AnswerRow, Given, Spoken

_NONE: Found = {}
_MOST = 2


def _never(_case: Case, _row: AnswerRow, _register: Register) -> Scored:
    raise TypeError("this measure is scored from verdicts: judged_scores")


def _answerable(case: Case, _: Register) -> bool:
    return case.answerable


def _judged(name: str, english: str, vietnamese: str, **more: object) -> Measure:
    fields = {"applies": _answerable, "better": Better.HIGHER} | more
    return Measure(name=name, version=1, title={"en": english, "vi": vietnamese}, score=_never, **fields)  # type: ignore[arg-type]


RECALL = _judged("citation_recall", "Statements that what they cite supports", "Câu được căn cứ chứng minh")
PRECISION = _judged("citation_precision", "Citations that support", "Căn cứ thật sự chứng minh")
CONTRADICTED = _judged(
    "contradicted",
    "Statements that what they cite contradicts",
    "Câu trái với căn cứ",
    better=Better.LOWER,
    sort=Sort.COUNT,
    zero_tolerance=True,
    applies=lambda _case, _register: True,
)
VITAL = _judged(
    "nuggets_vital",
    "Vital points said",
    "Ý chính được nói đủ",
    applies=lambda case, _: any(nugget.vital for nugget in case.nuggets),
)
ALL = _judged("nuggets", "Points said", "Ý được nói", applies=lambda case, _: bool(case.nuggets))
USEFUL = _judged("useful", "Usefulness by the rubric", "Hữu ích theo thang điểm")

JUDGED: tuple[Measure, ...] = (RECALL, PRECISION, CONTRADICTED, VITAL, ALL, USEFUL)
"""Measures that need a judge's verdicts."""


def judged_scores(
    cases: Sequence[Case],
    rows: dict[tuple[str, int], AnswerRow],
    found: dict[tuple[str, int], dict[Ask, str | None]],
    register: Register,
) -> list[Score]:
    """The score of each measure for each case and repeat that counts for it, in a fixed order."""
    return [
        Score(measure.id, case.id, repeat, scored.value, case.cluster, scored.why, slices_of(case))
        for measure in JUDGED
        for case in cases
        for (id_, repeat), row in rows.items()
        if id_ == case.id and measure.applies(case, register)
        for scored in (_scored(measure, case, row, found.get((id_, repeat), _NONE)),)
    ]


def _scored(measure: Measure, case: Case, row: AnswerRow, found: Found) -> Scored:
    if row.answer is None:
        return Scored(measure.worst, f"failed: {row.failure.kind.value}" if row.failure else "no answer")
    if measure is USEFUL:
        return _useful(found)
    if measure in (VITAL, ALL):
        return _nuggets(case, found, vital=measure is VITAL)
    if measure is CONTRADICTED:
        wrong = [one.text for at, one in _statements(row.answer) if _label(found, at) == "contradicted"]
        return Scored(len(wrong), " | ".join(wrong)[:300])
    return _recall(row.answer, found) if measure is RECALL else _precision(row.answer, found)


def _statements(given: Given) -> Iterator[tuple[int, Spoken]]:
    """The written statements by number."""
    return enumerate(written(given))


def _label(found: Found, at: int, kind: Kind = Kind.SUPPORT, passage: int = -1) -> str | None:
    return found.get(Ask(kind, at, passage))


def _quotes(given: Given) -> list[Spoken]:
    """Quotations stand on themselves: ``measures.citing`` looks at their words."""
    return [one for one in claims(given) if one.part is Part.QUOTE and one.citations]


def _recall(given: Given, found: Found) -> Scored:
    said = list(_statements(given))
    of = len(said) + len(_quotes(given))
    if not of:
        return Scored(0.0, "nothing said")
    bare = [one.text for at, one in said if _label(found, at) != "supported" or not one.citations]
    return Scored((of - len(bare)) / of, " | ".join(bare)[:300])


def _precision(given: Given, found: Found) -> Scored:
    said = [(at, one, len(one.citations)) for at, one in _statements(given)]
    own = sum(len(one.citations) for one in _quotes(given))
    of = sum(count for *_, count in said) + own
    if not of:
        return Scored(0.0, "nothing cited")
    precise = own + sum(
        _precise(found, at, passage, count) for at, _, count in said for passage in range(count)
    )
    return Scored(precise / of)


def _precise(found: Found, at: int, passage: int, count: int) -> bool:
    if _label(found, at) != "supported":
        return False
    alone = count == 1 or _label(found, at, Kind.ALONE, passage) == "supported"
    return alone or _label(found, at, Kind.WITHOUT, passage) in ("not_enough", "contradicted")


def _nuggets(case: Case, found: Found, *, vital: bool) -> Scored:
    wanted = [at for at, nugget in enumerate(case.nuggets) if nugget.vital or not vital]
    worth = {"said": 1.0, "partly": 0.0 if vital else 0.5}
    got = [worth.get(found.get(Ask(Kind.NUGGET, at)) or "", 0.0) for at in wanted]
    lost = [case.nuggets[at].text for at, value in zip(wanted, got, strict=True) if value < 1]
    return Scored(sum(got) / len(got), " | ".join(lost)[:300])


def _useful(found: Found) -> Scored:
    given = {name: found.get(Ask(Kind.RUBRIC, at)) for at, name in enumerate(RUBRIC)}
    got = {name: int(label) if label in ("0", "1", "2") else 0 for name, label in given.items()}
    why = ", ".join(f"{name} {given[name] if given[name] is not None else '?'}" for name in RUBRIC)
    return Scored(sum(got.values()) / (_MOST * len(RUBRIC)), why)
