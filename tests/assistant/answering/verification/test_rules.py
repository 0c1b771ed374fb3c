"""One rule after the other: what it lets pass and what it finds."""

from collections.abc import Callable

import pytest

Found = Callable[..., set[str]]

HOURS = """1. Định mức tiết dạy trong một tuần là:
a) Giáo viên tiểu học: 23 tiết;
b) Giáo viên trung học cơ sở: 19 tiết.
2. Giáo viên trường chuyên được bớt 02 tiết so với định mức."""
LEADERS = "1. Hiệu trưởng dạy 02 tiết một tuần.\n2. Phó hiệu trưởng dạy 04 tiết một tuần."
HEADS = "Tổ trưởng chuyên môn được giảm 03 tiết một tuần, tổ phó được giảm 01 tiết một tuần."
WHO = (
    "Trường hợp khác do hiệu trưởng quyết định đối với tiểu học và do giám đốc sở giáo dục quyết định "
    "đối với trung học phổ thông."
)
CARE = "Giáo viên phụ trách thư viện được giảm 03 tiết một tuần nếu trường không có nhân viên chuyên trách."
LATE = "Học sinh lưu ban được vào học muộn nhưng không quá ba tuổi so với tuổi quy định."
FREE = "1. Học sinh tiểu học trường công lập không phải nộp học phí."
BANNED = "Trường không được đặt thêm điều kiện hoặc thu tiền ngoài quy định."
CASES = """Học sinh được chuyển trường khi thuộc một trong các trường hợp sau:
1. Chuyển nơi cư trú theo cha, mẹ hoặc người giám hộ.
2. Có hoàn cảnh gia đình đặc biệt khó khăn, có xác nhận của Ủy ban nhân dân cấp xã."""
EXCEPT = "Giáo viên phải dạy đủ số tiết, trừ trường hợp đang nghỉ ốm."
ONCE = "Người học chỉ nộp hồ sơ một lần cho cả thời gian học."
FEES = """1. Khung học phí như sau (đơn vị: nghìn đồng/học sinh/tháng):
| Vùng | Trung học cơ sở | Trung học phổ thông |
| Thành thị | 190 đến 410 | 230 đến 460 |
| Nông thôn | 85 đến 190 | 110 đến 220 |"""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Giáo viên tiểu học có định mức 23 tiết một tuần, giáo viên trung học cơ sở 19 tiết.", HOURS),
        ("Phó hiệu trưởng phải dạy bốn tiết mỗi tuần.", LEADERS),
        ("Tổ phó được giảm 1 tiết mỗi tuần.", HEADS),
        ("Đối với trung học phổ thông, trường hợp khác do giám đốc sở giáo dục quyết định.", WHO),
        ("Nếu trường chưa có nhân viên chuyên trách, giáo viên phụ trách thư viện được giảm 3 tiết.", CARE),
        ("Học sinh lưu ban được học muộn tối đa 3 tuổi so với tuổi quy định.", LATE),
        ("Học sinh tiểu học trường công lập được miễn học phí.", FREE),
        ("Nhà trường bị cấm thu tiền ngoài quy định.", BANNED),
        ("Con bạn được chuyển trường khi chuyển nơi cư trú theo cha, mẹ hoặc người giám hộ.", CASES),
        ("Bạn chỉ phải nộp hồ sơ một lần cho cả thời gian học.", ONCE),
        ("Học phí THCS ở thành thị từ 190.000 đến 410.000 đồng một tháng.", FEES),
    ],
)
def test_close_paraphrases_and_plain_words_pass(found: Found, text: str, source: str) -> None:
    assert found(text, source) == set()


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Giáo viên tiểu học có định mức 24 tiết một tuần.", HOURS, "number"),
        ("Giáo viên tiểu học có định mức 19 tiết một tuần.", HOURS, "number"),
        ("Giáo viên trường chuyên được tăng 02 tiết so với định mức.", HOURS, "actor"),
        ("Hiệu trưởng dạy 04 tiết một tuần.", LEADERS, "number"),
        ("Tổ phó được giảm 03 tiết một tuần.", HEADS, "number"),
        ("Tổ phó được giảm 01 tiết một tháng.", HEADS, "number"),
        ("Trường hợp khác do giám đốc sở giáo dục quyết định đối với tiểu học.", WHO, "actor"),
        ("Giáo viên phụ trách thư viện được giảm 03 tiết một tuần.", CARE, "condition"),
        ("Giáo viên phụ trách thư viện được giảm 3 tiết nếu có nhân viên chuyên trách.", CARE, "negation"),
        ("Học sinh lưu ban được vào học muộn.", LATE, "condition"),
        ("Học sinh lưu ban được vào học muộn ít nhất ba tuổi so với tuổi quy định.", LATE, "number"),
        ("Học sinh lưu ban phải vào học muộn nhưng không quá ba tuổi.", LATE, "modality"),
        ("Học sinh tiểu học trường công lập phải nộp học phí.", FREE, "negation"),
        ("Học sinh tiểu học không phải nộp học phí.", FREE, "condition"),
        ("Học sinh tiểu học trường tư thục không phải nộp học phí.", FREE, "actor"),
        ("Trường được thu tiền ngoài quy định.", BANNED, "modality"),
        ("Trường không được đặt thêm điều kiện và thu tiền ngoài quy định.", BANNED, "condition"),
        ("Học sinh được chuyển trường khi có hoàn cảnh gia đình đặc biệt khó khăn.", CASES, "condition"),
        ("Học sinh được chuyển trường theo cha, mẹ và người giám hộ.", CASES, "condition"),
        ("Sinh viên được chuyển trường khi chuyển nơi cư trú theo cha, mẹ.", CASES, "actor"),
        ("Giáo viên phải dạy đủ số tiết.", EXCEPT, "condition"),
        ("Giáo viên phải dạy đủ số tiết trong trường hợp đang nghỉ ốm.", EXCEPT, "condition"),
        ("Mọi giáo viên phải dạy đủ số tiết, trừ trường hợp đang nghỉ ốm.", EXCEPT, "condition"),
        ("Người học nộp hồ sơ một lần cho cả thời gian học.", ONCE, "condition"),
        ("Học phí THPT ở thành thị từ 190.000 đến 410.000 đồng một tháng.", FEES, "number"),
        ("Giáo viên tiểu học được cấp nhà công vụ và xe đưa đón riêng.", HOURS, "support"),
    ],
)
def test_what_is_changed_is_found(found: Found, text: str, source: str, kind: str) -> None:
    assert kind in found(text, source)


