"""A run: every case of a set, put to a subject as often as wanted, a row each.

The folder of a run holds ``manifest.json``, ``answers.jsonl`` and a copy of the set. A run that was
stopped, killed or ran out of its budget goes on where it was: only rows of the very same run, case and
repeat are taken for done. One process at a time works in a folder.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import BadRequest
from evals.cases import Case
from evals.running.files import Appended, read_rows, write_whole
from evals.running.rows import AnswerRow, Manifest, case_digest
from evals.running.subjects import Asked, Came, differing
from evals.sets.folder import CaseSet
from evals.sets.writing import write_set

ANSWERS, MANIFEST, SET = "answers.jsonl", "manifest.json", "set"

Tick = Callable[[int, int, str], None]
"""Is told how many of how many are done, and a few words."""


@dataclass(frozen=True)
class Options:
    """``repeats``: how often each case is asked. ``depth``: hits asked for. ``workers``: questions side
    by side. ``budget``: money, in the currency of the answers, after which no more is asked.
    """

    repeats: int = 1
    depth: int = 50
    retrieval_only: bool = False
    seed: int = 0
    workers: int = 2
    budget: float | None = None


@dataclass(frozen=True)
class Ran:
    """What came of a run: whether all is asked, what failed, what it has cost so far."""

    manifest: Manifest
    rows: int
    wanted: int
    failed: int
    cost: float
    stopped_by_budget: bool = False

    @property
    def whole(self) -> bool:
        """Whether every case was asked as often as wanted."""
        return self.rows == self.wanted


def run(
    cases: CaseSet,
    asked: Asked,
    folder: Path,
    options: Options = Options(),
    tick: Tick = lambda _done, _of, _note: None,
) -> Ran:
    """Ask what is not asked yet, and keep it. Raise ``BadRequest`` where the folder holds another run
    or another process works in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=0):
            return _run(cases, asked, folder, options, tick)
    except Timeout as error:
        raise BadRequest(
            f"Một lệnh khác đang chạy trong {folder}.", "Chờ lệnh ấy xong, hoặc dùng thư mục khác."
        ) from error


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a run; raise ``BadRequest`` where the folder is none."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadRequest(
            f"{folder} không phải thư mục của một lần đo.", "Chạy “hocvu eval run” trước."
        ) from error


def read_answers(folder: Path) -> list[AnswerRow]:
    """The rows of a run."""
    return read_rows(folder / ANSWERS, AnswerRow)


def _run(cases: CaseSet, asked: Asked, folder: Path, options: Options, tick: Tick) -> Ran:
    manifest = _manifest(cases, asked, options)
    _settle(folder, manifest, cases)
    kept = {row.key: row for row in read_answers(folder)}
    todo = [
        (case, repeat)
        for repeat in range(options.repeats)
        for case in cases.cases
        if (manifest.fingerprint, case.id, case_digest(case), repeat) not in kept
    ]
    told = _Told(len(cases.cases) * options.repeats, tick)
    for row in kept.values():
        told.add(row)
    with Appended[AnswerRow](folder / ANSWERS) as rows:
        for row in _asked(asked, todo, manifest, options, lambda: told.spent(options.budget)):
            rows.add(row)
            told.add(row)
    return Ran(manifest, told.rows, told.wanted, told.failed, told.cost, told.rows < told.wanted)


def _manifest(cases: CaseSet, asked: Asked, options: Options) -> Manifest:
    from evals.running.place import place

    return Manifest(
        set_name=cases.told.name,
        set_version=cases.told.version,
        set_digest=cases.digest,
        cases=len(cases.cases),
        subject=asked.subject,
        repeats=options.repeats,
        depth=options.depth,
        retrieval_only=options.retrieval_only,
        seed=options.seed,
        started_at=datetime.now(UTC),
        machine=place(),
    )


def _settle(folder: Path, manifest: Manifest, cases: CaseSet) -> None:
    """Write set and manifest, or find that the manifest that is there is of the same run."""
    if not (folder / MANIFEST).is_file():
        write_set(folder / SET, cases, replace=True)
        write_whole(folder / MANIFEST, manifest.model_dump_json(indent=2) + "\n")
        return
    there = read_manifest(folder)
    if there.fingerprint != manifest.fingerprint:
        what = ", ".join(differences(there, manifest))
        raise BadRequest(
            f"{folder} giữ một lần đo khác (khác nhau: {what}).",
            "Chọn thư mục mới, hoặc chạy lại đúng như lần trước.",
        )


def differences(one: Manifest, other: Manifest) -> list[str]:
    """Names of what differs between two runs, their time and machine aside."""
    names = ("set_name", "set_version", "set_digest", "cases", "repeats", "depth", "retrieval_only", "seed")
    own = [name for name in names if getattr(one, name) != getattr(other, name)]
    return [*own, *differing(one.subject, other.subject)]


class _Told:
    """Counts, for the bar and for what is told at the end."""

    def __init__(self, wanted: int, tick: Tick) -> None:
        self.wanted, self._tick = wanted, tick
        self.rows, self.failed, self.cost = 0, 0, 0.0

    def add(self, row: AnswerRow) -> None:
        self.rows += 1
        self.failed += row.failure is not None
        self.cost += (row.answer.model.cost or 0.0) if row.answer and row.answer.model else 0.0
        note = f"{self.failed} lỗi" if self.failed else ""
        self._tick(self.rows, self.wanted, f"{note} {self.cost:.4f}".strip() if self.cost else note)

    def spent(self, budget: float | None) -> bool:
        return budget is not None and self.cost >= budget


def _asked(
    asked: Asked,
    todo: Sequence[tuple[Case, int]],
    manifest: Manifest,
    options: Options,
    spent: Callable[[], bool],
) -> Iterator[AnswerRow]:
    """The rows as they come; no more is asked than is being answered, so that stopping stops."""
    left = iter(todo)
    with ThreadPoolExecutor(options.workers) as pool:
        running: dict[Future[Came], tuple[Case, int]] = {}
        while True:
            more = 0 if spent() else options.workers - len(running)
            for case, repeat in islice(left, more):
                ask = pool.submit(asked.ask, case, options.depth, retrieval_only=options.retrieval_only)
                running[ask] = (case, repeat)
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield _row(manifest, *running.pop(done), done.result())


def _row(manifest: Manifest, case: Case, repeat: int, came: Came) -> AnswerRow:
    return AnswerRow(
        run=manifest.fingerprint,
        case=case.id,
        digest=case_digest(case),
        repeat=repeat,
        answer=came.answer,
        hits=came.hits,
        failure=came.failure,
        ms=round(came.ms, 3),
        at=datetime.now(UTC),
    )
