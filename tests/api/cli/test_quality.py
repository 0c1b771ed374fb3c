"""``hocvu train ranker`` and ``hocvu search --explain`` on the sample library."""

import json

import pytest

from assistant.retrieval.features import FEATURES
from assistant.retrieval.ranking import Ranker

QUESTION = "Ai được miễn học phí?"
SAYS = {feature.name: feature.says for feature in FEATURES}


@pytest.fixture(scope="module")
def samples(filled, sample_home):
    """The command on the sample library, with no ranker unless one is named."""
    command = type(filled)(sample_home)

    def run(*args, **env):
        return command(*args, **({"HOCVU_RANKER": "off"} | env))

    run.python = command.python
    return run


@pytest.fixture(scope="module")
def trained(samples, sample_questions, tmp_path_factory):
    """A ranker fitted by the command; the file and what it said."""
    path = tmp_path_factory.mktemp("ranker") / "own.json"
    done = samples("train", "ranker", "--dataset", str(sample_questions), "--output", str(path), "--json")
    assert done.code == 0, done.err
    return path, done.json


def test_training_writes_a_ranker_with_a_picture_and_tells_what_it_reaches(trained):
    path, told = trained
    assert told["path"] == str(path)
    assert set(told["figures"]) == {"fusion, all", "ranker in folds, all"}
    assert all(0.5 < figures["R@20"] <= 1 for figures in told["figures"].values())
    assert set(told["gains"]) == set(SAYS)
    assert Ranker.read(path).name.startswith("trees@")
    assert "<svg" in path.with_suffix(".svg").read_text("utf-8")


def test_what_was_trained_is_what_the_setting_then_uses(samples, trained):
    path, _ = trained
    own = samples("search", QUESTION, "--explain", "--json", HOCVU_RANKER=str(path)).json["hits"]
    off = samples("search", QUESTION, "--explain", "--json").json["hits"]
    shifts = [sum(reason["adds"] for reason in hit["reasons"]) for hit in own]
    assert all(hit["reasons"] for hit in own)
    assert shifts == sorted(shifts, reverse=True)
    assert not any(hit["reasons"] for hit in off)


def test_two_processes_write_the_same_bytes(samples, sample_questions, tmp_path):
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(sample_questions.read_text("utf-8").splitlines()[:12]), encoding="utf-8")
    code = "import sys; from api.cli.main import run; sys.exit(run(sys.argv[1:]))"
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.json"
        args = ("train", "ranker", "--dataset", str(few), "--output", str(path))
        done = samples.python(code, *args, PYTHONHASHSEED=seed, HOCVU_RANKER="off")
        assert done.code == 0, done.err
        assert "ranker in folds, all" in done.out
        assert f"Đã ghi {path}" in " ".join(done.out.split())
        written.append((path.read_bytes(), path.with_suffix(".svg").read_bytes()))
    assert written[0] == written[1]


# --- what stands in the way


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows)


def question(at, document="12/2024/TT-BGDM"):
    return {"question": f"câu {at}", "gold": [{"document": document, "article": "1"}]}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (None, "Không có tệp", "--dataset"),
        ("", "Cần ít nhất 10 câu hỏi có đáp án, tệp chỉ có 0", "mỗi dòng một câu"),
        (lines(*map(question, range(9))), "tệp chỉ có 9", "mỗi dòng một câu"),
        (lines(question(1), {"question": "x"}), "Dòng 2 của set.jsonl không phải một câu hỏi", "Mẫu"),
        ("\xff", "Dòng 1 của set.jsonl", "Mẫu"),
        (
            lines(*(question(at, "99/2099/TT-X") for at in range(10))),
            "Không huấn luyện được: không câu hỏi nào có câu trả lời trong số điều tìm được.",
            "số hiệu trong tệp viết đúng",
        ),
    ],
    ids=["no file", "empty", "too few", "a broken line", "no text", "gold that is not there"],
)
def test_what_cannot_be_trained_on_is_told_with_the_next_step(samples, tmp_path, text, message, hint):
    path = tmp_path / "set.jsonl"
    if text is not None:
        path.write_text(text, encoding="latin-1" if text == "\xff" else "utf-8")
    output = tmp_path / "own.json"
    done = samples("train", "ranker", "--dataset", str(path), "--output", str(output))
    told = " ".join(done.err.split())
    assert done.code == 1
    assert message in told
    assert hint in told
    assert not output.exists()


def test_a_folder_for_a_file_is_refused_before_the_work(samples, sample_questions, tmp_path):
    done = samples("train", "ranker", "--dataset", str(sample_questions), "--output", str(tmp_path))
    assert done.code == 1
    assert "là một thư mục" in " ".join(done.err.split())


@pytest.mark.parametrize("model", ["embedder", "language"])
def test_a_package_that_is_not_there_or_has_no_words_is_told(samples, tmp_path, model):
    output = tmp_path / "own"
    (tmp_path / "empty").mkdir()
    for folder, message in (("none", "Không có "), ("empty", "không có ")):
        done = samples("train", model, str(tmp_path / folder), "--output", str(output))
        told = " ".join(done.err.split())
        assert done.code == 1
        assert message in told
        assert "Đưa gói pháp điển" in told
        assert not output.exists()


def test_a_broken_ranker_is_told_in_vietnamese_with_the_next_step(samples, tmp_path):
    broken = tmp_path / "hỏng.json"
    broken.write_text("{}", encoding="utf-8")
    done = samples("search", QUESTION, HOCVU_RANKER=str(broken))
    told = " ".join(done.err.split())
    assert done.code == 1
    assert "Không đọc được bộ xếp hạng hỏng.json." in told
    assert "hocvu train ranker" in told
    assert "HOCVU_RANKER=off" in told


# --- why a hit stands where it stands


def test_explaining_shows_people_the_figures_with_their_signs(samples, trained):
    path, _ = trained
    out = samples("search", QUESTION, "-k", "3", "--explain", HOCVU_RANKER=str(path)).out
    assert out.count("Vì sao ở đây: các con số nâng (+) hoặc hạ (-) nó nhiều nhất") == 3
    shown = [line.split(maxsplit=1) for line in out.splitlines() if line.startswith("     ")]
    assert 3 <= len(shown) <= 12
    assert all(float(adds) != 0 and adds[0] in "+-" and says in SAYS.values() for adds, says in shown)
    assert "Vì sao" not in samples("search", QUESTION, HOCVU_RANKER=str(path)).out


def test_explaining_gives_programs_every_figure_the_largest_first(samples, trained):
    path, _ = trained
    plain = samples("search", QUESTION, "--json", HOCVU_RANKER=str(path)).json["hits"]
    assert not any("reasons" in hit for hit in plain)
    hit = samples("search", QUESTION, "--explain", "--json", HOCVU_RANKER=str(path)).json["hits"][0]
    assert hit["named"] is False
    sizes = [abs(reason["adds"]) for reason in hit["reasons"]]
    assert sizes == sorted(sizes, reverse=True)
    assert all(SAYS[reason["feature"]] == reason["says"] for reason in hit["reasons"])


def test_what_was_not_ranked_or_was_named_is_explained_as_that(samples, trained):
    assert "không qua bộ xếp hạng" in samples("search", QUESTION, "-k", "1", "--explain").out
    path, _ = trained
    out = samples(
        "search", "điều 5 thông tư 21/2023/TT-BGDM", "-k", "1", "--explain", HOCVU_RANKER=str(path)
    ).out
    assert "câu hỏi nêu điều khoản hoặc văn bản này" in out
