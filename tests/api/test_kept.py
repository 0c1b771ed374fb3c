"""Conversations and feedback over HTTP, on a real store."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.answer import Answer, Outcome
from assistant.domain.document import Access
from assistant.keeping import Kept
from assistant.library.answers import AnswerLog, CitedVersion
from assistant.library.feedback import State, Verdict

CITED = [CitedVersion("05/2024/TT-BGDĐTT#dieu-5.khoan-2", "khoản 2 Điều 5", "05/2024/TT-BGDĐTT", "ab")]
DAY = date(2026, 1, 2)


@pytest.fixture
def answers(settings):
    log = AnswerLog.open(settings.answers_url, 30)
    yield log
    log.close()


@pytest.fixture
def kept(door, settings, answers):
    door.kept = Kept.open(settings.model_copy(update={"feedback_per_day": 5}), answers)
    yield door.kept
    door.kept.close()


@pytest.fixture
def answer_id(answers):
    return answers.keep(DAY, 1, Access.PUBLIC, "answered", CITED)


@pytest.fixture
def talk(client, kept):
    """A conversation of two turns; returns its id."""
    id_ = client.post("/v1/conversations", json={"audience": "citizen"}).json()["id"]
    for question, standalone in (
        ("Mỗi lớp nuôi mấy tổ ong?", ""),
        ("Còn trường tư?", "Trường tư nuôi mấy tổ ong?"),
    ):
        said = {"outcome": Outcome.ANSWERED, "answer": "Mỗi lớp một tổ.", "as_of": DAY, "edition": 1}
        kept.conversations.add(id_, Answer(question=question, standalone=standalone, **said))
    return id_


def rows(kept):
    return kept.feedback.entries()


# --- conversations


def test_a_conversation_is_begun_read_and_deleted(client, talk):
    found = client.get(f"/v1/conversations/{talk}").json()
    assert (found["id"], found["audience"]) == (talk, "citizen")
    assert [turn["question"] for turn in found["turns"]] == ["Mỗi lớp nuôi mấy tổ ong?", "Còn trường tư?"]
    assert found["turns"][1]["standalone"] == "Trường tư nuôi mấy tổ ong?"
    assert client.delete(f"/v1/conversations/{talk}").status_code == 204
    for call in (client.get, client.delete):
        response = call(f"/v1/conversations/{talk}")
        assert response.status_code == 404
        assert response.json()["error"]["code"] == "not_found"


def test_a_turn_tells_whether_a_model_wrote_its_answer(client, kept, talk):
    said = {"outcome": Outcome.ANSWERED, "answer": "Một tổ.", "as_of": DAY, "edition": 1, "made_by": "model"}
    kept.conversations.add(talk, Answer(question="Còn lớp ghép?", **said))
    turns = client.get(f"/v1/conversations/{talk}").json()["turns"]
    assert [turn["made_by"] for turn in turns] == ["extractive", "extractive", "model"]


def test_beginning_tells_until_when_it_is_kept(client, kept):
    for options in ({}, {"json": {}}):
        response = client.post("/v1/conversations", **options)
        assert response.status_code == 201
        begun = response.json()
        assert begun["audience"] is None
        until = datetime.fromisoformat(begun["kept_until"])
        assert timedelta(hours=23) < until - datetime.now(UTC) < timedelta(hours=25)


def test_a_conversation_that_is_used_is_kept_longer(client, talk):
    until = datetime.fromisoformat(client.get(f"/v1/conversations/{talk}").json()["kept_until"])
    assert until - datetime.now(UTC) > timedelta(days=29)


def test_where_none_are_kept_none_begins(client, door, settings, answers):
    door.kept = Kept.open(settings.model_copy(update={"conversations_kept_days": 0}), answers)
    response = client.post("/v1/conversations")
    door.kept.close()
    assert response.status_code == 404
    assert "không lưu" in response.json()["error"]["message"]


@pytest.mark.parametrize("id_", ["x", "%00", "a" * 64, "..%2f..", "' OR 1=1 --", "%F0%9F%90%9D"])
def test_an_id_of_nothing_finds_nothing(client, talk, id_):
    for call in (client.get, client.delete):
        assert call(f"/v1/conversations/{id_}").status_code in {404, 405}


def test_an_internal_conversation_is_not_served(client, kept):
    id_ = kept.begin(access=Access.INTERNAL).id
    for call in (client.get, client.delete):
        assert call(f"/v1/conversations/{id_}").status_code == 404
    opinion = {"conversation": id_, "turn": 1, "verdict": "wrong"}
    assert client.post("/v1/feedback", json=opinion).status_code == 404


@pytest.mark.parametrize("body", [{"audience": "thief"}, {"id": "mine"}, [1], "x"])
def test_what_cannot_begin_a_conversation_is_refused_in_the_one_form(client, kept, body):
    response = client.post("/v1/conversations", json=body)
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "invalid_request"


# --- feedback


def test_an_opinion_lands_in_the_queue_with_what_was_cited_and_without_the_question(client, kept, answer_id):
    opinion = {"answer_id": answer_id, "verdict": "outdated", "words": "Đã sửa.", "audience": "official"}
    response = client.post("/v1/feedback", json=opinion)
    assert response.status_code == 201
    (row,) = rows(kept)
    assert response.json() == {"id": row.id}
    assert (row.state, row.said.verdict, row.said.words) == (State.NEW, Verdict.OUTDATED, "Đã sửa.")
    assert (row.said.answer_id, row.said.as_of, row.said.outcome) == (answer_id, DAY, "answered")
    assert row.said.cited == (CITED[0].path,)
    assert (row.said.question, row.said.history) == ("", ())


def test_a_turn_is_told_by_its_number_and_its_question_kept_only_by_consent(client, kept, talk):
    opinion = {"conversation": talk, "turn": 2, "verdict": "unclear"}
    client.post("/v1/feedback", json=opinion)
    client.post("/v1/feedback", json=opinion | {"keep_question": True})
    without, with_ = rows(kept)
    assert (without.said.question, without.said.history) == ("", ())
    assert with_.said.question == "Còn trường tư?"
    assert [turn.question for turn in with_.said.history] == ["Mỗi lớp nuôi mấy tổ ong?"]
    assert with_.said.history[0].answer == ""
    assert all(talk not in row.model_dump_json() for row in rows(kept))


def test_deleting_a_conversation_takes_back_what_was_said_of_it(client, kept, talk):
    opinion = {"conversation": talk, "turn": 2, "verdict": "wrong", "words": "Sai.", "keep_question": True}
    client.post("/v1/feedback", json=opinion)
    client.delete(f"/v1/conversations/{talk}")
    (row,) = rows(kept)
    assert (row.said.question, row.said.words, row.said.history) == ("", "", ())
    assert row.said.verdict is Verdict.WRONG


def test_personal_data_is_masked_before_it_is_kept(client, kept, answer_id):
    opinion = {
        "answer_id": answer_id,
        "verdict": "wrong",
        "words": "Gọi cho tôi số 0912 345 678 nhé.",
        "question": "CCCD 001099012345 thì học ở đâu?",
        "keep_question": True,
    }
    assert client.post("/v1/feedback", json=opinion).status_code == 201
    text = rows(kept)[0].model_dump_json()
    assert "345 678" not in text
    assert "001099012345" not in text
    assert "học ở đâu" in text


def test_an_answer_without_an_id_is_told_by_its_question(client, kept):
    opinion = {"question": "Thả diều ở đâu?", "keep_question": True, "verdict": "wrong"}
    assert client.post("/v1/feedback", json=opinion).status_code == 201
    assert rows(kept)[0].said.question == "Thả diều ở đâu?"


@pytest.mark.parametrize(
    ("opinion", "status"),
    [
        ({"verdict": "wrong"}, 400),
        ({"verdict": "wrong", "question": "  ", "keep_question": True}, 400),
        ({"verdict": "wrong", "question": "Ai?"}, 400),
        ({"verdict": "wrong", "answer_id": "khong-co"}, 404),
        ({"verdict": "wrong", "answer_id": "x" * 65}, 422),
        ({"verdict": "terrible", "answer_id": "x"}, 422),
        ({"verdict": "wrong", "answer_id": "x", "words": "a" * 2_001}, 422),
        ({"verdict": "wrong", "conversation": "x"}, 422),
        ({"verdict": "wrong", "turn": 1}, 422),
        ({"verdict": "wrong", "conversation": "x", "turn": 0}, 422),
        ({"verdict": "wrong", "conversation": "x", "turn": 1}, 404),
        ({"answer_id": "x"}, 422),
        ({"verdict": "wrong", "answer_id": "x", "state": "done"}, 422),
    ],
)
def test_what_is_no_opinion_is_refused_in_the_one_form(client, kept, opinion, status):
    response = client.post("/v1/feedback", json=opinion)
    assert response.status_code == status
    assert set(response.json()["error"]) == {"code", "message", "hint", "request_id"}
    assert rows(kept) == []


def test_a_turn_that_is_not_there_is_told(client, kept, talk):
    response = client.post("/v1/feedback", json={"conversation": talk, "turn": 3, "verdict": "wrong"})
    assert response.status_code == 404
    assert "lượt hỏi 3" in response.json()["error"]["message"]


def test_a_day_takes_so_many_opinions_and_a_body_is_only_so_large(client, kept, answer_id):
    opinion = {"answer_id": answer_id, "verdict": "right"}
    statuses = [client.post("/v1/feedback", json=opinion).status_code for _ in range(7)]
    assert statuses == [201] * 5 + [429] * 2
    refused = client.post("/v1/feedback", json=opinion).json()["error"]
    assert refused["code"] == "too_much_feedback"
    assert client.post("/v1/feedback", json=opinion | {"words": "a" * 70_000}).status_code == 413


def test_words_that_no_database_holds_are_no_error_of_the_server(client, kept, answer_id):
    for words in ("a\0b", "\u202e\u2066", "🐝"):
        opinion = {"answer_id": answer_id, "verdict": "wrong", "words": words}
        assert client.post("/v1/feedback", json=opinion).status_code == 201
    raw = json.dumps({"answer_id": answer_id, "verdict": "wrong", "words": "X"}).replace("X", "\\ud800")
    response = client.post("/v1/feedback", content=raw, headers={"content-type": "application/json"})
    assert response.status_code == 422


def test_the_description_names_these_operations(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths["/v1/conversations/{conversation_id}"]) == {"get", "delete"}
    assert "429" in paths["/v1/feedback"]["post"]["responses"]
