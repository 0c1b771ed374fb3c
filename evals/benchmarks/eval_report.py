"""How long a report takes: 778 made questions, answered whole and by retrieval alone, one run and two.

    python -m evals.benchmarks.eval_report [--questions 778]

From scores that are there to the written page and the other forms; writes ``results/eval_report.*``.
"""

import argparse
import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from assistant.domain.answer import Audience, Outcome, Part
from assistant.domain.validity import Status
from evals.benchmarks.machine import keep
from evals.cases import Case, DateMode, Kind, Split
from evals.comparing import Arm, compare
from evals.gate import Rules, decide, family
from evals.measures.registry import MEASURES, score
from evals.register import Known, Register, Stretch
from evals.reporting.summary import of_pair, of_run
from evals.reporting.told import Report
from evals.reporting.writing import FORMS, write
from evals.running.rows import AnswerRow, Cited, Given, Hit, Manifest, Spoken, Subject, case_digest

_COMMAND = "python -m evals.benchmarks.eval_report"
_DAY = date(2031, 9, 1)
_WORDS = "2. Hiệu trưởng quyết định việc mở cửa phòng đọc sách trong kỳ nghỉ và thông báo cho người học. " * 3
_NUMBER = "8/2031/TT-BGDM"
_REGISTER = Register(
    (Known(number=_NUMBER, held=Stretch(), articles=tuple(str(article) for article in range(1, 61))),)
)
_NOTES = (
    "Made questions: 9 kinds, 8 fields, clusters of two, half of each answer its quotation; 50 hits each.",
    "Seconds of the wall clock, then of the processor, from scores that are there to the written files.",
)


def arm(questions: int, *, commit: str, lost: float, retrieval_only: bool) -> Arm:
    """A made run that answers all but a share ``lost`` of the questions."""
    cases = [_case(at) for at in range(questions)]
    manifest = Manifest(
        set_name="made",
        set_version="1",
        set_digest="0",
        cases=questions,
        retrieval_only=retrieval_only,
        subject=Subject(kind="process", commit=commit),
    )
    dice = random.Random(commit)  # noqa: S311  made runs, no secret
    rows = [_row(manifest, case, dice, lost) for case in cases]
    return Arm(manifest, cases, rows, score(cases, rows, _REGISTER, manifest))


def _case(at: int) -> Case:
    kind = list(Kind)[at % len(Kind)]
    answerable = kind not in (Kind.UNANSWERABLE, Kind.OUT_OF_FIELD, Kind.ATTACK)
    expected = (Outcome.ANSWERED, Outcome.PARTLY) if answerable else (Outcome.NOT_FOUND,)
    return Case(
        id=f"c{at:04}",
        question=f"Phòng đọc sách mở cửa những ngày nào trong kỳ nghỉ thứ {at}?",
        as_of=_DAY,
        date_mode=list(DateMode)[at % len(DateMode)],
        kind=kind,
        field=f"lĩnh vực {at % 8}",
        audience=list(Audience)[at % 2],
        history=(),
        gold=((f"{_NUMBER}#dieu-{at % 60 + 1}",),) if answerable else (),
        superseded=(),
        nuggets=(),
        answerable=answerable,
        expected=expected,
        cluster=f"d{at // 2}",
        pair=None,
        variant_of=f"c{at - 1:04}" if at % 50 == 49 else None,
        split=list(Split)[at % 3],
        source="made",
        checked_by=None,
        checked_on=None,
    )


def _row(manifest: Manifest, case: Case, dice: random.Random, lost: float) -> AnswerRow:
    articles = dice.sample(range(1, 61), 50)
    answers = case.answerable and dice.random() > lost
    return AnswerRow(
        run=manifest.fingerprint,
        case=case.id,
        digest=case_digest(case),
        answer=None if manifest.retrieval_only else _answer(case) if answers else _nothing(),
        hits=tuple(Hit(path=f"{_NUMBER}#dieu-{n}", score=1 / at) for at, n in enumerate(articles, 1)),
        ms=round(dice.lognormvariate(6, 0.5), 3),
    )


def _answer(case: Case) -> Given:
    path = case.gold[0][0]
    return Given(
        outcome=Outcome.ANSWERED,
        as_of=_DAY,
        statements=(Spoken(text=f"Theo quy định:\n\n> {_WORDS}", citations=(0,), part=Part.QUOTE),),
        citations=(Cited(path=path, document=_NUMBER, quote=_WORDS, status=Status.IN_FORCE),),
    )


def _nothing() -> Given:
    return Given(outcome=Outcome.NOT_FOUND, as_of=_DAY, statements=(Spoken(text="Không tìm thấy quy định."),))


def timed(make: Callable[[], Report], folder: Path) -> dict[str, float]:
    """Seconds until the page is written, and until every form is; megabytes of the page."""
    start, spent = perf_counter(), process_time()
    report = make()
    (page,) = write(report, folder, forms=["html"])
    first = perf_counter() - start
    write(report, folder, forms=[form for form in FORMS if form != "html"])
    return {
        "page s": round(first, 2),
        "all forms s": round(perf_counter() - start, 2),
        "all forms, processor s": round(process_time() - spent, 2),
        "page MB": round(page.stat().st_size / 1e6, 2),
    }


def measure(questions: int) -> dict[str, object]:
    """One run, two runs, retrieval alone."""
    figures: dict[str, object] = {"questions": questions}
    for name, retrieval_only in (("retrieval", True), ("answers", False)):
        old, new = (
            arm(questions, commit=commit, lost=lost, retrieval_only=retrieval_only)
            for commit, lost in (("a", 0.1), ("b", 0.15))
        )

        def both(old: Arm = old, new: Arm = new) -> Report:
            found = compare(old, new, MEASURES)
            return of_pair(found, _REGISTER, decide(found, family(found), Rules(under_test=("commit",))))

        with TemporaryDirectory() as folder:
            for what, make in (("one run", lambda new=new: of_run(new, _REGISTER)), ("two runs", both)):
                told = timed(make, Path(folder))
                figures |= {f"{name}, {what}: {unit}": value for unit, value in told.items()}
    return figures | {"load": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1)}


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=778)
    figures = measure(parser.parse_args().questions)
    keep("eval_report", "How long a report of an evaluation takes", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
