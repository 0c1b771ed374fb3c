"""What a head says, in its many spellings."""

from datetime import date

import pytest

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from tests.ingest.structure.conftest import Read

CIRCULAR = """
BỘ GIÁO DỤC MẪU
Số: 29   /2030/TT-BGDM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Mẫu, ngày 30 tháng 12 năm 2030
THÔNG TƯ
QUY ĐỊNH VỀ DẠY THÊM
Căn cứ Luật Sân chơi số 7/2030/QH99 ngày 05 tháng 5 năm 2030;
Căn cứ Nghị định số 8/2030/NĐ-CPM của Chính phủ;
Theo đề nghị của Vụ trưởng Vụ Mẫu;
Bộ trưởng Bộ Giáo dục Mẫu ban hành Thông tư quy định về dạy thêm.
Điều 1. Phạm vi
Dạy thêm.
Điều 2. Hiệu lực thi hành
Thông tư này có hiệu lực thi hành kể từ ngày 14 tháng 02 năm 2031.
Nơi nhận:
- Lưu: VT.
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Nguyễn Văn Mẫu
"""


def test_a_printed_head(read: Read) -> None:
    head = read(CIRCULAR).head
    assert head.number == DocumentNumber("29/2030/TT-BGDM")
    assert head.kind is DocumentKind.CIRCULAR
    assert head.title == "Quy định về dạy thêm"
    assert head.issuer == "Bộ Giáo dục Mẫu"
    assert (head.issued_on, head.in_force_from) == (date(2030, 12, 30), date(2031, 2, 14))
    assert (head.signer, head.signer_title) == ("Nguyễn Văn Mẫu", "KT. BỘ TRƯỞNG THỨ TRƯỞNG")
    assert head.place == "Sông Mẫu"
    assert [base[:12] for base in head.legal_bases] == ["Căn cứ Luật ", "Căn cứ Nghị "]
    assert not head.sample


def test_head_in_the_cells_of_a_table(read: Read) -> None:
    head = read(
        """
        | TRƯỜNG MẪU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
        | Số: 5/QĐ-TM | Hà Nội, ngày 02 tháng 3 năm 2030 |
        QUYẾT ĐỊNH
        Về việc tổ chức ngày hội
        Điều 1. Tổ chức ngày hội.
        Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
        | Nơi nhận: - Như trên | HIỆU TRƯỞNG |
        |  | Trần Thị Mẫu |
        """
    ).head
    assert str(head.number) == "5/QĐ-TM"
    assert (head.kind, head.title) == (DocumentKind.DECISION, "Tổ chức ngày hội")
    assert (head.issued_on, head.in_force_from) == (date(2030, 3, 2), date(2030, 3, 2))
    assert (head.signer, head.signer_title) == ("Trần Thị Mẫu", "HIỆU TRƯỞNG")


@pytest.mark.parametrize(
    ("names", "days"),
    [
        (("so_hieu", "ngay_ban_hanh", "ngay_hieu_luc", "co_quan_ban_hanh"), ("2030-02-01", "01/03/2030")),
        (("sohieu", "ngaybanhanh", "ngayhieuluc", "coquanbanhanh"), ("01/02/2030", "2030-03-01")),
        (("so-hieu", "ngay-ban-hanh", "ngay_co_hieu_luc", "issuer"), ("01-02-2030", "01.3.2030")),
        (("code", "ngay_ky", "hieu_luc", "co_quan_ban_hanh"), ("ngày 01 tháng 02 năm 2030", "01/03/2030")),
    ],
)
def test_front_matter_in_many_spellings(read: Read, names: tuple[str, ...], days: tuple[str, str]) -> None:
    meta = dict(zip(names, ("01/2030/tt-x", *days, "Bộ Mẫu"), strict=True))
    head = read("Điều 1. Một\nA.", **meta).head
    assert head.number == DocumentNumber("1/2030/TT-X")
    assert (head.issued_on, head.in_force_from, head.issuer) == (date(2030, 2, 1), date(2030, 3, 1), "Bộ Mẫu")


def test_a_table_of_fields(read: Read) -> None:
    head = read(
        """
        | Thuộc tính | Nội dung |
        | **Số hiệu** | 9/2030/QH99 |
        | **Loại văn bản** | Luật |
        | **Nơi ban hành** | Quốc hội |
        | **Ngày ban hành** | 10/12/2030 |
        | **Ngày hiệu lực** | 01/01/2031 |
        # Sân chơi
        Điều 1. Phạm vi
        Sân.
        """
    ).head
    assert (str(head.number), head.kind, head.issuer) == ("9/2030/QH99", DocumentKind.LAW, "Quốc hội")
    assert (head.issued_on, head.in_force_from) == (date(2030, 12, 10), date(2031, 1, 1))


def test_the_title_line_of_a_portal(read: Read) -> None:
    document = read(
        """
        Luật sửa đổi, bổ sung một số điều của Luật Sân chơi số 7/2030/QH99. số 9/2032/QH99
        Điều 1. Sửa đổi, bổ sung một số điều của Luật Sân chơi
        1. Sửa đổi Điều 2 như sau:
        “Điều 2. Mới”
        """
    )
    assert str(document.number) == "9/2032/QH99"
    assert document.head.title.startswith("Luật sửa đổi, bổ sung một số điều của Luật Sân chơi")


def test_what_is_stated_wins_and_a_difference_is_told(read: Read) -> None:
    document = read(
        CIRCULAR, so_hieu="30/2030/TT-BGDM", ngay_ban_hanh="2030-12-29", ngay_hieu_luc="2031-02-15"
    )
    head = document.head
    assert str(head.number) == "30/2030/TT-BGDM"
    assert (head.issued_on, head.in_force_from) == (date(2030, 12, 29), date(2031, 2, 15))
    assert len(document.warnings) == 3
    assert all("đã lấy" in warning for warning in document.warnings)


def test_without_a_number_the_file_gives_an_artificial_one(read: Read) -> None:
    document = read("Điều 1. Một\nA.", name="thu muc/Quy chế lớp (2).docx")
    assert str(document.number) == "KHONG-SO/quy-che-lop-2"
    assert "Không tìm thấy số hiệu" in document.warnings[0]


def test_a_number_whose_running_part_was_lost_in_the_scan_is_not_made_up(read: Read) -> None:
    document = read("Số: 4# /2030/TT-BGDM\nTHÔNG TƯ\nĐiều 1. Một\nA.", name="ban-quet.pdf")
    assert str(document.number) == "KHONG-SO/ban-quet"


def test_a_sample_says_so(read: Read) -> None:
    assert read("VĂN BẢN MẪU – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ\nSố: 1/2030/TT-X\nĐiều 1. Một\nA.").head.sample


def test_a_body_named_on_two_lines_and_a_text_without_kind(read: Read) -> None:
    head = read(
        """
        SỞ GIÁO DỤC MẪU
        TRƯỜNG TIỂU HỌC
        SÔNG MẪU
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        THÔNG TIN TUYỂN SINH
        Trường Tiểu học Sông Mẫu tuyển sinh một trăm em vào lớp một trong năm học này.
        """
    ).head
    assert head.issuer == "Trường Tiểu học Sông Mẫu"
    assert head.title == "Thông tin tuyển sinh"
