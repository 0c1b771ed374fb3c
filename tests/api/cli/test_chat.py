"""Conversing on the command line, line by line."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from assistant.errors import NotFound
from assistant.library.conversations import Conversations
from assistant.settings import Settings

NUMBER = "31/2031/TT-BGDM"
QUESTION = "Điều kiện nuôi ong: trường trung học phải có vườn rộng bao nhiêu mét vuông?"


@pytest.fixture
def chat(hocvu, filled):
    """``hocvu chat`` with a library of its own; lines are what is piped into it."""
    shutil.copytree(filled.home, hocvu.home)

    def chat(*lines, args=(), **env):
        return hocvu("chat", *args, stdin="".join(f"{line}\n" for line in lines), **env)

    return chat


@pytest.fixture
def kept(hocvu, chat):
    opened = Conversations.open(Settings(home=hocvu.home, _env_file=None).answers_url, 30)
    yield opened
    opened.close()


def id_in(done):
    return re.search(r"--conversation (\S+)", done.err).group(1)


def test_each_line_is_a_question_of_one_conversation_that_is_kept(chat, kept):
    done = chat(QUESTION, "", "  ", "Giáo viên phụ trách đàn ong phải làm gì?")
    assert done.code == 0
    assert "200 mét vuông" in done.out
    turns = kept.history(id_in(done)).turns
    assert [turn.asked for turn in turns] == [QUESTION, "Giáo viên phụ trách đàn ong phải làm gì?"]
    assert "Hỏi:" not in done.out


def test_a_conversation_can_be_taken_up_later(chat, kept):
    id_ = id_in(chat(QUESTION))
    again = chat(QUESTION, args=("--conversation", id_))
    assert id_in(again) == id_
    assert len(kept.history(id_).turns) == 2
    unknown = chat(QUESTION, args=("--conversation", "khong-co"))
    assert (unknown.code, unknown.out) == (1, "")
    assert "Không có cuộc trò chuyện này" in unknown.err


def test_programs_get_an_answer_a_line(chat):
    done = chat(QUESTION, QUESTION, args=("--json",))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer["outcome"] for answer in answers] == ["answered"] * 2
    assert answers[0]["conversation"] == answers[1]["conversation"] == id_in(done)


@pytest.mark.parametrize("options", [{"args": ("--private",)}, {"HOCVU_CONVERSATIONS_KEPT_DAYS": "0"}])
def test_what_is_private_leaves_nothing_behind(chat, kept, options):
    done = chat(QUESTION, "còn giáo viên thì sao?", **options)
    assert done.code == 0
    assert "--conversation" not in done.err
    with kept._store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM conversations").scalar() == 0


def test_a_conversation_is_deleted_or_begun_anew_on_a_word(chat, kept):
    done = chat(QUESTION, "/xoá", "/xoa", QUESTION, "/MỚI", QUESTION)
    assert "Đã xoá" in done.err
    assert "Chưa có gì để xoá" in done.err
    assert "mới" in done.err
    with kept._store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM conversations").scalar() == 2
    id_ = id_in(chat(QUESTION))
    assert "--conversation" not in chat("/xóa", args=("--conversation", id_)).err
    with pytest.raises(NotFound):
        kept.history(id_)


def test_the_day_can_be_changed_on_the_way(chat):
    done = chat("/ngày 01/01/2024", QUESTION, "/ngay", QUESTION, args=("--json", "--as-of", "2026-01-01"))
    days = [json.loads(line)["as_of_reason"] for line in done.out.splitlines()]
    assert days == ["ngày bạn chọn", "hôm nay"]
    assert "Hỏi cho ngày 01/01/2024" in done.err


def test_a_line_that_fails_does_not_end_the_conversation_and_is_told_at_the_end(chat):
    done = chat("/bay", "/ngày mai", "?" * 2_500, QUESTION)
    assert done.code == 1
    assert "200 mét vuông" in done.out
    for said in ("Không có lệnh /bay", "không phải một ngày"):
        assert said in done.err


def test_it_ends_on_a_word_and_helps(chat):
    done = chat("/giúp", "/thoát", QUESTION)
    assert (done.code, done.out) == (0, "")
    assert "/xoá" in done.err


def test_an_audience_is_one_of_those_there_are(chat):
    assert json.loads(chat(QUESTION, args=("--json", "--audience", "official")).out)["audience"] == "official"
    wrong = chat(QUESTION, args=("--audience", "king"))
    assert wrong.code == 1
    assert "citizen" in wrong.err


def test_a_private_conversation_cannot_be_an_old_one(chat):
    assert chat(QUESTION, args=("--private", "--conversation", "x")).code == 1


def test_nothing_piped_is_no_error(chat):
    done = chat()
    assert (done.code, done.out) == (0, "")


def test_bytes_that_are_no_text_are_no_fault_of_the_program(hocvu, chat):
    code = "import sys; from api.cli.main import run; sys.exit(run(sys.argv[1:]))"
    process = subprocess.run(
        [sys.executable, "-c", code, "chat", "--json"],
        input=b"nu\xc3\xb4i \xff\xfe ong\n",
        capture_output=True,
        env=hocvu._environment({}),
        timeout=120,
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout)["question"]


def test_the_command_teaches_itself_in_vietnamese(chat):
    done = chat(args=("--help",))
    assert done.code == 0
    assert "hocvu chat --private" in done.out
    assert "Usage" not in done.out
