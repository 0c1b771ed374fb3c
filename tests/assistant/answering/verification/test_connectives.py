"""All of several, or one of them, told in a sentence or by the lead of a list."""

from collections.abc import Callable

import pytest

Found = Callable[..., set[str]]

AFTER_COMMA = "Trưởng câu lạc bộ là giáo viên hoặc nhân viên và đã phụ trách ít nhất một mùa sinh hoạt."
BOTH = "Người trực thư viện phải có phiếu sức khỏe và thẻ trực do thư viện cấp."
SHOWN = "Lịch sinh hoạt được công bố trên bảng tin hoặc đọc tại buổi chào cờ."
CASES = """Thẻ đọc được đổi trong các trường hợp sau:
a) Thẻ đọc bị rách;
b) Người đọc chuyển sang phòng đọc khác."""
MET = """Câu lạc bộ được mở khi đáp ứng các tiêu chí sau:
a) Phòng sinh hoạt rộng rãi;
b) Sổ trực được ghi hằng ngày."""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Trưởng câu lạc bộ là giáo viên hoặc nhân viên, và đã phụ trách ít nhất một mùa sinh hoạt.",
            AFTER_COMMA,
        ),
        ("Lịch sinh hoạt được công bố trên bảng tin, hoặc đọc tại buổi chào cờ.", SHOWN),
        ("Thẻ đọc được đổi khi thẻ đọc bị rách hoặc người đọc chuyển sang phòng đọc khác.", CASES),
        (
            "Thẻ đọc được đổi trong các trường hợp: thẻ đọc bị rách và người đọc chuyển sang phòng đọc khác.",
            CASES,
        ),
        ("Người trực thư viện phải vừa có phiếu sức khỏe vừa có thẻ trực do thư viện cấp.", BOTH),
        ("Câu lạc bộ phải có phòng sinh hoạt rộng rãi và sổ trực được ghi hằng ngày.", MET),
    ],
)
def test_the_same_joining_passes(found: Found, text: str, source: str) -> None:
    assert "condition" not in found(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Trưởng câu lạc bộ là giáo viên hoặc nhân viên, hoặc đã phụ trách ít nhất một mùa sinh hoạt.",
            AFTER_COMMA,
        ),
        ("Lịch sinh hoạt được công bố trên bảng tin, đồng thời đọc tại buổi chào cờ.", SHOWN),
        ("Lịch sinh hoạt vừa được công bố trên bảng tin vừa đọc tại buổi chào cờ.", SHOWN),
        ("Thẻ đọc được đổi khi thẻ đọc bị rách và người đọc chuyển sang phòng đọc khác.", CASES),
        ("Câu lạc bộ phải có phòng sinh hoạt rộng rãi hoặc sổ trực được ghi hằng ngày.", MET),
        ("Người trực thư viện phải có thẻ trực hoặc phiếu sức khỏe do thư viện cấp.", BOTH),
    ],
)
def test_another_joining_is_found(found: Found, text: str, source: str) -> None:
    assert "condition" in found(text, source)
