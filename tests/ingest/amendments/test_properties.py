"""Whatever the text and whatever the orders: nothing raises, nothing unnamed changes."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Document, Head, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from ingest.amendments import apply, apply_to_article, read_instructions
from ingest.structure import parse_article_text

LAW = DocumentNumber("5/2020/TT-VUON")
SOURCE = ProvisionPath(DocumentNumber("9/2030/TT-VUON"), None, (Segment(UnitKind.ARTICLE, "1"),))
PIECES = st.sampled_from(
    [
        "Sửa đổi, bổ sung", "Bổ sung", "Bãi bỏ", "Thay thế cụm từ", "Bỏ cụm từ", "Đính chính", "“", "”", '"',
        "«", "»", "“2. Tưới.”", "“a) Cây;”", "“Điều 5. Tên", "khoản 2", "khoản 1 và khoản 2", "Điều 5",
        "các Điều 5, 6", "điểm c", "điểm đ1 khoản 2 Điều 5", "tên", "tên và", "Chương II", "Mục 1 Chương I",
        "Phụ lục I", "như sau:", "sau đây:", "vào sau", "vào", "bằng cụm từ", "bằng", "thành", "tại", "cuối",
        "“cây rau”", "“cây hoa”,", "của Thông tư số 5/2020/TT-VUON", "Luật Vườn cây số 3/2011/QH19",
        "ban hành kèm theo Thông tư này", "một số điều", "đoạn 2", ";", ",", "và", ".", ":", "\n", "\n1. ",
        "\n2. ", "\na) ", "\nb) ", "\n- ", "được sửa đổi, bổ sung theo", "bị bãi bỏ",
        "có hiệu lực từ ngày 01 tháng 7 năm 2030", "Trường hợp", "⟦0⟧", "(", ")", "x",
    ]
)  # fmt: skip
WORDS = st.sampled_from(["cây rau", "cây", "hoa,", ", hoa", "tưới", ",", "", "Cây", "nước và hoa", "x"])
PARTS = ["1. ", "2. ", "3. ", "a) ", "b) ", "c) ", "cây rau", " cây", " hoa,", " tưới", ".", ";", "\n"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)
TAILS = st.sampled_from(
    [
        "dieu-1", "dieu-2", "dieu-2a", "dieu-3", "dieu-1.khoan-1", "dieu-1.khoan-2", "dieu-1.khoan-2a",
        "dieu-2.khoan-1.diem-a", "dieu-2.khoan-1.diem-c", "dieu-2.diem-b", "chuong-i", "phu-luc-i", "",
    ]
)  # fmt: skip


def path(tail: str) -> ProvisionPath:
    return ProvisionPath.parse(f"{LAW}#{tail}" if tail else str(LAW))


@st.composite
def instructions(draw: st.DrawFn) -> Instruction:
    target = path(draw(TAILS))
    return Instruction(
        draw(st.sampled_from(list(Act))),
        SOURCE,
        target,
        draw(
            st.sampled_from(
                ["", "1. Cây.", "a) Hoa;", "Điều 2a. Tên\n1. Cây.\n2. Hoa.", "Chữ.", "1. Cây:\na) Hoa."]
            )
        ),
        after=draw(st.none() | TAILS.map(path)),
        within=draw(st.none() | TAILS.map(path)),
        old_words=draw(WORDS),
        new_words=draw(WORDS),
        anchor=draw(WORDS),
        before=draw(st.booleans()),
        at_end=draw(st.booleans()),
        heading=draw(st.booleans()),
        body=draw(st.booleans()),
        effective_on=draw(st.sampled_from([None, date(2030, 1, 1), date(2031, 1, 1)])),
        position=draw(st.integers(0, 9)),
    )


@st.composite
def documents(draw: st.DrawFn) -> list[Provision]:
    chapter = Provision(path("chuong-i"), UnitKind.CHAPTER, "Chương I", "CÂY RAU", "")
    made = [chapter]
    for tail in ("dieu-1", "dieu-2", "dieu-4"):
        text = draw(TEXTS)
        units = parse_article_text(path(tail), text)
        label = tail.replace("dieu-", "Điều ")
        made.append(Provision(path(tail), UnitKind.ARTICLE, label, "Cây rau", text, chapter.path, units))
    return made


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=8).map(" ".join))
def test_reading_never_raises(text: str, heading: str) -> None:
    here = ProvisionPath(DocumentNumber("9/2030/TT-VUON"), None, (Segment(UnitKind.ARTICLE, "1"),))
    article = Provision(here, UnitKind.ARTICLE, "Điều 1", heading, text, None, parse_article_text(here, text))
    document = Document(Head(here.document, title="Sửa đổi Thông tư số 5/2020/TT-VUON"), (article,))
    found = read_instructions(document)
    assert read_instructions(document) == found
    for one in found.instructions:
        assert one.target.document != here.document
        assert one.target.segments
        assert one.source.article == "1"
    assert all(one.reason for one in found.unread)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_reading_any_text_never_raises(text: str) -> None:
    here = ProvisionPath(DocumentNumber("9/2030/TT-VUON"), None, (Segment(UnitKind.ARTICLE, "1"),))
    article = Provision(here, UnitKind.ARTICLE, "Điều 1", "", text, None, parse_article_text(here, text))
    read_instructions(Document(Head(here.document, title="Sửa đổi Thông tư số 5/2020/TT-VUON"), (article,)))


@settings(max_examples=300, deadline=None)
@given(documents(), st.lists(instructions(), max_size=6))
def test_applying_never_raises_and_leaves_the_rest_alone(
    old: list[Provision], orders: list[Instruction]
) -> None:
    done = apply(old, orders)
    assert len(done.done) + len(done.contained) + len(done.failed) == len(orders)
    named = {one.target.article_path for one in done.done}
    new = {p.path: p for p in done.provisions}
    for provision in old:
        if provision.path not in named:
            assert new[provision.path] is provision
    for provision in done.provisions:
        for unit in provision.units:
            assert 0 <= unit.start < unit.end <= len(provision.text)


@settings(max_examples=300, deadline=None)
@given(documents(), instructions())
def test_one_order_twice_changes_nothing_more(old: list[Provision], order: Instruction) -> None:
    once = apply(old, [order])
    if order.act not in (Act.INSERT, Act.REPEAL) or once.done:
        twice = apply(once.provisions, [order])
        assert not twice.done
        assert twice.provisions == once.provisions


@settings(max_examples=200, deadline=None)
@given(documents(), instructions())
def test_one_article_at_a_time_gives_the_same(old: list[Provision], order: Instruction) -> None:
    by_path = {p.path: p for p in old}
    given_ = by_path.get(order.target.article_path)
    new, (result,) = apply_to_article(given_, [order])
    whole = apply(old, [order])
    if given_ is not None:
        assert {p.path: p for p in whole.provisions}.get(given_.path) == new
        assert result.outcome.value
