"""Pairs for training: what is asked, what is told, and who stands beside whom."""

from itertools import islice

import numpy as np
import pytest

from assistant.retrieval.corpus import BREAK, Corpus, Text
from assistant.retrieval.pairs import LEAST_SYLLABLES, Pairs

LINE = "Học sinh nuôi ong lấy mật tại vườn trường vào mỗi chiều thứ sáu hằng tuần."
NONE = np.full((3, 2), -1, dtype=np.int32)


@pytest.fixture
def corpus():
    return Corpus.of(
        [
            Text("a", "Về nuôi ong", "Nuôi ong trong trường", f"{LINE}\nNhà trường giữ sổ mật."),
            Text(
                "b", "Về thả diều", "Thả diều ngoài đê", "Học sinh thả diều giấy ngoài bờ đê khi có gió nhẹ."
            ),
            Text("c", "Về sổ sách", "Sổ", "Quá ngắn."),
        ]
    )


def drawn(corpus, neighbours=NONE, related=None, batches=20, seed=3):
    pairs = Pairs(corpus, neighbours, related or {}, np.random.default_rng(seed))
    return [pair for batch in islice(pairs.batches(16), batches) for pair in batch]


def words(corpus, ids):
    known = list(corpus.syllables)
    return [known[i] for i in ids if i != BREAK]


def test_one_seed_gives_one_row_of_pairs(corpus):
    first, again, other = drawn(corpus), drawn(corpus), drawn(corpus, seed=4)
    asked = [[pair.question.tobytes() for pair in pairs] for pairs in (first, again, other)]
    assert asked[0] == asked[1] != asked[2]


def test_too_short_an_article_is_never_told(corpus):
    assert corpus.size(2) < LEAST_SYLLABLES
    assert {pair.article for pair in drawn(corpus)} == {0, 1}


def test_what_is_told_is_of_the_article(corpus):
    for pair in drawn(corpus):
        known = set(words(corpus, corpus.whole(pair.article))) | set(
            words(corpus, corpus.titles[pair.article])
        )
        told = (pair.document, pair.heading, pair.text)
        assert {word for part in told for word in words(corpus, part)} <= known


def test_a_lexical_neighbour_stands_beside_the_article(corpus):
    alone = Corpus.of([Text(str(n), f"Tên {n}", f"Đề {n}", f"{LINE} Lần {n}.") for n in range(40)])
    near = np.full((40, 1), -1, dtype=np.int32)
    near[5, 0] = 17
    articles = [pair.article for pair in drawn(alone, near, batches=8)]
    followed = [articles[place + 1] for place, index in enumerate(articles[:-1]) if index == 5]
    assert 17 in followed


def test_an_article_named_as_related_answers_the_heading_of_the_one_that_names_it(corpus):
    without = {pair.article for pair in drawn(corpus) if "ong" in words(corpus, pair.question)}
    assert without == {0}
    pairs = drawn(corpus, related={0: [1, 2]}, batches=60)
    crossed = [pair for pair in pairs if "ong" in words(corpus, pair.question) and pair.article == 1]
    assert crossed
    assert all("diều" in words(corpus, pair.text) for pair in crossed)
    assert len(crossed) < 0.2 * len(pairs)


def test_nothing_long_enough_is_an_error():
    short = Corpus.of([Text("a", "Tên", "Đề", "Ngắn.")])
    with pytest.raises(ValueError, match="không có điều nào"):
        Pairs(short, NONE[:1], {}, np.random.default_rng(1))
