"""The page in a real browser: labelled with keys alone, blind to the version, on a phone too."""

import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evals.judging.people.app import create_app
from evals.judging.people.book import Book
from evals.judging.people.desk import Desk, Plan
from evals.judging.people.labels import LABELS_FILE, Label, Matter
from evals.judging.people.tasks import tasks_of
from evals.running.files import read_rows
from tests.api.conftest import browser, open_page  # noqa: F401  fixtures
from tests.api.serving import serving
from tests.evals.judging.people.made import BASE, NEXT, opened, two_runs

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LAN, MINH = "Lan", "Minh"


@pytest.fixture
def folders(tmp_path):
    return two_runs(tmp_path)


@pytest.fixture
def book(folders):
    with opened(folders) as held:
        yield held


@pytest.fixture
def desk(book):
    return Desk(book, Plan([LAN, MINH]))


@pytest.fixture
def site(desk):
    with serving(create_app(desk, {"of-lan": LAN, "of-minh": MINH})) as address:
        yield address


def written_answer(page):
    """Go by key to the answer that was written by a model."""
    for _ in range(6):
        expect(page.locator("#progress")).to_be_visible()
        if page.locator(".ask").count() == 8:
            return
        before = page.locator("#counted").inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#counted")).not_to_have_text(before)
    raise AssertionError("no written answer")


def ready(page):
    """The page, its first answer there."""
    expect(page.locator(".ask.now")).to_be_focused()
    return page


def of(folder, who=LAN, least=0):
    """The rows of a person, once there are so many."""
    until = time.monotonic() + 10
    while len(found := _rows(folder, who)) < least and time.monotonic() < until:
        time.sleep(0.02)
    return found


def _rows(folder, who):
    return [row for row in read_rows(folder / LABELS_FILE, Label) if row.who == who]


def test_everything_is_labelled_with_keys_alone_and_lies_in_both_runs(open_page, folders, book, desk):  # noqa: F811
    page = ready(open_page("/#of-lan"))
    for n, lying in enumerate(desk.lying[LAN], 1):
        expect(page.locator("#counted")).to_contain_text(f"Câu trả lời {n} ")
        expect(page.locator(".ask")).to_have_count(len(lying.items))
        for _ in lying.items:
            page.keyboard.press("2" if page.locator(".now").get_by_text("Cả câu trả lời").count() else "1")
        expect(page.locator(".choice[aria-pressed=true]")).to_have_count(len(lying.items))
        if lying is not desk.lying[LAN][-1]:
            expect(page.locator("#next")).to_be_focused()
            page.keyboard.press("Enter")
    expect(page.locator("#finished")).to_be_visible()
    expect(page.locator("#counted")).to_contain_text("xong 5/5")
    for folder in folders:
        tasks = [task for task in book.tasks.values() if folder in {one.folder for one in task.places}]
        assert len(of(folder)) == sum(len(task.items) for task in tasks)


