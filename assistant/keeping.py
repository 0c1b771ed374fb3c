"""What is kept of those who ask: their conversations, and what they say of answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from assistant.domain.answer import Audience
from assistant.domain.conversation import Turn
from assistant.domain.document import Access
from assistant.errors import BadRequest, NotFound
from assistant.library.answers import AnswerLog
from assistant.library.conversations import Conversation, Conversations, digest
from assistant.library.feedback import Feedback, Said, Verdict
from assistant.library.rows import clean
from assistant.personal import mask
from assistant.settings import Settings

MAX_WORDS = 2_000
"""The longest that somebody may say of an answer, and the longest question with it, in characters."""
_TURNS_BEFORE = 5
"""Turns before the one that is meant, which a question may lean on."""


@dataclass(frozen=True)
class Opinion:
    """What somebody says of an answer. Which one: by its ``answer_id``, or by ``conversation`` and
    number of the ``turn``; where it had no id, by the ``question`` alone.

    ``may_keep_question``: the asker's consent that the question is kept, with those before it in the
    conversation. Without it nothing of what was asked is kept.
    """

    verdict: Verdict
    words: str = ""
    answer_id: str = ""
    conversation: str = ""
    turn: int = 0
    question: str = ""
    may_keep_question: bool = False
    audience: Audience | None = None


@dataclass(frozen=True)
class _Meant:
    """The answer that an opinion is about."""

    question: str = ""
    history: tuple[Turn, ...] = ()
    answer_id: str = ""
    as_of: date | None = None
    outcome: str = ""
    cited: tuple[str, ...] = ()


class Kept:
    """Conversations and feedback of one library. Safe to share between threads."""

    def __init__(self, answers: AnswerLog, conversations: Conversations, feedback: Feedback) -> None:
        self._answers = answers
        self.conversations = conversations
        self.feedback = feedback

    @classmethod
    def open(cls, settings: Settings, answers: AnswerLog) -> Self:
        """Open them where the settings say; ``answers`` stays the caller's to close."""
        url = settings.answers_url
        conversations = Conversations.open(url, settings.conversations_kept_days)
        try:
            feedback = Feedback.open(url, settings.feedback_kept_days, settings.feedback_per_day)
        except BaseException:
            conversations.close()
            raise
        return cls(answers, conversations, feedback)

    def close(self) -> None:
        """Close both."""
        self.conversations.close()
        self.feedback.close()

    def begin(self, audience: Audience | None = None, *, access: Access = Access.PUBLIC) -> Conversation:
        """Begin a conversation; raise ``NotFound`` where none are kept."""
        id_ = self.conversations.begin(audience, access)
        if not id_:
            raise NotFound(
                "Thư viện này không lưu cuộc trò chuyện.", "Người quản trị đặt HOCVU_CONVERSATIONS_KEPT_DAYS."
            )
        return self.conversations.history(id_, access)

    def history(self, id_: str, *, access: Access = Access.PUBLIC) -> Conversation:
        """A conversation with its turns; raise ``NotFound``."""
        return self.conversations.history(id_, access)

    def delete(self, id_: str, *, access: Access = Access.PUBLIC) -> None:
        """Delete a conversation, and what its asker said in feedback on it; raise ``NotFound``."""
        self.conversations.delete(id_, access)
        self.feedback.take_back(digest(id_))

    def give(self, opinion: Opinion, *, access: Access = Access.PUBLIC) -> str:
        """Put an opinion into the queue, personal data masked; return its id there.

        Raises ``BadRequest`` (too long, or about no answer, or a question without consent),
        ``NotFound`` (no such answer or conversation), ``TooMuchFeedback``.
        """
        _check(opinion)
        meant = self._meant(opinion, access)
        keeps = opinion.may_keep_question
        said = Said(
            verdict=opinion.verdict,
            words=mask(clean(opinion.words).strip()).text,
            question=mask(clean(meant.question).strip()).text if keeps else "",
            history=meant.history if keeps else (),
            audience=opinion.audience,
            access=access,
            answer_id=meant.answer_id,
            as_of=meant.as_of,
            outcome=meant.outcome,
            cited=meant.cited,
        )
        return self.feedback.give(said, digest(opinion.conversation) if opinion.conversation else "")

    def _meant(self, opinion: Opinion, access: Access) -> _Meant:
        if opinion.conversation:
            return self._turn_meant(opinion.conversation, opinion.turn, access)
        if not opinion.answer_id:
            return _Meant(question=opinion.question)
        given = self._answers.find(opinion.answer_id, access)
        if given is None:
            raise NotFound("Không có câu trả lời mang mã này.", "Mã nằm trong trường “id” của câu trả lời.")
        paths = tuple(citation.path for citation in given.citations)
        return _Meant(opinion.question, (), given.id, given.as_of, given.outcome, paths)

    def _turn_meant(self, id_: str, n: int, access: Access) -> _Meant:
        turns = self.conversations.history(id_, access).turns
        at = next((at for at, turn in enumerate(turns) if turn.n == n), None)
        if at is None:
            raise NotFound(f"Cuộc trò chuyện không có lượt hỏi {n}.", "Các lượt được đánh số từ 1.")
        turn = turns[at]
        before = _without_answers([kept.turn for kept in turns[max(0, at - _TURNS_BEFORE) : at]])
        return _Meant(turn.asked, before, turn.answer_id, turn.as_of, turn.outcome, turn.cited)


def _without_answers(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    return tuple(turn.model_copy(update={"answer": ""}) for turn in turns)


def _check(opinion: Opinion) -> None:
    if max(len(opinion.words), len(opinion.question)) > MAX_WORDS:
        raise BadRequest(f"Góp ý dài quá {MAX_WORDS} ký tự.", "Rút ngắn rồi gửi lại.")
    if opinion.question and not opinion.may_keep_question:
        raise BadRequest(
            "Câu hỏi chỉ được gửi kèm góp ý khi người hỏi đồng ý cho lưu.",
            "Bỏ câu hỏi, hoặc đánh dấu sự đồng ý.",
        )
    if not (opinion.answer_id or opinion.conversation or opinion.question.strip()):
        raise BadRequest(
            "Góp ý chưa nói về câu trả lời nào.",
            "Gửi kèm mã câu trả lời, hoặc mã cuộc trò chuyện và số lượt hỏi, hoặc câu hỏi.",
        )
