"""How documents bear on each other, as their words say."""

from datetime import date

from assistant.domain.document import Document, RelationKind
from tests.ingest.structure.conftest import Read


def told(document: Document, kind: RelationKind) -> list[tuple[str, str | None]]:
    found = [r for r in document.relations if r.kind is kind]
    return [(str(r.source).partition("#")[2], str(r.target) if r.target else None) for r in found]


AMENDING = """
Số: 5/2031/TT-X
Hà Nội, ngày 10 tháng 01 năm 2031
THÔNG TƯ
Sửa đổi, bổ sung một số điều của Thông tư số 1/2029/TT-X quy định về lớp học
Căn cứ Luật Sân chơi số 7/2030/QH99;
Căn cứ Nghị định của Chính phủ về sân chơi;
Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 1/2029/TT-X
1. Sửa đổi, bổ sung điểm b khoản 2 Điều 5 như sau:
“b) Theo khoản 9 Điều 9 và bãi bỏ Điều 8.”
2. Bổ sung Điều 5a vào sau Điều 5 như sau:
“Điều 5a. Chen vào
1. Nội dung.”
3. Thay thế cụm từ “phòng giáo dục” bằng cụm từ “ủy ban nhân dân xã” tại khoản 1 Điều 3 và Điều 4.
4. Bãi bỏ khoản 3 Điều 9, Điều 10.
Điều 2. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2031.
2. Khoản 2 Điều 1 của Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 9 năm 2031.
"""


def test_orders_of_an_amending_document(read: Read) -> None:
    document = read(AMENDING)
    assert told(document, RelationKind.AMENDS) == [
        ("", "1/2029/TT-X"),
        ("dieu-1.khoan-1", "1/2029/TT-X#dieu-5.khoan-2.diem-b"),
        ("dieu-1.khoan-2", "1/2029/TT-X#dieu-5a"),
        ("dieu-1.khoan-3", "1/2029/TT-X#dieu-3.khoan-1"),
        ("dieu-1.khoan-3", "1/2029/TT-X#dieu-4"),
    ]
    assert told(document, RelationKind.REPEALS) == [
        ("dieu-1.khoan-4", "1/2029/TT-X#dieu-9.khoan-3"),
        ("dieu-1.khoan-4", "1/2029/TT-X#dieu-10"),
    ]
    assert told(document, RelationKind.BASED_ON) == [("", "7/2030/QH99"), ("", None)]


def test_days_of_changes(read: Read) -> None:
    days = {str(r.source).partition("#")[2]: r.effective_on for r in read(AMENDING).relations}
    assert days["dieu-1.khoan-1"] == date(2031, 3, 1)
    assert days["dieu-1.khoan-2"] == date(2031, 9, 1)


def test_an_amended_law_named_without_its_number(read: Read) -> None:
    document = read(
        """
        Luật số: 9/2032/QH99
        Quốc hội ban hành Luật sửa đổi Luật Sân chơi số 7/2030/QH99.
        Điều 1. Sửa đổi, bổ sung một số điều của Luật Sân chơi
        1. Sửa đổi, bổ sung Điều 2 như sau:
        “Điều 2. Mới”
        """
    )
    assert told(document, RelationKind.AMENDS) == [("dieu-1.khoan-1", "7/2030/QH99#dieu-2")]


def end(clause: str) -> str:
    return (
        "Số: 5/2031/TT-X\nHà Nội, ngày 10 tháng 01 năm 2031\nĐiều 1. Một\nA.\nĐiều 2. Hiệu lực thi hành\n"
        "1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2031.\n" + clause
    )


def test_replaced_documents(read: Read) -> None:
    clause = (
        "2. Thông tư này thay thế Thông tư số 1/2029/TT-X ngày 02 tháng 3 năm 2029 quy định chi tiết "
        "Luật Sân chơi số 7/2020/QH99 và Thông tư số 2/2029/TT-X."
    )
    document = read(end(clause))
    assert told(document, RelationKind.REPLACES) == [
        ("dieu-2.khoan-2", "1/2029/TT-X"),
        ("dieu-2.khoan-2", "2/2029/TT-X"),
    ]
    assert {r.effective_on for r in document.relations} == {date(2031, 3, 1)}


def test_documents_that_end_with_the_start_of_this_one(read: Read) -> None:
    clause = (
        "2. Các văn bản sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực:\n"
        "a) Thông tư số 1/2029/TT-X đã được sửa đổi, bổ sung theo Thông tư số 3/2029/TT-X;\n"
        "b) Quyết định số 4/QĐ-X."
    )
    assert told(read(end(clause)), RelationKind.REPLACES) == [
        ("dieu-2.khoan-2.diem-a", "1/2029/TT-X"),
        ("dieu-2.khoan-2.diem-b", "4/QĐ-X"),
    ]


def test_a_matter_taken_out_of_a_document_does_not_end_it(read: Read) -> None:
    document = read(end("2. Bãi bỏ quy định về học phí tại Thông tư số 1/2029/TT-X."))
    assert told(document, RelationKind.REPEALS) == []
    assert told(document, RelationKind.AMENDS) == [("dieu-2.khoan-2", "1/2029/TT-X")]


def test_corrections(read: Read) -> None:
    document = read("Số: 6/QĐ-X\nĐiều 1. Đính chính lỗi tại khoản 2 Điều 3 Thông tư số 1/2029/TT-X như sau.")
    assert told(document, RelationKind.CORRECTS) == [("dieu-1", "1/2029/TT-X#dieu-3.khoan-2")]


def test_talk_of_replacement_is_no_order(read: Read) -> None:
    clause = (
        "2. Trường hợp Thông tư số 1/2029/TT-X được sửa đổi, bổ sung hoặc thay thế thì áp dụng văn bản mới."
    )
    assert [r for r in read(end(clause)).relations if r.kind is not RelationKind.BASED_ON] == []


def test_a_stated_field_names_what_is_replaced(read: Read) -> None:
    document = read("Số: 5/2031/TT-X\nĐiều 1. Một\nA.", van_ban_thay_the="1/2029/TT-X; 2/2029/TT-X")
    assert told(document, RelationKind.REPLACES) == [("", "1/2029/TT-X"), ("", "2/2029/TT-X")]
