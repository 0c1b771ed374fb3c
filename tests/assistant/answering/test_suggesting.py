"""What is suggested to be asked next is answered by the library, in full and by the right article."""

import json
import threading
import time
from datetime import date

import pytest

from assistant.answering.suggesting import Candidate, Suggester, candidates, leads_to
from assistant.assistant import Assistant
from assistant.domain.answer import Answer, Citation, Outcome
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.errors import LibraryBusy
from assistant.settings import Settings

DAY = date(2031, 1, 1)
PUBLIC = Access.PUBLIC


def path(article):
    return ProvisionPath.parse(f"1/2031/TT-X#dieu-{article}")


def candidate(article):
    return Candidate(f"Việc thứ {article} được quy định như thế nào?", path(article))


def an_answer(question, article, outcome=Outcome.ANSWERED, edition=1):
    cited = Citation(
        path=f"1/2031/TT-X#dieu-{article}.khoan-1", document="1/2031/TT-X", document_title="X", article="1",
        label="khoản 1", heading="", quote="a", start=0, end=1, status=Status.IN_FORCE,
    )  # fmt: skip
    said = {"outcome": outcome, "answer": "", "as_of": DAY, "edition": edition}
    return Answer(question=question, citations=(cited,) if article else (), **said)


class Asked:
    """Answers each question from its own article but for the ``bad``; remembers what was asked."""

    def __init__(self, bad=(), edition=1, takes_s=0.0):
        self.questions, self.bad, self.edition, self.takes_s = [], set(bad), edition, takes_s

    def __call__(self, question, day, access):
        self.questions.append((question, day, access))
        time.sleep(self.takes_s)
        article = question.split()[2]
        return an_answer(question, "99" if int(article) in self.bad else article, edition=self.edition)


