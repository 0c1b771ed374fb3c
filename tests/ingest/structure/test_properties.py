"""Whatever the lines: the grammar reads them, loses no word and makes no false span."""

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.document import Document, LineSpan, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.references import find_references, provision_references
from assistant.domain.words import fold, squeeze
from ingest.reading import Line, ReadDocument
from ingest.structure import parse, parse_article_text

WORDS = st.sampled_from(
    [
        "Điều 1.", "Điều 2. Phạm vi", "Điều 3", "Điều 4a.", "ĐIỀU 5:", "Điều 7 của Luật này", "Điều 10 -",
        "Điều", "Chương I", "CHƯƠNG II", "Chương III.", "Phần thứ nhất", "PHẦN II", "Mục 1", "MỤC 2.",
        "Tiểu mục 1", "khoản 2 Điều 5", "điểm a", "1.", "2.", "3.", "2a.", "1.1.", "1.000 đồng", "a)",
        "b)", "đ)", "- a)", "c1)", "PHỤ LỤC I", "PHỤ LỤC", "Phụ lục 02.", "MẪU SỐ 01", "Mẫu số 2:",
        "DANH MỤC", "Biểu mẫu", "BIỂU 3", "QUY CHẾ", "QUY ĐỊNH", "ĐIỀU LỆ", "KẾ HOẠCH",
        "(Ban hành kèm theo Quyết định số 1/QĐ-X)", "kèm theo", "như sau:", "“", "”", '"', "«",
        "“Điều 9. Tên", "Sửa đổi, bổ sung", "Bãi bỏ", "thay thế Thông tư số 1/2020/TT-X",
        "Số: 12/2020/TT-X", "Luật số: 3/2019/QH14", "THÔNG TƯ", "QUYẾT ĐỊNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội, ngày 31 tháng 02 năm 2020", "ngày 14/02/2025",
        "có hiệu lực kể từ ngày ký", "sau 45 ngày",
        "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020", "Căn cứ Luật A;", "Nơi nhận:",
        "KT. BỘ TRƯỞNG", "Nguyễn Văn A", "I.", "II.", "A.", "III. Tổ chức", "BÁO CÁO", "Kính gửi:",
        "trẻ em", "Nhà trường", "được", "học sinh.", "|", "#", "**", "…", "______", ";", ".", ":", "x",
        "Y",
    ]
)  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> Line:
    words = draw(st.lists(WORDS, min_size=1, max_size=4))
    text = squeeze(" ".join(words)) or "x"
    return Line(
        text,
        page=1,
        heading=draw(st.sampled_from([0, 0, 0, 1, 2, 3])),
        centered=draw(st.booleans()),
        bold=draw(st.booleans()),
        table=draw(st.sampled_from([False, False, False, True])),
        spans=(LineSpan(0, len(text), 1, (0.0, 0.0, 1.0, 1.0)),),
    )


DOCUMENTS = st.lists(lines(), max_size=40).map(lambda found: ReadDocument(tuple(found)))


def words_of(text: str) -> Counter[str]:
    text = re.sub(r"(?<=Điều )[lI](?!\w)", "1", text)  # a slip of scans, which the grammar mends
    return Counter(re.findall(r"[^\W_]+", fold(text)))


def printed(provision: Provision) -> str:
    made = provision.kind in (UnitKind.PREAMBLE, UnitKind.CLOSING, UnitKind.PARAGRAPH)
    made = made or (provision.kind is UnitKind.ATTACHED and provision.label == "Văn bản kèm theo")
    label = "" if made else provision.label
    return " ".join((label, provision.heading, provision.note or "", provision.text))


@given(DOCUMENTS)
@settings(max_examples=300, deadline=None)
def test_every_word_stands_in_one_provision(read: ReadDocument) -> None:
    document = parse(read, name="tep.txt")
    assert words_of(read.text) == words_of(" ".join(map(printed, document.provisions)))


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_addresses_are_unique_and_print_back(read: ReadDocument) -> None:
    document = parse(read, name="tep.txt")
    paths = [provision.path for provision in document.provisions]
    paths += [unit.path for provision in document.provisions for unit in provision.units]
    assert len(set(paths)) == len(paths)
    assert all(ProvisionPath.parse(str(path)) == path for path in paths)
    known = set(paths)
    assert all(p.parent is None or p.parent in known for p in document.provisions)


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_units_nest_in_order_and_inside_their_text(read: ReadDocument) -> None:
    for provision in parse(read, name="tep.txt").provisions:
        check_units(provision.path, provision.text, provision)


def check_units(path: ProvisionPath, text: str, provision: Provision) -> None:
    starts = [unit.start for unit in provision.units]
    assert starts == sorted(starts)
    clauses = {unit.path: unit for unit in provision.units if unit.kind is UnitKind.CLAUSE}
    for unit in provision.units:
        assert 0 <= unit.start < unit.end <= len(text)
        assert text[unit.start :].startswith(unit.label)
        above = clauses.get(ProvisionPath(path.document, path.scope, unit.path.segments[:-1]))
        if unit.kind is UnitKind.POINT and above:
            assert above.start <= unit.start
            assert unit.end <= above.end
    ordered = list(clauses.values())
    assert all(a.end <= b.start for a, b in pairwise(ordered))


@given(DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_places_on_the_page_point_at_the_words_of_a_line(read: ReadDocument) -> None:
    sources = {line.text for line in read.lines}
    for provision in parse(read, name="tep.txt").provisions:
        for span in provision.lines:
            words = provision.text[span.start : span.end]
            assert words
            assert any(source.endswith(words) for source in sources)


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_article_text_is_read(text: str) -> None:
    path = ProvisionPath.parse("1/2020/TT-X#dieu-1")
    breaks = text.replace(". ", ".\n")
    units = parse_article_text(path, breaks)
    check_units(path, breaks, Provision(path, UnitKind.ARTICLE, "Điều 1", "", breaks, units=units))


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_references_are_found_in_any_text(text: str) -> None:
    within = ProvisionPath.parse("1/2020/TT-X#dieu-1.khoan-2")
    for reference in find_references(text, within, resolve=lambda name: DocumentNumber("2/2021/TT-Y")):
        assert 0 <= reference.start < reference.end <= len(text)
        assert ProvisionPath.parse(str(reference.path)) == reference.path


@given(DOCUMENTS)
@settings(max_examples=50, deadline=None)
def test_the_same_lines_give_the_same_document(read: ReadDocument) -> None:
    first: Document = parse(read, name="tep.txt")
    assert first == parse(read, name="tep.txt")
    assert all(provision_references(p) is not None for p in first.provisions)
