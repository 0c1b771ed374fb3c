"""Every tool with the official SDK's client, over a pipe and over HTTP, on a library with lives."""

import httpx
import pytest
from mcp.shared.exceptions import MCPError

FIFTH = "20/2020/TT-BGDM#dieu-5"


def text(result) -> str:
    return "\n".join(block.text for block in result.content)


# --- both ways to reach the server


def test_the_tools_say_what_they_take_and_give_and_that_they_only_read(call):
    tools = {tool.name: tool for tool in call.do(lambda client: client.list_tools()).tools}
    assert set(tools) == {"hoi_dap", "tim_quy_dinh", "xem_dieu_khoan", "dien_bien"}
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
        assert "\n" in tool.description


def test_a_search_finds_provisions_with_their_status_and_address(call):
    result = call("tim_quy_dinh", question="hồ sơ chuyển trường", limit=3)
    first = result.structured_content["results"][0]
    assert first["path"] == FIFTH
    assert first["status"] == "còn hiệu lực"
    assert "Địa chỉ: 20/2020/TT-BGDM#dieu-5" in text(result)
    assert len(result.structured_content["results"]) <= 3


def test_a_provision_is_given_in_the_words_of_the_day(call):
    before = call("xem_dieu_khoan", address=f"{FIFTH}.khoan-1", as_of="2020-06-01")
    after = call("xem_dieu_khoan", address=f"{FIFTH}.khoan-1", as_of="2022-07-01")
    assert before.structured_content["text"] == "1. Học sinh nộp đơn trước năm ngày."
    assert after.structured_content["text"] == "1. Học sinh nộp đơn trước bảy ngày."
    assert after.structured_content["words_known"]
    assert "được sửa đổi, bổ sung bởi" in " ".join(after.structured_content["basis"])
    assert "bảy ngày" in text(after)


def test_a_question_is_answered_with_what_it_stands_on(call):
    result = call("hoi_dap", question="Học sinh chuyển trường nộp đơn trước mấy ngày?")
    told = result.structured_content
    assert told["outcome"] in {"answered", "partly_answered"}
    assert told["citations"][0]["document"] == "20/2020/TT-BGDM"
    assert told["citations"][0]["validity"]
    assert "**Căn cứ**" in text(result)
    uri = text(result).partition("(<")[2].partition(">)")[0]
    assert "nộp đơn trước" in call.do(lambda client: client.read_resource(uri)).contents[0].text


# --- what does not depend on it


def test_a_life_is_told_phase_by_phase(over_http):
    result = over_http("dien_bien", address="20/2020/TT-BGDM#dieu-6")
    phases = result.structured_content["phases"]
    assert [phase["status"] for phase in phases][-2:] == ["còn hiệu lực", "hết hiệu lực"]
    assert (phases[-1]["starts"], phases[-1]["ends"]) == ("2023-01-01", None)
    assert "Bị bãi bỏ bởi Điều 2 Thông tư số 40/2023/TT-BGDM" in text(result)


def test_a_life_of_a_document_is_told(over_http):
    result = over_http("dien_bien", address="20/2020/TT-BGDM")
    assert result.structured_content["phases"][-1]["words_known"] is None


def test_a_provision_before_it_was_in_force_and_after_it_ended_says_so(over_http):
    before = over_http("xem_dieu_khoan", address=FIFTH, as_of="2019-01-01").structured_content
    ended = over_http(
        "xem_dieu_khoan", address="20/2020/TT-BGDM#dieu-6", as_of="2024-01-01"
    ).structured_content
    assert before["status"] == "chưa có hiệu lực"
    assert "chưa có hiệu lực" in before["words_note"]
    assert ended["status"] == "hết hiệu lực"


def test_a_day_is_taken_as_people_write_it(over_http):
    told = over_http("xem_dieu_khoan", address=FIFTH, as_of="1/7/2022").structured_content
    assert told["as_of"] == "2022-07-01"


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("xem_dieu_khoan", {"address": "99/2099/TT-BGDM#dieu-1"}, "Không có điều, khoản nào ở địa chỉ đó."),
        ("xem_dieu_khoan", {"address": "vô nghĩa"}, "tim_quy_dinh"),
        ("dien_bien", {"address": "99/2099/TT-BGDM"}, "Không có văn bản, điều, khoản nào"),
        ("xem_dieu_khoan", {"address": FIFTH, "as_of": "hôm kia"}, "không phải một ngày"),
        ("xem_dieu_khoan", {"address": FIFTH, "as_of": 20220701}, "“as_of”"),
        ("xem_dieu_khoan", {}, "“address”: thiếu giá trị"),
        ("tim_quy_dinh", {"question": "x", "limit": 1000}, "“limit”: quá lớn"),
        ("tim_quy_dinh", {"question": "x", "limit": "5"}, "“limit”: phải là số nguyên"),
        ("tim_quy_dinh", {"question": "x", "internal": True}, "“internal”: không có tham số này"),
        ("tim_quy_dinh", {"question": "?!"}, "Câu hỏi chưa có nội dung."),
        ("hoi_dap", {"question": "x" * 3_000}, "“question”: quá dài"),
        ("hoi_dap", {"question": "x", "audience": "admin"}, "“audience”"),
        ("xoa_van_ban", {}, "Không có công cụ mang tên đó."),
    ],
)
def test_a_failure_is_told_in_vietnamese_to_the_model_that_called(over_http, name, arguments, says):
    result = over_http(name, **arguments)
    assert result.is_error
    assert says in text(result)


def test_internal_texts_are_not_to_be_had(over_http):
    assert over_http("xem_dieu_khoan", address="9/2021/QĐ-NB#dieu-1").is_error
    found = over_http("tim_quy_dinh", question="việc nội bộ chỉ trong cơ quan").structured_content
    assert "9/2021/QĐ-NB" not in {one["document"] for one in found["results"]}


def test_a_provision_is_a_resource_too(over_http):
    templates = over_http.do(lambda client: client.list_resource_templates()).resource_templates
    assert [template.uri_template for template in templates] == ["hocvu://dieu-khoan/{address}"]
    uri = "hocvu://dieu-khoan/20%2F2020%2FTT-BGDM%23dieu-5"
    read = over_http.do(lambda client: client.read_resource(uri))
    assert "trước bảy ngày" in read.contents[0].text


def test_a_resource_that_is_not_there_is_an_error_of_the_protocol(over_http):
    async def read(client):
        with pytest.raises(MCPError, match="Không có điều, khoản nào"):
            await client.read_resource("hocvu://dieu-khoan/99%2F2099")

    over_http.do(read)


def test_clients_of_the_earlier_protocol_are_served(over_http):
    result = over_http.do(lambda client: client.call_tool("dien_bien", {"address": FIFTH}), mode="legacy")
    assert result.structured_content["path"] == FIFTH


# --- HTTP


def post(address: str, body: object = None, **headers: str) -> httpx.Response:
    call = body or {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"accept": "application/json, text/event-stream"}
    return httpx.post(address, json=call, headers=accept | headers, timeout=60)


def test_a_page_under_another_name_cannot_reach_the_server(by_http):
    assert post(by_http, host="evil.example").status_code == 421
    assert post(by_http, origin="http://evil.example").status_code == 403
    assert post(by_http, origin="http://localhost:3000").status_code == 200


def test_a_body_that_is_too_large_is_refused(by_http):
    assert post(by_http, {"jsonrpc": "2.0", "id": 1, "method": "x" * 70_000}).status_code == 413
