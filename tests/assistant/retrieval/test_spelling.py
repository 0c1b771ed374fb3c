import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.words import fold, nfc
from assistant.retrieval.spelling import shipped_speller

read = shipped_speller().read

CLEAN = [
    "Học sinh chuyển trường cần giấy tờ gì?",
    "Định mức tiết dạy của giáo viên trung học cơ sở là bao nhiêu?",
    "Theo Thông tư 29/2024/TT-BGDĐT thì dạy thêm có phải đăng ký không?",
    "Điều kiện để được nghỉ học tạm thời?",
    "Điểm c1 khoản 2a Điều 5a Nghị định 30/2020/NĐ-CP",
    "GV THCS kiêm nhiệm có được giảm tiết không?",
    "Tiêu chuẩn giáo viên hạng III, bằng lái hạng A1, lớp 12A3",
    "Hoà giải ở cơ sở và hòa giải viên",
    "Chào bạn, mình muốn hỏi trường tư có được nghỉ tết không?",
    "Tôi là phụ huynh, con tôi bị bắt nạt thì hỏi ai?",
    "Nghỉ đẻ được mấy tháng?",
    "Gửi hồ sơ về phong.dao.tao@truong.edu.vn hoặc https://truong.edu.vn/nop-ho-so",
    "Ông Lê Thành Long dạy lớp mấy?",
    "Điều kiện xét tốt nghiệp ở Trường Đại học Sông Mẫu?",
    "Nên mua sách giáo khoa bộ nào vào năm nay?",
    "Thủ tục sang tên sổ đỏ cần giấy tờ gì?",
    "",
    "   ",
    "29/2024/TT-BGDĐT",
]


@pytest.mark.parametrize("question", CLEAN)
def test_a_clean_question_is_left_as_it_is(question: str) -> None:
    reading = read(question)
    assert (reading.text, reading.changes, reading.plain) == (question, (), False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoc phi truong cong lap 2025", "học phí trường công lập 2025"),
        ("Hoc sinh chuyen truong can giay to gi?", "Học sinh chuyển trường cần giấy tờ gì?"),
        ("dieu kien mo truong mam non tu thuc", "điều kiện mở trường mầm non tư thục"),
    ],
)
def test_diacritics_are_put_back_where_there_are_none(typed: str, meant: str) -> None:
    reading = read(typed)
    assert reading.text == meant
    assert reading.plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hojc phis truwowngf coong laapj", "học phí trường công lập"),
        ("ho5c phi1 tru7o7ng2 co6ng la65p", "học phí trường công lập"),
        ("học phí trươngf công lập", "học phí trường công lập"),
        ("HOJC PHIS TRUWOWNGF COONG LAAPJ", "HỌC PHÍ TRƯỜNG CÔNG LẬP"),
    ],
)
def test_left_over_keys_are_read_and_count_as_diacritics(typed: str, meant: str) -> None:
    reading = read(typed)
    assert reading.text == meant
    assert not reading.plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Điều kiện chuyển trừơng của học sinh", "Điều kiện chuyển trường của học sinh"),
        ("Điều kệin chuyển trường của học sinh", "Điều kiện chuyển trường của học sinh"),
        ("Điều kiện chuyển trườg của học sinh", "Điều kiện chuyển trường của học sinh"),
        ("Điều kiện chuyển trườngg của học sinh", "Điều kiện chuyển trường của học sinh"),
        ("Điều kiện chuyễn trường của học sinh", "Điều kiện chuyển trường của học sinh"),
        ("Điều kiện chuyển trường cuả học sinh", "Điều kiện chuyển trường của học sinh"),
        ("Điều kiện chuyển trường của hoc sinh", "Điều kiện chuyển trường của học sinh"),
        ("dieu kiẹn chuyen truong cua học sinh", "điều kiện chuyển trường của học sinh"),
        ("Thogn tư 29/2024 quy định gì?", "Thông tư 29/2024 quy định gì?"),
        ("Muốn hỏi về hoc phi dai hoc công lập", "Muốn hỏi về học phí đại học công lập"),
        ("hoc phi dai hocj", "học phí đại học"),
        ("Nhiệm kì của hiệu trưởng", "Nhiệm kỳ của hiệu trưởng"),
    ],
)
def test_slips_are_put_right(typed: str, meant: str) -> None:
    assert read(typed).text == meant


@pytest.mark.parametrize(
    "question",
    [
        "Cách nấu phở?",
        "Sửa lốp xe bị xẹp ở đâu?",
        "Cách luộc ốc bươu",
        "Bún riêu nấu thế nào?",
        "Các bạn giải thích cho tôi nhé",
    ],
)
def test_a_word_that_no_regulation_has_is_no_error_where_no_neighbour_speaks_for_another(
    question: str,
) -> None:
    assert read(question).changes == ()


def test_a_slip_that_is_well_made_is_put_right_where_a_neighbour_speaks_for_it() -> None:
    assert read("Chuyễn trường cần gì?").text == "Chuyển trường cần gì?"
    assert read("Quyễn hạn của hiệu trưởng là gì?").text == "Quyền hạn của hiệu trưởng là gì?"
    assert read("Trường mầm nõn công lập").text == "Trường mầm non công lập"


def test_what_was_changed_is_told_in_the_case_it_was_typed() -> None:
    assert read("Hocj sinh chuyển trườg").changes == (("Hocj", "Học"), ("trườg", "trường"))


def test_a_word_that_the_library_knows_is_no_error() -> None:
    typed = "Cách nuôi ong bằng thùng trườg của lớp"
    assert "trườg" not in read(typed).text
    assert read(typed, lambda term: term == "trườg").text == typed


def test_neighbours_that_the_library_has_together_are_left_alone() -> None:
    typed = "quy định về rọ bão của xã"
    together = {"về_rọ", "rọ_bão", "bão_của"}
    assert read(typed, together.__contains__).text == typed


def test_names_and_foreign_words_stay() -> None:
    for question in (
        "Trường Marie Curie được cấp phép khi nào?",
        "Chứng chỉ IELTS và TOEFL được quy đổi thế nào?",
    ):
        assert read(question).text == question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("truong cap 3 Phan Boi Chau tuyen sinh", "trường cấp 3 Phan Boi Chau tuyển sinh"),
        ("hoc sinh Lo Thi My nghi hoc", "học sinh Lo Thi My nghỉ học"),
        ("thong tu cua Bo Giao duc va Dao tao", "thông tư của Bộ Giáo dục và Đào tạo"),
        ("theo Luat Giao duc dai hoc o Ha Noi", "theo Luật Giáo dục đại học ở Hà Nội"),
        ("Hoc Phi Truong Dai Hoc Cong Lap", "Học Phí Trường Đại Học Công Lập"),
    ],
)
def test_of_names_without_diacritics_only_known_ones_get_them(typed: str, meant: str) -> None:
    assert read(typed).text == meant


@pytest.mark.parametrize("typed", ["Giáo viên không dk dạy thêm", "Điểm thi giữa kỳ vs cuối kỳ"])
def test_two_letters_without_a_vowel_are_shortened_and_no_slip(typed: str) -> None:
    assert read(typed).text == typed


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_and_what_has_no_letters_stays(text: str) -> None:
    reading = read(text)
    if not any(char.isalpha() for char in nfc(text)):
        assert reading.text == nfc(text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CLEAN))
def test_a_plain_question_keeps_its_letters(question: str) -> None:
    assert fold(read(fold(question)).text) == fold(question)
