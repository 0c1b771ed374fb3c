"""Made runs with something of everything that a report tells: pairs, variants, failures, absent rows, a
model's words, hostile letters.
"""

from datetime import date

from assistant.domain.answer import Outcome, Part
from evals.cases import Kind
from evals.comparing import Arm, compare
from evals.gate import Rules, decide, family
from evals.measures.registry import MEASURES, score
from evals.reporting.summary import of_pair, of_run
from evals.running.rows import FailureKind, Hit, Spent, Subject, case_digest
from tests.evals.measures.made import (
    AFTER,
    BEFORE,
    NEW,
    OLD,
    REGISTER,
    WORDS,
    case,
    cited,
    crashed,
    given,
    manifest,
    refusal,
    row,
    spoken,
    unanswerable,
)

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&"
FORMULA = '=HYPERLINK("http://x")'
OLDER = {"gold": ((f"{OLD}#dieu-2",),), "superseded": (NEW,), "as_of": BEFORE}
DRAWS = 200


def cases():
    simple = [case(f"s{at}", cluster=f"d{at}", question=f"Câu thường {at}?") for at in range(8)]
    pair = [
        case("f-a", kind=Kind.FLIP, pair="f", **OLDER),
        case("f-b", kind=Kind.FLIP, pair="f"),
    ]
    return [
        *simple,
        *pair,
        case("s0-khong-dau", variant_of="s0", question="Cau thuong 0?", cluster="d0"),
        unanswerable("u0", kind=Kind.UNANSWERABLE),
        case("xss", question=HOSTILE, field=HOSTILE),
        case("formula", question=FORMULA, kind=Kind.ATTACK),
    ]


def answers(*, worse=False):
    """What came of each case; ``worse``: of a version that lost some."""
    old = given(citations=[cited(f"{OLD}#dieu-2", quote=WORDS)], as_of=BEFORE)
    spent = Spent(model="m", calls=2, prompt_tokens=900, completion_tokens=80, cost=0.002, currency="USD")
    wrote = given([spoken("Mỗi lớp nuôi 03 tổ.", part=Part.SHORT)], made_by="model", model=spent)
    hostile = given(
        [spoken(f"{HOSTILE}\n> {WORDS}\n{HOSTILE}")],
        [cited(quote=f"{HOSTILE} {WORDS}", label=HOSTILE)],
    )
    found = {f"s{at}": given() for at in range(8)}
    found |= {"s1": refusal(), "s2": wrote, "f-a": old, "f-b": given(), "xss": hostile}
    found |= {"s0-khong-dau": refusal(Outcome.OUT_OF_SCOPE), "u0": refusal(), "formula": given()}
    if worse:
        found |= {"s3": refusal(), "f-b": given(citations=[cited(f"{OLD}#dieu-2")])}
        found |= {"u0": given(citations=[cited("99/2031/TT-BGDM#dieu-1")])}
    return found


def arm(*, worse=False, commit="a", repeats=1, without=(), failed=("s5",), backwards=False):
    some = cases()
    told = manifest(
        cases=len(some),
        repeats=repeats,
        subject=Subject(kind="process", commit=commit, settings={"model": HOSTILE}),
    )
    came = answers(worse=worse)
    rows = [
        _row(told, one, repeat, came[one.id], at, failed)
        for repeat in range(repeats)
        for at, one in enumerate(some)
        if one.id not in without
    ]
    rows = rows[::-1] if backwards else rows
    return Arm(told, some, rows, score(some, rows, REGISTER, told))


def _row(told, one, repeat, answer, at, failed):
    made = crashed(one.id) if one.id in failed else row(answer, one.id)
    hits = (
        () if one.id in failed else (Hit(path=f"{NEW}#dieu-2", score=1), Hit(path=f"{OLD}#dieu-2", score=0.5))
    )
    return made.model_copy(
        update={
            "run": told.fingerprint,
            "digest": case_digest(one),
            "repeat": repeat,
            "hits": hits or None,
            "ms": 10.0 * (at + 1),
        }
    )


def run_report(**fields):
    return of_run(arm(**fields), REGISTER, draws=DRAWS)


def pair_report(**fields):
    found = compare(arm(**fields), arm(worse=True, commit="b", **fields), MEASURES)
    decision = decide(found, family(found), Rules(under_test=("commit",), draws=DRAWS))
    return of_pair(found, REGISTER, decision, draws=DRAWS)


__all__ = ["AFTER", "FORMULA", "HOSTILE", "FailureKind", "arm", "cases", "date", "pair_report", "run_report"]
