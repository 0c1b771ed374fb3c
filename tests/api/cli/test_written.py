"""What a model wrote, on the terminal."""

from tests.api.cli.conftest import Command
from tests.model_server import ModelServer, Statements, Status

TRUE = {
    "text": "Giáo viên trung học cơ sở có định mức 19 tiết dạy trong một tuần.",
    "citations": [1],
    "part": "short",
}
QUESTION = "Định mức tiết dạy của giáo viên THCS là bao nhiêu?"


def test_statements_come_with_the_numbers_of_their_sources_and_by_whom_they_were_written(sample_home):
    with ModelServer(Statements([TRUE])) as server:
        env = {"HOCVU_MODEL": "mau", "HOCVU_MODEL_BASE_URL": server.url, "COLUMNS": "400"}
        told = Command(sample_home)("ask", QUESTION, "--audience", "official", **env)
    assert told.code == 0, told.err
    assert f"{TRUE['text']} [1]" in told.out
    assert "Mô hình mau, lời nhắc official/2" in told.out
    assert "Đoạn cho công văn" in told.out


def test_a_model_that_fails_is_said_to_and_the_provision_s_own_words_stand(sample_home):
    with ModelServer(Status(503)) as server:
        env = {"HOCVU_MODEL": "mau", "HOCVU_MODEL_BASE_URL": server.url, "COLUMNS": "400"}
        told = Command(sample_home)("ask", QUESTION, HOCVU_MODEL_RETRIES="0", **env)
    assert told.code == 0, told.err
    assert "b) Giáo viên trung học cơ sở: 19 tiết" in told.out
    assert "nên đây là nguyên văn quy định" in " ".join(told.out.split())


def test_an_audience_that_is_none_is_named_with_those_that_are(sample_home):
    told = Command(sample_home)("ask", QUESTION, "--audience", "teacher")
    assert told.code == 1
    assert "citizen, official, evaluator" in told.err
