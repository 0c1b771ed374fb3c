"""``hocvu eval``, from a set to a decision, on the sample library."""

import json
import shutil

import pytest

from assistant.domain.answer import Outcome, Part
from assistant.domain.validity import Status
from evals.running.files import read_rows
from evals.running.rows import AnswerRow
from evals.sets.folder import SHIPPED, CaseSet, read_set
from evals.sets.writing import write_set
from evals.slices import Slice

SAMPLE = read_set(SHIPPED / "sample")
SOME = tuple(one for one in SAMPLE.cases if one.id.endswith(tuple("1234ab")) and one.variant_of is None)


@pytest.fixture(scope="module")
def command(filled, sample_home):
    return type(filled)(sample_home)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A set that takes a second."""
    folder = tmp_path_factory.mktemp("set")
    write_set(folder, CaseSet(SAMPLE.told, SOME, SAMPLE.register), replace=True)
    return str(folder)


@pytest.fixture(scope="module")
def runs(command, small, tmp_path_factory):
    """Folders of two runs: as it is, and with a setting changed."""
    folder = tmp_path_factory.mktemp("runs")
    for name, env in (("old", {}), ("new", {"HOCVU_RANKER": "off"})):
        done = command("eval", "run", small, str(folder / name), **env)
        assert done.code == 0, done.err
    return folder


def told(done):
    """What a person reads, lines joined."""
    return " ".join((done.out + done.err).split())


# --- asking


def test_every_question_is_asked_and_kept(runs):
    assert len(read_rows(runs / "old" / "answers.jsonl", AnswerRow)) == len(SOME)
    assert read_set(runs / "old" / "set").cases == SOME


def test_what_is_done_is_not_asked_again_and_is_told_before(command, small, runs, tmp_path):
    folder = tmp_path / "again"
    shutil.copytree(runs / "old", folder)
    lines = (folder / "answers.jsonl").read_text("utf-8").splitlines(keepends=True)
    (folder / "answers.jsonl").write_text("".join(lines[:-4]), encoding="utf-8")
    done = command("eval", "run", small, str(folder), "--json")
    assert done.code == 0, done.err
    assert f"4 lượt hỏi còn lại, {len(SOME) - 4} lượt đã có." in told(done)
    assert "giây, theo" in told(done)
    assert (done.json["asked"], done.json["wanted"], done.json["failed"]) == (len(SOME), len(SOME), 0)


def test_a_folder_of_another_run_is_refused_with_what_differs(command, small, runs):
    done = command("eval", "run", small, str(runs / "old"), HOCVU_RANKER="off")
    assert done.code == 1
    assert "settings.ranker" in told(done)
    assert "Chọn thư mục mới" in told(done)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("khong-co",), "một bộ đi kèm: sample"),
        (("sample", "--split", "nhầm"), "dev, regression, holdout"),
        (("sample", "--against", "http://127.0.0.1:9"), "/healthz"),
    ],
)
def test_what_cannot_be_asked_is_told_with_the_next_step(command, tmp_path, args, message):
    done = command("eval", "run", args[0], str(tmp_path / "run"), *args[1:])
    assert done.code == 1
    assert message in told(done)


def test_one_split_can_be_asked_alone(command, tmp_path):
    wanted = sum(one.split.value == "holdout" for one in SAMPLE.cases)
    args = ("--split", "holdout", "--retrieval-only", "--json")
    done = command("eval", "run", "sample", str(tmp_path / "run"), *args)
    assert done.json["asked"] == wanted
    assert all(row.answer is None for row in read_rows(tmp_path / "run" / "answers.jsonl", AnswerRow))


# --- figures


def test_scores_are_written_and_told_for_people_and_programs(command, runs):
    plain = command("eval", "score", str(runs / "old"))
    assert plain.code == 0, plain.err
    assert "pinpoint" in plain.out
    first = (runs / "old" / "scores.jsonl").read_bytes()
    done = command("eval", "score", str(runs / "old"), "--by", "kind", "--json")
    assert (runs / "old" / "scores.jsonl").read_bytes() == first
    found = {(one["measure"], one["slice"]): one for one in done.json["figures"]}
    assert found["pinpoint/1", ""]["n"] == sum(one.answerable for one in SOME)
    assert ("pinpoint/1", "kind=simple") in found


def test_gold_that_was_mended_is_scored_without_asking_again(command, runs, tmp_path):
    wrong = [
        one.model_copy(update={"gold": (("1/2000/TT-X#dieu-1",),)}) if one.answerable else one for one in SOME
    ]
    write_set(tmp_path / "set", CaseSet(SAMPLE.told, tuple(wrong), SAMPLE.register))
    done = command("eval", "score", str(runs / "old"), "--set", str(tmp_path / "set"), "--json")
    found = {(one["measure"], one["slice"]): one["mean"] for one in done.json["figures"]}
    assert found["pinpoint/1", ""] == 0
    command("eval", "score", str(runs / "old"))


def test_two_runs_are_compared_case_by_case(command, runs):
    done = command("eval", "compare", str(runs / "old"), str(runs / "new"), "--json")
    assert "settings.ranker" in [one["field"] for one in done.json["differs"]]
    assert {one["n"] for one in done.json["contrasts"] if one["measure"] == "outcome/1"} == {len(SOME)}
    plain = command("eval", "compare", str(runs / "old"), str(runs / "new"), "--slice", "kind=flip")
    assert "thấy được từ" in plain.out
    assert Slice("kind", "flip").title() in plain.out
    assert "khác nhau: settings.ranker" in plain.err


# --- deciding


def test_a_version_passes_against_itself(command, runs):
    done = command("eval", "gate", str(runs / "old"), str(runs / "old"))
    assert (done.code, done.out.splitlines()[0].partition(":")[0]) == (0, "ĐẠT")


def test_a_difference_that_was_not_named_is_not_measured_and_told_how_to_name_it(command, runs):
    done = command("eval", "gate", str(runs / "old"), str(runs / "new"))
    assert done.code == 2
    assert "--under-test settings.ranker" in done.err
    named = command(
        "eval", "gate", str(runs / "old"), str(runs / "new"), "--under-test", "settings.ranker", "--json"
    )
    assert named.code == named.json["exit_code"]
    assert named.json["beyond"] == []
    plain = command("eval", "gate", str(runs / "old"), str(runs / "old"), "--under-test", "settings.ranker")
    assert "số liệu theo từng loại câu hỏi được theo dõi" in plain.out


def test_an_answer_that_cites_a_repealed_rule_is_a_regression_by_name(command, runs, tmp_path):
    folder = tmp_path / "worse"
    shutil.copytree(runs / "old", folder)
    _with_a_repealed_rule(folder / "answers.jsonl")
    done = command("eval", "gate", str(runs / "old"), str(folder), "--json")
    assert done.code == 1, done.err
    assert done.json["verdict"] == "regression"
    (rose,) = [one for one in done.json["counts"] if one["rose"]]
    assert (rose["measure"], rose["cases"]) == ("stale/1", ["flip-02-b"])


def _with_a_repealed_rule(path):
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    old = next(one.superseded[0] for one in SOME if one.id == "flip-02-b")
    row = next(one for one in rows if one["case"] == "flip-02-b")
    words = "Lời cũ."
    row["answer"] |= {
        "outcome": Outcome.ANSWERED.value,
        "statements": [{"text": f"“{words}”", "citations": [0], "part": Part.QUOTE.value}],
        "citations": [
            {"path": old, "document": old.partition("#")[0], "quote": words, "status": Status.IN_FORCE.value}
        ],
    }
    path.write_text("".join(f"{json.dumps(one)}\n" for one in rows), encoding="utf-8")


@pytest.mark.parametrize(
    "args",
    [
        ("gate", "{old}", "không-có"),
        ("gate", "{old}", "{new}", "--margin", "pinpoint=nhiều"),
        ("gate", "{old}", "{new}", "--slice", "flip"),
        ("gate", "{old}", "{new}", "--primary", "nhầm"),
        ("all", "không-có", "{new}"),
        ("all", "sample", "{new}", "--baseline", "không-có"),
    ],
)
def test_what_goes_wrong_is_no_regression(command, runs, args):
    filled_in = [one.format(old=runs / "old", new=runs / "new") for one in args]
    done = command("eval", *filled_in)
    assert done.code == 2
    assert done.err.startswith("Lỗi:")
    assert "→" in done.err


def test_an_exception_is_no_regression_either(command, runs, monkeypatch):
    monkeypatch.setattr("evals.pipeline.gate", lambda *_: 1 / 0)
    done = command("eval", "gate", str(runs / "old"), str(runs / "new"))
    assert done.code == 2
    assert "ZeroDivisionError" in done.err


# --- all at once


def test_all_asks_decides_and_reports(command, small, runs, tmp_path):
    folder = tmp_path / "all"
    done = command("eval", "all", small, str(folder), "--baseline", str(runs / "old"), "--json")
    assert (done.code, done.json["exit_code"]) == (0, 0), done.err
    assert done.json["decision"]["verdict"] == "pass"
    names = {path.rpartition("/")[2] for path in done.json["report"]}
    assert names == {"report.html", "report.md", "scores.csv", "junit.xml", "report.json"}
    assert (folder / "scores.jsonl").is_file()
    plain = command("eval", "all", small, str(folder))
    assert plain.code == 0
    assert "Báo cáo:" in plain.out


def test_any_run_of_the_shipped_set_is_decided_against_the_shipped_baseline(command, tmp_path):
    assert command("eval", "run", "sample", str(tmp_path / "run")).code == 0
    done = command("eval", "gate", "sample", str(tmp_path / "run"), "--json")
    assert (done.json["beyond"], done.code) == ([], done.json["exit_code"])


def test_the_baseline_that_comes_with_the_project_is_named_as_its_set(command):
    done = command("eval", "compare", "sample", "sample", "--json")
    assert done.code == 0, done.err
    assert done.json["differs"] == []


def test_a_report_is_written_where_and_as_wanted(command, runs, tmp_path):
    args = ("--output", str(tmp_path / "out"), "--form", "html", "--form", "junit", "--language", "en")
    done = command("eval", "report", str(runs / "new"), "--baseline", str(runs / "old"), *args)
    assert done.code == 0, done.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["junit.xml", "report.html"]
    assert '<html lang="en"' in (tmp_path / "out" / "report.html").read_text("utf-8")


@pytest.mark.parametrize(("option", "value"), [("--form", "docx"), ("--language", "fr")])
def test_a_report_that_there_is_not_is_told(command, runs, option, value):
    done = command("eval", "report", str(runs / "old"), option, value)
    assert done.code == 1
    assert "Chọn" in told(done)


# --- other people's tools


def test_a_run_goes_to_ragas_and_its_scores_come_back(command, runs, tmp_path):
    import csv

    folder = tmp_path / "run"
    shutil.copytree(runs / "old", folder)
    done = command("eval", "export", "ragas", str(folder), "--json")
    samples = [
        json.loads(line) for line in (folder / "export" / "ragas.jsonl").read_text("utf-8").splitlines()
    ]
    assert done.json == [str(folder / "export" / "ragas.jsonl")]
    with (tmp_path / "ragas.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, ["user_input", "response", "reference", "faithfulness"], extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows(one | {"faithfulness": "1.0" if at else ""} for at, one in enumerate(samples))
    done = command("eval", "import-scores", "ragas", str(tmp_path / "ragas.csv"), str(folder), "--json")
    assert done.json == {"scores": len(samples), "measures": ["ragas.faithfulness"], "without_value": 1}
    found = command("eval", "score", str(folder), "--json").json["figures"]
    (own,) = [one for one in found if one["measure"] == "ragas.faithfulness/1"]
    assert own["mean"] == pytest.approx((len(samples) - 1) / len(samples), abs=1e-6)
    assert "ragas.faithfulness" in command(
        "eval", "report", str(folder), "--form", "markdown", "--json"
    ).out or ("ragas.faithfulness" in (folder / "report" / "report.md").read_text("utf-8"))


@pytest.mark.parametrize("tool", ["inspect", "trec"])
def test_a_run_goes_to_other_tools(command, runs, tmp_path, tool):
    done = command("eval", "export", tool, str(runs / "old"), "--output", str(tmp_path / tool))
    assert done.code == 0, done.err
    assert all(path.stat().st_size for path in (tmp_path / tool).iterdir())


@pytest.mark.parametrize(
    "args",
    [
        ("export", "gì-đó", "{old}"),
        ("import-scores", "trec", "x", "{old}"),
        ("import-scores", "ragas", "x", "{old}"),
    ],
)
def test_a_tool_or_file_that_there_is_not_is_told(command, runs, args):
    done = command("eval", *(one.format(old=runs / "old") for one in args))
    assert done.code == 1
    assert "→" in done.err
