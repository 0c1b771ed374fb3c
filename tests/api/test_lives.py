"""Lives over HTTP: timelines, comparisons, what changed, what an answer is worth today."""

from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NUMBER = "20/2020/TT-BGDM"
QUESTION = "Hồ sơ chuyển trường: học sinh nộp đơn trước mấy ngày?"
SECRET = "9/2021/QĐ-NB"
FEW = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def at(tail, more="", **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/v1/provisions/{quote(NUMBER + '#' + tail)}{more}" + (f"?{asked}" if asked else "")


def phases(client, tail):
    return client.get(at(tail, "/timeline")).json()["phases"]


# --- what is not the public's


@pytest.mark.parametrize(
    "address",
    [
        f"/v1/provisions/{SECRET}/timeline",
        f"/v1/provisions/{SECRET}/dieu-1/timeline",
        f"/v1/provisions/{SECRET}/dieu-1/diff?from=2021-01-01&to=2022-01-01",
        f"/v1/provisions/{SECRET}/dieu-1?as_of=2022-01-01",
        f"/v1/documents/{SECRET}?as_of=2022-01-01",
        f"/dien-bien?path={SECRET}",
        f"/so-sanh?path={SECRET}%23dieu-1",
    ],
)
def test_an_internal_text_has_no_life_for_the_public(living, address):
    assert living.get(address).status_code == 404


def test_changes_of_internal_texts_are_not_told_to_the_public(living):
    assert SECRET not in living.get("/v1/changes?since=2019-01-01").text
    assert SECRET not in living.get("/thay-doi?since=2019-01-01").text


# --- timelines


def test_the_phases_of_an_article_part_all_time_and_say_why(living):
    body = living.get(at("dieu-5", "/timeline")).json()
    found = body["phases"]
    assert [(p["from"], p["to"], p["status"], p["words_known"]) for p in found] == [
        (None, "2020-01-01", "chưa có hiệu lực", False),
        ("2020-01-01", "2022-07-01", "còn hiệu lực", True),
        ("2022-07-01", None, "còn hiệu lực", True),
    ]
    (because,) = found[2]["because"]
    assert (because["act"], because["source"]) == ("sửa đổi, bổ sung", "30/2022/TT-BGDM#dieu-1.khoan-2")
    assert because["part"] == f"{NUMBER}#dieu-5.khoan-1"
    assert "khoản 2 Điều 1 Thông tư số 30/2022/TT-BGDM từ ngày 01/07/2022" in because["sentence"]


def test_every_phase_leads_to_the_provision_on_one_of_its_days(living):
    for tail in ("dieu-5", "dieu-6", "dieu-7", "quy-che/dieu-1"):
        for phase in phases(living, tail):
            body = living.get(phase["url"]).json()
            assert body["as_of"] == phase["as_of"]
            assert body["status"] == phase["status"]
            assert body["words_known"] == phase["words_known"]


def test_a_new_wording_leads_to_its_comparison_with_the_last(living):
    found = phases(living, "dieu-5")
    assert [bool(phase["diff_url"]) for phase in found] == [False, False, True]
    assert living.get(found[2]["diff_url"]).json()["changed"]


@pytest.mark.parametrize(
    "address",
    [
        f"{NUMBER}/dieu-5.khoan-1/timeline",
        f"{NUMBER}%23dieu-5.khoan-1/timeline",
        "20%2F2020%2Ftt-bgdm%23DIEU-5.khoan-1/timeline",
    ],
)
def test_a_clause_has_the_life_of_its_article(living, address):
    body = living.get(f"/v1/provisions/{address}").json()
    assert body["path"] == f"{NUMBER}#dieu-5.khoan-1"
    assert body["article_path"] == f"{NUMBER}#dieu-5"
    assert body["address"] == "khoản 1 Điều 5"
    assert len(body["phases"]) == 3


def test_a_clause_that_only_an_older_wording_has_is_found(living):
    assert living.get(at("dieu-5.khoan-3", "/timeline")).status_code == 200


def test_a_document_has_a_life_of_its_own(living):
    body = living.get(f"/v1/provisions/{NUMBER}/timeline").json()
    assert (body["path"], body["article_path"]) == (NUMBER, NUMBER)
    assert body["phases"][-1]["status"] == "hết hiệu lực một phần"
    assert {phase["words_known"] for phase in body["phases"]} == {None}
    assert living.get(body["phases"][1]["url"]).json()["status"] == "còn hiệu lực"
    starts = body["phases"][-1]["because"][0]["sentence"]
    assert "01/07/2022" in starts


def test_an_attached_text_is_reached_with_its_scope(living):
    for address in (f"{NUMBER}/quy-che/dieu-1", f"{NUMBER}%23quy-che/dieu-1"):
        body = living.get(f"/v1/provisions/{address}/timeline").json()
        assert body["path"] == f"{NUMBER}#quy-che/dieu-1"


@pytest.mark.parametrize(
    "address", ["99/2020/TT-X", f"{NUMBER}/dieu-99", f"{NUMBER}/dieu-5.khoan-9", "x", "%00"]
)
def test_what_is_not_there_has_no_life(living, address):
    for more in ("timeline", "diff?from=2020-01-01&to=2021-01-01"):
        response = living.get(f"/v1/provisions/{address}/{more}")
        assert response.status_code == 404
        assert response.json()["error"]["hint"]
        assert "hocvu" not in response.json()["error"]["hint"]


# --- the words of a day


def test_a_provision_is_given_in_the_words_of_the_day(living):
    before = living.get(at("dieu-5", as_of="2021-01-01")).json()
    after = living.get(at("dieu-5", as_of="2022-07-01")).json()
    assert "trước năm ngày" in before["text"]
    assert "trước bảy ngày" in after["text"]
    assert (before["version_from"], before["version_to"]) == ("2020-01-01", "2022-07-01")
    assert (after["version_from"], after["version_to"]) == ("2022-07-01", None)
    assert before["words_known"]
    assert not before["words_note"]
    assert "được sửa đổi, bổ sung bởi" in after["basis"][0]


def test_words_of_another_time_are_said_to_be_so(living):
    unknown = living.get(at("dieu-7", as_of="2023-01-01")).json()
    assert unknown["words_known"] is False
    assert "không có lời văn của ngày 01/01/2023" in unknown["words_note"]
    assert "từ ngày 01/01/2020 đến hết ngày 01/01/2021" in unknown["words_note"]
    ended = living.get(at("dieu-6", as_of="2025-01-01")).json()
    assert ended["status"] == "hết hiệu lực"
    assert ended["expires_on"] == "2023-01-01"
    assert "đã hết hiệu lực" in ended["words_note"]


def test_a_document_is_shown_as_of_a_day(living):
    def article(day, number):
        outline = living.get(f"/v1/documents/{NUMBER}?as_of={day}").json()["outline"]
        return next(unit for unit in outline if unit["path"].endswith(f"dieu-{number}"))

    assert article("2022-01-01", 6)["status"] == "còn hiệu lực"
    assert article("2023-01-01", 6)["status"] == "hết hiệu lực"
    assert article("2023-01-01", 7)["words_known"] is False
    assert living.get(f"/v1/documents/{NUMBER}?as_of=2019-01-01").json()["status"] == "chưa có hiệu lực"


def test_a_search_finds_the_words_of_the_day(living):
    found = living.get("/v1/search", params={"q": "nộp đơn chuyển trường", "as_of": "2021-01-01"}).json()
    assert "năm ngày" in found["hits"][0]["text"]
    assert found["hits"][0]["words_known"]


# --- comparisons


def test_two_days_are_compared_word_by_word(living):
    path = at("dieu-5.khoan-1", "/diff", **{"from": "2021-01-01", "to": "2023-01-01"})
    body = living.get(path).json()
    assert body["words"] == [
        {"mark": "same", "text": "1. Học sinh nộp đơn trước "},
        {"mark": "deleted", "text": "năm"},
        {"mark": "inserted", "text": "bảy"},
        {"mark": "same", "text": " ngày."},
    ]
    assert body["comparable"]
    assert body["changed"]
    assert body["before"]["phase"]["to"] == body["after"]["phase"]["from"] == "2022-07-01"


def test_the_stretches_make_both_texts(living):
    body = living.get(at("dieu-5", "/diff", **{"from": "2021-01-01", "to": "2023-01-01"})).json()
    for day, left_out in (("2021-01-01", "inserted"), ("2023-01-01", "deleted")):
        text = "".join(one["text"] for one in body["words"] if one["mark"] != left_out)
        assert text == living.get(at("dieu-5", as_of=day)).json()["text"]


def test_words_that_are_not_known_are_not_compared(living):
    body = living.get(at("dieu-7", "/diff", **{"from": "2020-05-01", "to": "2023-01-01"})).json()
    assert not body["comparable"]
    assert not body["changed"]
    assert body["words"] == body["heading"] == []
    assert body["sentence"] == "Không so sánh được. Thư viện không có lời văn của ngày 01/01/2023."
    ended = living.get(at("dieu-6", "/diff", **{"from": "2021-01-01", "to": "2024-01-01"})).json()
    assert "đã hết hiệu lực" in ended["sentence"]


def test_a_clause_that_one_day_lacks_is_said_to_be_missing(living):
    body = living.get(at("dieu-5.khoan-3", "/diff", **{"from": "2021-01-01", "to": "2023-01-01"})).json()
    assert body["sentence"] == "Lời văn của điều vào ngày 01/01/2023 không có phần này."
    assert [one["mark"] for one in body["words"]] == ["deleted"]


def test_equal_words_are_said_to_be_equal(living):
    body = living.get(at("dieu-5", "/diff", **{"from": "2021-01-01", "to": "2021-02-01"})).json()
    assert body["sentence"] == "Lời văn hai ngày giống nhau."


def test_a_document_has_no_words_to_compare(living):
    response = living.get(f"/v1/provisions/{NUMBER}/diff?from=2020-01-01&to=2021-01-01")
    assert response.status_code == 404
    assert "không có lời văn riêng" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "query", ["", "from=2020-01-01", "from=x&to=2020-01-01", "from=2020-13-01&to=2020-01-01"]
)
def test_days_that_are_none_are_named(living, query):
    response = living.get(at("dieu-5", "/diff") + f"?{query}")
    assert response.status_code == 422
    assert "“" in response.json()["error"]["message"]


