"""BEIR folders, which MTEB uses too.

``queries.jsonl`` has ``{"_id", "text"}`` a line, ``qrels/<part>.tsv`` a header and then query's id,
corpus' id and score with tabs between (or ``qrels/<part>.jsonl`` with ``query-id``, ``corpus-id``,
``score``), ``corpus.jsonl`` ``{"_id", "title", "text", "metadata"}``. Source of the form: BEIR's wiki,
"Load your custom dataset" (github.com/beir-cellar/beir/wiki), and the data sets on the Hugging Face
hub that MTEB reads (``config_name: default, corpus, queries``).

A query without a judgement belongs to another part and is passed over, as BEIR does; one whose
judgements all lie under ``Stated.least`` is refused: a set of cases has no question without gold that
nobody called unanswerable.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.errors import BadRequest
from evals.cases import Case
from evals.sets.formats.addresses import NEXT, address_of
from evals.sets.formats.files import json_lines, lines_of, told, word, wrong
from evals.sets.formats.judged import Judged, cases_of
from evals.sets.formats.stated import Stated

SOURCE = "beir"
_FORM = "Thư mục BEIR có queries.jsonl và qrels/PHẦN.tsv (dòng đầu: query-id, corpus-id, score)."


def is_beir(path: Path) -> bool:
    """Whether a folder looks like one."""
    return path.is_dir() and (path / "queries.jsonl").is_file() and (path / "qrels").is_dir()


def read_beir(folder: Path, stated: Stated, part: str | None = None) -> list[Case]:
    """The cases of a part (``test``); without one, of the only part there is. Raise ``BadRequest``."""
    qrels = _qrels_file(folder, part)
    questions = _questions(folder / "queries.jsonl")
    places = _places(folder / "corpus.jsonl", stated.names)
    return cases_of(questions, _judgements(qrels), stated, qrels, places, f"{SOURCE}:{folder.name}")


def _qrels_file(folder: Path, part: str | None) -> Path:
    found = sorted([*folder.glob("qrels/*.tsv"), *folder.glob("qrels/*.jsonl")])
    by_part = {file.stem: file for file in reversed(found)}
    if part is None and len(by_part) == 1:
        return next(iter(by_part.values()))
    if part in by_part:
        return by_part[part]
    words = f"không có phần “{part}”" if part else "có nhiều phần" if by_part else "không có qrels"
    hint = f"Chọn một trong: {', '.join(sorted(by_part))}." if by_part else _FORM
    raise BadRequest(f"{folder.name}: {words}.", hint)


def _questions(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for n, row in json_lines(path, _FORM):
        try:
            id_, text = word(row, "_id", "id"), word(row, "text")
        except ValueError as error:
            wrong(path, n, told(error), _FORM)
        if id_ in found:
            wrong(path, n, f"mã {id_} đã có ở dòng trên", "Cho mỗi câu hỏi một mã riêng.")
        found[id_] = text
    return found


def _places(corpus: Path, names: Mapping[str, str]) -> dict[str, str]:
    """Addresses that ``metadata`` tells (``path``, or ``document`` and ``article``), by corpus id."""
    found = dict(names)
    if not corpus.is_file():
        return found
    for n, row in json_lines(corpus, _FORM):
        metadata = row.get("metadata") if isinstance(row, dict) else None
        if not isinstance(metadata, dict) or not metadata.keys() & {"path", "document"}:
            continue
        try:
            told_ = metadata.get("path") or f"{word(metadata, 'document')}+{word(metadata, 'article')}"
            found[word(row, "_id", "id")] = address_of(str(told_), names)
        except ValueError as error:
            wrong(corpus, n, told(error), NEXT)
    return found


def _judgements(path: Path) -> Iterator[Judged]:
    rows = _tabbed(path) if path.suffix == ".tsv" else json_lines(path, _FORM)
    for n, row in rows:
        try:
            yield Judged(n, word(row, "query-id"), word(row, "corpus-id"), float(row["score"]))
        except (ValueError, TypeError, KeyError):
            wrong(path, n, "không phải query-id, corpus-id và score", _FORM)


def _tabbed(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for n, line in lines_of(path):
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if len(cells) != 3:
            wrong(path, n, "không có ba cột cách nhau bằng tab", _FORM)
        if n > 1 or not _is_header(cells):
            yield n, dict(zip(("query-id", "corpus-id", "score"), cells, strict=True))


def _is_header(cells: list[str]) -> bool:
    try:
        float(cells[2])
    except ValueError:
        return True
    return False
