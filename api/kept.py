"""The wire forms of what is kept of askers: conversations and feedback."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.domain.answer import Audience
from assistant.keeping import MAX_WORDS, Opinion
from assistant.library.conversations import Conversation, KeptTurn
from assistant.library.feedback import Verdict

SAMPLE_ID = "4f1Wm0b0mS8Jx3oZk2cVd7QyT9eRuLhA"


class BeginRequest(BaseModel):
    """A conversation to begin."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"audience": "citizen"}]})

    audience: Audience | None = Field(None, description="Người hỏi: cán bộ, người dân, hay người đánh giá.")


class ConversationBegun(BaseModel):
    """A conversation that was begun."""

    id: str = Field(
        description="Mã cuộc trò chuyện. Ai có mã thì đọc và xoá được, nên hãy giữ kín.", examples=[SAMPLE_ID]
    )
    audience: Audience | None
    begun_at: datetime
    kept_until: datetime = Field(description="Lưu đến lúc này, nếu không hỏi thêm. Chưa hỏi gì thì một ngày.")

    @classmethod
    def of(cls, found: Conversation) -> "ConversationBegun":
        """The form of a conversation without its turns."""
        return cls(id=found.id, audience=found.audience, begun_at=found.begun_at, kept_until=found.kept_until)


class TurnItem(BaseModel):
    """A question of a conversation and its answer."""

    n: int = Field(description="Số thứ tự của lượt hỏi, từ 1.")
    at: datetime
    question: str = Field(description="Câu đã hỏi, thông tin cá nhân đã che.")
    standalone: str = Field(description="Câu hỏi hiểu theo các lượt trước; trống nếu hiểu đúng như đã hỏi.")
    as_of: date
    outcome: str
    answer: str
    cited: list[str] = Field(description="Địa chỉ các điều khoản đã dẫn.")
    answer_id: str = Field(description="Mã câu trả lời, để kiểm tra còn đúng không; có thể trống.")
    made_by: str = Field(
        description="extractive: nguyên văn quy định; model: có phần do mô hình viết, đã đối chiếu căn cứ."
    )
    language: str = Field(description="Ngôn ngữ của câu trả lời: vi hoặc en.")

    @classmethod
    def of(cls, turn: KeptTurn) -> "TurnItem":
        """The form of a turn."""
        return cls(
            n=turn.n,
            at=turn.at,
            question=turn.asked,
            standalone=turn.standalone,
            as_of=turn.as_of,
            outcome=turn.outcome,
            answer=turn.answer,
            cited=list(turn.cited),
            answer_id=turn.answer_id,
            made_by=turn.made_by,
            language=turn.language,
        )


class ConversationDetail(ConversationBegun):
    """A conversation with its turns."""

    turns: list[TurnItem]

    @classmethod
    def of(cls, found: Conversation) -> "ConversationDetail":
        """The form of a whole conversation."""
        begun = ConversationBegun.of(found)
        return cls(**begun.model_dump(), turns=[TurnItem.of(turn) for turn in found.turns])


class FeedbackRequest(BaseModel):
    """What somebody says of an answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "answer_id": "k3jYw0yq7sZb1XqT",
                    "verdict": "outdated",
                    "words": "Khoản này đã được sửa từ tháng trước.",
                }
            ]
        },
    )

    verdict: Verdict = Field(
        description="right: đúng; wrong: sai; outdated: quy định đã thay đổi; unclear: khó hiểu."
    )
    answer_id: str = Field("", max_length=64, description="Mã trong trường `id` của câu trả lời.")
    conversation: str = Field(
        "", max_length=64, description="Mã cuộc trò chuyện; phải kèm số lượt hỏi (`turn`)."
    )
    turn: int | None = Field(None, ge=1, le=1_000_000, description="Lượt hỏi thứ mấy của cuộc trò chuyện.")
    words: str = Field(
        "", max_length=MAX_WORDS, description="Ý kiến. Thông tin cá nhân được che trước khi lưu."
    )
    question: str = Field(
        "", max_length=MAX_WORDS, description="Câu đã hỏi; chỉ gửi khi người hỏi đồng ý cho lưu."
    )
    keep_question: bool = Field(
        False,
        description="Người hỏi đồng ý cho lưu câu hỏi (và các câu trước nó trong cuộc trò chuyện) để cán bộ "
        "xem và làm câu hỏi kiểm tra chất lượng.",
    )
    audience: Audience | None = Field(None, description="Người hỏi: cán bộ, người dân, hay người đánh giá.")

    @model_validator(mode="after")
    def _turn_with_its_conversation(self) -> "FeedbackRequest":
        if bool(self.conversation) != (self.turn is not None):
            raise ValueError("conversation and turn go together")
        return self

    def opinion(self) -> Opinion:
        """As the door takes it."""
        return Opinion(
            verdict=self.verdict,
            words=self.words,
            answer_id=self.answer_id,
            conversation=self.conversation,
            turn=self.turn or 0,
            question=self.question,
            may_keep_question=self.keep_question,
            audience=self.audience,
        )


class FeedbackTaken(BaseModel):
    """That an opinion stands in the queue."""

    id: str = Field(description="Mã góp ý, để nhắc đến khi liên hệ với người quản trị.")