# --- what changed


def test_what_happened_is_told_day_by_day(living):
    body = living.get("/v1/changes?since=2020-01-01&until=2023-12-31").json()
    told = [(item["day"], item["what"], item["path"]) for item in body["items"]]
    assert (told[0][0], told[0][2]) == ("2020-01-01", NUMBER)
    assert ("2022-07-01", "được sửa đổi, bổ sung", f"{NUMBER}#dieu-5") in told
    assert ("2023-01-01", "hết hiệu lực", f"{NUMBER}#dieu-6") in told
    assert [day for day, _, _ in told] == sorted(day for day, _, _ in told)
    ended = next(item for item in body["items"] if item["what"] == "hết hiệu lực")
    assert ended["because"][0]["source"] == "40/2023/TT-BGDM#dieu-2"
    assert living.get(ended["timeline_url"]).status_code == 200


def test_changes_are_paged_and_filtered(living):
    whole = living.get("/v1/changes?since=2019-01-01").json()
    page = living.get("/v1/changes?since=2019-01-01&offset=1&limit=2").json()
    assert page["total"] == whole["total"] == len(whole["items"])
    assert page["items"] == whole["items"][1:3]
    found = living.get("/v1/changes", params={"since": "2019-01-01", "q": "bãi bỏ"}).json()
    assert {item["document"] for item in found["items"]} == {"40/2023/TT-BGDM"}


