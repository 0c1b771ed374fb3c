"""TREC topics and qrels.

Qrels: topic, iteration (not used), document, relevance, with blanks between; documents that are not
judged are taken as irrelevant (trec.nist.gov/data/qrels_eng). Topics: ``<top>`` with ``<num> Number:``,
``<title>``, ``<desc> Description:``, ``<narr> Narrative:``, tags not closed (as the reader of Lucene's
benchmark, ``TrecTopicsReader``, documents them), closed ones and XML with ``<topic number="1">`` too;
or a line each with id, tab, question (MS MARCO and TREC Deep Learning).
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from evals.cases import Case
from evals.sets.formats.files import lines_of, text_of, wrong
from evals.sets.formats.judged import Judged, cases_of
from evals.sets.formats.stated import Stated

SOURCE = "trec"
_TOP = re.compile(
    r"<top(?:ic)?(?=[\s>])(?P<given>[^>]*)>(?P<body>.*?)(?=</top(?:ic)?>|<top(?:ic)?[\s>]|\Z)", re.S
)
_NUM = re.compile(r"<num>\s*(?:Number:)?\s*(?P<num>[^<\s]+)", re.IGNORECASE)
_NUMBER = re.compile(r"number\s*=\s*[\"'](?P<num>[^\"']+)[\"']")
_PART = r"<{0}>\s*(?:Topic:|Description:)?\s*(?P<words>[^<]*)"
_TOPICS = "Tệp topics: mỗi chủ đề là <top><num>…<title>…</top>, hoặc mỗi dòng một mã, dấu tab, câu hỏi."
_QRELS = "Mỗi dòng của qrels: mã câu hỏi, 0, mã điều khoản, mức liên quan."


def read_trec(topics: Path, qrels: Path, stated: Stated, field: str = "title") -> list[Case]:
    """The topics that ``qrels`` judges, asked by their ``field`` (``title`` or ``desc``). Raise
    ``BadRequest``.
    """
    source = f"{SOURCE}:{topics.stem}"
    return cases_of(read_topics(topics, field), _judgements(qrels), stated, qrels, stated.names, source)


def read_topics(path: Path, field: str = "title") -> dict[str, str]:
    """The questions by the ids of their topics."""
    text = text_of(path)
    found: dict[str, str] = {}
    for n, id_, words in _marked(text, field) if _TOP.search(text) else _tabbed(path):
        if not id_ or not words:
            wrong(path, n, "chủ đề thiếu mã hoặc câu hỏi", _TOPICS)
        if id_ in found:
            wrong(path, n, f"mã {id_} đã có ở trên", "Cho mỗi chủ đề một mã riêng.")
        found[id_] = words
    if not found:
        wrong(path, None, "không có chủ đề nào", _TOPICS)
    return found


def _marked(text: str, field: str) -> Iterator[tuple[int, str, str]]:
    part = re.compile(_PART.format(re.escape(field)), re.IGNORECASE)
    for top in _TOP.finditer(text):
        num = _NUM.search(top["body"]) or _NUMBER.search(top["given"])
        words = part.search(top["body"])
        line = text.count("\n", 0, top.start()) + 1
        yield (
            line,
            num["num"] if num else "",
            " ".join(html.unescape(words["words"]).split()) if words else "",
        )


def _tabbed(path: Path) -> Iterator[tuple[int, str, str]]:
    for n, line in lines_of(path):
        id_, _, words = line.partition("\t")
        yield n, id_.strip(), words.strip()


def _judgements(path: Path) -> Iterator[Judged]:
    for n, line in lines_of(path):
        cells = line.split()
        try:
            topic, _, place, grade = cells
            yield Judged(n, topic, place, float(grade))
        except ValueError:
            wrong(path, n, "không có bốn cột của qrels", _QRELS)
