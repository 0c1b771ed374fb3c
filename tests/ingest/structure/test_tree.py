"""From lines to provisions with addresses."""

import pytest

from assistant.domain.document import Document, Provision
from assistant.domain.path import UnitKind
from tests.ingest.structure.conftest import Read


def tails(document: Document) -> list[str]:
    return [str(p.path).partition("#")[2] for p in document.provisions]


def at(document: Document, tail: str) -> Provision:
    return next(p for p in document.provisions if str(p.path).partition("#")[2] == tail)


LAW = """
QUỐC HỘI
Luật số: 7/2030/QH99
LUẬT
VỀ SÂN CHƠI
Căn cứ Hiến pháp;
Phần thứ nhất
NHỮNG ĐIỀU CHUNG
Chương I
MỞ ĐẦU
Điều 1. Phạm vi điều chỉnh
Luật này nói về sân chơi.
Điều 2. Giải thích từ ngữ
1. Sân chơi là nơi chơi.
2. Trẻ em gồm:
a) Bé trai;
b) Bé gái.
Chương II
SÂN CHƠI CỦA XÃ
Mục 1
XÂY DỰNG
Điều 3. Nơi xây sân
Theo quy định tại
Điều 1 của Luật này và khoản 2 Điều 2.
Mục 2. GIỮ GÌN
Điều 4. Người giữ sân
Xã giữ sân.
Phần thứ hai
THI HÀNH
Điều 5. Hiệu lực
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.
Luật này được Quốc hội khóa XX thông qua ngày 05 tháng 5 năm 2030.
CHỦ TỊCH QUỐC HỘI
Nguyễn Văn Mẫu
"""


def test_a_law_from_head_to_signature(read: Read) -> None:
    document = read(LAW)
    assert tails(document) == [
        "mo-dau-1",
        "phan-i",
        "phan-i.chuong-i",
        "dieu-1",
        "dieu-2",
        "phan-i.chuong-ii",
        "phan-i.chuong-ii.muc-1",
        "dieu-3",
        "phan-i.chuong-ii.muc-2",
        "dieu-4",
        "phan-ii",
        "dieu-5",
        "ket-thuc-1",
    ]
    assert str(at(document, "dieu-4").parent).endswith("#phan-i.chuong-ii.muc-2")
    assert at(document, "phan-i.chuong-ii").heading == "SÂN CHƠI CỦA XÃ"
    assert [unit.label for unit in at(document, "dieu-2").units] == ["1", "2", "a", "b"]
    assert at(document, "dieu-3").text.endswith("Điều 1 của Luật này và khoản 2 Điều 2.")
    assert "Nguyễn Văn Mẫu" in at(document, "ket-thuc-1").text


@pytest.mark.parametrize(
    ("lines", "heading", "text"),
    [
        ("Điều 1. Phạm vi\nNội dung.", "Phạm vi", "Nội dung."),
        ("Điều 1.\nPhạm vi\nNội dung.", "Phạm vi", "Nội dung."),
        ("Điều 1. Phạm vi. Thông tư này nói về lớp.", "Phạm vi", "Thông tư này nói về lớp."),
        ("Điều 1. Phạm vi.\nNội dung.", "Phạm vi", "Nội dung."),
        ("Điều 1. Phạm vi 1. Lớp học.\n2. Sân chơi.", "Phạm vi", "1. Lớp học.\n2. Sân chơi."),
        (
            "Điều 1. Nguyên tắc, mục tiêu\nvà phương pháp\nNội dung.",
            "Nguyên tắc, mục tiêu và phương pháp",
            "Nội dung.",
        ),
        (
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế lớp học.",
            "",
            "Ban hành kèm theo Quyết định này Quy chế lớp học.",
        ),
        ("Điều 1.\nQuyết định này có hiệu lực kể từ ngày ký", "", "Quyết định này có hiệu lực kể từ ngày ký"),
        ("Điều 1.\n1. Lớp học.\n2. Sân chơi.", "", "1. Lớp học.\n2. Sân chơi."),
        ("Điều 1. Sửa đổi một số điều sau:\n1. Một.", "Sửa đổi một số điều sau", "1. Một."),
        ("Điều 1. Các trường đạt chuẩn gồm:\na) Một.", "", "Các trường đạt chuẩn gồm:\na) Một."),
    ],
)
def test_where_the_title_ends(read: Read, lines: str, heading: str, text: str) -> None:
    article = at(read("Số: 1/2030/TT-X\n" + lines), "dieu-1")
    assert (article.heading, article.text) == (heading, text)


def test_articles_quoted_by_an_amending_document_are_not_its_own(read: Read) -> None:
    document = read(
        """
        Số: 2/2030/TT-X
        Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 1/2029/TT-X
        1. Sửa đổi Điều 2 như sau:
        “Điều 2. Tên mới
        1. Nội dung.
        Điều 3. Thêm một điều
        Chương II
        Nội dung.”.
        2. Bổ sung Điều 5a như sau:
        "Điều 5a. Chen vào
        Nội dung."
        Điều 2. Hiệu lực thi hành
        Thông tư này có hiệu lực kể từ ngày 01 tháng 01 năm 2031.
        """
    )
    assert tails(document) == ["mo-dau-1", "dieu-1", "dieu-2"]
    assert [u.label for u in at(document, "dieu-1").units] == ["1", "2"]


def test_a_quotation_that_is_never_closed_ends_at_the_next_own_article(read: Read) -> None:
    document = read(
        """
        Điều 1. Sửa đổi Thông tư số 1/2029/TT-X như sau:
        “Điều 9. Tên mới
        Nội dung mới.
        Điều 10. Tên nữa
        Điều 2. Hiệu lực thi hành
        Từ nay.
        Điều 3. Trách nhiệm
        Mọi người.
        """
    )
    assert [t for t in tails(document) if t.startswith("dieu")] == ["dieu-1", "dieu-2", "dieu-3"]


