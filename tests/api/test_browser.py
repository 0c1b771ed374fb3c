"""The page in a real browser: Debian's chromium, driven by playwright."""

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.domain.answer import Outcome
from assistant.domain.path import ProvisionPath

pytestmark = pytest.mark.browser

QUESTION = "Khi nào được bảo lưu kết quả?"
CLAUSE = "2. Đã học ít nhất một học kỳ."
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


def ask(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("Câu hỏi của bạn").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".copy").last).to_be_visible()


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_question_is_answered_and_its_citation_opens_with_the_clause_marked(open_page):
    page = open_page()
    ask(page)
    answer = page.locator(".answer")
    expect(answer).to_contain_text("Đã tìm thấy quy định")
    expect(answer).to_contain_text("Hiệu lực xét vào ngày")
    expect(answer.locator(".statements blockquote")).to_have_text(CLAUSE)
    page.locator(".chip").click()
    panel = page.get_by_role("dialog", name="Khoản 2 Điều 5")
    expect(panel.locator("mark")).to_have_text(CLAUSE)
    expect(panel).to_contain_text("Điều 5. Bảo lưu kết quả")
    expect(panel).to_contain_text("còn hiệu lực")
    expect(panel).to_contain_text("Văn bản mẫu")
    expect(panel.get_by_role("link", name="Nguồn chính thức")).to_have_attribute(
        "href", "https://example.org/05"
    )
    expect(answer).to_be_visible()


def test_what_the_answer_refers_to_is_under_it_and_opens_in_the_panel(open_page):
    page = open_page()
    ask(page)
    followed = page.locator(".beside").first
    followed.locator("summary").click()
    expect(followed).to_contain_text("Thư viện không có Thông tư số 9/2099/TT-X.")
    followed.get_by_role("link", name="Khoản 2 Điều 5").click()
    expect(page.get_by_role("dialog", name="Khoản 2 Điều 5").locator("mark")).to_have_text(CLAUSE)
    words = page.locator(".beside").last
    words.locator("summary").click()
    expect(words).to_contain_text("Học kỳ")


def test_a_suggestion_starts_the_conversation(open_page, door):
    page = open_page()
    page.locator(".starter").first.click()
    expect(page.locator(".copy")).to_be_visible()
    assert door.asked == [door.suggestions()[0]]


def test_the_conversation_keeps_its_turns(open_page):
    page = open_page()
    ask(page, "Câu thứ nhất?")
    ask(page, "Câu thứ hai?")
    expect(page.locator(".question__text")).to_have_text(["Câu thứ nhất?", "Câu thứ hai?"])
    expect(page.locator(".copy")).to_have_count(2)


def test_where_no_conversation_is_kept_the_page_sends_the_turns_before_along(open_page):
    page = open_page()
    sent = []
    page.on("request", lambda request: sent.append(request.post_data_json) if request.post_data else None)
    ask(page, "Câu thứ nhất?")
    ask(page, "Câu thứ hai?")
    assert sent[0]["conversation"] == "new"
    assert "conversation" not in sent[1]
    [turn] = sent[1]["history"]
    assert (turn["question"], turn["cited"]) == ("Câu thứ nhất?", ["05/2024/TT-BGDĐTT#dieu-5.khoan-2"])
    assert {row["audience"] for row in sent} == {"citizen"}
    expect(page.locator("#kept")).to_be_hidden()


def test_a_question_after_an_answer_that_the_server_rendered_leans_on_it(open_page):
    page = open_page(f"/?q={QUESTION}")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data_json) if request.post_data else None)
    page.get_by_label("Câu hỏi của bạn").fill("Còn học viên thì sao?")
    page.keyboard.press("Enter")
    expect(page.locator(".copy")).to_have_count(2)
    assert [turn["question"] for turn in sent[0]["history"]] == [QUESTION]


