"""Sentences that only point, and sentences that say something."""

import pytest

from assistant.answering.pointing import points_only
from assistant.domain.path import ProvisionPath
from assistant.domain.references import find_references

WITHIN = ProvisionPath.parse("1/2022/TT-X#dieu-7.khoan-1")


def points(text: str) -> bool:
    return points_only(text, 0, len(text), find_references(text, WITHIN))


@pytest.mark.parametrize(
    "text",
    [
        "1. Hồ sơ chuyển lớp thực hiện theo quy định tại khoản 2 Điều 5.",
        "Việc chuyển lớp được thực hiện theo quy định tại khoản 2, khoản 3 Điều 5 Thông tư này.",
        "2. Mức thu được quy định chi tiết tại Phụ lục II ban hành kèm theo Thông tư này.",
        "Chi phí mở lớp áp dụng theo Điều 4 Thông tư số 9/2021/TT-X ngày 5 tháng 7 năm 2021 của Bộ X.",
        "a) Đối tượng quy định tại điểm a khoản 1 Điều 2 Thông tư này;",
    ],
)
def test_pointers(text):
    assert points(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. Lớp mở lúc bảy giờ tối.",
        "1. Trong 05 ngày, trường trả lời theo quy định tại khoản 2 Điều 5.",
        "Trường không thực hiện theo quy định tại Điều 5.",
        "Hiệu trưởng quyết định mở lớp theo đề nghị của phụ huynh và theo Điều 5.",
        "Hồ sơ thực hiện theo quy định tại Điều 5. Trường trả lời trong một tuần.",
        "Từng việc được quy định tại Điều 4 do trường làm phải ghi vào sổ của lớp.",
        "",
    ],
)
def test_sentences_that_say_something(text):
    assert not points(text)
