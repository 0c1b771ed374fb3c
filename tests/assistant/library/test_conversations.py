"""Conversations are kept for those who hold their id, for as long as is laid down, and then are gone."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, Table, update

from assistant.domain.answer import Answer, Audience, Citation, Outcome
from assistant.domain.document import Access
from assistant.domain.validity import Status
from assistant.errors import NotFound
from assistant.library.conversations import TURNS_KEPT, Conversations, digest
from assistant.library.store import Store

DAY = date(2031, 6, 1)
ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
SECRET = "Chị Hoa Mẫu hỏi chuyện con ong vườn sau"


def cited(path="1/2031/TT-X#dieu-2.khoan-1"):
    number = path.partition("#")[0]
    return Citation(
        path=path, document=number, document_title="Quy định mẫu", article="2", label="khoản 1 Điều 2",
        heading="Nuôi ong", quote="1. Mỗi lớp một tổ.", start=0, end=18, status=Status.IN_FORCE,
    )  # fmt: skip


def an_answer(question="Mỗi lớp nuôi mấy tổ ong?", **fields):
    fields = {"answer": "Mỗi lớp một tổ.", "citations": (cited(),), "as_of": DAY, "edition": 1} | fields
    return Answer(id="abc", question=question, outcome=Outcome.ANSWERED, **fields)


def turns_of(kept, id_, **how):
    """What a new question may lean on."""
    return tuple(one.turn for one in kept.history(id_, **how).turns)


@pytest.fixture
def kept(empty_url):
    opened = Conversations.open(empty_url, 30)
    yield opened
    opened.close()


@pytest.fixture
def reopened(empty_url, kept):
    """The conversations opened again, kept for so many days."""
    opened = []

    def reopen(days=30):
        opened.append(Conversations.open(empty_url, days))
        return opened[-1]

    yield reopen
    for one in opened:
        one.close()


@pytest.fixture
def age(empty_url, kept):
    """Make a conversation older by so many days."""
    store = Store(empty_url)
    with store.reading() as connection:
        table = Table("conversations", MetaData(), autoload_with=connection)

    def make(id_, days):
        with store.writing() as connection:
            last = datetime.now(UTC) - timedelta(days=days)
            connection.execute(update(table).where(table.c.id == id_).values(last_at=last))

    yield make
    store.close()


def test_turns_come_back_in_order_as_they_were(kept):
    id_ = kept.begin(Audience.CITIZEN)
    assert kept.add(id_, an_answer())
    assert kept.add(id_, an_answer("Còn trường tư?", standalone="Trường tư nuôi mấy tổ ong?", citations=()))
    first, second = turns_of(kept, id_)
    assert (first.question, first.answer, first.as_of) == ("Mỗi lớp nuôi mấy tổ ong?", "Mỗi lớp một tổ.", DAY)
    assert first.cited == ("1/2031/TT-X#dieu-2.khoan-1",)
    assert (second.standalone, second.cited) == ("Trường tư nuôi mấy tổ ong?", ())
    assert turns_of(kept, id_, last=1) == (second,)
    whole = kept.history(id_)
    assert [(turn.n, turn.outcome, turn.answer_id) for turn in whole.turns] == [
        (1, "answered", "abc"),
        (2, "answered", "abc"),
    ]
    assert (whole.audience, whole.access) == (Audience.CITIZEN, Access.PUBLIC)
    assert whole.kept_until == whole.last_at + timedelta(days=30)


def test_a_conversation_is_found_after_a_restart(kept, reopened):
    id_ = kept.begin()
    kept.add(id_, an_answer())
    assert reopened().history(id_) == kept.history(id_)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_kept(kept, asked, said):
    id_ = kept.begin()
    assert kept.add(id_, an_answer(asked, answer=said))
    (turn,) = turns_of(kept, id_)
    if "\0" not in asked and not any(0xD800 <= ord(c) < 0xE000 for c in asked):
        assert turn.question == asked


@ONLY_SQLITE
def test_a_long_conversation_keeps_its_last_turns_and_absurd_ones_are_cut(kept):
    id_ = kept.begin()
    for n in range(TURNS_KEPT + 3):
        kept.add(id_, an_answer(f"Câu {n + 1}"))
    turns = kept.history(id_).turns
    assert (len(turns), turns[0].asked, turns[-1].n) == (TURNS_KEPT, "Câu 4", TURNS_KEPT + 3)
    kept.add(id_, an_answer("x" * 100_000, answer="y" * 100_000, citations=(cited(),) * 200))
    last = kept.history(id_).turns[-1]
    assert len(last.asked) < 5_000
    assert len(last.answer) < 25_000
    assert len(last.turn.answer) < 2_000


def test_who_made_an_answer_and_in_which_language_is_kept(kept):
    id_ = kept.begin()
    kept.add(id_, an_answer())
    kept.add(id_, an_answer(made_by="model", language="en"))
    turns = kept.history(id_).turns
    assert [(turn.made_by, turn.language) for turn in turns] == [("extractive", "vi"), ("model", "en")]


def test_conversations_that_an_older_version_kept_go_on(kept, empty_url, reopened):
    id_ = kept.begin()
    kept.add(id_, an_answer())
    store = Store(empty_url)
    with store.writing() as connection:
        for column in ("made_by", "language"):
            connection.exec_driver_sql(f"ALTER TABLE turns DROP COLUMN {column}")
    store.close()
    newer = reopened()
    assert [turn.made_by for turn in newer.history(id_).turns] == ["extractive"]
    newer.add(id_, an_answer(made_by="model"))
    assert [turn.made_by for turn in reopened().history(id_).turns] == ["extractive", "model"]


# --- whose conversation


@ONLY_SQLITE
def test_ids_cannot_be_guessed(kept):
    ids = [kept.begin() for _ in range(40)]
    assert len({id_[:6] for id_ in ids}) == 40
    assert {len(id_) for id_ in ids} == {32}
    for id_ in (
        ids[0][:-1],
        ids[0] + "a",
        ids[0].swapcase(),
        "",
        "%",
        "_" * 32,
        "a\0",
        "\ud800",
        "' OR 1 --",
    ):
        with pytest.raises(NotFound):
            kept.history(id_, Access.INTERNAL)
        assert not kept.add(id_, an_answer(), Access.INTERNAL)
    assert digest(ids[0]) != digest(ids[1])
    assert ids[0] not in digest(ids[0])


def test_an_internal_conversation_is_never_the_publics(kept):
    id_ = kept.begin(access=Access.INTERNAL)
    kept.add(id_, an_answer(), Access.INTERNAL)
    for ask in (kept.history, kept.delete):
        with pytest.raises(NotFound):
            ask(id_)
    assert not kept.add(id_, an_answer())
    assert len(kept.history(id_, Access.INTERNAL).turns) == 1


def test_a_public_conversation_becomes_internal_with_an_internal_turn(kept):
    id_ = kept.begin()
    kept.add(id_, an_answer())
    assert kept.add(id_, an_answer(), Access.INTERNAL)
    with pytest.raises(NotFound):
        kept.history(id_)
    assert kept.history(id_, Access.INTERNAL).access is Access.INTERNAL


# --- how long


@ONLY_SQLITE
def test_where_none_are_kept_there_is_no_id_and_old_ones_go(kept, reopened):
    id_ = kept.begin()
    kept.add(id_, an_answer())
    none = reopened(0)
    assert none.begin() == ""
    assert not none.add("", an_answer())
    with pytest.raises(NotFound):
        kept.history(id_)


def test_age_is_counted_from_the_last_turn(kept, reopened, age):
    old, used = kept.begin(), kept.begin()
    for id_ in (old, used):
        kept.add(id_, an_answer())
        age(id_, 29.9)
    kept.add(used, an_answer())
    age(old, 30.1)
    with pytest.raises(NotFound):  # before it is taken out already
        kept.history(old)
    assert not kept.add(old, an_answer())
    again = reopened()
    assert len(again.history(used).turns) == 2
    with pytest.raises(NotFound):
        again.delete(old)


@ONLY_SQLITE
def test_one_that_was_never_used_goes_after_a_day(kept, age):
    id_ = kept.begin()
    age(id_, 0.9)
    assert kept.history(id_).turns == ()
    age(id_, 1.1)
    with pytest.raises(NotFound):
        kept.history(id_)


@ONLY_SQLITE
def test_a_server_that_runs_long_forgets_too(kept, age, monkeypatch):
    id_ = kept.begin()
    kept.add(id_, an_answer())
    age(id_, 31)
    monkeypatch.setattr("assistant.library.conversations._TIDY_EVERY_S", 0.0)
    kept.begin()
    with kept._store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM turns").scalar() == 0


# --- what is deleted is gone


def bytes_of(url):
    """All that the database's files hold, its write-ahead log too."""
    file = Path(url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def test_what_is_deleted_is_found_no_more(kept, reopened):
    id_, other = kept.begin(), kept.begin()
    for each in (id_, other):
        kept.add(each, an_answer())
    kept.delete(id_)
    for ask in (kept.history, kept.delete, reopened().history):
        with pytest.raises(NotFound):
            ask(id_)
    assert not kept.add(id_, an_answer())
    assert len(kept.history(other).turns) == 1


@ONLY_SQLITE
@pytest.mark.parametrize("size", [1, 400])
def test_no_byte_of_a_deleted_conversation_is_left(kept, empty_url, size):
    id_ = kept.begin()
    kept.add(id_, an_answer(SECRET, answer=f"{SECRET}. " * size))
    kept.history(id_)
    assert SECRET.encode() in bytes_of(empty_url)
    kept.delete(id_)
    held = bytes_of(empty_url)
    assert SECRET.encode() not in held
    assert id_.encode() not in held


@ONLY_SQLITE
def test_no_byte_of_a_forgotten_conversation_is_left(kept, reopened, age, empty_url):
    id_ = kept.begin()
    kept.add(id_, an_answer(SECRET))
    age(id_, 31)
    reopened()
    assert SECRET.encode() not in bytes_of(empty_url)


# --- beside others


def test_turns_added_at_once_by_several_processes_are_all_kept_in_a_row(kept, reopened):
    id_, failures = kept.begin(), []
    others = [kept, reopened(), reopened(), reopened()]

    def add(which):
        try:
            for n in range(5):
                assert which.add(id_, an_answer(f"Câu {n}"))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=add, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [turn.n for turn in kept.history(id_).turns] == list(range(1, 21))


def test_opening_at_once_makes_one_store(empty_url):
    failures, barrier = [], threading.Barrier(4)

    def open_one():
        try:
            barrier.wait()
            opened = Conversations.open(empty_url, 30)
            opened.add(opened.begin(), an_answer())
            opened.close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
