"""Documents go in whole and come out equal."""

from datetime import date

import pytest

from assistant.domain.document import (
    Access,
    Document,
    DocumentKind,
    Head,
    LineSpan,
    Provision,
    RelationKind,
    Unit,
)
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.library.records import PageRecord, PutState

NUMBER = DocumentNumber("07/2031/QĐ-ĐHX")


@pytest.fixture
def regulation(make):
    """A decision with a chapter, clauses with a đ, an attached regulation, an annex and prose."""
    root = ProvisionPath(NUMBER)
    chapter = make.path("07/2031/QĐ-ĐHX#chuong-i")
    section = make.path("07/2031/QĐ-ĐHX#chuong-i.muc-2")
    article = make.path("07/2031/QĐ-ĐHX#dieu-5a")
    inner = make.path("07/2031/QĐ-ĐHX#quy-che/dieu-1")
    words = "1. Mở đầu.\n2. Tiếp:\na) một;\nđ) hai."
    units = (
        Unit(article.child(Segment(UnitKind.CLAUSE, "1")), UnitKind.CLAUSE, "1.", 0, 10),
        Unit(article.child(Segment(UnitKind.CLAUSE, "2")), UnitKind.CLAUSE, "2.", 11, len(words)),
        Unit(make.path(f"{article}.khoan-2.diem-đ"), UnitKind.POINT, "đ)", 28, len(words)),
    )
    head = Head(
        NUMBER,
        DocumentKind.DECISION,
        "Về việc ban hành quy chế mẫu",
        issuer="Trường X",
        issued_on=date(2031, 1, 2),
        in_force_from=date(2031, 2, 1),
        expires_on=date(2035, 1, 1),
        signer="Nguyễn Văn A",
        signer_title="HIỆU TRƯỞNG",
        place="Nơi nào đó",
        legal_bases=("Căn cứ thứ nhất;", "Căn cứ thứ hai."),
        url="https://example.org/7",
        sample=True,
        topic="Mẫu",
    )
    provisions = (
        Provision(chapter, UnitKind.CHAPTER, "Chương I", "QUY ĐỊNH CHUNG", ""),
        Provision(section, UnitKind.SECTION, "Mục 2", "Riêng", "", parent=chapter),
        Provision(
            article,
            UnitKind.ARTICLE,
            "Điều 5a",
            "Cách làm",
            words,
            parent=section,
            units=units,
            lines=(LineSpan(0, 10, 3, (0.1, 0.2, 0.9, 0.25)), LineSpan(11, 20, 4, (0.0, 0.0, 1.0, 0.5))),
            in_force_from=date(2031, 3, 1),
            expires_on=date(2034, 1, 1),
            note="Ghi chú",
            url="https://example.org/7#5a",
        ),
        Provision(make.path(f"{NUMBER}#quy-che"), UnitKind.ATTACHED, "QUY CHẾ", "Mẫu", ""),
        make.article(str(inner), "Điều của quy chế.", parent=make.path(f"{NUMBER}#quy-che")),
        Provision(make.path(f"{NUMBER}#phu-luc-i"), UnitKind.ANNEX, "Phụ lục I", "Biểu mẫu", "a | b"),
        Provision(make.path(f"{NUMBER}#doan-12"), UnitKind.PARAGRAPH, "", "", "Lời văn xuôi."),
    )
    relations = (
        make.relation(RelationKind.BASED_ON, str(root), "1/2030/QH99"),
        make.relation(RelationKind.AMENDS, str(article), "2/2030/TT-X#dieu-4.khoan-1", date(2031, 2, 1)),
        make.relation(RelationKind.RELATED, str(root), None),
    )
    return Document(head, provisions, relations, ("Lưu ý một.", "Lưu ý hai."))


PAGES = (PageRecord(1, 595.0, 842.0, "text"), PageRecord(2, 595.0, 842.5, "ocr", "quét lại"))


def test_a_document_comes_back_with_every_field(library, make, publish, regulation):
    source = make.file("quy-che.pdf")
    result = library.put_document(regulation, source, edition=library.begin().number, pages=PAGES)
    edition = publish(library)

    record = library.document(NUMBER, edition=edition)
    assert result.state is PutState.ADDED
    assert record.id == result.document_id
    assert record.head == regulation.head
    assert record.source == source
    assert record.pages == PAGES
    assert record.warnings == regulation.warnings
    assert record.relations == regulation.relations
    assert record.provisions == len(regulation.provisions)


