"""Words of content come from the source; those that join what is said need not."""

from collections.abc import Callable

import pytest

Found = Callable[..., set[str]]

COST = "Kinh phí đi thực địa gồm tiền xe, tiền ăn và các khoản chi khác đã được câu lạc bộ duyệt."
KEPT = "Thư viện lưu trữ phiếu mượn trong thời gian thẻ đọc có giá trị."
VALUES = "Nội quy câu lạc bộ thể hiện các giá trị: Tôn trọng, hợp tác, trung thực."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Tiền xe, tiền ăn cùng các khoản chi khác đã được câu lạc bộ duyệt là kinh phí đi thực địa.", COST),
        ("Phiếu mượn được thư viện lưu trữ trong suốt thời gian thẻ đọc có giá trị.", KEPT),
        ("Nội quy câu lạc bộ thể hiện ba giá trị là tôn trọng, hợp tác và trung thực.", VALUES),
    ],
)
def test_words_that_join_may_come_from_elsewhere(found: Found, text: str, source: str) -> None:
    assert found(text, source) == set()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Kinh phí đi thực địa gồm tiền xe, tiền ăn, tiền bảo hiểm và các khoản chi khác đã được duyệt.",
            COST,
        ),
        ("Thư viện lưu trữ phiếu mượn mãi mãi.", KEPT),
        ("Nội quy câu lạc bộ thể hiện các giá trị: Tôn trọng, dũng cảm, hợp tác, trung thực.", VALUES),
        ("Thư viện được từ chối lưu trữ phiếu mượn khi thẻ đọc có giá trị.", KEPT),
    ],
)
def test_one_word_of_content_that_the_source_lacks_is_found(found: Found, text: str, source: str) -> None:
    assert "support" in found(text, source)