def test_an_item_of_a_list_of_banned_acts_needs_the_ban(found: Found, cite: Callable[..., object]) -> None:
    banned = cite("3. Ép buộc học sinh học thêm để thu tiền.", heading="Các hành vi bị nghiêm cấm")
    assert found("Nghiêm cấm ép buộc học sinh học thêm để thu tiền.", banned) == set()
    assert "negation" in found("Nhà trường ép buộc học sinh học thêm để thu tiền.", banned)
    assert "negation" in found("Ép buộc học sinh học thêm để thu tiền.", banned)


def test_a_lead_that_is_cited_by_itself_belongs_to_its_item(
    found: Found, cite: Callable[..., object]
) -> None:
    lead = cite("1. Định mức tiết dạy trong một tuần là:", "12/2024/TT-BGDM#dieu-4.khoan-1")
    item = cite("b) Giáo viên trung học cơ sở: 19 tiết;", "12/2024/TT-BGDM#dieu-4.khoan-1.diem-b")
    assert found("Giáo viên trung học cơ sở dạy 19 tiết một tuần.", lead, item) == set()
    assert "number" in found("Giáo viên trung học cơ sở dạy 19 tiết một tháng.", lead, item)


def test_items_of_two_lists_are_not_put_together(found: Found) -> None:
    source = """1. Hồ sơ của học sinh tiểu học gồm:
a) Đơn xin chuyển trường;
b) Học bạ.
2. Hồ sơ của học sinh trung học cơ sở gồm:
a) Đơn xin chuyển trường;
b) Bản sao giấy khai sinh."""
    assert found("Hồ sơ của học sinh tiểu học gồm đơn xin chuyển trường và học bạ.", source) == set()
    assert found("Hồ sơ của học sinh tiểu học gồm đơn xin chuyển trường và bản sao giấy khai sinh.", source)
