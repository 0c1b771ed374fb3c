"""Values beside the words of another value of their sort."""

from collections.abc import Callable

import pytest

Found = Callable[..., set[str]]

FORMS = (
    "Trưởng câu lạc bộ lập báo cáo theo mẫu tại Phụ lục 2 đối với hoạt động ngoài trời của câu lạc bộ, "
    "Phụ lục 5 đối với hoạt động biểu diễn của câu lạc bộ."
)
TERMS = (
    "Đã học xong học kỳ thứ nhất đối với khóa bồi dưỡng có thời gian thực hiện đến hai tháng, đã học xong "
    "học kỳ thứ hai đối với khóa bồi dưỡng có thời gian thực hiện trên hai tháng."
)
STAGES = """Phòng đọc được sửa thành hai giai đoạn:
a) Giai đoạn 1: bảo đảm ít nhất 40% số bàn của phòng đọc được thay mới;
b) Giai đoạn 2: bảo đảm 100% số bàn của phòng đọc được thay mới."""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Báo cáo lập theo mẫu tại Phụ lục 2 đối với hoạt động ngoài trời và Phụ lục 5 đối với hoạt động "
            "biểu diễn của câu lạc bộ.",
            FORMS,
        ),
        ("Đối với hoạt động biểu diễn, báo cáo lập theo mẫu tại Phụ lục 5.", FORMS),
        ("Khóa bồi dưỡng có thời gian thực hiện trên hai tháng thì phải học xong học kỳ thứ hai.", TERMS),
        ("Đến giai đoạn 2, 100% số bàn của phòng đọc được thay mới.", STAGES),
    ],
)
def test_each_value_beside_its_own_words_passes(found: Found, text: str, source: str) -> None:
    assert "number" not in found(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Báo cáo lập theo mẫu tại Phụ lục 5 đối với hoạt động ngoài trời và Phụ lục 2 đối với hoạt động "
            "biểu diễn của câu lạc bộ.",
            FORMS,
        ),
        ("Khóa bồi dưỡng có thời gian thực hiện trên hai tháng thì học xong học kỳ thứ nhất.", TERMS),
        ("Đến giai đoạn 1, 100% số bàn của phòng đọc được thay mới.", STAGES),
    ],
)
def test_a_value_beside_the_words_of_another_is_found(found: Found, text: str, source: str) -> None:
    assert "number" in found(text, source)
