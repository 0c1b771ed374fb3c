import pytest

SPELLINGS = [
    "05/2024/TT-BGDĐTT",
    "05/2024/tt-bgddtt",
    "5/2024/TT-BGDÐTT",
    "05/2024/TT-BGD\u0110TT",
    "05%2F2024%2FTT-BGDDTT",
]


@pytest.mark.parametrize("number", SPELLINGS)
def test_a_document_is_found_however_its_number_is_written(client, number):
    body = client.get(f"/v1/documents/{number}").json()
    assert body["number"] == "05/2024/TT-BGDĐTT"


def test_a_document_shows_its_tree(client):
    outline = client.get("/v1/documents/05/2024/TT-BGDDTT").json()["outline"]
    assert [item["path"].partition("#")[2] for item in outline] == ["chuong-i", "dieu-5"]
    assert outline[1]["parent"] == outline[0]["path"]


def test_a_number_that_does_not_exist_is_not_found(client):
    for number in ("99/2024/TT-X", "%00", "./-", "x" * 400):
        response = client.get(f"/v1/documents/{number}")
        assert response.status_code == 404
        assert response.json()["error"]["code"] == "not_found"


def test_the_list_is_paged_and_filtered(client):
    page = client.get("/v1/documents", params={"limit": 1, "offset": 1}).json()
    assert (page["total"], len(page["items"])) == (2, 1)
    assert client.get("/v1/documents", params={"q": "quy chế"}).json()["total"] == 1
    assert client.get("/v1/documents", params={"kind": "luật"}).json()["total"] == 0
    assert client.get("/v1/documents", params={"kind": "không có"}).status_code == 422


def test_the_status_is_that_of_the_day_asked(client):
    def status(day):
        return client.get("/v1/documents/05/2024/TT-BGDDTT", params={"as_of": day}).json()["status"]

    assert status("2024-02-29") == "chưa có hiệu lực"
    assert status("2024-03-01") == "còn hiệu lực"


def test_the_hint_for_a_missing_document_is_for_readers_of_the_web(client):
    assert "hocvu" not in client.get("/v1/documents/99/2024/TT-X").json()["error"]["hint"]
