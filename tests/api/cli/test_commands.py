"""The commands as programs and people use them."""

import json

import pytest

NUMBER = "31/2031/TT-BGDM"
COMMANDS = ("ingest", "search", "ask", "show", "list", "remove", "reindex", "doctor", "serve", "sample")


def test_ingest_tells_programs_what_became_of_each_file(hocvu, tmp_path):
    good, bad = tmp_path / "ong.txt", tmp_path / "rong.pdf"
    good.write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong trong vườn trường.")
    bad.write_bytes(b"")
    done = hocvu("ingest", str(good), str(bad), "--json", "--report", str(tmp_path / "bc.json"))
    assert done.code == 1
    assert {file["name"]: file["state"] == "failed" for file in done.json["files"]} == {
        "ong.txt": False,
        "rong.pdf": True,
    }
    assert done.json["published"] is True
    assert json.loads((tmp_path / "bc.json").read_text()) == done.json


def test_ingest_shows_people_a_table_and_the_sums(hocvu, tmp_path):
    path = tmp_path / "ong.txt"
    path.write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong trong vườn trường.")
    assert "Đã công bố bản 1" in hocvu("ingest", str(path)).out
    again = hocvu("ingest", str(path))
    assert "không đổi" in again.out
    assert "Không có gì mới" in again.out
    assert "\x1b[" not in again.out + again.err


def test_search_gives_programs_the_fields_they_were_promised(filled):
    hits = filled("search", "điều kiện nuôi ong", "-k", "2", "--json").json["hits"]
    assert len(hits) == 2
    assert hits[0].keys() >= {"document", "article", "path", "title", "score", "text"}
    assert (hits[0]["document"], hits[0]["article"]) == (NUMBER, "2")
    assert hits[0]["path"] == f"{NUMBER}#dieu-2"
    assert "200 mét vuông" in hits[0]["text"]


def test_search_shows_people_title_and_address(filled):
    out = filled("search", "điều kiện nuôi ong").out
    assert "Điều 2. Điều kiện nuôi ong" in out
    assert f"{NUMBER}#dieu-2" in out


def test_ask_gives_programs_outcome_answer_and_citations(filled):
    answer = filled(
        "ask", "Điều kiện nuôi ong: trường trung học phải có vườn rộng bao nhiêu mét vuông?", "--json"
    ).json
    assert answer["outcome"] in {"answered", "partly_answered"}
    assert answer["answer"]
    citation = answer["citations"][0]
    assert citation.keys() >= {"path", "document", "article", "quote", "status"}
    assert citation["document"] == NUMBER
    assert "200 mét vuông" in citation["quote"]


def test_ask_as_of_a_day_before_the_text_was_in_force_does_not_call_it_in_force(filled):
    question = "Điều kiện nuôi ong: trường trung học phải có vườn rộng bao nhiêu mét vuông?"
    answer = filled("ask", question, "--day", "2024-01-01", "--json").json
    assert all(citation["status"] != "còn hiệu lực" for citation in answer["citations"])


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x01\x02\x03\x04", "ong " * 25_000])
@pytest.mark.parametrize("command", ["search", "ask"])
def test_question_that_is_none_is_refused_in_a_sentence(filled, command, question):
    done = filled(command, question)
    assert done.code == 1
    assert done.err.startswith("Lỗi: ")
    assert "Traceback" not in done.err
    assert done.out == ""


def test_control_characters_in_a_question_change_nothing(filled):
    hits = filled("search", "điều kiện\x07 nuôi ong", "--json").json["hits"]
    assert hits[0]["path"] == f"{NUMBER}#dieu-2"


def test_show_gives_the_tree_of_a_document(filled):
    shown = filled("show", NUMBER.lower(), "--json").json
    assert shown["number"] == NUMBER
    assert [node["path"] for node in shown["provisions"] if node["kind"] == "dieu"] == [
        f"{NUMBER}#dieu-{n}" for n in (1, 2, 3)
    ]
    assert "Điều 2. Điều kiện nuôi ong" in filled("show", NUMBER).out


def test_show_gives_a_clause_its_own_words_inside_its_article(filled):
    shown = filled("show", f"{NUMBER}#dieu-2.khoan-2", "--json").json
    assert shown["text"].strip() == "2. Mỗi đàn ong có một giáo viên phụ trách đã qua tập huấn."
    assert shown["context"][shown["start"] : shown["end"]] == shown["text"]
    assert "200 mét vuông" in shown["context"]


@pytest.mark.parametrize(
    "path", ["99/2031/TT-BGDM", f"{NUMBER}#dieu-99", f"{NUMBER}#dieu-2.khoan-9", "#", "a#b#c"]
)
def test_show_of_what_is_not_there_says_where_to_look(filled, path):
    done = filled("show", path)
    assert done.code == 1
    assert "→" in done.err
    assert "Traceback" not in done.err


def test_list_filters_by_words_and_kind(filled):
    assert filled("list", "--json").json["total"] == 1
    assert (
        filled("list", "--text", "ong", "--kind", "thông tư", "--json").json["documents"][0]["number"]
        == NUMBER
    )
    assert filled("list", "--text", "tàu vũ trụ", "--json").json == {"total": 0, "documents": []}
    assert filled("list", "--kind", "bài thơ").code == 1
    assert NUMBER in filled("list").out


