"""Answers are kept without their question, for those who may see them, for as long as is laid down."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, Table, update

from assistant.domain.document import Access
from assistant.errors import LibraryUnusable
from assistant.library import Library
from assistant.library.answers import AnswerLog, CitedVersion
from assistant.library.store import Store

CITED = (
    CitedVersion("1/2031/TT-X#dieu-2.khoan-1", "khoản 1 Điều 2", "Thông tư 1/2031/TT-X", "ab" * 16),
    CitedVersion("5/QĐ-THM#quy-che/dieu-đ", "Điều đ", "Quyết định “5”", "cd" * 16),
)
DAY = date(2031, 6, 1)
ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def log(empty_url):
    opened = AnswerLog.open(empty_url, 30)
    yield opened
    opened.close()


@pytest.fixture
def reopened(empty_url, log):
    """The log opened again, kept for so many days."""
    opened = []

    def reopen(days=30):
        opened.append(AnswerLog.open(empty_url, days))
        return opened[-1]

    yield reopen
    for one in opened:
        one.close()


@pytest.fixture
def table(empty_url, log):
    """The rows of the log as the database has them, and their ages to set."""
    store = Store(empty_url)
    with store.reading() as connection:
        found = Table("answers", MetaData(), autoload_with=connection)

    def age(id_, days):
        given_at = datetime.now(UTC) - timedelta(days=days)
        with store.writing() as connection:
            connection.execute(update(found).where(found.c.id == id_).values(given_at=given_at))

    def rows():
        with store.reading() as connection:
            return [dict(row) for row in connection.execute(found.select()).mappings()]

    found.age, found.rows = age, rows
    yield found
    store.close()


def keep(log, access=Access.PUBLIC, citations=CITED):
    return log.keep(DAY, 7, access, "answered", citations)


def test_an_answer_is_found_as_it_was_given(log):
    before = datetime.now(UTC)
    found = log.find(keep(log), Access.PUBLIC)
    assert before <= found.given_at <= datetime.now(UTC)
    assert (found.as_of, found.edition, found.access) == (DAY, 7, Access.PUBLIC)
    assert (found.outcome, found.citations) == ("answered", CITED)


def test_an_answer_is_found_by_another_process_and_after_a_restart(log, reopened):
    kept = keep(log)
    assert reopened().find(kept, Access.PUBLIC) == log.find(kept, Access.PUBLIC)


@ONLY_SQLITE
def test_an_answer_without_citations_is_kept_too(log):
    assert log.find(keep(log, citations=()), Access.PUBLIC).citations == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_day_and_any_words_are_kept(log, day, words):
    cited = CitedVersion(words, words, words, words)
    found = log.find(log.keep(day, 1, Access.PUBLIC, "answered", [cited]), Access.PUBLIC)
    assert (found.as_of, found.citations) == (day, (cited,))


# --- whose answers


@ONLY_SQLITE
def test_ids_are_long_all_different_and_in_no_order(log):
    ids = [keep(log) for _ in range(60)]
    assert len(set(ids)) == 60
    assert {len(id_) for id_ in ids} == {16}
    assert all(
        set(id_) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") for id_ in ids
    )
    assert ids != sorted(ids)
    assert len({id_[:4] for id_ in ids}) > 55


def test_an_id_that_was_not_given_finds_nothing(log):
    keep(log)
    for id_ in (
        "",
        "1",
        "không có",
        "%",
        "_" * 16,
        "' OR 1=1 --",
        "a" * 5_000,
        "a\0",
        "\ud800",
        "\U0001f41d",
    ):
        assert log.find(id_, Access.INTERNAL) is None


@ONLY_SQLITE
def test_an_id_is_found_whole_and_as_written_alone(log):
    kept = keep(log)
    for other in (kept[:-1], kept + "a", kept.swapcase(), f" {kept}"):
        assert log.find(other, Access.PUBLIC) is None


def test_internal_answers_are_hidden_from_the_public(log):
    secret = keep(log, Access.INTERNAL)
    assert log.find(secret, Access.PUBLIC) is None
    assert log.find(secret, Access.INTERNAL).access is Access.INTERNAL


@ONLY_SQLITE
def test_internal_askers_find_public_answers(log):
    assert log.find(keep(log), Access.INTERNAL).access is Access.PUBLIC


def test_nothing_of_the_question_or_the_asker_has_a_place(log, table):
    keep(log)
    names = {"id", "given_at", "as_of", "edition", "access", "outcome", "citations"}
    assert [set(row) for row in table.rows()] == [names]


# --- how long


def test_where_none_are_kept_there_is_no_id(empty_url, reopened, table):
    none = reopened(0)
    assert keep(none) == ""
    assert none.find("", Access.INTERNAL) is None
    assert table.rows() == []


@ONLY_SQLITE
def test_keeping_none_forgets_those_that_were_kept(log, reopened, table):
    keep(log)
    reopened(0)
    assert table.rows() == []


def test_old_answers_are_forgotten_when_the_log_is_opened(log, reopened, table):
    old, fresh = keep(log), keep(log)
    table.age(old, 31)
    table.age(fresh, 29)
    again = reopened(30)
    assert again.find(old, Access.PUBLIC) is None
    assert again.find(fresh, Access.PUBLIC) is not None
    assert [row["id"] for row in table.rows()] == [fresh]


@pytest.mark.parametrize("days", [400, 10**12])
def test_answers_are_kept_as_long_as_anybody_may_wish(log, reopened, table, days):
    kept = keep(log)
    table.age(kept, 399)
    assert reopened(days).find(kept, Access.PUBLIC) is not None


# --- beside others


def test_opening_at_once_makes_one_log(empty_url):
    failures, barrier = [], threading.Barrier(4)

    def open_one():
        try:
            barrier.wait()
            log = AnswerLog.open(empty_url, 30)
            keep(log)
            log.close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_answers_given_at_once_are_all_kept(log, table):
    ids = []
    threads = [threading.Thread(target=lambda: ids.append(keep(log))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {row["id"] for row in table.rows()} == set(ids)
    assert len(ids) == 8


@pytest.mark.parametrize("first", ["library", "answers"])
def test_answers_stand_beside_a_library_in_one_database(empty_url, make, publish, first):
    log = AnswerLog.open(empty_url, 30) if first == "answers" else None
    library = Library.open(empty_url)
    log = log or AnswerLog.open(empty_url, 30)
    library.put_document(make.document("1/2031/TT-X"), make.file(), edition=library.begin().number)
    kept = keep(log)
    publish(library)
    library.vacuum()
    assert log.find(kept, Access.PUBLIC).citations == CITED
    assert library.counts(1)["documents"] == 1
    library.close()
    log.close()


def test_a_damaged_log_is_named(tmp_path):
    broken = tmp_path / "answers.sqlite3"
    broken.write_bytes("không phải cơ sở dữ liệu".encode() * 500)
    with pytest.raises(LibraryUnusable, match="NOTADB"):
        AnswerLog.open(f"sqlite:///{broken}", 30)
