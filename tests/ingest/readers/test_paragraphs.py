"""Joining of wrapped lines and removal of furniture, on printed lines made by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.furniture import without_furniture
from ingest.readers.layout import Piece, Printed, printed_lines
from ingest.readers.paragraphs import paragraphs

LEFT, RIGHT = 0.1, 0.9


def line(text, left=LEFT, right=RIGHT, *, y, page=1):
    return Printed(text, page, (left, y, right, y + 0.015), 0.015)


def column(*lines):
    """(text, left, right) set one under the other."""
    return [line(text, left, right, y=0.1 + 0.02 * index) for index, (text, left, right) in enumerate(lines)]


def joined(*lines):
    return [paragraph.text for paragraph in paragraphs([column(*lines)])]


FULL = "chữ chạy hết chiều rộng của trang giấy theo cách in thường thấy"


def test_a_line_with_room_left_ends_its_paragraph():
    assert joined(
        (f"Đoạn một {FULL}", LEFT, RIGHT),
        ("ngắn.", LEFT, 0.2),
        (f"Đoạn hai {FULL}", LEFT, RIGHT),
        (f"và {FULL}", LEFT, RIGHT),
    ) == [f"Đoạn một {FULL} ngắn.", f"Đoạn hai {FULL} và {FULL}"]


def test_without_indents_a_full_line_that_ended_is_followed_by_a_new_paragraph():
    assert joined(
        (f"1. Một {FULL}.", LEFT, RIGHT),
        (f"2. Hai {FULL}.", LEFT, RIGHT),
        (f"Ba {FULL}", LEFT, RIGHT),
        (f"bốn {FULL}.", LEFT, RIGHT),
    ) == [f"1. Một {FULL}.", f"2. Hai {FULL}.", f"Ba {FULL} bốn {FULL}."]


def test_a_hanging_indent_is_one_paragraph():
    assert joined(
        (f"- Một {FULL}", LEFT, RIGHT),
        (f"hai {FULL}.", 0.14, RIGHT),
        (f"Ba {FULL}.", 0.14, RIGHT),
        (f"- Bốn {FULL}.", LEFT, RIGHT),
    ) == [f"- Một {FULL} hai {FULL}. Ba {FULL}.", f"- Bốn {FULL}."]


def test_a_cut_word_is_joined_without_a_blank():
    body = [("1. Theo Thông tư số 01/2099/TT-", 0.14, RIGHT), ("BGDM của Bộ.", LEFT, 0.3)]
    rest = [(f"{n}. Một {FULL}", 0.14, RIGHT) for n in range(2, 6)]
    assert joined(*body, *rest)[0] == "1. Theo Thông tư số 01/2099/TT-BGDM của Bộ."


def test_titles_in_the_middle_join_in_lower_case_only():
    text = joined(
        ("QUYẾT ĐỊNH", 0.4, 0.6),
        ("Về việc ban hành quy định mẫu của", 0.3, 0.7),
        ("trường mẫu", 0.42, 0.58),
        ("(Kèm theo Quyết định số 1/QĐ", 0.3, 0.7),
        ("Ngày 1 tháng 2 năm 2099)", 0.35, 0.65),
        *[(f"Một {FULL}", LEFT, RIGHT)] * 4,
    )
    assert text[:3] == [
        "QUYẾT ĐỊNH",
        "Về việc ban hành quy định mẫu của trường mẫu",
        "(Kèm theo Quyết định số 1/QĐ Ngày 1 tháng 2 năm 2099)",
    ]


def test_a_reference_where_wrapped_lines_stand_is_no_article():
    body = [
        (f"1. Theo khoản 2 {FULL}", 0.14, RIGHT),
        ("12. của quy định khác", LEFT, 0.4),
        *[(f"{n}. Một {FULL}", 0.14, RIGHT) for n in range(2, 7)],
    ]
    assert joined(*body)[0].endswith("12. của quy định khác")


def test_rows_of_tables_are_never_joined():
    rows = [Printed("| a |", 1, (0.1, 0.1, 0.9, 0.12), table=True), line("chữ thường", y=0.12)]
    assert [found.text for found in paragraphs([rows])] == ["| a |", "chữ thường"]


words = st.text(alphabet="ĐđAaẾế 12.:;-()", min_size=1, max_size=30).map(str.strip).filter(bool)
places = st.tuples(st.floats(0, 0.5), st.floats(0.5, 1), st.floats(0, 0.98))


@given(st.lists(st.tuples(words, places, st.integers(1, 3), st.booleans()), max_size=20))
def test_paragraphs_keep_every_line_in_order_with_its_place(found):
    lines = [
        Printed(text, page, (left, top, right, min(top + 0.015, 1)), 0.015, bold)
        for text, (left, right, top), page, bold in sorted(found, key=lambda item: item[2])
    ]
    pages = [[item for item in lines if item.page == page] for page in (1, 2, 3)]
    result = paragraphs(pages)
    spans = [span for paragraph in result for span in paragraph.spans]
    assert [span.box for span in spans] == [item.box for page in pages for item in page]
    kept = [p.text[s.start : s.end] for p in result for s in p.spans]
    assert kept == [item.text for page in pages for item in page]


@given(st.lists(st.tuples(words, places), max_size=20))
def test_reading_order_loses_and_invents_nothing(found):
    pieces = [
        Piece(text, (left, top, right, min(top + 0.02, 1.0)), 0.02) for text, (left, right, top) in found
    ]
    lines = printed_lines(pieces, 1)
    assert sorted(" ".join(item.text for item in lines).split()) == sorted(
        " ".join(piece.text for piece in pieces).split()
    )


@pytest.mark.parametrize("pages", [1, 2, 7])
def test_text_without_furniture_is_left_whole(pages):
    made = [
        [line(f"Dòng {n} của trang {page}", y=0.2 + n / 50, page=page) for n in range(5)]
        for page in range(1, pages + 1)
    ]
    assert without_furniture(made) == made


def test_a_head_that_comes_twice_in_two_pages_stays_but_a_foot_goes():
    made = [
        [
            line("BỘ GIÁO DỤC MẪU", y=0.05, page=n),
            line(f"Thân {n}", y=0.5, page=n),
            line("Chân trang mẫu", y=0.95, page=n),
        ]
        for n in (1, 2)
    ]
    assert [[item.text for item in page] for page in without_furniture(made)] == [
        ["BỘ GIÁO DỤC MẪU", "Thân 1"],
        ["BỘ GIÁO DỤC MẪU", "Thân 2"],
    ]


def test_furniture_ends_at_the_first_line_of_the_text():
    made = [
        [
            line("Tạp chí mẫu", y=0.03, page=n),
            line(f"Khác {n} hẳn", y=0.06, page=n),
            line("Giống nhau", y=0.09, page=n),
        ]
        for n in range(1, 6)
    ]
    made = [[page[0], line("chữ " + "x" * page[0].page, y=0.06, page=page[0].page), page[2]] for page in made]
    assert [[item.text for item in page][-1] for page in without_furniture(made)] == ["Giống nhau"] * 5
