"""The page in a real browser, under its own policy: found by keyboard, filtered, sorted, on a phone, in
print, without script.
"""

from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from evals.reporting.html import html
from tests.api.conftest import ARGUMENTS, CHROMIUM
from tests.evals.reporting.made_reports import cases, pair_report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html(pair_report()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_report(browser, address):
    contexts, complaints = [], []

    def make(at="", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda told: complaints.append(told.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda asked: complaints.append(asked.url) if asked.url[:5] != "file:" else None)
        page.goto(address + at)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def shown(page):
    return [one.get_attribute("data-id") for one in page.locator("details.case:visible").all()]


def test_cases_are_found_by_words_without_diacritics(open_report):
    page = open_report()
    page.get_by_label("Tìm trong câu hỏi").fill("cau thuong 3")
    assert shown(page) == ["s3"]
    expect(page.get_by_role("status")).to_have_text("1 câu đang hiện")
    page.get_by_label("Tìm trong câu hỏi").fill("")
    assert len(shown(page)) == len(cases())


def test_cases_are_filtered_by_stage_and_kind(open_report):
    page = open_report()
    page.locator("select[name=stage]").select_option("failure")
    assert shown(page) == ["s5"]
    page.locator("select[name=kind]").select_option("attack")
    assert shown(page) == []


def test_cases_are_sorted(open_report):
    page = open_report()
    page.get_by_label("Sắp xếp").select_option("id")
    assert shown(page)[:2] == ["f-a", "f-b"]
    page.get_by_label("Sắp xếp").select_option("ms")
    assert shown(page)[0] == cases()[-1].id
    page.get_by_label("Sắp xếp").select_option("at")
    assert sorted(shown(page)[:3]) == ["f-b", "s3", "u0"]


def test_a_link_to_a_case_opens_it(open_report):
    page = open_report()
    count = page.locator(".count", has_text="f-b")
    count.locator("summary").click()
    count.get_by_role("link", name="f-b").click()
    case = page.locator("details.case[data-id='f-b']")
    expect(case).to_have_attribute("open", "")
    expect(case.locator(".arm--new")).to_contain_text("Sai bản của ngày hỏi")


def test_everything_is_reached_by_keyboard(open_report):
    page = open_report()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Đến nội dung")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("details.case summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.case").first).to_have_attribute("open", "")


def test_without_script_all_can_be_read(open_report):
    page = open_report(java_script_enabled=False)
    expect(page.locator("form.filters")).to_be_hidden()
    page.locator("details.case[data-id='s3'] > summary").click()
    expect(page.locator("details.case[data-id='s3'] .arm--old")).to_contain_text("tổ ong")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_width_makes_the_page_scroll_sideways(open_report, width):
    page = open_report(viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_follows_the_system_and_print_is_light(open_report):
    page = open_report(color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    assert page.evaluate(ground) == "#0f151d"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "#f4f6f9"


def test_it_is_printed_on_a4(open_report, tmp_path):
    page = open_report()
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True, print_background=True)
    printed = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    assert [round(side) for side in printed[0].get_size()] == [595, 842]
    words = "".join(one.get_textpage().get_text_range() for one in printed)
    assert "Không đạt" in words
    assert "Tìm trong câu hỏi" not in words
