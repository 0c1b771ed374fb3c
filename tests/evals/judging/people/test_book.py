"""What is put to people, and what of their labels counts, across runs, repeats, undoing and crashes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from assistant.errors import BadRequest
from evals.judging.people.book import Book
from evals.judging.people.labels import LABELS_FILE, Item, Label, Matter
from evals.judging.people.tasks import tasks_of
from evals.running.files import read_rows
from tests.evals.judging.people.made import CASES, a_run, opened, quoted, task_of, two_runs, written

WHOLE = Item(Matter.WHOLE)


def labels(folder):
    return read_rows(folder / LABELS_FILE, Label)


def test_an_answer_that_two_runs_gave_is_read_once_and_failures_never(tmp_path):
    folders = two_runs(tmp_path)
    found = [(task.case.id, len(task.places)) for task in tasks_of(folders)]
    assert found == [("c1", 1), ("c2", 2), ("u1", 2), ("c1", 1), ("c3", 1)]


def test_repeats_that_say_the_same_are_one_answer(tmp_path):
    answers = dict.fromkeys(("c1", "c2", "u1", "c3"), quoted())
    folder = a_run(tmp_path / "r", "r", answers, repeats=3)
    with opened([folder]) as book:
        assert [len(task.places) for task in book.tasks.values()] == [3, 3, 3, 3]
        book.put(task_of(book, "c1"), WHOLE, "Lan", "complete")
    assert [(row.case, row.repeat) for row in labels(folder)] == [("c1", 0), ("c1", 1), ("c1", 2)]


def test_what_is_asked_of_an_answer(tmp_path):
    folders = two_runs(tmp_path)
    by_case = {(one.case.id, len(one.given.statements)): one.items for one in tasks_of(folders)}
    matters = {key: [item.matter.value for item in items] for key, items in by_case.items()}
    # a quotation that is word for word what it cites needs no judgement of its citation
    assert matters["c1", 1] == ["statement", "nugget", "nugget", "whole"]
    assert matters["c1", 3] == ["statement", "citation", "statement", "citation", "citation", "nugget",
                               "nugget", "whole"]  # fmt: skip
    assert matters["u1", 1] == ["whole"]


def test_a_quotation_with_other_words_than_its_citation_is_judged(tmp_path):
    bent = quoted().model_copy(
        update={
            "statements": (quoted().statements[0].model_copy(update={"text": "> Nuôi bao nhiêu cũng được."}),)
        }
    )
    folder = a_run(tmp_path / "r", "r", dict.fromkeys(("c1", "c2", "u1", "c3"), bent))
    assert Item(Matter.CITATION, 0, 0) in tasks_of([folder])[1].items


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(BadRequest, match="không phải thư mục"):
        tasks_of([tmp_path])


def test_the_newest_of_a_person_counts_and_undo_is_a_row_that_brings_back_the_one_before(tmp_path):
    folders = two_runs(tmp_path)
    with opened(folders) as book:
        task = task_of(book, "c1", "quá 3 tổ")
        for label in ("wrong", "complete", "lacks_vital"):
            book.put(task, WHOLE, "Lan", label)
        book.put(task, WHOLE, "Minh", "wrong")
        seen = []
        for _ in range(4):
            seen.append(book.undo("Lan"))
            seen.append(getattr(book.by(task, "Lan").get(WHOLE), "label", None))
        assert seen == [(task, WHOLE), "complete", (task, WHOLE), "wrong", (task, WHOLE), None, None, None]
        assert book.by(task, "Minh")[WHOLE].label == "wrong"
    assert [row.label for row in labels(folders[1])] == [
        "wrong", "complete", "lacks_vital", "wrong", "complete", "wrong", None,
    ]  # fmt: skip


def test_undoing_goes_on_after_the_program_was_started_again(tmp_path):
    folders = two_runs(tmp_path)
    for label in ("wrong", "complete"):
        with opened(folders) as book:
            book.put(task_of(book, "c2"), WHOLE, "Lan", label)
    with opened(folders) as book:
        book.undo("Lan")
    with opened(folders) as book:
        assert book.by(task_of(book, "c2"), "Lan")[WHOLE].label == "wrong"
        book.undo("Lan")
        assert book.by(task_of(book, "c2"), "Lan") == {}
        assert book.undo("Lan") is None


def test_labels_of_a_shared_answer_are_in_both_runs_even_where_the_program_died_between(tmp_path):
    folders = two_runs(tmp_path)
    with opened(folders) as book:
        book.put(task_of(book, "c2"), WHOLE, "Lan", "complete")
    whole = (folders[1] / LABELS_FILE).read_bytes()
    (folders[1] / LABELS_FILE).write_bytes(whole[:-20])  # torn
    with opened(folders) as book:
        assert len(book.said(task_of(book, "c2"))) == 1
    rows = [labels(folder)[0] for folder in folders]
    assert rows[0].run != rows[1].run
    assert rows[0].model_copy(update={"run": ""}) == rows[1].model_copy(update={"run": ""})


def test_labels_of_other_words_of_a_mended_nugget_or_of_another_sort_do_not_count(tmp_path):
    folders = two_runs(tmp_path)
    with opened(folders) as book:
        task = task_of(book, "c1", "quá 3 tổ")
        nugget = next(item for item in task.items if item.matter is Matter.NUGGET)
        book.put(task, nugget, "Lan", "said")
    [row] = labels(folders[1])
    tasks = tasks_of(folders)
    for other in ({"answer": "x"}, {"about": "x"}, {"label": "superb"}, {"digest": "x"}, {"at": 9}):
        assert Book(tasks, [row.model_copy(update=other)]).people == []
    assert Book(tasks, [row]).people == ["Lan"]


def test_two_programs_cannot_write_in_one_run(tmp_path):
    folders = two_runs(tmp_path)
    with opened(folders), pytest.raises(BadRequest, match="Một lệnh khác"), opened(folders[1:]):
        pass


@settings(max_examples=60, deadline=None)
@each(st.lists(st.tuples(st.sampled_from(["Lan", "Minh"]), st.integers(0, 5), st.sampled_from([*"0123u"]))))
def test_any_row_of_labels_and_undoings_reads_back_as_it_was(tmp_path_factory, steps):
    folder = a_run(tmp_path_factory.mktemp("r"), "r", dict.fromkeys(("c1", "c2", "u1", "c3"), written()))
    model: dict[str, list] = {"Lan": [], "Minh": []}
    held: dict[tuple, str | None] = {}
    with opened([folder]) as book:
        task = task_of(book, "c1")
        choices = ("right", "partly", "wrong", "unverifiable")
        for who, n, what in steps:
            item = [one for one in task.items if one.matter is Matter.STATEMENT][n % 2]
            if what == "u":
                book.undo(who)
                if model[who]:
                    at, before = model[who].pop()
                    held[who, at] = before
            else:
                label = choices[int(what)]
                if held.get((who, item)) != label:
                    model[who].append((item, held.get((who, item))))
                book.put(task, item, who, label)
                held[who, item] = label
    again = Book.read(tasks_of([folder]))
    found = {key: one.label for key, one in again.said(task_of(again, "c1")).items()}
    assert found == {key: label for key, label in held.items() if label is not None}


def test_a_moment_told_by_a_sheet_puts_a_label_where_it_belongs_in_time(tmp_path):
    with opened(two_runs(tmp_path)) as book:
        task = task_of(book, "c2")
        book.put(task, WHOLE, "Lan", "complete")
        book.put(task, WHOLE, "Lan", "wrong", moment=datetime.now(UTC) - timedelta(days=1))
        assert book.by(task, "Lan")[WHOLE].label == "complete"


def test_cases_without_answers_are_told(tmp_path):
    folder = a_run(tmp_path / "r", "r", dict.fromkeys(one.id for one in CASES))
    with pytest.raises(BadRequest, match="Không có câu trả lời"):
        tasks_of([folder])
