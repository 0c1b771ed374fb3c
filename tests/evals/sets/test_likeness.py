"""Likeness of questions: exact, and the same whatever the order."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from evals.sets.likeness import plain, shingles, similar

_TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=9).map(" ".join), max_size=8)


@given(_TEXTS, st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_every_pair_that_is_alike_is_found_and_no_other(texts, least):
    wanted = {}
    for left, right in combinations(range(len(texts)), 2):
        one, other = shingles(texts[left]), shingles(texts[right])
        if one | other and len(one & other) / len(one | other) >= least:
            wanted[left, right] = len(one & other) / len(one | other)
    assert {(left, right): index for left, right, index in similar(texts, least)} == wanted


def test_diacritics_case_and_spacing_do_not_matter():
    assert plain("  Mấy TỔ ong?\n") == plain("may to ong") == "may to ong"


def test_a_short_text_is_its_own_shingle():
    assert shingles("mấy tổ") == {"mấy tổ"}
    assert shingles("") == frozenset()