def test_provisions_come_back_equal_and_in_order(library, make, publish, regulation):
    library.put_document(regulation, make.file(), edition=library.begin().number)
    found = library.outline(NUMBER, edition=publish(library))

    assert [stored.provision for stored in found] == list(regulation.provisions)
    assert tuple(stored.provision for stored in found) == regulation.provisions
    assert hash(found[2].provision) == hash(regulation.provisions[2])
    assert {stored.document for stored in found} == {regulation.head}


def test_headings_run_from_the_largest_unit_down(library, make, publish, regulation):
    library.put_document(regulation, make.file(), edition=library.begin().number)
    found = library.outline(NUMBER, edition=publish(library))
    headings = {str(stored.provision.path).partition("#")[2]: stored.headings for stored in found}

    assert headings["dieu-5a"] == ("Chương I. QUY ĐỊNH CHUNG", "Mục 2. Riêng")
    assert headings["quy-che/dieu-1"] == ("QUY CHẾ. Mẫu",)
    assert headings["chuong-i"] == ()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("#dieu-5a", "#dieu-5a"),
        ("#dieu-5a.khoan-2", "#dieu-5a"),
        ("#dieu-5a.khoan-2.diem-đ", "#dieu-5a"),
        ("#dieu-5a.khoan-99", "#dieu-5a"),
        ("#quy-che/dieu-1.khoan-1", "#quy-che/dieu-1"),
        ("#quy-che/dieu-9", "#quy-che"),
        ("#phu-luc-i", "#phu-luc-i"),
        ("#chuong-i.muc-2", "#chuong-i.muc-2"),
        ("#doan-12", "#doan-12"),
        ("#dieu-5", None),
        ("", None),
    ],
)
def test_a_path_gives_the_stored_unit_it_stands_in(library, make, publish, regulation, asked, found):
    library.put_document(regulation, make.file(), edition=library.begin().number)
    edition = publish(library)

    stored = library.provision(make.path(f"07/2031/qđ-đhx{asked}"), edition=edition)
    assert (None if stored is None else str(stored.provision.path)) == (found and f"{NUMBER}{found}")


def test_only_what_can_be_found_by_itself_is_given_to_the_indexes(library, make, regulation):
    edition = library.begin().number
    library.put_document(regulation, make.file(), edition=edition)

    tails = [str(stored.provision.path).partition("#")[2] for stored in library.added(edition)]
    assert tails == ["dieu-5a", "quy-che/dieu-1", "phu-luc-i", "doan-12"]
    assert library.added_count(edition) == 4
    assert list(library.live_ids(edition, Access.PUBLIC)) == [stored.id for stored in library.added(edition)]


def test_added_goes_on_after_an_id(library, make):
    edition = library.begin().number
    library.put_document(
        make.document("1/2031/TT-X", {str(n): "lời" for n in range(1, 8)}), make.file(), edition=edition
    )

    first = library.added(edition, limit=3)
    rest = library.added(edition, after_id=first[-1].id, limit=100)
    assert [stored.provision.path.article for stored in [*first, *rest]] == [str(n) for n in range(1, 8)]


def test_text_that_no_database_holds_is_kept_with_its_offsets(library, make, publish):
    words = "1. a\x00b \ud800 c"
    document = make.document("1/2031/TT-X", {"1": words}, title="Tên\x00", issuer="\udfff")
    library.put_document(document, make.file(), edition=library.begin().number)

    stored = library.outline(DocumentNumber("1/2031/TT-X"), edition=publish(library))[0]
    assert stored.provision.text == "1. a\ufffdb \ufffd c"
    assert len(stored.provision.text) == len(words)
    assert stored.document.issuer == "\ufffd"


def test_a_path_that_stands_twice_gets_an_ordinal_instead_of_a_refusal(library, make, publish):
    document = make.document("1/2031/TT-X", {"1": "lời đầu"})
    twice = Document(document.head, document.provisions * 3)
    library.put_document(twice, make.file(), edition=library.begin().number)

    found = library.outline(DocumentNumber("1/2031/TT-X"), edition=publish(library))
    assert [str(stored.provision.path).partition("#")[2] for stored in found] == [
        "dieu-1",
        "dieu-1~2",
        "dieu-1~3",
    ]


