"""An answer and what it stands on: one type for the API, the command line, the evaluation."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.validity import Status


class Outcome(StrEnum):
    """How an answer ended. Every one but ``ANSWERED`` and ``PARTLY`` carries no provision
    as an answer.
    """

    ANSWERED = "answered"
    PARTLY = "partly_answered"
    NOT_FOUND = "no_provision_found"
    NOT_IN_FORCE = "not_in_force"
    AMBIGUOUS = "ambiguous"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PageMark(_Value):
    """Lines of a citation on a page of its PDF: boxes are fractions of the page."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


class Citation(_Value):
    """Exact words of a provision. ``quote`` equals the stored text of the article's
    provision at ``start:end``; ``verified`` says that this was checked.
    """

    path: str
    document: str
    document_title: str
    article: str | None
    label: str = Field(description="Address in words: khoản 2 Điều 5")
    heading: str
    quote: str
    start: int
    end: int
    status: Status
    in_force_from: date | None = None
    expires_on: date | None = None
    note: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    url: str | None = None
    sample: bool = False
    pages: tuple[PageMark, ...] = ()
    verified: bool = False


class Statement(_Value):
    """A sentence of the answer with the indexes of the citations it stands on."""

    text: str
    citations: tuple[int, ...] = ()


class Answer(_Value):
    """An answer to one question, as of one day, from one edition of the library."""

    question: str
    outcome: Outcome
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    understood: dict[str, object] = Field(default_factory=dict)
    as_of: date
    edition: int
    made_by: str = "extractive"
    timings_ms: dict[str, float] = Field(default_factory=dict)