def test_everything_can_be_done_with_the_keyboard(open_page):
    page = open_page()
    expect(page.get_by_label("Câu hỏi của bạn")).to_be_focused()
    page.keyboard.type("Dòng một")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dòng hai?")
    page.keyboard.press("Enter")
    expect(page.locator(".question__text")).to_have_text("Dòng một\ndòng hai?")
    chip = page.locator(".chip")
    expect(chip).to_be_visible()
    for _ in range(20):
        if page.evaluate("document.activeElement.className") == "chip":
            break
        page.keyboard.press("Shift+Tab")
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel mark")).to_be_visible()
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(chip).to_be_focused()


def test_the_first_tab_leads_past_the_navigation(open_page):
    page = open_page("/van-ban")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_phone_shows_the_article_as_a_sheet_and_never_scrolls_sideways(open_page):
    page = open_page(**PHONE)
    assert fits(page)
    ask(page)
    assert fits(page)
    page.locator(".chip").tap()
    expect(page.locator("#panel mark")).to_be_visible()
    assert fits(page)
    sheet = page.locator("#panel").bounding_box()
    assert (sheet["x"], sheet["width"]) == (0, 360)
    page.get_by_role("button", name="Đóng").tap()
    expect(page.locator("#panel")).to_be_hidden()
    for path in ("/van-ban", "/van-ban/05/2024/TT-BGDDTT", "/van-ban/06/2024/TT-BGDDTT", "/docs"):
        page.goto(path)
        assert fits(page), path


def test_a_question_without_spaces_does_not_break_the_phone(open_page):
    page = open_page(**PHONE)
    ask(page, "a" * 600)
    assert fits(page)


def test_the_dark_theme_follows_the_system_and_the_button(open_page):
    def ground(page):
        shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", shade)[:3]))

    page = open_page(color_scheme="dark")
    assert ground(page) < 150
    page.get_by_role("button", name="Đổi giao diện").click()
    assert ground(page) > 600
    page.reload()
    assert ground(page) > 600
    assert ground(open_page(color_scheme="light")) > 600


@pytest.mark.parametrize(
    "question", ["<img src=x onerror=alert(1)>", "<script>document.title='hacked'</script> x"]
)
def test_a_question_stays_text(open_page, question):
    page = open_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    ask(page, question)
    expect(page.locator(".question__text")).to_have_text(question)
    page.goto(f"/?q={question}")
    expect(page.locator(".question__text")).to_have_text(question)
    assert "hacked" not in page.title().replace(question, "")


def test_the_words_of_a_document_stay_text(open_page, door):
    door.documents_held.reverse()
    page = open_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    ask(page)
    page.locator(".chip").click()
    expect(page.locator("#panel")).to_contain_text("<img src=x onerror=")
    expect(page.get_by_role("link", name="Nguồn chính thức")).to_have_count(0)
    assert page.locator("#panel img[src='x'], #panel script").count() == 0
    page.goto("/van-ban/06/2024/TT-BGDDTT")
    expect(page.locator("main")).to_contain_text("<img src=x onerror=")
    assert page.title().startswith("Văn bản <img")


def test_without_script_the_form_and_the_citation_still_work(open_page):
    page = open_page(java_script_enabled=False)
    page.get_by_label("Câu hỏi của bạn").fill(QUESTION)
    page.get_by_role("button", name="Hỏi").click()
    expect(page.locator(".statements blockquote")).to_have_text(CLAUSE)
    page.locator(".chip").click()
    expect(page.locator('[id="dieu-5.khoan-2"]')).to_have_text(CLAUSE)
    assert page.url.endswith("#dieu-5.khoan-2")


def test_an_answer_that_the_server_rendered_opens_its_citations_too(open_page):
    page = open_page(f"/?q={QUESTION}")
    page.locator(".source").click()
    expect(page.locator("#panel mark")).to_have_text(CLAUSE)


def test_a_citation_from_a_pdf_shows_its_page(open_page, with_pdf):
    page = open_page()
    ask(page)
    page.locator(".chip").click()
    picture = page.get_by_role("img", name="Trang 1 của 05/2024/TT-BGDĐTT")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())


