"""kill -9 at random moments of an ingest and of a removal.

After each: a fresh process must get from the library the answers of the edition it says it
serves; the same command again must finish the work; ``hocvu doctor`` must find library and
indexes in agreement. A reader process asks all the while, and every answer it gets must be
that of a published edition.

An answer is the best five provisions with their words. It is *right* where it equals that of
an undisturbed run at that edition; *reordered* where the first is the same and the others,
with the same words, are among the undisturbed run's best twenty (rows not yet or no longer
published weigh in the word statistics of the lexical index); *wrong* otherwise. Of the reader, who asks
while they weigh, an answer with another first one is told apart where all five are the edition's.

    python -m evals.benchmarks.crash [--moments 20] [--documents 150] [--seed 2026]
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.benchmarks import made
from evals.benchmarks.machine import keep

Answers = dict[str, list[list[str]]]
"""Question to its hits, each with its address and its words."""

_BASE = range(1, 41)
_REMOVED = made.number(7)
_QUESTIONS = 6
_BEST = 5
_BEYOND = 1.3
"""Moments reach past the undisturbed time, so that a slower run is killed at its end too; a
kill that comes after the end does not count.
"""
_RIGHT, _REORDERED, _WRONG = "right", "reordered", "wrong"

_HOCVU = "from api.cli.main import main; main()"
_PROBE = """
import json, sys
from pathlib import Path
from assistant.library import Library
from assistant.retrieval import Retriever
from assistant.settings import Settings
settings = Settings()
library = Library.open(settings.sqlalchemy_url)
retriever = Retriever.open(settings, library)
def ask(question):
    result = retriever.search(question, k=20)
    return result.edition, [[str(h.stored.provision.path), h.stored.provision.text] for h in result.hits]
questions = json.loads(sys.argv[1])
if len(sys.argv) > 2:
    stop, seen = Path(sys.argv[2]), []
    print("ready", flush=True)
    while not stop.exists():
        for question in questions:
            record = [question, *ask(question)]
            if record not in seen:
                seen.append(record)
    print(json.dumps(seen))
else:
    answers = [ask(question) for question in questions]
    print(json.dumps({"edition": answers[0][0], "answers": dict(zip(questions, [a[1] for a in answers]))}))
