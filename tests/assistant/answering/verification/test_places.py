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
