"""Hard negatives: near in words, never the article itself nor a copy of it."""

import numpy as np
import pytest

from assistant.retrieval.corpus import Corpus, Text
from assistant.retrieval.featurizing import choose_features
from assistant.retrieval.neighbours import Copies, lexical_neighbours

SUBJECTS = ("nuôi ong lấy mật", "thả diều giấy", "vườn rau sạch", "đọc sách thư viện")
PLACES = ("sân trường", "bờ đê", "nhà văn hóa", "khu tập thể")


def texts():
    """Each subject in four places, and all of that again in a later document (a copy)."""
    for document in ("1/2034/tt-bgdm", "2/2035/tt-bgdm"):
        for subject in SUBJECTS:
            for place in PLACES:
                words = f"Học sinh được {subject} tại {place} mỗi tuần một buổi.\nGiáo viên ghi sổ {subject}."
                yield Text(document, f"Quy định về {subject}", f"{subject} tại {place}", words)


@pytest.fixture(scope="module")
def corpus():
    return Corpus.of(texts())


@pytest.fixture(scope="module")
def neighbours(corpus):
    return lexical_neighbours(corpus, choose_features(corpus, 300), most=3)


def test_no_neighbour_is_the_article_or_its_copy(corpus, neighbours):
    half = len(corpus) // 2
    for index, row in enumerate(neighbours):
        assert index % half not in {other % half for other in row if other >= 0}


def test_neighbours_share_the_subject(corpus, neighbours):
    assert (neighbours >= 0).all()
    for index, row in enumerate(neighbours):
        assert {corpus.titles[other].tobytes() for other in row} == {corpus.titles[index].tobytes()}


def test_asked_twice_the_neighbours_are_the_same(corpus, neighbours):
    again = lexical_neighbours(corpus, choose_features(corpus, 300), most=3)
    assert np.array_equal(again, neighbours)


def test_same_words_or_same_title_and_heading_make_a_copy():
    copies = Copies(
        Corpus.of(
            [
                Text("a", "Tên", "Đề mục", "một hai ba"),
                Text("b", "Tên khác", "Đề mục khác", "Một hai, ba!"),
                Text("c", "Tên", "Đề mục", "bốn năm sáu"),
                Text("d", "Tên khác", "Đề mục", "bảy tám chín"),
            ]
        )
    )
    assert copies.same(0, 1)
    assert copies.same(0, 2)
    assert not copies.same(0, 3)
    assert copies.among(np.array([0, 1, 2, 3])).tolist() == [
        [False, True, True, False],
        [True, False, False, False],
        [True, False, False, False],
        [False, False, False, False],
    ]


def test_the_same_article_drawn_twice_counts_as_a_copy():
    copies = Copies(Corpus.of([Text("a", "Tên", "Đề mục", "một hai ba")]))
    assert copies.among(np.array([0, 0])).tolist() == [[False, True], [True, False]]
