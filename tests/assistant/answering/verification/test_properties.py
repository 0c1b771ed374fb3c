"""What holds for every text."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.verification.statements import faults
from assistant.domain.answer import Citation
from assistant.domain.validity import Status

DAY = date(2026, 9, 1)
SENTENCES = (
    "Giáo viên dạy lớp dành cho người khuyết tật có định mức 16 tiết một tuần.",
    "Số tiết dạy thêm của mỗi giáo viên không quá 200 tiết một năm học.",
    "Trong 03 ngày làm việc kể từ ngày nhận đơn, hiệu trưởng nơi chuyển đến ghi ý kiến vào đơn.",
    "Trường thu học phí cao hơn mức quy định phải trả lại phần chênh lệch trong 30 ngày.",
    "Sinh viên vắng quá 20% số tiết của học phần thì không được dự thi kết thúc học phần.",
    "Nhà giáo phải hoàn thành việc nâng chuẩn trước ngày 01 tháng 7 năm 2031.",
)
_WORDS = (
    "không được phải Điều 5 khoản 2 điểm a từ đến trở lên hiệu lực “ ” » [1] % đồng 1.200 "
    "năm ba tháng / : ; . , "
    "trừ trường hợp nếu khi hoặc và học sinh hiệu trưởng sở giáo dục Thông tư số 12/2024/TT-BGDM còn hết"
)
KEYWORDS = st.sampled_from([*_WORDS.split(), "\n", '"'])


def cited(quote: str) -> Citation:
    return Citation(
        path="12/2024/TT-BGDM#dieu-4",
        document="12/2024/TT-BGDM",
        document_title="Quy định chế độ làm việc",
        article="4",
        label="Điều 4",
        heading="",
        quote=quote,
        start=0,
        end=len(quote),
        status=Status.IN_FORCE,
    )


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=120) | st.lists(KEYWORDS, max_size=25).map(" ".join),
    quote=st.sampled_from(SENTENCES),
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_text_raises(text: str, quote: str, language: str) -> None:
    assert isinstance(faults(text, [cited(quote)], day=DAY, language=language), tuple)


@settings(max_examples=80, deadline=None)
@given(text=st.lists(KEYWORDS, max_size=40).map(" ".join))
def test_no_quotation_raises(text: str) -> None:
    faults("Giáo viên dạy 16 tiết một tuần.", [cited(text or "x")], day=DAY)


@given(at=st.integers(0, len(SENTENCES) - 1))
def test_a_whole_sentence_of_what_is_cited_has_no_fault(at: int) -> None:
    assert faults(SENTENCES[at], [cited("\n".join(SENTENCES))], day=DAY) == ()


@settings(deadline=None)
@given(at=st.integers(0, len(SENTENCES) - 1), number=st.integers(2, 400))
def test_another_number_in_a_sentence_is_always_a_fault(at: int, number: int) -> None:
    match = re.search(r"\d+", SENTENCES[at])
    assert match is not None
    if int(match.group()) != number:
        changed = SENTENCES[at][: match.start()] + str(number) + SENTENCES[at][match.end() :]
        assert faults(changed, [cited("\n".join(SENTENCES))], day=DAY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("không ", ""),
        ("phải", "có thể"),
        ("không quá", "ít nhất"),
        ("giáo viên", "giảng viên"),
        ("Nhà giáo", "Sinh viên"),
    ],
)
def test_a_word_of_the_law_changed_in_a_sentence_is_always_a_fault(before: str, after: str) -> None:
    for sentence in SENTENCES:
        if before in sentence:
            assert faults(sentence.replace(before, after, 1), [cited("\n".join(SENTENCES))], day=DAY), (
                sentence
            )
