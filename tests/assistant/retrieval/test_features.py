"""The figures that the ranker is told: each on a small made case, all of them within their bounds."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.labelling import Label
from assistant.retrieval.features import (
    FEATURES,
    Candidates,
    Sought,
    Words,
    describe,
    words_of,
    words_of_question,
)
from assistant.retrieval.kinds_asked import Asked
from assistant.retrieval.terms import JOINT, terms

NAMES = [feature.name for feature in FEATURES]
BEES, KITES = "29/2031/tt-bgdm", "7/2032/nđ-cpm"
LABELS = {
    1: Label(BEES, "Số tổ ong của mỗi lớp", "Quy định về nuôi ong", "thông tư", "2", 100),
    2: Label(BEES, "Bảo hộ khi mở tổ", "Quy định về nuôi ong", "thông tư", "15a", 50),
    3: Label(KITES, "Điều kiện tham gia", "Quy định về thả diều", "nghị định", "1", 0),
}


def pair(*words):
    return JOINT.join(words)


def sought(question="số tổ ong", **fields):
    found = list(dict.fromkeys(terms(question)))
    weights = {"syllables": {term: 1.0 for term in found if JOINT not in term}}
    return Sought(words=words_of_question(found), **(weights | fields))


def candidates(labels=LABELS, **fields):
    told = {"fused": {1: 0.8, 2: 0.4, 3: 0.2}, "lexical": {}, "vector": {}, "syllables": {}, "pairs": {}}
    return Candidates(**(told | fields), labels=labels)


def column(name, found=None, wanted=None):
    rows = describe(found or candidates(), wanted or sought())
    return pytest.approx([float(value) for value in rows[:, NAMES.index(name)]], abs=1e-6)


def test_every_figure_has_one_name_and_words_for_people():
    assert len(set(NAMES)) == len({feature.says for feature in FEATURES}) == len(FEATURES)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in NAMES)
    assert all(feature.says for feature in FEATURES)


def test_no_candidates_make_no_rows():
    assert describe(candidates({}), sought()).shape == (0, len(FEATURES))


def test_rows_stand_in_the_order_of_the_labels():
    backwards = dict(reversed(LABELS.items()))
    rows = describe(candidates(), sought())
    assert np.array_equal(describe(candidates(backwards), sought()), rows[::-1])


def test_the_fused_score_is_a_share_of_the_best():
    assert column("fused") == [1.0, 0.5, 0.25]


def test_what_an_index_did_not_find_has_less_than_its_least_and_the_last_rank():
    found = candidates(lexical={9: 0.5, 1: 0.4}, vector={2: 0.6})
    assert column("lexical", found) == [0.8, 0.72, 0.72]
    assert column("lexical_rank", found) == [1 / 2, 1 / 200, 1 / 200]
    assert column("vector", found) == [0.9, 1.0, 0.9]
    assert column("vector_rank", found) == [1 / 200, 1.0, 1 / 200]
    assert column("cosine", found) == [0.0, 0.6, 0.0]


def test_a_cosine_below_zero_is_a_share_of_nothing():
    found = candidates(vector={1: 0.5, 2: -0.1, 3: -0.5})
    assert column("vector", found) == [1.0, 0.0, 0.0]
    assert column("vector", candidates(vector={1: -0.1, 2: -0.2, 3: -0.3})) == [0.0, 0.0, 0.0]


def test_an_index_that_found_nothing_tells_nothing_apart():
    for name in ("lexical", "vector", "cosine"):
        assert column(name) == [0.0, 0.0, 0.0]


def test_coverage_is_handed_on():
    found = candidates(syllables={1: 0.75, 2: 0.5}, pairs={1: 0.25})
    assert column("syllables", found) == [0.75, 0.5, 0.0]
    assert column("pairs", found) == [0.25, 0.0, 0.0]


def test_rare_words_of_the_question_weigh_more_in_a_title():
    wanted = sought(syllables={"ong": 3.0, "lớp": 1.0})
    assert column("title_syllables", wanted=wanted) == [0.75, 0.75, 0.0]
    assert column("titles_syllables", wanted=wanted) == [1.0, 0.75, 0.0]


def test_how_much_of_a_heading_the_question_says_counts_all_its_words():
    wanted = sought("tổ ong của lớp")
    assert column("heading_within", wanted=wanted) == [4 / 6, 1 / 5, 0.0]
    assert column("heading_pairs_within", wanted=wanted) == [2 / 5, 0.0, 0.0]
    assert column("title_within", wanted=wanted) == [1 / 5, 1 / 5, 0.0]
    assert column("title_pairs_within", wanted=wanted) == [0.0, 0.0, 0.0]


def test_a_question_without_diacritics_is_compared_without_them():
    assert column("heading_within", wanted=sought("so to ong")) == [1 / 6, 0.0, 0.0]
    plain = sought("so to ong", plain=True)
    assert column("heading_within", wanted=plain) == [3 / 6, 1 / 5, 0.0]
    assert column("heading_pairs_within", wanted=plain) == [2 / 5, 0.0, 0.0]
    assert column("titles_syllables", wanted=plain) == [1.0, 2 / 3, 0.0]


def test_a_pair_does_not_reach_over_the_end_of_a_line():
    assert pair("ong", "mật") not in words_of("Nuôi ong\nMật", plain=False).pairs
    assert words_of("", plain=False) == Words(frozenset(), frozenset())


def test_candidates_of_one_document_speak_for_each_other():
    assert column("document_share") == [2 / 3, 2 / 3, 1 / 3]
    assert column("document_sum") == [1.5, 1.5, 0.25]
    assert column("document_other") == [0.5, 1.0, 0.0]


def test_only_the_five_best_of_a_document_are_summed():
    labels = dict.fromkeys(range(1, 8), LABELS[1])
    found = candidates(labels, fused=dict.fromkeys(labels, 0.5))
    assert column("document_sum", found) == [5.0] * 7
    assert column("document_other", found) == [1.0] * 7


def test_one_candidate_alone_is_the_best_of_its_own():
    found = candidates({1: LABELS[1]}, fused={1: 0.3}, lexical={1: 0.2}, vector={1: 0.1})
    for name in ("fused", "lexical", "lexical_rank", "vector", "vector_rank", "document_share"):
        assert column(name, found) == [1.0]
    assert column("document_other", found) == [0.0]


def test_a_heading_of_the_kind_asked_for_is_told():
    wanted = sought("điều kiện", asked=Asked.CONDITION)
    assert column("kind_fits", wanted=wanted) == [0.0, 0.0, 1.0]
    wanted = sought("thời hạn", asked=Asked.DEADLINE)
    assert column("kind_fits", wanted=wanted) == [0.0, 0.0, 0.0]
    assert column("kind_fits") == [0.0, 0.0, 0.0]


def test_a_provision_that_defines_what_is_asked_is_marked():
    assert column("defines", wanted=sought(defines={2: 0.7})) == [0.0, 0.7, 0.0]
    assert column("defines") == [0.0, 0.0, 0.0]


def test_lengths_and_article_numbers_are_small_logarithms():
    assert column("text_length") == [math.log1p(100), math.log1p(50), 0.0]
    assert column("heading_length") == [math.log(7), math.log(6), math.log(5)]
    assert column("title_length") == [math.log(6)] * 3
    assert column("article") == [math.log(3), math.log(16), math.log(2)]
    assert column("article", candidates({1: LABELS[1]._replace(article="")}, fused={1: 1.0})) == [0.0]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("luật", (0, 0)),
        ("nghị định", (1, 0)),
        ("thông tư", (0, 1)),
        ("thông tư liên tịch", (0, 1)),
        ("quyết định", (0, 0)),
    ],
)
def test_the_kind_of_document_is_told(kind, told):
    found = candidates({1: LABELS[1]._replace(kind=kind)}, fused={1: 1.0})
    assert tuple(column(name, found) for name in ("decree", "circular")) == tuple([n] for n in told)


_WORDS = ("ong", "tổ", "lớp", "điều", "kiện", "là", "gì", "mức", "phạt", "a")
_TEXT = st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join) | st.text(max_size=12)
_SHARE = st.floats(0, 1, allow_subnormal=False)
_COSINE = st.floats(-1, 1, allow_subnormal=False)
_LABEL = st.builds(
    Label,
    document=st.sampled_from("abc"),
    heading=_TEXT,
    title=_TEXT,
    kind=st.sampled_from(["luật", "nghị định", "thông tư", "kế hoạch"]),
    article=st.sampled_from(["", "1", "15a", "320"]),
    length=st.integers(0, 10**7),
)
_WEIGHTS = st.dictionaries(st.sampled_from(_WORDS), st.floats(0.01, 12))
_OTHERS = {"cosine", "document_sum", "heading_length", "title_length", "text_length", "article"}
_SHARES = [name for name in NAMES if name not in _OTHERS]


@st.composite
def _cases(draw):
    ids = st.sampled_from(range(12))
    labels = draw(st.dictionaries(ids, _LABEL, max_size=8))
    found = Candidates(
        fused={id_: draw(_SHARE) for id_ in labels},
        lexical=draw(st.dictionaries(ids, _SHARE)),
        vector=draw(st.dictionaries(ids, _COSINE)),
        syllables=draw(st.dictionaries(ids, _SHARE)),
        pairs=draw(st.dictionaries(ids, _SHARE)),
        labels=labels,
    )
    wanted = Sought(
        draw(_WEIGHTS),
        words_of_question(terms(draw(_TEXT))),
        plain=draw(st.booleans()),
        asked=draw(st.sampled_from(Asked)),
        defines=draw(st.none() | st.dictionaries(ids, _SHARE)),
    )
    return found, wanted


@given(_cases())
def test_all_figures_are_finite_and_all_shares_between_nothing_and_whole(case):
    found, wanted = case
    rows = describe(found, wanted)
    assert rows.shape == (len(found.labels), len(FEATURES))
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()
    shares = rows[:, [NAMES.index(name) for name in _SHARES]]
    assert ((shares >= 0) & (shares <= 1)).all()
    assert (rows[:, NAMES.index("document_sum")] <= 5.00001).all()
    rest = [NAMES.index(name) for name in _OTHERS - {"cosine"}]
    assert (rows[:, rest] >= 0).all()