def test_digits_choose_arrows_move_and_u_takes_back(open_page, folders):  # noqa: F811
    page = ready(open_page("/#of-lan"))
    written_answer(page)
    now, asks = page.locator(".ask.now"), page.locator(".ask")
    page.keyboard.press("3")
    expect(asks.nth(0).locator("[aria-pressed=true]")).to_contain_text("Sai")
    expect(asks.nth(1)).to_have_class(re.compile("now"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(asks.nth(3)).to_have_class(re.compile("now"))
    expect(now).to_be_focused()
    page.keyboard.press("9")  # no such label
    page.keyboard.press("u")
    expect(asks.nth(0).locator("[aria-pressed=true]")).to_contain_text("Sai")
    expect(asks.nth(0)).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text("Không còn gì để hoàn tác.")
    assert [row.label for row in of(folders[1])] == ["wrong", "right", "wrong", None]


def test_a_note_is_kept_and_keys_inside_it_are_letters(open_page, folders):  # noqa: F811
    page = ready(open_page("/#of-lan"))
    written_answer(page)
    page.keyboard.press("3")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("g")
    page.keyboard.type("u 1 ? sai số tổ")
    page.keyboard.press("Enter")
    expect(page.locator(".ask").nth(0)).to_be_focused()
    page.reload()
    written_answer(page)
    expect(page.get_by_label("Ghi chú").first).to_have_value("u 1 ? sai số tổ")
    assert [(row.label, row.words) for row in of(folders[1], least=2)] == [
        ("wrong", ""),
        ("wrong", "u 1 ? sai số tổ"),
    ]


def test_one_goes_on_where_one_stopped(open_page, desk):  # noqa: F811
    page = ready(open_page("/#of-lan"))
    first, second, *_ = desk.lying[LAN]
    for _ in first.items:
        page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#counted")).to_contain_text("Câu trả lời 2 · xong 1/5")
    page.keyboard.press("1")
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    again = ready(open_page("/#of-lan"))
    expect(again.locator("#counted")).to_contain_text("Câu trả lời 2 · xong 1/5")
    expect(again.locator("[aria-pressed=true]")).to_have_count(1)
    expect(again.locator(".ask.now")).to_be_focused()
    assert again.url.endswith("/")  # the token leaves the address
    assert len(second.items) == 1 or again.locator(".ask").nth(1).get_attribute("class") == "ask now"


def test_nothing_that_reaches_the_browser_tells_the_version(open_page, folders, desk, site):  # noqa: F811
    page = ready(open_page("/#of-lan", quiet=False))
    got = []
    page.on("response", lambda one: got.append(one))
    page.reload()
    ready(page)
    for at in range(2, 6):
        page.keyboard.press("1")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#counted")).to_contain_text(f"Câu trả lời {at}")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("hoàn tác")
    bodies = [one.text() + json.dumps(one.headers) for one in got]
    told = "\n".join([*bodies, page.content(), page.url])
    assert "không quá 3 tổ" in told
    runs = {place.run for task in tasks_of(folders) for place in task.places}
    digests = {part for task in tasks_of(folders) for part in task.key}
    for secret in (BASE, NEXT, "model-", *map(str, folders), *runs, *digests):
        assert secret not in told
    assert len(bodies) > 8


def test_the_place_of_an_answer_does_not_tell_its_version(book):
    firsts = set()
    for seed in range(20):
        desk = Desk(book, Plan([LAN, MINH], seed=seed))
        for who in (LAN, MINH):
            first = next(one for one in desk.lying[who] if one.task.case.id == "c1")
            firsts.add((who, len(first.task.given.statements)))
    assert firsts == {(LAN, 1), (LAN, 3), (MINH, 1), (MINH, 3)}


def test_two_people_label_apart_and_neither_sees_the_other(open_page, folders, book):  # noqa: F811
    first, second = ready(open_page("/#of-lan")), ready(open_page("/#of-minh"))
    expect(first.locator("#who")).to_have_text(LAN)
    expect(second.locator("#who")).to_have_text(MINH)
    for page, key in ((first, "1"), (second, "3")):
        written_answer(page)
        page.keyboard.press(key)
        expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    first.reload()
    written_answer(first)
    expect(first.locator("[aria-pressed=true]")).to_have_text(["1Đúng"])
    assert [row.label for row in of(folders[1], LAN, 1)] == ["right"]
    assert [row.label for row in of(folders[1], MINH, 1)] == ["wrong"]


def test_what_an_answer_says_is_words_and_never_markup(open_page):  # noqa: F811
    page = ready(open_page("/#of-lan"))
    written_answer(page)
    expect(page.get_by_text("<script>document.title").first).to_be_visible()
    assert page.title() == "Đánh giá câu trả lời · Học Vụ"
    assert page.locator("main script, main img").count() == 0


def test_a_third_person_is_given_only_what_two_do_not_agree_on(open_page, browser, folders, book):  # noqa: F811
    task = next(one for one in book.tasks.values() if len(one.items) == 8)
    for n, item in enumerate(task.items):
        disputed = n in (0, 7)
        book.put(task, item, LAN, "right" if item.matter is Matter.STATEMENT else None)
        book.put(task, item, LAN, _best(item))
        book.put(task, item, MINH, "wrong" if disputed else _best(item))
    desk = Desk(book, Plan([LAN, MINH], ["Hoa"]))
    with serving(create_app(desk, {"of-hoa": "Hoa"})) as address:
        page = browser.new_page()
        page.goto(f"{address}/#of-hoa")
        expect(page.locator(".ask")).to_have_count(2)
        page.keyboard.press("3")
        page.keyboard.press("4")
        expect(page.locator("#finished")).to_be_visible()
        assert "Lan" not in page.content()
        page.close()
    assert [one.label for one in Book.read(tasks_of(folders)).by(task, "Hoa").values()] == ["wrong", "wrong"]


def _best(item):
    return {"statement": "right", "citation": "says", "nugget": "said", "whole": "complete"}[item.matter]


def test_a_phone_labels_by_touch_and_never_scrolls_sideways(open_page, folders):  # noqa: F811
    page = ready(open_page("/#of-lan", **PHONE))
    for _ in range(8):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if page.locator(".ask").count() == 8:
            break
        page.get_by_role("button", name="Sau").tap()
        page.wait_for_timeout(150)
    for n, name in enumerate(("Đúng một phần", "Không nói")):
        choice = page.locator(".ask").nth(n).get_by_role("button", name=name)
        assert choice.bounding_box()["height"] >= 44
        choice.tap()
        expect(choice).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Hoàn tác").tap()
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    assert [row.label for row in of(folders[1])] == ["partly", "silent", None]


def test_help_opens_by_key_and_shortcuts_can_be_switched_off(open_page, folders):  # noqa: F811
    page = ready(open_page("/#of-lan"))
    expect(page.locator(".ask.now")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Cách đánh giá")).to_be_visible()
    page.keyboard.press("1")  # is no label while help is open
    page.get_by_label("Dùng phím tắt").uncheck()
    page.keyboard.press("Escape")
    page.locator(".ask").first.focus()
    page.keyboard.press("1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#counted")).to_contain_text("Câu trả lời 2")
    assert of(folders[0]) == of(folders[1]) == []


def test_whatever_can_be_worked_has_a_name_and_is_reached_with_tab(open_page):  # noqa: F811
    page = ready(open_page("/#of-lan"))
    written_answer(page)
    nameless = page.evaluate(
        """[...document.querySelectorAll("button, input, progress, [role=group], dialog, nav")].filter(
          (one) => !(one.ariaLabel || one.textContent.trim() || one.labels?.length ||
            document.getElementById(one.getAttribute("aria-labelledby"))?.textContent)).length"""
    )
    assert nameless == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    levels = page.evaluate("[...document.querySelectorAll('main h1, main h2')].map((one) => one.tagName)")
    assert levels == ["H1", "H2", "H2", "H2", "H2"]
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.dataset.reached = ''")
    missed = page.locator("button:not(:disabled):visible:not([data-reached]), a:not([data-reached])")
    assert [one.inner_text() for one in missed.all() if not one.is_hidden()] == []
    assert page.locator(".choice[data-reached]").count() == 4 + 3 + 4 + 3 + 3 + 3 + 3 + 4
    assert page.locator(".note input[data-reached]").count() == 8


def test_a_label_that_could_not_be_kept_does_not_look_kept(open_page, folders):  # noqa: F811
    page = ready(open_page("/#of-lan", quiet=False))
    written_answer(page)
    page.route("**/api/labels", lambda route: route.abort())
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_contain_text("Nhãn chưa được lưu")
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)


def test_without_the_link_the_page_says_where_it_is(open_page):  # noqa: F811
    page = open_page("/")
    expect(page.get_by_role("alert")).to_contain_text("đường dẫn in ra")
    wrong = open_page("/#somebody", quiet=False)
    expect(wrong.get_by_role("alert")).to_contain_text("đường dẫn in ra")


def test_the_colours_are_those_of_the_service():
    root = Path(__file__).parents[4]
    own, service = (
        dict(re.findall(r"--([\w-]+):\s*(#\w+);", text[text.index(mark) :]))
        for text, mark in (
            ((root / "evals/judging/people/page/label.css").read_text("utf-8").split("@media")[0], ":root"),
            ((root / "evals/reporting/templates/report.css").read_text("utf-8").split("@media")[0], ":root"),
        )
    )
    assert own == {name: service[name] for name in own}
