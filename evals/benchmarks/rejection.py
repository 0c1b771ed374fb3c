r"""How often a question off the subject is refused, and a question on education is not.

    python -m evals.benchmarks.rejection --questions dev.jsonl \
        --all HOME --education HOME --samples HOME [--fit]

Three libraries: both packages of the codification, its education topics alone, the sample
library. ``--fit`` fits ``assistant/answering/decision.json`` on the odd half of the questions
(logistic regression, ridge, Newton's method: no randomness); without it the shipped model is
measured. The even half is never fitted on. Writes ``results/rejection.*``.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

import assistant.answering
from assistant.answering.decision import FOUND, SCOPE, Features, Linear, features_of, judge, shipped_model
from assistant.assistant import Assistant
from assistant.domain.answer import Outcome
from assistant.retrieval.results import SearchResult
from assistant.settings import Settings
from evals.benchmarks.machine import keep

DATA = Path(__file__).parents[1] / "data"
MODEL = Path(assistant.answering.__path__[0]) / "decision.json"
_RIDGE = 0.02
_STEPS = 60
_REFUSED = {Outcome.NOT_FOUND, Outcome.OUT_OF_SCOPE}
# A question wrongly refused costs as much as this many wrongly answered ones.
_COST_OUT_OF_SCOPE, _COST_NOT_FOUND = 2.0, 2.0
# Real questions on education put to the sample library: on the subject, mostly not answered there.
_ELSEWHERE = "education_elsewhere"
# Share of answerable questions whose answer may be called a partial one.
_UNSURE = 0.1

LIBRARIES = ("all", "education", "samples")
_COMMAND = (
    "python -m evals.benchmarks.rejection --questions dev.jsonl "
    "--all HOME --education HOME --samples HOME --fit"
)
_NOTES = (
    "off_topic: the 60 questions of evals/data; bar: at least 0.90 refused.",
    "education: the 68 education questions of dev.jsonl; bar: at most 0.08 refused.",
    "other_law: dev.jsonl's questions on other law, which are off the subject too.",
    "education_elsewhere: questions on real law put to the sample library, which has nothing for most.",
    "samples: questions that the sample library answers.",
    "refused_held_out: on the even half of each set, on which nothing was fitted.",
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A question put to a library; ``answerable``: the library holds what answers it."""

    library: str
    group: str
    question: str
    answerable: bool
    held_out: bool


@dataclass(frozen=True)
class Run:
    """A question and what was found; judged when asked, by the model then shipped."""

    case: Case
    result: SearchResult

    @property
    def features(self) -> Features:
        """The figures of the decision."""
        return features_of(self.result.understood.text or self.case.question, self.result.hits)

    @property
    def outcome(self) -> Outcome:
        """How it ends."""
        return judge(self.case.question, self.result)

    @property
    def refused(self) -> bool:
        """Whether no provision was given."""
        return self.outcome in _REFUSED


def load(path: Path) -> list[dict[str, object]]:
    """The objects of a JSON Lines file."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def halves(library: str, group: str, questions: Iterable[str], *, answerable: bool) -> Iterator[Case]:
    """Cases in their file's order: the 1st, 3rd, ... may be fitted on, the others are held out."""
    for at, question in enumerate(questions):
        yield Case(library, group, question, answerable, held_out=at % 2 == 1)


def cases(library: str, public: Sequence[dict[str, object]]) -> Iterator[Case]:
    """What is asked of one library. Public questions on education are answerable from the
    codification; in the sample library they only test that little is answered wrongly.
    """
    real = library != "samples"
    off = [str(row["question"]) for row in load(DATA / "off_topic.jsonl")]
    education = [str(row["question"]) for row in public if row["education"]]
    other = [str(row["question"]) for row in public if not row["education"]]
    own = [str(row["question"]) for row in load(DATA / "sample_questions.jsonl")]
    yield from halves(library, "off_topic", off, answerable=False)
    yield from halves(library, "education" if real else _ELSEWHERE, education, answerable=real)
    yield from halves(library, "other_law", other, answerable=False)
    if not real:
        yield from halves(library, "samples", own, answerable=True)


