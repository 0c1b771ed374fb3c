"""Transitional provisions: the older rule that goes on governing some cases."""

from datetime import date

import pytest

from assistant.domain.document import Provision, RelationKind
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.structure.article import parse_article_text
from ingest.structure.transition import is_transitional, transitions
from tests.ingest.structure.conftest import Read

OWN = ProvisionPath.parse("9/2031/TT-X")


def article(heading: str, text: str) -> Provision:
    path = ProvisionPath.parse("9/2031/TT-X#dieu-8")
    return Provision(path, UnitKind.ARTICLE, "Điều 8", heading, text, units=parse_article_text(path, text))


def told(heading: str, text: str) -> list[tuple[str, str | None]]:
    found = transitions(article(heading, text), OWN, lambda _: date(2031, 3, 1))
    assert {relation.kind for relation in found} <= {RelationKind.TRANSITION}
    return [(str(r.source).partition("#")[2], str(r.target) if r.target else None) for r in found]


@pytest.mark.parametrize(
    "heading",
    [
        "Điều khoản chuyển tiếp",
        "Quy định chuyển tiếp",
        "Xử lý chuyển tiếp",
        "Hiệu lực thi hành và quy định chuyển tiếp",
        "Quy định chuyển tiếp đối với lớp ghép",
    ],
)
def test_headings_that_say_so(heading: str) -> None:
    assert is_transitional(article(heading, ""))


@pytest.mark.parametrize(
    "heading", ["Hiệu lực thi hành", "Thủ tục chuyển tiếp điều trị", "Cấp chuyển tiếp chứng thư", ""]
)
def test_headings_that_do_not(heading: str) -> None:
    assert not is_transitional(article(heading, ""))


def test_clauses_of_a_transitional_article() -> None:
    text = (
        "1. Hồ sơ nộp trước ngày Thông tư này có hiệu lực thi hành thì thực hiện theo quy định tại "
        "Thông tư số "
        "1/2020/TT-X và Thông tư số 2/2021/TT-X.\n"
        "2. Lớp đã mở tiếp tục được áp dụng khoản 3 Điều 9 Thông tư số 1/2020/TT-X đến hết khóa học."
    )
    assert told("Điều khoản chuyển tiếp", text) == [
        ("dieu-8.khoan-1", "1/2020/TT-X"),
        ("dieu-8.khoan-1", "2/2021/TT-X"),
        ("dieu-8.khoan-2", "1/2020/TT-X#dieu-9.khoan-3"),
    ]


def test_texts_that_are_named_before() -> None:
    text = (
        "Hồ sơ nộp theo Thông tư số 1/2020/TT-X và Thông tư số 2/2021/TT-X trước ngày Thông tư này "
        "có hiệu lực "
        "thì tiếp tục thực hiện theo quy định tại các văn bản đó."
    )
    assert told("Điều khoản chuyển tiếp", text) == [("dieu-8", "1/2020/TT-X"), ("dieu-8", "2/2021/TT-X")]


def test_a_day_marks_the_cases_too() -> None:
    text = "Hồ sơ nộp trước 01/7/2031 thực hiện theo Thông tư số 1/2020/TT-X."
    assert told("Điều khoản chuyển tiếp", text) == [("dieu-8", "1/2020/TT-X")]


def test_one_that_names_no_older_text_has_no_target() -> None:
    words = "Lớp đã mở trước ngày Thông tư này có hiệu lực thì tiếp tục đến hết khóa học. " * 10
    (found,) = transitions(article("Điều khoản chuyển tiếp", words), OWN, lambda _: None)
    assert (str(found.source), found.target, found.effective_on) == ("9/2031/TT-X#dieu-8", None, None)
    assert found.target_text == words[:500]


def test_a_clause_under_a_title_of_its_own() -> None:
    text = (
        "1. Thông tư này có hiệu lực từ ngày 01/3/2031.\n2. Quy định chuyển tiếp:\n"
        "a) Hồ sơ nộp trước ngày Thông tư này có hiệu lực được giải quyết theo Thông tư số 1/2020/TT-X."
    )
    assert told("Hiệu lực thi hành", text) == [("dieu-8.khoan-2.diem-a", "1/2020/TT-X")]


def test_words_that_let_go_on_count_anywhere() -> None:
    text = (
        "1. Một.\n2. Chương trình đã duyệt thì tiếp tục thực hiện theo quy định của Thông tư số 1/2020/TT-X."
    )
    assert told("Tổ chức thực hiện", text) == [("dieu-8.khoan-2", "1/2020/TT-X")]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Tổ chức thực hiện", "Lớp học thực hiện theo Thông tư số 1/2020/TT-X."),
        ("Tổ chức thực hiện", "Lớp học tiếp tục thực hiện theo Thông tư số 3/2035/TT-X."),
        ("Tổ chức thực hiện", "Lớp học tiếp tục thực hiện theo quy định của Thông tư này."),
        ("Tổ chức thực hiện", "Giấy cấp theo Thông tư số 1/2020/TT-X tiếp tục có giá trị."),
    ],
)
def test_what_is_no_transition(heading: str, text: str) -> None:
    assert told(heading, text) == []


def test_a_transition_ends_nothing(read: Read) -> None:
    document = read(
        "Số: 9/2031/TT-X\nHà Nội, ngày 10 tháng 01 năm 2031\nĐiều 1. Một\nA.\nĐiều 2. Quy định chuyển tiếp\n"
        "Lớp đã mở thì tiếp tục thực hiện theo Thông tư số 1/2020/TT-X.\nĐiều 3. Hiệu lực thi hành\n"
        "Thông tư này có hiệu lực từ ngày 01/3/2031."
    )
    (found,) = document.relations
    assert (found.kind, str(found.target)) == (RelationKind.TRANSITION, "1/2020/TT-X")
    assert found.effective_on == date(2031, 3, 1)