"""


@dataclass
class Tally:
    """What the trials showed; ``failures`` sums what must not happen."""

    trials: int = 0
    killed: int = 0
    published_before_kill: int = 0
    answers: int = 0
    reordered_answers: int = 0
    wrong_answers: int = 0
    failed_probes: int = 0
    failed_resumes: int = 0
    wrong_after_resume: int = 0
    doctor_complaints: int = 0
    reader_answers: int = 0
    reader_reordered: int = 0
    reader_other_first: int = 0
    reader_wrong: int = 0
    details: list[str] = field(default_factory=list)

    @property
    def failures(self) -> int:
        """Anything that must not happen."""
        return (
            self.wrong_answers
            + self.failed_probes
            + self.failed_resumes
            + self.wrong_after_resume
            + self.doctor_complaints
            + self.reader_wrong
        )


class Place:
    """A home folder and the programs that work in it, each a process of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        root = str(Path(__file__).resolve().parents[2])
        self._env = os.environ | {"HOCVU_HOME": str(home), "HOCVU_WORKERS": "2", "PYTHONPATH": root}

    def start(self, code: str, *args: str) -> "subprocess.Popen[str]":
        """Start Python code at the head of a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", code, *args],
            env=self._env,
            cwd=self.home.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def hocvu(self, *args: str) -> tuple[int, str]:
        """Run a command to its end; return its status and all that it said."""
        process = self.start(_HOCVU, *args)
        out, err = process.communicate()
        return process.returncode, out if process.returncode == 0 else out + err

    def probe(self, questions: Sequence[str]) -> tuple[int, Answers]:
        """Ask in a fresh process; return the edition and its answers."""
        process = self.start(_PROBE, json.dumps(questions))
        out, err = process.communicate()
        if process.returncode:
            raise RuntimeError(err[-2000:])
        got = json.loads(out)
        return got["edition"], got["answers"]

    def killed_after(self, seconds: float, *args: str) -> bool:
        """Start a command and kill its whole group; ``False`` where it ended before."""
        process = self.start(_HOCVU, *args)
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return True
        return False

    @contextmanager
    def reader(self, questions: Sequence[str], tally: Tally, editions: dict[int, Answers]) -> Iterator[None]:
        """Ask without pause while the block runs; then check every answer."""
        stop = self.home.parent / "stop"
        stop.unlink(missing_ok=True)
        process = self.start(_PROBE, json.dumps(questions), str(stop))
        assert process.stdout is not None  # noqa: S101  it was asked for
        process.stdout.readline()
        try:
            yield
        finally:
            stop.touch()
            out, err = process.communicate()
            _judge_reader(out, err, tally, editions)


def _judge_reader(out: str, err: str, tally: Tally, editions: dict[int, Answers]) -> None:
    if not out.strip():
        tally.reader_wrong += 1
        tally.details.append(f"reader died: {err[-1500:]}")
        return
    for question, edition, hits in json.loads(out):
        tally.reader_answers += 1
        known = editions.get(edition, {}).get(question, [])
        verdict = judge(hits, known)
        tally.reader_reordered += verdict == _REORDERED
        if verdict == _WRONG and len(hits) == len(known) and all(hit in known for hit in hits[:_BEST]):
            tally.reader_other_first += 1
        elif verdict == _WRONG:
            tally.reader_wrong += 1
            tally.details.append(f"reader at edition {edition}, {question!r}: {[hit[0] for hit in hits[:5]]}")


def judge(hits: list[list[str]], reference: list[list[str]]) -> str:
    """Right, reordered or wrong; see the module."""
    best, known = hits[:_BEST], reference[:_BEST]
    if best == known:
        return _RIGHT
    same = len(best) == len(known) and best[:1] == known[:1] and all(hit in reference for hit in best)
    return _REORDERED if same else _WRONG


@dataclass(frozen=True)
class Scene:
    """One kind of work to be killed: from ``base`` (edition answers known) with ``command``."""

    name: str
    base: Path
    command: tuple[str, ...]
    questions: tuple[str, ...]
    editions: dict[int, Answers]
    final: int
    seconds: float


def scene(name: str, base: Path, command: tuple[str, ...], questions: Sequence[str], scratch: Path) -> Scene:
    """Learn what an undisturbed run gives and how long it takes."""
    before = Place(base).probe(questions)
    place = _copy(base, scratch / f"{name}-reference")
    start = time.monotonic()
    code, said = place.hocvu(*command)
    seconds = time.monotonic() - start
    if code:
        raise RuntimeError(said)
    after = place.probe(questions)
    shutil.rmtree(place.home.parent)
    return Scene(name, base, command, tuple(questions), dict([before, after]), after[0], seconds)


def _copy(base: Path, parent: Path) -> Place:
    shutil.copytree(base, parent / "home")
    return Place(parent / "home")


def run_trial(scene: Scene, moment: float, scratch: Path, tally: Tally, *, reader: bool = True) -> None:
    """Kill once at ``moment`` (seconds after the start), look, resume, look again."""
    place = _copy(scene.base, scratch / f"{scene.name}-{tally.trials}")
    tally.trials += 1
    if reader:
        with place.reader(scene.questions, tally, scene.editions):
            tally.killed += place.killed_after(moment, *scene.command)
    else:
        tally.killed += place.killed_after(moment, *scene.command)
    edition = _look(place, scene, tally, moment)
    tally.published_before_kill += edition == scene.final
    _resume(place, scene, tally, moment, done=edition == scene.final)
    shutil.rmtree(place.home.parent)


def _look(place: Place, scene: Scene, tally: Tally, moment: float) -> int:
    try:
        edition, answers = place.probe(scene.questions)
    except RuntimeError as error:
        tally.failed_probes += 1
        tally.details.append(f"{scene.name} at {moment:.2f} s: {error}")
        return 0
    for question, hits in answers.items():
        verdict = judge(hits, scene.editions.get(edition, {}).get(question, []))
        tally.answers += 1
        tally.reordered_answers += verdict == _REORDERED
        if verdict == _WRONG:
            tally.wrong_answers += 1
            tally.details.append(
                f"{scene.name} at {moment:.2f} s: edition {edition} on {question!r}: {hits[:5]}"
            )
    return edition


def _resume(place: Place, scene: Scene, tally: Tally, moment: float, *, done: bool) -> None:
    code, said = place.hocvu(*scene.command)
    finished_before = done and scene.command[0] == "remove"  # then the document is not there any more
    if code and not finished_before:
        tally.failed_resumes += 1
        tally.details.append(f"{scene.name} at {moment:.2f} s, again: {said[-1500:]}")
    edition, answers = place.probe(scene.questions)
    if any(
        judge(hits, scene.editions[scene.final][question]) != _RIGHT for question, hits in answers.items()
    ):
        tally.wrong_after_resume += 1
        tally.details.append(
            f"{scene.name} at {moment:.2f} s: edition {edition} after resuming answers otherwise"
        )
    code, said = place.hocvu("doctor", "--json")
    if code or _index_warnings(said):
        tally.doctor_complaints += 1
        tally.details.append(f"{scene.name} at {moment:.2f} s, doctor: {said[-1500:]}")


def _index_warnings(said: str) -> list[str]:
    checks: list[dict[str, Any]] = json.loads(said)["checks"]
    return [
        check["detail"] for check in checks if check["name"].startswith("Chỉ mục") and check["state"] != "ok"
    ]


def base_library(scratch: Path) -> Path:
    """A home folder with the first made documents published."""
    place = Place(scratch / "base" / "home")
    made.write(scratch / "first", _BASE)
    place.home.parent.mkdir()
    code, said = place.hocvu("ingest", str(scratch / "first"))
    if code:
        raise RuntimeError(said)
    return place.home


def scenes(scratch: Path, documents: int, only: str | None = None) -> list[Scene]:
    """An ingest of ``documents`` more, with changed and equal files among them, and a removal."""
    base = base_library(scratch)
    more = scratch / "first"
    made.write(more, range(35, 41), articles=5)
    made.write(more, range(41, 41 + documents))
    asked = made.questions(range(1, 41 + documents), _QUESTIONS)
    gone = [*made.questions(range(7, 8), 1), *asked[:3]]
    kinds = {"ingest": (("ingest", str(more)), asked), "remove": (("remove", _REMOVED, "--yes"), gone)}
    return [scene(name, base, *kinds[name], scratch) for name in kinds if only in (None, name)]


def main() -> None:
    """Run the benchmark and keep its result; exit 1 if anything went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", choices=("ingest", "remove"), help="kill only this")
    options = parser.parse_args()
    draw = random.Random(options.seed)  # noqa: S311  moments, no secret
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as folder:
        for one in scenes(Path(folder), options.documents, options.only):
            tally = tallies.setdefault(one.name, Tally())
            while tally.killed < options.moments and tally.trials < 2 * options.moments:
                run_trial(one, draw.uniform(0, _BEYOND * one.seconds), Path(folder), tally)
            print(f"{one.name}: undisturbed {one.seconds:.1f} s; {tally}", file=sys.stderr)
    _keep(tallies, options)
    sys.exit(1 if any(tally.failures for tally in tallies.values()) else 0)


def _keep(tallies: dict[str, Tally], options: argparse.Namespace) -> None:
    names = [name for name in vars(Tally()) if name != "details"]
    figures = {
        f"{kind}: {name.replace('_', ' ')}": getattr(t, name) for kind, t in tallies.items() for name in names
    }
    details = Counter(detail for tally in tallies.values() for detail in tally.details)
    command = (
        f"python -m evals.benchmarks.crash --moments {options.moments} "
        f"--documents {options.documents} --seed {options.seed}"
    )
    only = f"-{options.only}" if options.only else ""
    command += f" --only {options.only}" if options.only else ""
    keep(f"crash{only}", "kill -9 at random moments", command, figures, tuple(list(details)[:20]))


if __name__ == "__main__":
    main()
