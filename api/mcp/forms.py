"""What the tools take and give. Names are English, as programs expect; descriptions in both languages."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api import inputs
from api.lives import words_of
from api.schemas import address_in_words
from assistant.domain.answer import Answer, Audience, Citation, Outcome
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision

MAX_RESULTS = 20
_TEXT_CHARS = 2_000


def _day(value: object) -> object:
    """A day as people type it; what is no text is left to be refused."""
    return inputs.day_or_none(value) if isinstance(value, str) else value


Day = Annotated[date | None, BeforeValidator(_day)]
_ANY_DAY = (
    "Ngày áp dụng, năm-tháng-ngày. The day whose law applies (YYYY-MM-DD); omit for the day named in the "
    "question, else today."
)
_THAT_DAY = (
    "Ngày cần xem, năm-tháng-ngày; bỏ trống là hôm nay. The day to look at (YYYY-MM-DD); default today."
)
_ADDRESS = (
    "Địa chỉ của điều, khoản hoặc điểm, như trong kết quả tìm kiếm. The printed address of an article, "
    "clause or point, as search results give it, e.g. 43/2019/QH14#dieu-5.khoan-2"
)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class SearchArguments(_Given):
    """What to search for."""

    question: str = Field(
        min_length=1,
        max_length=2_000,
        description="Câu hỏi, từ khoá hoặc số hiệu, tiếng Việt. A question, keywords or a document number, "
        "in Vietnamese (diacritics may be missing).",
    )
    limit: int = Field(
        5, ge=1, le=MAX_RESULTS, strict=True, description="Số kết quả. How many provisions to return."
    )
    as_of: Day = Field(None, description=_ANY_DAY)


class ProvisionArguments(_Given):
    """What to show."""

    address: str = Field(min_length=1, max_length=300, description=_ADDRESS)
    as_of: Day = Field(None, description=_THAT_DAY)


class TimelineArguments(_Given):
    """Whose life to tell."""

    address: str = Field(
        min_length=1,
        max_length=300,
        description=f"{_ADDRESS}; hoặc số hiệu của cả văn bản (or a document's number).",
    )


class AskArguments(_Given):
    """What to ask."""

    question: str = Field(
        min_length=1,
        max_length=2_000,
        description="Câu hỏi, đứng một mình đủ nghĩa. A self-contained question.",
    )
    as_of: Day = Field(None, description=_ANY_DAY)
    audience: Literal["official", "citizen"] | None = Field(
        None, description="Người đọc: cán bộ (official) hay người dân (citizen). Who the answer is for."
    )


class ProvisionForm(BaseModel):
    """A provision in the words of a day, and how it stood on it."""

    path: str = Field(description="Địa chỉ, để xem lại hoặc trích dẫn.")
    label: str = Field(description="Địa chỉ bằng lời: khoản 2 Điều 5.")
    heading: str
    document: str
    document_title: str
    as_of: date
    status: Status = Field(description="Hiệu lực vào ngày as_of.")
    words_known: bool = Field(description="text đúng là lời văn của ngày as_of.")
    words_note: str = Field(description="Điều cần biết về lời văn, nếu có.")
    basis: list[str] = Field(description="Vì sao có hiệu lực như vậy, mỗi nguồn một câu.")
    in_force_from: date | None
    expires_on: date | None
    text: str
    truncated: bool
    url: str | None
    sample: bool = Field(description="Văn bản mẫu, không có giá trị pháp lý.")

    @classmethod
    def of(
        cls, stored: StoredProvision, day: date, path: ProvisionPath | None = None, text: str | None = None
    ) -> "ProvisionForm":
        """The form of a stored provision on a day; of a part of it with that part's path and text."""
        unit, head = stored.provision, stored.document
        shown, words = path or unit.path, words_of(stored, day)
        whole = unit.text if text is None else text
        limit = _TEXT_CHARS if text is None else len(whole)
        return cls(
            path=str(shown),
            label=address_in_words(shown, stored),
            heading=unit.heading,
            document=str(head.number),
            document_title=head.title,
            as_of=day,
            status=stored.status_on(day),
            words_known=stored.words_stand_on(day),
            words_note=str(words["words_note"]),
            basis=_sentences(words["basis"]),
            in_force_from=stored.in_force_from,
            expires_on=stored.expires_on,
            text=whole[:limit],
            truncated=len(whole) > limit,
            url=unit.url or head.url,
            sample=head.sample,
        )


def _sentences(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


class SearchForm(BaseModel):
    """What was found, best first."""

    question: str
    as_of: date
    understood: str = Field(description="Cách hiểu câu hỏi, khi khác câu đã gõ; không thì trống.")
    edition: int
    results: list[ProvisionForm]


class PhaseForm(BaseModel):
    """A stretch of days with one status and one wording."""

    starts: date | None = Field(description="Ngày đầu; trống: không rõ, hoặc từ trước đến nay.")
    ends: date | None = Field(description="Ngày đầu tiên không còn thuộc giai đoạn (nửa mở).")
    status: Status
    words_known: bool | None = Field(description="Thư viện có lời văn của giai đoạn này.")
    sentence: str
    because: list[str]


class TimelineForm(BaseModel):
    """A life, in phases that part all time between them."""

    path: str
    label: str
    heading: str
    document: str
    document_title: str
    today: date
    phases: list[PhaseForm]


class CitationForm(BaseModel):
    """Exact words of a provision on the day of the answer, checked against the library."""

    path: str
    label: str
    document: str
    document_title: str
    leads: list[str] = Field(description="Lời dẫn mà đoạn trích nối tiếp, từ lớn đến nhỏ.")
    quote: str
    status: Status
    validity: str
    basis: list[str]
    url: str | None
    sample: bool

    @classmethod
    def of(cls, citation: Citation) -> "CitationForm":
        """The form of a citation."""
        named = citation.model_dump(include=set(cls.model_fields) - {"basis", "leads"})
        return cls(**named, basis=list(citation.basis), leads=list(citation.leads))


class StatementForm(BaseModel):
    """A sentence of the answer; ``citations`` are places in the list of citations, from 0."""

    text: str
    part: str
    citations: list[int]


class AnswerForm(BaseModel):
    """An answer, each statement with what it stands on."""

    id: str = Field(description="Mã của câu trả lời; trống nếu không được giữ lại.")
    outcome: Outcome
    as_of: date
    as_of_reason: str
    made_by: str
    notices: list[str]
    statements: list[StatementForm]
    citations: list[CitationForm]
    suggestions: list[str]
    edition: int

    @classmethod
    def of(cls, answer: Answer) -> "AnswerForm":
        """The form of an answer."""
        said = (
            StatementForm(text=s.text, part=s.part, citations=list(s.citations)) for s in answer.statements
        )
        return cls(
            id=answer.id,
            outcome=answer.outcome,
            as_of=answer.as_of,
            as_of_reason=answer.as_of_reason,
            made_by=answer.made_by,
            notices=list(answer.notices),
            statements=list(said),
            citations=[CitationForm.of(citation) for citation in answer.citations],
            suggestions=list(answer.suggestions),
            edition=answer.edition,
        )


AUDIENCES = {None: None, "official": Audience.OFFICIAL, "citizen": Audience.CITIZEN}
