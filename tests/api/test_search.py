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


def test_what_hits_refer_to_comes_only_where_it_is_asked_for(client):
    plain = client.get("/v1/search", params={"q": "bảo lưu"}).json()
    assert plain["hits"][0]["followed"] == plain["hits"][0]["shown"] == plain["definitions"] == []
    whole = client.get("/v1/search", params={"q": "bảo lưu", "follow": "true"}).json()
    [hit] = whole["hits"]
    found, lost = hit["followed"]
    assert found["citation"]["quote"] == "2. Đã học ít nhất một học kỳ."
    assert (lost["citation"], lost["reach"]) == (None, "not_in_library")
    assert "Thư viện không có" in lost["note"]
    assert hit["shown"][0]["label"] == "khoản 2 Điều 5"
    assert [word["term"] for word in whole["definitions"]] == ["học kỳ"]


def test_references_are_followed_as_far_as_is_asked(client):
    params = {"q": "bảo lưu", "follow": "true"}
    twice = client.get("/v1/search", params=params | {"depth": 2}).json()
    assert len(twice["hits"][0]["followed"]) == 4
    assert client.get("/v1/search", params=params | {"depth": 4}).status_code == 422


def test_how_the_question_was_read_is_told(client):
    read = client.get("/v1/search", params={"q": "HS nghỉ học"}).json()["understood"]
    assert read["told"] == read["text"] == "học sinh nghỉ học"
    assert read["expanded"] == {"HS": "học sinh"}
    assert client.get("/v1/search", params={"q": "nghỉ học"}).json()["understood"]["told"] == ""


def test_what_moved_a_hit_is_told_where_it_is_asked_for(client):
    plain = client.get("/v1/search", params={"q": "bảo lưu"}).json()
    assert plain["hits"][0]["reasons"] == []
    explained = client.get("/v1/search", params={"q": "bảo lưu", "explain": "true"}).json()
    assert explained["hits"][0]["reasons"] == [
        {"feature": "fused", "says": "điểm gộp so với điểm cao nhất", "adds": 0.25},
        {"feature": "text_length", "says": "độ dài điều", "adds": -0.125},
    ]
