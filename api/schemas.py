"""The wire forms of documents and provisions. Answers go out as ``assistant.domain.answer``."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.answer import Citation, DefinedWord, Followed
from assistant.domain.conversation import Turn
from assistant.domain.document import Relation, Unit
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library.records import CitedText, DocumentRecord, StoredProvision
from assistant.retrieval.explaining import Reason

SAMPLE_NUMBER = "01/2099/TT-MẪU"


class EarlierTurn(BaseModel):
    """A turn of a conversation that the asker keeps: its question helps to understand the next one."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=2_000)
    standalone: str = Field("", max_length=2_000, description="Như trong câu trả lời của lượt ấy.")
    as_of: date | None = None
    cited: list[str] = Field([], max_length=20, description="Địa chỉ các căn cứ của lượt ấy.")

    @property
    def turn(self) -> Turn:
        """The turn; addresses that are none are left out."""
        cited = tuple(filter(_is_address, self.cited))
        return Turn(question=self.question, standalone=self.standalone, as_of=self.as_of, cited=cited)


def _is_address(text: str) -> bool:
    try:
        ProvisionPath.parse(text)
    except ValueError:
        return False
    return True


class ChatRequest(BaseModel):
    """A question to the assistant."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"question": "Học sinh được chuyển trường khi nào?", "as_of": "2025-09-01"}]
        },
    )

    question: str = Field(description="Câu hỏi bằng tiếng Việt, có dấu hoặc không dấu.")
    as_of: date | None = Field(
        None, description="Ngày áp dụng; bỏ trống là ngày nêu trong câu hỏi, không có thì là hôm nay."
    )
    audience: Literal["official", "citizen", "evaluator"] | None = Field(
        None,
        description="Người hỏi: cán bộ, người dân, hay người đánh giá; trống: như khi mở cuộc trò chuyện.",
    )
    conversation: str | None = Field(
        None, max_length=64, description="“new” mở một cuộc trò chuyện được lưu; mã của nó để hỏi tiếp."
    )
    history: list[EarlierTurn] = Field(
        [], max_length=20, description="Các lượt trước, cũ nhất trước, khi bên hỏi tự giữ."
    )
    stream: bool = Field(False, description="Trả lời dần qua server-sent events.")


class DocumentItem(BaseModel):
    """A document in a list."""

    number: str = Field(description="Số hiệu như in trên văn bản.", examples=[SAMPLE_NUMBER])
    kind: str
    title: str
    issuer: str | None
    issued_on: date | None
    in_force_from: date | None
    expires_on: date | None
    status: Status = Field(description="Hiệu lực của văn bản vào ngày hỏi.")
    topic: str | None
    sample: bool = Field(description="Văn bản mẫu, không có giá trị pháp lý.")
    provisions: int = Field(description="Số đơn vị lưu trong thư viện.")

    @classmethod
    def of(cls, record: DocumentRecord, day: date) -> "DocumentItem":
        """The item of a stored document."""
        return cls.model_validate(head_fields(record, day) | {"provisions": record.provisions})


class DocumentPage(BaseModel):
    """Some of the documents, and how many there are."""

    items: list[DocumentItem]
    total: int
    offset: int
    limit: int


class OutlineItem(BaseModel):
    """A unit of a document's tree, in reading order."""

    path: str
    kind: str
    label: str
    heading: str
    parent: str | None
    status: Status = Field(description="Hiệu lực vào ngày hỏi.")
    words_known: bool = Field(description="Thư viện có lời văn của ngày hỏi.")
    in_force_from: date | None
    expires_on: date | None

    @classmethod
    def of(cls, stored: StoredProvision, day: date) -> "OutlineItem":
        """The item of a stored provision on a day."""
        unit = stored.provision
        return cls(
            path=str(unit.path),
            kind=unit.kind.value,
            label=unit.label,
            heading=unit.heading,
            parent=str(unit.parent) if unit.parent else None,
            status=stored.status_on(day),
            words_known=stored.words_stand_on(day),
            in_force_from=stored.in_force_from,
            expires_on=stored.expires_on,
        )


class RelationItem(BaseModel):
    """How one text bears on another."""

    kind: str
    source: str
    target: str | None
    words: str
    effective_on: date | None

    @classmethod
    def of(cls, relation: Relation) -> "RelationItem":
        """The item of a relation."""
        return cls(
            kind=relation.kind.value,
            source=str(relation.source),
            target=str(relation.target) if relation.target else None,
            words=relation.target_text,
            effective_on=relation.effective_on,
        )


class DocumentDetail(DocumentItem):
    """A document: its head, its tree, its relations."""

    as_of: date
    basis: list[str] = Field(description="Vì sao văn bản có hiệu lực như vậy vào ngày hỏi.")
    signer: str | None
    signer_title: str | None
    place: str | None
    legal_bases: list[str]
    url: str | None
    source_name: str = Field(description="Tên tệp hoặc gói dữ liệu mà văn bản được đọc từ đó.")
    pages: int = Field(description="Số trang của tệp nguồn; 0 nếu nguồn không chia trang.")
    warnings: list[str]
    relations: list[RelationItem]
    outline: list[OutlineItem]


class UnitItem(BaseModel):
    """A clause or point: where it stands in the provision's text (half open)."""

    path: str
    kind: str
    label: str
    start: int
    end: int

    @classmethod
    def of(cls, unit: Unit) -> "UnitItem":
        """The item of a unit."""
        return cls(
            path=str(unit.path), kind=unit.kind.value, label=unit.label, start=unit.start, end=unit.end
        )


