"""How many inventions of a model verification stops, and how many true statements with them.

    python -m evals.benchmarks.inventions --home HOME [--part held-out|development] [--shown FILE]

``HOME``: a library with the education topics of the codification; the sample library is made anew.
Each answer has one fact made up at a time. Measured at the door of verification, one statement
at a time, and on the whole way: the assistant with a real model server that says the answer with its
invention and repeats it when told to mend it. Writes ``results/inventions-PART.*``; ``--shown`` writes
what went wrong, statement by statement, and is for the development part alone.
"""

import argparse
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answering.verification.statements import faults
from assistant.assistant import Assistant
from assistant.domain.answer import Citation
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.inventions import Cited, Home, Part, TrueAnswer, answers, cases, inventions
from evals.inventions_model import Inventor, Server, pose_case, pose_true
from evals.inventions_scoring import (
    Judged,
    Posed,
    PosedTrue,
    Tried,
    figures,
    judge_false,
    judge_true,
    of_home,
    whole_way,
)
from ingest.pipeline import Ingest
from ingest.samples import LIBRARY

_NOTES = (
    "Bars: at least 97 % of the inventions never shown, at most 8 % of the true statements dropped. "
    "Shares with 95 % Wilson intervals.",
    "Statements share answers, answers articles: they are not independent draws.",
    "What the inventions are, and how the parts came: evals/data/inventions/README.md. Held out: by hand, as "
    "version 2 of the prompts tells a model to write, without sight of the rules; read a second time by "
    "another reader before it was measured.",
    "Whole way: what the reader saw in a statement of the model's, in the answer or while it grew. Where the "
    "model was not given the provision of a statement, that is not said and not counted.",
)


def examine(text: str, cited: Sequence[Citation], day: date, language: str) -> tuple[str, ...]:
    """The faults that verification finds, a word each."""
    found = faults(text, cited, day=day, language=language)
    return tuple(fault.kind.value for fault in found)


@contextmanager
def homes(codification: Path) -> Iterator[dict[Home, Path]]:
    """Both libraries; the sample one is made for the occasion."""
    with TemporaryDirectory() as folder:
        sample = Path(folder) / "sample"
        Ingest(Settings(home=sample, _env_file=None)).run([LIBRARY])
        yield {Home.SAMPLE: sample, Home.CODIFICATION: codification}


def at_the_door(places: dict[Home, Path], true: Sequence[TrueAnswer]) -> tuple[list[Judged], list[Tried]]:
    """Every true statement and every invention before verification."""
    judged, tried = list[Judged](), list[Tried]()
    for home, path in places.items():
        with Assistant.open(_settings(path)) as assistant:
            cited, own = Cited(assistant), of_home(true, home)
            judged += judge_true(examine, cited, own)
            tried += judge_false(examine, cited, cases(own, inventions()))
    return judged, tried


def on_the_whole_way(
    places: dict[Home, Path], true: Sequence[TrueAnswer]
) -> tuple[list[PosedTrue], list[Posed]]:
    """Every true answer and every answer with an invention, as a model's reply."""
    told, invented = list[PosedTrue](), list[Posed]()
    with ExitStack() as opened:
        server = opened.enter_context(Server())
        for home, path in places.items():
            settings = _settings(path, model="invented", model_base_url=server.url)
            assistant = opened.enter_context(Assistant.open(settings))
            own = of_home(true, home)
            inventor = Inventor(Cited(assistant))
            server.model = inventor
            told += [one for answer in own for one in pose_true(assistant, inventor, answer)]
            invented += [pose_case(assistant, inventor, case) for case in cases(own, inventions())]
    return told, invented


def _settings(home: Path, **model: str) -> Settings:
    return Settings(home=home, answers_kept_days=0, model_english=True, _env_file=None, **model)  # type: ignore[arg-type]


def commit() -> str:
    """The commit that is measured, with a plus where files of it were changed since."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    asked = [git, "describe", "--always", "--dirty=+", "--exclude=*"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def wrong(judged: Sequence[Judged], tried: Sequence[Tried]) -> Iterator[str]:
    """What was dropped though true, and shown though invented, a line each."""
    for one in judged:
        if one.dropped:
            yield f"dropped\t{one.answer.id}\t{','.join(one.why)}\t{one.said.text}"
    for case in tried:
        if not case.stopped:
            yield f"shown\t{case.case.invention.id}\t{case.case.invention.family}\t{case.case.invention.text}"


def main() -> None:
    """Measure one part and keep the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.HELD_OUT)
    parser.add_argument("--shown", type=Path)
    given = parser.parse_args()
    if given.shown and given.part is Part.HELD_OUT:
        parser.error("what is held out stays unread: --shown goes with --part development")
    true = [answer for answer in answers() if answer.part is given.part]
    with homes(given.home) as places:
        judged, tried = at_the_door(places, true)
        told, invented = on_the_whole_way(places, true)
    if given.shown:
        given.shown.write_text("\n".join(wrong(judged, tried)) + "\n", encoding="utf-8")
    found = {"commit": commit(), **figures(judged, tried), **whole_way(told, invented)}
    command = f"python -m evals.benchmarks.inventions --home HOME --part {given.part.value}"
    keep(
        f"inventions-{given.part.value}", f"Inventions of a model, {given.part.value}", command, found, _NOTES
    )


if __name__ == "__main__":
    main()
