"""Feedback waits in a queue until somebody has worked on it, and holds no more than it was given."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, Table, update

from assistant.domain.answer import Audience
from assistant.domain.conversation import Turn
from assistant.domain.document import Access
from assistant.errors import NotFound, TooMuchFeedback
from assistant.library.conversations import digest
from assistant.library.feedback import Feedback, Ruling, Said, State, Verdict
from assistant.library.store import Store

ONLY_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
WHOLE = Said(
    verdict=Verdict.OUTDATED,
    words="Quy định này đã được sửa.",
    question="Còn trường tư?",
    history=(Turn(question="Mỗi lớp nuôi mấy tổ ong?"),),
    audience=Audience.OFFICIAL,
    answer_id="k3jYw0yq7sZb1XqT",
    as_of=date(2031, 6, 1),
    outcome="answered",
    cited=("1/2031/TT-X#dieu-2",),
)
WRONG = Said(verdict=Verdict.WRONG)


@pytest.fixture
def queue(empty_url):
    opened = Feedback.open(empty_url, 365, 1_000)
    yield opened
    opened.close()


@pytest.fixture
def reopened(empty_url, queue):
    opened = []

    def reopen(days=365, a_day=1_000):
        opened.append(Feedback.open(empty_url, days, a_day))
        return opened[-1]

    yield reopen
    for one in opened:
        one.close()


@pytest.fixture
def age(empty_url, queue):
    """Make a row older by so many days."""
    store = Store(empty_url)
    with store.reading() as connection:
        table = Table("feedback", MetaData(), autoload_with=connection)

    def make(id_, days):
        when = datetime.now(UTC) - timedelta(days=days)
        with store.writing() as connection:
            connection.execute(update(table).where(table.c.id == id_).values(at=when, changed_at=when))

    yield make
    store.close()


def test_a_row_is_found_as_it_was_given_and_new(queue, reopened):
    id_ = queue.give(WHOLE)
    found = reopened().find(id_)
    assert (found.said, found.state, found.ruling) == (WHOLE, State.NEW, Ruling())
    assert found.at == found.changed_at
    assert queue.find(id_[:6].upper()) == found


def test_the_queue_is_worked_from_its_oldest_row_and_can_be_narrowed(queue, age):
    wrong, outdated, old = queue.give(WRONG), queue.give(WHOLE), queue.give(WRONG)
    age(old, 10)
    queue.set(outdated, State.TAKEN, by="Chuyên viên Mẫu")

    def ids(**only):
        return [entry.id for entry in queue.entries(**only)]

    assert ids() == [old, wrong, outdated]
    assert ids(state=State.NEW) == [old, wrong]
    assert ids(verdict=Verdict.OUTDATED) == [outdated]
    assert ids(since=datetime.now(UTC) - timedelta(days=1), state=State.NEW) == [wrong]


def test_work_on_a_row_keeps_what_is_not_said_anew(queue):
    id_ = queue.give(WHOLE)
    ruling = Ruling(gold=(("1/2031/TT-X#dieu-3", "2/2031/TT-X#dieu-1"),), by="Bà Mẫu", on=date(2031, 7, 1))
    queue.set(id_, State.TAKEN, by="Bà Mẫu", note="Đã đối chiếu", ruling=ruling)
    done = queue.set(id_, State.DONE)
    assert (done.state, done.handled_by, done.note) == (State.DONE, "Bà Mẫu", "Đã đối chiếu")
    assert done.ruling == ruling
    assert done.ruling.decides
    assert done.changed_at > done.at
    assert not Ruling(question="Chỉ sửa câu hỏi").decides
    assert Ruling(unanswerable=True).decides


def test_an_id_of_nothing_finds_nothing(queue):
    id_ = queue.give(WRONG)
    for other in ("", "abc", "%", "____", id_ + "0", "zzzz", "a\0bc", "\ud800", "' OR 1=1"):
        with pytest.raises(NotFound):
            queue.find(other)
        with pytest.raises(NotFound):
            queue.set(other, State.DONE)


@ONLY_SQLITE
def test_a_beginning_that_several_share_is_not_taken_for_one(queue, monkeypatch):
    for id_ in ("abcdef000001", "abcdef000002"):
        monkeypatch.setattr("assistant.library.feedback.secrets.token_hex", lambda _n, id_=id_: id_)
        queue.give(WRONG)
    with pytest.raises(NotFound, match="nhiều"):
        queue.find("abcd")
    assert queue.find("abcdef000002").id == "abcdef000002"


def test_internal_feedback_is_hidden_from_the_public(queue):
    id_ = queue.give(Said(verdict=Verdict.WRONG, access=Access.INTERNAL))
    assert queue.entries() == []
    with pytest.raises(NotFound):
        queue.find(id_)
    with pytest.raises(NotFound):
        queue.set(id_, State.DONE)
    assert [entry.id for entry in queue.entries(access=Access.INTERNAL)] == [id_]
    assert queue.set(id_, State.DONE, access=Access.INTERNAL).state is State.DONE


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=30))
def test_any_words_are_kept(queue, words, by):
    id_ = queue.give(Said(verdict=Verdict.UNCLEAR, words=words.replace("\0", "")))
    assert queue.find(id_).said.words == words.replace("\0", "")
    assert queue.set(id_, State.DONE, by=by, note=words).state is State.DONE


# --- limits


def test_a_day_takes_so_many_rows_and_no_more(queue, reopened, age):
    small = reopened(a_day=3)
    ids = [small.give(WRONG) for _ in range(3)]
    with pytest.raises(TooMuchFeedback):
        small.give(WRONG)
    age(ids[0], 1.01)
    assert small.give(WRONG)
    with pytest.raises(TooMuchFeedback):
        reopened(a_day=0).give(WRONG)


def test_rows_are_forgotten_so_long_after_they_were_worked_on(queue, reopened, age):
    old, worked = queue.give(WRONG), queue.give(WHOLE)
    for id_ in (old, worked):
        age(id_, 366)
    queue.set(worked, State.DONE)
    assert [entry.id for entry in reopened().entries()] == [worked]


def test_what_was_said_can_be_taken_back_with_its_conversation(queue):
    mine, other = queue.give(WHOLE, digest("mine")), queue.give(WHOLE, digest("other"))
    queue.set(mine, State.TAKEN, ruling=Ruling(question="Trường tư nuôi mấy tổ ong?"))
    queue.take_back(digest("mine"))
    left = queue.find(mine)
    assert (left.said.words, left.said.question, left.said.history) == ("", "", ())
    assert (left.said.verdict, left.said.answer_id) == (Verdict.OUTDATED, WHOLE.answer_id)
    assert left.ruling.question
    assert queue.find(other).said == WHOLE


@ONLY_SQLITE
def test_no_byte_of_what_was_taken_back_is_left(queue, empty_url):
    file = Path(empty_url.removeprefix("sqlite:///"))
    id_ = queue.give(WHOLE.model_copy(update={"words": "Chuyện riêng của tôi. " * 90}), digest("mine"))

    def held():
        return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))

    assert "Chuyện riêng".encode() in held()
    queue.take_back(digest("mine"))
    assert "Chuyện riêng".encode() not in held()
    assert queue.find(id_)


@ONLY_SQLITE
def test_rows_given_at_once_fill_the_day_and_never_more(queue, reopened):
    taken, refused = [], []
    stores = [reopened(a_day=10) for _ in range(4)]

    def give(store):
        for _ in range(5):
            try:
                taken.append(store.give(WRONG))
            except TooMuchFeedback:
                refused.append(1)

    threads = [threading.Thread(target=give, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), len(refused)) == (10, 10)
