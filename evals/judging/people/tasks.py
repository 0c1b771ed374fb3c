"""What is put to people: each answer once, however many runs and repeats gave it word for word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.answer import Part
from assistant.errors import BadRequest
from evals.cases import SAID, Case
from evals.judging.asks import answer_digest
from evals.judging.people.labels import Item, Matter
from evals.measures.citing import quotations
from evals.measures.reading import claims, plain
from evals.running.rows import AnswerRow, Given, Spoken, case_digest, digest
from evals.running.runner import SET, read_answers, read_manifest
from evals.sets.folder import read_set


@dataclass(frozen=True)
class Place:
    """A row of a run that holds the answer."""

    folder: Path
    run: str
    repeat: int


@dataclass(frozen=True)
class Task:
    """An answer to label, and where it was given. ``digest``: of the case as it was asked; ``answer``: of
    the words.
    """

    case: Case
    digest: str
    answer: str
    given: Given
    items: tuple[Item, ...]
    places: tuple[Place, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The same for the same words to the same question, whoever said them."""
        return self.digest, self.answer


def tasks_of(folders: Sequence[Path]) -> list[Task]:
    """The answers of runs, in the order of the cases. Rows that failed have nothing to label; rows of a
    case that reads otherwise now are another case's. Raise ``BadRequest`` where a folder is no run or
    has no answers.
    """
    found: dict[tuple[str, str], Task] = {}
    for folder in folders:
        for case, row, given in _answers(folder):
            _add(found, case, row, given, Place(folder, row.run, row.repeat))
    if not found:
        raise BadRequest("Không có câu trả lời nào để đánh giá.", "Chạy “hocvu eval run” trước.")
    return list(found.values())


def _answers(folder: Path) -> Iterator[tuple[Case, AnswerRow, Given]]:
    manifest = read_manifest(folder)
    cases = {one.id: one for one in read_set(folder / SET).cases}
    order = {id_: n for n, id_ in enumerate(cases)}
    rows = [row for row in read_answers(folder) if row.run == manifest.fingerprint and row.case in cases]
    for row in sorted(rows, key=lambda row: (order[row.case], row.repeat)):
        case = cases[row.case]
        if row.answer is not None and row.digest == case_digest(case):
            yield case, row, row.answer


def _add(found: dict[tuple[str, str], Task], case: Case, row: AnswerRow, given: Given, place: Place) -> None:
    key = (row.digest, answer_digest(row))
    known = found.get(key)
    if known is None:
        found[key] = Task(case, *key, given, items(case, given), (place,))
    elif place not in known.places:
        found[key] = Task(known.case, *key, known.given, known.items, (*known.places, place))


def items(case: Case, given: Given) -> tuple[Item, ...]:
    """What is to be labelled, in the order of reading: each statement that says something of the law,
    its citations, the points of a right answer, the whole.
    """
    found: list[Item] = []
    claimed = set(map(id, claims(given)))
    for at, said in enumerate(given.statements):
        if id(said) in claimed:
            found += [Item(Matter.STATEMENT, at), *_citations(at, said, given)]
    if case.answerable and given.outcome in SAID:
        found += [Item(Matter.NUGGET, at, about=digest(point.text)) for at, point in enumerate(case.nuggets)]
    return (*found, Item(Matter.WHOLE))


def _citations(at: int, said: Spoken, given: Given) -> list[Item]:
    """Not of a quotation that is word for word in what it cites: code sees that better than people."""
    named = [n for n in dict.fromkeys(said.citations) if 0 <= n < len(given.citations)]
    if said.part is Part.QUOTE and _verbatim(said, [given.citations[n].quote for n in named]):
        return []
    return [Item(Matter.CITATION, at, n) for n in named]


def _verbatim(said: Spoken, quotes: Sequence[str]) -> bool:
    words = [plain(one).strip(' "…') for one in quotations(said)]
    return bool(words) and all(any(one in plain(quote) for quote in quotes) for one in words)