class ReferenceItem(BaseModel):
    """Words of the provision that name another text which the library has."""

    start: int
    end: int
    words: str = Field(description="Chữ dẫn chiếu, đúng như trong text.")
    path: str
    title: str

    @classmethod
    def of(cls, cited: CitedText, text: str) -> "ReferenceItem":
        """The item of a reference in ``text``."""
        words = text[cited.start : cited.end]
        return cls(start=cited.start, end=cited.end, words=words, path=str(cited.path), title=cited.title)


class ProvisionDetail(BaseModel):
    """A provision with its words, its place in the document, and its status on a day."""

    path: str = Field(description="Địa chỉ đã hỏi, viết theo dạng chuẩn.")
    article_path: str = Field(description="Địa chỉ của cả điều chứa nó.")
    address: str = Field(description="Địa chỉ bằng lời: khoản 2 Điều 5.")
    kind: str
    label: str
    heading: str
    headings: list[str] = Field(description="Phần, chương, mục mà nó thuộc về, từ lớn đến nhỏ.")
    text: str
    start: int = Field(description="Nơi bắt đầu của khoản, điểm đã hỏi trong text.")
    end: int = Field(description="Nơi kết thúc (không bao gồm).")
    units: list[UnitItem]
    references: list[ReferenceItem] = Field(
        description="Những văn bản, điều khoản được dẫn chiếu có trong thư viện."
    )
    as_of: date
    status: Status
    in_force_from: date | None
    expires_on: date | None
    words_known: bool = Field(description="text đúng là lời văn của ngày hỏi.")
    words_note: str = Field(description="Điều cần biết về lời văn: của thời gian khác, hoặc do hợp nhất.")
    computed: bool = Field(description="Lời văn do phần mềm hợp nhất, không phải bản chính thức.")
    version_from: date | None = Field(description="Ngày đầu mà lời văn này đúng, nếu biết.")
    version_to: date | None = Field(description="Ngày đầu tiên lời văn này không còn đúng, nếu biết.")
    basis: list[str] = Field(description="Căn cứ của hiệu lực và lời văn vào ngày hỏi, mỗi nguồn một câu.")
    note: str | None
    url: str | None
    listed: bool = Field(description="Bản pháp điển mới nhất còn ghi điều này hay không.")
    pages: list[int] = Field(description="Các trang PDF có phần đã hỏi; trống nếu nguồn không phải PDF.")
    document: DocumentItem


class ReasonItem(BaseModel):
    """A figure that the ranker looked at."""

    feature: str
    says: str = Field(description="Con số ấy là gì.")
    adds: float = Field(description="Phần nó thêm vào điểm xếp hạng của điều; âm: bớt đi.")

    @classmethod
    def of(cls, reason: Reason) -> "ReasonItem":
        """The item of a reason."""
        return cls(feature=reason.feature, says=reason.says, adds=reason.adds)


class SearchHit(BaseModel):
    """A provision that was found."""

    path: str
    document: str
    article: str | None
    address: str
    title: str = Field(description="Tên điều.")
    document_title: str
    headings: list[str] = Field(description="Phần, chương, mục mà điều thuộc về, từ lớn đến nhỏ.")
    score: float
    text: str = Field(description="Nội dung, cắt ở giới hạn ký tự.")
    truncated: bool
    status: Status
    words_known: bool = Field(description="text đúng là lời văn của ngày hỏi.")
    in_force_from: date | None
    expires_on: date | None
    sample: bool
    url: str | None
    shown: list[Citation] = Field(
        default=[], description="Khoản, điểm của điều sát câu hỏi nhất (chỉ khi follow=true)."
    )
    followed: list[Followed] = Field(
        default=[], description="Những quy định mà các khoản, điểm đó dẫn chiếu đến (chỉ khi follow=true)."
    )
    reasons: list[ReasonItem] = Field(
        default=[],
        description="Những con số đã nâng hoặc hạ kết quả, mạnh nhất trước (chỉ khi explain=true; trống nếu "
        "bộ xếp hạng không xét đến).",
    )


class QuestionRead(BaseModel):
    """How a question was read."""

    text: str = Field(description="Câu hỏi như khi tìm: đủ dấu, đã sửa lỗi gõ, chữ viết tắt viết đầy đủ.")
    told: str = Field(
        description="Như text khi khác câu đã gõ, kèm tên gọi khác cũng được tìm; không thì trống."
    )
    expanded: dict[str, str] = Field(description="Chữ viết tắt, cách gọi thường ngày và chữ đầy đủ.")
    corrections: dict[str, str] = Field(description="Chữ đã gõ và chữ được hiểu.")
    others: list[tuple[str, str]] = Field(description="Tên trong câu hỏi và tên gọi khác cũng được tìm.")
    asked: str = Field(
        description="Điều được hỏi: definition, condition, amount, deadline, responsibility, penalty, "
        "procedure, none."
    )
    references: list[str] = Field(description="Văn bản, điều khoản nêu trong câu hỏi.")


class SearchAnswer(BaseModel):
    """What a search found, best first."""

    question: str
    as_of: date
    edition: int
    understood: QuestionRead
    hits: list[SearchHit]
    definitions: list[DefinedWord] = Field(
        default=[], description="Nơi định nghĩa các từ ngữ trong câu hỏi (chỉ khi follow=true)."
    )


def head_fields(record: DocumentRecord, day: date) -> dict[str, object]:
    """The head's fields that a list shows."""
    head = record.head
    return {
        "number": str(head.number),
        "kind": head.kind.value,
        "title": head.title,
        "issuer": head.issuer,
        "issued_on": head.issued_on,
        "in_force_from": head.in_force_from,
        "expires_on": head.expires_on,
        "status": record.status_on(day),
        "topic": head.topic,
        "sample": head.sample,
    }


def address_in_words(path: ProvisionPath, stored: StoredProvision) -> str:
    """The address as people say it; the label where the path has no words for it."""
    return path.vietnamese() or stored.provision.label
