"""How many follow-up questions the rules alone make findable, without a language model.

    python -m evals.benchmarks.follow_ups --home HOME

The home folder is made by ``hocvu ingest`` of the sample library (``ingest/samples/library``).
Beside it stands how often a question that needs no other is left as it is after another one.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson

from assistant.answering.followups import standalone
from assistant.assistant import Assistant
from assistant.domain.conversation import Turn
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.follow_ups import FIRST, Found, load, run
from evals.variants import without_diacritics

_COMMAND = "python -m evals.benchmarks.follow_ups --home HOME"
_QUESTIONS = Path(__file__).parents[1] / "data" / "sample_questions.jsonl"
BAR = 0.85
_NOTES = (
    f"found: a provision that answers is among the first {FIRST} citations and hits, for the day asked; "
    f"bar: {BAR} of all.",
    "developed with: the 30 odd cases, seen while the rules were written; held out: the 30 even ones, "
    "written before the rules and not used for them.",
    "as asked: the follow-up searched for as it was typed, without the turns before.",
    "left alone: each of the 48 questions of sample_questions.jsonl asked after each of the others; none "
    "needs another, though some may be read as going on. The rest are listed with how they were read.",
)


def shares(found: Sequence[Found]) -> dict[str, Any]:
    """Figures of some cases."""
    count = len(found) or 1
    return {
        "cases": len(found),
        "found": round(sum(one.is_right for one in found) / count, 4),
        "first": round(sum(one.is_first for one in found) / count, 4),
    }


def kinds(found: Sequence[Found]) -> dict[str, str]:
    """For each kind of follow-up how many were found, of how many."""
    names = dict.fromkeys(one.case.kind for one in found)
    groups = {name: [one for one in found if one.case.kind == name] for name in names}
    return {name: f"{sum(one.is_right for one in group)}/{len(group)}" for name, group in groups.items()}


def alone(assistant: Assistant, found: Sequence[Found]) -> dict[str, Any]:
    """The same follow-ups without the turns before."""
    bare = [one.case.model_copy(update={"turns": ()}) for one in found]
    return shares([run(assistant, case) for case in bare])


def left_alone(typed: Callable[[str], str]) -> dict[str, Any]:
    """How many whole questions are left as they are after another one, and how others were read."""
    read, count, start = list[str](), 0, perf_counter()
    for turn, question in _pairs(typed):
        count += 1
        understood = standalone(question, [turn])
        if not understood.kept:
            read.append(f"{turn.question} / {question} -> {understood.text}")
    took = (perf_counter() - start) / count * 1000
    return {"share": round(1 - len(read) / count, 4), "ms": round(took, 2), "others": read}


def _pairs(typed: Callable[[str], str]) -> Iterator[tuple[Turn, str]]:
    rows = [orjson.loads(line) for line in _QUESTIONS.read_bytes().splitlines()]
    for before in rows:
        turn = Turn(question=typed(before["question"]), cited=tuple(filter(None, [before["path"]])))
        yield from ((turn, typed(row["question"])) for row in rows if row is not before)


def measure(assistant: Assistant) -> dict[str, Any]:
    """All figures."""
    cases = load()
    figures: dict[str, Any] = {}
    for name, typed in (("as written", str), ("without diacritics", without_diacritics)):
        found = [run(assistant, case, typed) for case in cases]
        figures[f"{name}: all"] = shares(found)
        figures[f"{name}: developed with"] = shares([one for one in found if not one.case.held_out])
        figures[f"{name}: held out"] = shares([one for one in found if one.case.held_out])
        figures[f"{name}: kinds"] = kinds(found)
        figures[f"{name}: missed"] = [_told(one) for one in found if not one.is_right]
        figures[f"{name}: left alone"] = left_alone(typed)
        if typed is str:
            figures["as asked"] = alone(assistant, found)
    return figures


def _told(one: Found) -> str:
    return f"{one.case.id}: {one.case.question} -> {one.understood}"


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="home folder of the sample library")
    with Assistant.open(Settings(home=parser.parse_args().home)) as assistant:
        figures = measure(assistant)
    keep("follow_ups", "Follow-up questions by rule, without a model", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
