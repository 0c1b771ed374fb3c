"""Where questions go: right, and no real question sent away.

    python -m evals.benchmarks.routing --questions dev.jsonl

``evals/data/routes.jsonl``: questions of this project with the route each should take; rules were
written with the odd ones in sight, the even ones are held out. ``--questions``: real questions on law,
none of which may end before retrieval. Writes ``results/routing.*``.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import orjson

from assistant.answering.routing import Route, route
from evals.benchmarks.machine import keep

DATA = Path(__file__).parents[1] / "data" / "routes.jsonl"
HELD_OUT_BAR, AWAY_BAR = 0.95, 0.005
_COMMAND = "python -m evals.benchmarks.routing --questions dev.jsonl"
_NOTES = (
    f"held_out: the even half, out of sight when rules were written (by the same hand); bar: {HELD_OUT_BAR}.",
    f"real: questions of the public, none to be sent away; bar: at most {AWAY_BAR:.1%}.",
    "from …: where the questions of a route went, all of them.",
    "kept_from_retrieval: questions on regulations or procedures sent away; let_through: the opposite.",
)
_ASKING = frozenset({Route.REGULATION, Route.PROCEDURE})


@dataclass(frozen=True)
class Case:
    """A question and where it should go; ``held_out``: not in sight when rules were written."""

    id: str
    question: str
    wanted: Route
    held_out: bool

    @property
    def got(self) -> Route:
        """Where it goes."""
        return route(self.question).route

    @property
    def right(self) -> bool:
        """Whether that is where it should go."""
        return self.got is self.wanted


def load(path: Path = DATA) -> list[Case]:
    """The labelled questions in their file's order: the 2nd, 4th, ... are held out."""
    rows = [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
    return [
        Case(row["id"], row["question"], Route(row["route"]), held_out=at % 2 == 1)
        for at, row in enumerate(rows)
    ]


def accuracy(cases: Sequence[Case]) -> float:
    """The share that goes where it should."""
    return sum(case.right for case in cases) / (len(cases) or 1)


def confusion(cases: Iterable[Case]) -> dict[Route, Counter[Route]]:
    """For each route that was wanted, how often each was taken."""
    table: dict[Route, Counter[Route]] = {wanted: Counter() for wanted in Route}
    for case in cases:
        table[case.wanted][case.got] += 1
    return table


def away(questions: Iterable[str]) -> list[str]:
    """The questions that end before retrieval."""
    return [question for question in questions if route(question).outcome is not None]


def figures(cases: Sequence[Case], real: Sequence[str]) -> dict[str, object]:
    """What is kept: accuracy of both halves, confusion, real questions sent away, time."""
    held = [case for case in cases if case.held_out]
    sent, start = away(real), perf_counter()
    for question in real:
        route(question)
    spent = (perf_counter() - start) / (len(real) or 1)
    rows = {f"from {w.value}": _row(taken) for w, taken in confusion(cases).items()}
    return {
        "in_sight": f"{accuracy([c for c in cases if not c.held_out]):.4f} of {len(cases) - len(held)}",
        "held_out": f"{accuracy(held):.4f} of {len(held)}",
        **rows,
        "kept_from_retrieval": sum(c.wanted in _ASKING and c.got not in _ASKING for c in cases),
        "let_through": sum(c.wanted not in _ASKING and c.got in _ASKING for c in cases),
        "real_away": f"{len(sent)} of {len(real)}",
        "real_away_questions": sent,
        "milliseconds_a_question": round(spent * 1000, 3),
        "wrong": [f"{c.id}: {c.wanted.value} went to {c.got.value}" for c in cases if not c.right],
    }


def _row(taken: Counter[Route]) -> str:
    return ", ".join(f"{where.value} {times}" for where, times in taken.most_common())


def main() -> None:
    """Measure and keep the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--questions", type=Path, required=True, help="real questions, one JSON object a line"
    )
    lines = parser.parse_args().questions.read_bytes().splitlines()
    real = [str(orjson.loads(line)["question"]) for line in lines if line.strip()]
    keep("routing", "Where questions go", _COMMAND, figures(load(), real), _NOTES)


if __name__ == "__main__":
    main()