ATTACHED = """
TRƯỜNG MẪU
Số: 3/QĐ-TM
QUYẾT ĐỊNH
Ban hành Quy chế lớp học
Điều 1. Ban hành kèm theo Quyết định này Quy chế lớp học.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
HIỆU TRƯỞNG
Nguyễn Văn Mẫu
QUY CHẾ
Lớp học
(Ban hành kèm theo Quyết định số 3/QĐ-TM ngày 02 tháng 3 năm 2030)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này nói về lớp học.
Điều 2. Sĩ số
Mỗi lớp 30 em.
PHỤ LỤC I
MẪU ĐƠN
(Kèm theo Quy chế lớp học)
Điều 1. Bên A gửi bên B.
Mẫu số 01
Đơn xin học
PHỤ LỤC II
DANH SÁCH LỚP
"""


def test_a_regulation_issued_with_a_decision_has_its_own_articles(read: Read) -> None:
    document = read(ATTACHED)
    assert tails(document) == [
        "mo-dau-1",
        "dieu-1",
        "dieu-2",
        "ket-thuc-1",
        "quy-che",
        "quy-che/chuong-i",
        "quy-che/dieu-1",
        "quy-che/dieu-2",
        "phu-luc-i",
        "phu-luc-i.phu-luc-mau-01",
        "phu-luc-ii",
    ]
    regulation = at(document, "quy-che")
    assert regulation.kind is UnitKind.ATTACHED
    assert (regulation.label, regulation.heading) == ("Quy chế", "Lớp học")
    assert regulation.text.startswith("(Ban hành kèm theo")
    annex = at(document, "phu-luc-i")
    assert (annex.kind, annex.label, annex.heading) == (UnitKind.ANNEX, "Phụ lục I", "MẪU ĐƠN")
    assert "Bên A" in annex.text


def test_a_regulation_without_its_decision_takes_the_number_it_names(read: Read) -> None:
    document = read(
        """
        ĐIỀU LỆ
        Trường mầm non
        (Ban hành kèm theo Quyết định số 8/QĐ-TM ngày 02 tháng 3 năm 2030)
        Điều 1. Phạm vi
        Điều lệ này nói về trường mầm non.
        """
    )
    assert str(document.provisions[-1].path) == "8/QĐ-TM#dieu-le/dieu-1"


def test_annexes_named_in_the_text_are_references(read: Read) -> None:
    document = read(
        """
        Điều 1. Mẫu đơn
        Đơn theo mẫu tại
        Phụ lục I ban hành kèm theo Thông tư này.
        Điều 2. Danh mục
        Phụ lục II: Danh mục một
        Phụ lục III: Danh mục hai
        Điều 3. Thi hành
        Mọi người.
        """
    )
    assert tails(document) == ["dieu-1", "dieu-2", "dieu-3"]


def test_tables_inside_an_article_stay_in_it(read: Read) -> None:
    document = read("Điều 1. Bảng\n| Điều 2. | x |\n| 1. | y |\nĐiều 2. Hết\nXong.")
    assert tails(document) == ["dieu-1", "dieu-2"]
    assert at(document, "dieu-1").text == "| Điều 2. | x |\n| 1. | y |"


def test_numbers_printed_twice_get_an_ordinal_where_the_source_marks_headings(read: Read) -> None:
    document = read("# Điều 1. Một\nA.\n# Điều 2. Hai\nB.\n# Điều 2. Hai nữa\nC.\n# Điều 3. Ba\nD.")
    assert tails(document) == ["dieu-1", "dieu-2", "dieu-2~2", "dieu-3"]


def test_headings_of_the_file_end_the_last_article(read: Read) -> None:
    document = read("## Điều 1. Một\nA.\n## Điều 2. Hai\nB.\n## Ghi chú\nTệp do người khác làm.")
    assert at(document, "dieu-2").text == "B."
    assert at(document, "doan-1").text == "Tệp do người khác làm."


def test_an_article_number_out_of_order_is_text(read: Read) -> None:
    document = read("Điều 1. Một\nXem thêm\nĐiều 9. Của luật kia\nĐiều 2. Hai\nB.")
    assert tails(document) == ["dieu-1", "dieu-2"]


def test_a_missing_article_leaves_a_gap(read: Read) -> None:
    document = read("Điều 1. Một\nA.\nĐiều 2. Hai\nB.\nĐicu 3. Ba\nC.\nĐiều 4. Bốn\nD.")
    assert tails(document) == ["dieu-1", "dieu-2", "dieu-4"]


def test_a_topic_of_the_codification_keeps_its_labels_and_notes(read: Read) -> None:
    document = read(
        """
        Điều 99.1.LQ.1. Phạm vi
        (Điều 1 Luật số 7/2030/QH99 Sân chơi, có hiệu lực thi hành kể từ ngày 01/07/2031)
        1. Luật này nói về sân chơi.
        Điều 99.1.NĐ.1.1. Phạm vi
        (Điều 1 Nghị định số 8/2030/NĐ-X, có hiệu lực thi hành kể từ ngày 02/07/2031)
        Nghị định này nói về sân xã.
        """,
        name="san-choi.md",
    )
    assert str(document.number) == "KHONG-SO/san-choi"
    article = at(document, "dieu-99-1-lq-1")
    assert article.note is not None
    assert article.text == "1. Luật này nói về sân chơi."
    assert article.in_force_from is not None
    assert article.in_force_from.isoformat() == "2031-07-01"
    assert document.warnings
