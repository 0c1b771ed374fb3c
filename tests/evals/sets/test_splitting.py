"""Splits are parted by families: what checking calls a leak cannot come about."""

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.cases import Split
from evals.sets.checking import check
from evals.sets.drafting import draft
from evals.sets.drafts import Wanted
from evals.sets.findings import FindingKind
from evals.sets.folder import SHIPPED, CaseSet, Told, read_set
from evals.sets.formats.stated import Stated, asked
from evals.sets.splitting import SHARES, split

DAY = date(2031, 6, 2)
LEAKS = {FindingKind.LEAK_QUESTION, FindingKind.LEAK_ARTICLE}


def leaks(cases):
    return [one for one in check(CaseSet(Told(name="x", version="1"), tuple(cases))) if one.kind in LEAKS]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=2), max_size=30), st.integers(0, 5))
def test_no_article_is_gold_in_two_splits(articles, seed):
    cases = [
        asked(
            str(n), f"câu {n}", (tuple(f"1/2031/TT-X#dieu-{one}" for one in gold),), Stated(DAY), source="x"
        )
        for n, gold in enumerate(articles)
    ]
    parted = split(cases, seed=seed)
    assert leaks(parted) == []
    assert [case.id for case in parted] == [case.id for case in cases]
    assert split(cases, seed=seed) == parted


def test_families_of_the_shipped_set_and_of_a_draft_stay_together(held):
    for cases in (read_set(SHIPPED / "sample").cases, draft(held, Wanted(date(2026, 9, 1))).made.cases):
        assert leaks(split(cases, seed=3)) == []


def test_shares_are_met_where_families_are_small():
    words = [f"{chr(97 + n // 26)}{chr(97 + n % 26)} {n} ong" for n in range(200)]
    cases = [
        asked(str(n), question, ((f"{n + 1}/2031/TT-X#dieu-1",),), Stated(DAY), source="x")
        for n, question in enumerate(words)
    ]
    counts = Counter(case.split for case in split(cases))
    assert counts == {name: round(200 * share) for name, share in SHARES.items()}
    assert {case.split for case in split(cases, {Split.HOLDOUT: 1})} == {Split.HOLDOUT}
    assert split(cases, seed=1) != split(cases, seed=2)
