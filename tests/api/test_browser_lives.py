"""Validity in a real browser: the day of a question, bars, comparisons, what changed."""

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from api.app import create_app
from assistant.settings import Settings

pytestmark = pytest.mark.browser

NUMBER = "20/2020/TT-BGDM"
FIFTH, SEVENTH = f"{NUMBER}%23dieu-5", f"{NUMBER}%23dieu-7"
QUESTION = "Hồ sơ chuyển trường: học sinh nộp đơn trước mấy ngày?"
OLD, NEW = "1. Học sinh nộp đơn trước năm ngày.", "1. Học sinh nộp đơn trước bảy ngày."
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
PAGES = (
    f"/dien-bien?path={FIFTH}",
    f"/dien-bien?path={SEVENTH}&as_of=2023-01-01",
    f"/dien-bien?path={NUMBER}",
    f"/so-sanh?path={FIFTH}",
    f"/so-sanh?path={SEVENTH}&from=2020-05-01&to=2025-01-01",
    "/thay-doi?since=2019-01-01",
    f"/van-ban/{NUMBER}",
)


@pytest.fixture
def served(living_home) -> FastAPI:
    return create_app(Settings(home=living_home, _env_file=None))


def ask(page: Page, day: str = "") -> None:
    page.get_by_label("Áp dụng vào ngày").fill(day)
    page.get_by_label("Câu hỏi của bạn").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".copy").last).to_be_visible()


def test_the_day_of_a_question_is_chosen_beside_it(open_page):
    page = open_page()
    expect(page.get_by_label("Áp dụng vào ngày")).to_have_value("")
    ask(page)
    expect(page.locator(".answer").last).to_contain_text("(hôm nay)")
    expect(page.locator(".statements blockquote").last).to_have_text(NEW)
    ask(page, "2021-01-01")
    answer = page.locator(".answer").last
    expect(answer).to_contain_text("Hiệu lực xét vào ngày 01/01/2021 (ngày bạn chọn)")
    expect(answer.locator(".statements blockquote").first).to_have_text(OLD)
    expect(answer.locator(".source__validity").first).to_contain_text("có lời văn khác từ ngày 01/07/2022")
    expect(page.get_by_label("Áp dụng vào ngày")).to_have_value("2021-01-01")


def test_the_day_is_kept_without_script(open_page):
    page = open_page(java_script_enabled=False)
    page.get_by_label("Áp dụng vào ngày").fill("2021-01-01")
    page.get_by_label("Câu hỏi của bạn").fill(QUESTION)
    page.get_by_role("button", name="Hỏi").click()
    expect(page.locator(".statements blockquote").first).to_have_text(OLD)
    expect(page.get_by_label("Áp dụng vào ngày")).to_have_value("2021-01-01")
    page.get_by_role("link", name="Còn đúng không?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Câu trả lời này còn đúng không?")
    expect(page.locator(".verdict")).to_contain_text("Không còn đúng")


def test_the_panel_shows_the_life_of_the_article_and_its_other_wordings(open_page):
    page = open_page()
    ask(page, "2021-01-01")
    page.locator(".chip").first.click()
    panel = page.get_by_role("dialog", name="Khoản 1 Điều 5")
    expect(panel.locator("mark")).to_have_text(OLD)
    phases = panel.get_by_role("list", name="Các giai đoạn hiệu lực")
    expect(phases.get_by_role("listitem")).to_have_count(3)
    phases.get_by_role("link", name="Từ ngày 01/07/2022").click()
    expect(panel.locator("mark")).to_have_text(NEW)
    expect(panel).to_contain_text("Lời văn này")
    expect(panel.locator(".step.is-chosen")).to_contain_text("Từ ngày 01/07/2022")
    panel.locator(".bar__step").nth(1).click()
    expect(panel.locator("mark")).to_have_text(OLD)
    panel.get_by_role("link", name="So sánh với lời văn trước").click()
    expect(page.locator("del").last).to_be_visible()


def test_the_bar_is_to_scale_and_numbered(open_page):
    page = open_page(f"/dien-bien?path={FIFTH}&as_of=2021-01-01")
    widths = [piece.bounding_box()["width"] for piece in page.locator(".bar__piece").all()]
    assert widths[0] < widths[1] < widths[2]
    assert [label.split(".")[0] for label in page.locator(".bar__label").all_text_contents()] == [
        "1",
        "2",
        "3",
    ]
    expect(page.locator(".bar__piece.is-chosen")).to_have_count(1)


