"""``hocvu eval check-set``, ``draft``, ``register``, ``import``."""

import json

import pytest

from evals.register import read_register
from evals.sets.folder import SHIPPED, CaseSet, read_set
from evals.sets.writing import write_set


@pytest.fixture(scope="module")
def command(filled, sample_home):
    return type(filled)(sample_home)


def told(done):
    return " ".join((done.out + done.err).split())


def test_the_shipped_set_is_sound_also_in_the_library(command):
    done = command("eval", "check-set", "sample", "--library")
    assert done.code == 0
    assert "0 lỗi" in done.err


def test_an_error_in_a_set_ends_with_1_and_is_told(command, tmp_path):
    sample = read_set(SHIPPED / "sample")
    twice = (*sample.cases[:3], sample.cases[0].model_copy(update={"id": "again"}))
    write_set(tmp_path, CaseSet(sample.told, twice, sample.register), replace=True)
    done = command("eval", "check-set", str(tmp_path))
    assert done.code == 1
    assert "Trùng câu hỏi và ngày (simple-01, again)" in told(done)
    (row,) = [
        one
        for one in command("eval", "check-set", str(tmp_path), "--json").json
        if one["kind"] == "duplicate"
    ]
    assert row["severity"] == "error"


def test_a_draft_is_a_set_that_nobody_checked_with_a_register_that_none_rests_on(command, tmp_path):
    counts = ("--simple", "3", "--several", "1", "--flips", "1", "--unanswerable", "2")
    done = command("eval", "draft", str(tmp_path / "draft"), "--day", "01/09/2026", *counts)
    assert done.code == 0, done.err
    made = read_set(tmp_path / "draft")
    assert {one.checked_by for one in made.cases} == {None}
    assert made.register.documents == ()
    assert (tmp_path / "draft" / "draft.register.jsonl").is_file()
    assert "hocvu eval check-set" in done.err
    again = command("eval", "draft", str(tmp_path / "draft"), *counts)
    assert again.code == 1
    assert "đã có một bộ" in told(again)


def test_a_register_can_be_drafted_alone(command, tmp_path):
    done = command("eval", "register", str(tmp_path), "--json")
    assert done.code == 0, done.err
    assert len(read_register(tmp_path / "draft.register.jsonl").documents) == done.json["documents"] > 0


def test_a_set_in_another_format_is_read_and_placed(command, tmp_path):
    row = {"question": "Ai được miễn học phí?", "gold": [{"document": "91/2020/QH99", "article": "3"}]}
    (tmp_path / "dev.jsonl").write_text(json.dumps(row), encoding="utf-8")
    args = (str(tmp_path / "dev.jsonl"), str(tmp_path / "set"), "--as-of", "01/09/2026", "--library")
    done = command("eval", "import", *args, "--split", "holdout", "--json")
    assert done.code == 0, done.err
    (one,) = read_set(tmp_path / "set").cases
    assert (one.as_of.isoformat(), one.split.value, one.gold) == (
        "2026-09-01",
        "holdout",
        (("91/2020/QH99#dieu-3",),),
    )
    assert done.json["cases"] == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("import", "không-có", "{to}"), "không-có: không mở được tệp"),
        (("import", "{file}", "{to}", "--format", "nhầm"), "Chọn một trong: cases, beir"),
        (("import", "{file}", "{to}", "--split", "nhầm"), "dev, regression, holdout"),
        (("draft", "{to}", "--audience", "ai-đó"), "citizen, official"),
        (("check-set", "không-có"), "một bộ đi kèm: sample"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_next_step(command, tmp_path, args, message):
    (tmp_path / "x.jsonl").write_text('{"question": "a", "gold": []}', encoding="utf-8")
    filled_in = [one.format(to=tmp_path / "to", file=tmp_path / "x.jsonl") for one in args]
    done = command("eval", *filled_in)
    assert done.code == 1
    assert message in told(done)
    assert not (tmp_path / "to").exists()
