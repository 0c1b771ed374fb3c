"""One topic file: chapters, articles, links."""

from datetime import date

import pytest

from assistant.domain.path import UnitKind
from ingest.codification.topic import read_topic, web_link
from tests.ingest.codification.conftest import LINK, article, chapter, topic

NOTE = (
    "(Điều 1 Luật số 5/2031/QH19 Vườn mẫu ngày 01/02/2031 của Quốc hội, "
    "có hiệu lực thi hành kể từ ngày 01/07/2031)"
)


def test_articles_in_order_with_heading_text_and_note():
    html = topic(
        "9.2",
        "Vườn mẫu",
        chapter("Chương I", "QUY ĐỊNH CHUNG"),
        article("Điều 9.2.LQ.1. Phạm vi", NOTE, "<p>Một.</p>\n<p>Hai.</p>", anchor="a1"),
        article("Điều 9.2.NĐ.3.12a. ", NOTE, "<p>Ba.</p>", anchor="a2"),
    )
    read = read_topic(html.encode())
    first, second = read.articles
    assert read.label == "9.2 Vườn mẫu"
    assert (first.label, first.title, first.code_article) == ("Điều 9.2.LQ.1.", "Phạm vi", "1")
    assert first.text == "Một.\nHai."
    assert first.note is not None
    assert first.note.in_force_from == date(2031, 7, 1)
    assert (first.anchor, first.url) == ("a1", f"{LINK}11#Dieu_1")
    assert (second.title, second.code_article) == ("", "12a")


def test_paragraphs_inside_the_paragraph_do_not_end_it():
    html = topic("1.1", "T", article("Điều 1.1.LQ.1. H", NOTE, "<p>a</p><p>b</p> c"))
    assert read_topic(html.encode()).articles[0].text == "a\nb\nc"


def test_chapters_nest_and_close():
    html = topic(
        "1.1",
        "T",
        chapter("Phần nhất", "P"),
        chapter("Chương I", "C1"),
        chapter("Mục 2", "M2"),
        article("Điều 1.1.LQ.1. H", NOTE),
        chapter("Chương II", "C2"),
        article("Điều 1.1.LQ.2. H", NOTE),
    )
    first, second = read_topic(html.encode()).articles
    assert [(h.label, h.title) for h in first.headings] == [
        ("Phần nhất", "P"),
        ("Chương I", "C1"),
        ("Mục 2", "M2"),
    ]
    assert [h.title for h in second.headings] == ["P", "C2"]
    assert first.headings[0].segment.kind is UnitKind.PART


def test_an_article_without_a_note_is_kept_without_one():
    html = topic("1.1", "T", article("Điều 41a. Quỹ mẫu", None), article("Điều 1.1.LQ.42. H", NOTE))
    first, second = read_topic(html.encode()).articles
    assert first.note is None
    assert (first.code_article, first.title) == ("41a", "Quỹ mẫu")
    assert second.note is not None


def test_guides_inside_and_outside_the_code():
    inside = """<a href='#' onclick="ViewNoiDungPhapDien('0900'); return false;">Điều 9.2.LQ.3. Ba</a>"""
    outside = f"<a href='{LINK}7#Dieu_4' target='_blank'>Điều 4. Bốn của Nghị định 6/2031/NĐ-CP Về mẫu</a>"
    html = topic("1.1", "T", article("Điều 1.1.LQ.1. H", NOTE, guides=f"{inside}; {outside}"))
    first, second = read_topic(html.encode()).articles[0].guides
    assert (first.anchor, first.words) == ("0900", "Điều 9.2.LQ.3. Ba")
    assert (second.anchor, second.url) == (None, f"{LINK}7#Dieu_4")


def test_guides_of_a_chapter_belong_to_no_article():
    link = """<a href='#' onclick="ViewNoiDungPhapDien('1')">Điều</a>"""
    told = f"<p class='pChiDan'>(Chương này liên quan {link})</p>"
    html = topic("1.1", "T", article("Điều 1.1.LQ.1. H", NOTE), chapter("Chương I", "C"), told)
    assert read_topic(html.encode()).articles[0].guides == ()


def test_an_empty_topic_has_no_articles():
    assert read_topic(topic("24.11", "Bỏ").encode()).articles == ()


def test_a_page_that_is_no_topic_is_refused():
    with pytest.raises(ValueError, match="đề mục"):
        read_topic(b"<html><p class='pDieu'>x</p></html>")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://a b", "", None, "//x.vn"])
def test_only_links_of_the_web_are_links(url: str | None):
    assert web_link(url) is None


def test_many_open_links_are_read_in_time():
    html = topic("1.1", "T", article("Điều 1.1.LQ.1. H", NOTE, guides="<a href='x'>" * 20_000))
    assert len(read_topic(html.encode()).articles) == 1
