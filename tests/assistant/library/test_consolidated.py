"""Computed wordings in the library: put anew, found by their day, kept as long as they are needed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Access, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.orders import Force
from assistant.library.consolidated import Application, Computed
from assistant.library.tables import applications, live

BASE, FIRST, SECOND = "1/2030/TT-X", "2/2031/TT-X", "3/2031/TT-X"
NUMBER = DocumentNumber(BASE)
START, SPRING, SUMMER = date(2031, 1, 1), date(2031, 3, 1), date(2031, 6, 1)


@pytest.fixture
def order(make):
    def order(tail="dieu-1", day=SPRING, number=FIRST, place=1, **fields):
        source, target = make.path(f"{number}#dieu-1.khoan-{place}"), make.path(f"{BASE}#{tail}")
        return Instruction(Act.AMEND, source, target, "mới", effective_on=day, position=place - 1, **fields)

    return order


@pytest.fixture
def read(library, make):
    """Put the amended document, or one that gives orders."""

    def read(*orders, number=BASE, relations=(), **head):
        document = make.document(number, {"1": "một", "2": "hai"}, relations=relations, **head)
        document = replace(document, instructions=tuple(orders))
        library.put_document(document, make.file(number), edition=library.begin().number)

    return read


@pytest.fixture
def compute(library, make):
    """Put the article as it reads from each day on, as ``ingest`` would."""

    def compute(words_by_day, results=(), tail="dieu-1"):
        edition = library.begin().number
        like = library.provision(make.path(f"{BASE}#dieu-1"), edition=edition, access=Access.INTERNAL)
        computed = [
            Computed(day, make.article(f"{BASE}#{tail}", text, in_force_from=START, words_from=day), like.id)
            for day, text in words_by_day.items()
        ]
        library.put_consolidated(NUMBER, computed, list(results), edition=edition)

    return compute


@pytest.fixture
def states(library):
    def states():
        with library._store.reading() as connection:
            rows = connection.execute(select(applications).where(live(applications)))
            return [(row.source_path, row.state, row.reason) for row in rows]

    return states


# --- which orders


def test_orders_come_by_day_then_issue_then_number_then_place(library, read, order):
    read(order(day=SUMMER), order(place=2), order("dieu-2", place=3), number=FIRST, issued_on=START)
    read(order(number=SECOND), number=SECOND, issued_on=date(2030, 1, 1))
    found = [(str(o.instruction.source), o.day) for o in library.orders_on(NUMBER)]
    assert found == [
        (f"{SECOND}#dieu-1.khoan-1", SPRING), (f"{FIRST}#dieu-1.khoan-2", SPRING),
        (f"{FIRST}#dieu-1.khoan-3", SPRING), (f"{FIRST}#dieu-1.khoan-1", SUMMER),
    ]  # fmt: skip


def test_an_order_comes_back_as_it_was_put(library, read, order, make):
    given = order(
        after=make.path(f"{BASE}#dieu-2"), within=make.path(f"{BASE}#chuong-i"), old_words="a", new_words="b",
        anchor="c", before=True, at_end=True, heading=True, body=False, words="Sửa.", doubtful=True,
    )  # fmt: skip
    read(given, number=FIRST, access=Access.INTERNAL, issued_on=START)
    (found,) = library.orders_on(NUMBER)
    assert (found.instruction, found.access, found.issued_on) == (given, Access.INTERNAL, START)


def test_an_order_says_whether_it_was_taken_back(library, read, order, make):
    repeal = make.relation(RelationKind.REPEALS, f"{SECOND}#dieu-1", FIRST, START)
    read(order(), number=FIRST)
    assert library.orders_on(NUMBER)[0].force is Force.STANDS
    read(number=SECOND, relations=(repeal,))
    assert library.orders_on(NUMBER)[0].force is Force.FALLS
    assert not library.orders_on(NUMBER)[0].stands


def test_an_internal_repeal_does_not_take_a_public_order_back(library, read, order, make):
    repeal = make.relation(RelationKind.REPEALS, f"{SECOND}#dieu-1", FIRST, START)
    read(order(), number=FIRST)
    read(number=SECOND, relations=(repeal,), access=Access.INTERNAL)
    assert library.orders_on(NUMBER)[0].stands


# --- which documents are due


@pytest.mark.parametrize("first", [BASE, FIRST])
def test_a_document_is_due_whichever_of_the_two_is_read_last(library, read, order, publish, first):
    reading = {BASE: read, FIRST: lambda: read(order(), number=FIRST)}
    reading.pop(first)()
    assert library.due_for_consolidation(library.begin().number) == []
    publish(library)
    for last in reading.values():
        last()
    assert library.due_for_consolidation(library.begin().number) == [(NUMBER, Access.PUBLIC)]


def test_a_document_is_due_when_what_takes_back_its_order_comes_or_goes(library, read, order, make, publish):
    read()
    read(order(), number=FIRST)
    publish(library)
    assert library.due_for_consolidation(library.begin().number) == []
    repeal = make.relation(RelationKind.REPEALS, f"{SECOND}#dieu-1", FIRST, START)
    read(number=SECOND, relations=(repeal,))
    assert library.due_for_consolidation(library.begin().number) == [(NUMBER, Access.PUBLIC)]
    publish(library)
    library.remove_document(DocumentNumber(SECOND), edition=library.begin().number)
    assert library.due_for_consolidation(library.begin().number) == [(NUMBER, Access.PUBLIC)]


def test_a_document_nobody_orders_anything_of_is_not_due(library, read):
    read()
    assert library.due_for_consolidation(library.begin().number) == []


# --- wordings


def test_computed_words_stand_from_their_day_and_the_older_ones_before(
    library, read, compute, order, make, publish
):
    read(in_force_from=START)
    read(order(), order(day=SUMMER, place=2), number=FIRST)
    compute({SPRING: "một mới", SUMMER: "một mới nữa"})
    edition = publish(library)
    where = make.path(f"{BASE}#dieu-1")

    def words(day):
        found = library.provision(where, edition=edition, day=day)
        return found.provision.text, found.computed, found.words_stand_on(day)

    assert words(START) == ("một", False, True)
    assert words(SPRING) == ("một mới", True, True)
    assert words(SUMMER) == ("một mới nữa", True, True)
    assert library.provision(where, edition=edition).provision.text == "một"
    assert len(library.wordings(where, edition=edition)) == 3


def test_an_article_that_is_only_computed_is_shown_in_its_newest_words(
    library, read, compute, order, make, publish
):
    """Whatever day it was computed first."""
    read(in_force_from=START)
    read(order("dieu-1a"), order("dieu-1a", SUMMER, place=2), number=FIRST)
    compute({SUMMER: "chèn nữa"}, tail="dieu-1a")
    publish(library)
    compute({SPRING: "chèn", SUMMER: "chèn nữa"}, tail="dieu-1a")
    edition = publish(library)
    stored = library.provision(make.path(f"{BASE}#dieu-1a"), edition=edition)
    assert (stored.provision.text, stored.known_until, stored.provision.note) == ("chèn nữa", None, None)
    outline = library.outline(NUMBER, edition=edition)
    assert [one.provision.path.article for one in outline] == ["1", "1a", "2"]


def test_the_same_words_again_change_nothing(library, read, compute, order, publish):
    read()
    read(order(), number=FIRST)
    result = Application(order(), "đã hợp nhất")
    compute({SPRING: "một mới"}, [result])
    publish(library)
    compute({SPRING: "một mới"}, [result])
    assert not library.has_changes(library.begin().number)


def test_other_words_are_another_row_and_the_old_edition_keeps_its_own(
    library, read, compute, order, make, publish
):
    read(in_force_from=START)
    read(order(), number=FIRST)
    where = make.path(f"{BASE}#dieu-1")
    compute({SPRING: "một mới"})
    before = publish(library)
    compute({SPRING: "một khác"})
    after = publish(library)
    first, second = (library.provision(where, edition=e, day=SPRING) for e in (before, after))
    assert (first.provision.text, second.provision.text) == ("một mới", "một khác")
    assert first.id != second.id
    assert library.retired_ids() == [first.id]
    library.vacuum()
    assert library.provision(where, edition=after, day=SPRING) == second
    assert library.provision(where, edition=after, day=START).provision.text == "một"


def test_computed_words_and_results_go_with_the_amended_document(
    library, read, compute, order, publish, states
):
    read()
    read(order(), number=FIRST)
    compute({SPRING: "một mới"}, [Application(order(), "chưa hợp nhất được", "lý do")])
    publish(library)
    assert states() == [(f"{FIRST}#dieu-1.khoan-1", "chưa hợp nhất được", "lý do")]
    library.remove_document(NUMBER, edition=library.begin().number)
    assert states() == []
    edition = publish(library)
    library.vacuum()
    assert [stored.document.number for stored in library.added(edition)] == []
    assert library.outline(NUMBER, edition=edition) == []


def test_computed_words_are_found_by_indexes_and_counted_apart(library, read, compute, order, publish):
    read()
    read(order(), number=FIRST)
    compute({SPRING: "một mới"})
    edition = publish(library)
    assert sorted(stored.provision.text for stored in library.added(edition)) == [
        "hai",
        "hai",
        "một",
        "một",
        "một mới",
    ]
    counts = library.counts(edition)
    assert (counts["wordings"], counts["rankable"], counts["instructions"]) == (5, 4, 1)


def test_the_public_gets_no_computed_words_of_an_internal_document(
    library, read, compute, order, make, publish
):
    read(access=Access.INTERNAL)
    read(order(), number=FIRST)
    compute({SPRING: "một mật"})
    edition = publish(library)
    where = make.path(f"{BASE}#dieu-1")
    assert library.wordings(where, edition=edition) == []
    assert library.worded(edition=edition) == []
    assert len(library.wordings(where, edition=edition, access=Access.INTERNAL)) == 2


def test_relations_say_no_less_of_other_articles_than_the_orders_beside_them(
    library, read, order, make, publish
):
    repeal = Relation(
        RelationKind.REPEALS,
        make.path(f"{FIRST}#dieu-1.khoan-1"),
        make.path(f"{BASE}#dieu-2"),
        "bãi bỏ",
        SPRING,
    )
    read(in_force_from=START)
    read(order(), number=FIRST, relations=(repeal,))
    edition = publish(library)
    assert [s.expires_on for s in library.outline(NUMBER, edition=edition)] == [None, SPRING]
