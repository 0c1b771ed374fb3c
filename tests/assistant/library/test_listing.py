"""The list of documents, its filters, and relations between documents."""

from datetime import date

import pytest

from assistant.domain.document import DocumentKind, RelationKind
from assistant.domain.number import DocumentNumber


@pytest.fixture
def shelf(library, make, publish):
    """Four documents; returns the library and its edition."""
    kinds = (DocumentKind.LAW, DocumentKind.CIRCULAR, DocumentKind.CIRCULAR, DocumentKind.LETTER)
    numbers = ("1/2031/QH99", "2/2031/TT-BGDĐX", "3/2031/TT-BYX", "4/2031/CV-50%_X")
    titles = ("Luật Mẫu", "Học phí trường Mẫu", "Khám bệnh", "Giảm 50% học_phí")
    for kind, number, title in zip(kinds, numbers, titles, strict=True):
        document = make.document(number, kind=kind, title=title, issuer="Bộ Mẫu")
        library.put_document(document, make.file(number), edition=library.begin().number)
    return library, publish(library)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ["1/2031/QH99", "2/2031/TT-BGDĐX", "3/2031/TT-BYX", "4/2031/CV-50%_X"]),
        ("học phí", ["2/2031/TT-BGDĐX", "4/2031/CV-50%_X"]),
        ("HOC PHI", ["2/2031/TT-BGDĐX", "4/2031/CV-50%_X"]),
        ("mẫu học", ["2/2031/TT-BGDĐX", "4/2031/CV-50%_X"]),
        ("2/2031/tt-bgdđx", ["2/2031/TT-BGDĐX"]),
        ("%", ["4/2031/CV-50%_X"]),
        ("_", ["4/2031/CV-50%_X"]),
        ("h_c", []),
        ("/", ["1/2031/QH99", "2/2031/TT-BGDĐX", "3/2031/TT-BYX", "4/2031/CV-50%_X"]),
        ("\\", []),
        ("' OR 1=1 --", []),
    ],
)
def test_the_list_is_filtered_by_words_not_by_patterns(shelf, text, numbers):
    library, edition = shelf
    records, total = library.documents(edition=edition, text=text)
    assert [record.head.number.text for record in records] == numbers
    assert total == len(numbers)


def test_the_list_is_filtered_by_kind_and_cut_into_pages(shelf):
    library, edition = shelf
    records, total = library.documents(edition=edition, kind=DocumentKind.CIRCULAR, offset=1, limit=1)
    assert ([record.head.number.text for record in records], total) == (["3/2031/TT-BYX"], 2)


def test_numbers_are_those_of_the_edition(shelf, make, publish):
    library, edition = shelf
    library.remove_document(DocumentNumber("1/2031/QH99"), edition=library.begin().number)
    after = publish(library)
    assert len(library.numbers(edition)) == 4
    assert DocumentNumber("1/2031/QH99") not in library.numbers(after)


@pytest.fixture
def bearing(library, make, publish):
    relations = (
        make.relation(
            RelationKind.AMENDS, "9/2031/TT-X#dieu-1", "1/2031/TT-X#dieu-5.khoan-2", date(2031, 5, 1)
        ),
        make.relation(RelationKind.CITES, "9/2031/TT-X#dieu-2", "1/2031/TT-X#dieu-5"),
        make.relation(RelationKind.CITES, "9/2031/TT-X#dieu-3", "1/2031/TT-X#dieu-50"),
        make.relation(RelationKind.REPLACES, "9/2031/TT-X#dieu-4", "1/2031/TT-X"),
        make.relation(RelationKind.CITES, "9/2031/TT-X#dieu-2", "1/2031/TT-X#quy-che/dieu-5"),
    )
    library.put_document(
        make.document("9/2031/TT-X", relations=relations), make.file(), edition=library.begin().number
    )
    return library, publish(library), relations


@pytest.mark.parametrize(
    ("place", "indexes"),
    [
        ("#dieu-5", [0, 1]),
        ("#dieu-5.khoan-2", [0, 1]),
        ("#dieu-5.khoan-3", [1]),
        ("#dieu-50", [2]),
        ("#quy-che/dieu-5", [4]),
        ("#quy-che/dieu-9", []),
        ("", [0, 1, 2, 3, 4]),
    ],
)
def test_relations_to_a_place_are_those_that_touch_it(bearing, make, place, indexes):
    library, edition, relations = bearing
    found = library.relations_to(make.path(f"01/2031/tt-x{place}"), edition=edition)
    assert found == [relations[i] for i in indexes]


def test_relations_from_a_document_and_from_a_provision(bearing, make):
    library, edition, relations = bearing
    assert set(library.relations_from(DocumentNumber("9/2031/TT-X"), edition=edition)) == set(relations)
    assert library.relations_from(make.path("9/2031/TT-X#dieu-4"), edition=edition) == [relations[3]]


def test_relations_end_with_the_document_that_states_them(bearing, publish):
    library, edition, _ = bearing
    library.remove_document(DocumentNumber("9/2031/TT-X"), edition=library.begin().number)
    after = publish(library)
    assert library.relations_to(DocumentNumber("1/2031/TT-X"), edition=edition)
    assert library.relations_to(DocumentNumber("1/2031/TT-X"), edition=after) == []