def test_the_mark_is_right_after_letters_outside_the_basic_plane(open_page, door, make_document):
    text = "Mở đầu 𝒜𝒷 😀 của điều:\n1. Có đơn đề nghị.\n" + CLAUSE
    door.documents_held[0] = make_document("05/2024/TT-BGDĐTT", title="Thử", text=text)
    assert door.show(ProvisionPath.parse("05/2024/TT-BGDĐTT#dieu-5"))
    page = open_page()
    ask(page)
    page.locator(".chip").click()
    expect(page.locator("#panel mark")).to_have_text(CLAUSE)


def test_a_table_is_shown_as_one_and_marked_across_its_cells(open_page, door, make_document):
    text = "1. Có đơn đề nghị.\n" + CLAUSE + "\n| Bậc | Mức |\n| một | hai |"
    door.documents_held[0] = make_document("05/2024/TT-BGDĐTT", title="Thử", text=text)
    unit = door.documents_held[0].provisions[1].units[1]
    object.__setattr__(unit, "end", len(text))
    page = open_page()
    ask(page)
    page.locator(".chip").click()
    expect(page.locator("#panel td")).to_have_text([" Bậc ", " Mức ", " một ", " hai "])
    expect(page.locator("#panel td mark")).to_have_count(4)
    page.goto("/van-ban/05/2024/TT-BGDDTT")
    expect(page.locator("table.cells tr")).to_have_count(2)


def test_nothing_found_is_said_and_what_can_be_asked_is_offered(open_page, door):
    door.outcome = Outcome.NOT_FOUND
    page = open_page()
    ask(page, "Thời tiết hôm nay?")
    expect(page.locator(".answer")).to_contain_text("Không tìm thấy quy định")
    door.outcome = Outcome.ANSWERED
    page.locator(".answer .starter").click()
    expect(page.locator(".copy")).to_have_count(2)


def test_a_failure_is_explained_and_can_be_tried_again(open_page, door):
    def broken(_question):
        raise RuntimeError("inside")

    door.before_answer = broken
    page = open_page()
    page.get_by_label("Câu hỏi của bạn").fill(QUESTION)
    page.keyboard.press("Enter")
    error = page.locator(".answer--error")
    expect(error).to_contain_text("Máy chủ gặp lỗi ngoài dự kiến.")
    expect(error).to_contain_text("Mã yêu cầu")
    door.before_answer = lambda _question: None
    error.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".copy")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)


def test_a_lost_connection_is_told_and_the_question_kept(open_page):
    page = open_page(quiet=False)
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    page.get_by_label("Câu hỏi của bạn").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".answer--error")).to_contain_text("Không kết nối được với máy chủ.")
    expect(page.get_by_label("Câu hỏi của bạn")).to_have_value(QUESTION)
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".copy")).to_be_visible()


def test_an_answer_is_copied_with_its_sources(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ask(page)
    page.get_by_role("button", name="Sao chép kèm nguồn").click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (QUESTION, CLAUSE, "khoản 2 Điều 5", "số 05/2024/TT-BGDĐTT", "văn bản mẫu", "còn hiệu lực"):
        assert part in copied


def test_a_screen_reader_is_told_of_answers_and_finds_its_way(open_page):
    page = open_page()
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    ask(page)
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    for role in ("banner", "navigation", "main", "search"):
        expect(page.get_by_role(role)).to_have_count(1)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == "vi"
    nameless = page.locator("button:visible, a:visible, textarea:visible, input:visible")
    for control in nameless.all():
        label = control.evaluate(
            "n => n.ariaLabel || n.textContent.trim() || (n.labels && n.labels[0]?.textContent)"
        )
        assert label


def test_the_service_is_asked_and_no_one_else(open_page, site):
    page = open_page("/docs")
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto("/")
    ask(page)
    page.locator(".chip").click()
    expect(page.locator("#panel mark")).to_be_visible()
    assert seen
    assert all(url.startswith(site) for url in seen)
