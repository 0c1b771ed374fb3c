"""Labels as a sheet: read back as they were, all or nothing, harmless to open."""

import csv
import io

import pytest

from assistant.errors import BadRequest
from evals.judging.people.desk import Desk, Plan
from evals.judging.people.labels import LABELS_FILE, Item, Matter
from evals.judging.people.sheets import HEADS, Imported, import_sheet, sheet
from evals.reporting.csv import BOM
from tests.evals.judging.people.made import BASE, CASES, NEXT, opened, task_of, two_runs, written
from tests.evals.judging.people.made import a_run as made_run

WHOLE = Item(Matter.WHOLE)
PLAN = Plan(["Lan", "Minh"])


@pytest.fixture
def folders(tmp_path):
    return two_runs(tmp_path)


@pytest.fixture
def book(folders):
    with opened(folders) as held:
        yield held


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def as_sheet(rows, delimiter=",", encoding="utf-8-sig"):
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def everything(book, who):
    return {
        (task.key, item): one.label
        for task in book.tasks.values()
        for item, one in book.by(task, who).items()
    }


def test_a_sheet_has_a_row_for_each_thing_and_person_and_names_no_version(book):
    text = sheet(Desk(book, PLAN))
    rows = rows_of(text)
    assert len(rows) == 2 * sum(len(task.items) for task in book.tasks.values())
    assert not any(row["label"] for row in rows)
    runs = {place.run for task in book.tasks.values() for place in task.places}
    assert not any(secret in text for secret in (BASE, NEXT, *runs))


def test_what_was_labelled_is_read_back_the_same_by_others(tmp_path, book, folders):
    desk = Desk(book, PLAN)
    everywhere = [(task, item) for task in book.tasks.values() for item in task.items]
    for n, (task, item) in enumerate(everywhere):
        labels = {"statement": "wrong", "citation": "partly", "nugget": "missing", "whole": "lacks_vital"}
        book.put(task, item, "Lan", labels[item.matter], words=f'=1+{n}; "“lời”",\nhai dòng')
    text = sheet(desk)
    elsewhere = two_runs(tmp_path / "elsewhere")
    with opened(elsewhere) as other:
        found = import_sheet(other, text.encode())
        assert (found.added, found.same) == (len(everything(book, "Lan")), 0)
        assert everything(other, "Lan") == everything(book, "Lan")
        assert sheet(Desk(other, PLAN)) == text
        assert import_sheet(other, text.encode()) == Imported(0, found.added, 0, found.empty)
    first, second = ((one[1] / LABELS_FILE).read_bytes() for one in (elsewhere, folders))
    assert sorted(first.splitlines()) == sorted(second.splitlines())


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_a_sheet_that_was_filled_in_and_saved_by_a_spreadsheet_is_read(book, delimiter, encoding):
    rows = rows_of(sheet(Desk(book, PLAN), ["Minh"]))
    for row in rows:
        row["label"] = row["choices"].split(" / ")[-1].upper()
    found = import_sheet(book, as_sheet(rows, delimiter, encoding))
    assert (found.added, found.empty) == (len(rows), 0)
    assert set(everything(book, "Minh").values()) == {"unverifiable", "silent", "missing", "wrong"}


def test_rows_that_do_not_fit_are_named_with_their_lines_and_nothing_is_taken(book, folders):
    rows = rows_of(sheet(Desk(book, PLAN), ["Minh"]))[:6]
    for row in rows:
        row["label"] = row["choices"].split(" / ")[0]
    wrong = [dict(rows[n]) for n in range(5)]
    wrong[0]["id"] = "khong-co"
    wrong[1]["label"] = "Hay lắm"
    wrong[2]["who"] = " "
    wrong[3] |= {"label": rows[3]["choices"].split(" / ")[1]}
    wrong[4]["at"] = "hôm qua"
    with pytest.raises(BadRequest) as caught:
        import_sheet(book, as_sheet([*rows, *wrong]))
    told = str(caught.value)
    assert "Không nhập dòng nào" in told
    lines = [line.partition(":")[0] for line in told.splitlines()[1:]]
    starts = _starts([*rows, *wrong])
    assert lines == [f"Dòng {starts[n]}" for n in range(6, 11)]
    assert "Hay lắm" in told
    assert f"trái với dòng {starts[3]}" in told
    assert book.people == []
    assert (folders[0] / LABELS_FILE).read_bytes() == b""


def _starts(rows):
    """The line on which each row of a sheet begins."""
    lines, at = [], 2
    for row in rows:
        lines.append(at)
        at += 1 + sum(value.count("\n") for value in row.values())
    return lines


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "thiếu cột"),
        (b"a,b\r\n1,2\r\n", "thiếu cột"),
        ("id,who,label\nx,Lan,Đúng".encode("cp1258", "replace"), "UTF-8"),
        (b"PK\x03\x04\x00\x00", "không phải CSV"),
    ],
)
def test_what_is_no_sheet_is_told(book, content, words):
    with pytest.raises(BadRequest, match=words):
        import_sheet(book, content)


def test_a_newer_label_is_not_overwritten_by_an_older_sheet_and_an_edited_row_counts(book):
    task = task_of(book, "u1")
    book.put(task, WHOLE, "Lan", "complete")
    old = rows_of(sheet(Desk(book, PLAN), ["Lan"]))
    book.put(task, WHOLE, "Lan", "wrong")
    found = import_sheet(book, as_sheet(old))
    assert (found.added, found.older) == (0, 1)
    assert book.by(task, "Lan")[WHOLE].label == "wrong"
    book.undo("Lan")
    rows = rows_of(sheet(Desk(book, PLAN), ["Lan"]))
    for row in rows:
        row["label"] = row["label"] and "Thiếu ý phụ"
    assert import_sheet(book, as_sheet(rows)).added == 1
    assert book.by(task, "Lan")[WHOLE].label == "lacks_lesser"


def test_a_name_written_otherwise_is_no_third_person(book):
    book.put(task_of(book, "u1"), WHOLE, "Lan", "complete")
    rows = rows_of(sheet(Desk(book, PLAN), ["Lan"]))
    with pytest.raises(BadRequest, match="hãy viết “Lan”"):
        import_sheet(book, as_sheet([row | {"who": "LAN"} for row in rows]))


def test_what_was_labelled_outside_a_share_is_exported_too(book):
    book.put(task_of(book, "u1"), WHOLE, "Lan", "wrong")
    book.put(task_of(book, "c2"), WHOLE, "Hoa", "wrong")
    for plan in (Plan([]), *(Plan(["Lan", "Minh"], sample=1, seed=seed) for seed in range(4))):
        rows = rows_of(sheet(Desk(book, plan)))
        labelled = sorted((row["who"], row["case"]) for row in rows if row["label"])
        assert labelled == [("Hoa", "c2"), ("Lan", "u1")]
        assert len(rows) > 2 or not plan.people


def test_no_cell_is_a_formula(tmp_path):
    words = "=HYPERLINK(1)"
    folder = made_run(tmp_path / "r", "r", {one.id: written(words) for one in CASES})
    with opened([folder]) as book:
        book.put(task_of(book, "u1"), WHOLE, "Lan", "wrong", words="@sum")
        cells = [cell for row in rows_of(sheet(Desk(book, PLAN))) for cell in row.values()]
    assert f"'{words}" in cells
    assert "'@sum" in cells
    assert not any(cell.lstrip().startswith(("=", "+", "@", "-")) for cell in cells)
