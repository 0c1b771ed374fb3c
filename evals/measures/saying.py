"""What an answer says: whether it answers at all, its figures, its language, its time and cost."""

from functools import partial

from assistant.domain.answer import Audience, Outcome, Part
from assistant.domain.words import syllables
from evals.cases import SAID, Case
from evals.measures.citing import answerable
from evals.measures.measure import Better, Measure, Scored, Sort
from evals.measures.reading import cited_by, claims, figures, given_of, sentences, written
from evals.register import Register
from evals.running.rows import AnswerRow, FailureKind, Given

_LONGEST = 35
"""Syllables of a sentence that a citizen is asked to read (the project's own limit, ``prompts/citizen``)."""

_PATIENCE = 60_000.0
"""Milliseconds that an answer which never came is counted with."""


_NOT_ITS_FAULT = frozenset({FailureKind.ABSENT, FailureKind.CONNECTION, FailureKind.TIMEOUT})
"""Of a run that was stopped, a line that is down, a busy machine: they cost coverage and points."""


# --- answering and abstaining


def answers(given: Given) -> bool:
    """Whether provisions are given as an answer: by the outcome, and something is said from one. Words
    like "tham khảo" decide nothing.
    """
    return given.outcome in SAID and bool(cited_by(given, claims(given)))


def _answered(_: Case, row: AnswerRow, __: Register) -> Scored:
    return Scored(float(answers(given_of(row))), given_of(row).outcome.value)


def _abstained(_: Case, row: AnswerRow, __: Register) -> Scored:
    given = given_of(row)
    return Scored(
        float(given.outcome not in SAID and given.outcome is not Outcome.UNAVAILABLE), given.outcome.value
    )


def _expected(case: Case, row: AnswerRow, _: Register) -> Scored:
    outcome = given_of(row).outcome
    return Scored(float(outcome in case.expected), outcome.value)


# --- figures


def invented_figures(given: Given) -> list[str]:
    """Figures of written statements that stand in nothing that the statement cites."""
    found = []
    for said in written(given):
        cited = cited_by(given, [said])
        known = {one for c in cited for one in figures(f"{c.label} {c.document} {c.quote}")}
        known |= {part for c in cited for part in figures(c.document.replace("/", " ").replace("-", " "))}
        found += [one for one in figures(said.text) if one not in known]
    return found


def _figures(_: Case, row: AnswerRow, __: Register) -> Scored:
    found = invented_figures(given_of(row))
    return Scored(len(found), ", ".join(found))


# --- reading


def _readable(_: Case, row: AnswerRow, __: Register) -> Scored:
    """The share of the answer's own sentences, not the law's, that a citizen can read at once."""
    own = [one.text for one in given_of(row).statements if one.part is not Part.QUOTE]
    said = [len(syllables(sentence)) for text in own for sentence in sentences(text)]
    if not said:
        return Scored(0.0, "nothing said")
    return Scored(sum(length <= _LONGEST for length in said) / len(said), f"longest {max(said)} syllables")


# --- time and cost


def _ms(_: Case, row: AnswerRow, __: Register) -> Scored:
    return Scored(row.ms)


def _spent(field: str, _: Case, row: AnswerRow, __: Register) -> Scored:
    model = given_of(row).model
    if model is None:
        return Scored(0.0)
    if field == "tokens":
        return Scored(float(model.prompt_tokens + model.completion_tokens))
    return Scored(model.cost or 0.0, model.currency if model.cost is not None else "no price known")


def _always(_case: Case, _register: Register) -> bool:
    return True


SAYING: tuple[Measure, ...] = (
    Measure(
        name="answered",
        version=1,
        title={"en": "Answered where there is an answer", "vi": "Trả lời khi có quy định"},
        better=Better.HIGHER,
        applies=answerable,
        score=_answered,
        gated=True,
    ),
    Measure(
        name="abstained",
        version=1,
        title={"en": "No answer where there is none", "vi": "Nói không có khi không có quy định"},
        better=Better.HIGHER,
        applies=lambda case, _: not case.answerable,
        score=_abstained,
        gated=True,
    ),
    Measure(
        name="outcome",
        version=1,
        title={"en": "Outcome as expected", "vi": "Kết cục đúng như mong đợi"},
        better=Better.HIGHER,
        applies=_always,
        score=_expected,
    ),
    Measure(
        name="failed",
        version=1,
        title={"en": "Questions that broke it", "vi": "Câu hỏi làm dịch vụ hỏng"},
        better=Better.LOWER,
        applies=_always,
        score=lambda _case, _row, _register: Scored(0.0),
        worst=1.0,
        failed=lambda failure: float(failure.kind not in _NOT_ITS_FAULT),
        sort=Sort.COUNT,
        zero_tolerance=True,
    ),
    Measure(
        name="invented_figures",
        version=1,
        title={"en": "Figures that no source has", "vi": "Con số không có trong nguồn"},
        better=Better.LOWER,
        applies=_always,
        score=_figures,
        sort=Sort.COUNT,
        zero_tolerance=True,
    ),
    Measure(
        name="readable",
        version=1,
        title={"en": "Sentences easy to read", "vi": "Câu dễ đọc"},
        better=Better.HIGHER,
        applies=lambda case, _: case.audience is Audience.CITIZEN and case.answerable,
        score=_readable,
    ),
    Measure(
        name="ms",
        version=1,
        title={"en": "Time of an answer", "vi": "Thời gian trả lời"},
        better=Better.LOWER,
        applies=_always,
        score=_ms,
        worst=_PATIENCE,
        unit="ms",
    ),
    Measure(
        name="tokens",
        version=1,
        title={"en": "Tokens of models", "vi": "Token của mô hình"},
        better=Better.LOWER,
        applies=_always,
        score=partial(_spent, "tokens"),
        unit="tokens",
    ),
    Measure(
        name="cost",
        version=1,
        title={"en": "Cost of models", "vi": "Chi phí mô hình"},
        better=Better.LOWER,
        applies=_always,
        score=partial(_spent, "cost"),
        unit="money",
    ),
)
