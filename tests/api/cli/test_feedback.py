"""Working through feedback on the command line."""

import json
import re
import shutil
from datetime import date

import pytest

from assistant.domain.answer import Audience
from assistant.domain.document import Access
from assistant.keeping import Kept, Opinion
from assistant.library.answers import AnswerLog
from assistant.library.feedback import Feedback, State, Verdict
from assistant.settings import Settings
from evals.cases import read_cases

NUMBER = "31/2031/TT-BGDM"
QUESTION = "Điều kiện nuôi ong: trường trung học phải có vườn rộng bao nhiêu mét vuông?"
CLAUSE = f"{NUMBER}#dieu-2.khoan-1"


@pytest.fixture
def hocvu(hocvu, filled):
    """The command with a library of its own that may be written to."""
    shutil.copytree(filled.home, hocvu.home)
    return hocvu


@pytest.fixture
def give(hocvu):
    """Put an opinion into the queue; returns its id."""
    settings = Settings(home=hocvu.home, _env_file=None)

    def give(verdict=Verdict.WRONG, *, access=Access.PUBLIC, **more):
        answers = AnswerLog.open(settings.answers_url, 30)
        kept = Kept.open(settings, answers)
        try:
            return kept.give(Opinion(verdict, may_keep_question=True, **more), access=access)
        finally:
            kept.close()
            answers.close()

    return give


@pytest.fixture
def asked(hocvu):
    """The id of an answer that was given."""
    return hocvu("ask", QUESTION, "--json").json["id"]


def test_the_queue_is_listed_a_line_each_the_oldest_first(hocvu, give):
    first = give(question="Hỏi một", words="Lời dài. " * 60)
    second = give(Verdict.OUTDATED, question="Hỏi hai")
    done = hocvu("feedback", "list")
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines] == [first, second]
    assert "mới" in lines[0]
    assert lines[0].endswith("…")
    assert "quy định đã đổi" in lines[1]
    assert "Hỏi hai" in lines[1]
    assert "\x1b[" not in done.out


def test_the_list_can_be_narrowed_and_read_by_programs(hocvu, give):
    first, second = give(question="Hỏi một"), give(Verdict.OUTDATED, question="[bold]Hỏi[/bold] hai")
    hocvu("feedback", "set", first, "taken", "--by", "Bà Mẫu")

    def ids(*args):
        return [row["id"] for row in hocvu("feedback", "list", "--json", *args).json]

    assert ids() == [first, second]
    assert ids("--state", "taken") == [first]
    assert ids("--verdict", "outdated") == [second]
    assert ids("--since", date.today().strftime("%d/%m/%Y")) == [first, second]  # noqa: DTZ011
    assert ids("--since", "2099-01-01") == []
    empty = hocvu("feedback", "list", "--since", "2099-01-01")
    assert (empty.out, empty.code) == ("", 0)
    assert "Không có góp ý" in empty.err
    assert "[bold]Hỏi[/bold] hai" in hocvu("feedback", "list").out


def test_showing_tells_what_was_cited_and_whether_it_still_holds(hocvu, give, asked):
    id_ = give(
        answer_id=asked, question=QUESTION, words="Vườn trường tôi nhỏ hơn.", audience=Audience.CITIZEN
    )
    told = hocvu("feedback", "show", id_[:5]).out
    assert "Vườn trường tôi nhỏ hơn." in told
    assert QUESTION in told
    assert CLAUSE in told
    assert "[1] khoản 1 Điều 2" in told
    shown = hocvu("feedback", "show", id_, "--json").json
    assert shown["said"]["answer_id"] == asked
    assert shown["still"]["valid"] is True
    assert shown["still"]["citations"][0]["path"] == CLAUSE


def test_an_answer_that_is_kept_no_more_is_told(hocvu, give, asked):
    id_ = give(answer_id=asked)
    told = hocvu("feedback", "show", id_, HOCVU_ANSWERS_KEPT_DAYS="0")
    assert told.code == 0
    assert "không còn được lưu" in told.out
    assert hocvu("feedback", "show", give(question="Hỏi")).code == 0


