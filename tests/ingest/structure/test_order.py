"""Labels in running order."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.order import Rank, in_order, number_rank, point_rank


def test_a_plain_list_is_kept() -> None:
    assert in_order([Rank(n) for n in range(1, 6)]) == [0, 1, 2, 3, 4]


def test_of_two_equal_labels_the_later_one_is_meant_where_a_list_stands_between() -> None:
    ranks = [Rank(1), Rank(7), Rank(2), Rank(1), Rank(2), Rank(3), Rank(3)]
    assert in_order(ranks) == [0, 2, 6]


def test_ranks_of_points() -> None:
    order = ["a", "b", "c", "c1", "d", "đ", "e", "g", "y", "aa"]
    ranks = [point_rank(label.rstrip("1"), "1" if "1" in label else "") for label in order]
    assert all(r is not None for r in ranks)
    assert ranks == sorted(ranks, key=lambda r: (r.major, r.minor) if r else (0, 0))
    assert ranks[7] is not None
    assert ranks[6] is not None
    assert ranks[7].follows(ranks[6])
    assert point_rank("ab") is None


def test_inserted_numbers() -> None:
    assert number_rank("2", "a").follows(number_rank("2"))
    assert number_rank("3").follows(number_rank("2", "a"))


@given(st.lists(st.builds(Rank, st.integers(1, 9), st.integers(0, 2)), max_size=30))
def test_what_is_kept_rises(ranks: list[Rank]) -> None:
    kept = [ranks[index] for index in in_order(ranks)]
    assert all(b > a for a, b in pairwise(kept))


@given(st.integers(1, 40))
def test_a_list_survives_a_list_inside_it(size: int) -> None:
    outer = [Rank(n) for n in range(1, size + 2)]
    inner = [Rank(1), Rank(2), Rank(3)]
    kept = in_order([*outer[:1], *inner, *outer[1:]])
    assert [0, *range(4, 4 + size)] == kept or size < 3
