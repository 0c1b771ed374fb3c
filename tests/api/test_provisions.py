import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.inputs import addresses


@pytest.mark.parametrize(
    "address",
    [
        "05/2024/TT-BGDĐTT%23dieu-5.khoan-2",
        "05/2024/tt-bgddtt%23DIEU-5.khoan-2",
        "05/2024/TT-BGDĐTT/dieu-5.khoan-2",
        "05%2F2024%2FTT-BGDDTT%2Fdieu-5.khoan-2",
    ],
)
def test_the_address_of_a_clause_gives_its_article_and_place(client, address):
    body = client.get(f"/v1/provisions/{address}").json()
    assert body["path"] == "05/2024/TT-BGDĐTT#dieu-5.khoan-2"
    assert body["article_path"] == "05/2024/TT-BGDĐTT#dieu-5"
    assert body["address"] == "khoản 2 Điều 5"
    assert body["text"][body["start"] : body["end"]] == "2. Đã học ít nhất một học kỳ."


def test_an_article_comes_with_its_clauses_headings_and_document(client):
    body = client.get("/v1/provisions/05/2024/TT-BGDDTT/dieu-5").json()
    assert [unit["path"].partition("#")[2] for unit in body["units"]] == ["dieu-5.khoan-1", "dieu-5.khoan-2"]
    assert body["headings"] == ["Chương I. NHỮNG QUY ĐỊNH CHUNG"]
    assert body["document"]["sample"] is True
    assert (body["start"], body["end"]) == (0, len(body["text"]))


@pytest.mark.parametrize(
    "address", ["05/2024/TT-BGDDTT", "x", "", "05/2024/TT-BGDDTT/dieu-99", "a%23%23b", "%23"]
)
def test_an_address_of_nothing_is_not_found(client, address):
    response = client.get(f"/v1/provisions/{address}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_a_friendly_address_may_lie_in_an_attached_text():
    printed = [str(path) for path in addresses("10/2020/QĐ-X/quy-che/dieu-5")]
    assert "10/2020/QĐ-X#quy-che/dieu-5" in printed


@given(st.text(max_size=400))
def test_any_address_is_parsed_or_passed_over(text):
    for path in addresses(text):
        assert path.segments or path.scope