class TestSameNumberTwice:
    """A number belongs to the file it came from."""

    def test_same_bytes_are_unchanged(self, library, make):
        edition = library.begin().number
        document = make.document("1/2031/TT-X")
        first = library.put_document(document, make.file("a.pdf"), edition=edition)
        again = library.put_document(document, make.file("b.pdf", bytes_="a.pdf"), edition=edition)

        assert (again.state, again.document_id) == (PutState.UNCHANGED, first.document_id)

    def test_another_file_is_a_conflict_that_names_the_first(self, library, make, publish, words):
        library.put_document(
            make.document("1/2031/TT-X"), make.file("gốc.pdf"), edition=library.begin().number
        )
        publish(library)
        other = make.document("01/2031/tt-x", {"1": "Lời khác."})
        result = library.put_document(other, make.file("khác.pdf"), edition=library.begin().number)

        assert (result.state, result.other) == (PutState.CONFLICT, "gốc.pdf")
        assert words(library.outline(other.number, edition=publish(library))) == {
            "1/2031/TT-X#dieu-1": "1. Lời thứ nhất."
        }

    def test_another_file_replaces_it_when_told_to(self, library, make, publish, words):
        library.put_document(make.document("1/2031/TT-X"), make.file("a.pdf"), edition=library.begin().number)
        before = publish(library)
        other = make.document("1/2031/TT-X", {"2": "Lời khác."})
        result = library.put_document(other, make.file("b.pdf"), edition=library.begin().number, replace=True)
        after = publish(library)

        assert result.state is PutState.REPLACED
        assert words(library.outline(other.number, edition=before)) == {
            "1/2031/TT-X#dieu-1": "1. Lời thứ nhất."
        }
        assert words(library.outline(other.number, edition=after)) == {"1/2031/TT-X#dieu-2": "Lời khác."}

    def test_a_corrected_file_at_the_same_path_replaces_it(self, library, make):
        edition = library.begin().number
        library.put_document(make.document("1/2031/TT-X"), make.file("a.pdf"), edition=edition)
        corrected = make.file("a.pdf", bytes_="đã sửa")
        result = library.put_document(
            make.document("1/2031/TT-X", {"1": "Lời đã sửa."}), corrected, edition=edition
        )

        assert result.state is PutState.REPLACED

    def test_sources_without_a_path_are_not_the_same_file(self, library, make):
        edition = library.begin().number
        library.put_document(make.document("1/2031/TT-X"), make.file("a.pdf", path=""), edition=edition)
        result = library.put_document(
            make.document("1/2031/TT-X"), make.file("b.pdf", path=""), edition=edition
        )

        assert result.state is PutState.CONFLICT

    def test_the_same_bytes_made_internal_are_no_longer_public(self, library, make, publish):
        library.put_document(make.document("1/2031/TT-X"), make.file(), edition=library.begin().number)
        publish(library)
        internal = make.document("1/2031/TT-X", access=Access.INTERNAL)
        result = library.put_document(internal, make.file(), edition=library.begin().number)

        assert result.state is PutState.REPLACED
        assert library.outline(internal.number, edition=publish(library)) == []


def test_removing_takes_a_document_out_of_the_next_edition_only(library, make, publish):
    number = DocumentNumber("1/2031/TT-X")
    library.put_document(make.document("1/2031/TT-X"), make.file(), edition=library.begin().number)
    before = publish(library)

    assert library.remove_document(number, edition=library.begin().number)
    assert library.document(number, edition=library.edition().number) is not None
    after = publish(library)
    assert library.document(number, edition=before) is not None
    assert library.document(number, edition=after) is None
    assert library.outline(number, edition=after) == []
    assert not library.remove_document(number, edition=library.begin().number)


class TestSources:
    def test_a_source_is_seen_while_a_document_lives_from_it(self, library, make, publish):
        source = make.file("a.pdf")
        assert library.source_seen(source.sha256) is None
        library.put_document(make.document("1/2031/TT-X"), source, edition=library.begin().number)
        record = library.source_seen(source.sha256)
        assert (record.source, record.documents, record.access) == (source, ("1/2031/TT-X",), Access.PUBLIC)

        publish(library)
        library.remove_document(DocumentNumber("1/2031/TT-X"), edition=library.begin().number)
        assert library.source_seen(source.sha256) is None

    def test_sources_nothing_comes_from_are_dropped(self, library, make, publish):
        for name in ("a.pdf", "b.pdf"):
            document = make.document(f"{ord(name[0])}/2031/TT-X")
            library.put_document(document, make.file(name), edition=library.begin().number)
        publish(library)
        library.remove_document(DocumentNumber("97/2031/TT-X"), edition=library.begin().number)
        publish(library)
        assert library.source_hashes() == {make.file("a.pdf").sha256, make.file("b.pdf").sha256}
        library.vacuum()
        assert library.source_hashes() == {make.file("b.pdf").sha256}

    def test_a_documents_source_is_found_by_its_id(self, library, make):
        result = library.put_document(
            make.document("1/2031/TT-X"), make.file(), edition=library.begin().number
        )
        assert library.source_file(result.document_id) == make.file()
        assert library.source_file(result.document_id + 1) is None
