"""What the door keeps of those who ask, and gives back to them alone."""

import shutil
from datetime import date

import pytest

from assistant.assistant import NEW, Assistant
from assistant.domain.answer import Audience, Outcome
from assistant.domain.document import Access
from assistant.errors import BadRequest, NotFound, TooMuchFeedback
from assistant.keeping import MAX_WORDS, Opinion
from assistant.library.feedback import Verdict
from assistant.settings import Settings

QUESTION = "Định mức tiết dạy của giáo viên THCS là bao nhiêu?"
FOLLOW_UP = "Còn giáo viên tiểu học thì sao?"
PHONE = "0912345678"
DAY = date(2026, 1, 2)


@pytest.fixture
def door(sample_home, tmp_path):
    shutil.copytree(sample_home, tmp_path / "home")
    settings = Settings(home=tmp_path / "home", feedback_per_day=3, _env_file=None)
    with Assistant.open(settings) as opened:
        yield opened


def stored(door):
    """All that the files beside the library hold."""
    home = door._settings.home
    return b"".join(path.read_bytes() for path in home.glob("answers.sqlite3*"))


def test_a_conversation_is_kept_read_and_deleted_without_a_trace(door):
    first = door.converse(QUESTION, NEW, DAY)
    second = door.converse(FOLLOW_UP, first.conversation, DAY)
    assert second.conversation == first.conversation
    found = door.kept.history(first.conversation)
    assert [turn.asked for turn in found.turns] == [QUESTION, FOLLOW_UP]
    assert [turn.answer_id for turn in found.turns] == [first.id, second.id]
    assert found.turns[0].cited[-1] == first.citations[-1].path
    assert FOLLOW_UP.encode() in stored(door)
    door.kept.delete(first.conversation)
    assert FOLLOW_UP.encode() not in stored(door)
    with pytest.raises(NotFound):
        door.converse(FOLLOW_UP, first.conversation, DAY)


def test_a_conversation_goes_on_for_whom_it_was_begun_unless_another_is_named(door):
    first = door.converse(QUESTION, NEW, DAY, audience="citizen")
    assert door.converse(FOLLOW_UP, first.conversation, DAY).audience is Audience.CITIZEN
    assert door.converse(FOLLOW_UP, first.conversation, DAY, "official").audience is Audience.OFFICIAL
    assert door.converse(FOLLOW_UP, first.conversation, DAY).audience is Audience.CITIZEN
    begun = door.kept.begin(Audience.OFFICIAL)
    assert door.converse(QUESTION, begun.id, DAY).letter
    nobody = door.converse(QUESTION, NEW, DAY)
    assert door.converse(FOLLOW_UP, nobody.conversation, DAY).audience is None


def test_personal_data_is_never_written_down(door):
    answer = door.converse(f"{QUESTION} Gọi tôi số {PHONE}", NEW, DAY)
    opinion = Opinion(
        Verdict.WRONG,
        words=f"Gọi lại {PHONE}",
        conversation=answer.conversation,
        turn=1,
        may_keep_question=True,
    )
    door.kept.give(opinion)
    assert PHONE.encode() not in stored(door)
    (entry,) = door.kept.feedback.entries()
    assert entry.said.question.startswith(QUESTION)


def test_an_internal_conversation_is_hidden_from_the_public(door):
    inside = door.converse(QUESTION, NEW, DAY, access=Access.INTERNAL)
    with pytest.raises(NotFound):
        door.converse(FOLLOW_UP, inside.conversation, DAY)
    with pytest.raises(NotFound):
        door.kept.history(inside.conversation)
    with pytest.raises(NotFound):
        door.kept.delete(inside.conversation)
    outside = door.converse(QUESTION, NEW, DAY)
    door.converse(FOLLOW_UP, outside.conversation, DAY, access=Access.INTERNAL)
    with pytest.raises(NotFound):
        door.kept.history(outside.conversation)
    assert len(door.kept.history(outside.conversation, access=Access.INTERNAL).turns) == 2


def test_an_opinion_says_which_answer_it_is_about(door):
    answer = door.answer(QUESTION, DAY)
    assert answer.outcome is Outcome.ANSWERED
    door.kept.give(Opinion(Verdict.OUTDATED, answer_id=answer.id, audience=Audience.OFFICIAL))
    (entry,) = door.kept.feedback.entries()
    assert (entry.said.as_of, entry.said.outcome) == (DAY, "answered")
    assert entry.said.cited == tuple(citation.path for citation in answer.citations)
    assert entry.said.question == ""
    assert door.still_valid(entry.said.answer_id)


@pytest.mark.parametrize(
    "opinion",
    [
        Opinion(Verdict.WRONG),
        Opinion(Verdict.WRONG, question="Ai?"),
        Opinion(Verdict.WRONG, question=" \n", may_keep_question=True),
        Opinion(Verdict.WRONG, words="a" * (MAX_WORDS + 1), answer_id="x"),
        Opinion(Verdict.WRONG, question="a" * (MAX_WORDS + 1), may_keep_question=True),
    ],
)
def test_what_is_no_opinion_is_refused(door, opinion):
    with pytest.raises(BadRequest):
        door.kept.give(opinion)
    assert door.kept.feedback.entries() == []


def test_an_answer_given_to_those_inside_cannot_be_probed_from_outside(door):
    inside = door.answer(QUESTION, DAY, access=Access.INTERNAL)
    with pytest.raises(NotFound):
        door.kept.give(Opinion(Verdict.WRONG, answer_id=inside.id))


def test_a_day_takes_so_many_opinions(door):
    opinion = Opinion(Verdict.RIGHT, question=QUESTION, may_keep_question=True)
    for _ in range(3):
        door.kept.give(opinion)
    with pytest.raises(TooMuchFeedback):
        door.kept.give(opinion)
