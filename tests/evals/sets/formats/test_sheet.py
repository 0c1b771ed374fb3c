"""A spreadsheet of cases is read as people write it, and written so that it reads back the same."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.answer import Audience, Outcome
from assistant.domain.conversation import Turn
from assistant.errors import BadRequest
from evals.cases import Case, DateMode, Kind, Nugget, Split
from evals.sets.formats.sheet import read_sheet, write_sheet
from evals.sets.formats.stated import Stated

DAY = date(2031, 6, 2)
STATED = Stated(DAY)


def sheet(folder, text, encoding="utf-8"):
    path = folder / "s.csv"
    path.write_text(text, encoding=encoding)
    return path


def refused(folder, text, words):
    with pytest.raises(BadRequest, match=words) as caught:
        read_sheet(sheet(folder, text), STATED)
    assert "README" in caught.value.hint or caught.value.hint
    return caught.value.message


def a_case(**more):
    fields = {
        "id": "c-1",
        "question": "Mỗi lớp nuôi mấy tổ ong?",
        "as_of": DAY,
        "date_mode": DateMode.UNSTATED,
        "kind": Kind.SIMPLE,
        "field": "ong",
        "audience": Audience.CITIZEN,
        "history": (),
        "gold": (("1/2031/TT-X#dieu-3", "2/2031/TT-X#dieu-1.khoan-2"), ("5/2031/QH99#dieu-4",)),
        "superseded": ("1/2020/TT-X#dieu-3",),
        "nuggets": (Nugget(text="Ba tổ", vital=True), Nugget(text="Trừ mùa mưa", vital=False)),
        "answerable": True,
        "expected": (Outcome.ANSWERED,),
        "cluster": "1/2031/TT-X",
        "pair": None,
        "variant_of": None,
        "split": Split.DEV,
        "source": "tay",
        "checked_by": None,
        "checked_on": None,
    }
    return Case.model_validate(fields | more)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_two_columns_are_enough_whatever_parts_them(tmp_path, delimiter):
    text = f"Câu hỏi{delimiter}Căn cứ\r\nMấy tổ ong?{delimiter}1/2031/TT-X#dieu-3\r\n"
    (case,) = read_sheet(sheet(tmp_path, text, "utf-8-sig"), STATED)
    assert (case.id, case.question, case.gold) == ("s-2", "Mấy tổ ong?", (("1/2031/TT-X#dieu-3",),))
    assert (case.as_of, case.kind, case.expected[0]) == (DAY, Kind.SIMPLE, Outcome.ANSWERED)


def test_a_spreadsheet_may_save_utf_16(tmp_path):
    (case,) = read_sheet(
        sheet(tmp_path, "câu hỏi\tcăn cứ\r\nMấy tổ ong?\t1/2031/TT-X#dieu-3\r\n", "utf-16"), STATED
    )
    assert case.question == "Mấy tổ ong?"


def test_the_article_may_stand_in_columns_of_its_own(tmp_path):
    text = "cau hoi,van ban,dieu,khoan,diem\na,1/2031/TT-X,Điều 3,2,đ)\nb,1/2031/TT-X,5a,,\n"
    first, second = read_sheet(sheet(tmp_path, text), STATED)
    assert (first.gold, second.gold) == (
        (("1/2031/TT-X#dieu-3.khoan-2.diem-đ",),),
        (("1/2031/TT-X#dieu-5a",),),
    )


def test_gold_is_groups_of_which_any_will_do_in_words_too(tmp_path):
    text = 'câu hỏi,căn cứ\na,"1/2031/TT-X#dieu-3 | 2/2031/TT-X#dieu-1; khoản 2 Điều 5 Luật số 5/2031/QH99"\n'
    (case,) = read_sheet(sheet(tmp_path, text), STATED)
    assert case.gold == (("1/2031/TT-X#dieu-3", "2/2031/TT-X#dieu-1"), ("5/2031/QH99#dieu-5.khoan-2",))
    assert case.kind is Kind.SEVERAL


def test_values_may_be_vietnamese(tmp_path):
    text = (
        "câu hỏi,căn cứ,loại,người hỏi,phần,ngày hỏi,người kiểm,ngày kiểm,kiểu ngày\n"
        "a,1/2031/TT-X#dieu-3,Thủ tục,người dân,để dành,02/07/2031,Bà Mẫu,3/7/2031,hiện nay\n"
    )
    (case,) = read_sheet(sheet(tmp_path, text), STATED)
    assert (case.kind, case.audience, case.split) == (Kind.PROCEDURE, Audience.CITIZEN, Split.HOLDOUT)
    assert (case.as_of, case.checked_on, case.date_mode) == (
        date(2031, 7, 2),
        date(2031, 7, 3),
        DateMode.CURRENT,
    )


@pytest.mark.parametrize(
    ("row", "kind", "expected"),
    [
        ("không có quy định,", Kind.UNANSWERABLE, Outcome.NOT_FOUND),
        ("attack,", Kind.ATTACK, Outcome.REFUSED),
        (",ngoài phạm vi", Kind.OUT_OF_FIELD, Outcome.OUT_OF_SCOPE),
        (",no_provision_found", Kind.UNANSWERABLE, Outcome.NOT_FOUND),
    ],
)
def test_a_question_that_nothing_answers_says_so(tmp_path, row, kind, expected):
    (case,) = read_sheet(sheet(tmp_path, f"câu hỏi,căn cứ,loại,kết quả\na,,{row}\n"), STATED)
    assert (case.kind, case.expected[0], case.answerable) == (kind, expected, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("câu hỏi,căn cứ\na,\n", "dòng 2: thiếu căn cứ"),
        ("câu hỏi,căn cứ\n,1/2031/TT-X#dieu-3\n", "dòng 2: question"),
        ("câu hỏi,căn cứ\na,đâu đó\n", "dòng 2: không đọc được"),
        ("câu hỏi,căn cứ\na,1/2031/TT-X\n", "dòng 2"),
        ("câu hỏi,văn bản\na,1/2031/TT-X\n", "dòng 2: thiếu số của điều"),
        ("câu hỏi,căn cứ,loại\na,1/2031/TT-X#dieu-3,khó\n", "“khó” không phải một trong: simple"),
        ("câu hỏi,căn cứ,ngày\na,1/2031/TT-X#dieu-3,31/02/2031\n", "dòng 2: “31/02/2031”"),
        ("câu hỏi,căn cứ,người kiểm\na,1/2031/TT-X#dieu-3,Bà Mẫu\n", "người kiểm và ngày kiểm"),
        ("mã,câu hỏi,căn cứ\nx,a,1/2031/TT-X#dieu-3\nx,b,1/2031/TT-X#dieu-3\n", "dòng 3: mã x"),
        ("câu hỏi\na\n", "dòng 1: thiếu cột"),
        ("câu hỏi,căn cứ,màu\na,1/2031/TT-X#dieu-3,đỏ\n", "dòng 1: không rõ cột “màu”"),
        ("câu hỏi,căn cứ,cau_hoi\n", "dòng 1: cột question"),
        ("câu hỏi,căn cứ\na,1/2031/TT-X#dieu-3,thừa\n", "dòng 2: có nhiều ô"),
        ('câu hỏi,căn cứ\n"a"b,1/2031/TT-X#dieu-3\n', "dòng 2: không đúng dạng CSV"),
    ],
)
def test_a_line_that_is_wrong_is_told(tmp_path, text, words):
    refused(tmp_path, text, words)


def test_all_lines_that_are_wrong_are_told_at_once_by_where_they_begin(tmp_path):
    text = 'câu hỏi,căn cứ\n"a\nb",\nc,1/2031/TT-X#dieu-3\nd,\n'
    message = refused(tmp_path, text, "có 2 lỗi")
    assert "dòng 2:" in message
    assert "dòng 5:" in message


def test_what_is_written_reads_back_the_same(tmp_path):
    cases = [
        a_case(),
        a_case(id="c-2", question="=SUM(A1) là gì?", audience=None, pair="p", variant_of="c-1", nuggets=()),
        a_case(id="c-3", question="'trích' từ đâu?", checked_by="Bà Mẫu", checked_on=DAY),
        a_case(id="c-4", gold=(), answerable=False, expected=(Outcome.NOT_FOUND,), kind=Kind.UNANSWERABLE),
        a_case(id="c-5", history=(Turn(question="Trường tư?"), Turn(question="Còn lớp 1?"))),
    ]
    path = sheet(tmp_path, write_sheet(cases), "utf-8-sig")
    assert read_sheet(path, Stated(date(1999, 1, 1))) == cases
    assert "'=SUM" in path.read_text("utf-8-sig")


@settings(max_examples=60, deadline=None)
@given(
    question=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool),
    nugget=st.text("abcđế ,;|\"'=", min_size=1).map(lambda text: " ".join(text.split())).filter(bool),
)
def test_any_words_read_back_the_same(tmp_path_factory, question, nugget):
    case = a_case(question=question, nuggets=(Nugget(text=nugget, vital=True),))
    folder = tmp_path_factory.mktemp("s")
    assert read_sheet(sheet(folder, write_sheet([case]), "utf-8-sig"), STATED) == [case]


def test_a_sheet_that_was_checked_mends_the_cases_it_came_from(tmp_path):
    turn = Turn(question="Trường tư?", standalone="Trường tư nuôi ong?", cited=("1/2031/TT-X#dieu-9",))
    case = a_case(history=(turn,))
    text = (
        "mã,câu hỏi,lượt trước,căn cứ,người kiểm,ngày kiểm,ý chính\n"
        "c-1,Mấy tổ?,Trường tư?,5/2031/QH99#dieu-4,Bà Mẫu,2031-07-01,\n"
    )
    (mended,) = read_sheet(sheet(tmp_path, text), STATED, [case])
    assert (mended.question, mended.gold, mended.checked_by) == (
        "Mấy tổ?",
        (("5/2031/QH99#dieu-4",),),
        "Bà Mẫu",
    )
    assert mended.history == (turn,)
    assert mended.nuggets == ()
    assert (mended.superseded, mended.field, mended.source) == (case.superseded, case.field, case.source)
