"""Statements in nearly the words of their source: one word put for another is another rule."""

from collections.abc import Callable

import pytest

from assistant.domain.answer import Citation

Found = Callable[..., set[str]]

DEGREE = "Người dạy lớp năng khiếu có bằng cử nhân ngành âm nhạc trở lên."
LENGTH = "Thời gian tối đa để học viên hoàn thành khóa bồi dưỡng không quá hai lần thời gian chuẩn."
WHOLE = "Học viên bỏ học phải nộp lại toàn bộ kinh phí đã được hỗ trợ."
EVENT = "Học viên nộp đơn khiếu nại trong 06 ngày kể từ ngày công bố kết quả."
DUTY = "Người mới vào nghề phải thực hiện chế độ thực tập, trừ trường hợp đã có từ đủ 14 tháng làm nghề."
CONSENT = "Câu lạc bộ được thu tiền theo mức đã công bố, có sự đồng ý bằng văn bản của cha mẹ học sinh."
RANGE = "Giáo viên phụ trách câu lạc bộ được giảm từ 02 đến 06 tiết một tuần."
LIST = """Học viên được cấp giấy khen khi có đủ các điều kiện sau:
1. Điểm trung bình toàn khóa từ 8,00 trở lên.
2. Có mặt ở ít nhất 90% số buổi."""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Người dạy lớp năng khiếu phải có bằng cử nhân ngành âm nhạc trở lên.", DEGREE),
        ("Học viên bỏ học phải nộp lại toàn bộ kinh phí đã được hỗ trợ.", WHOLE),
        ("Bạn nộp đơn khiếu nại trong vòng 6 ngày kể từ ngày công bố kết quả.", EVENT),
        ("Câu lạc bộ được thu tiền và phải có sự đồng ý bằng văn bản của cha mẹ học sinh.", CONSENT),
        ("Giáo viên phụ trách câu lạc bộ được giảm ít nhất 2 tiết và nhiều nhất 6 tiết một tuần.", RANGE),
        ("Điểm trung bình toàn khóa phải từ 8,00 trở lên.", LIST),
    ],
)
def test_the_same_rule_in_other_words_passes(found: Found, text: str, source: str) -> None:
    assert found(text, source) == set()


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Người dạy lớp năng khiếu phải có bằng cử nhân ngành âm nhạc trở xuống.", DEGREE, "number"),
        ("Thời gian tối thiểu để hoàn thành khóa bồi dưỡng không quá hai lần chuẩn.", LENGTH, "number"),
        ("Học viên bỏ học phải nộp lại một nửa kinh phí đã được hỗ trợ.", WHOLE, "number"),
        ("Học viên nộp đơn khiếu nại trong 06 ngày kể từ ngày thi.", EVENT, "date"),
        (
            "Người mới vào nghề không phải thực hiện chế độ thực tập, trừ trường hợp đã có từ đủ 14 tháng "
            "làm nghề.",
            DUTY,
            "negation",
        ),
        (
            "Câu lạc bộ được thu tiền theo mức đã công bố và có thể có sự đồng ý bằng văn bản của cha mẹ "
            "học sinh.",
            CONSENT,
            "modality",
        ),
        ("Điểm trung bình toàn khóa có thể từ 8,00 trở lên.", LIST, "modality"),
    ],
)
def test_one_word_for_another_is_found(found: Found, text: str, source: str, kind: str) -> None:
    assert kind in found(text, source)


def test_an_address_of_this_article_is_that_of_the_citation(
    found: Found, cite: Callable[..., Citation]
) -> None:
    own = cite(
        "2. Trường được thu cao nhất bằng hai lần mức quy định tại khoản 1 Điều này.",
        "45/2021/NĐ-CPM#dieu-8.khoan-2",
        article="8",
        label="khoản 2 Điều 8",
    )
    words = "Trường được thu cao nhất bằng hai lần mức nêu tại khoản {} Điều 8."
    assert found(words.format(1), own) == set()
    assert "provision" in found(words.format(2), own)


def test_an_article_that_only_a_note_on_changes_names_is_not_the_place_of_the_rule(
    found: Found, cite: Callable[..., Citation]
) -> None:
    own = cite(
        "2. Dạy câu lạc bộ một tiết được tính bằng 1,5 tiết trên lớp.",
        "12/2024/TT-BGDM#dieu-9.khoan-2",
        article="9",
        label="khoản 2 Điều 9",
        note="Khoản 3 Điều 9 bị bãi bỏ bởi khoản 3 Điều 1 Thông tư số 03/2025/TT-BGDM.",
    )
    words = "Dạy câu lạc bộ một tiết được tính bằng 1,5 tiết trên lớp theo khoản {} Điều 9."
    assert found(words.format(2), own) == set()
    assert "provision" in found(words.format(3), own)


def test_english_numbers_and_items_of_the_list_quoted_from_pass(found: Found) -> None:
    source = "1. Giáo viên làm việc 40 tuần trong một năm học, gồm:\na) 33 tuần dạy học;\nb) 07 tuần khác."
    quoted = "“Giáo viên làm việc 40 tuần trong một năm học”"
    words = f"A teacher works 40 weeks, of which {{}} weeks are for teaching: {quoted}."
    assert found(words.format(33), source, language="en") == set()
    assert "number" in found(words.format(34), source, language="en")


def test_an_item_of_what_does_not_count_needs_the_denial_of_its_lead(found: Found) -> None:
    source = "2. Thời gian không tính hưởng trợ cấp\na) Thời gian nghỉ không lương từ 02 tháng trở lên."
    assert found("Thời gian nghỉ không lương từ 02 tháng trở lên không được tính.", source) == set()
    assert "negation" in found("Thời gian nghỉ không lương từ 02 tháng trở lên được tính.", source)


def test_what_a_heading_says_of_its_items_is_no_option(found: Found, cite: Callable[..., Citation]) -> None:
    own = cite(
        "1. Giáo viên mầm non chưa có bằng tốt nghiệp cao đẳng, còn đủ 06 năm công tác.",
        heading="Đối tượng nâng trình độ chuẩn của giáo viên mầm non",
    )
    words = "Giáo viên mầm non chưa có bằng tốt nghiệp cao đẳng {} nâng trình độ chuẩn nếu còn đủ 06 năm."
    assert found(words.format("phải"), own) == set()
    assert "negation" in found(words.format("không phải"), own)
    assert found(words.format("phải").replace("mầm non", "tiểu học"), own)


def test_a_choice_of_two_answers_is_no_denial(found: Found) -> None:
    source = "1. Trưởng ban ghi ý kiến đồng ý hoặc không đồng ý vào đơn; không đồng ý thì phải nêu rõ lý do."
    assert found("Trưởng ban ghi ý kiến vào đơn; nếu không đồng ý thì phải nêu rõ lý do.", source) == set()


@pytest.mark.parametrize(
    ("bound", "right"), [("không vượt quá", True), ("không cao hơn", True), ("không thấp hơn", False)]
)
def test_a_bound_at_a_level_that_no_number_tells(found: Found, bound: str, right: bool) -> None:
    source = "Mức thu của câu lạc bộ tư thục không vượt quá mức thu của câu lạc bộ công lập."
    text = f"Mức thu của câu lạc bộ tư thục {bound} mức thu của câu lạc bộ công lập."
    assert (found(text, source) == set()) is right
