"""Numbers with the case that they are of, the bound of their lead, and counts of items."""

from collections.abc import Callable

import pytest

Found = Callable[..., set[str]]

CASE = (
    "Người trực phòng đọc ở trường tiểu học được nghỉ 02 buổi một tuần; phòng có từ 40 chỗ trở lên thì được "
    "nghỉ 03 buổi một tuần."
)
LED = """Số học sinh tối đa của một câu lạc bộ như sau:
- Câu lạc bộ cờ: 16 học sinh;
- Câu lạc bộ trống: 24 học sinh."""
WAYS = """3. Hình thức sinh hoạt của câu lạc bộ.
a) Sinh hoạt tại trường;
b) Sinh hoạt ngoài trời;
c) Sinh hoạt tại phòng đọc."""
NURSING = (
    "Giáo viên nữ nuôi con dưới 12 tháng tuổi ở trường tiểu học được nghỉ trực 04 buổi một tuần, ở trường "
    "trung học được nghỉ trực 03 buổi một tuần."
)
RATIO = (
    "Số người trực ít nhất phải bảo đảm tỷ lệ: 1,5 người/phòng đối với phòng lớn, 1,2 người/phòng đối với "
    "phòng nhỏ."
)
BOARD = (
    "Ban điều hành câu lạc bộ do nhà trường thành lập. Ban có 05 thành viên, nhiệm kỳ một năm; công bố lịch "
    "sinh hoạt của câu lạc bộ."
)
TITLED = """1. Người được mượn sách
Học sinh có thẻ đọc đang sinh hoạt tại câu lạc bộ."""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Phòng có từ 40 chỗ trở lên thì người trực phòng đọc được nghỉ 03 buổi một tuần.", CASE),
        ("Câu lạc bộ trống có tối đa 24 học sinh.", LED),
        ("Câu lạc bộ có ba hình thức sinh hoạt: tại trường, ngoài trời và tại phòng đọc.", WAYS),
        (
            "Nếu bạn ở trường tiểu học và nuôi con dưới 12 tháng tuổi, bạn được nghỉ trực 4 buổi.",
            NURSING,
        ),
        ("Số người trực phải có ít nhất 1,5 người/phòng đối với phòng lớn.", RATIO),
        ("Ban điều hành câu lạc bộ có 05 thành viên, do nhà trường thành lập.", BOARD),
        ("Ban điều hành câu lạc bộ công bố lịch sinh hoạt của câu lạc bộ.", BOARD),
        ("Học sinh có thẻ đọc đang sinh hoạt tại câu lạc bộ là người được mượn sách.", TITLED),
    ],
)
def test_numbers_of_their_case_pass(found: Found, text: str, source: str) -> None:
    assert found(text, source) == set()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Phòng có từ 40 chỗ trở lên thì người trực phòng đọc được nghỉ 02 buổi một tuần.", CASE),
        ("Câu lạc bộ trống có tối thiểu 24 học sinh.", LED),
        ("Câu lạc bộ cờ có tối đa 24 học sinh.", LED),
        (
            "Nếu bạn ở trường trung học và nuôi con dưới 12 tháng tuổi, bạn được nghỉ trực 4 buổi.",
            NURSING,
        ),
        ("Số người trực phải có nhiều nhất 1,5 người/phòng đối với phòng lớn.", RATIO),
        ("Ban điều hành câu lạc bộ có 07 thành viên, do nhà trường thành lập.", BOARD),
        ("Câu lạc bộ có bốn hình thức sinh hoạt: tại trường, ngoài trời và tại phòng đọc.", WAYS),
    ],
)
def test_numbers_of_another_case_are_found(found: Found, text: str, source: str) -> None:
    assert "number" in found(text, source)
