"""Internal texts never reach an asker with public access, by any door."""

from datetime import date

import pytest

from assistant.domain.document import Access, RelationKind
from assistant.domain.number import DocumentNumber

INTERNAL = DocumentNumber("2/2031/TB-X")


@pytest.fixture
def mixed(library, make, publish):
    """One public document and one internal one that amends and repeals the first."""
    ending = (
        make.relation(RelationKind.REPLACES, "2/2031/TB-X#dieu-1", "1/2031/TT-X", date(2032, 1, 1)),
        make.relation(RelationKind.REPEALS, "2/2031/TB-X#dieu-1", "1/2031/TT-X#dieu-1", date(2032, 1, 1)),
    )
    public = make.document("1/2031/TT-X", title="Chung")
    hidden = make.document("2/2031/TB-X", title="Chung", access=Access.INTERNAL, relations=ending)
    library.put_document(public, make.file("a.pdf"), edition=library.begin().number)
    result = library.put_document(hidden, make.file("b.pdf"), edition=library.begin().number)
    return library, publish(library), result.document_id


def test_the_public_sees_no_internal_text_by_any_door(mixed, make):
    library, edition, hidden_id = mixed
    every = list(range(1, 100))
    path = make.path("2/2031/TB-X#dieu-1")

    assert {s.document.number for s in library.provisions(every, edition=edition)} == {
        DocumentNumber("1/2031/TT-X")
    }
    assert library.provision(path, edition=edition) is None
    assert library.outline(INTERNAL, edition=edition) == []
    assert library.document(INTERNAL, edition=edition) is None
    assert library.documents(edition=edition, text="chung")[1] == 1
    assert [r.head.number for r in library.documents(edition=edition)[0]] == [DocumentNumber("1/2031/TT-X")]
    assert library.numbers(edition) == [DocumentNumber("1/2031/TT-X")]
    assert len(list(library.live_ids(edition, Access.PUBLIC))) == 1
    assert library.relations_to(DocumentNumber("1/2031/TT-X"), edition=edition) == []
    assert library.relations_from(INTERNAL, edition=edition) == []
    assert library.source_file(hidden_id) is None


def test_what_an_internal_text_ends_stays_open_for_the_public(mixed):
    library, edition, _ = mixed
    number = DocumentNumber("1/2031/TT-X")
    public = library.outline(number, edition=edition)[0]
    internal = library.outline(number, edition=edition, access=Access.INTERNAL)[0]

    assert (public.document.expires_on, public.expires_on) == (None, None)
    assert internal.document.expires_on == internal.expires_on == date(2032, 1, 1)
    assert library.document(number, edition=edition).head.expires_on is None
    assert library.document(number, edition=edition, access=Access.INTERNAL).head.expires_on == date(
        2032, 1, 1
    )


def test_internal_askers_see_both(mixed, make):
    library, edition, hidden_id = mixed
    inside = {"edition": edition, "access": Access.INTERNAL}

    assert len(library.provisions(list(range(1, 100)), **inside)) == 2
    assert library.provision(make.path("2/2031/TB-X#dieu-1"), **inside) is not None
    assert len(library.outline(INTERNAL, **inside)) == 1
    assert library.document(INTERNAL, **inside).head.access is Access.INTERNAL
    assert library.documents(**inside)[1] == 2
    assert len(library.numbers(edition, Access.INTERNAL)) == 2
    assert len(list(library.live_ids(edition, Access.INTERNAL))) == 2
    assert len(library.relations_to(DocumentNumber("1/2031/TT-X"), **inside)) == 2
    assert library.source_file(hidden_id, access=Access.INTERNAL) == make.file("b.pdf")
    assert {stored.document.access for stored in library.added(edition)} == set(Access)
    assert library.counts(edition)["internal_documents"] == 1
