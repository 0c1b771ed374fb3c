"""Which words of a provision are chosen to answer a question."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.asking import read_question
from assistant.answering.passages import LONGEST, Span, choose, leads
from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.structure import parse_article_text


def article(path, heading, text):
    where = ProvisionPath.parse(path)
    units = parse_article_text(where, text)
    return Provision(where, UnitKind.ARTICLE, f"Điều {where.article}", heading, text, units=units)


REDUCTION = article(
    "5/2020/TT-X#dieu-6",
    "Bớt giờ trực cho người trông lớp",
    "1. Người trông lớp nhỏ được bớt 03 giờ trực một tuần.\n"
    "2. Người trông lớp lớn được bớt 04 giờ trực một tuần.\n"
    "3. Người trông lớp đêm được bớt 05 giờ trực một tuần.",
)
TERMS = article(
    "5/2020/TT-X#dieu-2",
    "Giải thích từ ngữ",
    "Trong Thông tư này, các từ dưới đây được hiểu như sau:\n"
    "1. Lớp đêm là lớp học bắt đầu sau 18 giờ.\n"
    "2. Giờ trực là giờ người trông lớp có mặt tại lớp đêm.",
)
PAPERS = article(
    "5/2020/TT-X#dieu-7",
    "Hồ sơ và thời hạn",
    "1. Hồ sơ gồm:\na) Đơn xin vào lớp đêm;\nb) Giấy khám sức khỏe;\nc) Hai tấm ảnh.\n"
    "2. Trường trả lời trong 05 ngày làm việc.\n"
    "3. Lệ phí là 20.000 đồng.",
)


def quotes(provision, question):
    return [provision.text[s.start : s.end] for s in choose(provision, read_question(question))]


def test_the_clause_that_differs_by_the_questions_words_is_chosen():
    assert quotes(REDUCTION, "Người trông lớp đêm được bớt mấy giờ trực?") == [
        "3. Người trông lớp đêm được bớt 05 giờ trực một tuần."
    ]


def test_a_question_about_the_heading_alone_gets_the_whole_article():
    assert quotes(REDUCTION, "Bớt giờ trực cho người trông lớp được quy định như thế nào?") == [
        REDUCTION.text
    ]


def test_a_definition_is_cut_to_the_term_that_is_asked_with_its_lead_in():
    found = quotes(TERMS, "Giờ trực là gì?")
    assert found[-1] == "2. Giờ trực là giờ người trông lớp có mặt tại lớp đêm."
    assert "Lớp đêm là" not in " ".join(found)


def test_a_list_asked_for_keeps_its_lead_in_and_every_item():
    (quote,) = quotes(PAPERS, "Hồ sơ gồm những giấy tờ gì?")
    assert quote.startswith("1. Hồ sơ gồm:")
    assert quote.endswith("c) Hai tấm ảnh.")


NOT_COUNTED = article(
    "5/2020/TT-X#dieu-9",
    "Thời gian tính phụ cấp trực",
    "1. Ca trực ban ngày, ca trực ban đêm và ca trực ngày lễ của người trông lớp được tính đủ, kể cả ca đổi "
    "cho nhau có sổ ghi, ca trực thay người ốm và ca trực trong kỳ nghỉ hè theo lịch của lớp.\n"
    "2. Thời gian không được tính, hưởng phụ cấp trực\n"
    "a) Thời gian đi học ở nước ngoài hưởng bốn phần lương;\n"
    "b) Thời gian nghỉ việc riêng không lương liên tục từ một tháng trở lên;\n"
    "c) Thời gian bị tạm đình chỉ.\n"
    "3. Sổ trực do người trông lớp giữ, trưởng lớp ký và nộp về văn phòng vào ngày cuối của tháng.\n"
    "4. Văn phòng đối chiếu với bảng chấm công rồi lập danh sách trong năm ngày làm việc, niêm yết ở phòng "
    "chờ và gửi kế toán; ai thấy sai thì báo trưởng lớp trong ba ngày kể từ ngày niêm yết.",
)


def test_a_point_is_never_quoted_without_the_denial_that_opens_its_clause():
    spans = choose(NOT_COUNTED, read_question("Đi học ở nước ngoài hưởng bốn phần lương?"))
    told = [NOT_COUNTED.text[span.start : span.end] for span in spans]
    point = next(at for at, words in enumerate(told) if words.startswith("a) Thời gian đi học"))
    assert told[point - 1] == "2. Thời gian không được tính, hưởng phụ cấp trực"


def test_of_a_point_every_opening_around_it_is_quoted():
    nested = article(
        "5/2020/TT-X#dieu-10",
        "Việc của trưởng lớp",
        "Trưởng lớp không được:\n1. Giao cho trẻ:\na) Chìa khoá kho sách của thư viện;\n"
        "b) Sổ điểm.\n2. Tự ý đổi lịch trực của người trông lớp đêm.",
    )
    point = nested.unit(ProvisionPath.parse("5/2020/TT-X#dieu-10.khoan-1.diem-a"))
    found = leads(nested, Span(point.path, point.start, point.end))
    assert [nested.text[one.start : one.end] for one in found] == [
        "Trưởng lớp không được:",
        "1. Giao cho trẻ:",
    ]


def test_a_deadline_is_found_among_other_clauses():
    assert quotes(PAPERS, "Trường trả lời trong bao lâu?") == ["2. Trường trả lời trong 05 ngày làm việc."]


def test_a_question_without_diacritics_finds_the_same_clause():
    assert quotes(PAPERS, "le phi la bao nhieu") == ["3. Lệ phí là 20.000 đồng."]


def test_the_chosen_span_carries_the_address_of_its_clause():
    (span,) = choose(PAPERS, read_question("Lệ phí là bao nhiêu?"))
    assert str(span.path) == "5/2020/TT-X#dieu-7.khoan-3"


PIECES = st.sampled_from(
    [
        "1. ",
        "2. ",
        "3. ",
        "a) ",
        "b) ",
        "đ) ",
        "\n",
        " gồm:",
        "Hồ sơ",
        " lớp đêm",
        ". ",
        "; ",
        "khoản 2 Điều 5 ",
        "20",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=80).map("".join), st.text(max_size=60))
def test_spans_of_any_text_are_in_order_apart_inside_it_and_not_too_long(text, question):
    provision = article("5/2020/TT-X#dieu-1", "Hồ sơ", text)
    spans = choose(provision, read_question(question))
    assert bool(spans) == bool(text.strip())
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for span in spans:
        quote = text[span.start : span.end]
        assert quote == quote.strip()
        assert 0 < len(quote) <= LONGEST
