"""Texts without articles."""

from assistant.domain.document import DocumentKind
from assistant.domain.path import UnitKind
from tests.ingest.structure.conftest import Read

LETTER = """
BỘ MẪU
Số: 12/BM-GDTH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 05 tháng 9 năm 2030
V/v tổ chức ngày hội đọc sách
Kính gửi: Các sở giáo dục
Bộ đề nghị các sở tổ chức ngày hội đọc sách với những việc sau đây:
1. Chuẩn bị sách cho từng lớp học trong trường, mỗi lớp ít nhất hai mươi quyển sách mới.
2. Mời nhà văn tới nói chuyện với học sinh về việc đọc sách và viết sách cho trẻ em.
Các sở gửi báo cáo kết quả tổ chức ngày hội đọc sách về Bộ trước ngày 30 tháng 9 năm 2030.
Nơi nhận:
- Như trên;
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Trần Thị Mẫu
"""


def test_a_letter_becomes_paragraphs(read: Read) -> None:
    document = read(LETTER)
    paragraphs = [p for p in document.provisions if p.kind is UnitKind.PARAGRAPH]
    assert [str(p.path).partition("#")[2] for p in paragraphs] == ["doan-1", "doan-2"]
    assert paragraphs[0].text.count("\n") == 2
    assert document.head.kind is DocumentKind.LETTER
    assert document.head.title == "Tổ chức ngày hội đọc sách"
    assert (document.head.signer, document.head.signer_title) == ("Trần Thị Mẫu", "KT. BỘ TRƯỞNG THỨ TRƯỞNG")
    assert document.provisions[-1].kind is UnitKind.CLOSING


def test_headings_make_the_chain(read: Read) -> None:
    document = read(
        """
        BÁO CÁO
        Kết quả năm học
        I. KẾT QUẢ
        1. Quy mô lớp học
        Cả xã có ba mươi lớp học, nhiều hơn năm trước hai lớp, và bốn trăm em học sinh các cấp.
        2. Đội ngũ giáo viên
        Cả xã có bốn mươi giáo viên, trong đó ba mươi chín người đạt chuẩn trình độ đào tạo.
        II. VIỆC PHẢI LÀM
        Xây thêm hai phòng học và một sân chơi ở trường mầm non trước ngày khai giảng năm sau.
        """
    )
    parents = {
        p.text[:9]: str(p.parent).partition("#")[2] for p in document.provisions if p.text and p.parent
    }
    assert parents == {"Cả xã có ": "muc-i.muc-2", "Xây thêm ": "muc-ii"}
    headings = [(p.label, p.heading) for p in document.provisions if p.kind is UnitKind.SECTION]
    assert headings[:2] == [("I.", "KẾT QUẢ"), ("1.", "Quy mô lớp học")]


def test_a_text_without_any_sign_is_paragraphs(read: Read) -> None:
    document = read(
        "Hôm nay trời đẹp, cả lớp ra sân chơi với cô giáo và các bạn lớp bên cạnh rất vui vẻ.", name="a b.txt"
    )
    assert [str(p.path) for p in document.provisions] == ["KHONG-SO/a-b#doan-1"]
    assert any("KHONG-SO/a-b" in warning for warning in document.warnings)


def test_nothing_gives_nothing(read: Read) -> None:
    assert read("").provisions == ()
