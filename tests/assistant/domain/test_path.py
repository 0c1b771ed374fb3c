"""Addresses are printed and read back without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind

NUMBERS = st.sampled_from(
    [DocumentNumber("43/2019/QH14"), DocumentNumber("07/2031/QĐ-ĐHX"), DocumentNumber("38-CP")]
)
LABELS = st.from_regex(r"[0-9]{1,3}[a-zđ]?|[a-zđ][0-9]?|[ivxlc]{1,4}", fullmatch=True)
SEGMENTS = st.builds(Segment, st.sampled_from(UnitKind), LABELS, st.integers(1, 12))
SCOPES = st.sampled_from(
    [
        "quy-che",
        "dieu-le",
        "chuong-trinh",
        "quy-dinh~2",
        "phap-dien-36-3",
        "đề-án".replace("ề", "e").replace("á", "a"),
    ]
)
PATHS = st.builds(ProvisionPath, NUMBERS, st.none() | SCOPES, st.lists(SEGMENTS, max_size=4).map(tuple))


@given(PATHS)
def test_printing_and_reading_gives_the_same_address(path):
    assert ProvisionPath.parse(str(path)) == path
    assert str(ProvisionPath.parse(str(path))) == str(path)


@given(PATHS)
def test_reading_does_not_mind_capitals_of_the_units(path):
    number, mark, tail = str(path).partition("#")
    assert ProvisionPath.parse(f"  {number}{mark}{tail.upper()} ") == path


@given(SEGMENTS)
def test_a_segment_reads_back(segment):
    assert Segment.parse(str(segment)) == segment


@given(st.text() | st.builds("{}#{}".format, NUMBERS, st.text("dieu-5.khoaniqc/~#đ ")))
def test_any_text_is_an_address_that_reads_back_or_is_refused(text):
    try:
        path = ProvisionPath.parse(text)
    except ValueError:
        return
    assert ProvisionPath.parse(str(path)) == path


@given(PATHS, SEGMENTS)
def test_a_child_stands_inside_its_parent(path, segment):
    child = path.child(segment)
    assert child.segments[:-1] == path.segments
    assert (child.document, child.scope) == (path.document, path.scope)


@pytest.mark.parametrize(
    ("printed", "scope", "article", "article_path", "words"),
    [
        ("43/2019/QH14#dieu-5.khoan-2.diem-đ", None, "5", "43/2019/QH14#dieu-5", "điểm đ khoản 2 Điều 5"),
        ("7/QĐ-X#quy-che/dieu-5a", "quy-che", "5a", "7/QĐ-X#quy-che/dieu-5a", "Điều 5a"),
        ("7/QĐ-X#quy-che", "quy-che", None, "7/QĐ-X#quy-che", ""),
        ("7/QĐ-X#dieu-le/dieu-1", "dieu-le", "1", "7/QĐ-X#dieu-le/dieu-1", "Điều 1"),
        ("7/QĐ-X#phu-luc-i", None, None, "7/QĐ-X#phu-luc-i", "phụ lục I"),
        ("7/QĐ-X#chuong-ii.muc-1", None, None, "7/QĐ-X#chuong-ii.muc-1", "mục 1 chương II"),
        ("7/QĐ-X#doan-12", None, None, "7/QĐ-X#doan-12", "đoạn 12"),
        ("7/QĐ-X#dieu-5~2.khoan-1", None, "5", "7/QĐ-X#dieu-5~2", "khoản 1 Điều 5"),
        ("7/QĐ-X", None, None, "7/QĐ-X", ""),
    ],
)
def test_an_address_is_taken_apart(printed, scope, article, article_path, words):
    path = ProvisionPath.parse(printed)
    assert (path.scope, path.article, str(path.article_path)) == (scope, article, article_path)
    assert path.vietnamese() == words


def test_đ_and_d_are_different_points():
    assert ProvisionPath.parse("7/QĐ-X#dieu-1.diem-đ") != ProvisionPath.parse("7/QĐ-X#dieu-1.diem-d")


@pytest.mark.parametrize(
    "text", ["", "#dieu-5", "7/QĐ-X#dieu-5.lung-tung", "7/QĐ-X#quy che", "7/QĐ-X#a/b/c", "7/QĐ-X#dieu-5~0"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        ProvisionPath.parse(text)
