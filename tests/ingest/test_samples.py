"""The sample library: written in full, marked on every file, read without a warning."""

from functools import cache
from pathlib import Path

import pytest

from assistant.domain.document import Document, DocumentKind
from assistant.domain.path import UnitKind
from assistant.domain.words import nfc
from assistant.settings import Settings
from ingest.readers import read_file
from ingest.samples import LIBRARY, MARK, SOURCES
from ingest.samples.make import FORMATS, make
from ingest.samples.source import load
from ingest.structure import parse

FILES = sorted(LIBRARY.iterdir())


@cache
def words(path: Path) -> str:
    return "\n".join(line.text for line in read_file(path, Settings()).lines)


@cache
def document(path: Path) -> Document:
    return parse(read_file(path, Settings()), name=path.name)


def test_every_source_is_written_in_its_format_and_nothing_else_lies_there():
    assert {path.name for path in FILES} == {f"{name}.{kind}" for name, kind in FORMATS.items()}
    assert {path.stem for path in SOURCES.iterdir()} == set(FORMATS)
    assert {"pdf", "docx", "html", "md", "txt"} == set(FORMATS.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_that_it_has_no_legal_force(path):
    assert MARK in nfc(words(path)) or MARK in path.read_text("utf-8", errors="ignore")
    assert document(path).head.sample


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_keeps_number_subject_and_date_through_its_format(path):
    source, head = load(SOURCES / f"{path.stem}.md"), document(path).head
    assert head.number.text == source.number
    assert head.issued_on is not None
    assert head.issued_on.isoformat() == source.meta["ngay_ban_hanh"]
    assert head.title.lower() in source.meta["trich_yeu"].lower() or source.meta["trich_yeu"] in head.title
    assert not document(path).warnings


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_article_of_the_source_is_found(path):
    source = (SOURCES / f"{path.stem}.md").read_text("utf-8")
    expected = sum(line.startswith("## Điều") for line in source.splitlines())
    articles = [p for p in document(path).provisions if p.kind is UnitKind.ARTICLE]
    assert len(articles) == expected
    assert all(article.text.strip() for article in articles)


def test_the_library_shows_every_kind_it_promises():
    kinds = [document(path).head.kind for path in FILES]
    assert kinds.count(DocumentKind.CIRCULAR) >= 3
    assert {
        DocumentKind.LAW,
        DocumentKind.DECREE,
        DocumentKind.DECISION,
        DocumentKind.LETTER,
        DocumentKind.REPORT,
        DocumentKind.PLAN,
    } <= set(kinds)
    articles = sum(p.kind is UnitKind.ARTICLE for path in FILES for p in document(path).provisions)
    assert 80 <= articles <= 120


def test_the_library_is_small():
    assert sum(path.stat().st_size for path in FILES) < 600_000


def test_a_regulation_attached_to_a_decision_has_its_own_article_1():
    path = LIBRARY / "quyet-dinh-215-QD-DHSM.pdf"
    articles = [p.path for p in document(path).provisions if p.path.article == "1"]
    assert [bool(found.scope) for found in articles] == [False, True]


def test_running_heads_of_the_pdf_stand_in_no_article():
    for path in LIBRARY.glob("*.pdf"):
        articles = [p for p in document(path).provisions if p.kind is UnitKind.ARTICLE]
        assert not [p.path for p in articles if MARK in p.text]


def test_making_the_library_again_gives_the_same_text_formats(tmp_path, monkeypatch):
    formats = {name: kind for name, kind in FORMATS.items() if kind != "pdf"}
    monkeypatch.setattr("ingest.samples.make.FORMATS", formats)
    for path in make(tmp_path):
        assert path.read_bytes() == (LIBRARY / path.name).read_bytes(), path.name
