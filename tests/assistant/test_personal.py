"""Personal data is put out of sight, and nothing else is."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal import Personal, apart_from, mask, notice
from assistant.personal_forms import is_luhn

# What stands in ⟦ ⟧ must be masked as the kind named; everything else must stay. All made up.
HIDDEN = """
CITIZEN | Con tôi có số ⟦001215012345⟧ thì nộp hồ sơ lớp 1 ở đâu?
CITIZEN | CCCD ⟦079204012345⟧ đăng ký thi được không?
CITIZEN | căn cước công dân: ⟦001 204 012 345⟧
CITIZEN | số định danh ⟦038.308.001234⟧ của cháu
CITIZEN | cccd cua toi la ⟦096301000001⟧ co duoc mien hoc phi khong
CITIZEN | So CCCD⟦001204012345⟧
CITIZEN | ⟦001204012345⟧
CITIZEN | số căn cước ⟦0012-0401-2345⟧ làm thủ tục chuyển trường
CITIZEN | Mã định danh cá nhân của bé: ⟦001317654321⟧, năm nay học lớp 1
CITIZEN | căn cước ⟦０01204０12345⟧ có dùng được không
CITIZEN | cccd ⟦0 0 1 2 0 4 0 1 2 3 4 5⟧
CITIZEN | C.C.C.D ⟦024199000123⟧ và ⟦024199000124⟧
CITIZEN | My citizen ID is ⟦001204012345⟧, can I enrol?
CITIZEN | số định danh cá nhân ⟦101204012345⟧ sinh ở nước ngoài
OLD_ID | CMND ⟦012345678⟧ hết hạn thì thi thế nào?
OLD_ID | chứng minh nhân dân số ⟦012 345 678⟧
OLD_ID | giấy chứng minh của tôi là ⟦273456789⟧
OLD_ID | cmt ⟦183.456.789⟧ cu
OLD_ID | ⟦012345678⟧ là số CMND của tôi
OLD_ID | CMND của hai vợ chồng là ⟦012345678⟧ và ⟦012345679⟧
OLD_ID | Chứng minh thư: ⟦112233445⟧. Tôi cần đổi bằng
OLD_ID | c.m.n.d ⟦225566778⟧
PHONE | Gọi cho tôi ⟦0912345678⟧ nhé
PHONE | sđt ⟦0912 345 678⟧
PHONE | SĐT: ⟦0912.345.678⟧
PHONE | zalo ⟦0388-123-456⟧
PHONE | điện thoại ⟦+84912345678⟧
PHONE | đt ⟦+84 912 345 678⟧ hoặc email
PHONE | ⟦84912345678⟧ là số của tôi
PHONE | ⟦0084912345678⟧
PHONE | ⟦(024) 3869 4242⟧ là của phòng giáo dục à?
PHONE | máy bàn ⟦024.38694242⟧
PHONE | số cũ ⟦01234567890⟧ đổi sang gì
PHONE | ⟦0236 3822 111⟧
PHONE | ⟦09 12 34 56 78⟧
PHONE | tôi tên Hoa, ⟦0779998887⟧, hỏi về học bổng
PHONE | sđt⟦0912345678⟧
PHONE | liên hệ ⟦0912345678⟧/⟦0987654321⟧
PHONE | phone ⟦+84(0)912345678⟧
PHONE | số điện thoại của tôi ⟦912345678⟧
PHONE | ⟦0 9 1 2 3 4 5 6 7 8⟧
PHONE | Hotline ⟦0562345678⟧ của trường
PHONE | điện thoại ⟦38694242⟧ của trường mầm non
PHONE | liên hệ: ⟦٠٩١٢٣٤٥٦٧٨⟧
EMAIL | gửi về ⟦an.nguyen@gmail.com⟧ giúp em
EMAIL | mail: ⟦hoa_99@truong.edu.vn⟧.
EMAIL | ⟦a@b.vn⟧
EMAIL | ⟦me.con+lop1@yahoo.com.vn⟧ nhé
EMAIL | ⟦hieutruong (at) thptmau.edu.vn⟧
EMAIL | ⟦hoa @ gmail.com⟧
EMAIL | ⟦HOA.TRAN@GMAIL.COM⟧, em hỏi học phí
EMAIL | ⟦nguyễnan@trường.vn⟧
EMAIL | <⟦phuhuynh-5a@mail.example.com⟧>
EMAIL | mailto:⟦abc.def@example.org⟧
CARD | thẻ ⟦4111111111111111⟧
CARD | ⟦4111 1111 1111 1111⟧ nộp học phí
CARD | ⟦5555-5555-5555-4444⟧
CARD | Visa ⟦4012888888881881⟧ bị trừ tiền
CARD | ⟦378282246310005⟧
CARD | ⟦3782 822463 10005⟧
CARD | số thẻ ngân hàng ⟦9704 0000 0000 0018⟧
CARD | thẻ ATM ⟦9704361234567890123⟧
CARD | ⟦6011111111111117⟧ thì sao
ACCOUNT | STK ⟦0123456789⟧ Vietcombank
ACCOUNT | số tài khoản ⟦19012345678⟧ của nhà trường
ACCOUNT | số tk: ⟦123.456.789⟧
ACCOUNT | chuyển học phí vào tài khoản ⟦711A12345678⟧
ACCOUNT | tk ⟦102 8765 4321⟧ ngân hàng
ACCOUNT | chuyển khoản cho ⟦060123456789⟧ được không?
ACCOUNT | tai khoan ⟦1234567⟧
ACCOUNT | ⟦45010001234567⟧ là số tài khoản của tôi
PASSPORT | hộ chiếu ⟦C1234567⟧
PASSPORT | Passport: ⟦B 7654321⟧ còn hạn
PASSPORT | số hộ chiếu của con là ⟦P01234567⟧
PASSPORT | ho chieu ⟦K0123456⟧
PASSPORT | passport number ⟦E1234567⟧
INSURANCE | BHXH ⟦0123456789⟧
INSURANCE | sổ bảo hiểm xã hội số ⟦7912345678⟧
INSURANCE | thẻ ⟦HS4010123456789⟧ của cháu
INSURANCE | BHYT ⟦HS 4 01 0123456789⟧ hết hạn
INSURANCE | ⟦SV4797934567890⟧
INSURANCE | mã số BHXH: ⟦0131234567⟧ của giáo viên
TAX | mã số thuế ⟦8012345678⟧
TAX | MST: ⟦0312345678-001⟧
LEARNER | tra điểm SBD ⟦0123⟧
LEARNER | số báo danh ⟦01004567⟧ thi ở đâu
LEARNER | mssv ⟦20201234⟧ bị cảnh báo học vụ
LEARNER | mã học sinh: ⟦0112345678⟧
LEARNER | mã sinh viên ⟦B20DCCN123⟧
LEARNER | SBD ⟦TH001234⟧
NAME | Tôi tên là ⟦Nguyễn Văn An⟧, xin hỏi về học bổng
NAME | con tôi là ⟦Trần Thị Bích Ngọc⟧ sinh ngày 12/3/2015 có vào lớp 1 được không?
NAME | Họ và tên: ⟦Lê Hoàng Minh⟧
NAME | cháu ⟦Phạm Gia Huy⟧ học lớp 5A
NAME | Em là ⟦Đặng Thu Hà⟧ ở Hà Nội
NAME | My name is ⟦Nguyễn An⟧ and I ask about tuition
NAME | bé ⟦Vũ Bảo Châu⟧ 5 tuổi
"""

LEFT = """
Thông tư 29/2024/TT-BGDĐT quy định gì về dạy thêm?
Thông tư số 29/2024/TT-BGDĐT ngày 30/12/2024
TT 29-2024 và NĐ 30/2020/NĐ-CP, Luật 43/2019/QH14
Công văn 1278/BGDĐT-GDTrH trả lời thế nào?
Công văn số 123456/BGDĐT-GDTrH
Quyết định 979/2022/VHU/QĐ
Nghị định 81/2021/NĐ-CP và 97/2023/NĐ-CP khác nhau gì
từ ngày 01/7/2020 đến 30.6.2021
ngày 14 tháng 02 năm 2025
14-02-2025 có hiệu lực chưa
ngày 08 12 2012 con tôi sinh thì học lớp mấy
năm học 2025-2026 học phí bao nhiêu
năm 2021, 2022, 2023, 2024 và 2025
2021 2022 2023 2024
2019-2020-2021-2022
1.200.000 đồng một tháng
mức 5 000 000 đồng
học phí 12.345.678 đồng
84.300.000.000 đồng chi cho giáo dục
84.300.000.000
ký quỹ 500.000.000 đồng vào tài khoản
tài khoản ký quỹ có 500.000.000
tài khoản phải có 5000000 đồng
phạt từ 10.000.000 đồng đến 20.000.000 đồng
lương cơ sở 2340000 đồng
1 tỷ 500 triệu đồng
0.5% quỹ lương
tỷ lệ 1,32 lần mức lương cơ sở
thủ tục 1.013428
mã thủ tục 2.002478 làm ở đâu
thủ tục 1.005099.000.00.00.H26
Điều 5 khoản 2 điểm d
các Điều 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
khoản 1, 2, 3 Điều 12
lớp 10, 11, 12 học mấy tiết
lớp 1 2 3 4 5 học gì
mã ngành 7140201 sư phạm
ngành 7480201 lấy bao nhiêu điểm
mã số V.07.02.26 hạng III
hạng II mã số V.07.04.31
QCVN 01:2021, TCVN 3907:2011
1900 1800
số 111 là gì
gọi 113 khi nào
điện thoại di động có được dùng trong lớp không?
học sinh dùng điện thoại trong giờ học theo Thông tư 32/2020
CCCD gắn chip có thay giấy khai sinh không?
CCCD từ năm 2021 có bắt buộc không
căn cước cấp cho trẻ dưới 14 tuổi
CMND 9 số hết hạn ngày 31/12/2024
chứng minh nhân dân có thời hạn 15 năm
hộ chiếu còn hạn 6 tháng
hộ chiếu theo Luật 49/2019/QH14
BHXH từ năm 2025 tính thế nào
bảo hiểm y tế học sinh 2025-2026 mức đóng 631.800 đồng
BHXH đóng 10 năm 6 tháng
tài khoản ngân hàng của trường phải mở ở đâu
chuyển khoản học phí trước ngày 15 hằng tháng
mã số thuế của trường tư thục là gì
số báo danh gồm 8 chữ số
SBD năm 2024 xếp thế nào
mã sinh viên 2024 đặt theo quy tắc nào
mã học sinh theo Thông tư 26/2019
Trường THPT Lê Quý Đôn tuyển sinh thế nào
học sinh trường Nguyễn Trãi chuyển sang trường Trần Phú
trường mang tên Nguyễn Văn Trỗi
Trường tiểu học tên là Nguyễn Văn Trỗi
đổi tên trường thành Lê Hồng Phong
Bộ trưởng Nguyễn Văn Mẫu ký thông tư nào
cháu học lớp 5 ở Hà Nội
tên trường mới là gì
em là sinh viên năm 3
tôi là giáo viên hạng III
con tôi là người Tày
con sinh ngày 31/8/2015 có được vào lớp 1 năm 2021 không
@everyone học phí
a@b
điểm chuẩn 27,15
tổng 120 tín chỉ, 4 năm
sĩ số 35 học sinh/lớp, 1,5 m2 một trẻ
08:30 - 11:45 ngày 07/06/2025
từ 07 giờ 30 đến 10 giờ 00 ngày 26, 27 tháng 6
https://phapdien.moj.gov.vn/TraCuuPhapDien/MainBoPD.aspx
muc #0100100000000000100000100000000000000000 cua bo phap dien
3.14159265358979
0.0912345678
12 345 678 học sinh
1234567890123
[số CCCD] của tôi
"""


def _cases(block: str) -> list[str]:
    return block.strip().splitlines()


@pytest.mark.parametrize("line", _cases(HIDDEN))
def test_personal_data_is_replaced_by_the_word_for_it_and_nothing_else(line):
    kind, _, marked = line.partition(" | ")
    named = Personal[kind.strip()]
    masked = mask(re.sub("[⟦⟧]", "", marked))
    assert masked.text == re.sub("⟦.*?⟧", f"[{named.value}]", marked)
    assert masked.kinds == (named,)


@pytest.mark.parametrize("text", _cases(LEFT))
def test_numbers_of_documents_articles_procedures_days_and_amounts_stay(text):
    assert mask(text).text == text
    assert mask(text).kinds == ()


def test_several_kinds_are_told_in_their_order():
    masked = mask("CCCD 001204012345, STK 0123456789, sđt 0912345678")
    assert masked.text == "CCCD [số CCCD], STK [số tài khoản], sđt [số điện thoại]"
    assert masked.kinds == (Personal.CITIZEN, Personal.ACCOUNT, Personal.PHONE)
    assert "số CCCD, số tài khoản và số điện thoại" in notice(masked.kinds)
    assert "a citizen's number, a bank account number and a telephone number" in notice(masked.kinds, "en")


def test_no_word_is_said_where_nothing_was_masked():
    assert notice(()) == ""


@given(st.text(max_size=200))
def test_any_text_is_masked_once_and_for_all(text):
    masked = mask(text)
    assert mask(masked.text) == type(masked)(masked.text)
    assert bool(masked.kinds) == (masked.text != text)


_BITS = st.sampled_from(
    [
        "CCCD",
        " ",
        "0",
        "912",
        "345",
        "678",
        "001204",
        ".",
        "-",
        "@",
        "a.vn",
        "STK",
        "đồng",
        "/",
        "Nguyễn",
        "tên là",
    ]
)


@given(st.lists(_BITS, max_size=14).map("".join))
def test_text_made_of_the_rules_own_words_is_masked_once_and_for_all(text):
    assert mask(mask(text).text).kinds == ()


_PROVINCE = st.integers(1, 96).map(lambda n: f"{n:03d}")
_REST = st.integers(0, 99_999_999).map(lambda n: f"{n:08d}")


@given(_PROVINCE, st.sampled_from("0123"), _REST, st.sampled_from(["", "x ", "số "]))
def test_every_citizens_number_is_masked(province, century, rest, before):
    number = province + century + rest
    assert number not in mask(f"{before}{number}.").text


@given(st.sampled_from("35789"), st.integers(0, 99_999_999), st.sampled_from([" ", ".", "-", ""]))
def test_every_mobile_number_is_masked_however_it_is_parted(first, rest, between):
    digits = f"0{first}{rest:08d}"
    number = between.join((digits[:4], digits[4:7], digits[7:]))
    assert mask(f"gọi {number} nhé").text == "gọi [số điện thoại] nhé"


@given(st.integers(1, 9_999), st.integers(1945, 2030), st.sampled_from(["TT-BGDM", "NĐ-CP", "QĐ-UBND"]))
def test_no_document_number_is_masked(running, year, code):
    text = f"Văn bản số {running}/{year}/{code} và {running}/{code}"
    assert mask(text).text == text


@given(st.dates(), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"]))
def test_no_day_is_masked(day, form):
    text = f"từ ngày {day.strftime(form)} đến ngày {day.strftime(form)}"
    assert mask(text).text == text


@given(st.integers(1_000, 10**12))
def test_no_amount_in_dong_is_masked(amount):
    text = f"nộp vào tài khoản {amount:,} đồng".replace(",", ".")
    assert mask(text).text == text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_letters_are_read_alike(form):
    text = unicodedata.normalize(form, "số điện thoại của tôi là 38694242")
    assert mask(text).kinds == (Personal.PHONE,)


def test_the_check_digit_is_luhns():
    assert is_luhn("4111111111111111")
    assert not is_luhn("4111111111111112")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("CCCD [số CCCD], số [số điện thoại]. Học phí bao nhiêu?", "Học phí bao nhiêu?"),
        ("Email của tôi là [thư điện tử], học phí ra sao?", "học phí ra sao?"),
        ("Học phí bao nhiêu? SĐT: [số điện thoại]", "Học phí bao nhiêu?"),
        ("[số CCCD]", "[số CCCD]"),
        ("Số tiền học phí là bao nhiêu?", "Số tiền học phí là bao nhiêu?"),
    ],
)
def test_what_was_masked_is_not_looked_for(text, left):
    assert apart_from(text) == left
