"""The whole way: the sample files are read, published, and asked for over HTTP."""

import io
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from api.app import create_app
from assistant.settings import Settings


@pytest.fixture(scope="module")
def real(sample_home):
    known = Settings(home=sample_home, answers_kept_days=0, conversations_kept_days=0, _env_file=None)
    with TestClient(create_app(known), raise_server_exceptions=False) as client:
        yield client


def get(client, path, /, **params):
    response = client.get(quote(path, safe="/"), params=params)
    assert response.status_code == 200, response.text
    return response


def documents(client):
    return get(client, "/v1/documents", limit=200).json()["items"]


def test_the_service_is_ready(real):
    assert real.get("/readyz").json()["embedder"].startswith("static@")


def test_every_sample_is_listed_and_marked_as_one(real):
    found = documents(real)
    assert len(found) >= 10
    assert all(item["sample"] for item in found)


def test_every_provision_of_every_document_opens_at_its_address(real):
    for item in documents(real):
        detail = get(real, f"/v1/documents/{item['number']}").json()
        assert detail["outline"]
        for unit in detail["outline"][:6]:
            assert get(real, f"/v1/provisions/{unit['path']}").json()["path"] == unit["path"]


def test_every_clause_and_point_opens_inside_its_article(real):
    item = documents(real)[0]
    for unit in get(real, f"/v1/documents/{item['number']}").json()["outline"]:
        for part in get(real, f"/v1/provisions/{unit['path']}").json()["units"]:
            body = get(real, f"/v1/provisions/{part['path']}").json()
            assert (body["path"], body["article_path"]) == (part["path"], unit["path"])
            assert (body["start"], body["end"]) == (part["start"], part["end"])


def test_an_article_tells_what_it_refers_to(real):
    body = get(real, "/v1/provisions/45/2021/NĐ-CPM#dieu-10").json()
    seventh = next(one for one in body["references"] if one["path"] == "45/2021/NĐ-CPM#dieu-7")
    assert body["text"][seventh["start"] : seventh["end"]] == seventh["words"] == "Điều 7"
    assert get(real, f"/v1/provisions/{seventh['path']}").json()["heading"] == seventh["title"]


def test_every_suggestion_is_answered_with_quotations_that_stand_in_the_library(real):
    door = real.app.state.house.keeper.get()
    assert door.suggestions()
    for question in door.suggestions():
        answer = real.post("/v1/chat", json={"question": question}).json()
        assert answer["outcome"] == "answered", question
        for citation in answer["citations"]:
            text = get(real, f"/v1/provisions/{citation['path']}").json()["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]
            assert citation["verified"]


def test_a_number_written_anyhow_is_found(real):
    number = documents(real)[0]["number"]
    hits = get(real, "/v1/search", q=number.lower()).json()["hits"]
    assert hits[0]["document"] == number


def test_a_question_about_something_else_has_no_citation(real):
    answer = real.post("/v1/chat", json={"question": "Công thức nấu phở bò ngon?"}).json()
    assert answer["outcome"] in {"no_provision_found", "out_of_scope"}
    assert answer["citations"] == []


def test_the_pages_of_a_pdf_are_drawn_with_marks(real):
    with_pages = [
        item for item in documents(real) if get(real, f"/v1/documents/{item['number']}").json()["pages"]
    ]
    assert with_pages
    number = with_pages[0]["number"]
    articles = [u for u in get(real, f"/v1/documents/{number}").json()["outline"] if u["kind"] == "dieu"]
    provision = get(real, f"/v1/provisions/{articles[0]['path']}").json()
    page = f"/v1/pages/{number}/{provision['pages'][0]}.png"
    plain = Image.open(io.BytesIO(get(real, page).content))
    marked = Image.open(io.BytesIO(get(real, page, path=provision["path"]).content))
    assert plain.size == marked.size
    assert plain.tobytes() != marked.tobytes()


def test_every_document_has_a_page(real):
    for item in documents(real):
        html = real.get(quote(f"/van-ban/{item['number']}"), headers={"accept": "text/html"}).text
        assert "Mục lục" in html
        assert "Văn bản mẫu" in html


def test_a_page_names_the_questions_to_start_from(real):
    html = real.get("/", headers={"accept": "text/html"}).text
    assert 'class="starter"' in html


def test_the_service_as_it_is_served_answers_without_importing_torch(sample_home, monkeypatch):
    from evals.benchmarks.startup import start

    monkeypatch.setenv("HOCVU_ANSWERS_KEPT_DAYS", "0")  # others use that home too
    begun = start(sample_home, ["Khi nào được nghỉ học tạm thời?"])
    assert begun.modules.isdisjoint({"torch", "transformers", "sentence_transformers"})
    assert {"api", "assistant", "uvicorn"} <= begun.modules
