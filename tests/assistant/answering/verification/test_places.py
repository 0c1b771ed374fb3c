"""Values among the words that they stand among in what is cited."""

from collections.abc import Callable

import pytest

from assistant.answering.verification.places import is_in_place
from assistant.answering.verification.reading import read

Found = Callable[..., set[str]]

TWICE = (
    "Câu lạc bộ không sinh hoạt sau thời hạn 05 tháng kể từ ngày được cấp thẻ lần đầu hoặc 02 tháng kể từ "
    "ngày được gia hạn thẻ thì bị thu hồi thẻ."
)


@pytest.mark.parametrize(
    ("said", "held", "stands"),
    [
        (
            "nộp thẻ trong 05 tháng kể từ ngày được gia hạn",
            "trong 05 tháng kể từ ngày được gia hạn thẻ",
            True,
        ),
        ("nộp thẻ trong 05 tháng kể từ ngày được gia hạn", TWICE, False),
        ("02 tháng kể từ ngày được gia hạn thẻ thì bị thu hồi", TWICE, True),
        ("05 tháng kể từ ngày được gia hạn thẻ thì bị thu hồi", TWICE, False),
        ("đọc 03 cuốn sách", "nộp 03 lần", False),
    ],
)
def test_words_right_beside_a_value_tell_its_place(said: str, held: str, stands: bool) -> None:
    told = read(said)
    assert is_in_place(told.facts[0], told.tokens, read(held).tokens) is stands


def test_each_length_beside_its_own_event_passes(found: Found) -> None:
    text = (
        "Câu lạc bộ không sinh hoạt sau thời hạn 05 tháng kể từ ngày được cấp thẻ hoặc 02 tháng kể từ ngày "
        "được gia hạn thẻ thì bị thu hồi thẻ."
    )
    assert found(text, TWICE) == set()


def test_the_length_of_the_other_event_is_a_fault(found: Found) -> None:
    text = (
        "Câu lạc bộ không sinh hoạt sau thời hạn 02 tháng kể từ ngày được cấp thẻ hoặc 05 tháng kể từ ngày "
        "được gia hạn thẻ thì bị thu hồi thẻ."
    )
    assert found(text, TWICE)


def test_a_month_that_is_the_asked_days_is_no_month_of_the_source(found: Found) -> None:
    source = "Lịch sinh hoạt của câu lạc bộ được công bố hằng năm tại phòng đọc."
    text = "Lịch sinh hoạt của câu lạc bộ được công bố vào tháng 9 hằng năm tại phòng đọc."
    assert "date" in found(text, source)


SIDES = "Chậm nhất 20 ngày trước buổi họp đầu năm, tổ trưởng thư viện nộp danh mục sách cho ban điều hành."
AGE = "Người dự tuyển làm thủ thư phải dưới 40 tuổi tính đến ngày công bố lịch tuyển."
HELP = """1. Thành viên câu lạc bộ được hỗ trợ tiền sách, tiền xe với mức như sau:
a) Hỗ trợ tiền sách: Mỗi thành viên được hỗ trợ mỗi tháng bằng 30% mức phí;
b) Hỗ trợ tiền xe: Đối với thành viên ở xa câu lạc bộ, mỗi tháng được hỗ trợ bằng 15% mức phí."""
DUTY = """1. Giờ trực của thủ thư:
- Thư viện từ 10 đến 20 kệ: Thủ thư trực 3 giờ mỗi ngày ở phòng đọc;
- Thư viện từ 21 đến 30 kệ: Thủ thư trực 5 giờ mỗi ngày ở phòng đọc."""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Tổ trưởng thư viện nộp danh mục sách chậm nhất 20 ngày trước buổi họp đầu năm.", SIDES),
        ("Bạn dự tuyển làm thủ thư phải dưới 40 tuổi tính đến ngày công bố lịch tuyển.", AGE),
        ("Mỗi thành viên được hỗ trợ tiền sách mỗi tháng bằng 30% mức phí.", HELP),
        ("Thành viên ở xa câu lạc bộ được hỗ trợ tiền xe mỗi tháng bằng 15% mức phí.", HELP),
        ("Ở thư viện từ 10 đến 20 kệ, thủ thư trực 3 giờ mỗi ngày ở phòng đọc.", DUTY),
        ("Ở thư viện từ 21 đến 30 kệ, thủ thư trực 5 giờ mỗi ngày ở phòng đọc.", DUTY),
    ],
)
def test_values_beside_their_own_events_and_cases_pass(found: Found, text: str, source: str) -> None:
    assert found(text, source) == set()


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Tổ trưởng thư viện nộp danh mục sách chậm nhất 20 ngày sau buổi họp đầu năm.", SIDES, "date"),
        ("Bạn dự tuyển làm thủ thư phải dưới 40 tuổi tính đến ngày nộp đơn.", AGE, "date"),
        ("Mỗi thành viên được hỗ trợ tiền sách mỗi tháng bằng 15% mức phí.", HELP, "number"),
        ("Ở thư viện từ 10 đến 20 kệ, thủ thư trực 5 giờ mỗi ngày ở phòng đọc.", DUTY, "number"),
        ("Ở thư viện từ 21 đến 30 kệ, thủ thư trực 3 giờ mỗi ngày ở phòng đọc.", DUTY, "number"),
    ],
)
def test_values_beside_those_of_another_are_faults(found: Found, text: str, source: str, kind: str) -> None:
    assert kind in found(text, source)


TERM = "Thư viện phát danh mục sách cho thành viên vào tuần đầu tiên của học kỳ mới."


def test_the_first_is_not_the_last(found: Found) -> None:
    assert found("Thư viện phát danh mục sách vào tuần đầu tiên của học kỳ mới.", TERM) == set()
    assert "number" in found("Thư viện phát danh mục sách vào tuần cuối cùng của học kỳ.", TERM)


def test_other_words_with_the_syllable_of_the_first_pass(found: Found) -> None:
    source = "Người đứng đầu thư viện bắt đầu kiểm kê sách vào tuần cuối của tháng."
    assert found("Bắt đầu kiểm kê sách vào tuần cuối của tháng là người đứng đầu thư viện.", source) == set()


def test_a_length_at_the_end_of_a_line_has_no_side(found: Found) -> None:
    text = "Tổ trưởng thư viện nộp danh mục sách chậm nhất 20 ngày\ntrước buổi họp đầu năm."
    assert "date" not in found(text, SIDES)
