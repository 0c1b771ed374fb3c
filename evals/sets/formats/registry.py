"""The formats that sets are read from, by name, and telling which one a path is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson

from assistant.errors import BadRequest
from evals.cases import Case
from evals.sets.folder import CaseSet, Told, read_set
from evals.sets.formats.beir import is_beir, read_beir
from evals.sets.formats.files import lines_of
from evals.sets.formats.legal import read_legal
from evals.sets.formats.own import read_flips, read_retrieval
from evals.sets.formats.sheet import read_sheet
from evals.sets.formats.stated import Stated
from evals.sets.formats.trec import read_trec


@dataclass(frozen=True)
class Source:
    """Where to read. ``part``: of a BEIR folder (``test``). ``qrels``: the judgements of TREC topics."""

    path: Path
    part: str | None = None
    qrels: Path | None = None


@dataclass(frozen=True)
class Format:
    """A format: its name, in Vietnamese what it is, how it is read. ``dated``: its cases have their own
    days, so that nobody must state one.
    """

    name: str
    title: str
    read: Callable[[Source, Stated], CaseSet]
    dated: bool = False


def _own(source: Source, _: Stated) -> CaseSet:
    return read_set(source.path)


def _beir(source: Source, stated: Stated) -> CaseSet:
    return _named(source, read_beir(source.path, stated, source.part))


def _trec(source: Source, stated: Stated) -> CaseSet:
    if source.qrels is None:
        raise BadRequest("Topics của TREC cần tệp qrels đi kèm.", "Đưa thêm tệp qrels.")
    return _named(source, read_trec(source.path, source.qrels, stated))


def _named(source: Source, cases: list[Case]) -> CaseSet:
    return CaseSet(Told(name=source.path.stem, version="0"), tuple(cases))


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("cases", "bộ câu hỏi của Học Vụ: thư mục, hoặc tệp JSONL", _own, dated=True),
        Format("beir", "thư mục BEIR hoặc MTEB", _beir),
        Format("trec", "topics và qrels của TREC", _trec),
        Format("legal", "JSON của ALQAC hoặc Zalo", lambda s, t: _named(s, read_legal(s.path, t))),
        Format("csv", "CSV từ bảng tính", lambda s, t: _named(s, read_sheet(s.path, t))),
        Format("retrieval", "JSONL câu hỏi và điều", lambda s, t: _named(s, read_retrieval(s.path, t))),
        Format("flips", "cặp hai ngày", lambda s, t: _named(s, read_flips(s.path, t)), dated=True),
    )
}


def guess(source: Source) -> str:
    """The name of the format of a path, by what is in it; raise ``BadRequest`` where none fits."""
    path = source.path
    if path.is_dir():
        return "beir" if is_beir(path) else "cases"
    if source.qrels is not None:
        return "trec"
    if path.suffix.lower() in (".csv", ".tsv"):
        return "csv"
    if path.suffix.lower() == ".json":
        return "legal"
    return _of_line(path)


def _of_line(path: Path) -> str:
    line = next((line for _, line in lines_of(path)), "")
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        row = None
    members = row.keys() if isinstance(row, dict) else set()
    for name, needed in (("cases", "date_mode"), ("flips", "day1"), ("retrieval", "gold")):
        if needed in members:
            return name
    known = "; ".join(f"{one.name} ({one.title})" for one in FORMATS.values())
    raise BadRequest(f"Không rõ {path.name} là loại tệp nào.", f"Nói rõ một trong: {known}.")


def read(source: Source, stated: Stated, name: str | None = None) -> CaseSet:
    """The set at a path in the format ``name``, else in the one that it looks like. Raise
    ``BadRequest``.
    """
    if not source.path.exists():
        raise BadRequest(f"Không có {source.path}.", "Kiểm tra tên tệp hoặc thư mục.")
    name = name or guess(source)
    if name not in FORMATS:
        raise BadRequest(f"Không có định dạng “{name}”.", f"Chọn một trong: {', '.join(FORMATS)}.")
    return FORMATS[name].read(source, stated)
