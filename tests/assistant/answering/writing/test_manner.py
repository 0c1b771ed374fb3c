"""How written statements must sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writing.manner import MOST_STATEMENTS, SEVERE, hard_words, manner, sentences, whole
from assistant.domain.answer import Audience, Part, Statement

CITIZEN, OFFICIAL = Audience.CITIZEN, Audience.OFFICIAL

GOOD = [
    ("Bạn cần nộp đơn và bản sao giấy khai sinh tại trường.", Part.SHORT, CITIZEN, "vi"),
    ("Chuẩn bị đơn xin chuyển trường theo mẫu và học bạ bản chính.", Part.STEP, CITIZEN, "vi"),
    ("Học phí không quá 1.200.000 đồng một tháng, trừ trường hợp được miễn.", Part.NOTE, CITIZEN, "vi"),
    ("Định mức tiết dạy của giáo viên trung học cơ sở là 19 tiết một tuần.", Part.SHORT, OFFICIAL, "vi"),
    (
        "Theo khoản 2 Điều 5, Hiệu trưởng chịu trách nhiệm về quyết định của mình.",
        Part.DETAIL,
        OFFICIAL,
        "vi",
    ),
    ("Trẻ em 6 tuổi vào lớp một; con là anh em ruột được học cùng trường.", Part.DETAIL, OFFICIAL, "vi"),
    ("Chủ tịch Hội đồng có thể là Hiệu trưởng; bạn học được dự.", Part.DETAIL, OFFICIAL, "vi"),
    ("Người học nộp bản cam kết trả nợ đúng hạn.", Part.DETAIL, OFFICIAL, "vi"),
    ("Thư viết: “Kính gửi các em học sinh! Chắc chắn là các em sẽ vui.”", Part.DETAIL, OFFICIAL, "vi"),
    ("Học sinh chào cờ vào sáng thứ Hai.", Part.DETAIL, CITIZEN, "vi"),
    ("Trường đã sáp nhập nên hồ sơ do trường mới giữ.", Part.DETAIL, CITIZEN, "vi"),
    ("19 tiết.", Part.SHORT, CITIZEN, "vi"),
    ("Phụ lục I và Phụ lục II", Part.DETAIL, OFFICIAL, "vi"),
    (
        "A pupil may be absent for at most 45 days: “nghỉ học quá 45 buổi trong một năm”.",
        Part.SHORT,
        CITIZEN,
        "en",
    ),
    ("Category I and Annex I apply, as in “bảng lương của viên chức loại A”.", Part.DETAIL, OFFICIAL, "en"),
]

BAD = [
    ("greeting", "Xin chào bạn, học phí là 100.000 đồng.", Part.SHORT, CITIZEN, "vi"),
    ("greeting", "Dạ, học phí là 100.000 đồng.", Part.SHORT, CITIZEN, "vi"),
    ("greeting", "Kính gửi quý cơ quan, định mức là 19 tiết.", Part.DETAIL, OFFICIAL, "vi"),
    ("greeting", "Hello, the fee is stated in “mức thu học phí của trường”.", Part.SHORT, CITIZEN, "en"),
    ("chatter", "Hy vọng thông tin này giúp được phụ huynh.", Part.NOTE, CITIZEN, "vi"),
    ("chatter", "Nếu bạn còn thắc mắc, cứ hỏi thêm.", Part.NOTE, CITIZEN, "vi"),
    ("flattery", "Câu hỏi rất hay: học phí là 100.000 đồng.", Part.SHORT, CITIZEN, "vi"),
    ("first_person", "Tôi là AI nên chỉ tra cứu quy định.", Part.NOTE, CITIZEN, "vi"),
    ("first_person", "Theo tôi, học sinh được chuyển trường.", Part.SHORT, CITIZEN, "vi"),
    (
        "first_person",
        "Với tư cách là một mô hình ngôn ngữ, hệ thống trả lời được.",
        Part.SHORT,
        CITIZEN,
        "vi",
    ),
    (
        "first_person",
        "I think the pupil may transfer: “được chuyển trường trong năm học”.",
        Part.SHORT,
        CITIZEN,
        "en",
    ),
    ("advice", "Bạn nên nhờ người quen ở trường nộp giúp.", Part.STEP, CITIZEN, "vi"),
    ("advice", "Bạn nên nộp sớm để khỏi chờ.", Part.STEP, CITIZEN, "vi"),
    (
        "advice",
        "You should consider hiring a lawyer, “theo quy định của pháp luật”.",
        Part.STEP,
        CITIZEN,
        "en",
    ),
    ("promise", "Yên tâm, hồ sơ được nhận.", Part.NOTE, CITIZEN, "vi"),
    ("promise", "Chúng tôi cam kết hồ sơ được duyệt.", Part.NOTE, OFFICIAL, "vi"),
    ("hedging", "Có lẽ định mức là 19 tiết.", Part.SHORT, OFFICIAL, "vi"),
    ("hedging", "Chắc chắn là học sinh được lên lớp.", Part.SHORT, OFFICIAL, "vi"),
    ("emoji", "Nộp đơn tại trường 😊", Part.STEP, CITIZEN, "vi"),
    ("address", "Bạn cần nộp đơn tại trường.", Part.STEP, OFFICIAL, "vi"),
    ("address", "Các em học sinh nộp đơn tại trường.", Part.STEP, OFFICIAL, "vi"),
    ("address", "Mình nộp đơn tại trường.", Part.STEP, OFFICIAL, "vi"),
    ("exclamation", "Định mức là 19 tiết!", Part.SHORT, OFFICIAL, "vi"),
    ("officialese", "Căn cứ theo quy định tại khoản 1, bạn nộp đơn.", Part.SHORT, CITIZEN, "vi"),
    ("officialese", "Theo khoản 2 Điều 5 thì học phí được miễn.", Part.SHORT, CITIZEN, "vi"),
    ("short_long", "Bạn " + "nộp đơn ở trường " * 8 + ".", Part.SHORT, CITIZEN, "vi"),
    ("sentence_long", "Bạn " + "nộp đơn ở trường " * 9 + ".", Part.DETAIL, CITIZEN, "vi"),
    ("sentence_long", "Cơ quan " + "lập hồ sơ đề nghị " * 16 + ".", Part.DETAIL, OFFICIAL, "vi"),
    ("language", "The teacher must teach nineteen periods every week.", Part.SHORT, CITIZEN, "vi"),
    ("language", "Giao vien trung hoc co so day 19 tiet mot tuan.", Part.SHORT, CITIZEN, "vi"),
    ("language", "Giáo viên dạy 19 tiết 每周.", Part.SHORT, CITIZEN, "vi"),
    ("language", "Giáo viên trung học cơ sở dạy mười chín tiết mỗi tuần.", Part.SHORT, CITIZEN, "en"),
    ("empty", "…", Part.DETAIL, CITIZEN, "vi"),
]


@pytest.mark.parametrize(("text", "part", "audience", "language"), GOOD)
def test_a_decent_statement_has_nothing_wrong_with_its_manner(text, part, audience, language):
    assert manner(text, part, audience, language) == ()


@pytest.mark.parametrize(("fault", "text", "part", "audience", "language"), BAD)
def test_what_is_wrong_is_told(fault, text, part, audience, language):
    assert fault in manner(text, part, audience, language)


def test_citizens_may_be_spoken_to_and_officials_may_not():
    text = "Bạn nộp đơn tại trường!"
    assert manner(text, Part.STEP, CITIZEN) == manner(text, Part.STEP, None) == ()
    assert manner(text, Part.STEP, OFFICIAL) == ("address", "exclamation")


def test_a_long_list_is_no_long_sentence():
    papers = ", ".join(["bản sao giấy khai sinh có chứng thực của người học"] * 8)
    assert manner(f"Nộp {papers}.", Part.STEP, CITIZEN) == ()
    assert manner("Hồ sơ gồm: " + "; ".join([papers] * 2), Part.STEP, CITIZEN) == ()


def test_the_first_for_citizens_is_short_and_there_are_few():
    short = Statement(text="Được.", part=Part.SHORT)
    detail = [Statement(text=f"Điều {at} nêu rõ.", part=Part.DETAIL) for at in range(MOST_STATEMENTS + 1)]
    quote = Statement(text="> …", part=Part.QUOTE)
    assert whole([short, *detail[:7]], CITIZEN) == ()
    assert whole([quote, short, *detail[:7], quote, quote], CITIZEN) == ()
    assert whole(detail[:2], CITIZEN) == whole(detail[:2], None) == ("no_short",)
    assert whole(detail[:2], OFFICIAL) == ()
    assert whole([short, *detail], OFFICIAL) == ("many",)
    assert whole([short, short], CITIZEN) == ("shorts", "repeated")
    assert whole([], CITIZEN) == whole([quote], CITIZEN) == ()


def test_hard_words_are_told_unless_they_are_explained():
    assert hard_words("Nộp trích lục tại cơ quan có thẩm quyền; trích lục không hoàn lại.") == (
        "trích lục",
        "thẩm quyền",
    )
    assert hard_words("Phúc khảo (chấm lại bài thi) và bảo lưu, tức là giữ kết quả.") == ()
    assert hard_words("Luật viết “thẩm quyền”.") == ()


def test_a_length_alone_is_no_reason_to_lose_what_is_true():
    assert not SEVERE & {"short_long", "sentence_long", "officialese", "exclamation"}


def test_document_numbers_do_not_part_sentences():
    assert len(sentences("Theo Thông tư số 12/2024/TT-BGDM. Mức là 1.200.000 đồng. Hết")) == 3


@given(
    st.text(max_size=200),
    st.sampled_from(Part),
    st.sampled_from([None, *Audience]),
    st.sampled_from(["vi", "en"]),
)
def test_any_text_has_its_faults_told_each_once(text, part, audience, language):
    found = manner(text, part, audience, language)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("text", ["Định mức tiết dạy trong một tuần là:", "Hồ sơ gồm: …", "Hồ sơ gồm :"])
def test_a_lead_that_nothing_follows_is_not_shown(text):
    told = manner(text, Part.SHORT, CITIZEN)
    assert "lead" in told
    assert SEVERE.intersection(told)
