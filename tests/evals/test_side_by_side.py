"""The systems of the side-by-side benchmark give articles, each from an index of its own."""

import zipfile
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.benchmarks.side_by_side import COLUMNS, _topics_of, measure
from evals.benchmarks.side_by_side_systems import SYSTEMS, articles
from evals.retrieval import Gold, Question
from ingest.pipeline import Ingest

WELL = "Thông tư này quy định về giếng của vườn trường."


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sides")
    text = (
        "BỘ GIÁO DỤC MẪU\n\nSố: 3/2031/TT-BGDM\n\nTHÔNG TƯ\n\nQuy định về giếng\n\n"
        f"Điều 1. Phạm vi\n\n{WELL}\n\n"
        "Điều 2. Nắp giếng\n\nNắp giếng được khóa sau giờ học.\n\n"
        "Điều 3. Gàu múc\n\nMỗi giếng có hai gàu múc bằng tre.\n"
    )
    (folder / "gieng.txt").write_text(text, encoding="utf-8")
    Ingest(Settings(home=folder / "home", _env_file=None)).run([folder / "gieng.txt"])
    return folder / "home"


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_system_finds_the_article_and_says_what_it_took(home, name):
    for module in SYSTEMS[name].modules:
        pytest.importorskip(module)
    before = sorted(path.name for path in home.rglob("*"))
    question = Question(question="gàu múc bằng tre", gold=(Gold(document="3/2031/TT-BGDM", article="3"),))
    row = dict(
        zip(COLUMNS, measure(name, Settings(home=home, _env_file=None), [question], whole=True), strict=True)
    )
    assert row["nDCG@10"] == 1.0
    assert row["crashed"] == 0
    assert sorted(path.name for path in home.rglob("*")) == before


def test_every_article_is_a_text_with_its_name(home):
    texts = list(articles(Settings(home=home, _env_file=None)))
    assert {text.name for text in texts} == {f"3/2031/tt-bgdm {n}" for n in "123"}
    assert any(WELL in text.words for text in texts)


def test_only_the_topics_on_education_are_taken_from_a_package(tmp_path):
    package = tmp_path / "goi.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("demuc/a.html", "<h3>Đề mục 13.1 <br /> Giáo dục mẫu</h3>")
        archive.writestr("demuc/b.html", "<h3>Đề mục 13.10 <br /> Việc khác</h3>")
        archive.writestr("danh-sach.txt", "Đề mục 13.1")
    taken = _topics_of(package, tmp_path / "topics")
    assert [path.name for path in taken.iterdir()] == ["a.html"]
