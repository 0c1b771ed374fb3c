def test_a_hit_says_where_it_stands(client):
    body = client.get("/v1/search", params={"q": "bảo lưu"}).json()
    hit = body["hits"][0]
    assert (hit["path"], hit["document"], hit["article"]) == (
        "05/2024/TT-BGDĐTT#dieu-5",
        "05/2024/TT-BGDĐTT",
        "5",
    )
    assert hit["title"] == "Bảo lưu kết quả"
    assert hit["address"] == "Điều 5"


def test_long_texts_are_cut_where_asked(client, door):
    unit = door.documents_held[0].provisions[1]
    object.__setattr__(unit, "text", "x" * 500)
    hit = client.get("/v1/search", params={"q": "bảo lưu", "chars": 100}).json()["hits"][0]
    assert len(hit["text"]) == 100
    assert hit["truncated"]


def test_the_number_of_results_is_limited(client):
    for k in (0, 51, "nhiều"):
        assert client.get("/v1/search", params={"q": "a", "k": k}).status_code == 422


def test_a_search_needs_a_question(client):
    assert client.get("/v1/search").status_code == 422
    assert client.get("/v1/search", params={"q": "  "}).json()["error"]["code"] == "empty_question"


def test_how_the_question_was_read_is_told(client):
    read = client.get("/v1/search", params={"q": "HS nghỉ học"}).json()["understood"]
    assert read["told"] == read["text"] == "học sinh nghỉ học"
    assert read["expanded"] == {"HS": "học sinh"}
    assert client.get("/v1/search", params={"q": "nghỉ học"}).json()["understood"]["told"] == ""
