"""The pages of validity as the server sends them: whole without scripts."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import inputs
from api.sentences import span
from api.web.bars import bar_of
from assistant.days import today
from assistant.domain.interval import Interval, cut
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Phase, Timeline
from assistant.domain.validity import Status
from assistant.errors import BadRequest

PERSON = {"accept": "text/html"}
NUMBER = "20/2020/TT-BGDM"
DAYS = st.dates(date(1945, 9, 2), date(2999, 1, 1))


def html(client, path, /, status=200, **query):
    response = client.get(path, params=query, headers=PERSON)
    assert response.status_code == status, response.text
    return response.text


def test_a_life_is_a_bar_and_a_list_that_says_the_same(living):
    page = html(living, "/dien-bien", path=f"{NUMBER}#dieu-5", as_of="2021-01-01")
    assert page.count('<a class="bar__step"') == page.count('<li class="step') == 3
    assert "Từ ngày 01/01/2020 đến hết ngày 30/06/2022" in page
    assert page.count('aria-current="true"') == 1
    assert "được sửa đổi, bổ sung bởi khoản 2 Điều 1 Thông tư số 30/2022/TT-BGDM" in page
    assert "Học sinh nộp đơn trước năm ngày." in page
    assert "So sánh với lời văn trước" in page


def test_the_bar_says_nothing_that_the_list_does_not(living):
    page = html(living, "/dien-bien", path=f"{NUMBER}#dieu-6")
    bar = re.search(r"<svg.*?</svg>", page, re.S).group()
    assert 'aria-hidden="true"' in bar
    assert bar.count('tabindex="-1"') == bar.count("<a ")
    assert "style=" not in page


def test_a_clause_is_marked_in_its_article(living):
    page = html(living, "/dien-bien", path=f"{NUMBER}#dieu-5.khoan-2")
    assert "Khoản 2 Điều 5. Hồ sơ chuyển trường" in page
    assert 'class="clause is-marked" id="dieu-5.khoan-2"' in page


def test_words_that_are_missing_are_missed_aloud(living):
    page = html(living, "/dien-bien", path=f"{NUMBER}#dieu-7", as_of="2023-01-01")
    assert "Thư viện không có lời văn của ngày 01/01/2023." in page
    assert "không có lời văn</span>" in page


def test_a_document_has_its_life_without_words(living):
    page = html(living, "/dien-bien", path=NUMBER)
    assert "hết hiệu lực một phần" in page
    assert "Lời văn ngày" not in page


def test_a_comparison_marks_words_for_eyes_and_for_ears(living):
    page = html(living, "/so-sanh", path=f"{NUMBER}#dieu-5", **{"from": "2021-01-01", "to": "2023-01-01"})
    assert re.search(r'<del><span class="sr">\[bỏ: </span>năm<span', page)
    assert re.search(r'<ins><span class="sr">\[thêm: </span>bảy<span', page)
    assert "Lời văn hai ngày khác nhau." in page


def test_a_comparison_without_days_is_of_the_last_two_wordings(living):
    page = html(living, "/so-sanh", path=f"{NUMBER}#dieu-5")
    assert 'value="2022-06-30"' in page
    assert 'value="2022-07-01"' in page


def test_a_comparison_that_cannot_be_made_says_why(living):
    page = html(living, "/so-sanh", path=f"{NUMBER}#dieu-7", **{"from": "2020-05-01", "to": "2023-01-01"})
    assert "Không so sánh được. Thư viện không có lời văn của ngày 01/01/2023." in page
    assert "compared__words" not in page


@pytest.mark.parametrize("path", ["/dien-bien", "/so-sanh"])
def test_an_address_of_nothing_is_a_page_that_says_so(living, path):
    assert "Không có văn bản, điều, khoản nào" in html(living, path, status=404, path="abc")
    assert html(living, path, status=404)


@pytest.mark.parametrize("path", ["/dien-bien", f"/van-ban/{NUMBER}", "/so-sanh"])
def test_a_day_that_is_none_is_said_to_be_so(living, path):
    address = f"{NUMBER}#dieu-5"
    page = html(living, path, status=400, path=address, as_of="mai", **{"from": "mai"})
    assert "“mai” không phải một ngày." in page


def test_changes_are_grouped_by_day_the_latest_first(living):
    page = html(living, "/thay-doi", since="2020-01-01", until="31/12/2023")
    days = re.findall(r'<h2><time datetime="([\d-]+)"', page)
    assert days == sorted(set(days), reverse=True)
    assert days[-1] == "2020-01-01"
    assert "Bị bãi bỏ bởi Điều 2 Thông tư số 40/2023/TT-BGDM" in page


def test_changes_without_a_day_are_those_of_the_last_year(living):
    page = html(living, "/thay-doi")
    assert "Không có thay đổi nào trong thời gian này." in page
    assert f'value="{inputs.a_year_before(today())}"' in page


def test_changes_since_a_day_that_is_none_say_so_and_keep_the_filter(living):
    page = html(living, "/thay-doi", status=400, since="hôm kia", q="chuyển trường")
    assert "không phải một ngày" in page
    assert 'value="chuyển trường"' in page


def test_a_document_is_read_in_the_words_of_a_day(living):
    before = html(living, f"/van-ban/{NUMBER}", as_of="2021-01-01")
    assert "trước năm ngày" in before
    assert "trước bảy ngày" in html(living, f"/van-ban/{NUMBER}")
    assert "Diễn biến hiệu lực của văn bản" in before
    assert before.count('<details class="unit__life">') == 3


def test_an_answer_leads_to_what_it_cites_on_its_day_and_to_its_check(living):
    question = "Hồ sơ chuyển trường: học sinh nộp đơn trước mấy ngày?"
    page = html(living, "/", q=question, as_of="01/01/2021")
    assert "Hiệu lực xét vào ngày" in page
    assert "(ngày bạn chọn)" in page
    assert "?as_of=2021-01-01#dieu-5.khoan-1" in page
    assert "có lời văn khác từ ngày 01/07/2022" in page
    assert 'value="01/01/2021"' in page
    check = re.search(r'href="(/tra-loi/[\w-]+)"', page).group(1)
    checked = html(living, check)
    assert "Không còn đúng" in checked
    assert "lời văn đã khác từ ngày 01/07/2022" in checked
    assert question not in checked


def test_an_unknown_answer_is_a_page_that_says_so(living):
    assert "Không có câu trả lời mang mã" in html(living, "/tra-loi/khong-co", status=404)


def test_words_of_provisions_and_of_the_asker_stay_words(living):
    attack = "<script>alert(1)</script>"
    pages = [
        html(living, "/dien-bien", path=f"{NUMBER}#dieu-7"),
        html(living, "/so-sanh", path=f"{NUMBER}#dieu-7", **{"from": "2020-05-01", "to": "2025-01-01"}),
        html(living, "/so-sanh", path=f"{NUMBER}#dieu-5"),
        html(living, f"/van-ban/{NUMBER}"),
        html(living, "/thay-doi", q=attack),
        html(living, "/thay-doi", status=400, since=attack),
        html(living, "/dien-bien", status=404, path=attack),
        html(living, f"/tra-loi/{attack.replace('/', '')}", status=404),
    ]
    for page in pages:
        assert "<img src=x" not in page
        assert "<script>" not in page
        assert "<b>Không" not in page


def test_the_composer_keeps_the_day_without_scripts_and_is_empty_at_first(client):
    assert 'type="date" value=""' in html(client, "/")
    assert 'type="date" value="2024-05-06"' in html(client, "/", q="bảo lưu", as_of="2024-05-06")


@pytest.mark.parametrize("text", ["2025-02-14", "14/02/2025", "14-2-2025", " ngày 14 tháng 2 năm 2025 "])
def test_a_day_is_read_as_people_write_it(text):
    assert inputs.day(text) == date(2025, 2, 14)


@pytest.mark.parametrize("text", ["", "mai", "31/02/2025", "14/02/2025 hoặc sau", "2025", "1/1/25", "\x00"])
def test_what_is_no_day_is_refused_with_examples(text):
    with pytest.raises(BadRequest) as refused:
        inputs.day(text)
    assert "14/02/2025" in refused.value.hint


def test_a_year_before_a_leap_day_is_the_day_before():
    assert inputs.a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_spans_name_their_last_day():
    one, two = date(2020, 1, 1), date(2020, 1, 2)
    assert span(Interval(one, two)) == "ngày 01/01/2020"
    assert span(Interval(one, None)) == "từ ngày 01/01/2020"
    assert span(Interval(None, one)) == "trước ngày 01/01/2020"
    assert span(Interval()) == "không rõ từ ngày nào"


@given(st.lists(DAYS, max_size=8), DAYS, DAYS)
def test_the_pieces_of_a_bar_fill_it_and_today_lies_in_its_own(days, today, chosen):
    life = Timeline(tuple(Phase(stretch, Status.IN_FORCE, at) for at, stretch in enumerate(cut(days))))
    bar = bar_of(ProvisionPath.parse(f"{NUMBER}#dieu-1"), life, today, chosen, worded=True)
    assert sum(step.width for step in bar.steps) == pytest.approx(100, abs=0.2)
    assert all(step.width > 4 for step in bar.steps)
    assert [step.chosen for step in bar.steps].count(True) == 1
    now = next(step for step in bar.steps if today in step.phase.interval)
    assert now.x - 0.1 <= bar.today <= now.x + now.width + 0.1
