"""Whatever wording is found, the one of the day asked about is given, once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.document import Access, Relation, RelationKind
from assistant.domain.interval import Interval
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import UNKNOWN_LIFE, Phase, Timeline
from assistant.domain.validity import Status
from assistant.library.records import Worded
from assistant.retrieval.governing import Governing, Wordings

MARCH, JUNE, SEPTEMBER = date(2031, 3, 1), date(2031, 6, 1), date(2031, 9, 1)
DAY = timedelta(days=1)


def life(*phases):
    """Stretches of (first day, status, wording), each until the next begins."""
    ends = [start for start, _, _ in phases[1:]] + [None]
    return Timeline(
        tuple(
            Phase(Interval(start, end), status, wording)
            for (start, status, wording), end in zip(phases, ends, strict=True)
        )
    )


TWICE = Worded(
    (12, 11),
    life(
        (None, Status.NOT_YET, None),
        (MARCH, Status.IN_FORCE, 11),
        (JUNE, Status.IN_FORCE, 12),
        (SEPTEMBER, Status.EXPIRED, None),
    ),
)
"""Words 11 from March, words 12 from June, out of force from September."""

GAP = Worded(
    (23, 22, 21),
    life(
        (None, Status.IN_FORCE, 21),
        (MARCH, Status.IN_FORCE, None),
        (JUNE, Status.IN_FORCE, 23),
    ),
)
"""Words 21 until March, then words that nobody knows, words 23 from June; 22 never alone."""


# --- the choice for a day


@pytest.mark.parametrize(
    ("day", "given_"),
    [
        (date.min, 11),
        (MARCH - DAY, 11),
        (MARCH, 11),
        (JUNE - DAY, 11),
        (JUNE, 12),
        (SEPTEMBER, 12),
        (date.max, 12),
    ],
)
def test_the_words_of_the_day_are_given_whichever_were_found(day, given_):
    governing = Wordings((TWICE,)).on(day)
    assert {governing.of(found) for found in TWICE.ids} == {given_}


@pytest.mark.parametrize(("day", "given_"), [(date.min, 21), (MARCH, 21), (JUNE - DAY, 21), (JUNE, 23)])
def test_where_the_words_of_the_day_are_unknown_the_last_before_are_given(day, given_):
    governing = Wordings((GAP,)).on(day)
    assert {governing.of(found) for found in GAP.ids} == {given_}


def test_others_stand_for_themselves():
    governing = Wordings((TWICE, GAP)).on(MARCH)
    assert [governing.of(found) for found in (1, 10, 99)] == [1, 10, 99]
    assert Wordings(()).on(MARCH).of(11) == 11


def test_of_a_life_that_nobody_knows_the_words_of_the_source_are_given():
    governing = Wordings((Worded((7, 5, 6), UNKNOWN_LIFE),)).on(MARCH)
    assert [governing.of(found) for found in (5, 6, 7)] == [7, 7, 7]


def test_words_that_the_asker_may_not_have_are_not_given():
    seen = Worded((11,), TWICE.timeline)
    assert Wordings((seen,)).on(JUNE).of(11) == 11


@given(st.lists(st.dates(), min_size=1, max_size=150))
def test_the_choice_is_the_same_however_often_and_for_how_many_days_it_is_made(days):
    wordings = Wordings((TWICE, GAP))
    for day in (*days, *days):
        assert wordings.on(day).instead == Wordings((TWICE, GAP)).on(day).instead


def test_the_choice_for_a_day_is_made_once():
    wordings = Wordings((TWICE,))
    assert wordings.on(MARCH) is wordings.on(MARCH)


def test_the_days_kept_in_mind_do_not_grow_for_ever():
    wordings = Wordings((TWICE,))
    for count in range(1_000):
        wordings.on(MARCH + count * DAY)
    assert len(wordings._days) < 100


# --- scores


GOVERNING = Governing({11: 12, 12: 12, 21: 21, 22: 21, 23: 21})


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({}, {}),
        ({1: 0.5, 2: 0.25}, {1: 0.5, 2: 0.25}),
        ({11: 0.75}, {12: 0.75}),
        ({12: 0.75}, {12: 0.75}),
        ({11: 0.75, 12: 0.25}, {12: 0.25}),
        ({12: 0.25, 11: 0.75}, {12: 0.25}),
        ({22: 0.25, 23: 0.75}, {21: 0.75}),
        ({23: 0.75, 22: 0.25}, {21: 0.75}),
        ({22: 0.25, 21: 0.125, 23: 0.75}, {21: 0.125}),
        ({22: -2.0, 23: -1.0}, {21: -1.0}),
        ({1: 0.5, 11: 0.75, 23: 0.25}, {1: 0.5, 12: 0.75, 21: 0.25}),
    ],
)
def test_what_is_given_has_its_own_score_or_the_best_of_its_other_wordings(scores, expected):
    assert GOVERNING.best(scores) == expected


IDS = st.sampled_from([1, 2, 11, 12, 21, 22, 23])


@given(st.dictionaries(IDS, st.floats(-10, 10)))
def test_scores_are_of_wordings_that_are_given_and_none_is_made_up(scores):
    best = GOVERNING.best(dict(scores))
    assert set(best) == {GOVERNING.of(found) for found in scores}
    for given_, score in best.items():
        assert score == scores.get(
            given_, max(s for found, s in scores.items() if GOVERNING.of(found) == given_)
        )


@given(st.lists(st.tuples(IDS, st.floats(-10, 10)), unique_by=lambda pair: pair[0]), st.randoms())
def test_the_scores_do_not_depend_on_the_order_of_finding(pairs, chance):
    mixed = list(pairs)
    chance.shuffle(mixed)
    assert GOVERNING.best(dict(mixed)) == GOVERNING.best(dict(pairs))


# --- with a library


NUMBER = "29/2031/TT-BGDM"
FIRST, SECOND = date(2031, 5, 1), date(2031, 11, 1)
CHANGED, CHANGING = date(2031, 8, 1), ProvisionPath.parse("3/2031/TT-BGDM#dieu-1")
OLD, NEW = "Mỗi lớp nuôi không quá ba tổ ong.", "Mỗi lớp nuôi không quá năm đàn ong mật."


@pytest.fixture
def snapshots(world, made):
    """Two snapshots; the number of hives (Điều 2) was changed in between, on a day that is told."""

    def put(words_from=CHANGED):
        before = made.bees
        head = replace(before.head, in_force_from=date(2031, 4, 1), topic="Vườn trường")
        articles = [replace(one, text=OLD) if one.path.article == "2" else one for one in before.provisions]
        world.snapshot(replace(before, head=head, provisions=tuple(articles)), FIRST)
        articles[1] = replace(articles[1], text=NEW, words_from=words_from)
        noted = Relation(RelationKind.AMENDS, CHANGING, articles[1].path, "sửa đổi", words_from)
        relations = (noted,) if words_from else ()
        after = replace(before, head=head, provisions=tuple(articles), relations=relations)
        return world.snapshot(after, SECOND)

    return put


def texts(world, edition):
    """The words of Điều 2 by their id."""
    path = ProvisionPath.parse(f"{NUMBER}#dieu-2")
    return {stored.id: stored.provision.text for stored in world.library.wordings(path, edition=edition)}


def test_a_library_of_two_snapshots_has_one_article_in_two_wordings(world, snapshots):
    edition = snapshots()
    wordings = Wordings.read(world.library, edition, Access.PUBLIC)
    assert [set(one.ids) for one in wordings.worded] == [set(texts(world, edition))]
    assert texts(world, edition)[wordings.worded[0].ids[0]] == NEW


def test_either_wording_is_given_in_the_words_of_the_day(world, snapshots):
    edition = snapshots()
    wordings = Wordings.read(world.library, edition, Access.PUBLIC)
    found = texts(world, edition)
    for day, words in (
        (date(2030, 1, 1), OLD),
        (FIRST, OLD),
        (CHANGED - DAY, OLD),
        (CHANGED, NEW),
        (SECOND, NEW),
        (date.max, NEW),
    ):
        assert [found[wordings.on(day).of(id_)] for id_ in found] == [words] * 2


def test_an_article_is_found_by_the_words_of_either_rule_and_given_once(world, snapshots):
    snapshots()
    retriever = world.retriever()
    for question in ("lớp nuôi ba tổ ong", "lớp nuôi năm đàn ong mật"):
        for day, words in ((FIRST, OLD), (SECOND, NEW)):
            hits = retriever.search(question, k=10, day=day).hits
            found = [hit.stored.provision.text for hit in hits if hit.stored.provision.path.article == "2"]
            assert found == [words]
            assert len({hit.stored.provision.path for hit in hits}) == len(hits)


def test_between_snapshots_without_a_day_the_older_words_are_given(world, snapshots):
    edition = snapshots(words_from=None)
    governing = Wordings.read(world.library, edition, Access.PUBLIC).on(CHANGED)
    found = texts(world, edition)
    assert {found[governing.of(id_)] for id_ in found} == {OLD}


def test_a_library_without_changes_has_nothing_to_choose(full):
    assert Wordings.read(full.library, 1, Access.INTERNAL).worded == ()