def test_a_phase_is_chosen_with_the_keyboard(open_page):
    page = open_page(f"/dien-bien?path={FIFTH}")
    expect(page.locator(".law")).to_contain_text(NEW)
    page.get_by_role("link", name="Từ ngày 01/01/2020 đến hết ngày 30/06/2022").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".law")).to_contain_text(OLD)
    expect(page.get_by_label("Đọc lời văn của ngày")).to_have_value("2020-01-01")


@pytest.mark.parametrize("script", [True, False])
def test_wordings_are_compared_from_the_life_of_an_article(open_page, script):
    page = open_page(f"/van-ban/{NUMBER}", java_script_enabled=script)
    page.locator("#dieu-5").get_by_text("Diễn biến hiệu lực").click()
    page.locator("#dieu-5").get_by_role("link", name="So sánh với lời văn trước").click()
    expect(page.locator(".compared__words del").first).to_contain_text("năm")
    expect(page.locator(".compared__words ins").first).to_contain_text("bảy")
    shapes = page.locator(".compared__words").evaluate(
        "n => ['del', 'ins'].map(t => getComputedStyle(n.querySelector(t)).textDecorationLine)"
    )
    assert shapes == ["line-through", "underline"]
    page.locator("#from").fill("2022-07-02")
    page.get_by_role("button", name="So sánh").click()
    expect(page.locator(".verdict")).to_have_text("Lời văn hai ngày giống nhau.")


def test_what_changed_is_listed_and_filtered_and_leads_to_the_life(open_page):
    page = open_page(java_script_enabled=False)
    page.get_by_role("link", name="Thay đổi", exact=True).click()
    page.get_by_label("Từ ngày").fill("2022-01-01")
    page.get_by_role("searchbox").fill("chuyển trường")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("main")).not_to_contain_text("Thông tư mẫu bãi bỏ")
    page.get_by_role("link", name="Điều 6. Báo cáo").click()
    expect(page.locator("h1")).to_have_text("Điều 6. Báo cáo")
    expect(page.locator("main")).to_contain_text("Bị bãi bỏ bởi")


def test_an_answer_is_checked_where_it_stands(open_page):
    page = open_page()
    ask(page, "2021-01-01")
    page.get_by_role("link", name="Còn đúng không?").click()
    expect(page.locator(".still__told")).to_contain_text("Vẫn đúng cho ngày 01/01/2021")
    page.get_by_role("link", name="Xem từng căn cứ").click()
    expect(page.locator("main")).to_contain_text("lời văn đã khác từ ngày 01/07/2022")


def test_no_page_of_validity_scrolls_sideways_on_a_phone(open_page):
    page = open_page(**PHONE)
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(node => (node.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.goto("/")
    ask(page, "2021-01-01")
    page.locator(".chip").first.tap()
    expect(page.locator("#panel .bar")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_labels_of_the_bar_stay_in_their_pieces(open_page):
    for options in ({}, PHONE):
        page = open_page(f"/dien-bien?path={SEVENTH}", **options)
        for step in page.locator(".bar__step").all():
            piece, label = (step.locator(name).bounding_box() for name in (".bar__piece", ".bar__label"))
            assert piece["x"] <= label["x"]
            assert label["x"] + label["width"] <= piece["x"] + piece["width"]


def test_the_words_of_provisions_stay_text(open_page):
    page = open_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    for path in PAGES:
        page.goto(path)
        assert page.locator("main img[src='x'], main script, main b").count() == 0
        assert page.title() != "hacked"
    page.goto(f"/dien-bien?path={SEVENTH}")
    expect(page.locator("main")).to_contain_text("<img src=x onerror=")


@pytest.mark.parametrize("path", PAGES)
def test_every_control_has_a_name_and_every_page_one_heading(open_page, path):
    page = open_page(path)
    assert page.locator("h1").count() == 1
    for control in page.locator("button:visible, input:visible, main a:visible").all():
        if control.get_attribute("tabindex") == "-1":
            continue
        assert control.evaluate(
            "n => n.ariaLabel || n.textContent.trim() || (n.labels && n.labels[0]?.textContent.trim())"
        )