@pytest.fixture
def suggester_of():
    made = []

    def make(ask, **more):
        made.append(Suggester(ask, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


def words(*articles):
    return tuple(candidate(article).question for article in articles)


# --- on a real library


@pytest.fixture(scope="module")
def door(sample_home):
    with Assistant.open(Settings(home=sample_home, suggestions_ms=10_000, _env_file=None)) as opened:
        yield opened


@pytest.fixture(scope="module")
def made(door):
    """A candidate of each article of the sample library that has a heading which says something."""
    records, _ = door.documents(limit=100)
    units = [unit for record in records for unit in door.outline(record.head.number) if unit.provision.text]
    return candidates(units, limit=1_000)


def test_every_question_that_is_suggested_is_answered_by_its_article(door, made, suggester_of):
    suggester = suggester_of(lambda question, day, access: door.answer(question, day, access=access))
    edition = door.edition().number
    good = suggester.good(made, edition, PUBLIC, limit=1_000)
    assert len(good) >= 20
    assert len(good) < len(made)  # some are not, or trying them would be for nothing
    by_question = {each.question: each.path for each in made}
    for question in good:
        answer = door.answer(question)
        assert answer.outcome is Outcome.ANSWERED, question
        assert ProvisionPath.parse(answer.citations[0].path).article_path == by_question[question]
    assert suggester.good(made, edition, PUBLIC, 0.0, limit=1_000) == good  # kept


def test_what_the_door_suggests_after_a_question_and_to_start_from_is_answered(door, sample_questions):
    rows = [json.loads(line) for line in sample_questions.read_text("utf-8").splitlines()]
    answers = [door.answer(row["question"]) for row in rows]
    suggested = {question for answer in answers for question in answer.suggestions}
    assert sum(bool(answer.suggestions) for answer in answers) > len(answers) / 2
    assert max(len(answer.suggestions) for answer in answers) == 3
    for question in suggested | set(door.suggestions()):
        assert door.answer(question).outcome is Outcome.ANSWERED, question


def test_suggestions_are_for_the_day_that_was_chosen(door, sample_questions):
    first = json.loads(sample_questions.read_text("utf-8").splitlines()[0])["question"]
    for day in (date(2024, 10, 1), date(2026, 1, 1)):
        for question in door.answer(first, as_of=day).suggestions:
            assert door.answer(question, as_of=day).outcome is Outcome.ANSWERED, question


# --- what is good


@pytest.mark.parametrize(
    "answer",
    [
        an_answer("", "1", Outcome.PARTLY),
        an_answer("", "1", Outcome.NOT_IN_FORCE),
        an_answer("", None),
        an_answer("", "2"),
    ],
)
def test_an_answer_in_part_or_from_elsewhere_is_not_good(answer):
    assert not leads_to(answer, path("1"))
    assert leads_to(an_answer("", "1"), path("1"))


def test_the_first_good_ones_are_given_in_their_order_and_no_more_are_tried(suggester_of):
    ask = Asked(bad={2})
    suggester = suggester_of(ask)
    found = suggester.good([candidate(n) for n in (3, 2, 1, 4, 5)], 1, PUBLIC, limit=3)
    assert found == words(3, 1, 4)
    assert [question for question, _, _ in ask.questions] == [*words(3, 2, 1, 4)]
    assert suggester.good([], 1, PUBLIC) == ()


def test_a_verdict_holds_for_an_edition_an_asker_and_a_day(suggester_of):
    ask = Asked()
    suggester = suggester_of(ask)
    for edition, access, day in [(1, PUBLIC, None), (1, PUBLIC, DAY), (1, Access.INTERNAL, None)]:
        for _ in range(2):
            assert suggester.good([candidate(1)], edition, access, day=day) == words(1)
    assert [(day, access) for _, day, access in ask.questions] == [
        (None, PUBLIC),
        (DAY, PUBLIC),
        (None, Access.INTERNAL),
    ]


def test_a_verdict_from_another_edition_is_none(suggester_of):
    ask = Asked(edition=2)
    suggester = suggester_of(ask)
    assert suggester.good([candidate(1)], 1, PUBLIC) == ()
    assert suggester.good([candidate(1)], 2, PUBLIC) == words(1)


def test_a_library_that_cannot_be_asked_now_suggests_nothing_and_is_asked_again(suggester_of):
    busy = [True]

    def ask(question, day, access):
        if busy:
            busy.pop()
            raise LibraryBusy("bận")
        return an_answer(question, "1")

    suggester = suggester_of(ask)
    assert suggester.good([candidate(1)], 1, PUBLIC) == ()
    assert suggester.good([candidate(1)], 1, PUBLIC) == words(1)


def test_no_more_verdicts_are_kept_than_there_is_room_for(suggester_of):
    ask = Asked()
    suggester = suggester_of(ask, kept=5)
    for n in range(20):
        suggester.good([candidate(n)], 1, PUBLIC)
    assert len(suggester._verdicts) == 5
    suggester.good([candidate(19)], 1, PUBLIC)
    assert len(ask.questions) == 20


# --- in time


def test_what_there_is_no_time_to_try_is_not_shown_but_tried_when_nobody_asks(suggester_of):
    ask = Asked()
    suggester = suggester_of(ask)
    assert suggester.good([candidate(1), candidate(2)], 1, PUBLIC, 0.0) == ()
    deadline = time.monotonic() + 10
    while len(ask.questions) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    suggester.close()
    assert suggester.good([candidate(1), candidate(2)], 1, PUBLIC, 0.0) == words(1, 2)
    assert len(ask.questions) == 2


def test_nothing_is_begun_that_would_take_longer_than_allowed(suggester_of):
    ask = Asked(takes_s=0.03)
    suggester = suggester_of(ask)
    suggester.good([candidate(n) for n in range(10)], 1, PUBLIC, limit=10)  # learns what one takes
    began = time.perf_counter()
    found = suggester.good([candidate(n) for n in range(10, 30)], 1, PUBLIC, 75.0, limit=20)
    suggester.close()
    assert len(found) <= 2
    assert time.perf_counter() - began < 5
    assert suggester.good([candidate(n) for n in range(40, 50)], 1, PUBLIC, 5.0) == ()


def test_while_people_ask_nothing_is_tried_behind_their_backs(suggester_of, monkeypatch):
    monkeypatch.setattr("assistant.answering.suggesting._QUIET_S", 60.0)
    ask = Asked()
    suggester = suggester_of(ask)
    for _ in range(20):
        assert suggester.good([candidate(1)], 1, PUBLIC, 0.0) == ()
    time.sleep(0.2)
    assert ask.questions == []


def test_a_fault_in_idle_time_does_not_end_the_trying(suggester_of, caplog):
    tried, done = [], threading.Event()

    def ask(question, day, access):
        tried.append(question)
        if len(tried) == 1:
            raise RuntimeError("hỏng")
        done.set()
        return an_answer(question, question.split()[2])

    suggester = suggester_of(ask)
    suggester.good([candidate(1), candidate(2)], 1, PUBLIC, 0.0)
    assert done.wait(10)
    assert "could not be tried" in caplog.text


def test_nothing_is_tried_after_closing(suggester_of):
    ask = Asked()
    suggester = suggester_of(ask)
    suggester.good([candidate(1)], 1, PUBLIC, 0.0)
    suggester.close()
    suggester.good([candidate(2)], 1, PUBLIC, 0.0)
    time.sleep(0.3)
    assert ask.questions == []


def test_threads_that_ask_at_once_get_the_same(suggester_of):
    suggester, found = suggester_of(Asked(bad={2, 5})), []
    wanted = [candidate(n) for n in range(8)]
    threads = [
        threading.Thread(target=lambda: found.append(suggester.good(wanted, 1, PUBLIC, limit=8)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {words(0, 1, 3, 4, 6, 7)}
