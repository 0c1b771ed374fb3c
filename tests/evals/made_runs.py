"""Made runs of an invented set: rows and scores of two measures, without any service."""

from assistant.domain.answer import Outcome
from evals.cases import Kind
from evals.comparing import Arm
from evals.measures.measure import Better, Measure, Score, Scored, Sort
from evals.measures.registry import slices_of
from evals.running.rows import AnswerRow, Failure, Given, Manifest, Subject, case_digest
from tests.evals.measures.made import AFTER, case

KINDS = (Kind.SIMPLE, Kind.DATE, Kind.PROCEDURE, Kind.SEVERAL)


def measure(name="right", **fields):
    told = {
        "version": 1,
        "title": {"vi": "Đúng", "en": "Right"},
        "better": Better.HIGHER,
        "applies": lambda _case, _register: True,
        "score": lambda _case, _row, _register: Scored(0.0),
        "gated": True,
    }
    return Measure(name=name, **told | fields)


RIGHT = measure()
INVENTED = measure(
    "invented",
    title={"vi": "Số hiệu bịa", "en": "Invented numbers"},
    better=Better.LOWER,
    sort=Sort.COUNT,
    zero_tolerance=True,
    gated=False,
)
MS = measure(
    "ms", title={"vi": "Thời gian", "en": "Time"}, better=Better.LOWER, unit="ms", gated=False, worst=60000.0
)
MEASURES = (RIGHT, INVENTED, MS)


def cases(n=400, cluster=1):
    return [
        case(f"c{i:04}", kind=KINDS[i % 4], cluster=f"d{i // cluster:04}", question=f"Câu hỏi {i}?")
        for i in range(n)
    ]


def manifest(repeats=1, **subject):
    told = {"kind": "process", "commit": "a"} | subject
    return Manifest(
        set_name="ong", set_version="1", set_digest="0", cases=0, repeats=repeats, subject=Subject(**told)
    )


def arm(some, values, *, invented=None, ms=100.0, repeats=1, absent=(), failed=None, **subject):
    """A run: ``values`` of ``RIGHT`` by case and repeat (a function), rows for all but ``absent`` cases;
    ``failed``: cases to the kind of their failure.
    """
    told = manifest(repeats, **subject)
    asked = [(one, repeat) for one in some for repeat in range(repeats)]
    rows = [
        _row(told, one, repeat, (failed or {}).get(one.id)) for one, repeat in asked if one.id not in absent
    ]
    scores = [score(RIGHT, one, repeat, values(one, repeat)) for one, repeat in asked]
    scores += [score(INVENTED, one, repeat, float((invented or {}).get(one.id, 0))) for one, repeat in asked]
    scores += [score(MS, one, repeat, ms) for one, repeat in asked]
    return Arm(told, some, rows, scores)


def score(of, one, repeat, value):
    return Score(of.id, one.id, repeat, value, one.cluster, "", slices_of(one))


def _row(told, one, repeat, kind):
    answer = Given(outcome=Outcome.ANSWERED, as_of=AFTER)
    failure = Failure(kind=kind, words="") if kind else None
    return AnswerRow(
        run=told.fingerprint,
        case=one.id,
        digest=case_digest(one),
        repeat=repeat,
        answer=None if failure else answer,
        failure=failure,
    )


def all_right(_one, _repeat):
    return 1.0


def wrong_at(ids):
    """Right but at these cases."""
    return lambda one, _repeat: float(one.id not in ids)