def test_remove_asks_first(hocvu, tmp_path):
    path = tmp_path / "ong.txt"
    path.write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong trong vườn trường.")
    hocvu("ingest", str(path))
    assert hocvu("remove", "5/2031/TT-BGDM", stdin="n\n").code == 1
    assert hocvu("list", "--json").json["total"] == 1
    assert hocvu("remove", "5/2031/tt-bgdm", "--yes").code == 0
    assert hocvu("list", "--json").json["total"] == 0
    assert hocvu("remove", "5/2031/TT-BGDM", "--yes").code == 1
    assert hocvu("doctor").code == 0


def test_reindex_leaves_a_library_that_answers_the_same(hocvu, tmp_path):
    path = tmp_path / "ong.txt"
    path.write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong trong vườn trường.")
    hocvu("ingest", str(path))
    before = hocvu("search", "nuôi ong", "--json").json["hits"]
    assert hocvu("reindex").code == 0
    assert hocvu("search", "nuôi ong", "--json").json["hits"] == before
    assert hocvu("doctor", "--json").json["ok"] is True


def test_doctor_finds_a_sound_library_sound(filled):
    done = filled("doctor", "--json")
    assert done.code == 0, done.out
    names = {check["name"]: check for check in done.json["checks"]}
    assert names["Chỉ mục từ"]["state"] == names["Chỉ mục véc-tơ"]["state"] == "ok"
    assert "Thư viện" in filled("doctor").out


def test_doctor_of_an_empty_home_says_how_to_begin_and_creates_nothing(hocvu):
    done = hocvu("doctor")
    assert done.code == 0
    assert "hocvu sample" in done.out
    assert not hocvu.home.exists()


def test_doctor_finds_an_index_that_lost_rows_and_says_how_to_mend_it(hocvu, tmp_path):
    path = tmp_path / "ong.txt"
    path.write_text("Số: 5/2031/TT-BGDM\n\nTHÔNG TƯ\n\nĐiều 1. Phạm vi\n\nNuôi ong trong vườn trường.")
    hocvu("ingest", str(path))
    lose = (
        "from assistant.settings import Settings\nfrom assistant.library import Library\n"
        "from assistant.retrieval import IndexWriter\nfrom assistant.domain.document import Access\n"
        "s = Settings(); lib = Library.open(s.sqlalchemy_url); w = IndexWriter.open(s, lib)\n"
        "w.remove(list(lib.live_ids(lib.edition().number, Access.PUBLIC))); w.close()\n"
    )
    lost = hocvu.python(lose)
    assert lost.code == 0, lost.err
    done = hocvu("doctor")
    assert done.code == 1
    assert "hocvu reindex" in done.out
    assert hocvu("reindex").code == 0
    assert hocvu("doctor").code == 0


@pytest.mark.parametrize("command", [("search", "ong"), ("ask", "ong là gì"), ("show", NUMBER), ("list",)])
def test_empty_library_says_how_to_fill_it(hocvu, command):
    done = hocvu(*command)
    assert done.code == 1
    assert "hocvu" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_itself_in_vietnamese(filled, command):
    done = filled(command, "--help")
    assert done.code == 0
    assert "Ví dụ" in done.out
    assert f"hocvu {command}" in done.out
    assert "Usage" not in done.out
    assert "Options" not in done.out


@pytest.mark.parametrize(
    "args", [("bay",), ("search",), ("search", "x", "--la"), ("search", "x", "-k", "0"), ()]
)
def test_wrong_usage_ends_with_2_and_a_pointer_to_help(filled, args):
    done = filled(*args)
    assert done.code == 2
    assert "--help" in done.out + done.err
    assert "Traceback" not in done.err


def test_version_is_told(filled):
    assert filled("--version").out.startswith("hocvu ")


def test_home_option_beats_the_environment(filled, tmp_path):
    done = filled("--home", str(tmp_path / "khac"), "list")
    assert done.code == 1


def test_wrong_setting_is_named(filled):
    done = filled("list", HOCVU_WORKERS="nhiều")
    assert done.code == 1
    assert "HOCVU_WORKERS" in done.err


def test_reader_of_a_pipe_may_go_away(filled):
    code = (
        "import os, sys\nfrom api.cli.main import main\nr, w = os.pipe()\nos.dup2(w, 1)\nos.close(r)\nmain()"
    )
    done = filled.python(code, "list", "--json")
    assert "Traceback" not in done.err
    assert "Lỗi" not in done.err


def test_program_itself_ends_with_the_status_of_its_command(filled):
    done = filled.python("from api.cli.main import main; main()", "show", "99/2031/TT-BGDM")
    assert done.code == 1
    assert "Lỗi: " in done.err


def test_stopped_command_says_that_its_work_is_kept(filled, monkeypatch):
    def stop(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("api.cli.listing.listing", stop)
    done = filled("list")
    assert done.code == 130
    assert "Đã dừng" in done.err


def test_eval_measures_a_dataset(filled, tmp_path):
    path = tmp_path / "hoi.jsonl"
    gold = [{"document": NUMBER, "article": "2"}]
    path.write_text(json.dumps({"question": "điều kiện nuôi ong trong vườn trường", "gold": gold}))
    figures = filled("eval", "retrieval", "--dataset", str(path), "--json").json
    assert figures["questions"] == 1
    assert figures["nDCG@10"] == 1.0
    assert "nDCG@10" in filled("eval", "retrieval", "--dataset", str(path)).out
    assert filled("eval", "retrieval", "--dataset", str(tmp_path / "khong-co.jsonl")).code == 1


def test_sample_fills_an_empty_library_once(hocvu):
    first = hocvu("sample")
    assert first.code == 0, first.out + first.err
    assert 'hocvu ask "' in first.out
    again = hocvu("sample")
    assert again.code == 0
    assert "không nạp mẫu" in again.err
    assert hocvu("doctor").code == 0
