"""``hocvu eval label`` and ``labels``: a page started and stopped, sheets there and back, agreement told."""

import os
import signal
import subprocess
import sys

import httpx
import pytest

from evals.judging.asks import Kind, answer_digest
from evals.judging.people.labels import LABELS_FILE, Item, Matter
from evals.judging.verdicts import VERDICTS, Verdict
from evals.running.files import Appended
from evals.running.runner import read_answers
from tests.evals.judging.people.made import opened, task_of, two_runs

WHOLE = Item(Matter.WHOLE)


@pytest.fixture
def folders(tmp_path):
    return [str(one) for one in two_runs(tmp_path)]


def say(folders, *said):
    """Labels of whole answers: case, person, label."""
    from pathlib import Path

    with opened([Path(one) for one in folders]) as book:
        for case, who, label in said:
            book.put(task_of(book, case), WHOLE, who, label)


def test_the_page_is_opened_by_its_link_alone_and_stops_in_good_order(hocvu, folders):
    code = "from api.cli.main import main; main()"
    arguments = ["eval", "label", *folders, "--who", "Lan", "--who", "Lê Thị Mẫu"]
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=hocvu._environment({}),
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            lines = [process.stdout.readline() for _ in range(4)]
            assert lines[0].startswith("Lan: 5 câu trả lời, 0/")
            address, _, token = lines[3].strip().partition("/#")
            assert address.startswith("http://127.0.0.1:")
            assert httpx.get(f"{address}/api/work").status_code == 401
            told = httpx.get(f"{address}/api/work", headers={"Authorization": f"Bearer {token}"})
            assert told.json()["who"] == "Lê Thị Mẫu"
            again = hocvu("eval", "label", folders[0], "--who", "Lan")
            assert again.code == 1
            assert "Một lệnh khác" in again.err
        finally:
            os.kill(process.pid, signal.SIGINT)
            _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_a_page_for_nobody_or_of_no_run_is_refused(hocvu, folders, tmp_path):
    assert "--who" in hocvu("eval", "label", *folders).err
    assert hocvu("eval", "label", str(tmp_path), "--who", "Lan").code == 1
    assert "trùng tên" in hocvu("eval", "label", *folders, "--who", "Lan", "--who", "LAN").err


def test_labels_go_out_as_a_sheet_and_come_back(hocvu, folders, tmp_path):
    say(folders, ("c2", "Lan", "complete"), ("u1", "Minh", "wrong"))
    sheet, elsewhere = tmp_path / "nhan.csv", [str(one) for one in two_runs(tmp_path / "khac")]
    assert hocvu("eval", "labels", "export", str(sheet), *folders).code == 0
    assert hocvu("eval", "labels", "import", str(sheet), *elsewhere, "--json").json["added"] == 2
    assert "0 nhãn mới, 2 nhãn đã có" in hocvu("eval", "labels", "import", str(sheet), *elsewhere).err
    assert hocvu("eval", "labels", "export", "-", *elsewhere).out == sheet.read_text("utf-8")


def test_a_sheet_to_fill_in_has_what_is_not_labelled_yet(hocvu, folders):
    done = hocvu("eval", "labels", "export", "-", *folders, "--who", "Lan", "--who", "Minh", "--sample", "1")
    assert done.out.startswith("\ufeffid,who,case")
    assert ",Lan," in done.out
    assert ",Minh," in done.out


def test_a_sheet_that_does_not_fit_is_named_by_line_and_leaves_nothing(hocvu, folders, tmp_path):
    from pathlib import Path

    wrong = tmp_path / "sai.csv"
    wrong.write_text("id,who,label\nx,Lan,Đúng\n", encoding="utf-8")
    done = hocvu("eval", "labels", "import", str(wrong), *folders)
    assert done.code == 1
    assert "Dòng 2: mã “x”" in done.err
    assert (Path(folders[0]) / LABELS_FILE).read_bytes() == b""
    assert hocvu("eval", "labels", "import", str(tmp_path / "khong"), *folders).code == 1


def test_agreement_tells_how_far_people_agree_and_where_not(hocvu, folders):
    assert "Chưa mục nào" in hocvu("eval", "labels", "agreement", *folders).err
    say(
        folders,
        ("c2", "Lan", "complete"),
        ("c2", "Minh", "wrong"),
        ("u1", "Lan", "wrong"),
        ("u1", "Minh", "wrong"),
    )
    done = hocvu("eval", "labels", "agreement", *folders)
    assert "cả câu trả lời" in done.out
    assert "50 %" in done.out
    assert "1 chỗ bất đồng" in done.out
    assert "Lan: Đủ; Minh: Sai" in done.out
    assert "--settle TÊN" in done.err
    told = hocvu("eval", "labels", "agreement", *folders, "--json").json
    assert told["people"] == ["Lan", "Minh"]
    assert told["disputes"][0]["labels"] == {"Lan": "complete", "Minh": "wrong"}
    assert told["agreement"][0]["units"] == 2


def test_agreement_holds_a_judge_against_people(hocvu, folders):
    from pathlib import Path

    folder = Path(folders[0])
    with Appended[Verdict](folder / VERDICTS) as file:
        for row in read_answers(folder):
            fields = {"run": row.run, "case": row.case, "repeat": 0, "answer": answer_digest(row)}
            file.add(Verdict(**fields, judge="j", kind=Kind.RUBRIC, item=1, label="2"))
    say(folders, ("c2", "Lan", "complete"), ("c2", "Minh", "complete"))
    done = hocvu("eval", "labels", "agreement", folders[0])
    assert "Mô hình chấm so với người" in done.out
    told = hocvu("eval", "labels", "agreement", folders[0], "--json").json["judge"][folders[0]]
    assert told[0]["both"] == 1
    assert told[0]["share"]["low"] is None  # one label says nothing of the rest


@pytest.mark.parametrize("command", [["label"], ["labels"], ["labels", "export"], ["labels", "import"]])
def test_help_is_there(hocvu, command):
    done = hocvu("eval", *command, "--help")
    assert done.code == 0
    assert "Cách dùng" in done.out
