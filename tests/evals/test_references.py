"""References drawn from a library, and what counts as right."""

import random
from datetime import date

import pytest

from assistant.domain.document import Document, DocumentKind, Head, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.library import Library
from assistant.library.records import Source
from evals.reference_drawing import Drawing
from evals.reference_spellings import SPELLINGS, Target
from ingest.structure import parse_article_text

TEXT = "1. Vườn có luống:\na) Luống rau;\nb) Luống hoa.\n2. Vườn có giếng."
HEADS = (
    Head(DocumentNumber("7/2031/NĐ-CP"), DocumentKind.DECREE, "Về vườn trường", issued_on=date(2031, 2, 3)),
    Head(DocumentNumber("7/2031/TT-BGDM"), DocumentKind.CIRCULAR, "Về giếng", issued_on=date(2031, 5, 6)),
    Head(DocumentNumber("7/2031/TT-BYM"), DocumentKind.CIRCULAR, "Về thuốc", issued_on=date(2031, 5, 6)),
    Head(DocumentNumber("3/2030/QH99"), DocumentKind.LAW, "Luật Vườn và giếng", issued_on=date(2030, 6, 1)),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    made = Library.open(f"sqlite:///{tmp_path_factory.mktemp('drawn') / 'library.sqlite3'}")
    edition = made.begin().number
    for at, head in enumerate(HEADS):
        articles = []
        for label in "123":
            path = ProvisionPath(head.number, segments=(Segment(UnitKind.ARTICLE, label),))
            units = parse_article_text(path, TEXT)
            articles.append(Provision(path, UnitKind.ARTICLE, f"Điều {label}", "Vườn", TEXT, units=units))
        source = Source(f"{at}.txt", f"{at:064x}", "text/plain", 1)
        made.put_document(Document(head, tuple(articles)), source, edition=edition)
    made.publish(edition, "none")
    yield made
    made.close()


def test_a_drawing_is_the_same_for_the_same_seed(library):
    first, second = ([each.words for each in Drawing(library, 3).references(60)] for _ in range(2))
    assert first == second


def test_a_tenth_does_not_exist_and_the_rest_fits_one_document(library):
    drawn = list(Drawing(library, 3).references(200))
    counted = [each for each in drawn if not each.ambiguous]
    assert len(counted) == 200
    assert sum(bool(each.absent) for each in counted) == 20
    assert {each.absent for each in counted} == {"", "document", "article", "clause", "point"}
    assert all(each.fits == {each.target.number.key} for each in counted if not each.absent)


def test_short_words_for_two_ministries_are_ambiguous(library):
    both = {"7/2031/tt-bgdm", "7/2031/tt-bym"}
    drawn = [each for each in Drawing(library, 3).references(200) if each.ambiguous]
    assert drawn
    assert all(each.fits == both for each in drawn)


def test_what_does_not_exist_is_beyond_what_does(library):
    for each in Drawing(library, 5).references(200):
        if each.absent == "article":
            assert int(each.target.article) > 3
        if each.absent == "clause":
            assert int(each.target.clause) > 2
        if each.absent == "point":
            assert each.target.point > "b" or each.target.point == "đ"
        if each.absent == "document":
            assert not each.fits


def test_there_are_at_least_twelve_spellings_and_each_is_written_of_some_document():
    decree, decision = DocumentNumber("7/2031/NĐ-CP"), DocumentNumber("9/2031/QĐ-TTg")
    circular, law = DocumentNumber("8/2031/TT-BGDĐT"), DocumentNumber("3/2030/QH99")
    day = date(2031, 2, 3)
    targets = [
        Target(decree, DocumentKind.DECREE, "Về vườn", day, 2031, "5", "2", "b"),
        Target(circular, DocumentKind.CIRCULAR, "Về giếng", day, 2031, "5"),
        Target(decision, DocumentKind.DECISION, "Về vườn", day, 2031, "5"),
        Target(law, DocumentKind.LAW, "Luật Vườn và giếng", date(2030, 6, 1), 2030, "5"),
    ]
    assert len(SPELLINGS) >= 12
    for spelling in SPELLINGS:
        assert any(spelling.make(target, random.Random(1)) for target in targets), spelling.name
