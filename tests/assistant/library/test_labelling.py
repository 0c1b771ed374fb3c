"""What stands above a provision: of the provisions alone that the asker sees, on both databases."""

import pytest

from assistant.domain.document import Access, DocumentKind, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.library.labelling import Label

OPEN, INSIDE = "7/2031/TT-BGDM", "8/QĐ-THM"


@pytest.fixture
def shelf(library, make, publish):
    """A public circular and an internal decision; returns the library, the edition and a look-up."""
    public = make.document(
        OPEN, {"5": "1. Ong.", "15a": "1. Ong mật."}, kind=DocumentKind.CIRCULAR, title="Nuôi ong"
    )
    inside = make.document(INSIDE, {"1": "1. Kín."}, kind=DocumentKind.DECISION, access=Access.INTERNAL)
    for document in (public, inside):
        name = str(document.number)
        library.put_document(document, make.file(name), edition=library.begin().number)
    return library, publish(library)


def ids_of(library, edition, number):
    found = library.outline(DocumentNumber(number), edition=edition, access=Access.INTERNAL)
    return [stored.id for stored in found]


def test_a_label_has_heading_title_kind_article_and_length(shelf):
    library, edition = shelf
    ids = ids_of(library, edition, OPEN)
    key = DocumentNumber(OPEN).key
    assert library.labels(ids, edition=edition) == {
        ids[0]: Label(key, "Tên điều 5", "Nuôi ong", "thông tư", "5", len("1. Ong.")),
        ids[1]: Label(key, "Tên điều 15a", "Nuôi ong", "thông tư", "15a", len("1. Ong mật.")),
    }


def test_the_public_never_gets_a_label_of_an_internal_row(shelf):
    library, edition = shelf
    inside = ids_of(library, edition, INSIDE)
    assert inside
    assert library.labels(inside, edition=edition) == {}
    labelled = library.labels(inside, edition=edition, access=Access.INTERNAL)
    assert [label.kind for label in labelled.values()] == ["quyết định"]
    both = [*ids_of(library, edition, OPEN), *inside]
    assert set(library.labels(both, edition=edition)) == set(both) - set(inside)


def test_no_ids_and_ids_that_are_not_there_have_no_labels(shelf):
    library, edition = shelf
    assert library.labels([], edition=edition) == {}
    assert library.labels([987_654_321], edition=edition) == {}


def test_a_removed_document_has_labels_in_the_older_edition_alone(shelf, publish):
    library, edition = shelf
    ids = ids_of(library, edition, OPEN)
    library.remove_document(DocumentNumber(OPEN), edition=library.begin().number)
    later = publish(library)
    assert library.labels(ids, edition=later) == {}
    assert set(library.labels(ids, edition=edition)) == set(ids)


def test_what_belongs_to_no_article_has_none(library, make, publish):
    number = DocumentNumber(OPEN)
    paths = {
        "phu-luc-1": (UnitKind.ANNEX, ""),
        "phan-1": (UnitKind.PART, ""),
        "quy-che/dieu-3": (UnitKind.ARTICLE, "3"),
        "chuong-ii": (UnitKind.CHAPTER, ""),
    }
    parsed = {ProvisionPath.parse(f"{number}#{tail}"): told for tail, told in paths.items()}
    units = tuple(Provision(path, kind, "Nhãn", "Tên", "Lời.") for path, (kind, _) in parsed.items())
    made = make.document(OPEN)
    document = type(made)(made.head, units)
    library.put_document(document, make.file(OPEN), edition=library.begin().number)
    edition = publish(library)
    outline = library.outline(number, edition=edition, access=Access.PUBLIC)
    labels = library.labels([stored.id for stored in outline], edition=edition)
    assert {stored.provision.path: labels[stored.id].article for stored in outline} == {
        path: article for path, (_, article) in parsed.items()
    }
