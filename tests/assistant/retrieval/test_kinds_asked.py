import pytest

from assistant.domain.words import fold
from assistant.retrieval.kinds_asked import Asked, kind_asked, kinds_of_heading

QUESTIONS = [
    ("Tổ ong công cộng là gì?", Asked.DEFINITION),
    ("Thế nào là vườn trường?", Asked.DEFINITION),
    ("Như thế nào được gọi là câu lạc bộ thả diều?", Asked.DEFINITION),
    ("Vườn trường được định nghĩa như thế nào?", Asked.DEFINITION),
    ("Vườn trường là khu đất như thế nào?", Asked.DEFINITION),
    ("Điều kiện tham gia câu lạc bộ là gì?", Asked.CONDITION),
    ("Học sinh lớp 9 có được nuôi ong không?", Asked.CONDITION),
    ("Học phí trường dân lập bao nhiêu?", Asked.AMOUNT),
    ("Mức hỗ trợ cho học sinh nội trú", Asked.AMOUNT),
    ("Định mức tiết dạy của giáo viên", Asked.AMOUNT),
    ("Thời hạn nộp đơn phúc khảo?", Asked.DEADLINE),
    ("Sau bao lâu thì được cấp lại bằng?", Asked.DEADLINE),
    ("Ai ký quyết định mở lớp?", Asked.RESPONSIBILITY),
    ("Trách nhiệm của hiệu trưởng là gì?", Asked.RESPONSIBILITY),
    ("Cơ quan nào quản lý trung tâm?", Asked.RESPONSIBILITY),
    ("Dạy thêm trái phép bị phạt bao nhiêu tiền?", Asked.PENALTY),
    ("Học sinh quay cóp bị xử lý thế nào?", Asked.PENALTY),
    ("Thủ tục chuyển trường", Asked.PROCEDURE),
    ("Nhập học cần những giấy tờ gì?", Asked.PROCEDURE),
    ("Tập luyện thể thao trong nhà trường", Asked.NONE),
    ("", Asked.NONE),
    ("29/2024/TT-BGDĐT", Asked.NONE),
]


@pytest.mark.parametrize(("question", "kind"), QUESTIONS)
def test_the_kind_asked_for_is_told_by_how_people_ask(question: str, kind: Asked) -> None:
    assert kind_asked(question) is kind


@pytest.mark.parametrize(("question", "kind"), QUESTIONS)
def test_it_is_told_without_diacritics_too(question: str, kind: Asked) -> None:
    assert kind_asked(fold(question)) is kind


HEADINGS = [
    ("Giải thích từ ngữ", "", {Asked.DEFINITION}),
    ("Điều kiện mở lớp", "", {Asked.CONDITION}),
    ("Mức thu học phí", "", {Asked.AMOUNT}),
    ("Thời hạn trả kết quả", "", {Asked.DEADLINE}),
    ("Trách nhiệm của nhà trường", "", {Asked.RESPONSIBILITY}),
    ("Hồ sơ, trình tự, thủ tục chuyển trường", "", {Asked.PROCEDURE}),
    ("Vi phạm quy định về tuyển sinh", "Quy định xử phạt trong vườn trường", {Asked.PENALTY}),
    ("Thả diều", "Quy định xử phạt trong vườn trường", {Asked.PENALTY}),
    ("Mục tiêu", "", set()),
    ("Phát triển vườn trường", "", set()),
    ("", "", set()),
]


@pytest.mark.parametrize(("heading", "title", "kinds"), HEADINGS)
def test_a_heading_tells_what_its_article_gives(heading: str, title: str, kinds: set[Asked]) -> None:
    assert kinds_of_heading(heading, title) == kinds


def test_the_place_of_the_tone_mark_does_not_matter() -> None:
    assert kind_asked("Thế nào là sức khoẻ?") is kind_asked("Thế nào là sức khỏe?") is Asked.DEFINITION
