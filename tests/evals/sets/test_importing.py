"""Somebody's format becomes a set of ours, with a library or without."""

import json
from datetime import date

import pytest

from assistant.errors import BadRequest
from evals.date_flips import PAIRS
from evals.sets.folder import Told, read_set
from evals.sets.formats.registry import Source
from evals.sets.formats.stated import Stated
from evals.sets.importing import import_set
from evals.sets.writing import write_set

STATED = Stated(date(2026, 9, 1))


@pytest.fixture
def source(tmp_path):
    rows = [
        {
            "id": "a",
            "question": "Đăng ký học phần thế nào?",
            "gold": [{"document": "215/QĐ-ĐHSM", "article": "5"}],
        },
        {"id": "b", "question": "Mấy tiết?", "gold": [{"document": "12/2024/TT-BGDM", "article": "4"}]},
    ]
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return Source(path)


def test_without_a_library_a_set_is_what_its_file_says(source):
    imported = import_set(source, STATED, told=Told(name="mẫu", version="2"))
    assert (imported.made.told.name, imported.notes) == ("mẫu", ())
    assert imported.made.cases[0].gold == (("215/QĐ-ĐHSM#dieu-5",),)


def test_with_a_library_gold_finds_its_place_and_that_is_told(source, held):
    imported = import_set(source, STATED, held=held)
    assert [case.gold for case in imported.made.cases] == [
        (("215/QĐ-ĐHSM#quy-che/dieu-5",),),
        (("12/2024/TT-BGDM#dieu-4",),),
    ]
    (note,) = imported.notes
    assert note.startswith("1 câu")


def test_pairs_whose_words_a_library_lacks_are_named(held):
    imported = import_set(Source(PAIRS), STATED, held=held)
    assert imported.made.register.wordings == ()
    assert "25/2020/TT-BGDĐT#dieu-2" in imported.notes[0]


def test_what_was_imported_is_written_and_read_as_a_set(source, held, tmp_path):
    made = import_set(source, STATED, held=held).made
    write_set(tmp_path / "s", made)
    assert read_set(tmp_path / "s") == made
    assert import_set(Source(tmp_path / "s"), STATED).made == made


def test_a_set_without_a_question_is_refused(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="không có câu hỏi"):
        read_set(empty)