def run(library: str, home: Path, public: Sequence[dict[str, object]]) -> list[Run]:
    """Search for every case in the library at ``home``."""
    with Assistant.open(Settings(home=home)) as assistant:
        return [Run(case, assistant.search(case.question)) for case in cases(library, public)]


def fit(runs: Sequence[Run]) -> dict[str, object]:
    """Both models by penalised logistic regression on what is not held out.

    Whether an answer is there is learned from questions on education alone: the scope decides
    about the others.
    """
    kept = [r for r in runs if not r.case.held_out and r.result.hits]
    on_subject = [r.case.answerable or r.case.group == _ELSEWHERE for r in kept]
    inside = [r for r, on in zip(kept, on_subject, strict=True) if on]
    answerable = [r.case.answerable for r in inside]
    found = _linear(inside, answerable, FOUND, _COST_NOT_FOUND)
    sure = [found.weigh(r.features) for r in inside if r.case.answerable]
    return {
        "scope": asdict(_linear(kept, on_subject, SCOPE, _COST_OUT_OF_SCOPE)),
        "found": asdict(found),
        "sure": round(max(0.0, float(np.quantile(sure, _UNSURE))), 3),
    }


def _linear(runs: Sequence[Run], yes: Sequence[bool], names: Sequence[str], cost: float) -> Linear:
    """Every group of a library weighs the same, whatever its size."""
    x = np.array([[*(getattr(r.features, name) for name in names), 1.0] for r in runs])
    groups = [(r.case.library, r.case.group) for r in runs]
    weight = [(cost if y else 1.0) / groups.count(g) for y, g in zip(yes, groups, strict=True)]
    scaled = np.array(weight) * len(runs) / sum(weight)
    *weights, bias = (round(float(w), 4) for w in _newton(x, np.array(yes, dtype=np.float64), scaled))
    return Linear(bias, dict(zip(names, weights, strict=True)))


def _newton(x: Floats, y: Floats, weight: Floats) -> Floats:
    beta = np.zeros(x.shape[1])
    penalty = _RIDGE * len(y) * np.diag([1.0] * (x.shape[1] - 1) + [0.0]) / 10
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (weight * (p - y)) + penalty @ beta
        curve = (x * (weight * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ x + penalty
        beta -= np.linalg.solve(curve, slope)
    return beta


def table(runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """For each library and group: the share refused, of all and of the half held out."""
    groups: dict[str, list[Run]] = {}
    for one in runs:
        groups.setdefault(f"{one.case.library}/{one.case.group}", []).append(one)
    return {name: _shares(group) for name, group in groups.items()}


def _shares(runs: Sequence[Run]) -> dict[str, float]:
    held = [r for r in runs if r.case.held_out]
    return {
        "questions": len(runs),
        "refused": round(sum(r.refused for r in runs) / len(runs), 4),
        "refused_held_out": round(sum(r.refused for r in held) / (len(held) or 1), 4),
        "partly": round(sum(r.outcome is Outcome.PARTLY for r in runs) / len(runs), 4),
    }


def wrong(runs: Sequence[Run]) -> list[str]:
    """The questions that ended against what was expected, other ministries' law left out."""
    told = (r for r in runs if r.case.group not in {"other_law", _ELSEWHERE})
    return [f"{r.case.library}: {r.case.question}" for r in told if r.case.answerable == r.refused]


def main() -> None:
    """Measure, and before that fit where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    for name in LIBRARIES:
        parser.add_argument(f"--{name}", type=Path)
    given = vars(parser.parse_args())
    public = load(given["questions"])
    runs = [one for name in LIBRARIES if given[name] for one in run(name, given[name], public)]
    if given["fit"]:
        MODEL.write_bytes(orjson.dumps(fit(runs), option=orjson.OPT_INDENT_2) + b"\n")
        shipped_model.cache_clear()
    figures = {**table(runs), "wrong": wrong(runs), "model": orjson.loads(MODEL.read_bytes())}
    keep("rejection", "Questions off the subject", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