def test_without_a_day_the_last_year_is_told(living):
    body = living.get("/v1/changes").json()
    since = date.fromisoformat(body["since"])
    assert 364 <= (date.today() - since).days <= 367  # noqa: DTZ011
    assert body["items"] == []


def test_a_day_of_change_that_nobody_tells_is_not_made_up(living):
    items = living.get("/v1/changes?since=2021-01-02&until=2021-01-02").json()["items"]
    assert all("không rõ" in item["said"] for item in items if not item["because"])


# --- answers given earlier


def test_an_answer_for_a_past_day_no_longer_holds_and_says_since_when(living):
    answer = living.post("/v1/chat", json={"question": QUESTION, "as_of": "2021-01-01"}).json()
    body = living.get(f"/v1/answers/{answer['id']}/still-valid").json()
    assert body["valid"] is False
    assert "Vẫn đúng cho ngày 01/01/2021" in body["sentence"]
    cited = next(item for item in body["citations"] if item["path"].startswith(f"{NUMBER}#dieu-5"))
    assert (cited["holds"], cited["held_then"], cited["ended_on"]) == (False, True, "2022-07-01")
    assert "30/2022/TT-BGDM" in cited["because"][0]["sentence"]
    assert QUESTION not in str(body)


def test_an_answer_of_today_holds(living):
    answer = living.post("/v1/chat", json={"question": QUESTION}).json()
    assert answer["as_of_reason"] == "hôm nay"
    body = living.get(f"/v1/answers/{answer['id']}/still-valid").json()
    assert body["valid"] is True
    assert body["sentence"].startswith("Còn đúng")


@pytest.mark.parametrize("answer_id", ["x", "a" * 64, "%00", "a%2Fb", "'; drop table answers"])
def test_an_unknown_answer_is_not_found(living, answer_id):
    response = living.get(f"/v1/answers/{answer_id}/still-valid")
    assert response.status_code == 404
    assert set(response.json()["error"]) == {"code", "message", "hint", "request_id"}


@FEW
@given(st.text(max_size=60).map(lambda text: quote(text, safe="/.#")), st.text(max_size=12))
def test_nothing_that_is_sent_breaks_anything(living, text, day):
    for address in (f"/v1/provisions/{text}/timeline", f"/v1/answers/{text}/still-valid", f"/tra-loi/{text}"):
        assert living.get(address).status_code < 500
    for name in ("/v1/changes", "/thay-doi", "/dien-bien", "/so-sanh", f"/van-ban/{NUMBER}"):
        query = {"path": text, "since": day, "as_of": day, "from": day, "to": day, "q": day, "until": day}
        assert living.get(name, params=query).status_code < 500
