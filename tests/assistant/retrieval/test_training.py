"""The training command's function, on a few made documents."""

import numpy as np
import pytest

from assistant.retrieval.corpus import BREAK, Corpus, Text
from assistant.retrieval.featurizing import choose_features
from assistant.retrieval.passages import Passage
from assistant.retrieval.static import StaticEmbedder
from assistant.retrieval.training import Recipe, train_embedder

SUBJECTS = ("nuôi ong lấy mật", "thả diều giấy", "tủ thuốc nhà trường", "vườn rau sạch", "đọc sách thư viện")
SMALL = Recipe(dimensions=16, features=400, steps=40, batch=16, threads=1)


@pytest.fixture(scope="module")
def documents(request):
    made = request.getfixturevalue("made")
    found = []
    for number, subject in enumerate(SUBJECTS, 1):
        articles = [
            (
                f"{subject} lần {part}",
                f"Nhà trường tổ chức {subject} cho học sinh mỗi tuần một lần tại sân trường có mái che.\n"
                f"Giáo viên ghi kết quả {subject} vào sổ theo dõi của lớp trước khi ra về.",
            )
            for part in ("một", "hai", "ba", "bốn", "năm", "sáu")
        ]
        found.append(made.regulation(f"{number}/2034/TT-BGDM", f"Quy định về {subject}", articles))
    return found


def test_one_seed_gives_one_model_another_seed_another(documents, tmp_path):
    first = train_embedder(documents, tmp_path / "a", SMALL)
    again = train_embedder(documents, tmp_path / "b", SMALL)
    other = train_embedder(documents, tmp_path / "c", Recipe(**{**vars(SMALL), "seed": 8}))
    names = [StaticEmbedder(folder).name for folder in (first, again, other)]
    assert names[0] == names[1] != names[2]


def test_what_was_trained_tells_its_subjects_apart(documents, tmp_path):
    losses: list[float] = []
    folder = train_embedder(documents, tmp_path, SMALL, lambda _done, _all, loss: losses.append(loss))
    assert len(losses) == SMALL.steps
    assert losses[-1] < losses[0]
    model = StaticEmbedder(folder)
    passages = model.passages([Passage("", "", document.provisions[0].text) for document in documents])
    assert [int(np.argmax(row)) for row in model.questions(SUBJECTS) @ passages.T] == list(range(5))


def test_nothing_to_train_on_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="không có điều nào"):
        train_embedder([], tmp_path, SMALL)


def test_bags_of_training_are_those_of_the_reader(documents, tmp_path):
    corpus = Corpus.of([Text("a", "Ong", "Nuôi ong", "nuôi ong nuôi ong\nmật ong")] * 30)
    features = choose_features(corpus, 50)
    names = features.names(corpus)
    ids, starts, times = features.bags([corpus.known("nuôi ong nuôi ong"), corpus.known("mật ong")])
    first = {names[i]: float(t) for i, t in zip(ids[: starts[1]], times[: starts[1]], strict=True)}
    assert first.keys() == {"nuôi", "ong", "nuôi ong", "ong nuôi"} & set(names)
    assert first["nuôi"] == pytest.approx(1 + np.log(2))


def test_pairs_do_not_cross_lines():
    corpus = Corpus.of([Text("a", "Tên", "Đề", "một hai\nba bốn")])
    assert BREAK in corpus.join(*corpus.lines[0])
    features = choose_features(Corpus.of([Text("a", "Tên", "Đề", "một hai\nba bốn")] * 40), 50)
    assert "hai ba" not in features.names(corpus)