def test_work_on_a_row_is_recorded_with_what_is_right(hocvu, give):
    id_ = give(question=QUESTION)
    assert hocvu("feedback", "set", id_, "taken", "--by", "Bà Mẫu").code == 0
    told = hocvu(
        "feedback", "set", id_, "done", "--gold", f" {CLAUSE} | {NUMBER}#dieu-2 ", "--note", "Đã báo"
    ).out
    assert f"Đúng ra: {CLAUSE} hoặc {NUMBER}#dieu-2" in told
    assert "Trạng thái: xong" in told
    row = hocvu("feedback", "show", id_, "--json").json
    assert row["ruling"]["gold"] == [[CLAUSE, f"{NUMBER}#dieu-2"]]
    assert (row["ruling"]["by"], row["handled_by"], row["note"]) == ("Bà Mẫu", "Bà Mẫu", "Đã báo")
    later = hocvu("feedback", "set", id_, "done", "--superseded", f"{NUMBER}#dieu-3", "--json").json
    assert later["ruling"]["gold"] == [[CLAUSE, f"{NUMBER}#dieu-2"]]
    assert later["ruling"]["superseded"] == [f"{NUMBER}#dieu-3"]
    none = hocvu("feedback", "set", id_, "done", "--unanswerable", "--json").json["ruling"]
    assert (none["gold"], none["unanswerable"]) == ([], True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("done", "--gold", CLAUSE), "tên người xử lý"),
        (("done", "--by", "B", "--gold", "không phải"), "không phải địa chỉ"),
        (("done", "--by", "B", "--gold", NUMBER), "không phải địa chỉ"),
        (("done", "--by", "B", "--superseded", "99/2020/TT-X"), "Không có trong thư viện"),
        (("done", "--by", "B", "--gold", f"{NUMBER}#dieu-99"), "Không có trong thư viện"),
        (("done", "--by", "B", "--gold", f"{CLAUSE}|"), "không phải địa chỉ"),
        (("done", "--by", "B", "--gold", CLAUSE, "--superseded", CLAUSE), "vừa là"),
        (("done", "--by", "B", "--gold", CLAUSE, "--unanswerable"), "Bỏ một trong hai"),
        (("finished",), "new (mới)"),
    ],
)
def test_what_says_nothing_right_changes_nothing(hocvu, give, args, said):
    id_ = give(question=QUESTION)
    before = hocvu("feedback", "show", id_, "--json").json
    done = hocvu("feedback", "set", id_, *args)
    assert done.code == 1
    assert said in done.err
    assert hocvu("feedback", "show", id_, "--json").json == before


def test_wrong_names_and_ids_say_what_there_is(hocvu):
    for args, said in [
        (("list", "--state", "x"), "dismissed (bỏ)"),
        (("list", "--verdict", "x"), "outdated (quy định đã đổi)"),
        (("list", "--since", "mai"), "không phải một ngày"),
        (("show", "abcd"), "hocvu feedback list"),
        (("set", "abcd", "done"), "hocvu feedback list"),
        (("export", "-", "--state", "x"), "taken (đang xử lý)"),
    ]:
        done = hocvu("feedback", *args)
        assert (done.code, done.out) == (1, "")
        assert said in done.err


def test_export_writes_cases_that_the_evaluation_reads(hocvu, give, asked, tmp_path):
    ruled, proposed = (
        give(question=QUESTION),
        give(Verdict.RIGHT, answer_id=asked, question=QUESTION, audience=Audience.OFFICIAL),
    )
    give(words="Không nói gì đúng", question="Hỏi")
    hocvu("feedback", "set", ruled, "done", "--by", "Bà Mẫu", "--gold", f"{NUMBER}#dieu-2")
    done = hocvu("feedback", "export", str(tmp_path / "gop-y.jsonl"))
    assert (done.code, done.out) == (0, "")
    assert "2 câu hỏi từ 3 góp ý; 1 câu chưa ai kiểm tra." in done.err
    first, second = read_cases(tmp_path / "gop-y.jsonl")
    assert (first.id, first.gold, first.checked_by) == (
        f"feedback-{ruled}",
        ((f"{NUMBER}#dieu-2",),),
        "Bà Mẫu",
    )
    assert (second.id, second.checked_by) == (f"feedback-{proposed}", None)
    assert CLAUSE in second.gold[0]
    piped = hocvu("feedback", "export", "-", "--state", "done").out
    assert [json.loads(line)["id"] for line in piped.splitlines()] == [first.id]


def test_internal_feedback_is_for_those_inside_alone(hocvu, give, tmp_path):
    id_ = give(access=Access.INTERNAL, question="Chuyện trong nhà")
    assert hocvu("feedback", "list").out == ""
    for args in (("show", id_), ("set", id_, "done")):
        assert hocvu("feedback", *args).code == 1
        assert hocvu("feedback", *args, "--internal").code == 0
    assert id_ in hocvu("feedback", "list", "--internal").out


def test_listing_opens_no_index(hocvu, give):
    give(question="Hỏi")
    shutil.rmtree(hocvu.home / "vectors")
    assert hocvu("feedback", "list").code == 0


@pytest.mark.parametrize("command", ["list", "show", "set", "export"])
def test_every_command_teaches_itself_in_vietnamese(hocvu, command):
    done = hocvu("feedback", command, "--help")
    assert done.code == 0
    assert f"hocvu feedback {command}" in re.sub(r"\s+", " ", done.out)
    assert "Ví dụ" in done.out
    assert "Usage" not in done.out


def test_what_the_command_records_stands_in_the_library(hocvu, give):
    id_ = give(question="Hỏi")
    hocvu("feedback", "set", id_, "dismissed", "--note", "Trùng")
    settings = Settings(home=hocvu.home, _env_file=None)
    queue = Feedback.open(settings.answers_url, 365, 10)
    found = queue.find(id_)
    queue.close()
    assert (found.state, found.note) == (State.DISMISSED, "Trùng")
